import { letterKind, noticeKind, queueLetters, tell } from '../../notices/index.ts'
import { formatDate } from '../../platform/dates.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { markedTitle } from '../../platform/sample.ts'
import { lastDay } from '../rules.ts'
import { issueInvitation } from './commands.ts'

/* Who is invited is told: agencies and enterprises at their accounts, others and enterprises without an account by mail. */

const invited = noticeKind({
  key: 'events.invited',
  label: words('Được mời dự sự kiện', 'Invited to an event'),
  for: [
    ...(['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency'] as const),
    ...(['association', 'enterprise'] as const),
  ],
  way: 'mail',
  subject: words('Giấy mời: {title}, {day}', 'Invitation: {title}, {day}'),
  body: words(
    'Trân trọng kính mời tham dự {title}, {day}, tại {place}.',
    'You are invited to {title}, {day}, at {place}.',
  ),
  fields: {
    title: words('Tên sự kiện', 'Name of the event'),
    day: words('Ngày', 'Day'),
    place: words('Nơi tổ chức', 'Place'),
  },
})

interface When {
  readonly startsOn: string
  readonly endsOn: string | null
}
const daysOf = (of: When) => {
  const last = lastDay(of)
  return last === of.startsOn ? formatDate(last) : `${formatDate(of.startsOn)} – ${formatDate(last)}`
}

const letter = letterKind({
  key: 'events.invitation',
  label: words('Giấy mời dự sự kiện', 'Invitation to an event'),
  async write({ db, config }, inviteeId) {
    const row = await db
      .selectFrom('eventInvitee as i')
      .innerJoin('plannedEvent as e', 'e.id', 'i.eventId')
      .leftJoin('enterprise as n', 'n.id', 'i.enterpriseId')
      .select(['i.name', 'i.email', 'n.name as enterprise', 'n.email as enterpriseEmail'])
      .select(['e.id', 'e.title', 'e.startsOn', 'e.endsOn', 'e.place', 'e.goal', 'e.state'])
      .select(['e.registerCode', 'e.registerOpen'])
      .where('i.id', '=', inviteeId)
      .executeTakeFirst()
    const to = row?.email ?? row?.enterpriseEmail
    if (row === undefined || to == null || row.state === 'cancelled') return null
    const parts = await db
      .selectFrom('eventSession')
      .select(['heldOn', 'startsAt', 'title', 'speaker'])
      .where('eventId', '=', row.id)
      .orderBy('heldOn')
      .orderBy('startsAt')
      .orderBy('id')
      .execute()
    const programme = parts.map(
      (part) =>
        `${formatDate(part.heldOn)} ${part.startsAt}: ${part.title}${part.speaker === null ? '' : ` (${part.speaker})`}`,
    )
    const guest = row.enterprise ?? row.name
    return {
      to,
      subject: markedTitle(`Giấy mời: ${row.title} (${daysOf(row)})`),
      text: [
        `Kính gửi: ${guest}`,
        `Trân trọng kính mời tham dự ${row.title}, ${daysOf(row)}, tại ${row.place}. / You are invited.`,
        ...(row.goal === null ? [] : [row.goal]),
        programme.join('\n'),
        ...(row.registerOpen && row.registerCode !== null
          ? [`Đăng ký / Register: ${config.publicUrl}/events/register/${row.registerCode}`]
          : []),
      ].join('\n\n'),
    }
  },
})

async function tellInvited(context: Context, eventId: number, version: number, ids: readonly number[]) {
  const { db } = context
  const event = await db
    .selectFrom('plannedEvent')
    .select(['title', 'startsOn', 'endsOn', 'place', 'registerCode', 'registerOpen'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const guests = await db
    .selectFrom('eventInvitee as i')
    .leftJoin('enterprise as n', 'n.id', 'i.enterpriseId')
    .select(['i.id', 'i.agencyId', 'i.enterpriseId', 'i.name', 'i.email'])
    .select(['n.name as enterprise', 'n.email as enterpriseEmail'])
    .where('i.id', 'in', ids)
    .orderBy('i.id')
    .execute()
  const about = {
    occurrence: `${eventId}:${version}`,
    values: { title: event.title, day: daysOf(event), place: event.place },
  }
  const register =
    event.registerOpen && event.registerCode !== null
      ? `/events/register/${event.registerCode}`
      : '/events/open'
  const agencyIds = guests.flatMap(({ agencyId }) => (agencyId === null ? [] : [agencyId]))
  if (agencyIds.length > 0)
    await tell(context, invited, { ...about, to: { agencyIds }, href: `/events/${eventId}` })
  const letters: { recordId: number; addressee: string; address: string }[] = []
  for (const guest of guests) {
    if (guest.agencyId !== null) continue
    const { enterpriseId } = guest
    const told =
      enterpriseId === null
        ? 0
        : await tell(context, invited, { ...about, to: { enterpriseId }, href: register })
    const address = guest.email ?? guest.enterpriseEmail
    if (told === 0 && address !== null)
      letters.push({ recordId: guest.id, addressee: guest.enterprise ?? guest.name, address })
  }
  await queueLetters(context, letter, `${eventId}:${version}`, letters)
}
follow(issueInvitation, (context, _input, { id, version, invitees }) =>
  tellInvited(context, id, version, invitees),
)
