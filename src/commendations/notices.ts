import { noticeKind, tell } from '../notices/index.ts'
import type { Role } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { cancelCall, openCall } from './call-commands.ts'
import { issueCertificates } from './certificates.ts'
import { listStates, nominationStates } from './fields.ts'
import { createList, decideList, dropList, forwardList, returnList, submitList } from './list-commands.ts'
import { checkNomination, submitNomination, withdrawNomination } from './nomination-way.ts'

const offices = ['coordinator', 'leader', 'home_affairs'] as const
const nominating = ['finance', 'statistics', 'agency', 'association', 'enterprise'] as const
const title = words('Tên đợt đề nghị khen thưởng', 'Name of the call for nominations')

const called = noticeKind({
  key: 'commendations.called',
  label: words('Có đợt đề nghị khen thưởng', 'A call for nominations'),
  for: [...offices, ...nominating],
  way: 'mail',
  subject: words('Đề nghị khen thưởng: {title}', 'Nominate for commendation: {title}'),
  body: words('{title}. {day}', '{title}. {day}'),
  fields: { title, day: words('Thời hạn đề nghị', 'Until when') },
})

async function tellCall(context: Context, id: number, what: (closes: string) => Words): Promise<void> {
  const call = await context.db
    .selectFrom('commendationCall')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const roles = [
    ...(call.byAgencies ? (['finance', 'home_affairs', 'statistics', 'agency'] as const) : []),
    ...(call.byAssociations ? (['association'] as const) : []),
    ...(call.byEnterprises ? (['enterprise'] as const) : []),
  ]
  await tell(context, called, {
    to: { roles },
    occurrence: `${id}:${call.version}`,
    values: { title: call.title, day: what(formatDate(call.closesOn)) },
    href: `/commendation-calls/${id}`,
  })
}
follow(openCall, (context, _input, { id }) =>
  tellCall(context, id, (closes) => words(`Nhận đến hết ngày ${closes}.`, `Until the end of ${closes}.`)),
)
follow(cancelCall, async (context, _input, { id }) => {
  const { openedOn } = await context.db
    .selectFrom('commendationCall')
    .select('openedOn')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (openedOn !== null) await tellCall(context, id, () => words('Đợt này đã hủy.', 'The call is cancelled.'))
})

const moved = noticeKind({
  key: 'nominations.moved',
  label: words('Đề nghị khen thưởng thay đổi', 'A nomination moves'),
  for: [...offices, ...nominating],
  way: 'mail',
  subject: words('{name}: {state}', '{name}: {state}'),
  body: words('{title}. {name}: {state}. {reason}', '{title}. {name}: {state}. {reason}'),
  fields: {
    title,
    name: words('Tên tập thể, họ tên cá nhân', 'Name of the group or person'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

/** @param office whether the office is told; else whoever nominates */
async function tellNomination(context: Context, id: number, office: boolean): Promise<void> {
  const row = await context.db
    .selectFrom('nomination as n')
    .innerJoin('commendationCall as c', 'c.id', 'n.callId')
    .select(['n.name', 'n.state', 'n.reason', 'n.version', 'n.agencyId', 'n.byEnterpriseId', 'c.title'])
    .where('n.id', '=', id)
    .executeTakeFirstOrThrow()
  const to = office
    ? { roles: ['coordinator'] as const }
    : row.agencyId !== null
      ? { agencyIds: [row.agencyId] }
      : { enterpriseId: row.byEnterpriseId }
  await tell(context, moved, {
    to,
    occurrence: `${id}:${row.version}`,
    values: {
      ...{ title: row.title, name: row.name, reason: row.reason ?? '' },
      state: nominationStates.wordsOf(row.state),
    },
    href: `/nominations/${id}`,
  })
}
follow(submitNomination, (context, _input, { id }) => tellNomination(context, id, true))
follow(withdrawNomination, (context, _input, { id }) => tellNomination(context, id, true))
follow(checkNomination, (context, _input, { id }) => tellNomination(context, id, false))

const listMoved = noticeKind({
  key: 'commendations.listMoved',
  label: words('Danh sách đề nghị khen thưởng thay đổi', 'A list of nominees moves'),
  for: [...offices],
  way: 'mail',
  subject: words('{name}: {state}', '{name}: {state}'),
  body: words('{name}: {state}. {reason}', '{name}: {state}. {reason}'),
  fields: {
    name: words('Tên danh sách đề nghị', 'Name of the list'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

async function tellList(context: Context, id: number, roles: readonly Role[]): Promise<void> {
  const row = await context.db
    .selectFrom('commendationList')
    .select(['title', 'state', 'remark', 'reason', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, listMoved, {
    to: { roles: [...roles] },
    occurrence: `${id}:${row.version}`,
    values: {
      ...{ name: row.title, state: listStates.wordsOf(row.state) },
      reason: row.remark ?? row.reason ?? '',
    },
    href: `/commendation-lists/${id}`,
  })
}
follow(createList, async (context, input) => {
  for (const id of input.nominations) await tellNomination(context, id, false)
})
follow(submitList, async (context, _input, { id }) => {
  await tellList(context, id, ['home_affairs'])
  const out = await context.db
    .selectFrom('nomination')
    .select('id')
    .where('listId', '=', id)
    .where('state', '=', 'refused')
    .execute()
  for (const one of out) await tellNomination(context, one.id, false)
})
follow(returnList, (context, _input, { id }) => tellList(context, id, ['coordinator']))
follow(dropList, (context, _input, { id }) => tellList(context, id, ['coordinator']))
follow(forwardList, (context, _input, { id }) => tellList(context, id, ['leader', 'coordinator']))
follow(decideList, async (context, _input, { id, nominations }) => {
  await tellList(context, id, ['coordinator', 'home_affairs'])
  for (const one of nominations) await tellNomination(context, one, false)
})

const certified = noticeKind({
  key: 'commendations.certified',
  label: words('Có giấy chứng nhận khen thưởng', 'Certificates of commendation are made'),
  for: [...offices],
  way: 'digest',
  subject: words('Giấy chứng nhận khen thưởng: {count}', 'Certificates of commendation: {count}'),
  body: words('Đã tạo {count} giấy chứng nhận.', 'Certificates made: {count}.'),
  fields: { count: words('Số giấy chứng nhận', 'Number of certificates') },
})
follow(issueCertificates, async (context, _input, { id, made }) => {
  await tell(context, certified, {
    to: { roles: ['coordinator', 'home_affairs'] },
    occurrence: `${id}:${context.today}:${made}`,
    values: { count: String(made) },
    href: `/commendation-lists/${id}`,
  })
})
