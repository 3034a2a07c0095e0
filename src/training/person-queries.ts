import { sql } from 'kysely'
import { z } from 'zod'
import { TakenOver, takenOver, takenOverInput, takenOverWanted } from '../imports/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { personFields, trainingOutcomes } from './person-fields.ts'
import { eventKinds } from './rules.ts'

const PersonRow = z.object({
  id: z.int(),
  ...personFields.row,
  /** The enterprise of the register where the person worked; null: none that the register has. */
  enterprise: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** The person's record in the register. */
  personId: z.int().nullable(),
  event: z.object({ id: z.int(), title: z.string(), kind: eventKinds.schema, heldOn: z.iso.date() }),
  planId: z.int(),
  /** The number of the plan for which the event counts. */
  plan: z.string(),
})
export type PersonRow = z.infer<typeof PersonRow>

function personRows(db: Db) {
  return db
    .selectFrom('trainedPerson as t')
    .innerJoin('trainingEvent as e', 'e.id', 't.eventId')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .leftJoin('enterprise as n', 'n.id', 't.enterpriseId')
    .select([
      't.id',
      ...personFields.select('t'),
      't.personId',
      't.enterpriseId',
      'n.name as enterpriseName',
      't.eventId',
      'e.title',
      'e.kind',
      'e.heldOn',
      'e.planId',
      'p.number as plan',
    ])
}
type Selected = Awaited<ReturnType<ReturnType<typeof personRows>['executeTakeFirstOrThrow']>>

function personRow({
  enterpriseId,
  enterpriseName,
  eventId,
  title,
  kind,
  heldOn,
  ...row
}: Selected): PersonRow {
  return {
    ...row,
    enterprise:
      enterpriseId === null || enterpriseName === null ? null : { id: enterpriseId, name: enterpriseName },
    event: { id: eventId, title, kind, heldOn },
  }
}

/** Who was trained, by the lists of courses and of trainings of experts, the latest first. Officers read it: it names persons. */
export const listPersons = query({
  name: 'training.persons',
  summary: words('Người được đào tạo', 'Persons trained'),
  route: 'GET /trained-persons',
  input: z.object({
    ...listInput(['id', 'name']),
    eventId: optionalId(),
    enterpriseId: optionalId(),
    kind: optionalChoice(eventKinds.keys),
    outcome: optionalChoice(trainingOutcomes.keys),
    year: optionalYear(),
    ...takenOverInput,
    ...plansInput,
  }),
  output: listOutput(PersonRow),
  may: officers,
  async run({ db, planId }, input) {
    let rows = personRows(db).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.eventId !== undefined) rows = rows.where('t.eventId', '=', input.eventId)
    if (input.enterpriseId !== undefined) rows = rows.where('t.enterpriseId', '=', input.enterpriseId)
    if (input.kind !== undefined) rows = rows.where('e.kind', '=', input.kind)
    if (input.outcome !== undefined) rows = rows.where('t.outcome', '=', input.outcome)
    if (input.year !== undefined) {
      rows = rows
        .where('e.heldOn', '>=', `${input.year}-01-01`)
        .where('e.heldOn', '<=', `${input.year}-12-31`)
    }
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('t.search', 'like', pattern)
    const page = await pageOf(
      rows.where(takenOverWanted('trained_person', 't.id', input.takenOver)),
      input,
      {
        id: { column: 't.id', value: (row) => row.id, direction: 'desc' },
        name: { column: 't.name', value: (row) => row.name },
      },
      't.id',
    )
    return { ...page, rows: page.rows.map(personRow) }
  },
})

/** One person who was trained, with where the record comes from. */
export const showPerson = query({
  name: 'training.showPerson',
  summary: words('Một người được đào tạo', 'One person who was trained'),
  route: 'GET /trained-persons/{id}',
  input: z.object({ id: id() }),
  output: PersonRow.extend({ takenOver: TakenOver }),
  may: officers,
  async run({ db, actor }, input) {
    const row = await personRows(db).where('t.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('người được đào tạo', 'Person trained'))
    return { ...personRow(row), takenOver: await takenOver(db, actor, 'trained_person', row.id) }
  },
})

/** How many persons the lists of an event name: where these are fewer than took part, a list is still missing. */
export const countPersons = query({
  name: 'training.personCounts',
  summary: words('Số người được đào tạo theo sự kiện', 'Persons named, by event'),
  route: 'GET /training/{id}/persons',
  input: z.object({ id: id() }),
  output: z.object({ persons: z.int(), certified: z.int(), experts: z.int() }),
  may: officers,
  async run({ db }, input) {
    const row = await db
      .selectFrom('trainedPerson')
      .select([
        sql<number>`count(*)::int`.as('persons'),
        sql<number>`(count(*) FILTER (WHERE outcome = 'certified'))::int`.as('certified'),
        sql<number>`(count(*) FILTER (WHERE outcome = 'expert'))::int`.as('experts'),
      ])
      .where('eventId', '=', input.id)
      .executeTakeFirstOrThrow()
    return row
  },
})
