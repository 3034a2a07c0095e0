import { readHolidays } from '../calendar/index.ts'
import { periodWords, reminderFor } from '../duties/index.ts'
import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Grant } from '../platform/actor.ts'
import { today as dayOf, formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { acceptReport, returnReport, sendReport } from './commands.ts'
import { standingReports } from './queries.ts'

const doers: readonly Grant[] = [
  'coordinator',
  'finance',
  'home_affairs',
  'statistics',
  'agency',
  'association',
]
const fields = {
  duty: words('Nhiệm vụ', 'Duty'),
  period: words('Kỳ', 'Due period'),
}

const due = noticeKind({
  key: 'standing.due',
  label: words('Báo cáo nhiệm vụ thường xuyên sắp đến hạn', 'Reports on standing duties due soon'),
  for: doers,
  way: 'mail',
  subject: words(
    'Nhắc việc: {count} báo cáo nhiệm vụ thường xuyên sắp đến hạn',
    'Reminder: {count} reports on standing duties due soon',
  ),
  body: words(
    'Cơ quan cần báo cáo đã làm gì trong kỳ:\n{list}\nKhông làm gì thì báo không, kèm lý do.',
    'Your agency reports what it did in the period:\n{list}\nWhere nothing was done, say so, with the reason.',
  ),
  fields: togetherFields,
})

const late = noticeKind({
  key: 'standing.late',
  label: words('Báo cáo nhiệm vụ thường xuyên quá hạn', 'Reports on standing duties that are late'),
  for: doers,
  way: 'mail',
  subject: words(
    'Nhắc việc: {count} báo cáo nhiệm vụ thường xuyên quá hạn',
    'Reminder: {count} reports on standing duties are late',
  ),
  body: words(
    'Các báo cáo sau của cơ quan đã quá hạn:\n{list}',
    'These reports of your agency are late:\n{list}',
  ),
  fields: togetherFields,
})

const sent = noticeKind({
  key: 'standing.reported',
  label: words('Cơ quan đã báo cáo nhiệm vụ thường xuyên', 'An agency reported a standing duty'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{agency} báo cáo nhiệm vụ {duty}', '{agency} reported duty {duty}'),
  body: words('{agency} báo cáo nhiệm vụ {duty}, {period}.', '{agency} reported duty {duty}, {period}.'),
  fields: { ...fields, agency: words('Cơ quan', 'Agency') },
})

const settled = noticeKind({
  key: 'standing.accepted',
  label: words('Báo cáo nhiệm vụ thường xuyên được chấp nhận', 'Report on a standing duty accepted'),
  for: doers,
  way: 'program',
  subject: words('Được chấp nhận: báo cáo nhiệm vụ {duty}', 'Accepted: report on duty {duty}'),
  body: words(
    'Báo cáo nhiệm vụ {duty}, {period}, được chấp nhận.',
    'The report on duty {duty}, {period}, is accepted.',
  ),
  fields,
})

const returned = noticeKind({
  key: 'standing.returned',
  label: words('Báo cáo nhiệm vụ thường xuyên bị trả lại', 'Report on a standing duty returned'),
  for: doers,
  way: 'mail',
  subject: words('Cần bổ sung: báo cáo nhiệm vụ {duty}', 'To be added to: report on duty {duty}'),
  body: words(
    'Báo cáo nhiệm vụ {duty}, {period}, được trả lại: {remark}',
    'The report on duty {duty}, {period}, was returned: {remark}',
  ),
  fields: { ...fields, remark: words('Nhận xét', 'Remarks') },
})

async function told({ db, today }: Context, reportId: number) {
  const row = await standingReports(db, today).where('w.id', '=', reportId).executeTakeFirstOrThrow()
  return {
    row,
    values: { duty: row.code, period: periodWords(row) as Words },
    occurrence: `${reportId}:${row.version}`,
    href: `/standing-reports/${reportId}`,
  }
}

follow(sendReport, async (context, _input, { id }) => {
  const { row, values, ...of } = await told(context, id)
  const agency = words(row.agency, row.agencyEn)
  await tell(context, sent, { ...of, to: { roles: ['coordinator'] }, values: { ...values, agency } })
})

follow(acceptReport, async (context, _input, { id }) => {
  const { row, ...of } = await told(context, id)
  await tell(context, settled, { ...of, to: { agencyIds: [row.agencyId] } })
})

follow(returnReport, async (context, { remark }, { id }) => {
  const { row, values, ...of } = await told(context, id)
  await tell(context, returned, { ...of, to: { agencyIds: [row.agencyId] }, values: { ...values, remark } })
})

/**
 * Tells the accounts of each agency of its reports that come due: 30, 7 and 1 day before, and when they are late; all of a day in one notice of each
 * kind, each report and step once.
 * @returns how many notices were written
 */
export async function tellOfStanding(system: System): Promise<number> {
  const { db } = system
  const now = system.now()
  const day = dayOf(now)
  const holidays = await readHolidays(db)
  const rows = await standingReports(db, day)
    .where('w.state', 'in', ['asked', 'returned'])
    .where('w.answerId', 'is', null)
    .orderBy('w.dueOn')
    .orderBy('w.id')
    .execute()
  const steps = rows.flatMap((row) => {
    const step = reminderFor({ on: row.dueOn, before: false, doneOn: null }, day, holidays)
    return step === null ? [] : [{ row, step }]
  })
  let count = 0
  for (const [agencyId, of] of Map.groupBy(steps, ({ row }) => row.agencyId)) {
    const things = (isLate: boolean): Thing<never>[] =>
      of
        .filter(({ step }) => (step === 'late') === isLate)
        .map(({ row, step }) => {
          const [on, period] = [formatDate(row.dueOn), periodWords(row)]
          return {
            occurrence: `${row.id}:${step}`,
            line: words(
              `${row.code}. ${row.text} (${period.vi}). Hạn: ${on}`,
              `${row.code}. ${row.textEn} (${period.en}). Due: ${on}`,
            ),
            values: {},
          }
        })
    const to = { agencyIds: [agencyId] }
    const href = `/standing-reports?agencyId=${agencyId}`
    count += await db.transaction().execute(async (transaction) => {
      const at = { db: transaction, now }
      const lateOnes = await tellTogether(at, late, {
        to,
        day,
        things: things(true),
        href: `${href}&state=late`,
      })
      return (
        lateOnes +
        (await tellTogether(at, due, { to, day, things: things(false), href: `${href}&state=asked` }))
      )
    })
  }
  return count
}
