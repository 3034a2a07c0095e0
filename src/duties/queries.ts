import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import type { Holidays } from '../calendar/index.ts'
import { readHolidays, workingDeadline } from '../calendar/index.ts'
import {
  type Aside,
  effectiveEnd,
  isLate,
  itemState,
  itemStates,
  Moves,
  movesOf,
  ofPlans,
  plansInput,
  plansWanted,
  recurrences,
} from '../plan/index.ts'
import { actsFor, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { doneFields } from './fields.ts'
import { Heir, heirsOf } from './heirs.ts'
import {
  dayOffWords,
  periodWords,
  remindedUntil,
  reminderFor,
  reminderRanges,
  reminderSteps,
  timeLeft,
} from './rules.ts'

const WordsOut = z.object({ vi: z.string(), en: z.string() })

export const DutyRow = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of the plan that asks for it. */
  plan: z.string(),
  /** The plan's section; empty for work that was asked for without a duty of the plan. */
  code: z.string(),
  text: z.string(),
  textEn: z.string(),
  year: z.int(),
  /** What part of the year it is for. */
  period: WordsOut,
  dueOn: z.iso.date(),
  /** True: the due day itself is already late. */
  dueBefore: z.boolean(),
  /** The last working day on which it is in time. */
  workingOn: z.iso.date(),
  /** Why that is not the last day in time; null when it is. */
  dayOff: WordsOut.nullable(),
  /** How long there is still; null once done. */
  left: WordsOut.nullable(),
  reminder: z.enum(reminderSteps).nullable(),
  state: itemStates.schema,
  /** Done, but after its day. */
  doneLate: z.boolean(),
  doneOn: doneFields.row.doneOn,
  /** Who carries it now; once done, who did it. */
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  /** The agency that the plan names. */
  plannedAgencyId: z.int(),
  plannedAgency: z.string(),
  plannedAgencyEn: z.string(),
  note: doneFields.row.note,
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Work that was asked for: by whom, when, what more was said, and the words of the duty behind it. */
  request: z
    .object({
      by: z.string(),
      on: z.iso.date(),
      detail: z.string().nullable(),
      duty: WordsOut.nullable(),
    })
    .nullable(),
  /** Whether who asks may mark it as done. */
  mine: z.boolean(),
})
export type DutyRow = z.infer<typeof DutyRow>

const _recurrenceOf = z.enum(recurrences).nullable()

/**
 * Open work that is nobody's to do, and why. `history`: its last day lies before the installation's first day, or before
 * the day on which its plan was accepted here, so that it was done without this program; it may be entered. `passed`: the plan's own work of a year that the next plan counts.
 */
const asideOf = sql<Aside | null>`CASE
  WHEN di.done_on IS NOT NULL OR di.requested_by IS NOT NULL THEN NULL
  WHEN plan.state = 'replaced' AND di.due_on > ${effectiveEnd} THEN 'passed'
  WHEN di.due_on - di.due_before::int < greatest((SELECT first_day FROM installation), plan.kept_from) THEN 'history' END`

/** Dated work of all plans with who carries it on `day`: its agency or its successor; done work stays with who did it. */
export function dutyItems(db: Db, day: string) {
  return db
    .selectFrom((base) =>
      base
        .selectFrom('dutyItem as di')
        .leftJoin('duty as d', 'd.id', 'di.dutyId')
        .innerJoin('plan', (join) => join.on('plan.id', '=', sql<number>`coalesce(d.plan_id, di.plan_id)`))
        .innerJoin('agency as p', (join) =>
          join.on(
            'p.id',
            '=',
            sql<number>`CASE WHEN di.requested_by IS NULL THEN d.agency_id ELSE di.agency_id END`,
          ),
        )
        .innerJoin('agency as a', (join) =>
          join.on(
            'a.id',
            '=',
            sql<number>`CASE WHEN di.done_on IS NULL THEN agency_on(di.agency_id, ${day}::date) ELSE di.agency_id END`,
          ),
        )
        .leftJoin('file as f', 'f.id', 'di.fileId')
        .select([
          'di.id',
          'plan.id as planId',
          'plan.number as plan',
          asideOf.as('aside'),
          sql<string>`coalesce(d.code, '')`.as('code'),
          sql<string>`coalesce(di.title, d.text)`.as('text'),
          sql<string>`coalesce(di.title, d.text_en)`.as('textEn'),
          'd.text as dutyText',
          'd.textEn as dutyTextEn',
          'd.recurrence',
          'di.year',
          'di.period',
          'di.dueOn',
          'di.dueBefore',
          // the last day in time
          sql<string>`CASE WHEN di.due_before THEN di.due_on - 1 ELSE di.due_on END`.as('lastOn'),
          'di.doneOn',
          'a.id as agencyId',
          'a.name as agency',
          'a.nameEn as agencyEn',
          'p.id as plannedAgencyId',
          'p.name as plannedAgency',
          'p.nameEn as plannedAgencyEn',
          'di.note',
          'f.id as fileId',
          'f.name as fileName',
          'di.requestedBy',
          'di.requestedOn',
          'di.detail',
        ])
        .as('w'),
    )
    .selectAll()
}
type Item = InferResult<ReturnType<typeof dutyItems>>[number]

