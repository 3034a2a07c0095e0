import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { confirmCommunication, recordCommunication, returnCommunication } from './commands.ts'
import { communicationStates } from './rules.ts'

const title = words('Nội dung truyền thông', 'What was communicated')

const entered = noticeKind({
  key: 'communication.entered',
  label: words('Hoạt động truyền thông chờ xác nhận', 'Communication to be confirmed'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Chờ xác nhận: {title}', 'To be confirmed: {title}'),
  body: words('{agency} đã ghi: {title}.', '{agency} entered: {title}.'),
  fields: { title, agency: words('Cơ quan, hội thực hiện', 'Agency that did it') },
})

const settled = noticeKind({
  key: 'communication.settled',
  label: words('Hoạt động truyền thông được xác nhận hoặc trả lại', 'Communication confirmed or returned'),
  for: ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency', 'association'],
  way: 'digest',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remark}', '{title}: {state}. {remark}'),
  fields: { title, state: words('Tình trạng', 'State'), remark: words('Điều còn thiếu', 'What is missing') },
})

const rowOf = ({ db }: Context, id: number) =>
  db
    .selectFrom('communication as c')
    .innerJoin('agency as a', 'a.id', 'c.agencyId')
    .select(['c.title', 'c.state', 'c.remark', 'c.agencyId', 'a.name', 'a.nameEn'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()

follow(recordCommunication, async (context, _input, { id }) => {
  const row = await rowOf(context, id)
  await tell(context, entered, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: { title: row.title, agency: words(row.name, row.nameEn) },
    href: `/communication/${id}`,
  })
})

async function tellAgency(
  context: Context,
  _input: unknown,
  { id, version }: { id: number; version: number },
) {
  const row = await rowOf(context, id)
  await tell(context, settled, {
    to: { agencyIds: [row.agencyId] },
    occurrence: `${id}:${version}`,
    values: { title: row.title, state: communicationStates.names[row.state], remark: row.remark ?? '' },
    href: `/communication/${id}`,
  })
}
follow(confirmCommunication, tellAgency)
follow(returnCommunication, tellAgency)
