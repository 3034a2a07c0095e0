import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { command, query } from '../../platform/operation.ts'
import { conflict, notFound, Problem } from '../../platform/problem.ts'
import { strangerLimit } from '../../platform/strangers.ts'
import { tokenHash } from '../../platform/tokens.ts'
import { lockEvent } from '../commands.ts'
import { sessionFields } from '../fields.ts'
import { eventStates } from '../rules.ts'
import { lockSeat, settleSeat } from './commands.ts'
import { enterRegistration, standsAs, takenOf } from './enter.ts'
import { consentInput, consentNeeded, organisationNeeded, publicInput, registrationFields } from './fields.ts'
import { mailedLately, queueConfirmations } from './letters.ts'
import { closedProblem, comers, placesLeft, seatStates, standing } from './rules.ts'

/* What a stranger does: looks at an event that is open for registration, registers, sees the own registration by its link, withdraws it. */

/** Registrations an hour from one address: an office or a hall of people shares one. */
const perHour = 60
/** Registrations for one event under one address of mail: whoever registers colleagues does it by theirs. */
const mostByMail = 10

const tooMany = () =>
  new Problem(
    'events.tooMany',
    429,
    words(
      'Đã nhận quá nhiều đăng ký từ nơi này. Xin thử lại sau một giờ, hoặc liên hệ cơ quan tổ chức.',
      'Too many registrations have come in from here. Please try again in an hour, or write to the organiser.',
    ),
  )
const countStranger = strangerLimit(perHour, tooMany)

const noLink = () =>
  notFound(words('sự kiện này, hoặc đường dẫn đã hết hạn', 'This event, or its link has ended'))

const byCode = async (db: Db, code: string) => {
  const row = await db
    .selectFrom('plannedEvent as e')
    .innerJoin('eventKind as k', 'k.id', 'e.kindId')
    .selectAll('e')
    .select(['k.name as kind', 'k.nameEn as kindEn'])
    .where('e.registerCode', '=', code)
    .executeTakeFirst()
  if (row === undefined) throw noLink()
  return row
}

const Said = z.object({ vi: z.string(), en: z.string() })
const Brief = z.object({
  title: z.string(),
  kind: z.string(),
  kindEn: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
  place: z.string(),
  registerUntil: z.iso.date().nullable(),
})

/** An event as its public link shows it: when, where, what, and whether a place is left. */
export const publicEvent = query({
  name: 'events.public',
  summary: words('Sự kiện mở đăng ký', 'An event that is open for registration'),
  route: 'GET /event-links/{code}',
  input: z.object({ code: text(20) }),
  output: Brief.extend({
    goal: z.string().nullable(),
    /** Places that are left; null where they are not limited. */
    left: z.int().nullable(),
    checked: z.boolean(),
    /** Why nobody registers any more. */
    closed: Said.nullable(),
    sessions: z.array(z.object({ id: z.int(), ...sessionFields.row })),
  }),
  may: ['public'],
  async run({ db, today }, { code }) {
    const event = await byCode(db, code)
    const sessions = await db
      .selectFrom('eventSession as s')
      .select(['s.id', ...sessionFields.select('s')])
      .where('s.eventId', '=', event.id)
      .orderBy('s.heldOn')
      .orderBy('s.startsAt')
      .orderBy('s.id')
      .execute()
    const { title, kind, kindEn, startsOn, endsOn, place, goal, registerUntil } = event
    return {
      ...{ title, kind, kindEn, startsOn, endsOn, place, goal, registerUntil, sessions },
      ...{ checked: event.registerChecked, closed: closedProblem(event, today) },
      left: placesLeft(event.capacity, await takenOf(db, event.id)),
    }
  },
})

/** The events that are open for registration, the next one first: for everybody, without an account. */
export const openEvents = query({
  name: 'events.open',
  summary: words('Các sự kiện mở đăng ký', 'Events that are open for registration'),
  route: 'GET /events/open',
  input: z.object({}),
  output: z.array(Brief.extend({ code: z.string() })),
  may: ['public'],
  async run({ db, today }) {
    const rows = await db
      .selectFrom('plannedEvent as e')
      .innerJoin('eventKind as k', 'k.id', 'e.kindId')
      .select(['e.title', 'k.name as kind', 'k.nameEn as kindEn', 'e.startsOn', 'e.endsOn', 'e.place'])
      .select(['e.registerUntil', 'e.registerCode as code', 'e.state', 'e.registerOpen'])
      .where('e.registerOpen', '=', true)
      .where('e.registerUntil', '>=', today)
      .orderBy('e.startsOn')
      .orderBy('e.id')
      .limit(100)
      .execute()
    return rows.flatMap(({ code, state: _state, registerOpen: _open, ...row }) =>
      code === null || closedProblem({ ...row, state: _state, registerOpen: _open }, today) !== null
        ? []
        : [{ ...row, code }],
    )
  },
})

