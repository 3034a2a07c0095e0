import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import { optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { query } from '../platform/operation.ts'
import { page } from '../platform/page.ts'
import { AskedText, Empty, Section, Table } from '../ui/index.ts'
import { obstacleOpen, obstacleState, obstacleStates } from './obstacle-states.ts'
import { readableObstacles } from './obstacles.ts'

/* Obstacles by field: how many are open, late, answered and accepted. */

const Group = z.object({
  /** Null: of no field yet. */
  fieldId: z.int().nullable(),
  field: z.string().nullable(),
  fieldEn: z.string().nullable(),
  open: z.int(),
  late: z.int(),
  resolved: z.int(),
  accepted: z.int(),
})

/** Obstacles of the plans that are asked for, by field; those that were withdrawn are left out. */
export const groupObstacles = query({
  name: 'obstacles.groups',
  summary: words('Khó khăn, vướng mắc theo lĩnh vực', 'Obstacles by field'),
  route: 'GET /obstacle-groups',
  input: z.object({ year: optionalYear(), ...plansInput }),
  output: z.array(Group),
  may: signedIn,
  async run({ db, actor, planId, today }, { year, plan }) {
    const inState = (state: 'resolved' | 'accepted') =>
      sql<number>`count(*) FILTER (WHERE ${obstacleState} = ${state})::int`.as(state)
    let rows = db
      .selectFrom('obstacle as o')
      .leftJoin('obstacleField as k', 'k.id', 'o.fieldId')
      .select(['k.id as fieldId', 'k.name as field', 'k.nameEn as fieldEn'])
      .select([
        sql<number>`count(*) FILTER (WHERE ${obstacleOpen})::int`.as('open'),
        sql<number>`count(*) FILTER (WHERE ${obstacleOpen} AND o.due_on < ${today}::date)::int`.as('late'),
        inState('resolved'),
        inState('accepted'),
      ])
      .where(ofPlans('o.planId', plansWanted(planId, plan)))
      .where(readableObstacles(actor, 'o'))
      .where('o.withdrawnOn', 'is', null)
      .groupBy('k.id')
      .orderBy(sql`k.name NULLS LAST`)
    if (year !== undefined)
      rows = rows.where('o.reportedOn', '>=', `${year}-01-01`).where('o.reportedOn', '<=', `${year}-12-31`)
    return rows.execute()
  },
})

export const groupsPage = page({
  route: 'GET /obstacles/groups',
  for: groupObstacles,
  async run(request) {
    const { t, language, url } = request
    const year = url.searchParams.get('year') ?? ''
    const groups = await request.execute(groupObstacles, { year })
    const head = {
      field: t('Lĩnh vực của vướng mắc', 'Field of the obstacle'),
      open: t(obstacleStates.names.open),
      late: t('Quá hạn', 'Overdue'),
      resolved: t(obstacleStates.names.resolved),
      accepted: t(obstacleStates.names.accepted),
    }
    const href = (fieldId: number, how: Readonly<Record<string, string>>) =>
      `/obstacles?${new URLSearchParams({ fieldId: String(fieldId), ...(year === '' ? {} : { year }), ...how })}`
    return {
      title: t('Khó khăn, vướng mắc theo lĩnh vực', 'Obstacles by field'),
      breadcrumbs: [{ label: t('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles' }],
      body: (
        <>
          <form action="/obstacles/groups" method="get" class="mb-4 flex flex-wrap items-end gap-3">
            <AskedText request={request} name="year" label={t('Năm', 'Year')} />
            <button type="submit" class="btn">
              {t('Xem', 'Show')}
            </button>
          </form>
          <Section title={t('Khó khăn, vướng mắc theo lĩnh vực', 'Obstacles by field')} id="groups">
            {groups.length === 0 ? (
              <Empty>{t('Chưa có phản ánh nào.', 'Nothing is reported yet.')}</Empty>
            ) : (
              <Table caption={t('Khó khăn, vướng mắc theo lĩnh vực', 'Obstacles by field')} stack>
                <thead>
                  <tr>
                    {Object.entries(head).map(([key, label]) => (
                      <th scope="col" class={key === 'field' ? undefined : 'num'}>
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {groups.map(({ fieldId, field, fieldEn, ...counts }) => (
                    <tr>
                      <td data-label={head.field}>
                        {field === null
                          ? t('Chưa phân lĩnh vực', 'Of no field yet')
                          : t(field, fieldEn ?? field)}
                      </td>
                      {(['open', 'late', 'resolved', 'accepted'] as const).map((key) => (
                        <td data-label={head[key]} class="num">
                          {fieldId === null || counts[key] === 0 ? (
                            formatNumber(counts[key], language)
                          ) : (
                            <a href={href(fieldId, key === 'late' ? { late: 'late' } : { state: key })}>
                              {formatNumber(counts[key], language)}
                            </a>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Section>
        </>
      ),
    }
  },
})