/** A row of `dutyItems` with what the calendar says of it. */
export function typed(row: Item, { actor, today }: Context, holidays: Holidays): DutyRow {
  const due = { on: row.dueOn, before: row.dueBefore }
  const item = { ...due, doneOn: row.doneOn, aside: row.aside }
  const mayMark = actor.grants.has('coordinator') || actsFor(actor, row.agencyId)
  const { id, planId, plan, code, text, textEn, year, dueOn, dueBefore, doneOn, note } = row
  const { agencyId, agency, agencyEn, plannedAgencyId, plannedAgency, plannedAgencyEn } = row
  return {
    ...{ id, planId, plan, code, text, textEn, year, dueOn, dueBefore, doneOn, note },
    ...{ agencyId, agency, agencyEn, plannedAgencyId, plannedAgency, plannedAgencyEn },
    period: periodWords({ recurrence: row.recurrence, year, period: row.period }),
    workingOn: workingDeadline(due, holidays),
    dayOff: dayOffWords(due, holidays),
    left: doneOn === null && row.aside === null ? timeLeft(due, today, holidays) : null,
    reminder: reminderFor(item, today, holidays),
    file: row.fileId === null || row.fileName === null ? null : { id: row.fileId, name: row.fileName },
    state: itemState(item, today),
    doneLate: doneOn !== null && isLate(due, doneOn),
    request:
      row.requestedBy === null || row.requestedOn === null
        ? null
        : {
            by: row.requestedBy,
            on: row.requestedOn,
            detail: row.detail,
            duty:
              row.dutyText === null || row.dutyTextEn === null
                ? null
                : { vi: row.dutyText, en: row.dutyTextEn },
          },
    mine: mayMark && doneOn === null && !actor.grants.has('leader') && !actor.grants.has('auditor'),
  }
}

/** Open, and somebody's to do. */
export const toDo = sql<boolean>`w.done_on IS NULL AND w.aside IS NULL`

/** The dated work of the agencies under every plan, or those asked for; by agency it is those who carry it now. */
export const listDuties = query({
  name: 'duties.list',
  summary: words('Nhiệm vụ của các cơ quan', 'Duties of agencies'),
  route: 'GET /duties',
  input: z.object({
    ...listInput(['due', 'code', 'text', 'agency', 'doneOn']),
    agencyId: optionalId(),
    state: optionalChoice(itemStates.keys),
    year: optionalYear(),
    reminder: optionalChoice(reminderSteps),
    kind: optionalChoice(['planned', 'requested']),
    ...plansInput,
  }),
  output: listOutput(DutyRow),
  may: staff,
  async run(context, input) {
    const { db, today, planId } = context
    const holidays = await readHolidays(db)
    let rows = dutyItems(db, today).where(ofPlans('w.planId', plansWanted(planId, input.plan)))
    if (input.agencyId !== undefined) rows = rows.where('w.agencyId', '=', input.agencyId)
    if (input.year !== undefined) rows = rows.where('w.year', '=', input.year)
    if (input.kind !== undefined)
      rows = rows.where('w.requestedBy', input.kind === 'planned' ? 'is' : 'is not', null)
    if (input.state === 'done') rows = rows.where('w.doneOn', 'is not', null)
    if (input.state === 'history' || input.state === 'passed') rows = rows.where('w.aside', '=', input.state)
    if (input.state === 'late') rows = rows.where(toDo).where('w.lastOn', '<', today)
    if (input.state === 'open') rows = rows.where(toDo).where('w.lastOn', '>=', today)
    if (input.reminder !== undefined) {
      const range = reminderRanges(today, holidays)[input.reminder]
      rows = rows.where(toDo)
      if (range === undefined) rows = rows.where(sql<boolean>`false`)
      else rows = rows.where('w.lastOn', '<=', range.to)
      if (range !== undefined && range.from !== null) rows = rows.where('w.lastOn', '>=', range.from)
    }
    for (const pattern of searchPatterns(input.q, fold)) {
      rows = rows.where(
        sql<boolean>`fold(w.code || ' ' || w.text || ' ' || w.text_en || ' ' || w.agency) LIKE ${pattern}`,
      )
    }
    const page = await pageOf(
      rows,
      input,
      {
        due: { column: 'w.dueOn', value: (row) => row.dueOn },
        code: { column: 'w.code', value: (row) => row.code },
        text: byText('w.text', (row) => row.text),
        agency: { column: 'w.agency', value: (row) => row.agency },
        doneOn: byDay('w.doneOn', (row) => row.doneOn),
      },
      'w.id',
    )
    return {
      ...page,
      rows: page.rows.map((row) => typed(row, context, holidays)),
    }
  },
})

