import { sql } from 'kysely'
import { z } from 'zod'
import { dongOut, id, several } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { mostWaiting, offeredOf, undoneDuties, unpaidCommitments, Waiting } from '../yearly-plans/index.ts'
import { basisOf } from './basis.ts'
import { Changed, lockOpen, noEstimate, touch } from './commands.ts'

/* What an estimate is drawn from: the approved plan of the year, commitments that are not paid, duties of the year. */

interface Of {
  readonly id: number
  readonly planId: number
  readonly year: number
}

/** Lines of the approved plan of the year that stand in no line of the estimate. */
const openPlanLines = ({ id: estimateId, planId, year }: Of) => sql`
  FROM yearly_plan_line y JOIN yearly_plan p ON p.id = y.yearly_plan_id LEFT JOIN budget_line l ON l.id = y.line_id
  JOIN funding_source s ON s.id = y.source_id AND s.kind <> 'counterpart'
  WHERE p.plan_id = ${planId} AND p.year = ${year} AND p.state = 'approved'
    AND NOT EXISTS (SELECT FROM estimate_line e WHERE e.estimate_id = ${estimateId}
                     AND (e.plan_line_id = y.id OR e.commitment_id = y.commitment_id OR e.duty_item_id = y.duty_item_id))`

/** Commitments of the plan that are not paid whole, which neither the estimate nor the plan of the year has. */
const openCommitments = ({ id: estimateId, planId, year }: Of) => sql`${unpaidCommitments(planId)}
    AND NOT EXISTS (SELECT FROM estimate_line e WHERE e.commitment_id = c.id AND e.estimate_id = ${estimateId})
    AND NOT EXISTS (SELECT FROM yearly_plan_line y JOIN yearly_plan p ON p.id = y.yearly_plan_id
                     WHERE y.commitment_id = c.id AND p.plan_id = ${planId} AND p.year = ${year} AND p.state = 'approved')`

/** Dated duties of the year that are not done, which neither the estimate nor the plan of the year has. */
const openDuties = ({ id: estimateId, planId, year }: Of) => sql`${undoneDuties(planId, year)}
    AND NOT EXISTS (SELECT FROM estimate_line e WHERE e.duty_item_id = i.id AND e.estimate_id = ${estimateId})
    AND NOT EXISTS (SELECT FROM yearly_plan_line y JOIN yearly_plan p ON p.id = y.yearly_plan_id
                     WHERE y.duty_item_id = i.id AND p.plan_id = ${planId} AND p.year = ${year} AND p.state = 'approved')`

/** What may be taken into an estimate, at most 500 of a kind. */
export const estimateGatherable = query({
  name: 'estimates.gatherable',
  summary: words(
    'Dòng kế hoạch năm, cam kết, nhiệm vụ có thể đưa vào dự toán',
    'What may go into an estimate of a year',
  ),
  route: 'GET /estimates/{id}/gatherable',
  input: z.object({ id: id() }),
  output: z.object({
    /** The plan of the year and whether it is approved; null where there is none. */
    yearlyPlan: z.object({ id: z.int(), title: z.string(), approved: z.boolean() }).nullable(),
    planLines: z.array(
      z.object({
        id: z.int(),
        title: z.string(),
        line: z.string().nullable(),
        quantity: z.int(),
        unit: z.string(),
        amount: dongOut(),
      }),
    ),
    ...Waiting,
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }, { id: estimateId }) {
    const row = await db
      .selectFrom('estimate')
      .select(['id', 'planId', 'year'])
      .where('id', '=', estimateId)
      .executeTakeFirst()
    if (row === undefined) throw noEstimate()
    const yearly = await db
      .selectFrom('yearlyPlan')
      .select(['id', 'title', 'state'])
      .where('planId', '=', row.planId)
      .where('year', '=', row.year)
      .executeTakeFirst()
    const planLines = await sql<{
      id: number
      title: string
      line: string | null
      quantity: number
      unit: string
      amount: bigint
    }>`SELECT y.id, y.title, l.code AS line, y.quantity, y.unit, y.amount ${openPlanLines(row)}
        ORDER BY l.ord NULLS LAST, y.id LIMIT ${mostWaiting}`.execute(db)
    const offered = await offeredOf(db, { commitments: openCommitments(row), duties: openDuties(row) })
    return {
      yearlyPlan:
        yearly === undefined
          ? null
          : { id: yearly.id, title: yearly.title, approved: yearly.state === 'approved' },
      planLines: planLines.rows,
      ...offered,
    }
  },
})

