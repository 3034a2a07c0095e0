import { z } from 'zod'
import { id, optionalDay, optionalText } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { noEvent } from '../commands.ts'
import { listReaders } from '../registration/queries.ts'
import { comers, standing } from '../registration/rules.ts'
import { eventStates } from '../rules.ts'
import { cameTo } from './commands.ts'
import { daysGone } from './rules.ts'

/** How many persons a sheet shows at once; the others are found by their name or number. */
const mostOnSheet = 100

/** The attendance of an event: how many came, by what they come from, and who of the list is not noted on a day yet. */
export const showAttendance = query({
  name: 'events.attendance',
  summary: words('Điểm danh của sự kiện', 'Attendance of an event'),
  route: 'GET /events/{id}/attendance',
  input: z.object({
    id: id(),
    /** A day of the event; the last one that has come, where left out. */
    day: optionalDay(),
    q: optionalText(200),
  }),
  output: z.object({
    id: z.int(),
    title: z.string(),
    state: eventStates.schema,
    /** The days of the event that have come, the last first. */
    days: z.array(z.iso.date()),
    day: z.iso.date().nullable(),
    /** Persons who came on any day, by what they come from. */
    came: z.object({ total: z.int(), by: z.array(z.object({ kind: comers.schema, n: z.int() })) }),
    /** Noted on this day. */
    noted: z.int(),
    missing: z.array(
      z.object({
        id: z.int(),
        number: z.int(),
        name: z.string(),
        organisation: z.string().nullable(),
      }),
    ),
    more: z.boolean(),
  }),
  may: listReaders,
  async run({ db, today }, input) {
    const event = await db
      .selectFrom('plannedEvent')
      .select(['id', 'title', 'state', 'startsOn', 'endsOn'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (event === undefined) throw noEvent()
    const days = daysGone(event, today)
    const day = days.find((each) => each === input.day) ?? days[0] ?? null
    const came = await cameTo(db, event.id)
    const by = comers.keys.map((kind) => ({ kind, n: came.get(kind) ?? 0 }))
    let rows = db
      .selectFrom('eventRegistration as r')
      .select(['r.id', 'r.number', 'r.name', 'r.organisation'])
      .where('r.eventId', '=', event.id)
      .where('r.state', 'in', standing)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('eventAttendance as a')
              .select('a.id')
              .whereRef('a.registrationId', '=', 'r.id')
              .where('a.heldOn', '=', day),
          ),
        ),
      )
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('r.search', 'like', pattern)
    const missing =
      day === null
        ? []
        : await rows
            .orderBy('r.number')
            .limit(mostOnSheet + 1)
            .execute()
    const noted = await db
      .selectFrom('eventAttendance as a')
      .innerJoin('eventRegistration as r', 'r.id', 'a.registrationId')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('r.eventId', '=', event.id)
      .where('a.heldOn', '=', day)
      .executeTakeFirstOrThrow()
    return {
      ...{ id: event.id, title: event.title, state: event.state, days, day, noted: Number(noted.n) },
      came: { total: by.reduce((sum, { n }) => sum + n, 0), by },
      missing: missing.slice(0, mostOnSheet),
      more: missing.length > mostOnSheet,
    }
  },
})
