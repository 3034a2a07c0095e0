import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/queries.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { countOf, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { eventKinds } from './rules.ts'

const EventRow = z.object({
  id: z.int(),
  kind: z.enum(eventKinds),
  title: z.string(),
  heldOn: z.string(),
  endedOn: z.string().nullable(),
  place: z.string(),
  participants: z.int(),
  experts: z.int(),
  retractedOn: z.string().nullable(),
  retraction: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }),
})

const eventSelect = (db: Db) =>
  db
    .selectFrom('training_event')
    .innerJoin('file', 'file.id', 'training_event.file_id')
    .select([
      'training_event.id',
      sql<(typeof eventKinds)[number]>`training_event.kind`.as('kind'),
      'training_event.title',
      'training_event.held_on as heldOn',
      'training_event.ended_on as endedOn',
      'training_event.place',
      'training_event.participants',
      'training_event.experts',
      'training_event.retracted_on as retractedOn',
      sql<
        string | null
      >`(SELECT f.retraction FROM fact f WHERE f.record_type = 'training_event' AND f.record_id = training_event.id
                           ORDER BY f.id DESC LIMIT 1)`.as('retraction'),
      sql<{ id: number; name: string }>`jsonb_build_object('id', file.id, 'name', file.name)`.as('file'),
    ])

/** Conferences, courses and trainings of experts that were held. */
export const listEvents = query({
  name: 'training.list',
  summary: { vi: 'Hội nghị, hội thảo, khoá đào tạo', en: 'Conferences and courses' },
  route: 'GET /training',
  input: z.object({
    ...listInput(['heldOn']),
    kind: optionalChoice(eventKinds),
    year: optionalYear(),
    state: optionalChoice(['counted', 'retracted']),
  }),
  output: listOutput(EventRow),
  may: staff,
  async run({ db }, input) {
    const plan = await activePlan(db)
    let select = eventSelect(db).where('training_event.plan_id', '=', plan.id)
    if (input.kind !== undefined) select = select.where('training_event.kind', '=', input.kind)
    if (input.state !== undefined)
      select = select.where('training_event.retracted_on', input.state === 'counted' ? 'is' : 'is not', null)
    if (input.year !== undefined) {
      select = select
        .where('training_event.held_on', '>=', `${input.year}-01-01`)
        .where('training_event.held_on', '<=', `${input.year}-12-31`)
    }
    for (const pattern of searchPatterns(input.q, fold)) {
      select = select.where(sql<boolean>`training_event.search LIKE ${pattern}`)
    }
    const page = await pageOf<z.output<typeof EventRow>>(
      select,
      input,
      { heldOn: { column: 'training_event.held_on', value: (row) => row.heldOn, direction: 'desc' } },
      'training_event.id',
    )
    return { ...page, total: await countOf(db, select) }
  },
})

/** One event. */
export const showEvent = query({
  name: 'training.show',
  summary: { vi: 'Một sự kiện', en: 'One event' },
  route: 'GET /training/{id}',
  input: z.object({ id: id() }),
  output: EventRow,
  may: staff,
  async run({ db }, input) {
    const event = await eventSelect(db).where('training_event.id', '=', input.id).executeTakeFirst()
    if (event === undefined) throw notFound({ vi: 'sự kiện', en: 'Event' })
    return event
  },
})
