import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { localDay } from '../platform/local-day.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PersonDue, proposeErasures } from '../privacy/index.ts'

/*
 * Records of persons themselves are not removed by a list: whoever confirms it proposes each of them to be erased, and somebody else
 * carries that out. Who still stands in a record that is in use is left alone.
 */

/** Whether a name, as one writes it without accents, stands at an account that signs in or at an enterprise that goes on, but this one. */
const inUse = (name: string, but: { account: string; enterprise: string }) => sql<boolean>`
  (EXISTS (SELECT FROM account o WHERE NOT o.disabled AND o.id <> ${sql.raw(but.account)} AND fold(o.name) = fold(${sql.raw(name)}))
   OR EXISTS (SELECT FROM enterprise o WHERE o.state <> 'dissolved' AND o.id <> ${sql.raw(but.enterprise)}
               AND fold(o.representative) = fold(${sql.raw(name)})))`

const reachInUse = sql<boolean>`
  (EXISTS (SELECT FROM account o WHERE NOT o.disabled AND lower(o.email) = lower(r.email))
   OR EXISTS (SELECT FROM enterprise o WHERE o.state <> 'dissolved' AND (lower(o.email) = lower(r.email) OR o.phone = r.phone)))`

const erased = '[đã xóa]'

/** Contacts of enterprises that have been dissolved, from the day on. */
export const contacts = {
  table: 'enterprise',
  where: (before: Date) => sql<boolean>`
    r.state = 'dissolved' AND r.state_since < ${localDay(sql`${before}::timestamptz`)}
    AND (nullif(r.representative, ${erased}) IS NOT NULL OR nullif(r.phone, ${erased}) IS NOT NULL OR nullif(r.email, ${erased}) IS NOT NULL)
    AND NOT ${inUse('r.representative', { account: `''`, enterprise: 'r.id' })} AND NOT ${reachInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.representative
                       AND e.email IS NOT DISTINCT FROM r.email AND e.phone IS NOT DISTINCT FROM r.phone)`,
  label: sql<string>`r.name || coalesce(' – ' || r.representative, '')`,
  since: sql<Date>`r.state_since::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.representative AS name, r.email, r.phone`,
}

const lastAct = sql<Date>`(SELECT max(a.at) FROM audit a WHERE a.user_id = r.id OR a.subject = 'account:' || r.id)`

/** Accounts that were disabled, by the last record of the trail that is theirs or of them. */
export const accounts = {
  table: 'account',
  where: (before: Date) => sql<boolean>`
    r.disabled AND r.name <> ${erased} AND r.email NOT LIKE '%@invalid' AND ${lastAct} < ${before}
    AND NOT ${inUse('r.name', { account: 'r.id', enterprise: '0' })}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND r.id = ANY (e.account_ids))`,
  label: sql<string>`r.name || ' (' || r.email || ')'`,
  since: lastAct,
  person: sql`ARRAY[r.id] AS account_ids, r.name, r.email, NULL::text AS phone`,
}

const heldOn = (event: string) =>
  sql<string>`(SELECT coalesce(e.ended_on, e.held_on) FROM training_event e WHERE e.id = ${sql.raw(event)})`
const sameTrained = sql<boolean>`fold(o.name) = fold(r.name) AND o.email IS NOT DISTINCT FROM r.email AND o.phone IS NOT DISTINCT FROM r.phone`

/** Persons who were trained, by the end of the last course that names them; each once. */
export const trained = {
  table: 'trained_person',
  where: (before: Date) => sql<boolean>`
    r.name <> ${erased} AND NOT EXISTS (SELECT FROM trained_person o WHERE fold(o.name) = fold(r.name)
      AND ${heldOn('o.event_id')} >= ${localDay(sql`${before}::timestamptz`)})
    AND NOT EXISTS (SELECT FROM trained_person o WHERE o.id > r.id AND ${sameTrained})
    AND NOT ${inUse('r.name', { account: `''`, enterprise: '0' })} AND NOT ${reachInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.name
                       AND e.email IS NOT DISTINCT FROM r.email AND e.phone IS NOT DISTINCT FROM r.phone)`,
  label: sql<string>`r.name || coalesce(' – ' || r.workplace, '')`,
  since: sql<Date>`${heldOn('r.event_id')}::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.name, r.email, r.phone`,
}

