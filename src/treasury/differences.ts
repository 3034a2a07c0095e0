import { z } from 'zod'
import { sendBack } from '../budget/index.ts'
import { payAgain } from '../claims/index.ts'
import { day, id, longText, optionalId, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../platform/problem.ts'
import { drawers } from './batches.ts'
import { type DifferenceKind, differenceKinds, differenceStates, type outcomes } from './fields.ts'

/* What differs between what was sent and what the Treasury answered, settled one by one. */

explainConstraint('treasury_difference_row', () =>
  conflict(
    'treasury.openTwice',
    words('Chứng từ này còn một chênh lệch chờ xử lý.', 'A difference of this payment is open already.'),
  ),
)

export const Changed = z.object({
  id: z.int(),
  batchId: z.int(),
  state: differenceStates.schema,
  version: z.int(),
})

/** A difference in a state, under lock. @throws Problem 404, 409 when it changed, is in another state or of another kind */
export async function lockDifference(
  { db }: Pick<Context, 'db'>,
  input: { id: number; version: number },
  of: readonly DifferenceKind[],
  from: 'open' | 'matched' = 'open',
) {
  const row = await db
    .selectFrom('treasuryDifference')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('chênh lệch với Kho bạc', 'Difference with the Treasury'))
  if (row.version !== input.version) throw staleRecord()
  const kind = differenceKinds.schema.parse(row.kind)
  if (row.state === 'settled')
    throw conflict('treasury.settled', words('Chênh lệch này đã được xử lý.', 'It is settled already.'))
  if (row.state !== from) {
    const is = differenceStates.wordsOf(row.state)
    throw conflict(
      'treasury.differenceElsewhere',
      words(`Chênh lệch này: ${is.vi.toLowerCase()}.`, `It is: ${is.en.toLowerCase()}.`),
    )
  }
  if (!of.includes(kind))
    throw conflict('treasury.otherKind', {
      vi: `Không xử lý chênh lệch “${differenceKinds.names[kind].vi}” theo cách này.`,
      en: `A difference “${differenceKinds.names[kind].en}” is not settled in this way.`,
    })
  return { ...row, kind }
}
type Row = Awaited<ReturnType<typeof lockDifference>>