/** Takes lines of the approved plan of the year, unpaid commitments and duties of the year into an estimate, as lines to be completed. */
export const gatherEstimate = command({
  name: 'estimates.gather',
  summary: words(
    'Đưa kế hoạch năm, cam kết, nhiệm vụ vào dự toán',
    'Take the plan of the year, commitments and duties into an estimate',
  ),
  route: 'POST /estimates/{id}/gathering',
  input: z.object({
    id: id(),
    planLineIds: several(id()),
    commitmentIds: several(id()),
    dutyItemIds: several(id()),
  }),
  output: Changed.extend({ added: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `estimate:${id}`,
  async run(context, { id: estimateId, planLineIds, commitmentIds, dutyItemIds }) {
    const { db } = context
    const row = await lockOpen(db, estimateId)
    const added =
      (await fromPlan(context, row, [...new Set(planLineIds)])) +
      (await fromCommitments(context, row, [...new Set(commitmentIds)])) +
      (await fromDuties(context, row, [...new Set(dutyItemIds)]))
    if (added === 0)
      throw conflict(
        'estimates.nothing',
        words('Xin chọn ít nhất một mục.', 'Please choose something.'),
        'planLineIds',
      )
    return { ...(await touch(db, row)), added }
  },
})

/** @throws Problem 409 where one of them is not open any more */
function refuseGone(taken: number, asked: number): number {
  if (taken === asked) return taken
  throw conflict(
    'estimates.gone',
    words(
      'Có mục không còn, hoặc đã có trong dự toán này. Xin tải lại trang.',
      'Something chosen is gone, or is in this estimate already. Please load the page again.',
    ),
  )
}

async function fromPlan({ db }: Context, row: Of, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const { rows } = await sql<{ id: number }>`
    INSERT INTO estimate_line (estimate_id, title, line_id, source_id, quantity, unit, unit_cost, counterpart, norm_id, over_norm_reason, note,
                               plan_line_id, commitment_id, duty_item_id)
    SELECT ${row.id}, y.title, y.line_id, y.source_id, y.quantity, y.unit, y.unit_cost, y.counterpart, y.norm_id, y.over_norm_reason, y.note,
           y.id, y.commitment_id, y.duty_item_id
      ${openPlanLines(row)} AND y.id = ANY (${ids}::int[]) ORDER BY l.ord NULLS LAST, y.id RETURNING id`.execute(
    db,
  )
  return refuseGone(rows.length, ids.length)
}

async function fromCommitments({ db }: Context, row: Of, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const { rows } = await sql<{ id: number }>`
    INSERT INTO estimate_line (estimate_id, title, line_id, source_id, quantity, unit, unit_cost, commitment_id)
    SELECT ${row.id}, left('Chi tiếp ' || c.document_number || ': ' || c.purpose, 500), c.line_id, c.source_id, 1, 'hợp đồng', a.balance, c.id
      ${openCommitments(row)} AND c.id = ANY (${ids}::int[]) ORDER BY c.document_date, c.id RETURNING id`.execute(
    db,
  )
  return refuseGone(rows.length, ids.length)
}

async function fromDuties({ db }: Context, row: Of, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const { sourceId } = await basisOf(db, row)
  if (sourceId === null)
    throw conflict(
      'estimates.noSource',
      words('Chưa có nguồn kinh phí nào trong danh mục.', 'The catalogue has no source of funds yet.'),
    )
  const { rows } = await sql<{ id: number }>`
    INSERT INTO estimate_line (estimate_id, title, source_id, quantity, unit, unit_cost, duty_item_id)
    SELECT ${row.id}, left(coalesce(i.title, d.text), 500), ${sourceId}, 1, 'nhiệm vụ', 0, i.id
      ${openDuties(row)} AND i.id = ANY (${ids}::int[]) ORDER BY i.due_on, i.id RETURNING id`.execute(db)
  return refuseGone(rows.length, ids.length)
}
