import { z } from 'zod'
import { readTable } from '../../documents/read/table.ts'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../../imports/index.ts'
import { id, optionalDay } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { invalidField } from '../../platform/problem.ts'
import { note } from '../attendance/commands.ts'
import { daysGone } from '../attendance/rules.ts'
import { lockEvent, noEvent } from '../commands.ts'
import { entered } from './commands.ts'
import { enterRegistration } from './enter.ts'
import { consentInput, consentNeeded } from './fields.ts'
import {
  judgeSeats,
  type SeatColumn,
  SeatRead,
  seatColumnKeys,
  seatColumns,
  seatTable,
  whoIs,
} from './import-rules.ts'
import { standing } from './rules.ts'

const imports = importOf({
  kind: 'event_registrations',
  capability: 'eventRegistrations',
  at: '/event-registration-imports',
  subject: 'event-registration-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/** The event, and the day on which whoever the table names was there; null: the table says who comes. */
const Of = z.object({ eventId: z.int(), attendedOn: z.iso.date().nullable() })
type Of = z.infer<typeof Of>
const Reading = Of.extend({ ignored: z.array(z.string()) })

async function judged(
  { db }: Pick<Context, 'db'>,
  { eventId, attendedOn }: Of,
  rows: readonly (SeatRead | null)[],
) {
  const there = await db
    .selectFrom('eventRegistration as r')
    .select(['r.name', 'r.email', 'r.phone'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('eventAttendance as a')
          .select('a.id')
          .whereRef('a.registrationId', '=', 'r.id')
          .where('a.heldOn', '=', attendedOn),
      ).as('noted'),
    )
    .where('r.eventId', '=', eventId)
    .where('r.state', 'in', standing)
    .execute()
  return judgeSeats(
    rows,
    new Map(there.map((row) => [whoIs(row), attendedOn === null || row.noted === true])),
  )
}

/** Reads a list of persons and keeps what each row would do: put on the list, there already, or an error with its cell and reason. */
export const checkSeats = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra danh sách người dự sự kiện', 'Check a list of persons for an event'),
  input: { ...readingInput, eventId: id(), attendedOn: optionalDay(), ...consentInput },
  needs: [tableNeeded],
  rules: [consentNeeded],
  async check(context, input) {
    const event = await context.db
      .selectFrom('plannedEvent')
      .select(['id', 'startsOn', 'endsOn'])
      .where('id', '=', input.eventId)
      .executeTakeFirst()
    if (event === undefined) throw noEvent()
    const attendedOn = input.attendedOn ?? null
    if (attendedOn !== null && !daysGone(event, context.today).includes(attendedOn))
      throw invalidField(
        'attendedOn',
        words(
          'Không phải ngày của sự kiện, hoặc ngày chưa đến.',
          'It is no day of the event, or not yet come.',
        ),
      )
    const of = { eventId: event.id, attendedOn }
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<SeatColumn>(table, seatTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, SeatRead, seatColumnKeys, 'name')
    const now = await judged(
      context,
      of,
      read.map(({ row }) => row),
    )
    return {
      ...{ table, headings, notes },
      reading: { ignored: header.ignored, ...of },
      rows: stagedRows({ rows, read, header }, now, 'name', (_judged, row) => ({ row })),
    }
  },
})

/** The rows that were no error: as they were shown, and what they would do now. */
async function again(context: Context, importId: number, of: Of) {
  const kept = await imports.kept(context.db, importId, ['new', 'changed', 'same'])
  const shown = kept.map(({ outcome, data }) => ({
    outcome,
    row: z.object({ row: SeatRead }).parse(data).row,
  }))
  const now = await judged(
    context,
    of,
    shown.map(({ row }) => row),
  )
  return shown.map((one, at) => ({ ...one, now: now[at]?.outcome ?? 'error' }))
}

/** Puts the persons on the list of the event, in the order of the table. */
export const applySeats = imports.apply({
  summary: words('Nhập danh sách người dự sự kiện', 'Import a list of persons for an event'),
  moved: async (context, found) =>
    (await again(context, found.id, Reading.parse(found.reading))).filter(
      ({ outcome, now }) => outcome !== now,
    ).length,
  async write(context, found) {
    const of = Reading.parse(found.reading)
    const event = await lockEvent(context, of.eventId, undefined, entered)
    const came: number[] = []
    const rows = await again(context, found.id, of)
    const listed = await context.db
      .selectFrom('eventRegistration')
      .select(['id', 'name', 'email', 'phone'])
      .where('eventId', '=', event.id)
      .where('state', 'in', standing)
      .execute()
    const there = new Map(listed.map((row) => [whoIs(row), row.id]))
    for (const { row, now } of rows) {
      if (now === 'new') came.push((await enterRegistration(context, event, row, false)).id)
      else if (now === 'changed') came.push(there.get(whoIs(row)) ?? 0)
    }
    if (of.attendedOn !== null)
      await note(context, came, { heldOn: of.attendedOn, way: 'sheet', cameAt: null })
  },
})

/** One import: what its check found, and whether it was written. */
export const showSeatImport = imports.show({
  summary: words('Một lần nhập người dự sự kiện', 'One import of persons for an event'),
  /** Headings that the list has no place for, and the event. */
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(seatColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showSeatImportRows = imports.rows({
  name: 'showImportRows',
  summary: words(
    'Các dòng của một lần nhập người dự sự kiện',
    'The rows of an import of persons for an event',
  ),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), changed: z.array(z.enum(seatColumnKeys)), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, changed: [], problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showSeatsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập người dự sự kiện',
    'The rows in error of an import of persons for an event',
  ),
  columns: seatColumns,
  keys: seatColumnKeys,
})
