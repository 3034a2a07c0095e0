import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { day, flag, id, longText, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../../platform/problem.ts'
import { lockEvent, touch } from '../commands.ts'
import { type EventState, lastDay, open } from '../rules.ts'
import { enterRegistration, moveUp, takenOf } from './enter.ts'
import { consentInput, consentNeeded, organisationNeeded, registrationFields } from './fields.ts'
import { queueConfirmations } from './letters.ts'
import { placesLeft, type SeatState, standing } from './rules.ts'

/* What the organiser does with the registrations of an event. */

const Changed = z.object({ id: z.int(), version: z.int() })
const Seat = Changed.extend({ eventId: z.int() })
const ofEvent = ({ id }: { readonly id: number }) => `planned_event:${id}`
const ofSeat = ({ id }: { readonly id: number }) => `event_registration:${id}`

/** While somebody may still be put on the list: also when it was held, since who came without registering is known then. */
export const entered: readonly EventState[] = [...open, 'held']

/** Letters and figures that are told apart when read aloud or typed. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
const newCode = () => Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('')

/** Opens the registration for an event by a public link, or changes how it goes. */
export const openRegistration = command({
  name: 'events.openRegistration',
  summary: words('Mở đăng ký dự sự kiện', 'Open the registration for an event'),
  route: 'POST /events/{id}/registration',
  input: z.object({ id: id(), version: whole(1), registerUntil: day(), registerChecked: flag() }),
  output: Changed,
  may: ['coordinator'],
  subject: ofEvent,
  async run(context, { id: eventId, version, registerUntil, registerChecked }) {
    const event = await lockEvent(context, eventId, version, open)
    if (registerUntil < context.today || registerUntil > lastDay(event))
      throw invalidField(
        'registerUntil',
        words('Từ hôm nay đến ngày cuối của sự kiện.', 'From today until the last day of the event.'),
      )
    return touch(context, event, {
      ...{ registerOpen: true, registerUntil, registerChecked },
      registerCode: event.registerCode ?? newCode(),
    })
  },
})

/** Closes the registration by the public link; who is on the list stays. */
export const closeRegistration = command({
  name: 'events.closeRegistration',
  summary: words('Đóng đăng ký dự sự kiện', 'Close the registration for an event'),
  route: 'POST /events/{id}/registration/end',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ofEvent,
  async run(context, { id: eventId }) {
    const event = await lockEvent(context, eventId, undefined, entered)
    if (!event.registerOpen)
      throw conflict(
        'events.registrationClosed',
        words('Đăng ký đã đóng.', 'The registration is closed already.'),
      )
    return touch(context, event, { registerOpen: false })
  },
})

/** Puts somebody on the list who told the organiser so: by telephone, on paper, at the door. */
export const registerSomebody = command({
  name: 'events.register',
  summary: words('Ghi tên người dự sự kiện', 'Put somebody on the list of an event'),
  route: 'POST /events/{id}/registrations',
  input: z.object({ id: id(), ...registrationFields.input, ...consentInput }),
  output: Seat,
  may: ['coordinator'],
  needs: [organisationNeeded],
  rules: [consentNeeded],
  subject: (_input, output) => ofSeat(output),
  async run(context, { id: eventId, consents: _consents, ...given }) {
    const event = await lockEvent(context, eventId, undefined, entered)
    const { id: seat, version } = await enterRegistration(context, event, given, false)
    return { id: seat, version, eventId }
  },
})

/** Locks a registration and the event that it is for. @throws Problem 404, 409 */
export async function lockSeat(
  context: Context,
  seatId: number,
  version: number | undefined,
  within: readonly SeatState[],
) {
  const { db } = context
  const found = await db
    .selectFrom('eventRegistration')
    .select('eventId')
    .where('id', '=', seatId)
    .executeTakeFirst()
  if (found === undefined) throw notFound(words('đăng ký dự sự kiện', 'Registration for an event'))
  // the event first, as everywhere, so that two acts cannot wait for each other
  const event = await lockEvent(context, found.eventId, undefined, entered)
  const seat = await db
    .selectFrom('eventRegistration')
    .selectAll()
    .where('id', '=', seatId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (version !== undefined && seat.version !== version) throw staleRecord()
  if (!within.some((state) => state === seat.state))
    throw conflict(
      'events.seatState',
      words('Đăng ký này không còn ở bước đó.', 'The registration is not at that step any more.'),
    )
  return { seat, event }
}

type Locked = Awaited<ReturnType<typeof lockSeat>>

/** Who was noted as present took part: that is no place to give away. @throws Problem 409 */
async function holdPresent({ db }: Context, seatId: number): Promise<void> {
  const came = await db
    .selectFrom('eventAttendance')
    .select('id')
    .where('registrationId', '=', seatId)
    .limit(1)
    .executeTakeFirst()
  if (came === undefined) return
  throw conflict(
    'events.came',
    words(
      'Người này đã được điểm danh; nếu ghi sai, xin bỏ điểm danh trước.',
      'This person was noted as present; where that is wrong, take it back first.',
    ),
  )
}

/** Moves a registration on, tells who it is of, and gives a place that became free to who waits. */
export async function settleSeat(
  context: Context,
  { seat, event }: Locked,
  set: { readonly state: SeatState; readonly reason?: string },
) {
  if (!standing.includes(set.state)) await holdPresent(context, seat.id)
  const row = await context.db
    .updateTable('eventRegistration')
    .set({ ...set, version: seat.version + 1 })
    .where('id', '=', seat.id)
    .returning(['id', 'version', 'eventId'])
    .executeTakeFirstOrThrow()
  await queueConfirmations(context, [seat.id])
  if (seat.state === 'accepted') await moveUp(context, event)
  return row
}

/** Corrects who is on the list. */
export const editRegistration = command({
  name: 'events.editRegistration',
  summary: words('Sửa đăng ký dự sự kiện', 'Correct a registration for an event'),
  route: 'PUT /event-registrations/{id}',
  input: z.object({ id: id(), version: whole(1), ...registrationFields.input }),
  output: Seat,
  may: ['coordinator'],
  needs: [{ ...organisationNeeded, when: ({ kind }) => kind !== 'person' }],
  subject: ofSeat,
  async run(context, { id: seatId, version, ...given }) {
    const { seat } = await lockSeat(context, seatId, version, standing)
    return context.db
      .updateTable('eventRegistration')
      .set({ ...registrationFields.values(given), version: seat.version + 1 })
      .where('id', '=', seatId)
      .returning(['id', 'version', 'eventId'])
      .executeTakeFirstOrThrow()
  },
})

/** Takes a registration that waited for the organiser; where no place is left it comes onto the waiting list. */
export const acceptRegistration = command({
  name: 'events.acceptRegistration',
  summary: words('Nhận đăng ký dự sự kiện', 'Take a registration for an event'),
  route: 'POST /event-registrations/{id}/acceptance',
  input: z.object({ id: id(), version: whole(1) }),
  output: Seat.extend({ state: z.enum(['accepted', 'listed']) }),
  may: ['coordinator'],
  subject: ofSeat,
  async run(context, { id: seatId, version }) {
    const locked = await lockSeat(context, seatId, version, ['waits'])
    const left = placesLeft(locked.event.capacity, await takenOf(context.db, locked.event.id))
    const state = left === 0 ? 'listed' : 'accepted'
    return { ...(await settleSeat(context, locked, { state })), state } as const
  },
})

/** Does not take a registration, or takes a place back, with the reason that the person is told. */
export const declineRegistration = command({
  name: 'events.declineRegistration',
  summary: words('Không nhận đăng ký dự sự kiện', 'Turn a registration for an event down'),
  route: 'POST /event-registrations/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Seat,
  may: ['coordinator'],
  subject: ofSeat,
  async run(context, { id: seatId, version, reason }) {
    const locked = await lockSeat(context, seatId, version, standing)
    return settleSeat(context, locked, { state: 'declined', reason })
  },
})

/** Notes that somebody who is on the list told the organiser that they do not come. */
export const withdrawRegistration = command({
  name: 'events.withdrawRegistration',
  summary: words('Ghi người đăng ký đã rút', 'Note that somebody withdrew from an event'),
  route: 'POST /event-registrations/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1) }),
  output: Seat,
  may: ['coordinator'],
  subject: ofSeat,
  run: async (context, { id: seatId, version }) =>
    settleSeat(context, await lockSeat(context, seatId, version, standing), { state: 'withdrawn' }),
})
