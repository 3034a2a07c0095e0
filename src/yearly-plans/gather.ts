import { sql } from 'kysely'
import { z } from 'zod'
import { needKinds } from '../needs/index.ts'
import { ceilingUnits, type YearNorm } from '../norms/index.ts'
import { dongOut, id, several } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { type Basis, basisOf } from './basis.ts'
import { Changed, lockOpen, noYearlyPlan, touch } from './commands.ts'
import type { LineValues } from './fields.ts'
import { mostWaiting, offeredOf, undoneDuties, unpaidCommitments, Waiting } from './waiting.ts'

/* Lines out of what waits: needs that are chosen, commitments that are not paid, duties of the year. */

interface GatheredNeed {
  readonly id: number
  readonly kind: (typeof needKinds.keys)[number]
  readonly contentId: number | null
  readonly quantity: number
  readonly amount: bigint | null
  readonly ownFunds: bigint | null
}

/** The norm that lines of a content go by, where one ceiling says it: neither of a role nor under a further condition. */
const normOf = (contentId: number | null, norms: readonly YearNorm[]) =>
  contentId === null
    ? undefined
    : norms.find(
        (norm) =>
          norm.contentId === contentId &&
          norm.ceiling !== null &&
          norm.role === null &&
          norm.condition === null,
      )

const sum = (amounts: readonly (bigint | null)[]) =>
  amounts.reduce<bigint>((all, amount) => all + (amount ?? 0n), 0n)

/**
 * One line for each content, or kind where none is known: so many as are needed, at the ceiling of its norm, else at the mean of what those
 * who need it expect less their own funds; where nobody expects anything 0, to be filled in. Pure.
 */
export function linesOfNeeds(needs: readonly GatheredNeed[], basis: Basis) {
  const groups = Map.groupBy(needs, ({ contentId, kind }) => contentId ?? kind)
  return [...groups.values()].map((group) => {
    const { contentId, kind } = group[0] ?? { contentId: null, kind: 'system' as const }
    const norm = normOf(contentId, basis.norms)
    const quantity = group.reduce((all, need) => all + need.quantity, 0)
    const costed = group.filter(({ amount }) => amount !== null)
    const pieces = costed.reduce((all, need) => all + need.quantity, 0)
    const asked = sum(costed.map(({ amount, ownFunds }) => (amount ?? 0n) - (ownFunds ?? 0n)))
    const mean = pieces === 0 || asked <= 0n ? 0n : asked / BigInt(pieces)
    const own = sum(group.map(({ ownFunds }) => ownFunds))
    const content = basis.contents.find((one) => one.id === contentId)
    const line: Pick<
      LineValues,
      'title' | 'quantity' | 'unit' | 'unitCost' | 'contentId' | 'counterpart' | 'normId'
    > = {
      title: content?.name ?? needKinds.names[kind].vi,
      quantity,
      unit: norm?.ceilingUnit == null ? 'lượt' : ceilingUnits.names[norm.ceilingUnit].vi,
      unitCost: norm?.ceiling ?? mean,
      contentId,
      counterpart: own > 0n ? own : null,
      normId: norm?.id ?? null,
    }
    return { line, needs: group.map((need) => need.id) }
  })
}

/** Needs of the plan that wait and stand in no line of this yearly plan. */
const openNeeds = (yearlyPlanId: number, planId: number) => sql`
  FROM need n LEFT JOIN support_content c ON c.id = n.content_id LEFT JOIN enterprise e ON e.id = n.enterprise_id
  LEFT JOIN agency g ON g.id = n.agency_id
  WHERE n.plan_id = ${planId} AND n.state IN ('new', 'taken')
    AND NOT EXISTS (SELECT FROM yearly_plan_need x JOIN yearly_plan_line y ON y.id = x.line_id
                     WHERE x.need_id = n.id AND y.yearly_plan_id = ${yearlyPlanId})`

/** Commitments of the plan that are not paid whole and stand in no line. */
const openCommitments = (yearlyPlanId: number, planId: number) => sql`${unpaidCommitments(planId)}
    AND NOT EXISTS (SELECT FROM yearly_plan_line y WHERE y.commitment_id = c.id AND y.yearly_plan_id = ${yearlyPlanId})`

/** Dated duties of the year that are not done and stand in no line. */
const openDuties = (yearlyPlanId: number, planId: number, year: number) => sql`${undoneDuties(planId, year)}
    AND NOT EXISTS (SELECT FROM yearly_plan_line y WHERE y.duty_item_id = i.id AND y.yearly_plan_id = ${yearlyPlanId})`

/** What may be taken into a yearly plan, at most 500 of a kind; needs of its year first. */
export const gatherable = query({
  name: 'yearlyPlans.gatherable',
  summary: words('Nhu cầu, cam kết, nhiệm vụ có thể đưa vào kế hoạch năm', 'What may go into a yearly plan'),
  route: 'GET /yearly-plans/{id}/gatherable',
  input: z.object({ id: id() }),
  output: z.object({
    needs: z.array(
      z.object({
        id: z.int(),
        year: z.int(),
        kind: needKinds.schema,
        content: z.string().nullable(),
        contentEn: z.string().nullable(),
        owner: z.string(),
        text: z.string(),
        quantity: z.int(),
        amount: dongOut().nullable(),
      }),
    ),
    ...Waiting,
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }, { id: yearlyPlanId }) {
    const row = await db
      .selectFrom('yearlyPlan')
      .select(['planId', 'year'])
      .where('id', '=', yearlyPlanId)
      .executeTakeFirst()
    if (row === undefined) throw noYearlyPlan()
    const needs = await sql<{
      id: number
      year: number
      kind: (typeof needKinds.keys)[number]
      content: string | null
      contentEn: string | null
      owner: string
      text: string
      quantity: number
      amount: bigint | null
    }>`SELECT n.id, n.year, n.kind, c.name AS content, c.name_en AS content_en, coalesce(e.name, g.name) AS owner, left(n.text, 300) AS text,
        n.quantity, n.amount ${openNeeds(yearlyPlanId, row.planId)}
        ORDER BY n.year = ${row.year} DESC, c.ord NULLS LAST, n.kind, n.id LIMIT ${mostWaiting}`.execute(db)
    const offered = await offeredOf(db, {
      commitments: openCommitments(yearlyPlanId, row.planId),
      duties: openDuties(yearlyPlanId, row.planId, row.year),
    })
    return { needs: needs.rows, ...offered }
  },
})

