import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, optionalDong, optionalLongText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { Changed, noLine, touch } from './commands.ts'
import { lockSent } from './rounds.ts'

/* What the finance office says of the lines of an estimate: a figure and a comment for each, kept with the round. */

const appraised = z.object({
  id: id(),
  /** What would be agreed to; left out: what was asked. */
  amount: optionalDong(0n),
  comment: optionalLongText(2000),
})
type Appraised = z.output<typeof appraised>

/** A figure that differs from what was asked needs a comment; the finance office agrees to no more than was asked. */
export function appraisalFaults(
  lines: readonly Appraised[],
  asked: ReadonlyMap<number, bigint>,
): FieldProblem[] {
  return lines.flatMap(({ id: lineId, amount, comment }, at): FieldProblem[] => {
    const before = asked.get(lineId)
    if (before === undefined || amount === undefined || amount === before) return []
    if (amount > before)
      return [
        {
          field: `lines.${at}.amount`,
          words: words(
            'Số thẩm định không lớn hơn số đề nghị; cần thêm thì trả lại để lập lại.',
            'No more is agreed to than was asked; to add, return the estimate.',
          ),
        },
      ]
    if (comment !== undefined) return []
    return [
      {
        field: `lines.${at}.comment`,
        words: words('Số thẩm định khác số đề nghị: xin ghi lý do.', 'The figure differs: please say why.'),
      },
    ]
  })
}

const askedOf = async (db: Db, estimateId: number) =>
  new Map(
    (
      await db
        .selectFrom('estimateLine')
        .select(['id', 'amount'])
        .where('estimateId', '=', estimateId)
        .execute()
    ).map((line) => [line.id, line.amount]),
  )

const figureRule: Rule<{ readonly id: number; readonly lines: readonly Appraised[] }> = {
  of: ['id', 'lines'],
  judge: async ({ id: estimateId, lines }, { db }) => appraisalFaults(lines, await askedOf(db, estimateId)),
}

/** Keeps what the finance office says of the lines, as often as it takes until the estimate is returned or agreed to. */
export const appraiseEstimate = command({
  name: 'estimates.appraise',
  summary: words('Ghi ý kiến thẩm định từng dòng dự toán', 'Appraise an estimate line by line'),
  route: 'PUT /estimates/{id}/appraisal',
  input: z.object({ id: id(), version: whole(1), lines: z.array(appraised).max(1000) }),
  output: Changed.extend({ lines: z.int() }),
  may: ['finance'],
  rules: [figureRule],
  subject: ({ id }) => `estimate:${id}`,
  async run(context, { id: estimateId, version, lines }) {
    const { db } = context
    const { row, round } = await lockSent(context, estimateId, version)
    const asked = await askedOf(db, row.id)
    if (lines.some((line) => !asked.has(line.id))) throw noLine()
    await db
      .deleteFrom('estimateAppraisal')
      .where('roundId', '=', round.id)
      .where('lineId', 'in', [0, ...lines.map((line) => line.id)])
      .execute()
    const said = lines.flatMap(({ id: lineId, amount, comment }) =>
      comment === undefined
        ? []
        : [
            {
              roundId: round.id,
              lineId,
              comment,
              amount: amount === asked.get(lineId) ? null : (amount ?? null),
            },
          ],
    )
    if (said.length > 0) await db.insertInto('estimateAppraisal').values(said).execute()
    return { ...(await touch(db, row)), lines: said.length }
  },
})
