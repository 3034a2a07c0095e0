import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, actsFor, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { flag, id, optionalChoice, optionalId, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { readableFile } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { answerOf } from './by-request.ts'
import { carrierOf, noReport, tasksOf } from './commands.ts'
import { deedFields, recurrences, reportFields } from './fields.ts'
import { Held, heldOf } from './held.ts'
import { standingStates } from './rules.ts'

export const ReportRow = z.object({
  id: z.int(),
  planId: z.int(),
  plan: z.string(),
  /** The section of the duty and its words. */
  code: z.string(),
  text: z.string(),
  textEn: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  recurrence: recurrences.schema,
  year: z.int(),
  period: z.int(),
  fromOn: z.iso.date(),
  dueOn: z.iso.date(),
  state: standingStates.schema,
  /** Not in, and its day is over. */
  late: z.boolean(),
  /** The report of a request by which it is answered; null: it is asked for by itself. */
  answerId: z.int().nullable(),
  ...reportFields.row,
  reportedOn: z.iso.date().nullable(),
  settledOn: z.iso.date().nullable(),
  deeds: z.int(),
  version: z.int(),
})
export type ReportRow = z.infer<typeof ReportRow>

/** The reports with who has each on a day. */
export function standingReports(db: Db, day: string) {
  return db
    .selectFrom((base) =>
      base
        .selectFrom('standingReport as s')
        .innerJoin('duty as d', 'd.id', 's.dutyId')
        .innerJoin('plan as p', 'p.id', 'd.planId')
        .innerJoin('agency as a', (join) => join.on('a.id', '=', carrierOf('s', day)))
        .select(['s.id', 'd.planId', 'p.number as plan', 'd.code', 'd.text', 'd.textEn', 'd.ord'])
        .select(['a.id as agencyId', 'a.name as agency', 'a.nameEn as agencyEn'])
        .select(['s.recurrence', 's.year', 's.period', 's.fromOn', 's.dueOn', 's.state', 's.version'])
        .select(answerOf(day).as('answerId'))
        .select(
          sql<boolean>`s.state IN ('asked', 'returned') AND s.due_on < ${day}::date AND ${answerOf(day)} IS NULL`.as(
            'late',
          ),
        )
        .select([...reportFields.select('s'), 's.reportedOn', 's.reportedBy', 's.remark', 's.settledOn'])
        .select(['s.settledBy', 's.held'])
        .select(sql<number>`(SELECT count(*)::int FROM standing_deed x WHERE x.report_id = s.id)`.as('deeds'))
        .as('w'),
    )
    .selectAll()
}

const rowOf = (row: InferResult<ReturnType<typeof standingReports>>[number]): ReportRow => {
  const { ord: _place, held: _held, remark: _remark, reportedBy: _who, settledBy: _other, ...rest } = row
  return rest
}

/** The reports on standing duties of every plan, or of those asked for, by the day they are due. */
export const listStanding = query({
  name: 'standing.list',
  summary: words('Báo cáo nhiệm vụ thường xuyên', 'Reports on standing duties'),
  route: 'GET /standing-reports',
  input: z.object({
    ...listInput(['due', 'code', 'agency', 'reportedOn']),
    agencyId: optionalId(),
    state: optionalChoice([...standingStates.keys, 'late']),
    year: optionalYear(),
    code: optionalText(40),
    /** Only those in which nothing was done. */
    nothing: flag(),
    ...plansInput,
  }),
  output: listOutput(ReportRow),
  may: staff,
  async run({ db, today, planId }, input) {
    let rows = standingReports(db, today).where(ofPlans('w.planId', plansWanted(planId, input.plan)))
    if (input.agencyId !== undefined) rows = rows.where('w.agencyId', '=', input.agencyId)
    if (input.year !== undefined) rows = rows.where('w.year', '=', input.year)
    if (input.code !== undefined) rows = rows.where('w.code', '=', input.code)
    if (input.nothing) rows = rows.where('w.nothing', '=', true)
    if (input.state === 'late') rows = rows.where('w.late', '=', true)
    else if (input.state !== undefined) rows = rows.where('w.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(w.code || ' ' || w.text || ' ' || w.agency || ' ' || coalesce(w.done, '')) LIKE ${pattern}`,
      )
    const page = await pageOf(
      rows,
      input,
      {
        due: byDay('w.dueOn', (row) => row.dueOn),
        code: { column: 'w.code', value: (row) => row.code },
        agency: byText('w.agency', (row) => row.agency),
        reportedOn: byDay('w.reportedOn', (row) => row.reportedOn),
      },
      'w.id',
    )
    return { ...page, rows: page.rows.map(rowOf) }
  },
})

const Deed = z.object({
  id: z.int(),
  ...deedFields.row,
  /** Null where there is none, or where the reader may not open it. */
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
})

const Sentence = z.object({
  key: z.string(),
  code: z.string(),
  words: z.object({ vi: z.string(), en: z.string() }),
})

const Report = ReportRow.extend({
  reportedBy: z.string().nullable(),
  remark: z.string().nullable(),
  settledBy: z.string().nullable(),
  /** What the program holds of the agency in the period: as it stood when the report was sent, or stands now. */
  held: z.array(Held),
  ofDeeds: z.array(Deed),
  /** The sentences of the plan's tasks that a deed may name. */
  tasks: z.array(Sentence),
  /** Whether the reader writes it. */
  mine: z.boolean(),
  /** Whether the reader may open the report of the request. */
  opensAnswer: z.boolean(),
})
export type Report = z.infer<typeof Report>

async function deedsOf(db: Db, actor: Actor, reportId: number): Promise<z.infer<typeof Deed>[]> {
  const rows = await db
    .selectFrom('standingDeed as x')
    .leftJoin('file', 'file.id', 'x.fileId')
    .select(['x.id', ...deedFields.select('x'), 'file.name as fileName'])
    .select(sql<boolean>`file.id IS NOT NULL AND ${readableFile(actor)}`.as('opens'))
    .where('x.reportId', '=', reportId)
    .orderBy('x.id')
    .execute()
  return rows.map(({ fileName, opens, ...row }) => ({
    ...row,
    file: opens && row.fileId !== null && fileName !== null ? { id: row.fileId, name: fileName } : null,
  }))
}

/** One report: the duty, the period, what was done, what the program holds of the agency, and what the coordinator said. */
export const showStanding = query({
  name: 'standing.show',
  summary: words('Một báo cáo nhiệm vụ thường xuyên', 'One report on a standing duty'),
  route: 'GET /standing-reports/{id}',
  input: z.object({ id: id() }),
  output: Report,
  may: staff,
  async run(context, input) {
    const { db, actor, today } = context
    const row = await standingReports(db, today).where('w.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noReport()
    const open = row.state === 'asked' || row.state === 'returned'
    const held = open ? await heldOf(db, row.agencyId, row, today) : z.array(Held).parse(row.held)
    const writes = actor.grants.has('coordinator') || actsFor(actor, row.agencyId)
    return {
      ...rowOf(row),
      ...{ reportedBy: row.reportedBy, remark: row.remark, settledBy: row.settledBy, held },
      ofDeeds: await deedsOf(db, actor, row.id),
      tasks: await tasksOf(context, row.id),
      opensAnswer:
        row.answerId !== null && (writes || actor.grants.has('leader') || actor.grants.has('auditor')),
      mine: open && writes && !actor.grants.has('leader') && !actor.grants.has('auditor'),
    }
  },
})

/** The years of an agency: its dated work and its reports on standing duties, counted. */
export const agencyYears = query({
  name: 'standing.years',
  summary: words('Các năm của một cơ quan', 'The years of an agency'),
  route: 'GET /agencies/{id}/years',
  input: z.object({ id: id() }),
  output: z.array(
    z.object({
      year: z.int(),
      dated: z.int(),
      done: z.int(),
      asked: z.int(),
      /** In: to be looked at, or accepted. */
      reported: z.int(),
      nothing: z.int(),
      accepted: z.int(),
      late: z.int(),
    }),
  ),
  may: staff,
  run: ({ db, today }: Context, input) => yearsOf(db, today, input.id),
})

async function yearsOf(db: Db, today: string, agencyId: number) {
  const { rows } = await sql<{
    year: number
    dated: number
    done: number
    asked: number
    reported: number
    nothing: number
    accepted: number
    late: number
  }>`
    SELECT year, sum(dated)::int AS dated, sum(done)::int AS done, sum(asked)::int AS asked, sum(reported)::int AS reported,
           sum(nothing)::int AS nothing, sum(accepted)::int AS accepted, sum(late)::int AS late
      FROM (
        SELECT year, 1 AS dated, (done_on IS NOT NULL)::int AS done, 0 AS asked, 0 AS reported, 0 AS nothing, 0 AS accepted, 0 AS late
          FROM duty_item
         WHERE CASE WHEN done_on IS NULL THEN agency_on(agency_id, ${today}::date) ELSE agency_id END = ${agencyId}
           AND due_on <= make_date(extract(year FROM ${today}::date)::int, 12, 31)
        UNION ALL
        SELECT w.year, 0, 0, 1, (w.state IN ('reported', 'accepted'))::int, (w.state IN ('reported', 'accepted') AND w.nothing)::int,
               (w.state = 'accepted')::int, w.late::int
          FROM (${standingReports(db, today)}) w WHERE w.agency_id = ${agencyId}) x
     GROUP BY year ORDER BY year DESC`.execute(db)
  return rows
}
