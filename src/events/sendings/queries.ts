import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { type Actor, holds, staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId } from '../../platform/fields.ts'
import { File, fileOf } from '../../platform/file-of.ts'
import { words } from '../../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { listReaders } from '../registration/queries.ts'
import { noNominee } from './commands.ts'
import {
  callFields,
  callStates,
  nomineeFields,
  nomineeStates,
  returnFields,
  sendingFields,
  teachingFields,
} from './fields.ts'

const { fileId: _call, ...callRow } = callFields.row
/** The call of a course that others hold; null: the event is the programme's own. */
export const showCall = query({
  name: 'events.call',
  summary: words('Thông báo khóa do tổ chức khác mở', 'The call of a course that others hold'),
  route: 'GET /events/{id}/call',
  input: z.object({ id: id() }),
  output: z.object({
    call: z
      .object({
        ...callRow,
        ...sendingFields.row,
        passedOn: z.iso.date(),
        state: callStates.schema,
        file: File,
        decisionFile: File,
        named: z.int(),
        sent: z.int(),
        version: z.int(),
      })
      .nullable(),
  }),
  may: staff,
  async run({ db, actor }, input) {
    const call = await db
      .selectFrom('eventCall as c')
      .select(['c.organiser', 'c.documentNumber', 'c.nominateBy', 'c.seats', 'c.passedOn', 'c.state'])
      .select(['c.version', ...sendingFields.select('c')])
      .select([fileOf(actor, 'c.fileId').as('file'), fileOf(actor, 'c.decisionFileId').as('decisionFile')])
      .select([
        sql<number>`(SELECT count(*)::int FROM event_nominee n WHERE n.event_id = c.id)`.as('named'),
        sql<number>`(SELECT count(*)::int FROM event_nominee n WHERE n.event_id = c.id AND n.state NOT IN ('named', 'left'))`.as(
          'sent',
        ),
      ])
      .where('c.id', '=', input.id)
      .executeTakeFirst()
    return { call: call ?? null }
  },
})

const { fileId: _report, ...reportRow } = returnFields.row
const NomineeRow = z.object({
  id: z.int(),
  eventId: z.int(),
  event: z.string(),
  plan: z.string(),
  organiser: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  ...nomineeFields.row,
  state: nomineeStates.schema,
  namedOn: z.iso.date(),
  reportBy: z.iso.date().nullable(),
  /** Whether the report is due and not there. */
  late: z.boolean(),
  ...reportRow,
  ...teachingFields.row,
  version: z.int(),
})
export type NomineeRow = z.infer<typeof NomineeRow>

const late = (today: string) => sql<boolean>`(n.state = 'sent' AND c.report_by < ${today}::date)`

/** Persons are read by the organiser, and by the agency that named them. */
const nomineeRows = (db: Db, today: string, actor: Actor) => {
  const rows = db
    .selectFrom('eventNominee as n')
    .innerJoin('eventCall as c', 'c.id', 'n.eventId')
    .innerJoin('plannedEvent as e', 'e.id', 'n.eventId')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .innerJoin('agency as a', 'a.id', 'n.agencyId')
    .select(['n.id', 'n.eventId', 'e.title as event', 'p.number as plan', 'c.organiser', 'n.agencyId'])
    .select(['a.name as agency', ...nomineeFields.select('n'), 'n.state', 'n.namedOn', 'c.reportBy'])
    .select(['n.reportedOn', 'n.report', ...teachingFields.select('n'), 'n.version'])
    .select(late(today).as('late'))
  return holds(actor, listReaders) ? rows : rows.where('n.agencyId', 'in', [0, ...actor.agencyIds])
}

/** Who was named for courses that others hold, sent, has reported and taught on. */
export const listNominees = query({
  name: 'events.nominees',
  summary: words('Người được giới thiệu, cử đi học', 'Who was named for courses and sent'),
  route: 'GET /event-nominees',
  input: z.object({
    ...listInput(['name', 'report']),
    state: optionalChoice([...nomineeStates.keys, 'late']),
    eventId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(NomineeRow),
  may: staff,
  run({ db, planId, today, actor }, input) {
    let rows = nomineeRows(db, today, actor).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state !== undefined) rows = rows.where('n.state', '=', input.state)
    if (input.eventId !== undefined) rows = rows.where('n.eventId', '=', input.eventId)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('n.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      { name: byText('n.name', (row) => row.name), report: byDay('c.reportBy', (row) => row.reportBy) },
      'n.id',
    )
  },
})

/** One person who was named. */
export const showNominee = query({
  name: 'events.nominee',
  summary: words('Một người được giới thiệu đi học', 'One who was named for a course'),
  route: 'GET /event-nominees/{id}',
  input: z.object({ id: id() }),
  output: NomineeRow.extend({ file: File }),
  may: staff,
  async run({ db, today, actor }, input) {
    const row = await nomineeRows(db, today, actor)
      .select(fileOf(actor, 'n.fileId').as('file'))
      .where('n.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noNominee()
    return row
  },
})
export type ShownNominee = z.infer<typeof showNominee.output>
