import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { notFound } from '../../platform/problem.ts'
import { readableFile } from '../../platform/sight.ts'
import { fold } from '../../platform/text.ts'
import { completionFields, conclusionFields, conclusionStates, minutesFields } from './fields.ts'

const ConclusionRow = z.object({
  id: z.int(),
  eventId: z.int(),
  number: z.int(),
  ...conclusionFields.row,
  agencyId: z.int(),
  agency: z.string(),
  event: z.string(),
  heldOn: z.iso.date(),
  plan: z.string(),
  state: conclusionStates.schema,
  /** Whether its day is past and it is not carried out. */
  late: z.boolean(),
  doneOn: completionFields.row.doneOn,
  result: completionFields.row.result,
  version: z.int(),
})
export type ConclusionRow = z.infer<typeof ConclusionRow>

const late = (today: string) => sql<boolean>`(c.state = 'open' AND c.due_on < ${today}::date)`

const conclusionRows = (db: Db, today: string) =>
  db
    .selectFrom('eventConclusion as c')
    .innerJoin('plannedEvent as e', 'e.id', 'c.eventId')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .innerJoin('agency as a', 'a.id', 'c.agencyId')
    .select(['c.id', 'c.eventId', 'c.number', ...conclusionFields.select('c'), 'c.agencyId'])
    .select(['a.name as agency', 'e.title as event', 'e.startsOn as heldOn', 'p.number as plan', 'c.state'])
    .select(['c.doneOn', 'c.result', 'c.version'])
    .select(late(today).as('late'))

/** The conclusions of events, those to be carried out soonest first. */
export const listConclusions = query({
  name: 'events.conclusions',
  summary: words('Kết luận của các sự kiện', 'Conclusions of events'),
  route: 'GET /event-conclusions',
  input: z.object({
    ...listInput(['due', 'done']),
    state: optionalChoice([...conclusionStates.keys, 'late']),
    agencyId: optionalId(),
    eventId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(ConclusionRow),
  may: staff,
  run({ db, planId, today }, input) {
    let rows = conclusionRows(db, today).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state !== undefined) rows = rows.where('c.state', '=', input.state)
    if (input.agencyId !== undefined) rows = rows.where('c.agencyId', '=', input.agencyId)
    if (input.eventId !== undefined) rows = rows.where('c.eventId', '=', input.eventId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(c.search LIKE ${pattern} OR e.search LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        due: { column: 'c.dueOn', value: (row) => row.dueOn },
        done: byDay('c.doneOn', (row) => row.doneOn),
      },
      'c.id',
    )
  },
})

/** One conclusion with what came of it. */
export const showConclusion = query({
  name: 'events.conclusion',
  summary: words('Một kết luận của sự kiện', 'One conclusion of an event'),
  route: 'GET /event-conclusions/{id}',
  input: z.object({ id: id() }),
  output: ConclusionRow.extend({
    enteredOn: z.iso.date(),
    remark: z.string().nullable(),
    settledOn: z.iso.date().nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
  }),
  may: staff,
  async run({ db, today, actor }, input) {
    const row = await conclusionRows(db, today)
      .leftJoin('file', 'file.id', 'c.fileId')
      .select(['c.enteredOn', 'c.remark', 'c.settledOn'])
      .select(
        sql<{ id: number; name: string } | null>`CASE WHEN file.id IS NOT NULL AND ${readableFile(actor)}
          THEN jsonb_build_object('id', file.id, 'name', file.name) END`.as('file'),
      )
      .where('c.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('kết luận của sự kiện', 'Conclusion of an event'))
    return row
  },
})
export type ShownConclusion = z.infer<typeof showConclusion.output>

/** The minutes of an event; null while none are written. */
export const showMinutes = query({
  name: 'events.minutes',
  summary: words('Biên bản sự kiện', 'Minutes of an event'),
  route: 'GET /events/{id}/minutes',
  input: z.object({ id: id() }),
  output: z.object({
    minutes: z.object({ ...minutesFields.row, writtenOn: z.iso.date(), version: z.int() }).nullable(),
  }),
  may: staff,
  async run({ db }, input) {
    const minutes = await db
      .selectFrom('eventMinutes as m')
      .select([...minutesFields.select('m'), 'm.writtenOn', 'm.version'])
      .where('m.eventId', '=', input.id)
      .executeTakeFirst()
    return { minutes: minutes ?? null }
  },
})
