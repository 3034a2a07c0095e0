import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import {
  consentWays,
  employerFields,
  employerKinds,
  personRoles,
  registerFields,
  trainingOutcomes,
} from '../training/index.ts'
import { noPerson } from './commands.ts'
import { doubleGrounds } from './doubles.ts'

const Named = z.object({ id: z.int(), name: z.string() })
const Person = z.object({
  id: z.int(),
  ...registerFields.row,
  ...employerFields.row,
  /** The enterprise or agency of the register, else the name of the workplace. */
  employer: z.string().nullable(),
  enterprise: Named.nullable(),
  /** That of the enterprise. */
  taxCode: z.string().nullable(),
  agency: Named.nullable(),
  consentedOn: z.iso.date().nullable(),
  consentWay: consentWays.schema.nullable(),
  consentWithdrawnOn: z.iso.date().nullable(),
  /** Whether the person may serve as a trainer today. */
  trains: z.boolean(),
  trainsSince: z.iso.date().nullable(),
  /** Lists of courses that name the person, and those on which the person was trained as an expert; retracted events count in neither. */
  trainings: z.int(),
  expertTrainings: z.int(),
  lastTrainedOn: z.iso.date().nullable(),
  /** How many records may be of the same person. */
  doubles: z.int(),
  knownOn: z.iso.date(),
  version: z.int(),
})
export type PersonOfRegister = z.infer<typeof Person>

/** The lines of courses of a person `p`, with those of the records merged into it. */
const lines = sql`trained_person t JOIN person x ON x.id = t.person_id JOIN training_event e ON e.id = t.event_id
  WHERE coalesce(x.merged_into, x.id) = p.id AND e.retracted_on IS NULL`
const trains = sql<boolean>`(p.trains_since IS NOT NULL AND p.trains_ended_on IS NULL)`
const doubled = sql<boolean>`EXISTS (SELECT FROM person_double d WHERE p.id IN (d.first_id, d.second_id))`

const personRows = (db: Db) =>
  db
    .selectFrom('person as p')
    .leftJoin('enterprise as n', 'n.id', 'p.enterpriseId')
    .leftJoin('agency as a', 'a.id', 'p.agencyId')
    .select(['p.id', ...registerFields.select('p'), ...employerFields.select('p'), 'p.knownOn', 'p.version'])
    .select(['p.consentedOn', 'p.consentWay', 'p.consentWithdrawnOn', 'p.trainsSince'])
    .select([
      'n.id as enterpriseId',
      'n.name as enterpriseName',
      'n.taxCode',
      'a.id as agencyId',
      'a.name as agencyName',
      trains.as('trains'),
      sql<number>`(SELECT count(*)::int FROM ${lines})`.as('trainings'),
      sql<number>`(SELECT count(*)::int FROM ${lines} AND t.outcome = 'expert')`.as('expertTrainings'),
      sql<
        string | null
      >`(SELECT to_char(max(coalesce(e.ended_on, e.held_on)), 'YYYY-MM-DD') FROM ${lines})`.as(
        'lastTrainedOn',
      ),
      sql<number>`(SELECT count(*)::int FROM person_double d WHERE p.id IN (d.first_id, d.second_id))`.as(
        'doubles',
      ),
    ])
type Selected = Awaited<ReturnType<ReturnType<typeof personRows>['executeTakeFirstOrThrow']>>

const named = (of: number | null, name: string | null) =>
  of === null || name === null ? null : { id: of, name }
function read({ enterpriseId, enterpriseName, agencyId, agencyName, ...row }: Selected): PersonOfRegister {
  return {
    ...row,
    employer: enterpriseName ?? agencyName ?? row.workplace,
    enterprise: named(enterpriseId, enterpriseName),
    agency: named(agencyId, agencyName),
  }
}

