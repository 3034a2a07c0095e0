import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { approveCall, cancelCall, returnCall, sendCall } from './approve.ts'
import { approveProlongation, prolongCall, refuseProlongation } from './prolong.ts'
import { storedStates } from './rules.ts'

const title = words('Tên đợt kêu gọi', 'Name of the call')
const opens = words('Mở ngày', 'Opens on')
const closes = words('Đóng ngày', 'Closes on')

const toApprove = noticeKind({
  key: 'calls.toApprove',
  label: words('Đợt kêu gọi chờ phê duyệt', 'Call to approve'),
  for: ['leader', 'coordinator'],
  way: 'mail',
  subject: words('Chờ phê duyệt: {title}', 'To approve: {title}'),
  body: words('{title} đã được trình ngày {day}.', '{title} was sent for approval on {day}.'),
  fields: { title, day: words('Trình ngày', 'Sent on') },
})

const settled = noticeKind({
  key: 'calls.settled',
  label: words('Đợt kêu gọi đã phê duyệt, trả lại hoặc hủy', 'Call approved, returned or cancelled'),
  for: ['coordinator'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remarks}', '{title}: {state}. {remarks}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remarks: words('Ý kiến hoặc lý do', 'Remarks or reason'),
  },
})

/** Whom it may concern: everybody who does not wish otherwise. */
const opened = noticeKind({
  key: 'calls.opened',
  label: words('Đợt kêu gọi mới', 'New call'),
  for: ['enterprise', 'association', 'agency', 'finance'],
  way: 'digest',
  subject: words('Nhận hồ sơ đề nghị hỗ trợ: {title}', 'Applications for support are taken: {title}'),
  body: words(
    '{title} nhận hồ sơ từ ngày {opens} đến hết ngày {closes}. Nội dung: {contents}',
    '{title} takes applications from {opens} until the end of {closes}. Contents: {contents}',
  ),
  fields: { title, opens, closes, contents: words('Các nội dung của đợt', 'Contents of the call') },
})

const stopped = noticeKind({
  key: 'calls.cancelled',
  label: words('Đợt kêu gọi bị hủy', 'Call cancelled'),
  for: ['enterprise', 'association', 'agency', 'finance'],
  way: 'digest',
  subject: words('Đã hủy: {title}', 'Cancelled: {title}'),
  body: words('{title} đã hủy: {remarks}', '{title} is cancelled: {remarks}'),
  fields: { title, remarks: words('Lý do', 'Reason') },
})

const concerned = { roles: ['enterprise', 'association', 'agency', 'finance'] as const }

const callOf = ({ db }: Context, callId: number) =>
  db.selectFrom('call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()

follow(sendCall, async (context, _input, { id }) => {
  const call = await callOf(context, id)
  await tell(context, toApprove, {
    to: { roles: ['leader', 'coordinator'] },
    occurrence: `${id}:${call.version}`,
    values: { title: call.title, day: formatDate(call.sentOn ?? context.today) },
    href: `/calls/${id}`,
  })
})

async function tellOffice(context: Context, callId: number, remarks: string) {
  const call = await callOf(context, callId)
  await tell(context, settled, {
    to: { roles: ['coordinator'] },
    occurrence: `${callId}:${call.version}`,
    values: { title: call.title, state: storedStates.wordsOf(call.state), remarks },
    href: `/calls/${callId}`,
  })
  return call
}
follow(returnCall, async (context, { remarks }, { id }) => {
  await tellOffice(context, id, remarks)
})

follow(approveCall, async (context, { number }, { id }) => {
  const call = await tellOffice(context, id, number)
  const contents = await context.db
    .selectFrom('callContent as k')
    .innerJoin('supportContent as s', 's.id', 'k.contentId')
    .select(['s.name', 's.nameEn'])
    .where('k.callId', '=', id)
    .orderBy('k.id')
    .execute()
  await tell(context, opened, {
    to: { roles: [...concerned.roles] },
    occurrence: String(id),
    values: {
      title: call.title,
      opens: formatDate(call.opensOn),
      closes: formatDate(call.closesOn),
      contents: words(
        contents.map(({ name }) => name).join('; '),
        contents.map(({ nameEn }) => nameEn).join('; '),
      ),
    },
    href: `/calls/${id}`,
  })
})

follow(cancelCall, async (context, { outcome }, { id }) => {
  const call = await tellOffice(context, id, outcome)
  // what was never approved concerned nobody outside
  if (call.number === null) return
  await tell(context, stopped, {
    to: { roles: [...concerned.roles] },
    occurrence: String(id),
    values: { title: call.title, remarks: outcome },
    href: `/calls/${id}`,
  })
})

const toProlong = noticeKind({
  key: 'calls.toProlong',
  label: words('Đề nghị gia hạn đợt kêu gọi', 'Prolongation of a call to approve'),
  for: ['leader', 'coordinator'],
  way: 'mail',
  subject: words('Chờ phê duyệt gia hạn: {title}', 'Prolongation to approve: {title}'),
  body: words(
    '{title} được đề nghị nhận hồ sơ đến hết ngày {closes}: {reason}',
    'It is proposed that {title} takes applications until the end of {closes}: {reason}',
  ),
  fields: { title, closes, reason: words('Lý do', 'Reason') },
})

const prolonged = noticeKind({
  key: 'calls.prolonged',
  label: words('Đợt kêu gọi được gia hạn', 'Call prolonged'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words('Gia hạn đến {closes}: {title}', 'Prolonged until {closes}: {title}'),
  body: words(
    '{title} nhận hồ sơ đến hết ngày {closes}. Hồ sơ bạn đang soạn có thể nộp đến ngày đó.',
    '{title} takes applications until the end of {closes}. What you are writing can be filed until then.',
  ),
  fields: { title, closes },
})

follow(prolongCall, async (context, { closesOn, reason }, { id }) => {
  const call = await callOf(context, id)
  await tell(context, toProlong, {
    to: { roles: ['leader', 'coordinator'] },
    occurrence: `${id}:${call.version}`,
    values: { title: call.title, closes: formatDate(closesOn), reason },
    href: `/calls/${id}`,
  })
})

/** Whoever is writing an application to the call, or to none for one of its contents and its year, learns how long it still takes it. */
follow(approveProlongation, async (context, _input, { id }) => {
  const call = await callOf(context, id)
  const drafts = await context.db
    .selectFrom('applicationDraft as d')
    .select(['d.id', 'd.enterpriseId'])
    .where((or) =>
      or.or([
        or('d.callId', '=', id),
        or.and([
          or('d.callId', 'is', null),
          or('d.year', '=', call.year),
          or('d.contentId', 'in', or.selectFrom('callContent').select('contentId').where('callId', '=', id)),
        ]),
      ]),
    )
    .orderBy('d.id')
    .execute()
  const values = { title: call.title, closes: formatDate(call.closesOn) }
  for (const draft of drafts)
    await tell(context, prolonged, {
      to: { enterpriseId: draft.enterpriseId },
      occurrence: `${draft.id}:${call.version}`,
      values,
      href: `/applications/writing/${draft.id}`,
    })
  await tell(context, prolonged, {
    to: { roles: ['coordinator'] },
    occurrence: `${id}:${call.version}`,
    values,
    href: `/calls/${id}`,
  })
})

follow(refuseProlongation, async (context, { remarks }, { id }) => {
  await tellOffice(context, id, remarks)
})