/**
 * Registers for an event by its public link. Sent twice it is one registration: the second answer says nothing of the first, and its
 * link goes by mail alone. @throws Problem 429 when too many come from one address
 */
export const registerByLink = command({
  name: 'events.registerByLink',
  summary: words('Đăng ký dự sự kiện qua đường dẫn', 'Register for an event by its link'),
  route: 'POST /event-links/{code}/registrations',
  input: z.object({ code: text(20), ...publicInput, ...consentInput }),
  output: z.object({
    id: z.int(),
    /** The secret of the personal link, shown in this answer alone; null: the same was registered before. */
    token: z.string().nullable(),
  }),
  may: ['public'],
  secret: ['token'],
  needs: [organisationNeeded],
  rules: [consentNeeded],
  prepare: countStranger,
  subject: (_input, output) => `event_registration:${output.id}`,
  async run(context, { code, consents: _consents, ...given }) {
    const { db, now, today } = context
    const { id: eventId } = await byCode(db, code)
    const event = await lockEvent(context, eventId, undefined, eventStates.keys)
    const closed = closedProblem(event, today)
    if (closed !== null) throw conflict('events.registrationClosed', closed)
    const there = await standsAs(db, eventId, given)
    if (there !== undefined) {
      if (!(await mailedLately(db, there.id, now))) await queueConfirmations(context, [there.id])
      return { id: there.id, token: null }
    }
    const { n } = await db
      .selectFrom('eventRegistration')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('eventId', '=', eventId)
      .where('email', '=', given.email)
      .executeTakeFirstOrThrow()
    if (Number(n) >= mostByMail) throw tooMany()
    const { id, token } = await enterRegistration(context, event, given, true)
    return { id, token }
  },
})

const linked = async (db: Db, token: string) => {
  const hash = tokenHash(token)
  const row = await db
    .selectFrom('eventRegistration')
    .selectAll()
    .where(({ or, eb }) => or([eb('linkSha256', '=', hash), eb('mailSha256', '=', hash)]))
    .executeTakeFirst()
  if (row !== undefined) return row
  throw notFound(words('đăng ký này, hoặc đường dẫn đã hết hạn', 'This registration, or its link has ended'))
}

/** One's own registration, by its personal link. */
export const ownSeat = query({
  name: 'events.ownRegistration',
  summary: words('Đăng ký dự sự kiện của mình', 'One’s own registration for an event'),
  route: 'GET /event-registration-links/{token}',
  input: z.object({ token: text(200) }),
  output: Brief.omit({ kind: true, kindEn: true }).extend({
    ...registrationFields.row,
    state: seatStates.schema,
    event: eventStates.schema,
    number: z.int(),
    doorCode: z.string(),
    reason: z.string().nullable(),
    /** The code of the certificate of attendance that holds. */
    certificate: z.string().nullable(),
  }),
  may: ['public'],
  async run({ db }, { token }) {
    const row = await linked(db, token)
    const { why, ...event } = await db
      .selectFrom('plannedEvent as e')
      .select(['e.title', 'e.startsOn', 'e.endsOn', 'e.place', 'e.registerUntil'])
      .select(['e.state as event', 'e.reason as why'])
      .where('e.id', '=', row.eventId)
      .executeTakeFirstOrThrow()
    const certificate = await db
      .selectFrom('eventCertificate')
      .select('code')
      .where('registrationId', '=', row.id)
      .where('withdrawnOn', 'is', null)
      .executeTakeFirst()
    const { name, organisation, post, email, phone, number, doorCode, reason } = row
    return {
      certificate: certificate?.code ?? null,
      ...{ ...event, name, organisation, post, email, phone, number, doorCode, reason: reason ?? why },
      kind: comers.schema.parse(row.kind),
      state: seatStates.schema.parse(row.state),
    }
  },
})

/** Withdraws one's own registration; the place goes to who waits. */
export const withdrawOwn = command({
  name: 'events.withdrawOwn',
  summary: words('Rút đăng ký dự sự kiện của mình', 'Withdraw one’s own registration for an event'),
  route: 'POST /event-registration-links/{token}/withdrawal',
  input: z.object({ token: text(200) }),
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token'],
  prepare: countStranger,
  subject: (_input, { id }) => `event_registration:${id}`,
  async run(context, { token }) {
    const { id } = await linked(context.db, token)
    const locked = await lockSeat(context, id, undefined, standing)
    await settleSeat(context, locked, { state: 'withdrawn' })
    return { id }
  },
})
