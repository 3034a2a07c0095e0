import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { commitmentPlace, lockSides } from './counterpart.ts'
import { lockAccounts, type Voucher } from './ledger.ts'
import { bookInYear } from './years.ts'

explainConstraint('payment_order_undone', () =>
  conflict(
    'budget.notUndone',
    words(
      'Bút toán thu hồi phải đúng mục, năm, nguồn, cam kết, nội dung và số tiền của khoản chi.',
      'What undoes a payment is of its line, year, source, commitment, content and sum.',
    ),
  ),
)

/**
 * Books that the Treasury sent a released payment back, inside the caller's command: an entry tied to the payment gives the money back to
 * its commitment, under the year in which it was paid.
 * @param voucher the paper by which the Treasury says so; its note is the reason
 * @throws Problem 404, 409 for a payment that is not released, 422 for a day before the payment or not the year's
 */
export async function sendBack(
  context: Context,
  orderId: number,
  voucher: Voucher & { readonly note: string },
): Promise<{ entryId: number; commitmentId: number; claimId: number | null }> {
  const { db } = context
  const order = await releasedOrder(context, orderId, voucher.on)
  const { commitmentId, claimId } = order
  const entryId = await bookBack(context, order, order.amount, voucher)
  await db
    .updateTable('paymentOrder')
    .set({ state: 'sent_back', backId: entryId, reason: voucher.note })
    .where('id', '=', order.id)
    .execute()
  return { entryId, commitmentId, claimId }
}

/** Books money back on the commitment of a payment, under the year in which it was paid. */
async function bookBack(
  context: Context,
  order: {
    commitmentId: number
    taskContentId: number | null
    taskTurnId: number | null
    entryId: number
  },
  amount: bigint,
  voucher: Voucher,
): Promise<number> {
  const { db } = context
  const key = await db
    .selectFrom('ledgerEntry')
    .select(['lineId', 'year', 'sourceId'])
    .where('id', '=', order.entryId)
    .executeTakeFirstOrThrow()
  const { commitmentId, taskContentId, taskTurnId } = order
  const entry = { kind: 'refund', key, commitmentId, amount, voucher, taskContentId, taskTurnId } as const
  const { turnId } = await commitmentPlace(db, commitmentId)
  await lockSides(db, { turnId: turnId ?? taskTurnId, contentId: taskContentId })
  return bookInYear(context, entry, await lockAccounts(db, entry), 'on')
}

/**
 * Books that a part of a released payment was paid back, inside the caller's command, which ties the entry to its record.
 * @throws Problem 404, 409 for a payment that is not released, 422 for a day before the payment or not the year's
 */
export async function payBack(
  context: Context,
  orderId: number,
  amount: bigint,
  voucher: Voucher,
): Promise<number> {
  const order = await releasedOrder(context, orderId, voucher.on)
  return bookBack(context, order, amount, voucher)
}

/** A payment that is released, locked. @throws Problem 404, 409, 422 for a day before it or one to come */
async function releasedOrder({ db, today }: Context, orderId: number, on: string) {
  const order = await db
    .selectFrom('paymentOrder')
    .selectAll()
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
  if (order === undefined) throw notFound(words('chứng từ chi', 'Payment'))
  if (order.state !== 'released' || order.entryId === null)
    throw conflict(
      'budget.notReleased',
      words('Chỉ khoản đã duyệt chi mới bị Kho bạc trả lại.', 'Only a released payment can be sent back.'),
    )
  if (on < order.occurredOn)
    throw invalidField('on', {
      vi: `Không được trước ngày chi ${formatDate(order.occurredOn)}.`,
      en: `Not before the payment of ${formatDate(order.occurredOn)}.`,
    })
  if (on > today) throw invalidField('on', words('Ngày này chưa đến.', 'This day has not come yet.'))
  return { ...order, entryId: order.entryId }
}

/** The same of a commitment where no payment is named: under the year in which it was paid last. @throws Problem 409 where nothing was paid */
export async function payBackOfCommitment(
  context: Context,
  commitmentId: number,
  amount: bigint,
  voucher: Voucher,
): Promise<number> {
  const last = await context.db
    .selectFrom('ledgerEntry')
    .select(['id', 'taskContentId', 'occurredOn'])
    .where('commitmentId', '=', commitmentId)
    .where('kind', '=', 'disbursement')
    .orderBy('year', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (last === undefined)
    throw conflict('budget.notPaid', words('Cam kết này chưa chi.', 'Nothing was paid on this commitment.'))
  return bookBack(
    context,
    // which turn gives it back is not said where no payment is named
    { commitmentId, taskContentId: last.taskContentId, taskTurnId: null, entryId: last.id },
    amount,
    voucher,
  )
}
