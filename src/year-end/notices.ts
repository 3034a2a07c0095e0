import { sql } from 'kysely'
import { type CutoffKind, cutoffKinds } from '../budget/index.ts'
import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { approveYearEnd, proposeYearEnd, refuseYearEnd } from './carry.ts'
import { takeBackYearEnd } from './carry-back.ts'
import { yearEndKinds, yearEndStates } from './carry-rules.ts'
import { reminderOf, toldAfter, toldBefore } from './cutoff-rules.ts'

const due = noticeKind({
  key: 'yearEnd.due',
  label: words('Mốc ngày cuối năm ngân sách', 'Days at the end of a budget year'),
  for: ['coordinator', 'finance'],
  way: 'mail',
  subject: words('Mốc ngày cuối năm ngân sách: {count} việc', 'End of the budget year: {count}'),
  body: words(
    'Các mốc ngày của năm ngân sách:\n{list}\nViệc còn lại xem ở trang Khóa sổ năm.',
    'Days of the budget year:\n{list}\nWhat is left is on the page of the closing of years.',
  ),
  fields: togetherFields,
})

/** Tells the coordinator and the finance office of the days of a year that is not closed: a month, a week, a day before, and once it is past. */
export async function tellOfYearEnd({ db, now, today }: { db: Db; now: Date; today: string }): Promise<void> {
  const [first] = toldBefore
  const { rows } = await sql<{ id: number; year: number; kind: CutoffKind; onDay: string; article: string }>`
    SELECT c.id, y.year, c.kind, c.on_day, c.article
      FROM (SELECT DISTINCT year FROM ledger_account) y CROSS JOIN LATERAL budget_cutoffs(y.year) c
     WHERE NOT EXISTS (SELECT FROM budget_closing b WHERE b.year = y.year)
       AND c.on_day BETWEEN ${today}::date - ${toldAfter}::int AND ${today}::date + ${first}::int
     ORDER BY c.on_day, c.id`.execute(db)
  const things = rows.flatMap(({ id, year, kind, onDay, article }): Thing<never>[] => {
    const step = reminderOf(onDay, today)
    if (step === null) return []
    const day = formatDate(onDay)
    const { vi, en } = cutoffKinds.names[kind]
    const passed = step === 'passed'
    return [
      {
        occurrence: `${id}:${year}:${step}`,
        line: words(
          `Năm ${year}: ${vi}, ${passed ? 'đã qua ngày' : 'hết ngày'} ${day} (${article})`,
          `${year}: ${en}, ${passed ? 'over since' : 'by'} ${day} (${article})`,
        ),
        values: {},
      },
    ]
  })
  if (things.length === 0) return
  await db.transaction().execute((transaction) =>
    tellTogether({ db: transaction, now }, due, {
      to: { roles: ['coordinator', 'finance'] },
      day: today,
      things,
      href: '/budget/years',
    }),
  )
}

const fields = {
  what: words('Nội dung đề nghị', 'Content of the proposal'),
  amount: words('Số tiền, đồng', 'Amount, đồng'),
}
const toApprove = noticeKind({
  key: 'yearEnd.toApprove',
  label: words('Chuyển nguồn, hủy dự toán chờ duyệt', 'Carry-over or cancellation to be approved'),
  for: ['finance', 'leader'],
  way: 'mail',
  subject: words('Chờ duyệt: {what}', 'To be approved: {what}'),
  body: words('{what}: {amount} đồng.', '{what}: {amount} đồng.'),
  fields,
})
const settled = noticeKind({
  key: 'yearEnd.settled',
  label: words('Chuyển nguồn, hủy dự toán đã xử lý', 'Carry-over or cancellation settled'),
  for: ['coordinator', 'finance'],
  way: 'mail',
  subject: words('{what}: {state}', '{what}: {state}'),
  body: words('{what}, {amount} đồng: {state}. {reason}', '{what}, {amount} đồng: {state}. {reason}'),
  fields: { ...fields, state: words('Tình trạng', 'State'), reason: words('Lý do', 'Reason') },
})

async function about(db: Db, id: number) {
  const row = await db
    .selectFrom('yearEndDecision as d')
    .innerJoin('yearEndLine as r', 'r.decisionId', 'd.id')
    .select(['d.year', 'd.kind', 'd.state', 'd.refusal', 'd.backReason', 'd.proposedBy', 'd.settledBy'])
    .select((eb) => eb.fn.sum<bigint>('r.amount').as('amount'))
    .where('d.id', '=', id)
    .groupBy('d.id')
    .executeTakeFirstOrThrow()
  const { vi, en } = yearEndKinds.wordsOf(row.kind)
  const amount = BigInt(row.amount)
  return {
    ...row,
    href: `/budget/year-end/${id}`,
    values: {
      what: words(`${vi}, năm ${row.year}`, `${en}, ${row.year}`),
      amount: words(formatDong(amount, 'vi'), formatDong(amount, 'en')),
    },
  }
}

follow(proposeYearEnd, async (context, _input, { id }) => {
  const { values, href } = await about(context.db, id)
  await tell(context, toApprove, {
    to: { roles: ['finance', 'leader'] },
    occurrence: String(id),
    values,
    href,
  })
})
async function tellSettled(context: Context, id: number): Promise<void> {
  const { values, href, state, refusal, backReason, proposedBy, settledBy } = await about(context.db, id)
  await tell(context, settled, {
    to: { accountIds: state === 'taken_back' ? [proposedBy, settledBy] : [proposedBy] },
    occurrence: `${id}:${state}`,
    values: { ...values, state: yearEndStates.wordsOf(state), reason: refusal ?? backReason ?? '' },
    href,
  })
}
follow(approveYearEnd, (context, _input, { id }) => tellSettled(context, id))
follow(refuseYearEnd, (context, _input, { id }) => tellSettled(context, id))
follow(takeBackYearEnd, (context, _input, { id }) => tellSettled(context, id))
