import { sql } from 'kysely'
import { z } from 'zod'
import type { Grant } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { localDay } from '../../platform/local-day.ts'
import { query } from '../../platform/operation.ts'
import { notFound } from '../../platform/problem.ts'
import { fold } from '../../platform/text.ts'
import { eventStates } from '../rules.ts'
import { registrationFields } from './fields.ts'
import { comers, seatStates } from './rules.ts'

/** Who reads who is on the list of an event: it names persons. */
export const listReaders: readonly Grant[] = ['coordinator', 'leader', 'auditor']

const SeatRow = z.object({
  id: z.int(),
  eventId: z.int(),
  number: z.int(),
  ...registrationFields.row,
  state: seatStates.schema,
  /** The day on which it came. */
  registeredOn: z.iso.date(),
  /** Whether it came by the public link. */
  byLink: z.boolean(),
  /** The days on which the person was there. */
  cameOn: z.array(z.iso.date()),
  /** The code of the certificate of attendance that holds; null: none does. */
  certificate: z.string().nullable(),
  version: z.int(),
})
export type SeatRow = z.infer<typeof SeatRow>

const seatRows = (db: Db) =>
  db
    .selectFrom('eventRegistration as r')
    .select(['r.id', 'r.eventId', 'r.number', ...registrationFields.select('r'), 'r.state', 'r.version'])
    .select(sql<string>`${localDay('r.registered_at')}::text`.as('registeredOn'))
    .select('r.byLink')
    .select(
      sql<
        string | null
      >`(SELECT c.code FROM event_certificate c WHERE c.registration_id = r.id AND c.withdrawn_on IS NULL)`.as(
        'certificate',
      ),
    )
    .select(
      sql<
        string[]
      >`ARRAY(SELECT to_char(a.held_on, 'YYYY-MM-DD') FROM event_attendance a WHERE a.registration_id = r.id ORDER BY 1)`.as(
        'cameOn',
      ),
    )

const read = <R extends { kind: string; state: string }>(row: R) => ({
  ...row,
  kind: comers.schema.parse(row.kind),
  state: seatStates.schema.parse(row.state),
})

/** Who registered for an event, in the order in which they came. */
export const listRegistrations = query({
  name: 'events.registrations',
  summary: words('Người đăng ký dự sự kiện', 'Who registered for an event'),
  route: 'GET /events/{id}/registrations',
  input: z.object({
    id: id(),
    ...listInput(['number', 'name']),
    state: optionalChoice(seatStates.keys),
    kind: optionalChoice(comers.keys),
    came: optionalChoice(['yes', 'no']),
  }),
  output: listOutput(SeatRow),
  may: listReaders,
  async run({ db }, input) {
    let rows = seatRows(db).where('r.eventId', '=', input.id)
    if (input.state !== undefined) rows = rows.where('r.state', '=', input.state)
    if (input.kind !== undefined) rows = rows.where('r.kind', '=', input.kind)
    if (input.came !== undefined) {
      const there = sql<boolean>`EXISTS (SELECT FROM event_attendance a WHERE a.registration_id = r.id)`
      rows = rows.where(input.came === 'yes' ? there : sql<boolean>`NOT ${there}`)
    }
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('r.search', 'like', pattern)
    const found = await pageOf(
      rows,
      input,
      {
        number: { column: 'r.number', value: (row) => row.number },
        name: byText('r.name', (row) => row.name),
      },
      'r.id',
    )
    return { ...found, rows: found.rows.map(read) }
  },
})

/** One registration. */
export const showRegistration = query({
  name: 'events.registration',
  summary: words('Một đăng ký dự sự kiện', 'One registration for an event'),
  route: 'GET /event-registrations/{id}',
  input: z.object({ id: id() }),
  output: SeatRow.extend({
    doorCode: z.string(),
    reason: z.string().nullable(),
    event: z.object({ id: z.int(), title: z.string(), startsOn: z.iso.date(), state: eventStates.schema }),
  }),
  may: listReaders,
  async run({ db }, input) {
    const row = await seatRows(db)
      .innerJoin('plannedEvent as e', 'e.id', 'r.eventId')
      .select(['r.doorCode', 'r.reason', 'e.title', 'e.startsOn', 'e.state as eventState'])
      .where('r.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('đăng ký dự sự kiện', 'Registration for an event'))
    const { title, startsOn, eventState, ...rest } = row
    return { ...read(rest), event: { id: row.eventId, title, startsOn, state: eventState } }
  },
})

/** How the registration for an event stands: its link and how many there are. For who may not read the names too. */
export const registrationSums = query({
  name: 'events.registrationSums',
  summary: words('Tình hình đăng ký dự sự kiện', 'How the registration for an event stands'),
  route: 'GET /events/{id}/registration',
  input: z.object({ id: id() }),
  output: z.object({
    code: z.string().nullable(),
    open: z.boolean(),
    until: z.iso.date().nullable(),
    checked: z.boolean(),
    waits: z.int(),
    accepted: z.int(),
    listed: z.int(),
  }),
  may: listReaders,
  async run({ db }, input) {
    const event = await db
      .selectFrom('plannedEvent')
      .select([
        'registerCode as code',
        'registerOpen as open',
        'registerUntil as until',
        'registerChecked as checked',
      ])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (event === undefined) throw notFound(words('sự kiện', 'Event'))
    const rows = await db
      .selectFrom('eventRegistration')
      .select(({ fn }) => ['state', fn.countAll<bigint>().as('n')])
      .where('eventId', '=', input.id)
      .groupBy('state')
      .execute()
    const n = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0)
    return { ...event, waits: n('waits'), accepted: n('accepted'), listed: n('listed') }
  },
})
