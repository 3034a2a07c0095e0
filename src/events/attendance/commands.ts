import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { today as dayOf } from '../../platform/dates.ts'
import { day, id, several, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import { conflict, invalidField, notFound } from '../../platform/problem.ts'
import { lockEvent } from '../commands.ts'
import { entered } from '../registration/commands.ts'
import type { LockedEvent } from '../registration/enter.ts'
import { standing } from '../registration/rules.ts'
import { type AttendanceWay, dayOfComing, daysGone, isDoorCode } from './rules.ts'

/* Who came to an event: noted at the door, one by one, or out of a sheet, many at once. Whoever is noted twice came once. */

const subject = ({ id }: { readonly id: number }) => `planned_event:${id}`

/** Notes that these came on a day; who waited for a place is there now and has one. @returns how many were not noted before */
export async function note(
  { db, now, actor }: Context,
  registrations: readonly number[],
  of: { readonly heldOn: string; readonly way: AttendanceWay; readonly cameAt: Date | null },
): Promise<number> {
  if (registrations.length === 0) return 0
  const noted = await db
    .insertInto('eventAttendance')
    .values(
      registrations.map((registrationId) => ({
        ...{ registrationId, ...of, notedAt: now, notedBy: actor.userId },
      })),
    )
    .onConflict((conflicting) => conflicting.constraint('event_attendance_once').doNothing())
    .returning('registrationId')
    .execute()
  if (noted.length === 0) return 0
  await db
    .updateTable('eventRegistration')
    .set(({ eb }) => ({ state: 'accepted', version: eb('version', '+', 1) }))
    .where(
      'id',
      'in',
      noted.map(({ registrationId }) => registrationId),
    )
    .where('state', '<>', 'accepted')
    .execute()
  return noted.length
}

/** Whom a code or number at the door is of. */
const atDoor = (db: Db, event: LockedEvent, typed: string) =>
  db
    .selectFrom('eventRegistration')
    .select(['id', 'name', 'organisation', 'number', 'state'])
    .where('eventId', '=', event.id)
    .where(({ eb }) => (isDoorCode(typed) ? eb('doorCode', '=', typed) : eb('number', '=', Number(typed))))
    .executeTakeFirst()

/** Notes somebody at the door by the code or number; the same again, from this phone or another, is the same attendance. */
export const noteAtDoor = command({
  name: 'events.noteAtDoor',
  summary: words('Điểm danh tại cửa', 'Note somebody at the door'),
  route: 'POST /events/{id}/attendances',
  input: z.object({
    id: id(),
    code: z.preprocess((value) => (typeof value === 'string' ? value.replace(/\D/g, '') : value), text(8)),
    /** The moment by the clock of the phone; left out: now. */
    cameAt: z.preprocess((value) => (value === '' ? undefined : value), z.iso.datetime().optional()),
  }),
  output: z.object({
    id: z.int(),
    registrationId: z.int(),
    number: z.int(),
    name: z.string(),
    organisation: z.string().nullable(),
    heldOn: z.iso.date(),
    /** Whether it was noted before: by another phone, or by a sending whose answer was lost. */
    again: z.boolean(),
  }),
  may: ['coordinator'],
  // the story of the event would be nothing but this
  subject: (_input, { registrationId }) => `event_registration:${registrationId}`,
  async run(context, { id: eventId, code, cameAt }) {
    const { db, now, today } = context
    const event = await lockEvent(context, eventId, undefined, entered)
    const at = cameAt === undefined ? now : new Date(cameAt)
    const heldOn = dayOfComing(event, dayOf(at), today)
    if (heldOn === null)
      throw conflict(
        'events.notToday',
        words('Hôm nay không phải ngày của sự kiện.', 'The event is not on this day.'),
      )
    const found = await atDoor(db, event, code)
    if (found === undefined)
      throw invalidField(
        'code',
        words('Không có mã, số này trong danh sách.', 'No such code or number is on the list.'),
      )
    if (!standing.some((state) => state === found.state))
      throw invalidField(
        'code',
        words(
          'Đăng ký này đã rút hoặc không được nhận; xin ghi tên lại nếu người ấy vẫn dự.',
          'This registration is withdrawn or was turned down; put the person on the list again if they take part.',
        ),
      )
    const added = await note(context, [found.id], { heldOn, way: 'door', cameAt: at })
    const { id: registrationId, number, name, organisation } = found
    return { id: eventId, registrationId, number, name, organisation, heldOn, again: added === 0 }
  },
})

/** Notes from a sheet who came on a day, many at once; who is noted already stays. */
export const noteSheet = command({
  name: 'events.noteSheet',
  summary: words('Ghi bảng điểm danh', 'Enter an attendance sheet'),
  route: 'POST /events/{id}/attendance-sheet',
  input: z.object({ id: id(), heldOn: day(), registrations: several(id()) }),
  output: z.object({ id: z.int(), added: z.int() }),
  may: ['coordinator'],
  subject,
  async run(context, { id: eventId, heldOn, registrations }) {
    const event = await lockEvent(context, eventId, undefined, entered)
    if (!daysGone(event, context.today).includes(heldOn))
      throw invalidField(
        'heldOn',
        words(
          'Không phải ngày của sự kiện, hoặc ngày chưa đến.',
          'It is no day of the event, or not yet come.',
        ),
      )
    const there = await context.db
      .selectFrom('eventRegistration')
      .select('id')
      .where('eventId', '=', eventId)
      .where('state', 'in', standing)
      .where('id', 'in', [...registrations, 0])
      .execute()
    if (there.length < new Set(registrations).size)
      throw invalidField(
        'registrations',
        words('Có người không còn trong danh sách.', 'Somebody is not on the list any more.'),
      )
    const added = await note(
      context,
      there.map((one) => one.id),
      { heldOn, way: 'sheet', cameAt: null },
    )
    return { id: eventId, added }
  },
})

/** Takes an attendance back that was noted wrongly, with the reason. */
export const removeAttendance = command({
  name: 'events.removeAttendance',
  summary: words('Bỏ điểm danh ghi sai', 'Take a wrongly noted attendance back'),
  route: 'POST /event-registrations/{id}/attendance-removal',
  input: z.object({ id: id(), heldOn: day(), reason: text(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ({ id: seat }) => `event_registration:${seat}`,
  async run(context, { id: seatId, heldOn }) {
    const seat = await context.db
      .selectFrom('eventRegistration')
      .select('eventId')
      .where('id', '=', seatId)
      .executeTakeFirst()
    if (seat === undefined) throw notFound(words('đăng ký dự sự kiện', 'Registration for an event'))
    // once the outcome is recorded the number stands in the targets
    await lockEvent(context, seat.eventId, undefined, entered)
    const gone = await context.db
      .deleteFrom('eventAttendance')
      .where('registrationId', '=', seatId)
      .where('heldOn', '=', heldOn)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('lần điểm danh', 'Attendance'))
    return { id: seatId }
  },
})

/** How many persons came to an event on any of its days, by what they come from. */
export async function cameTo(db: Db, eventId: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`
    SELECT r.kind, count(*)::int AS n FROM event_registration r
     WHERE r.event_id = ${eventId} AND EXISTS (SELECT FROM event_attendance a WHERE a.registration_id = r.id)
     GROUP BY r.kind`.execute(db)
  return new Map(rows.map(({ kind, n }) => [kind, n]))
}
