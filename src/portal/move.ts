import { sql } from 'kysely'
import { z } from 'zod'
import { openStates } from '../applications/index.ts'
import { type MovedRecord, movedRecords, moveRules, type Plan, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalId, optionalYear, several } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { openTurnStates } from '../support/index.ts'

/** As many records as are offered, and moved, at once. */
const most = 200

const Movable = z.object({
  id: z.int(),
  title: z.string(),
  planId: z.int(),
  plan: z.string(),
  /** The year of an application or a turn; null of what has none. */
  year: z.int().nullable(),
})
type Movable = z.infer<typeof Movable>

/** The open records of a kind, by number. @param of.ids null: those of a plan */
async function openRecords(
  db: Db,
  record: MovedRecord,
  of: { readonly ids: readonly number[] | null; readonly planId: number | null; readonly lock?: boolean },
): Promise<Movable[]> {
  const one = sources[record]
  const which =
    of.ids === null
      ? sql`${of.planId === null ? sql`true` : sql`${one.plan} = ${of.planId}`}`
      : sql`${one.id} = ANY (${[...of.ids]}::int[])`
  const { rows } = await sql<Movable>`
    SELECT ${one.id} AS id, ${one.title} AS title, p.id AS plan_id, p.number AS plan, ${one.year} AS year
      FROM ${one.from} JOIN plan p ON p.id = ${one.plan}
     WHERE ${one.open} AND ${which} ORDER BY ${one.id} LIMIT ${sql.lit(most)}
     ${of.lock === true ? sql`FOR UPDATE OF ${one.locked}` : sql``}`.execute(db)
  return rows
}

const sources = {
  application: {
    from: sql`application a JOIN enterprise e ON e.id = a.enterprise_id JOIN support_content c ON c.id = a.content_id`,
    id: sql`a.id`,
    plan: sql`a.plan_id`,
    title: sql`e.name || ': ' || c.name`,
    year: sql`a.year`,
    open: sql`a.state IN (${sql.join(openStates)})`,
    locked: sql`a`,
  },
  support_turn: {
    from: sql`support_turn s JOIN enterprise e ON e.id = s.enterprise_id JOIN support_content c ON c.id = s.content_id`,
    id: sql`s.id`,
    plan: sql`s.plan_id`,
    title: sql`e.name || ': ' || c.name`,
    year: sql`s.year`,
    open: sql`s.state IN (${sql.join(openTurnStates)})`,
    locked: sql`s`,
  },
  obstacle: {
    from: sql`obstacle o`,
    id: sql`o.id`,
    plan: sql`o.plan_id`,
    title: sql`left(o.text, 160)`,
    year: sql`NULL::int`,
    open: sql`o.resolved_on IS NULL AND o.withdrawn_on IS NULL`,
    locked: sql`o`,
  },
  duty_item: {
    from: sql`duty_item i LEFT JOIN duty d ON d.id = i.duty_id`,
    id: sql`i.id`,
    plan: sql`coalesce(i.plan_id, d.plan_id)`,
    title: sql`i.title`,
    year: sql`NULL::int`,
    // the plan's own dated duties stay with it: the next plan has its own
    open: sql`i.requested_by IS NOT NULL AND i.done_on IS NULL`,
    locked: sql`i`,
  },
} as const

/** The plan that records go to: one that has not been replaced. @throws Problem 422 on `planId` */
async function target({ db }: Pick<Context, 'db'>, planId: number): Promise<Plan> {
  const [plan] = await plansOf(db, [planId])
  if (plan === undefined)
    throw invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.'))
  if (plan.replaced)
    throw invalidField('planId', words('Kế hoạch này đã được thay thế.', 'This plan is replaced by another.'))
  return plan
}

interface Wanted {
  readonly record: MovedRecord
  readonly ids: readonly number[]
  readonly planId: number
  readonly year?: number | undefined
}

/** The records that are to move, with the year of each there. @throws Problem 422 on `ids` for those that are not open or cannot go */
async function moving({ db }: Pick<Context, 'db'>, { record, ids, year }: Wanted, plan: Plan, lock: boolean) {
  const named = [...new Set(ids)]
  const rows = await openRecords(db, record, { ids: named, planId: null, lock })
  const there = rows.map((row) => ({ ...row, after: yearThere(row, plan, year) }))
  const wrong = [
    ...named
      .filter((one) => !rows.some((row) => row.id === one))
      .map((one) => ({ id: one, why: words('không còn mở', 'is not open') })),
    ...there.flatMap((row) => {
      const why = hindrance(record, row, plan, row.after)
      return why === null ? [] : [{ id: row.id, why }]
    }),
  ]
  if (wrong.length === 0) return there
  const told = (language: 'vi' | 'en') =>
    wrong.map(({ id: one, why }) => `${one} (${why[language]})`).join(', ')
  throw invalidField('ids', words(`Không chuyển được: ${told('vi')}.`, `Cannot be moved: ${told('en')}.`))
}