/** Persons of the register whom no list of a course names, since they were entered; each once. */
export const registered = {
  table: 'person',
  where: (before: Date) => sql<boolean>`
    r.name <> ${erased} AND r.merged_into IS NULL AND r.known_on < ${localDay(sql`${before}::timestamptz`)}
    AND NOT EXISTS (SELECT FROM trained_person t JOIN person x ON x.id = t.person_id WHERE coalesce(x.merged_into, x.id) = r.id)
    AND NOT EXISTS (SELECT FROM trained_person o WHERE fold(o.name) = fold(r.name))
    AND (r.trains_since IS NULL OR r.trains_ended_on IS NOT NULL)
    AND NOT ${inUse('r.name', { account: `''`, enterprise: '0' })} AND NOT ${reachInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.name
                       AND e.email IS NOT DISTINCT FROM r.email AND e.phone IS NOT DISTINCT FROM r.phone)`,
  label: sql<string>`r.name || coalesce(' – ' || r.workplace, '')`,
  since: sql<Date>`r.known_on::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.name, r.email, r.phone`,
}

const eventDay = (event: string) =>
  sql<string>`(SELECT coalesce(e.ends_on, e.starts_on) FROM planned_event e WHERE e.id = ${sql.raw(event)})`

/** Persons who had a place at an event, by the end of the last event that names them; each once. */
export const attended = {
  table: 'event_registration',
  where: (before: Date) => sql<boolean>`
    r.state = 'accepted' AND r.name <> ${erased} AND NOT EXISTS (SELECT FROM event_registration o WHERE fold(o.name) = fold(r.name)
      AND ${eventDay('o.event_id')} >= ${localDay(sql`${before}::timestamptz`)})
    AND NOT EXISTS (SELECT FROM event_registration o WHERE o.id > r.id AND o.state = 'accepted' AND ${sameTrained})
    AND NOT ${inUse('r.name', { account: `''`, enterprise: '0' })} AND NOT ${reachInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.name
                       AND e.email IS NOT DISTINCT FROM r.email AND e.phone IS NOT DISTINCT FROM r.phone)`,
  label: sql<string>`r.name || coalesce(' – ' || r.organisation, '')`,
  since: sql<Date>`${eventDay('r.event_id')}::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.name, r.email, r.phone`,
}

const addressInUse = sql<boolean>`
  (EXISTS (SELECT FROM account o WHERE NOT o.disabled AND lower(o.email) = lower(r.email))
   OR EXISTS (SELECT FROM enterprise o WHERE o.state <> 'dissolved' AND lower(o.email) = lower(r.email)))`

/** Guests who were invited by name, by the end of the last event that invited them; each once. */
export const guests = {
  table: 'event_invitee',
  where: (before: Date) => sql<boolean>`
    r.name NOT IN ('', ${erased}) AND NOT EXISTS (SELECT FROM event_invitee o WHERE fold(o.name) = fold(r.name)
      AND ${eventDay('o.event_id')} >= ${localDay(sql`${before}::timestamptz`)})
    AND NOT EXISTS (SELECT FROM event_invitee o WHERE o.id > r.id AND fold(o.name) = fold(r.name) AND o.email IS NOT DISTINCT FROM r.email)
    AND NOT ${inUse('r.name', { account: `''`, enterprise: '0' })} AND NOT ${addressInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.name
                       AND e.email IS NOT DISTINCT FROM r.email)`,
  label: sql<string>`r.name || coalesce(' – ' || r.organisation, '')`,
  since: sql<Date>`${eventDay('r.event_id')}::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.name, r.email, NULL::text AS phone`,
}