/** The persons of the register; of those that were merged, the one that goes on. Officers read it: it names persons. */
export const listPeople = query({
  name: 'people.list',
  summary: words('Chuyên gia, người được đào tạo', 'Experts and persons trained'),
  route: 'GET /people',
  input: z.object({
    ...listInput(['name', 'known']),
    role: optionalChoice(personRoles.keys),
    employerKind: optionalChoice([...employerKinds.keys, 'unknown']),
    /** `yes`: trained as an expert, which is what the plan counts. */
    expert: optionalChoice(['yes', 'no']),
    trains: optionalChoice(['yes', 'no']),
    consent: optionalChoice(['given', 'none', 'withdrawn']),
    doubles: optionalChoice(['yes']),
    expertiseId: optionalId(),
    enterpriseId: optionalId(),
    agencyId: optionalId(),
    eventId: optionalId(),
    /** A year in which the person was trained. */
    year: optionalYear(),
    /** The plan for which the training counts. */
    ofPlan: optionalId(),
  }),
  output: listOutput(Person),
  may: officers,
  async run({ db }, input) {
    let rows = personRows(db).where('p.mergedInto', 'is', null)
    const has = (condition: ReturnType<typeof sql>) =>
      sql<boolean>`EXISTS (SELECT FROM ${lines} AND ${condition})`
    if (input.role !== undefined) rows = rows.where('p.role', '=', input.role)
    if (input.employerKind === 'unknown') rows = rows.where('p.employerKind', 'is', null)
    else if (input.employerKind !== undefined) rows = rows.where('p.employerKind', '=', input.employerKind)
    // of one line of a course, not each of another
    const wanted = [
      ...(input.expert === 'yes' ? [sql`t.outcome = 'expert'`] : []),
      ...(input.year === undefined ? [] : [sql`extract(year FROM e.held_on) = ${input.year}`]),
      ...(input.ofPlan === undefined ? [] : [sql`e.plan_id = ${input.ofPlan}`]),
      ...(input.eventId === undefined ? [] : [sql`e.id = ${input.eventId}`]),
    ]
    if (wanted.length > 0) rows = rows.where(has(sql.join(wanted, sql` AND `)))
    if (input.expert === 'no') rows = rows.where(sql<boolean>`NOT ${has(sql`t.outcome = 'expert'`)}`)
    if (input.trains !== undefined) rows = rows.where(trains, '=', input.trains === 'yes')
    if (input.consent === 'withdrawn') rows = rows.where('p.consentWithdrawnOn', 'is not', null)
    if (input.consent === 'given')
      rows = rows.where('p.consentedOn', 'is not', null).where('p.consentWithdrawnOn', 'is', null)
    if (input.consent === 'none')
      rows = rows.where('p.consentedOn', 'is', null).where('p.consentWithdrawnOn', 'is', null)
    if (input.doubles !== undefined) rows = rows.where(doubled)
    if (input.expertiseId !== undefined)
      rows = rows.where(
        sql<boolean>`EXISTS (SELECT FROM person_expertise f JOIN person x ON x.id = f.person_id
          WHERE coalesce(x.merged_into, x.id) = p.id AND f.expertise_id = ${input.expertiseId})`,
      )
    if (input.enterpriseId !== undefined) rows = rows.where('p.enterpriseId', '=', input.enterpriseId)
    if (input.agencyId !== undefined) rows = rows.where('p.agencyId', '=', input.agencyId)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('p.search', 'like', pattern)
    const page = await pageOf(
      rows,
      input,
      {
        name: byText('p.name', (row) => row.name),
        known: byDay('p.knownOn', (row) => row.knownOn),
      },
      'p.id',
    )
    return { ...page, rows: page.rows.map(read) }
  },
})

const Training = z.object({
  id: z.int(),
  eventId: z.int(),
  title: z.string(),
  heldOn: z.iso.date(),
  outcome: trainingOutcomes.schema,
  certificateNumber: z.string().nullable(),
  retracted: z.boolean(),
  file: Named,
})
const Taught = z.object({ eventId: z.int(), title: z.string(), heldOn: z.iso.date(), trained: z.int() })
const Like = Named.extend({
  employer: z.string().nullable(),
  ground: doubleGrounds.schema,
  email: z.string().nullable(),
  phone: z.string().nullable(),
})

