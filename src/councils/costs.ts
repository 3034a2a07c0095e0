import { z } from 'zod'
import { exceeded, type NormVerdict, verdictWords } from '../norms/index.ts'
import { dong, id, optionalDong, optionalLongText, optionalText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { invalid, notFound } from '../platform/problem.ts'
import { Changed, lockOpenAppraisal, touchAppraisal } from './appraisals.ts'
import { appraisedKinds } from './kinds.ts'

/* The estimate of a record, line by line: what is asked for, what is allowed, why less, and what the norms say. */

const said = (verdicts: readonly NormVerdict[]) => {
  const each = verdicts.map(verdictWords)
  return words(each.map(({ vi }) => vi).join('; '), each.map(({ en }) => en).join('; '))
}

/** Enters a line of the estimate as it is appraised. */
export const addCost = command({
  name: 'councils.addCost',
  summary: words('Thẩm định một khoản dự toán', 'Appraise a line of the estimate'),
  route: 'POST /appraisals/{id}/costs',
  input: z.object({
    id: id(),
    contentId: id(),
    title: text(300),
    unit: optionalText(60),
    quantity: whole(1, 1_000_000),
    unitCost: dong(1n),
    /** Left out: all of it. */
    allowed: optionalDong(0n),
    cutReason: optionalLongText(1000),
    overReason: optionalLongText(1000),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['quantity', 'unitCost', 'allowed'],
      judge: ({ quantity, unitCost, allowed }) =>
        allowed === undefined || allowed <= BigInt(quantity) * unitCost
          ? null
          : {
              field: 'allowed',
              words: words('Không quá số đề nghị của khoản này.', 'Not above what the line asks for.'),
            },
    },
    {
      of: ['quantity', 'unitCost', 'allowed', 'cutReason'],
      judge: ({ quantity, unitCost, allowed, cutReason }) =>
        allowed === undefined || allowed >= BigInt(quantity) * unitCost || cutReason !== undefined
          ? null
          : { field: 'cutReason', words: words('Xin nêu lý do cắt giảm.', 'Please say why it is cut.') },
    },
  ],
  subject: (input) => `appraisal:${input.id}`,
  async run({ db }, { id: appraisalId, contentId, quantity, unitCost, ...input }) {
    const appraisal = await lockOpenAppraisal(db, appraisalId)
    const content = await db
      .selectFrom('appraisalContent')
      .select('id')
      .where('id', '=', contentId)
      .where('appraisalId', '=', appraisalId)
      .executeTakeFirst()
    if (content === undefined) throw notFound(words('nội dung', 'Content'))
    const asked = BigInt(quantity) * unitCost
    const allowed = input.allowed ?? asked
    const kind = appraisedKinds.get(appraisal.record)
    const norms = (await kind?.norms?.(db, appraisal.recordId, allowed, quantity)) ?? []
    const { stopped, approved } = exceeded(norms)
    if (stopped.length > 0) {
      const { vi, en } = said(stopped)
      throw invalid([{ field: 'allowed', words: words(`Vượt định mức. ${vi}.`, `Above a norm. ${en}.`) }])
    }
    if (approved.length > 0 && input.overReason === undefined) {
      const { vi, en } = said(approved)
      throw invalid([
        {
          field: 'overReason',
          words: words(`Vượt định mức, xin nêu lý do. ${vi}.`, `Above a norm: please say why. ${en}.`),
        },
      ])
    }
    const norm = norms.length === 0 ? null : said(norms)
    await db
      .insertInto('appraisalCost')
      .values({
        ...{ contentId, title: input.title, unit: input.unit ?? null, quantity, unitCost, allowed },
        cutReason: allowed < asked ? (input.cutReason ?? null) : null,
        overReason: approved.length > 0 ? (input.overReason ?? null) : null,
        norm: norm?.vi ?? null,
        normEn: norm?.en ?? null,
      })
      .execute()
    return touchAppraisal(db, appraisal)
  },
})

/** Takes a line of the estimate out, to enter it anew. */
export const removeCost = command({
  name: 'councils.removeCost',
  summary: words('Bỏ một khoản dự toán', 'Take out a line of the estimate'),
  route: 'DELETE /appraisals/{id}/costs/{cost}',
  input: z.object({ id: id(), cost: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: (input) => `appraisal:${input.id}`,
  async run({ db }, { id: appraisalId, cost }) {
    const appraisal = await lockOpenAppraisal(db, appraisalId)
    const gone = await db
      .deleteFrom('appraisalCost')
      .where('id', '=', cost)
      .where('contentId', 'in', (eb) =>
        eb.selectFrom('appraisalContent').select('id').where('appraisalId', '=', appraisalId),
      )
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('khoản dự toán', 'Line of the estimate'))
    return touchAppraisal(db, appraisal)
  },
})
