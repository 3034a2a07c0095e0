import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, payingLines, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableFile } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { eventKinds } from '../training/index.ts'
import { noEvent } from './commands.ts'
import { eventFields, outcomeFields, sessionFields } from './fields.ts'
import { eventStates } from './rules.ts'

const EventRow = z.object({
  id: z.int(),
  ...eventFields.row,
  cost: dongOut().nullable(),
  planId: z.int(),
  plan: z.string(),
  kindId: z.int(),
  kind: z.string(),
  kindEn: z.string(),
  /** What it counts as in the targets; null: in none. */
  counts: eventKinds.schema.nullable(),
  lineId: z.int().nullable(),
  /** The line that pays: its code and title. */
  line: z.string().nullable(),
  lineEn: z.string().nullable(),
  state: eventStates.schema,
  participants: z.int().nullable(),
  version: z.int(),
})
export type EventRow = z.infer<typeof EventRow>

export const eventRows = (db: Db) =>
  db
    .selectFrom('plannedEvent as e')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .innerJoin('eventKind as k', 'k.id', 'e.kindId')
    .leftJoin('budgetLine as l', 'l.id', 'e.lineId')
    .select([
      'e.id',
      ...eventFields.select('e'),
      'e.planId',
      'p.number as plan',
      'e.kindId',
      'k.name as kind',
    ])
    .select(['k.nameEn as kindEn', 'k.counts', 'e.lineId', 'e.state', 'e.participants', 'e.version'])
    .select(sql<string | null>`l.code || '. ' || l.title`.as('line'))
    .select(sql<string | null>`l.code || '. ' || l.title_en`.as('lineEn'))

/** Events that are planned, were held or were given up, the latest first. */
export const listPlanned = query({
  name: 'events.list',
  summary: words('Sự kiện theo lịch', 'Planned events'),
  route: 'GET /events',
  input: z.object({
    ...listInput(['starts', 'title']),
    state: optionalChoice(eventStates.keys),
    kindId: optionalId(),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(EventRow),
  may: staff,
  async run({ db, planId }, input) {
    let rows = eventRows(db).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('e.state', '=', input.state)
    if (input.kindId !== undefined) rows = rows.where('e.kindId', '=', input.kindId)
    if (input.year !== undefined)
      rows = rows
        .where('e.startsOn', '>=', `${input.year}-01-01`)
        .where('e.startsOn', '<=', `${input.year}-12-31`)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('e.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        starts: { column: 'e.startsOn', value: (row) => row.startsOn, direction: 'desc' },
        title: { column: 'e.title', value: (row) => row.title },
      },
      'e.id',
    )
  },
})

const Shown = EventRow.extend({
  begunOn: z.iso.date(),
  invitedOn: z.iso.date().nullable(),
  heldOn: z.iso.date().nullable(),
  closedOn: z.iso.date().nullable(),
  cancelledOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
  result: outcomeFields.row.result,
  trainingEventId: z.int().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Persons who were noted as present on any day. */
  came: z.int(),
  sessions: z.array(z.object({ id: z.int(), ...sessionFields.row })),
  /** The invitations and minutes that were made, the last one first. */
  documents: z.array(DocumentRow),
})
export type Shown = z.infer<typeof Shown>

const whole = (db: Db, actor: Actor) =>
  eventRows(db)
    .leftJoin('file', 'file.id', 'e.fileId')
    .select(['e.begunOn', 'e.invitedOn', 'e.heldOn', 'e.closedOn', 'e.cancelledOn', 'e.reason', 'e.result'])
    .select(['e.trainingEventId', 'e.fileId', 'file.name as fileName'])
    .select(
      sql<number>`(SELECT count(*)::int FROM event_registration r WHERE r.event_id = e.id AND EXISTS (SELECT FROM event_attendance a WHERE a.registration_id = r.id))`.as(
        'came',
      ),
    )
    .select(sql<boolean>`file.id IS NOT NULL AND ${readableFile(actor)}`.as('opens'))

function shownOf(
  row: InferResult<ReturnType<typeof whole>>[number],
  { sessions, documents }: Pick<Shown, 'sessions' | 'documents'>,
): Shown {
  const { fileId, fileName, opens, ...rest } = row
  const file = opens && fileId !== null && fileName !== null ? { id: fileId, name: fileName } : null
  return { ...rest, file, sessions, documents }
}

/** One event with its programme and what came of it. */
export const showPlanned = query({
  name: 'events.show',
  summary: words('Một sự kiện theo lịch', 'One planned event'),
  route: 'GET /events/{id}',
  input: z.object({ id: id() }),
  output: Shown,
  may: staff,
  async run({ db, actor }, input) {
    const row = await whole(db, actor).where('e.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noEvent()
    const sessions = await db
      .selectFrom('eventSession as s')
      .select(['s.id', ...sessionFields.select('s')])
      .where('s.eventId', '=', row.id)
      .orderBy('s.heldOn')
      .orderBy('s.startsAt')
      .orderBy('s.id')
      .execute()
    return shownOf(row, { sessions, documents: await documentsOf(db, `planned_event:${row.id}`) })
  },
})

/** What a form of an event chooses among: plans' lines, kinds in use. */
export const eventChoices = query({
  name: 'events.choices',
  summary: words('Loại sự kiện và mục dự toán để chọn', 'Kinds of event and lines to choose from'),
  route: 'GET /event-choices',
  input: z.object({}),
  output: z.object({
    kinds: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    lines: z.array(z.object({ id: z.int(), plan: z.string(), name: z.string(), nameEn: z.string() })),
  }),
  may: staff,
  async run({ db }) {
    const kinds = await db
      .selectFrom('eventKind')
      .select(['id', 'name', 'nameEn'])
      .where('endedOn', 'is', null)
      .orderBy('id')
      .execute()
    return { kinds, lines: await payingLines(db) }
  },
})
