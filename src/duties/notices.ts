import { noticeKind, tell } from '../notices/index.ts'
import type { Grant } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { requestDuty } from './requests.ts'

const fields = {
  title: words('Công việc', 'The work'),
  due: words('Ngày phải xong', 'Day it is due'),
}
const doers: readonly Grant[] = [
  'coordinator',
  'finance',
  'home_affairs',
  'statistics',
  'agency',
  'association',
]

const asked = noticeKind({
  key: 'duties.requested',
  label: words('Cơ quan được yêu cầu công việc', 'Agency asked for work'),
  for: doers,
  way: 'mail',
  subject: words('Yêu cầu công việc: {title}, hạn {due}', 'Work asked for: {title}, due {due}'),
  body: words(
    'Cơ quan của bạn được yêu cầu: {title}. Hạn: {due}.',
    'Your agency is asked for: {title}. Due: {due}.',
  ),
  fields,
})

const done = noticeKind({
  key: 'duties.done',
  label: words('Công việc đã yêu cầu được hoàn thành', 'Work that was asked for is done'),
  for: ['coordinator', 'leader'],
  way: 'program',
  subject: words('{agency} đã hoàn thành: {title}', '{agency} has done: {title}'),
  body: words('{agency} đã ghi hoàn thành công việc được yêu cầu.', '{agency} noted the work as done.'),
  fields: { title: fields.title, agency: words('Cơ quan', 'Agency') },
})

const reopened = noticeKind({
  key: 'duties.returned',
  label: words('Việc, báo cáo của cơ quan được trả lại', "Agency's work or report returned"),
  for: doers,
  way: 'mail',
  subject: words('Được trả lại để làm lại: {title}', 'Returned to be done again: {title}'),
  body: words(
    'Việc đã ghi hoàn thành được mở lại: {title}. Lý do: {reason}',
    'Work that was marked as done is open again: {title}. Reason: {reason}',
  ),
  fields: { title: fields.title, reason: words('Lý do', 'Reason') },
})

follow(requestDuty, async (context, { title }, { ids, dueOn }) => {
  const items = await context.db
    .selectFrom('dutyItem')
    .select(['id', 'agencyId'])
    .where('id', 'in', ids)
    .execute()
  const values = { title, due: formatDate(dueOn) }
  for (const { id, agencyId } of items) {
    const href = `/duties/${id}`
    await tell(context, asked, { to: { agencyIds: [agencyId] }, occurrence: String(id), values, href })
  }
})

follow(completeDuty, async (context, _input, { id }) => {
  const row = await context.db
    .selectFrom('dutyItem as d')
    .innerJoin('agency as a', 'a.id', 'd.agencyId')
    .select(['d.title', 'd.requestedBy', 'd.doneOn', 'a.name', 'a.nameEn'])
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.requestedBy === null) return
  await tell(context, done, {
    to: { accountIds: [row.requestedBy] },
    occurrence: `${id}:${row.doneOn}`,
    values: { title: row.title ?? '', agency: words(row.name, row.nameEn ?? row.name) },
    href: `/duties/${id}`,
  })
})

follow(reopenDuty, async (context, { reason }, { id }) => {
  const { agencyId, title, text, textEn } = await context.db
    .selectFrom('dutyItem as di')
    .leftJoin('duty as d', 'd.id', 'di.dutyId')
    .select(['di.agencyId', 'di.title', 'd.text', 'd.textEn'])
    .where('di.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, reopened, {
    to: { agencyIds: [agencyId] },
    occurrence: `${id}:${context.now.toISOString()}`,
    values: { title: words(title ?? text ?? '', title ?? textEn ?? ''), reason },
    href: `/duties/${id}`,
  })
})
