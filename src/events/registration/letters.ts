import { sql } from 'kysely'
import { z } from 'zod'
import { letterKind, queueLetters } from '../../notices/index.ts'
import { systemActor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { formatDate } from '../../platform/dates.ts'
import { execute } from '../../platform/execute.ts'
import { id } from '../../platform/fields.ts'
import { type Words, words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import { markedTitle } from '../../platform/sample.ts'
import { newToken, tokenHash } from '../../platform/tokens.ts'
import { eventStates, lastDay } from '../rules.ts'
import { type SeatState, seatStates } from './rules.ts'

/* What whoever registers is mailed: where the registration stands, with a personal link that is made when the letter leaves. */

const Letter = z.object({
  state: seatStates.schema,
  event: eventStates.schema,
  name: z.string(),
  email: z.string(),
  title: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
  place: z.string(),
  number: z.int(),
  doorCode: z.string(),
  reason: z.string().nullable(),
  token: z.string(),
})
export type SeatLetter = z.infer<typeof Letter>

/** Makes the personal link of a letter that is to leave; the one that was mailed before ends with it. Null: there is no address any more. */
export const beginSeatLetter = command({
  name: 'events.beginSeatLetter',
  summary: words(
    'Chuẩn bị thư cho người đăng ký dự sự kiện',
    'Prepare a letter to whoever registers for an event',
  ),
  route: 'POST /event-registrations/{id}/letter',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), letter: Letter.nullable() }),
  may: ['system'],
  proof: 'session',
  secret: ['letter'],
  subject: (input) => `event_registration:${input.id}`,
  async run({ db }, input) {
    const row = await db
      .selectFrom('eventRegistration as r')
      .innerJoin('plannedEvent as e', 'e.id', 'r.eventId')
      .select(['r.state', 'r.name', 'r.email', 'r.number', 'r.doorCode', 'r.reason'])
      .select(['e.state as event', 'e.title', 'e.startsOn', 'e.endsOn', 'e.place', 'e.reason as why'])
      .where('r.id', '=', input.id)
      .forUpdate('r')
      .executeTakeFirst()
    if (row?.email == null) return { id: input.id, letter: null }
    const token = newToken()
    await db
      .updateTable('eventRegistration')
      .set({ mailSha256: tokenHash(token) })
      .where('id', '=', input.id)
      .execute()
    const { why, email, state, event, ...rest } = row
    const letter = {
      ...{ ...rest, email, token, event, reason: rest.reason ?? why },
      state: seatStates.schema.parse(state),
    }
    return { id: input.id, letter }
  },
})

const said: Readonly<Record<SeatState | 'cancelled', Words>> = {
  waits: words(
    'Đã nhận đăng ký của {name}; cơ quan tổ chức xem và trả lời sau.',
    'The registration of {name} has come in; the organiser looks at it and answers.',
  ),
  accepted: words(
    '{name} có chỗ. Số đăng ký {number}; mã tại cửa {code}. Mã QR ở đường dẫn dưới đây.',
    '{name} has a place. Number {number}; code at the door {code}. The QR code is at the link below.',
  ),
  listed: words(
    'Đã hết chỗ: {name} trong danh sách chờ, số {number}. Khi có người rút, chương trình báo qua thư.',
    'All places are taken: {name} is on the waiting list, number {number}. When somebody withdraws a mail tells so.',
  ),
  declined: words(
    'Đăng ký của {name} không được nhận: {reason}',
    'The registration of {name} is not taken: {reason}',
  ),
  withdrawn: words('Đăng ký của {name} đã được rút.', 'The registration of {name} is withdrawn.'),
  cancelled: words('Sự kiện không tổ chức nữa: {reason}', 'The event is not held any more: {reason}'),
}

/** The mail about a registration, in both languages, since nobody has said theirs. Pure. @param link its personal address */
export function seatMail(of: Omit<SeatLetter, 'token'>, link: string) {
  const key = of.event === 'cancelled' ? 'cancelled' : of.state
  const values: Readonly<Record<string, string>> = {
    ...{ name: of.name, number: String(of.number), code: of.doorCode, reason: of.reason ?? '' },
  }
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_all, field: string) => values[field] ?? '')
  const days = [of.startsOn, lastDay(of)].map(formatDate)
  const when = days[0] === days[1] ? days[0] : `${days[0]} – ${days[1]}`
  const ends = key === 'cancelled' || key === 'declined' || key === 'withdrawn'
  return {
    to: of.email,
    subject: markedTitle(`${of.title} (${when})`),
    text: [
      `${of.title}\n${when}, ${of.place}`,
      filled(said[key].vi),
      filled(said[key].en),
      ...(ends
        ? []
        : [
            'Đường dẫn riêng để xem hoặc rút đăng ký; đường dẫn gửi trước, nếu có, không còn dùng được. / The personal link to see or withdraw the registration; one mailed before has ended:',
            link,
          ]),
    ].join('\n\n'),
  }
}

const seatLetter = letterKind({
  key: 'events.registration',
  label: words('Xác nhận đăng ký dự sự kiện', 'Confirmation of a registration for an event'),
  async write(system, registrationId) {
    const input = { id: registrationId }
    const { letter } = await execute(system, beginSeatLetter, systemActor, input, { via: 'system' })
    if (letter === null) return null
    return seatMail(letter, `${system.config.publicUrl}/events/registered/${letter.token}`)
  },
})

/** Queues a letter to each of these registrations that has an address. */
export async function queueConfirmations(context: Context, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await context.db
    .selectFrom('eventRegistration')
    .select(['id as recordId', 'name as addressee', 'email'])
    .where('id', 'in', ids)
    .where('email', 'is not', null)
    .orderBy('id')
    .execute()
  const letters = rows.flatMap(({ email, ...rest }) => (email === null ? [] : [{ ...rest, address: email }]))
  return queueLetters(context, seatLetter, null, letters)
}

/** How many minutes lie at least between two confirmations that a stranger causes by sending the form again. */
const quietMinutes = 60

/** Whether a confirmation was queued so lately that the same person is not mailed again. */
export async function mailedLately(db: Db, registrationId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM notice_delivery WHERE letter = ${seatLetter.key} AND record_id = ${registrationId}
       AND queued_at > ${new Date(now.getTime() - quietMinutes * 60_000)} LIMIT 1`.execute(db)
  return rows.length > 0
}