const noneLeft = () =>
  conflict(
    'yearlyPlans.gone',
    words(
      'Có mục không còn chờ, hoặc đã có trong kế hoạch năm này. Xin tải lại trang.',
      'Something chosen waits no more, or is in this yearly plan already. Please load the page again.',
    ),
  )

/** Takes needs, unpaid commitments and duties of the year into a yearly plan, as lines to be completed. What becomes of a need is told by itself. */
export const gatherLines = command({
  name: 'yearlyPlans.gather',
  summary: words(
    'Đưa nhu cầu, cam kết, nhiệm vụ vào kế hoạch năm',
    'Take needs and duties into a yearly plan',
  ),
  route: 'POST /yearly-plans/{id}/gathering',
  input: z.object({
    id: id(),
    needIds: several(id()),
    commitmentIds: several(id()),
    dutyItemIds: several(id()),
  }),
  output: Changed.extend({ added: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run(context, { id: yearlyPlanId, needIds, commitmentIds, dutyItemIds }) {
    const { db, today } = context
    const row = await lockOpen(db, yearlyPlanId)
    const basis = await basisOf(db, { planId: row.planId, year: row.year, today })
    const added =
      (await fromNeeds(context, row, basis, [...new Set(needIds)])) +
      (await fromCommitments(context, row, [...new Set(commitmentIds)])) +
      (await fromDuties(context, row, basis, [...new Set(dutyItemIds)]))
    if (added === 0)
      throw conflict(
        'yearlyPlans.nothing',
        words('Xin chọn ít nhất một mục.', 'Please choose something.'),
        'needIds',
      )
    return { ...(await touch(db, row)), added }
  },
})

type Row = Awaited<ReturnType<typeof lockOpen>>

async function fromNeeds({ db }: Context, row: Row, basis: Basis, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const { rows: needs } = await sql<GatheredNeed>`
    SELECT n.id, n.kind, n.content_id, n.quantity, n.amount, n.own_funds ${openNeeds(row.id, row.planId)} AND n.id = ANY (${ids}::int[])
     ORDER BY c.ord NULLS LAST, n.kind, n.id`.execute(db)
  if (needs.length !== ids.length) throw noneLeft()
  const { sourceId, supportLineId: lineId } = basis
  if (sourceId === null) throw noSource()
  const made = linesOfNeeds(needs, basis)
  const lines = await db
    .insertInto('yearlyPlanLine')
    .values(made.map(({ line }) => ({ ...line, yearlyPlanId: row.id, sourceId, lineId })))
    .returning('id')
    .execute()
  const pairs = made.flatMap(({ needs: own }, at) =>
    own.map((needId) => ({ lineId: lines[at]?.id ?? 0, needId })),
  )
  await sql`INSERT INTO yearly_plan_need (line_id, need_id)
    SELECT * FROM unnest(${pairs.map((one) => one.lineId)}::int[], ${pairs.map((one) => one.needId)}::int[])`.execute(
    db,
  )
  return lines.length
}

const noSource = () =>
  conflict(
    'yearlyPlans.noSource',
    words('Chưa có nguồn kinh phí nào trong danh mục.', 'The catalogue has no source of funds yet.'),
  )

async function fromCommitments({ db }: Context, row: Row, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const { rows } = await sql<{ id: number }>`
    INSERT INTO yearly_plan_line (yearly_plan_id, title, quantity, unit, unit_cost, line_id, source_id, commitment_id)
    SELECT ${row.id}, left('Chi tiếp ' || c.document_number || ': ' || c.purpose, 500), 1, 'hợp đồng', a.balance, c.line_id, c.source_id, c.id
      ${openCommitments(row.id, row.planId)} AND c.id = ANY (${ids}::int[]) ORDER BY c.document_date, c.id RETURNING id`.execute(
    db,
  )
  if (rows.length !== ids.length) throw noneLeft()
  return rows.length
}

async function fromDuties({ db }: Context, row: Row, { sourceId }: Basis, ids: readonly number[]) {
  if (ids.length === 0) return 0
  if (sourceId === null) throw noSource()
  const { rows } = await sql<{ id: number }>`
    INSERT INTO yearly_plan_line (yearly_plan_id, title, quantity, unit, unit_cost, source_id, agency_id, duty_item_id)
    SELECT ${row.id}, left(coalesce(i.title, d.text), 500), 1, 'nhiệm vụ', 0, ${sourceId}, i.agency_id, i.id
      ${openDuties(row.id, row.planId, row.year)} AND i.id = ANY (${ids}::int[]) ORDER BY i.due_on, i.id RETURNING id`.execute(
    db,
  )
  if (rows.length !== ids.length) throw noneLeft()
  return rows.length
}
