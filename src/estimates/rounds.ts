import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { verdictOn } from '../norms/index.ts'
import { flag, id, longText, optionalLongText, whole } from '../platform/fields.ts'
import { canonicalJson } from '../platform/json.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { agreeLines } from './agreed-lines.ts'
import { basisOf } from './basis.ts'
import { Changed, lockEstimate, touch } from './commands.ts'
import { linesOf, type RoundContent, readContent } from './content.ts'
import { isOpen, lineProblems, unfinished } from './rules.ts'

/* The rounds of an estimate with the finance office: sent, returned with remarks or agreed by another person. */

/** Whoever did one of these on an estimate does not appraise it. */
export const appraisedApart = {
  control: 'estimate',
  commands: [
    'estimates.create',
    'estimates.edit',
    'estimates.addLine',
    'estimates.editLine',
    'estimates.removeLine',
    'estimates.saveGrid',
    'estimates.gather',
    'estimates.send',
  ],
  record: 'estimate',
  did: words('Bạn đã lập dự toán này', 'You drew up this estimate'),
} satisfies Apart

/** @throws Problem 409 with everything that its lines lack */
function refuseLines(wrong: readonly Words[]): void {
  if (wrong.length === 0) return
  const shown = wrong.slice(0, 20)
  const more = wrong.length - shown.length
  throw conflict(
    'estimates.wrongLines',
    words(
      `${shown.map(({ vi }) => vi).join(' ')}${more > 0 ? ` Còn ${more} lỗi khác.` : ''}`,
      `${shown.map(({ en }) => en).join(' ')}${more > 0 ? ` ${more} more are wrong.` : ''}`,
    ),
  )
}

/** Sends an estimate to the finance office, and keeps it as it was sent. */
export const sendEstimate = command({
  name: 'estimates.send',
  summary: words('Gửi dự toán để thẩm định', 'Send an estimate to the finance office'),
  route: 'POST /estimates/{id}/sending',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `estimate:${id}`,
  async run(context, { id: estimateId, version }) {
    const { db, today } = context
    const row = await lockEstimate(db, estimateId, version)
    if (!isOpen(row.state))
      throw conflict('estimates.notOpen', words('Dự toán đã gửi rồi.', 'The estimate was sent already.'))
    const { rows, ...content } = await readContent(db, row.id)
    if (rows.length === 0)
      throw conflict('estimates.empty', words('Dự toán chưa có dòng nào.', 'The estimate has no lines.'))
    const basis = await basisOf(db, row)
    refuseLines(
      rows.flatMap((line) =>
        [...unfinished(line), ...lineProblems(line, basis)].map((problem) =>
          words(`${line.title}: ${problem.words.vi}`, `${line.title}: ${problem.words.en}`),
        ),
      ),
    )
    const last = await lastRound(context, row.id)
    await db
      .insertInto('estimateRound')
      .values({
        estimateId: row.id,
        place: (last?.place ?? 0) + 1,
        sentOn: today,
        content: canonicalJson(asJson(content)),
      })
      .execute()
    return touch(db, row, { state: 'sent', sentOn: today })
  },
})

/** A round as JSON: amounts as text. */
const asJson = (content: RoundContent): unknown =>
  JSON.parse(
    JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  )

const lastRound = ({ db }: Pick<Context, 'db'>, estimateId: number) =>
  db
    .selectFrom('estimateRound')
    .select(['id', 'place'])
    .where('estimateId', '=', estimateId)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The estimate that waits at the finance office, and its round; the one who acts did not draw it up. @throws Problem 409 */
export async function lockSent(context: Context, estimateId: number, version?: number) {
  const row = await lockEstimate(context.db, estimateId, version)
  const round = await lastRound(context, row.id)
  if (row.state !== 'sent' || round === undefined)
    throw conflict(
      'estimates.notSent',
      words('Dự toán không chờ thẩm định.', 'The estimate does not wait for the finance office.'),
    )
  await holdApart(context, appraisedApart, row.id)
  return { row, round }
}

/** Returns an estimate to be mended, with remarks. */
export const returnEstimate = command({
  name: 'estimates.return',
  summary: words('Trả lại dự toán', 'Return an estimate'),
  route: 'POST /estimates/{id}/return',
  input: z.object({ id: id(), version: whole(1), remarks: longText(4000) }),
  output: Changed,
  may: ['finance'],
  subject: ({ id }) => `estimate:${id}`,
  async run(context, { id: estimateId, version, remarks }) {
    const { db, today } = context
    const { row, round } = await lockSent(context, estimateId, version)
    await db
      .updateTable('estimateRound')
      .set({ outcome: 'returned', remarks, settledOn: today })
      .where('id', '=', round.id)
      .execute()
    return touch(db, row, { state: 'returned', settledOn: today })
  },
})

/** Agrees to an estimate. Lines above a norm that may be exceeded need the consent of whoever appraises. */
export const agreeEstimate = command({
  name: 'estimates.agree',
  summary: words('Thống nhất dự toán', 'Agree to an estimate'),
  route: 'POST /estimates/{id}/agreement',
  input: z.object({
    id: id(),
    version: whole(1),
    remarks: optionalLongText(4000),
    /** That lines above their norms are agreed to; needed where there are any. */
    overNormAgreed: flag(),
  }),
  output: Changed,
  may: ['finance'],
  subject: ({ id }) => `estimate:${id}`,
  async run(context, { id: estimateId, version, remarks = null, overNormAgreed }) {
    const { db, today } = context
    const { row, round } = await lockSent(context, estimateId, version)
    const { norms } = await basisOf(db, row)
    await agreeLines(db, row.id, round.id)
    const above = (await linesOf(db, row.id)).filter((line) => {
      const verdict = verdictOn(line, norms)
      // What was cut down to the norm is above it no more.
      return verdict?.outcome === 'over' && (line.agreed ?? line.amount) > (verdict.most ?? 0n)
    }).length
    if (above > 0 && !overNormAgreed)
      throw conflict(
        'estimates.overNorm',
        words(
          `Có ${above} dòng vượt định mức, cần cơ quan thẩm định đồng ý.`,
          `${above} lines are above their norms and need the consent of whoever appraises.`,
        ),
        'overNormAgreed',
      )
    await db
      .updateTable('estimateRound')
      .set({ outcome: 'agreed', remarks, settledOn: today })
      .where('id', '=', round.id)
      .execute()
    return touch(db, row, { state: 'agreed', settledOn: today })
  },
})
