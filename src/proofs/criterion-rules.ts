import { z } from 'zod'
import { proofKinds } from '../enterprises/index.ts'
import { plansOf } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { id, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { ruleFields } from './fields.ts'
import { unitsOf } from './rules.ts'

/* By which proof a criterion of a plan is met. No rule comes with the program: a criterion without one is confirmed by an officer. */

const noCriterion = () => notFound(words('tiêu chí', 'Criterion'))

/** The criteria of each plan, and the rule by which a proof meets it. */
export const listCriterionRules = query({
  name: 'proofs.rules',
  summary: words('Tiêu chí được chứng minh bằng gì', 'By what criteria are proven'),
  route: 'GET /criterion-rules',
  input: z.object({}),
  output: z.array(
    z.object({
      criterionId: z.int(),
      code: z.string(),
      text: z.string(),
      textEn: z.string(),
      plan: z.string(),
      /** It follows from the size, and takes no rule. */
      bySize: z.boolean(),
      rule: z.object(ruleFields.row).nullable(),
      /** 0: no rule was entered. */
      version: z.int(),
    }),
  ),
  may: staff,
  async run({ db }) {
    const plans = await plansOf(db, null)
    const rows = await db
      .selectFrom('criterion as c')
      .leftJoin('criterionRule as r', 'r.criterionId', 'c.id')
      .select(['c.id as criterionId', 'c.code', 'c.text', 'c.textEn', 'c.planId', 'c.bySize'])
      .select([
        'r.kind',
        'r.atLeast',
        'r.unit',
        'r.years',
        'r.source',
        'r.validFrom',
        'r.validTo',
        'r.version',
      ])
      .orderBy('c.planId', 'desc')
      .orderBy('c.ord')
      .execute()
    return rows.flatMap(({ criterionId, code, text, textEn, planId, bySize, version, ...rule }) => {
      const plan = plans.find((one) => one.id === planId)
      if (plan === undefined) return []
      const { kind, source, validFrom } = rule
      const whole =
        kind === null || source === null || validFrom === null ? null : { ...rule, kind, source, validFrom }
      return [
        { criterionId, code, text, textEn, bySize, plan: plan.number, rule: whole, version: version ?? 0 },
      ]
    })
  },
})

/** Says by which proof a criterion is met, with the document that says so. */
export const setCriterionRule = command({
  name: 'proofs.setRule',
  summary: words('Ghi cách chứng minh tiêu chí', 'Set by what a criterion is proven'),
  route: 'PUT /criteria/{id}/rule',
  input: z.object({ id: id(), version: whole(), ...ruleFields.input }),
  output: z.object({ id: z.int(), version: z.int() }),
  may: ['coordinator'],
  needs: [
    {
      field: 'atLeast',
      of: ['kind'],
      when: ({ kind }) => kind !== 'key_product',
      said: words('khi chứng minh bằng số liệu', 'when it is proven by a measure'),
      words: words('Xin ghi mức mà văn bản quy định.', 'Please give the limit that the document sets.'),
    },
    {
      field: 'years',
      of: ['kind'],
      when: ({ kind }) => kind !== 'key_product',
      said: words('khi chứng minh bằng số liệu', 'when it is proven by a measure'),
      words: words('Xin ghi tính số liệu của mấy năm.', 'Please say how many years count.'),
    },
  ],
  rules: [
    inOrder(
      'validFrom',
      'validTo',
      words('Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.'),
    ),
    {
      of: ['kind', 'unit'],
      asks: { unit: words('khi chứng minh bằng số liệu', 'when it is proven by a measure') },
      judge: ({ kind, unit }) =>
        kind === 'key_product' || (unit !== undefined && unitsOf(kind).includes(unit))
          ? null
          : {
              field: 'unit',
              words: words('Đơn vị tính không hợp với số liệu này.', 'The unit does not fit this measure.'),
            },
    },
  ],
  subject: ({ id }) => `criterion:${id}`,
  async run({ db }, { id: criterionId, version, ...input }) {
    const criterion = await db
      .selectFrom('criterion')
      .select('bySize')
      .where('id', '=', criterionId)
      .forUpdate()
      .executeTakeFirst()
    if (criterion === undefined) throw noCriterion()
    if (criterion.bySize)
      throw conflict(
        'proofs.bySize',
        words('Tiêu chí này suy ra từ quy mô doanh nghiệp.', 'This criterion follows from the size.'),
      )
    const there = await db
      .selectFrom('criterionRule')
      .select('version')
      .where('criterionId', '=', criterionId)
      .executeTakeFirst()
    if ((there?.version ?? 0) !== version) throw staleRecord()
    const { atLeast, unit, years, ...said } = ruleFields.values(input)
    const measured = input.kind === 'key_product' ? null : { atLeast, unit, years }
    const row = {
      ...said,
      ...(measured ?? { atLeast: null, unit: null, years: null }),
      version: version + 1,
    }
    await db
      .insertInto('criterionRule')
      .values({ criterionId, ...row })
      .onConflict((at) => at.column('criterionId').doUpdateSet(row))
      .execute()
    return { id: criterionId, version: version + 1 }
  },
})

/** Takes a rule off that was entered by mistake: the criterion is confirmed by an officer again. */
export const removeCriterionRule = command({
  name: 'proofs.removeRule',
  summary: words('Bỏ cách chứng minh tiêu chí', 'Remove by what a criterion is proven'),
  route: 'DELETE /criteria/{id}/rule',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `criterion:${id}`,
  async run({ db }, { id: criterionId }) {
    const gone = await db
      .deleteFrom('criterionRule')
      .where('criterionId', '=', criterionId)
      .returning('criterionId as id')
      .executeTakeFirst()
    if (gone === undefined) throw noCriterion()
    return gone
  },
})

/** The words of a rule: what proves it and from which value on. */
export function ruleWords(rule: z.output<z.ZodObject<typeof ruleFields.row>>) {
  const { vi, en } = proofKinds.names[rule.kind]
  if (rule.atLeast === null) return words(vi, en)
  const limit = rule.atLeast.toLocaleString('vi-VN', { maximumFractionDigits: 3 })
  const unit = rule.unit ?? ''
  return words(
    `${vi} ít nhất ${limit} ${unit}, số liệu của ${rule.years} năm trở lại`,
    `${en} of at least ${limit} ${unit}, of the last ${rule.years} years`,
  )
}
