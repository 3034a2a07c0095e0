import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { conflict, explainConstraint } from '../../platform/problem.ts'
import { newToken, tokenHash } from '../../platform/tokens.ts'
import type { lockEvent } from '../commands.ts'
import type { registrationFields } from './fields.ts'
import { queueConfirmations } from './letters.ts'
import { movesUp, type SeatState, seatOf, standing } from './rules.ts'

/* Somebody is put on the list of an event, whose row is locked by whoever calls: number, place and waiting list are given one after the other. */

explainConstraint('event_registration_once', () =>
  conflict(
    'events.registeredTwice',
    words('Người này đã có trong danh sách đăng ký.', 'This person is on the list already.'),
    'name',
  ),
)

export type LockedEvent = Awaited<ReturnType<typeof lockEvent>>
type Given = z.output<z.ZodObject<typeof registrationFields.input>>

/** How many have a place. */
export async function takenOf(db: Db, eventId: number): Promise<number> {
  const { n } = await db
    .selectFrom('eventRegistration')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('eventId', '=', eventId)
    .where('state', '=', 'accepted')
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** The one who stands on the list already under this name and address, if anybody does. */
export const standsAs = (db: Db, eventId: number, { name, email, phone }: Given) =>
  db
    .selectFrom('eventRegistration')
    .select(['id', 'number', 'state'])
    .where('eventId', '=', eventId)
    .where('state', 'in', standing)
    .where(sql<boolean>`fold(name) = fold(${name})`)
    .where(sql<boolean>`lower(coalesce(email, phone, '')) = lower(${email ?? phone ?? ''})`)
    .executeTakeFirst()

/** Eight digits that nobody else shows at this door. */
async function freeDoorCode(db: Db, eventId: number): Promise<string> {
  for (;;) {
    const code = String(randomInt(10_000_000, 100_000_000))
    const there = await db
      .selectFrom('eventRegistration')
      .select('id')
      .where('eventId', '=', eventId)
      .where('doorCode', '=', code)
      .executeTakeFirst()
    if (there === undefined) return code
  }
}

/**
 * Puts somebody on the list, with the next number, and mails the confirmation.
 * @param byLink the person by the public link, whom the organiser may wish to look at first; else an officer enters it
 */
export async function enterRegistration(
  context: Context,
  event: LockedEvent,
  given: Given,
  byLink: boolean,
): Promise<{ id: number; number: number; state: SeatState; version: number; token: string }> {
  const { db, now, actor } = context
  const token = newToken()
  const state = seatOf({
    capacity: event.capacity,
    taken: await takenOf(db, event.id),
    checked: byLink && event.registerChecked,
  })
  const { kind, name, organisation = null, post = null, email = null, phone = null } = given
  const row = await db
    .insertInto('eventRegistration')
    .values({
      ...{ eventId: event.id, kind, name, organisation, post, email, phone, state },
      number: sql<number>`(SELECT coalesce(max(r.number), 0) + 1 FROM event_registration r WHERE r.event_id = ${event.id})`,
      doorCode: await freeDoorCode(db, event.id),
      registeredBy: byLink ? null : actor.userId,
      ...{ consentedAt: now, registeredAt: now, byLink, linkSha256: tokenHash(token) },
    })
    .returning(['id', 'number', 'version'])
    .executeTakeFirstOrThrow()
  await queueConfirmations(context, [row.id])
  return { ...row, state, token }
}

/** Gives the places that are free to who has waited longest, and tells them. @returns how many moved up */
export async function moveUp(context: Context, event: LockedEvent): Promise<number> {
  const { db } = context
  const listed = await db
    .selectFrom('eventRegistration')
    .select('id')
    .where('eventId', '=', event.id)
    .where('state', '=', 'listed')
    .orderBy('number')
    .execute()
  if (listed.length === 0) return 0
  const up = movesUp({ capacity: event.capacity, taken: await takenOf(db, event.id) }, listed)
  if (up.length === 0) return 0
  const ids = up.map(({ id }) => id)
  await db
    .updateTable('eventRegistration')
    .set(({ eb }) => ({ state: 'accepted', version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
  await queueConfirmations(context, ids)
  return ids.length
}
