import { sql } from 'kysely'
import { noticeKind, type Thing, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'

const underSpent = noticeKind({
  key: 'moneyView.underSpent',
  label: words('Cảnh báo chi chậm', 'Alarm of under-spending'),
  for: ['coordinator', 'head', 'accountant', 'finance'],
  way: 'mail',
  subject: words('Cảnh báo chi chậm: {count} mục', 'Under-spent lines: {count}'),
  body: words(
    'Các mục chi chưa đạt mức của tháng:\n{list}\nCơ quan điều hành giải trình nguyên nhân, biện pháp.',
    'Lines that are below the threshold of the month:\n{list}\nThe coordinator answers why, and what is done about it.',
  ),
  fields: togetherFields,
})

interface Row {
  readonly lineId: number
  readonly sourceId: number
  readonly year: number
  readonly month: number
  readonly code: string
  readonly title: string
  readonly titleEn: string
  readonly given: bigint
  readonly paid: bigint
  readonly percent: number
  readonly leastPercent: number
}

/** Tells the coordinator and the agency that spends of each line for which the alarm rings, once a month; never before July. */
export async function tellOfUnderSpending(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const { rows } = await sql<Row>`
    SELECT u.line_id, u.source_id, u.year, u.month, b.code, b.title, b.title_en, u.given, u.paid,
           div(u.paid::numeric * 100, u.given)::int AS percent, u.least_percent
      FROM under_spent(${today}::date) u JOIN budget_line b ON b.id = u.line_id ORDER BY b.plan_id, b.ord, u.source_id`.execute(
    db,
  )
  if (rows.length === 0) return
  const things = rows.map(
    (row): Thing<never> => ({
      occurrence: `${row.lineId}:${row.sourceId}:${row.year}-${row.month}`,
      line: words(
        `${row.code}. ${row.title}: đã chi ${row.percent}% (${roundedMillions(row.paid, 'vi')}/${roundedMillions(row.given, 'vi')} triệu đồng), mức của tháng ${row.month} là ${row.leastPercent}%`,
        `${row.code}. ${row.titleEn}: ${row.percent} % paid (${roundedMillions(row.paid, 'en')} of ${roundedMillions(row.given, 'en')} million đồng), the threshold of month ${row.month} is ${row.leastPercent} %`,
      ),
      values: {},
    }),
  )
  // The unit that spends is the coordinator's own agency: its head and accountant are told too.
  const { rows: agencies } = await sql<{ agencyId: number }>`
    SELECT DISTINCT agency_id FROM held_roles(${today}::date) WHERE acts_as = 'coordinator' AND agency_id IS NOT NULL`.execute(
    db,
  )
  await db.transaction().execute((transaction) =>
    tellTogether({ db: transaction, now }, underSpent, {
      to: { roles: ['coordinator', 'finance'], agencyIds: agencies.map(({ agencyId }) => agencyId) },
      day: today,
      things,
      href: '/budget/under-spending',
    }),
  )
}