export async function settle(
  { db, actor, today }: Context,
  row: Row,
  set: {
    readonly outcome: (typeof outcomes.keys)[number]
    readonly explanation: string
    readonly documentNumber?: string
    readonly fileId?: number | null
  },
) {
  await db
    .updateTable('treasuryDifference')
    .set({ ...set, state: 'settled', settledBy: actor.userId, settledOn: today, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, batchId: row.batchId, state: 'settled' as const, version: row.version + 1 }
}

export const answerOf = ({ db }: Context, row: Row) =>
  db
    .selectFrom('treasuryAnswer')
    .select(['id', 'result', 'onDay'])
    .where('id', '=', row.answerId)
    .executeTakeFirstOrThrow()

export const markPaid = ({ db }: Context, rowId: number | null, on: string) =>
  db
    .updateTable('treasuryBatchOrder')
    .set({ state: 'paid', answeredOn: on })
    .where('id', '=', rowId)
    .execute()

const input = { id: id(), version: whole(1) }
export const subject = ({ id: differenceId }: { id: number }) => `treasury_difference:${differenceId}`

/** Confirms that a row of the answer is of the payment that was proposed, with what explains how it differs. */
export const acceptMatch = command({
  name: 'treasury.acceptMatch',
  summary: words('Nhận là chứng từ này', 'Take it as this payment'),
  route: 'POST /treasury/differences/{id}/acceptance',
  input: z.object({ ...input, explanation: longText(2000) }),
  output: Changed,
  may: drawers,
  subject,
  async run(context, { explanation, ...of }) {
    const row = await lockDifference(context, of, ['sum', 'payee', 'number'])
    const answer = await answerOf(context, row)
    const settled = await settle(context, row, { outcome: 'same', explanation })
    if (answer.result === 'paid') await markPaid(context, row.rowId, answer.onDay)
    // what the Treasury sent back is then booked as such
    else
      await context.db
        .insertInto('treasuryDifference')
        .values({
          ...{ batchId: row.batchId, kind: 'sent_back', rowId: row.rowId },
          ...{ answerId: answer.id, dueOn: row.dueOn },
        })
        .execute()
    return settled
  },
})

/** Says that a row of the answer is of another payment than was proposed: the payment is missing in the answer then. */
export const refuseMatch = command({
  name: 'treasury.refuseMatch',
  summary: words('Không phải chứng từ này', 'It is another payment'),
  route: 'POST /treasury/differences/{id}/refusal',
  input: z.object({ ...input, explanation: longText(2000) }),
  output: Changed,
  may: drawers,
  subject,
  async run(context, { explanation, ...of }) {
    const { db } = context
    const row = await lockDifference(context, of, ['sum', 'payee', 'number'])
    const settled = await settle(context, row, { outcome: 'other', explanation })
    await db
      .insertInto('treasuryDifference')
      .values({ batchId: row.batchId, kind: 'missing', rowId: row.rowId, dueOn: row.dueOn })
      .execute()
    return settled
  },
})

/** Says with the reason that a row of the answer is of no payment of ours, with a paper where there is one. */
export const explainUnknown = command({
  name: 'treasury.explain',
  summary: words('Không phải khoản chi của đơn vị', 'None of our payments'),
  route: 'POST /treasury/differences/{id}/explanation',
  input: z.object({ ...input, explanation: longText(2000), fileId: optionalId() }),
  output: Changed,
  may: drawers,
  subject,
  async run(context, { explanation, fileId, ...of }) {
    const row = await lockDifference(context, of, ['unknown'])
    const file = fileId === undefined ? null : await evidence(context, fileId)
    return settle(context, row, { outcome: 'explained', explanation, fileId: file?.id ?? null })
  },
})

/** Confirms by the Treasury's paper that a payment which its list does not name was paid. */
export const confirmPaid = command({
  name: 'treasury.confirmPaid',
  summary: words('Xác nhận Kho bạc đã chi', 'Confirm that the Treasury paid'),
  route: 'POST /treasury/differences/{id}/payment',
  input: z.object({
    ...input,
    ...{ on: day(), documentNumber: text(100), fileId: id(), explanation: longText(2000) },
  }),
  output: Changed,
  may: drawers,
  rules: [notAhead('on')],
  subject,
  async run(context, { explanation, on, documentNumber, fileId, ...of }) {
    const row = await lockDifference(context, of, ['missing'])
    const file = await evidence(context, fileId)
    await markPaid(context, row.rowId, on)
    return settle(context, row, { outcome: 'paid', explanation, documentNumber, fileId: file.id })
  },
})

/**
 * Books that the Treasury sent a payment back: an entry tied to it gives the money back to its commitment, and its claim can be paid again.
 * @throws Problem 422 for a day before the payment or not of its year, 409 when the year is closed
 */
export const bookSentBack = command({
  name: 'treasury.bookSentBack',
  summary: words('Ghi khoản Kho bạc trả lại', 'Book what the Treasury sent back'),
  route: 'POST /treasury/differences/{id}/refund',
  input: z.object({
    ...input,
    ...{ on: day(), documentNumber: text(100), fileId: id(), explanation: longText(2000) },
  }),
  output: Changed.extend({ entryId: z.int(), orderId: z.int(), claimId: z.int().nullable() }),
  may: drawers,
  rules: [notAhead('on')],
  subject,
  async run(context, { explanation, on, documentNumber, fileId, ...of }) {
    const { db } = context
    const row = await lockDifference(context, of, ['sent_back', 'missing'])
    const file = await evidence(context, fileId)
    const listed = await db
      .selectFrom('treasuryBatchOrder')
      .select(['id', 'orderId'])
      .where('id', '=', row.rowId)
      .executeTakeFirstOrThrow()
    const voucher = { on, documentNumber, note: explanation, fileId: file.id }
    const { entryId, claimId } = await sendBack(context, listed.orderId, voucher)
    if (claimId !== null) await payAgain(context, claimId, explanation)
    await db
      .updateTable('treasuryBatchOrder')
      .set({ state: 'sent_back', answeredOn: on })
      .where('id', '=', listed.id)
      .execute()
    const settled = await settle(context, row, {
      outcome: 'sent_back',
      ...{ explanation, documentNumber, fileId: file.id },
    })
    return { ...settled, entryId, orderId: listed.orderId, claimId }
  },
})
