import { noticeKind, tell } from '../../notices/index.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { cancelEvent, editEvent, lockEvent } from '../commands.ts'
import { eventStates } from '../rules.ts'
import { moveUp } from './enter.ts'
import { queueConfirmations } from './letters.ts'
import { registerByLink, withdrawOwn } from './own.ts'
import { standing } from './rules.ts'

const seats = noticeKind({
  key: 'events.seats',
  label: words('Người đăng ký dự sự kiện, người rút', 'Registrations for an event, and withdrawals'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Đăng ký dự {title}', 'Registrations for {title}'),
  body: words(
    '{title}: {accepted} có chỗ, {waits} chờ nhận, {listed} trong danh sách chờ.',
    '{title}: {accepted} with a place, {waits} wait to be accepted, {listed} on the waiting list.',
  ),
  fields: {
    title: words('Tên sự kiện', 'Name of the event'),
    accepted: words('Số người có chỗ', 'With a place'),
    waits: words('Số người chờ nhận', 'Waiting to be accepted'),
    listed: words('Số người trong danh sách chờ', 'On the waiting list now'),
  },
})

/** Tells the organiser, once a day for an event, that somebody registered or withdrew by a link. */
async function tellSeats(context: Context, seatId: number): Promise<void> {
  const { db, today } = context
  const event = await db
    .selectFrom('eventRegistration as r')
    .innerJoin('plannedEvent as e', 'e.id', 'r.eventId')
    .select(['e.id', 'e.title'])
    .where('r.id', '=', seatId)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('eventRegistration')
    .select(({ fn }) => ['state', fn.countAll<bigint>().as('n')])
    .where('eventId', '=', event.id)
    .groupBy('state')
    .execute()
  const n = (state: string) => String(rows.find((row) => row.state === state)?.n ?? 0)
  await tell(context, seats, {
    to: { roles: ['coordinator'] },
    occurrence: `${event.id}:${today}`,
    values: { title: event.title, accepted: n('accepted'), waits: n('waits'), listed: n('listed') },
    href: `/events/${event.id}/registrations`,
  })
}
follow(registerByLink, (context, _input, { id }) => tellSeats(context, id))
follow(withdrawOwn, (context, _input, { id }) => tellSeats(context, id))

/** Mails everybody who stands on the list of an event: it moved, or it is not held. */
async function mailAll(context: Context, eventId: number): Promise<void> {
  const rows = await context.db
    .selectFrom('eventRegistration')
    .select('id')
    .where('eventId', '=', eventId)
    .where('state', 'in', standing)
    .execute()
  await queueConfirmations(
    context,
    rows.map(({ id }) => id),
  )
}
follow(cancelEvent, (context, _input, { id }) => mailAll(context, id))
follow(editEvent, async (context, _input, { id, moved }) => {
  if (moved) await mailAll(context, id)
  // more places than before go to who waits
  await moveUp(context, await lockEvent(context, id, undefined, eventStates.keys))
})