/** One person with trainings and their proof, whom the person trained, fields, trainer, consent, likely doubles and what was merged. */
export const showPersonOfRegister = query({
  name: 'people.show',
  summary: words('Một người trong danh sách', 'One person of the register'),
  route: 'GET /people/{id}',
  input: z.object({ id: id() }),
  output: Person.extend({
    withdrawal: z.string().nullable(),
    trainsReason: z.string().nullable(),
    trainsFile: Named.nullable(),
    trainsEndedOn: z.iso.date().nullable(),
    trainsEndReason: z.string().nullable(),
    mergedInto: Named.nullable(),
    fields: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    lines: z.array(Training),
    taught: z.array(Taught),
    likely: z.array(Like),
    merged: z.array(
      Named.extend({
        employer: z.string().nullable(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
      }),
    ),
  }),
  may: officers,
  async run({ db }, input) {
    const row = await personRows(db)
      .leftJoin('file', 'file.id', 'p.trainsFileId')
      .leftJoin('person as m', 'm.id', 'p.mergedInto')
      .select(['p.withdrawal', 'p.trainsReason', 'p.trainsEndedOn', 'p.trainsEndReason'])
      .select(['file.id as fileId', 'file.name as fileName', 'm.id as mergedId', 'm.name as mergedName'])
      .where('p.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noPerson()
    const { fileId, fileName, mergedId, mergedName, ...rest } = row
    const { withdrawal, trainsReason, trainsEndedOn, trainsEndReason, ...person } = rest
    const group = sql`SELECT x.id FROM person x WHERE coalesce(x.merged_into, x.id) = ${input.id} OR x.id = ${input.id}`
    const { rows: fields } = await sql<{ id: number; name: string; nameEn: string }>`
      SELECT DISTINCT k.id, k.name, k.name_en FROM person_expertise f JOIN expertise k ON k.id = f.expertise_id
       WHERE f.person_id IN (${group}) ORDER BY k.name, k.id`.execute(db)
    const { rows: trainings } = await sql<z.infer<typeof Training>>`
      SELECT t.id, e.id AS event_id, e.title, e.held_on, t.outcome, t.certificate_number, e.retracted_on IS NOT NULL AS retracted,
             jsonb_build_object('id', i.id, 'name', i.name) AS file
        FROM trained_person t JOIN training_event e ON e.id = t.event_id JOIN file i ON i.id = e.file_id
       WHERE t.person_id IN (${group}) ORDER BY e.held_on DESC, t.id DESC`.execute(db)
    const { rows: taught } = await sql<z.infer<typeof Taught>>`
      SELECT e.id AS event_id, e.title, e.held_on, (SELECT count(*)::int FROM trained_person t WHERE t.event_id = e.id) AS trained
        FROM training_event e WHERE e.retracted_on IS NULL AND e.id IN (SELECT g.event_id FROM person_taught g WHERE g.person_id IN (${group}))
       ORDER BY e.held_on DESC, e.id DESC`.execute(db)
    const employer = sql`coalesce((SELECT n.name FROM enterprise n WHERE n.id = o.enterprise_id), (SELECT a.name FROM agency a WHERE a.id = o.agency_id), o.workplace)`
    const { rows: likely } = await sql<z.infer<typeof Like>>`
      SELECT o.id, o.name, ${employer} AS employer, d.ground, o.email, o.phone
        FROM person_double d JOIN person o ON o.id = CASE WHEN d.first_id = ${input.id} THEN d.second_id ELSE d.first_id END
       WHERE ${input.id} IN (d.first_id, d.second_id) ORDER BY o.id`.execute(db)
    const { rows: merged } = await sql<{
      id: number
      name: string
      employer: string | null
      email: string | null
      phone: string | null
    }>`SELECT o.id, o.name, ${employer} AS employer, o.email, o.phone FROM person o WHERE o.merged_into = ${input.id} ORDER BY o.id`.execute(
      db,
    )
    return {
      ...read(person),
      ...{ withdrawal, trainsReason, trainsEndedOn, trainsEndReason },
      trainsFile: named(fileId, fileName),
      mergedInto: named(mergedId, mergedName),
      ...{ fields, lines: trainings, taught, likely, merged },
    }
  },
})
export type ShownPerson = z.infer<typeof showPersonOfRegister.output>