/** Persons who were named for courses that others hold, by the end of the last course that names them; each once. */
export const nominees = {
  table: 'event_nominee',
  where: (before: Date) => sql<boolean>`
    r.name <> ${erased} AND NOT EXISTS (SELECT FROM event_nominee o WHERE fold(o.name) = fold(r.name)
      AND ${eventDay('o.event_id')} >= ${localDay(sql`${before}::timestamptz`)})
    AND NOT EXISTS (SELECT FROM event_nominee o WHERE o.id > r.id AND fold(o.name) = fold(r.name) AND o.email IS NOT DISTINCT FROM r.email)
    AND NOT ${inUse('r.name', { account: `''`, enterprise: '0' })} AND NOT ${addressInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.name
                       AND e.email IS NOT DISTINCT FROM r.email)`,
  label: sql<string>`r.name || coalesce(' – ' || r.workplace, '')`,
  since: sql<Date>`${eventDay('r.event_id')}::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.name, r.email, NULL::text AS phone`,
}

/** Persons who were nominated for commendation, since their last nomination moved; while one is considered nobody is proposed. */
export const nominated = {
  table: 'nomination',
  where: (before: Date) => sql<boolean>`
    r.kind = 'person' AND r.name <> ${erased} AND NOT EXISTS (SELECT FROM nomination o WHERE o.kind = 'person' AND fold(o.name) = fold(r.name)
      AND (o.state NOT IN ('commended', 'refused', 'withdrawn')
        OR o.moved_on >= ${localDay(sql`${before}::timestamptz`)}))
    AND NOT EXISTS (SELECT FROM nomination o WHERE o.kind = 'person' AND o.id > r.id AND fold(o.name) = fold(r.name))
    AND NOT ${inUse('r.name', { account: `''`, enterprise: '0' })}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND e.name IS NOT DISTINCT FROM r.name)`,
  label: sql<string>`r.name || coalesce(' – ' || r.workplace, '')`,
  since: sql<Date>`r.moved_on::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.name, NULL::text AS email, NULL::text AS phone`,
}

/** Members of councils by their address, since the last council that had them was ended; the name in decision and minutes stays. */
export const councilMembers = {
  table: 'council_member',
  where: (before: Date) => sql<boolean>`
    r.email IS NOT NULL AND r.email NOT LIKE '%@invalid'
    AND NOT EXISTS (SELECT FROM council_member o JOIN council c ON c.id = o.council_id WHERE lower(o.email) = lower(r.email)
      AND (c.ended_on IS NULL OR c.ended_on >= ${localDay(sql`${before}::timestamptz`)}))
    AND NOT EXISTS (SELECT FROM council_member o WHERE o.id > r.id AND lower(o.email) = lower(r.email))
    AND NOT ${addressInUse}
    AND NOT EXISTS (SELECT FROM erasure e WHERE e.state = 'proposed' AND lower(e.email) = lower(r.email))`,
  label: sql<string>`r.person_name || coalesce(' – ' || r.organisation, '')`,
  since: sql<Date>`(SELECT c.ended_on FROM council c WHERE c.id = r.council_id)::timestamptz`,
  person: sql`ARRAY[]::text[] AS account_ids, r.person_name AS name, r.email, NULL::text AS phone`,
}

/** Who confirmed a list of persons, and by which kind and period. */
export interface Confirmed {
  readonly kind: string
  readonly days: number
  readonly by: string | null
  readonly at: Date
}

/** Proposes to erase everybody whom a list names. @returns how many are proposed */
export async function proposeAll(
  db: Db,
  { table, where, person }: Pick<typeof contacts, 'table' | 'where' | 'person'>,
  before: Date,
  { kind, days, by, at }: Confirmed,
): Promise<number> {
  const { rows } = await sql<PersonDue>`
    SELECT ${person} FROM ${sql.table(table)} r WHERE ${where(before)} ORDER BY r.id`.execute(db)
  const reason = `Hết thời hạn lưu ${formatNumber(days, 'vi')} ngày / kept ${formatNumber(days, 'en')} days`
  return await proposeErasures(db, rows, { reason, retention: kind, proposedBy: by, proposedAt: at })
}
