import { releasePayment } from '../budget/index.ts'
import { claimantOf } from '../claims/index.ts'
import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { applyAnswer, showAnswerImport } from './answer.ts'
import { drawBatch, dropBatch, sendBatch } from './batches.ts'
import { bookSentBack } from './differences.ts'
import { batchStates } from './fields.ts'
import { matchUnknown, refuseHandMatch } from './matches.ts'
import { onNoList, takeAsideBack } from './unlisted.ts'
import { toListBy } from './use.ts'

const fields = {
  number: words('Số bảng kê', 'Number of the list'),
  amount: words('Số tiền, đồng', 'Amount, đồng'),
}

const toSend = noticeKind({
  key: 'treasury.toSend',
  label: words('Bảng kê gửi Kho bạc chờ duyệt', 'List for the Treasury to be released'),
  for: ['finance', 'leader', 'coordinator'],
  way: 'digest',
  subject: words('Bảng kê {number} chờ duyệt: {amount} đồng', 'List {number} to be released: {amount} đồng'),
  body: words(
    'Bảng kê {number}, {orders} chứng từ, {amount} đồng, chờ duyệt và gửi Kho bạc.',
    'List {number} of {orders} payments, {amount} đồng, waits to be released.',
  ),
  fields: { ...fields, orders: words('Số lượng chứng từ', 'Payments, how many') },
})

