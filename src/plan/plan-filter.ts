import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { type Output, query } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import type { Choice, ListColumn, ListFilter } from '../ui/index.ts'
import { effectiveEnd } from './active.ts'
import { ofPlans } from './wanted.ts'

/** Every plan that is no draft, by number and years; the latest period first. Public, as the plans are. */
export const planNames = query({
  name: 'plan.names',
  summary: words('Số và giai đoạn của các kế hoạch', 'Numbers and periods of all plans'),
  route: 'GET /plan-names',
  input: z.object({}),
  output: z.object({
    plans: z.array(
      z.object({
        id: z.int(),
        number: z.string(),
        province: z.string(),
        firstYear: z.int(),
        /** Its last year; of a replaced plan the last that the next one does not count. */
        lastYear: z.int(),
        replaced: z.boolean(),
      }),
    ),
  }),
  may: ['public'],
  async run({ db }) {
    const plans = await db
      .selectFrom('plan')
      .select([
        'id',
        'number',
        'province',
        sql<number>`extract(year FROM starts_on)::int`.as('firstYear'),
        sql<number>`extract(year FROM ${effectiveEnd})::int`.as('lastYear'),
        sql<boolean>`state = 'replaced'`.as('replaced'),
      ])
      .where('state', '<>', 'draft')
      .orderBy('startsOn', 'desc')
      .orderBy('id', 'desc')
      .execute()
    return { plans }
  },
})

/** The years that any of these plans counts, in order. @param wanted null: every plan */
export async function yearsOfPlans(db: Db, wanted: readonly number[] | null): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    SELECT DISTINCT year FROM plan
     CROSS JOIN LATERAL generate_series(extract(year FROM starts_on)::int, extract(year FROM ${effectiveEnd})::int) AS y (year)
     WHERE state <> 'draft' AND ${ofPlans('plan.id', wanted)} ORDER BY year`.execute(db)
  return rows.map(({ year }) => year)
}

type Names = Output<typeof planNames>['plans']

/**
 * The filter of a list by plan: every plan, all of one period where several run, one. None while there is one plan.
 * @param without what the list shows without the filter, where that is not every plan
 */
export async function planFilters(request: PageRequest, without?: Words): Promise<ListFilter[]> {
  const { plans } = await request.execute(planNames, {})
  if (plans.length < 2) return []
  const { t, planId } = request
  const chosen = plans.find((plan) => plan.id === planId)
  return [
    {
      name: 'plan',
      kind: 'select',
      label: words('Kế hoạch', 'Plan'),
      all:
        chosen === undefined
          ? (without ?? words('Mọi kế hoạch', 'Every plan'))
          : words(`Đang chọn: ${chosen.number}`, `Chosen: ${chosen.number}`),
      choices: [
        ...(chosen === undefined && without === undefined
          ? []
          : [{ value: 'all', label: t('Mọi kế hoạch', 'Every plan') }]),
        ...periodChoices(plans, t),
        ...plans.map((plan) => ({ value: plan.id, label: `${plan.number} (${yearsOf(plan)})` })),
      ],
    },
  ]
}

const yearsOf = (plan: Names[number]) =>
  plan.firstYear === plan.lastYear ? String(plan.firstYear) : `${plan.firstYear} - ${plan.lastYear}`

function periodChoices(plans: Names, t: PageRequest['t']): Choice[] {
  return [...Map.groupBy(plans, yearsOf)].flatMap(([years, of]) =>
    of.length < 2
      ? []
      : [
          {
            value: of.map(({ id }) => id).join(','),
            label: t(`Giai đoạn ${years}: ${of.length} kế hoạch`, `Period ${years}: ${of.length} plans`),
          },
        ],
  )
}

/** The column of a list that says which plan a row belongs to; none while there is one plan. */
export async function planColumn<Row extends { plan: string | null }>(
  request: PageRequest,
): Promise<ListColumn<Row>[]> {
  const { plans } = await request.execute(planNames, {})
  if (plans.length < 2) return []
  return [{ key: 'plan', label: words('Kế hoạch', 'Plan'), value: (row) => row.plan }]
}

/** The years of all plans as choices of a filter, the latest first. */
export async function planYears(request: PageRequest): Promise<Choice[]> {
  const { plans } = await request.execute(planNames, {})
  const years = plans.flatMap(({ firstYear, lastYear }) =>
    Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, at) => firstYear + at),
  )
  return [...new Set(years)]
    .sort((one, other) => other - one)
    .map((value) => ({ value, label: String(value) }))
}