/** Why a record cannot go to the plan; null when it can. @param year that it is to have there */
function hindrance(record: MovedRecord, row: Movable, plan: Plan, year: number | null): Words | null {
  if (row.planId === plan.id) return words('đã thuộc kế hoạch này', 'under this plan already')
  if (record === 'application' && plan.supportLine === null)
    return words('kế hoạch không nhận hồ sơ', 'the plan takes no applications')
  if (year !== null && (year < plan.firstYear || year > plan.lastYear))
    return words(
      `năm ${year} ngoài giai đoạn ${plan.firstYear} - ${plan.lastYear}`,
      `${year} lies outside ${plan.firstYear}-${plan.lastYear}`,
    )
  return null
}

/** The year that a record has after the move: its own where the plan counts it, else the one named, else the plan's first. */
function yearThere(row: Movable, plan: Plan, named: number | undefined): number | null {
  if (row.year === null) return null
  const counted = row.year >= plan.firstYear && row.year <= plan.lastYear
  return counted ? row.year : (named ?? plan.firstYear)
}

const record = movedRecords.schema

/** The open records that can be moved, and what becomes of each under the plan that is named. */
export const movableRecords = query({
  name: 'plans.movable',
  summary: words('Việc còn mở chuyển được sang kế hoạch khác', 'Open work that can move to another plan'),
  route: 'GET /plans/movable',
  input: z.object({
    record,
    /** These records; left out: all of `from`, 200 at most. */
    ids: several(id()),
    from: optionalId(),
    /** The plan that they are to go to; left out: nothing is said of what becomes of them. */
    planId: optionalId(),
    year: optionalYear(),
  }),
  output: z.object({
    rows: z.array(
      Movable.extend({
        yearThere: z.int().nullable(),
        hindrance: z.object({ vi: z.string(), en: z.string() }).nullable(),
      }),
    ),
  }),
  may: ['coordinator', 'leader', 'auditor'],
  async run(context, input) {
    const ids = input.ids.length === 0 ? null : input.ids
    const rows = await openRecords(context.db, input.record, { ids, planId: input.from ?? null })
    const plan = input.planId === undefined ? null : await target(context, input.planId)
    return {
      rows: rows.map((row) => {
        if (plan === null) return { ...row, yearThere: null, hindrance: null }
        const year = yearThere(row, plan, input.year)
        return { ...row, yearThere: year, hindrance: hindrance(input.record, row, plan, year) }
      }),
    }
  },
})

/**
 * Moves open records to another plan: all that are named, or none. Each keeps its history and its number; money that was committed stays
 * in the ledger of the plan that committed it, and what was counted before stays counted where it was.
 * @throws Problem 422 on `ids` for records that are not open or cannot go there, on `planId` for a plan that is replaced
 */
export const moveRecords = command({
  name: 'plans.move',
  summary: words('Chuyển việc còn mở sang kế hoạch khác', 'Move open work to another plan'),
  route: 'POST /plans/moves',
  input: z.object({
    record,
    ids: several(id()),
    planId: id(),
    /** For applications and turns whose year the plan does not count; left out: its first year. */
    year: optionalYear(),
    rules: moveRules.schema,
    reason: longText(1000),
  }),
  output: z.object({ moved: z.int(), planId: z.int() }),
  may: ['coordinator'],
  rules: [
    {
      of: ['ids'],
      judge: ({ ids }) =>
        ids.length > 0
          ? null
          : { field: 'ids', words: words('Xin chọn ít nhất một việc.', 'Choose at least one record.') },
    },
    { of: ['planId'], check: async ({ planId }, context) => void (await target(context, planId)) },
    {
      // asked again under the lock: a record may be closed, or move, in between
      of: ['record', 'ids', 'planId', 'year'],
      async check(input, context) {
        const [plan] = await plansOf(context.db, [input.planId])
        if (plan !== undefined && !plan.replaced) await moving(context, input, plan, false)
      },
    },
  ],
  subject: ({ planId }) => `plan:${planId}`,
  async run(context, input) {
    const { db, actor, today } = context
    const plan = await target(context, input.planId)
    const there = await moving(context, input, plan, true)
    for (const row of there) await write(db, input.record, row, { plan, kept: input.rules === 'kept' })
    await db
      .insertInto('planMove')
      .values(
        there.map((row) => ({
          recordType: input.record,
          recordId: row.id,
          fromPlanId: row.planId,
          toPlanId: plan.id,
          rules: input.rules,
          reason: input.reason,
          movedOn: today,
          movedBy: actor.name,
        })),
      )
      .execute()
    return { moved: there.length, planId: plan.id }
  },
})

async function write(
  db: Db,
  of: MovedRecord,
  row: Movable & { readonly after: number | null },
  { plan, kept }: { readonly plan: Plan; readonly kept: boolean },
): Promise<void> {
  if (of === 'application') {
    await sql`
      UPDATE application SET plan_id = ${plan.id}, year = ${row.after}, version = version + 1,
             rules_plan_id = ${kept ? sql`coalesce(rules_plan_id, plan_id)` : sql`NULL`}
       WHERE id = ${row.id}`.execute(db)
  } else if (of === 'support_turn') {
    await sql`
      UPDATE support_turn SET plan_id = ${plan.id}, year = ${row.after}, version = version + 1 WHERE id = ${row.id}`.execute(
      db,
    )
  } else if (of === 'obstacle') {
    await db.updateTable('obstacle').set({ planId: plan.id }).where('id', '=', row.id).execute()
  } else {
    await db.updateTable('dutyItem').set({ planId: plan.id, dutyId: null }).where('id', '=', row.id).execute()
  }
}
