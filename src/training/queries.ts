import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { TakenOver, takenOver, takenOverInput, takenOverWanted } from '../imports/index.ts'
import { ofPlans, plansInput, plansWanted, yearsOfPlans } from '../plan/index.ts'
import { type Actor, holds, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { ofMatter } from '../platform/matters.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableFile } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { eventFields } from './fields.ts'
import { type EventKind, eventKinds } from './rules.ts'

const EventRow = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of the plan for which it counts. */
  plan: z.string(),
  ...eventFields.row,
  /** Null for whoever may not open it: a sheet that was taken over names other enterprises too. */
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Null while the event counts. */
  retractedOn: z.iso.date().nullable(),
  retraction: z.string().nullable(),
})
export type EventRow = z.infer<typeof EventRow>

function eventRows(db: Db, actor: Actor) {
  return db
    .selectFrom('trainingEvent as e')
    .innerJoin('file', 'file.id', 'e.fileId')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .select([
      'e.id',
      'e.planId',
      'p.number as plan',
      ...eventFields.select('e'),
      'e.retractedOn',
      'e.retraction',
      'file.name as fileName',
      sql<number | null>`CASE WHEN ${readableFile(actor)} THEN file.id END`.as('fileId'),
    ])
}

function eventRow(row: InferResult<ReturnType<typeof eventRows>>[number]): EventRow {
  const { fileId, fileName, ...rest } = row
  return { ...rest, file: fileId === null ? null : { id: fileId, name: fileName } }
}

/** Events held, the latest first; `state` tells those that count from those that were retracted. */
export const listEvents = query({
  name: 'training.list',
  summary: words('Hội nghị, khóa đào tạo đã tổ chức', 'Events that were held'),
  route: 'GET /training',
  input: z.object({
    ...listInput(['date', 'participants', 'experts', 'title', 'kind', 'place']),
    kind: optionalChoice(eventKinds.keys),
    year: optionalYear(),
    state: optionalChoice(['counted', 'retracted']),
    ...takenOverInput,
    ...plansInput,
  }),
  output: listOutput(EventRow),
  may: staff,
  async run({ db, planId, actor }, input) {
    let rows = eventRows(db, actor).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.kind !== undefined) rows = rows.where('e.kind', '=', input.kind)
    if (input.year !== undefined) {
      rows = rows
        .where('e.heldOn', '>=', `${input.year}-01-01`)
        .where('e.heldOn', '<=', `${input.year}-12-31`)
    }
    if (input.state === 'counted') rows = rows.where('e.retractedOn', 'is', null)
    if (input.state === 'retracted') rows = rows.where('e.retractedOn', 'is not', null)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('e.search', 'like', pattern)
    const page = await pageOf(
      rows.where(takenOverWanted('training_event', 'e.id', input.takenOver)),
      input,
      {
        date: { column: 'e.heldOn', value: (row) => row.heldOn, direction: 'desc' },
        participants: { column: 'e.participants', value: (row) => row.participants, direction: 'desc' },
        experts: { column: 'e.experts', value: (row) => row.experts, direction: 'desc' },
        title: { column: 'e.title', value: (row) => row.title },
        kind: { column: 'e.kind', value: (row) => row.kind },
        place: { column: 'e.place', value: (row) => row.place },
      },
      'e.id',
    )
    return { ...page, rows: page.rows.map(eventRow) }
  },
})

/** One event. */
export const showEvent = query({
  name: 'training.show',
  summary: words('Một sự kiện', 'One event'),
  route: 'GET /training/{id}',
  input: z.object({ id: id() }),
  output: EventRow.extend({ takenOver: TakenOver }),
  may: [...staff, 'participant'],
  async run({ db, actor }, input) {
    const row = await eventRows(db, actor)
      .where('e.id', '=', input.id)
      .where((or) => or.or([sql<boolean>`${holds(actor, staff)}`, ofMatter(actor, 'training_event', 'e.id')]))
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('sự kiện', 'Event'))
    return { ...eventRow(row), takenOver: await takenOver(db, actor, 'training_event', row.id) }
  },
})

/** For each kind and year of every plan, or of those asked for: how many events count, who took part, how many experts were trained. */
export const countEvents = query({
  name: 'training.counts',
  summary: words('Số sự kiện theo loại và năm', 'Events by kind and year'),
  route: 'GET /training/counts',
  input: z.object(plansInput),
  output: z.object({
    years: z.array(z.int()),
    rows: z.array(
      z.object({
        kind: eventKinds.schema,
        year: z.int(),
        events: z.int(),
        participants: z.int(),
        experts: z.int(),
      }),
    ),
  }),
  may: staff,
  async run({ db, planId }, input) {
    const wanted = plansWanted(planId, input.plan)
    const { rows } = await sql<{
      kind: EventKind
      year: number
      events: number
      participants: number
      experts: number
    }>`
      SELECT kind, year, sum(events)::int AS events, sum(participants)::int AS participants, sum(experts)::int AS experts
        FROM training_tally WHERE ${ofPlans('planId', wanted)} AND events > 0 GROUP BY kind, year ORDER BY kind, year`.execute(
      db,
    )
    return { years: await yearsOfPlans(db, wanted), rows }
  },
})