const settled = noticeKind({
  key: 'treasury.batchSettled',
  label: words('Bảng kê gửi Kho bạc đã xử lý', 'List for the Treasury released or dropped'),
  for: ['finance', 'coordinator'],
  way: 'program',
  subject: words('Bảng kê {number}: {state}', 'List {number}: {state}'),
  body: words(
    'Bảng kê {number}, {amount} đồng: {state}. {reason}',
    'List {number}, {amount} đồng: {state}. {reason}',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State'), reason: words('Lý do', 'Reason') },
})

const differs = noticeKind({
  key: 'treasury.differs',
  label: words('Chênh lệch với Kho bạc chờ xử lý', 'Differences with the Treasury to be settled'),
  for: ['finance', 'coordinator'],
  way: 'digest',
  subject: words(
    'Bảng kê {number}: {count} chênh lệch với Kho bạc',
    'List {number}: {count} differences with the Treasury',
  ),
  body: words(
    'Danh sách của Kho bạc trả lời bảng kê {number} có {count} chênh lệch, xử lý trước ngày {day}.',
    "The Treasury's answer to list {number} differs in {count} places, to be settled by {day}.",
  ),
  fields: {
    number: fields.number,
    count: words('Số lượng', 'Quantity'),
    day: words('Ngày', 'Day'),
  },
})

const matched = noticeKind({
  key: 'treasury.matched',
  label: words('Khoản Kho bạc khớp bằng tay chờ xác nhận', 'Row matched by hand to be confirmed'),
  for: ['finance', 'leader', 'coordinator'],
  way: 'digest',
  subject: words(
    'Bảng kê {number}: khoản {said} khớp với chứng từ {voucher}, chờ xác nhận',
    'List {number}: row {said} matched to payment {voucher}, to be confirmed',
  ),
  body: words(
    'Khoản {said} Kho bạc trả lời được khớp bằng tay với chứng từ {voucher}: {reason}. Người khác xem rồi xác nhận.',
    "The Treasury's row {said} was matched by hand to payment {voucher}: {reason}. Another person looks and confirms.",
  ),
  fields: {
    number: fields.number,
    said: words('Số chứng từ Kho bạc ghi', 'Number that the Treasury gives'),
    voucher: words('Số chứng từ', 'Number of the voucher'),
    reason: words('Lý do', 'Reason'),
  },
})
const notConfirmed = noticeKind({
  key: 'treasury.matchRefused',
  label: words('Khớp bằng tay không được xác nhận', 'Match by hand not confirmed'),
  for: ['finance', 'coordinator'],
  way: 'program',
  subject: words('Bảng kê {number}: khoản {said} chưa khớp', 'List {number}: row {said} without a match'),
  body: words('Khoản {said} không được xác nhận: {reason}.', 'Row {said} was not confirmed: {reason}.'),
  fields: { number: fields.number, said: matched.fields.said, reason: matched.fields.reason },
})

const said = (amount: bigint) => words(formatDong(amount, 'vi'), formatDong(amount, 'en'))

async function about(db: Db, batchId: number) {
  const row = await db
    .selectFrom('treasuryBatch')
    .select(['number', 'state', 'drawnBy', 'reason', 'version'])
    .where('id', '=', batchId)
    .executeTakeFirstOrThrow()
  const orders = await db
    .selectFrom('treasuryBatchOrder as r')
    .innerJoin('paymentOrder as o', 'o.id', 'r.orderId')
    .select('o.amount')
    .where('r.batchId', '=', batchId)
    .execute()
  return {
    ...row,
    orders: orders.length,
    href: `/treasury/batches/${batchId}`,
    values: { number: row.number, amount: said(orders.reduce((sum, { amount }) => sum + amount, 0n)) },
  }
}

follow(drawBatch, async (context, _input, { id }) => {
  const { values, href, orders } = await about(context.db, id)
  await tell(context, toSend, {
    to: { roles: ['finance', 'leader'] },
    occurrence: String(id),
    values: { ...values, orders: String(orders) },
    href,
  })
})

for (const command of [sendBatch, dropBatch])
  follow(command, async (context, _input: unknown, { id }: { id: number }) => {
    const { values, href, drawnBy, state, reason } = await about(context.db, id)
    await tell(context, settled, {
      to: { accountIds: [drawnBy] },
      occurrence: `${id}:${state}`,
      values: { ...values, state: batchStates.wordsOf(state), reason: reason ?? '' },
      href,
    })
  })

follow(applyAnswer, async (context, _input, { id: importId }) => {
  const { batchId, dueOn } = await showAnswerImport.run(context, { id: importId })
  const { number, drawnBy, href, version } = await about(context.db, batchId)
  const { open } = await context.db
    .selectFrom('treasuryDifference')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('batchId', '=', batchId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  if (Number(open) === 0) return
  await tell(context, differs, {
    to: { accountIds: [drawnBy] },
    occurrence: `${batchId}:${version}`,
    values: { number, count: String(open), day: formatDate(dueOn) },
    href,
  })
})

const sentBack = noticeKind({
  key: 'treasury.sentBack',
  label: words('Kho bạc trả lại khoản chi', 'The Treasury sent a payment back'),
  for: ['enterprise', 'task_host', 'task_leader', 'coordinator'],
  way: 'mail',
  subject: words(
    'Kho bạc trả lại khoản chi {amount} đồng cho {claimant}',
    'The Treasury sent back {amount} đồng paid to {claimant}',
  ),
  body: words(
    'Kho bạc trả lại chứng từ {voucher}, {amount} đồng: {reason}. Xin xem lại tài khoản nhận tiền của đề nghị; khoản này sẽ được chi lại.',
    'The Treasury sent back payment {voucher} of {amount} đồng: {reason}. Please look at the account of the claim; it is to be paid again.',
  ),
  fields: {
    amount: fields.amount,
    claimant: words('Người đề nghị thanh toán', 'Claimant'),
    voucher: words('Số chứng từ', 'Number of the voucher'),
    reason: words('Lý do', 'Reason'),
  },
})

follow(bookSentBack, async (context, { explanation }, { claimId, orderId }) => {
  if (claimId === null) return
  const order = await context.db
    .selectFrom('paymentOrder')
    .select(['documentNumber', 'amount'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  const { to, href, claimant } = await claimantOf(context.db, claimId)
  const values = { amount: said(order.amount), claimant, voucher: order.documentNumber, reason: explanation }
  await tell(context, sentBack, { to, occurrence: String(orderId), values, href })
})

async function ofMatch({ db }: Context, differenceId: number) {
  const row = await db
    .selectFrom('treasuryDifference as x')
    .innerJoin('treasuryBatch as b', 'b.id', 'x.batchId')
    .innerJoin('treasuryAnswer as a', 'a.id', 'x.answerId')
    .leftJoin('paymentOrder as o', 'o.id', 'x.matchedId')
    .select([
      'b.number',
      'a.documentNumber as said',
      'o.documentNumber as voucher',
      'x.matchedBy',
      'x.version',
    ])
    .where('x.id', '=', differenceId)
    .executeTakeFirstOrThrow()
  const { number, said: saidNumber, version } = row
  return {
    ...{ voucher: row.voucher ?? '', matchedBy: row.matchedBy, values: { number, said: saidNumber } },
    to: { href: `/treasury/differences/${differenceId}`, occurrence: `${differenceId}:${version}` },
  }
}

follow(matchUnknown, async (context, { explanation }, { id }) => {
  const { voucher, values, to } = await ofMatch(context, id)
  await tell(context, matched, {
    ...{ ...to, to: { roles: ['finance', 'leader'] } },
    values: { ...values, voucher, reason: explanation },
  })
})

follow(refuseHandMatch, async (context, { reason }, { id }) => {
  const { matchedBy, values, to } = await ofMatch(context, id)
  await tell(context, notConfirmed, {
    ...{ ...to, to: { accountIds: [matchedBy] } },
    values: { ...values, reason },
  })
})

const toList = noticeKind({
  key: 'treasury.toList',
  label: words('Chứng từ chi chờ vào bảng kê', 'Payments to be put on a list'),
  for: ['finance', 'coordinator'],
  way: 'digest',
  subject: words(
    'Chứng từ {voucher}, {amount} đồng, chưa vào bảng kê',
    'Payment {voucher} of {amount} đồng is on no list',
  ),
  body: words(
    'Chứng từ {voucher}, {amount} đồng, đã duyệt chi và chưa có trong bảng kê gửi Kho bạc. {day}',
    'Payment {voucher} of {amount} đồng is released and stands on no list for the Treasury. {day}',
  ),
  fields: {
    voucher: matched.fields.voucher,
    amount: fields.amount,
    day: words('Vào bảng kê trước ngày', 'On a list by'),
  },
})

async function tellUnlisted(context: Context, orderId: number): Promise<void> {
  const row = await context.db
    .selectFrom('paymentOrder as o')
    .select(['o.documentNumber', 'o.amount', toListBy('o.occurred_on').as('dueOn')])
    .where('o.id', '=', orderId)
    .where(onNoList)
    .executeTakeFirst()
  if (row === undefined) return
  const day = row.dueOn === null ? '' : formatDate(row.dueOn)
  await tell(context, toList, {
    to: { roles: ['finance', 'coordinator'] },
    occurrence: `${orderId}:${context.now.toISOString()}`,
    values: {
      voucher: row.documentNumber,
      amount: said(row.amount),
      day: words(day && `Vào bảng kê trước ngày ${day}.`, day && `On a list by ${day}.`),
    },
    href: `/treasury/unlisted/${orderId}`,
  })
}
follow(releasePayment, (context, _input, { id }) => tellUnlisted(context, id))
follow(takeAsideBack, (context, _input, { id }) => tellUnlisted(context, id))
