import { readHolidays } from '../calendar/index.ts'
import { reminderFor } from '../duties/index.ts'
import { noticeKind, type Recipients, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Grant } from '../platform/actor.ts'
import { today as dayOf, formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import {
  acceptReport,
  approveReport,
  recallReport,
  returnReport,
  sendSigned,
  submitReport,
} from './answers.ts'
import { sendByLink, wishByLink } from './by-link.ts'
import { askExtension, settleExtension } from './extensions.ts'
import { mailAgain } from './link-letters.ts'
import { reports } from './queries.ts'
import { askNext, askReports, remindRequest } from './requests.ts'
import { waitingStates } from './rules.ts'

const doers: readonly Grant[] = [
  ...([
    'coordinator',
    'finance',
    'home_affairs',
    'statistics',
    'agency',
    'association',
    'enterprise',
  ] as const),
]
const fields = { title: words('Yêu cầu báo cáo', 'Requests for reports'), due: words('Thời hạn', 'Due') }
const remarked = { ...fields, remark: words('Nhận xét', 'Remarks') }
const fromRecipient = { ...fields, recipient: words('Đơn vị báo cáo', 'Who reports') }

const asked = noticeKind({
  key: 'reportRequests.asked',
  label: words('Được yêu cầu báo cáo', 'A report is asked for'),
  for: doers,
  way: 'mail',
  subject: words('Đề nghị báo cáo: {title}', 'Report asked for: {title}'),
  body: words(
    'Xin gửi báo cáo “{title}”, hạn đến hết ngày {due}. Số chương trình đã có được điền sẵn khi bắt đầu soạn.',
    'Please send the report “{title}” by the end of {due}. What the program knows is filled in when you begin.',
  ),
  fields,
})
const reminded = noticeKind({
  key: 'reportRequests.reminded',
  label: words('Nhắc gửi báo cáo', 'Reminder of a report'),
  for: doers,
  way: 'mail',
  subject: words('Nhắc gửi báo cáo: {title}', 'Reminder of the report: {title}'),
  body: words(
    'Báo cáo “{title}” chưa gửi, hạn {due}.',
    'The report “{title}” was not sent yet; it is due on {due}.',
  ),
  fields,
})
const dueSoon = noticeKind({
  key: 'reportRequests.due',
  label: words('Báo cáo được yêu cầu sắp đến hạn, quá hạn', 'Reports that were asked for are due or late'),
  for: doers,
  way: 'mail',
  subject: words('Nhắc việc: {count} báo cáo phải gửi', 'Reminder: {count} reports are to be sent'),
  body: words('Các báo cáo phải gửi:\n{list}', 'Reports to be sent:\n{list}'),
  fields: togetherFields,
})
const waitsForHead = noticeKind({
  key: 'reportRequests.submitted',
  label: words('Báo cáo chờ thủ trưởng duyệt', 'A report waits for its head'),
  for: [...doers, 'head'],
  way: 'program',
  subject: words('Chờ duyệt: {title}', 'Waits to be approved: {title}'),
  body: words(
    'Báo cáo “{title}” chờ duyệt để gửi, hạn {due}.',
    'The report “{title}” waits to be approved; it is due on {due}.',
  ),
  fields,
})
const recalled = noticeKind({
  key: 'reportRequests.recalled',
  label: words('Báo cáo được đưa về soạn tiếp', 'A report is to be written on'),
  for: doers,
  way: 'program',
  subject: words('Soạn tiếp: {title}', 'To be written on: {title}'),
  body: words(
    'Báo cáo “{title}” được đưa về soạn tiếp: {remark}',
    'The report “{title}” is to be written on: {remark}',
  ),
  fields: remarked,
})
const sent = noticeKind({
  key: 'reportRequests.sent',
  label: words('Đơn vị đã gửi báo cáo', 'A recipient sent its report'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{recipient} gửi báo cáo: {title}', '{recipient} sent the report: {title}'),
  body: words('{recipient} gửi báo cáo “{title}”.', '{recipient} sent the report “{title}”.'),
  fields: fromRecipient,
})
const returned = noticeKind({
  key: 'reportRequests.returned',
  label: words('Báo cáo bị trả lại', 'A report was returned'),
  for: doers,
  way: 'mail',
  subject: words('Cần bổ sung báo cáo: {title}', 'The report is to be completed: {title}'),
  body: words('Báo cáo “{title}” được trả lại: {remark}', 'The report “{title}” was returned: {remark}'),
  fields: remarked,
})
const accepted = noticeKind({
  key: 'reportRequests.accepted',
  label: words('Báo cáo được chấp nhận', 'A report was accepted'),
  for: doers,
  way: 'program',
  subject: words('Được chấp nhận: {title}', 'Accepted: {title}'),
  body: words('Báo cáo “{title}” được chấp nhận.', 'The report “{title}” is accepted.'),
  fields,
})
const wished = noticeKind({
  key: 'reportRequests.wished',
  label: words('Đơn vị xin gia hạn báo cáo', 'A recipient wishes more time'),
  for: ['coordinator'],
  way: 'program',
  subject: words('{recipient} xin gia hạn: {title}', '{recipient} wishes more time: {title}'),
  body: words(
    '{recipient} xin gia hạn báo cáo “{title}”, hạn hiện nay {due}.',
    '{recipient} wishes more time for “{title}”, now due on {due}.',
  ),
  fields: fromRecipient,
})
const answered = noticeKind({
  key: 'reportRequests.extension',
  label: words('Đề nghị gia hạn được trả lời', 'The wish for more time is answered'),
  for: doers,
  way: 'mail',
  subject: words('Trả lời gia hạn: {title}', 'More time: {title}'),
  body: words('Hạn gửi báo cáo “{title}”: {due}. {remark}', 'The report “{title}” is due on {due}. {remark}'),
  fields: remarked,
})

type Told = Awaited<ReturnType<typeof toldOf>>

async function toldOf({ db, today }: Pick<Context, 'db' | 'today'>, answerId: number) {
  const row = await reports(db, today).selectAll().where('w.id', '=', answerId).executeTakeFirstOrThrow()
  const to: Recipients =
    row.agencyId === null ? { enterpriseId: row.enterpriseId } : { agencyIds: [row.agencyId] }
  return {
    to,
    values: { title: row.title, due: formatDate(row.dueOn) },
    recipient: words(row.recipient, row.recipientEn),
    occurrence: `${row.id}:${row.version}`,
    href: `/report-answers/${row.id}`,
  }
}

const plain = ({ recipient: _recipient, ...telling }: Told) => telling
const office = ({ recipient, values, ...of }: Told) => ({
  ...of,
  to: { roles: ['coordinator'] as const },
  values: { ...values, recipient },
})
const withRemark = ({ recipient: _recipient, values, ...of }: Told, remark: string) => ({
  ...of,
  values: { ...values, remark },
})

/** Tells whoever a request asks. */
async function tellAsked(context: Context, requestId: number): Promise<void> {
  const answers = await context.db
    .selectFrom('reportAnswer')
    .select('id')
    .where('requestId', '=', requestId)
    .execute()
  for (const { id } of answers) await tell(context, asked, plain(await toldOf(context, id)))
}

follow(askReports, (context, _input, { id }) => tellAsked(context, id))
follow(askNext, async (context) => {
  const rows = await context.db
    .selectFrom('reportRequest')
    .select('id')
    .where('askedOn', '=', context.today)
    .where('previousId', 'is not', null)
    .execute()
  // told once, whatever runs again that day
  for (const { id } of rows) await tellAsked(context, id)
})
follow(remindRequest, async (context, _input, { id }) => {
  const answers = await context.db
    .selectFrom('reportAnswer')
    .select('id')
    .where('requestId', '=', id)
    .where('state', 'in', [...waitingStates])
    .execute()
  for (const answer of answers) {
    const told = plain(await toldOf(context, answer.id))
    await tell(context, reminded, { ...told, occurrence: `${told.occurrence}:${context.now.toISOString()}` })
    await mailAgain(context, answer.id, null)
  }
})
follow(submitReport, async (context, _input, { id }) => {
  await tell(context, waitsForHead, plain(await toldOf(context, id)))
})
follow(recallReport, async (context, { remark }, { id }) => {
  await tell(context, recalled, withRemark(await toldOf(context, id), remark))
})
async function tellSent(context: Context, _input: unknown, { id }: { readonly id: number }): Promise<void> {
  await tell(context, sent, office(await toldOf(context, id)))
}
follow(approveReport, tellSent)
follow(sendSigned, tellSent)
follow(sendByLink, tellSent)
follow(returnReport, async (context, { remark }, { id }) => {
  await tell(context, returned, withRemark(await toldOf(context, id), remark))
  await mailAgain(context, id, null)
})
follow(acceptReport, async (context, _input, { id }) => {
  await tell(context, accepted, plain(await toldOf(context, id)))
})
async function tellWished(context: Context, _input: unknown, { id }: { readonly id: number }): Promise<void> {
  const told = office(await toldOf(context, id))
  await tell(context, wished, { ...told, occurrence: `${told.occurrence}:${context.now.toISOString()}` })
}
follow(askExtension, tellWished)
follow(wishByLink, tellWished)
follow(settleExtension, async (context, { reply }, { id }) => {
  await tell(context, answered, withRemark(await toldOf(context, id), reply ?? ''))
})

/**
 * Tells recipients of reports that come due, 30, 7 and 1 day before, and of late ones: of a day in one notice, each report and step once.
 * @returns how many notices were written
 */
export async function tellOfReports(system: System): Promise<number> {
  const { db } = system
  const now = system.now()
  const day = dayOf(now)
  const holidays = await readHolidays(db)
  const rows = await reports(db, day)
    .selectAll()
    .where('w.state', 'in', [...waitingStates])
    .where('w.requestState', '=', 'open')
    .orderBy('w.dueOn')
    .orderBy('w.id')
    .execute()
  const steps = rows.flatMap((row) => {
    const step = reminderFor({ on: row.dueOn, before: false, doneOn: null }, day, holidays)
    return step === null ? [] : [{ row, step }]
  })
  let count = 0
  for (const of of Map.groupBy(steps, ({ row }) => `${row.agencyId}/${row.enterpriseId}`).values()) {
    const [first] = of
    if (first === undefined) continue
    const { agencyId, enterpriseId } = first.row
    count += await db.transaction().execute(async (transaction) => {
      for (const { row, step } of of)
        await mailAgain({ db: transaction, now, today: day }, row.id, `${row.dueOn}:${step}`)
      return tellTogether({ db: transaction, now }, dueSoon, {
        to: agencyId === null ? { enterpriseId } : { agencyIds: [agencyId] },
        day,
        things: of.map(({ row, step }) => ({
          occurrence: `${row.id}:${row.dueOn}:${step}`,
          line: words(
            `${row.title}. Hạn: ${formatDate(row.dueOn)}`,
            `${row.title}. Due: ${formatDate(row.dueOn)}`,
          ),
          values: {},
        })),
        href: '/report-answers',
      })
    })
  }
  return count
}
