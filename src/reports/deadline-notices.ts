import { noticeKind, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { kindsDue } from './deadlines.ts'
import { reportingPlans } from './queries.ts'

const due = noticeKind({
  key: 'reports.kindDue',
  label: words('Báo cáo theo kỳ sắp đến hạn, quá hạn', 'A periodic report is due or late'),
  for: ['coordinator'],
  way: 'mail',
  subject: words('{count} báo cáo theo kỳ đến hạn', 'Periodic reports that are due: {count}'),
  body: words('Báo cáo sắp đến hạn hoặc đã quá hạn:\n{list}', 'Reports that are due soon or late:\n{list}'),
  fields: togetherFields,
})

/** Days before a report is due on which it is told of. */
const noticeDays = 7

/** Tells the office of periodic reports when their figures close, when they are due soon and when they are late: once each. */
export async function tellOfReportKinds({
  db,
  now,
  today,
}: {
  readonly db: Db
  readonly now: Date
  readonly today: string
}): Promise<void> {
  const rows = await kindsDue(db, await reportingPlans(db, null), today)
  const things = rows.flatMap((row) => {
    if (row.state === 'sealed') return []
    const at = row.late
      ? 'late'
      : row.dueOn <= addDays(today, noticeDays)
        ? 'due'
        : row.closesOn < today
          ? 'closed'
          : null
    if (at === null) return []
    const [closes, day] = [formatDate(row.closesOn), formatDate(row.dueOn)]
    const line = words(
      `${row.kind}, ${row.over.vi} (Kế hoạch ${row.plan}): chốt số liệu ngày ${closes}, hạn ${day}`,
      `${row.kindEn}, ${row.over.en} (Plan ${row.plan}): figures close on ${closes}, due ${day}`,
    )
    return [{ occurrence: `${row.kindId}:${row.planId}:${row.closesOn}:${at}`, line, values: {} }]
  })
  await db.transaction().execute((transaction) =>
    tellTogether({ db: transaction, now }, due, {
      ...{ to: { roles: ['coordinator'] }, day: today, things, href: '/reports' },
    }),
  )
}