/** One dated piece of work. */
export const showDuty = query({
  name: 'duties.show',
  summary: words('Một nhiệm vụ có thời hạn', 'One dated piece of work'),
  route: 'GET /duties/{id}',
  input: z.object({ id: id() }),
  output: DutyRow.extend({
    moves: Moves,
    /** The communes whose committees may carry it on, where its agency ended and several came of its unit. */
    heirs: z.array(Heir),
  }),
  may: staff,
  async run(context, input) {
    const row = await dutyItems(context.db, context.today).where('w.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('công việc', 'Work item'))
    return {
      ...typed(row, context, await readHolidays(context.db)),
      moves: await movesOf(context.db, 'duty_item', input.id),
      heirs: await heirsOf(context.db, input.id, context.today),
    }
  },
})

/** Whether somebody sees the dated work of every agency, not only that of the own one. */
const seesAllDuties = ({ grants }: Context['actor']) =>
  (['coordinator', 'leader', 'auditor', 'system'] as const).some((grant) => grants.has(grant))

/** Rows that a reminder list shows at most; the list page has the rest. */
const reminderRows = 8

/**
 * The open work that carries a reminder today, the most pressing first: an agency's own, everybody's for the coordinator,
 * leaders and auditors. For the front of the dashboard.
 */
async function dutyReminders(
  context: Context,
): Promise<{ rows: DutyRow[]; counts: Record<(typeof reminderSteps)[number], number> }> {
  const { db, actor, today, planId } = context
  const holidays = await readHolidays(db)
  let open = dutyItems(db, today)
    .where(ofPlans('w.planId', plansWanted(planId, undefined)))
    .where(toDo)
    .where('w.lastOn', '<=', remindedUntil(today, holidays))
  if (!seesAllDuties(actor)) open = open.where('w.agencyId', 'in', [0, ...actor.agencyIds])
  const rows = (await open.orderBy('w.lastOn').orderBy('w.id').execute()).map((row) =>
    typed(row, context, holidays),
  )
  const counts = { '30': 0, '7': 0, '1': 0, late: 0 }
  for (const row of rows) if (row.reminder !== null) counts[row.reminder]++
  return { rows: rows.filter((row) => row.reminder !== null).slice(0, reminderRows), counts }
}

/**
 * The open dated work for the front of the dashboard: the first by day, how much there is, how much is late, and how much carries a
 * reminder that its day comes. An agency's own; everybody's for those who see all.
 */
export async function openDuties(context: Context, most: number) {
  const { db, actor, today, planId } = context
  const { late: _late, ...soon } = reminderRanges(today, await readHolidays(db))
  const days = Object.values(soon).flatMap(({ from, to }) => [from ?? to, to])
  const [first, last] = [days.toSorted()[0] ?? null, days.toSorted().at(-1) ?? null]
  let open = dutyItems(db, today)
    .where(ofPlans('w.planId', plansWanted(planId, undefined)))
    .where(toDo)
  if (!seesAllDuties(actor) && actor.agencyIds.length > 0)
    open = open.where('w.agencyId', 'in', actor.agencyIds)
  const rows = await open
    .select([
      sql<number>`(count(*) OVER ())::int`.as('count'),
      sql<number>`(count(*) FILTER (WHERE w.last_on < ${today}::date) OVER ())::int`.as('late'),
      sql<number>`(count(*) FILTER (WHERE w.last_on BETWEEN ${first}::date AND ${last}::date) OVER ())::int`.as(
        'soon',
      ),
    ])
    .orderBy('w.dueOn')
    .orderBy('w.id')
    .limit(most)
    .execute()
  return { rows, count: rows[0]?.count ?? 0, late: rows[0]?.late ?? 0, soon: rows[0]?.soon ?? 0 }
}

/** The plans' open dated work, counted: somebody's to do, how much of it is late, and what is left to the next plan. */
export async function toDoByPlan(db: Db, today: string) {
  const { rows } = await sql<{ planId: number; open: number; late: number; passed: number }>`
    SELECT plan_id, count(*) FILTER (WHERE aside IS NULL)::int AS open,
           count(*) FILTER (WHERE aside IS NULL AND last_on < ${today}::date)::int AS late,
           count(*) FILTER (WHERE aside = 'passed')::int AS passed
      FROM (${dutyItems(db, today)}) AS w WHERE done_on IS NULL GROUP BY plan_id`.execute(db)
  return rows
}

/** `dutyReminders` for REST and the pages. */
export const remindDuties = query({
  name: 'duties.reminders',
  summary: words('Công việc đến kỳ nhắc', 'Work that carries a reminder today'),
  route: 'GET /duty-reminders',
  input: z.object({}),
  output: z.object({
    rows: z.array(DutyRow),
    counts: z.object({ '30': z.int(), '7': z.int(), '1': z.int(), late: z.int() }),
  }),
  may: staff,
  run: (context) => dutyReminders(context),
})
