import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { countOf, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { activePlan } from './active.ts'
import { isLate, itemState, itemStates } from './rules.ts'

const DutyRow = z.object({
  id: z.int(),
  code: z.string(),
  text: z.string(),
  textEn: z.string(),
  year: z.int(),
  dueOn: z.iso.date(),
  /** True: the due day itself is already late. */
  dueBefore: z.boolean(),
  state: z.enum(itemStates),
  /** Done, but after its day. */
  doneLate: z.boolean(),
  doneOn: z.iso.date().nullable(),
  /** Who carries it now; once done, who did it. */
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  /** The agency that the plan names. */
  plannedAgencyId: z.int(),
  plannedAgency: z.string(),
  plannedAgencyEn: z.string(),
  note: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Whether who asks may mark it as done. */
  mine: z.boolean(),
})
export type DutyRow = z.infer<typeof DutyRow>

/** Who carries an open item on `day`; a done one stays with who did it. */
const carrier = (day: string) =>
  sql<number>`CASE WHEN di.done_on IS NULL THEN agency_on(di.agency_id, ${day}::date) ELSE di.agency_id END`

const late = (day: string) =>
  sql<boolean>`CASE WHEN di.due_before THEN di.due_on <= ${day}::date ELSE di.due_on < ${day}::date END`

function dutyItems(db: Db, day: string) {
  return db
    .selectFrom('duty_item as di')
    .innerJoin('duty as d', 'd.id', 'di.duty_id')
    .innerJoin('agency as p', 'p.id', 'd.agency_id')
    .innerJoin('agency as a', (join) => join.on('a.id', '=', carrier(day)))
    .leftJoin('file as f', 'f.id', 'di.file_id')
    .select([
      'di.id',
      'd.code',
      'd.text',
      'd.text_en as textEn',
      'di.year',
      'di.due_on as dueOn',
      'di.due_before as dueBefore',
      'di.done_on as doneOn',
      'a.id as agencyId',
      'a.name as agency',
      'a.name_en as agencyEn',
      'p.id as plannedAgencyId',
      'p.name as plannedAgency',
      'p.name_en as plannedAgencyEn',
      'di.note',
      'f.id as fileId',
      'f.name as fileName',
    ])
}
type Item = Awaited<ReturnType<ReturnType<typeof dutyItems>['executeTakeFirstOrThrow']>>

function typed({ fileId, fileName, ...row }: Item, { actor, today }: Context): DutyRow {
  const due = { on: row.dueOn, before: row.dueBefore }
  const mayMark =
    actor.grants.has('coordinator') || (actor.agencyId !== null && actor.agencyId === row.agencyId)
  return {
    ...row,
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
    state: itemState({ ...due, doneOn: row.doneOn }, today),
    doneLate: row.doneOn !== null && isLate(due, row.doneOn),
    mine: mayMark && row.doneOn === null && !actor.grants.has('leader') && !actor.grants.has('auditor'),
  }
}

/** The dated work of the plan's agencies; by agency it is those who carry it now. */
export const listDuties = query({
  name: 'duties.list',
  summary: { vi: 'Nhiệm vụ của các cơ quan', en: "The agencies' duties" },
  route: 'GET /duties',
  input: z.object({
    ...listInput(['due', 'code']),
    agencyId: optionalId(),
    state: optionalChoice(itemStates),
    year: optionalYear(),
  }),
  output: listOutput(DutyRow),
  may: staff,
  async run(context, input) {
    const { db, today } = context
    const plan = await activePlan(context)
    let rows = dutyItems(db, today).where('d.plan_id', '=', plan.id)
    if (input.agencyId !== undefined) rows = rows.where(carrier(today), '=', input.agencyId)
    if (input.year !== undefined) rows = rows.where('di.year', '=', input.year)
    if (input.state === 'done') rows = rows.where('di.done_on', 'is not', null)
    if (input.state === 'late') rows = rows.where('di.done_on', 'is', null).where(late(today))
    if (input.state === 'open')
      rows = rows.where('di.done_on', 'is', null).where(sql<boolean>`NOT (${late(today)})`)
    for (const pattern of searchPatterns(input.q, fold)) {
      rows = rows.where(
        sql<boolean>`fold(d.code || ' ' || d.text || ' ' || d.text_en || ' ' || a.name) LIKE ${pattern}`,
      )
    }
    const page = await pageOf<Item>(
      rows,
      input,
      {
        due: { column: 'di.due_on', value: (row) => row.dueOn },
        code: { column: 'd.code', value: (row) => row.code },
      },
      'di.id',
    )
    return { ...page, rows: page.rows.map((row) => typed(row, context)), total: await countOf(db, rows) }
  },
})

/** One dated piece of work. */
export const showDuty = query({
  name: 'duties.show',
  summary: { vi: 'Một nhiệm vụ có thời hạn', en: 'One dated piece of work' },
  route: 'GET /duties/{id}',
  input: z.object({ id: id() }),
  output: DutyRow,
  may: staff,
  async run(context, input) {
    const row = await dutyItems(context.db, context.today).where('di.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound({ vi: 'công việc', en: 'Work item' })
    return typed(row, context)
  },
})
