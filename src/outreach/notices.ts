import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { confirmOutreach, returnOutreach, sendOutreach, withdrawOutreach } from './commands.ts'
import {
  confirmIntegration,
  returnIntegration,
  sendIntegration,
  withdrawIntegration,
} from './integration/commands.ts'
import { outreachStates } from './rules.ts'

const title = words('Việc đã làm hoặc khoản lồng ghép', 'What was done or integrated')

const sent = noticeKind({
  key: 'outreach.sent',
  label: words(
    'Việc, khoản lồng ghép của cơ quan, hội chờ xác nhận',
    'Outreach and integrated money to be confirmed',
  ),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Chờ xác nhận: {title}', 'To be confirmed: {title}'),
  body: words('{agency} đã gửi: {title}.', '{agency} sent: {title}.'),
  fields: { title, agency: words('Cơ quan, hội', 'Agency, association') },
})

const settled = noticeKind({
  key: 'outreach.settled',
  label: words(
    'Việc, khoản lồng ghép của cơ quan, hội được xác nhận, trả lại hoặc rút',
    'Outreach and integrated money confirmed, returned or taken back',
  ),
  for: ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency', 'association'],
  way: 'digest',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remark}', '{title}: {state}. {remark}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remark: words('Điều còn thiếu hoặc lý do', 'What is missing, or the reason'),
  },
})

const of = {
  outreach: (context: Context, id: number) =>
    context.db
      .selectFrom('outreach as o')
      .innerJoin('agency as a', 'a.id', 'o.agencyId')
      .select(['o.title', 'o.state', 'o.remark', 'o.reason', 'o.agencyId', 'a.name', 'a.nameEn'])
      .where('o.id', '=', id)
      .executeTakeFirstOrThrow(),
  integrations: (context: Context, id: number) =>
    context.db
      .selectFrom('integration as o')
      .innerJoin('agency as a', 'a.id', 'o.agencyId')
      .select(['o.programme as title', 'o.state', 'o.remark', 'o.reason', 'o.agencyId', 'a.name', 'a.nameEn'])
      .where('o.id', '=', id)
      .executeTakeFirstOrThrow(),
}
type At = keyof typeof of
interface Acted {
  readonly id: number
  readonly version: number
}

const tellOffice =
  (at: At) =>
  async (context: Context, _input: unknown, { id, version }: Acted) => {
    const row = await of[at](context, id)
    await tell(context, sent, {
      to: { roles: ['coordinator'] },
      occurrence: `${at}:${id}:${version}`,
      values: { title: row.title, agency: words(row.name, row.nameEn) },
      href: `/${at}/${id}`,
    })
  }

const tellAgency =
  (at: At) =>
  async (context: Context, _input: unknown, { id, version }: Acted) => {
    const row = await of[at](context, id)
    await tell(context, settled, {
      to: { agencyIds: [row.agencyId] },
      occurrence: `${at}:${id}:${version}`,
      values: {
        title: row.title,
        state: outreachStates.names[row.state],
        remark: row.reason ?? row.remark ?? '',
      },
      href: `/${at}/${id}`,
    })
  }

follow(sendOutreach, tellOffice('outreach'))
follow(sendIntegration, tellOffice('integrations'))
follow(confirmOutreach, tellAgency('outreach'))
follow(returnOutreach, tellAgency('outreach'))
follow(withdrawOutreach, tellAgency('outreach'))
follow(confirmIntegration, tellAgency('integrations'))
follow(returnIntegration, tellAgency('integrations'))
follow(withdrawIntegration, tellAgency('integrations'))
