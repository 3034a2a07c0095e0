import { activePlan } from '../plan/index.ts'
import { id } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { manyCommand } from '../platform/many.ts'
import { readableBy } from '../platform/sight.ts'
import { manyPages } from '../ui/index.ts'
import { setCriterion } from './commands.ts'
import { listEnterprises } from './queries.ts'

/** Confirms what several enterprises declared of one criterion, each as it declared it, with its own evidence. */
export const confirmCriteria = manyCommand({
  each: setCriterion,
  own: ['id', 'version', 'met', 'note', 'fileId'],
  id: id(),
  async rows({ db, actor }, ids, { criterionId }) {
    const rows = await db
      .selectFrom('enterprise as e')
      .leftJoin('enterpriseCriterion as c', (join) =>
        join.onRef('c.enterpriseId', '=', 'e.id').on('c.criterionId', '=', criterionId as number),
      )
      .select(['e.id', 'e.name', 'c.version', 'c.met', 'c.confirmed', 'c.note', 'c.fileId'])
      .where('e.id', 'in', [...ids])
      .where(readableBy(actor, 'e.id'))
      .execute()
    return rows.map(({ id: enterpriseId, name, version, met, confirmed, note, fileId }) => {
      const refused: Words | null =
        version === null
          ? words(
              'Doanh nghiệp chưa tự khai tiêu chí này.',
              'The enterprise has not declared this criterion.',
            )
          : confirmed
            ? words('Tiêu chí này đã được xác nhận.', 'This criterion is confirmed already.')
            : null
      return {
        id: enterpriseId,
        label: words(note === null ? name : `${name}: ${note}`, note === null ? name : `${name}: ${note}`),
        input: { id: enterpriseId, version: version ?? 0, met, note, fileId: fileId ?? undefined },
        ...(refused === null ? {} : { refused }),
      }
    })
  },
  may: ['coordinator'],
  name: 'enterprises.confirmCriterionMany',
  summary: words('Xác nhận tiêu chí của nhiều doanh nghiệp', 'Confirm a criterion of several enterprises'),
  route: 'POST /enterprise-batches/criterion',
})

export const confirmMany = manyPages({
  command: confirmCriteria,
  title: words('Xác nhận tiêu chí', 'Confirm a criterion'),
  address: '/enterprises/many/criterion',
  list: { label: words('Doanh nghiệp', 'Enterprises'), href: '/enterprises', query: listEnterprises },
  href: (enterpriseId) => `/enterprises/${enterpriseId}#criteria`,
  fields: async (f, { t, system, planId }) => {
    const plan = await activePlan({ db: system.db, planId })
    const criteria = await system.db
      .selectFrom('criterion')
      .select(['id', 'code', 'text', 'textEn'])
      .where('planId', '=', plan.id)
      .where('bySize', '=', false)
      .orderBy('ord')
      .execute()
    return f.select('criterionId', {
      label: t('Tiêu chí', 'Criteria'),
      required: true,
      empty: t('Chọn tiêu chí', 'Choose the criterion'),
      choices: criteria.map((one) => ({ value: one.id, label: `${one.code}) ${t(one.text, one.textEn)}` })),
    })
  },
  submit: (count, t) => t(`Xác nhận cho ${count} doanh nghiệp`, `Confirm for ${count}`),
})
