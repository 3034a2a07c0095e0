import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan, FundingSource, fundingSources, type Plan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'

/** Where money stands on a line, in đồng: `committed` counts what was committed whether or not already paid. */
export interface Position {
  readonly allocated: bigint
  readonly committed: bigint
  readonly disbursed: bigint
  /** What can still be committed: allocated - committed. */
  readonly remaining: bigint
}

/** The position of a line in a year under a source; of a group, its sub-lines added up. Zeros where nothing was allocated. */
export async function position(
  db: Db,
  r: { planId: number; lineCode: string; year: number; sourceKey: string },
): Promise<Position> {
  const { rows } = await sql<Position>`
    WITH RECURSIVE part AS (
      SELECT id FROM budget_line WHERE plan_id = ${r.planId} AND code = ${r.lineCode}
      UNION ALL
      SELECT l.id FROM part JOIN budget_line l ON l.parent_id = part.id)
    SELECT coalesce(sum(p.allocated), 0)::bigint AS allocated, coalesce(sum(p.committed), 0)::bigint AS committed,
           coalesce(sum(p.disbursed), 0)::bigint AS disbursed, coalesce(sum(p.remaining), 0)::bigint AS remaining
      FROM part
      JOIN budget_position p ON p.line_id = part.id AND p.year = ${r.year}
      JOIN funding_source s ON s.id = p.source_id AND s.key = ${r.sourceKey}`.execute(db)
  return rows[0] ?? { allocated: 0n, committed: 0n, disbursed: 0n, remaining: 0n }
}

const Cell = z.object({
  estimate: dongOut(),
  /** The estimate with what decisions shifted between lines. */
  adjusted: dongOut(),
  allocated: dongOut(),
  committed: dongOut(),
  disbursed: dongOut(),
  remaining: dongOut(),
})
export type Cell = z.infer<typeof Cell>
/** The estimate as it stands in the signed plan, of the source that is shown or of all: for each of the budget's years and whole. */
const Signed = z.object({ total: dongOut(), years: z.array(dongOut()) })
const OverviewLine = z.object({
  id: z.int(),
  code: z.string(),
  parent: z.string().nullable(),
  title: z.string(),
  titleEn: z.string(),
  quantity: z.string().nullable(),
  note: z.string().nullable(),
  /** Whether its figures are its sub-lines' sums. */
  group: z.boolean(),
  signed: Signed,
  cell: Cell,
})

/** A source of the plan's budget, or one that money came from besides, with all lines together. */
const SourceRow = FundingSource.extend({
  /** Whether its estimate is divided over the years; false where the plan knows its total alone, or nothing. */
  spread: z.boolean(),
  signed: Signed,
  cell: Cell,
})
export type SourceRow = z.infer<typeof SourceRow>

/** The budget as signed beside its execution: one line's figures for one year or the period, under one source or all. */
export const budgetOverview = query({
  name: 'budget.overview',
  summary: words('Dự toán và thực hiện', 'Estimate and execution'),
  route: 'GET /budget',
  input: z.object({ year: optionalYear(), source: optionalText(40) }),
  output: z.object({
    /** `source`: that which the plan's own estimate is of. */
    plan: z.object({ id: z.int(), number: z.string(), issuedOn: z.iso.date(), source: z.string() }),
    years: z.array(z.int()),
    sources: z.array(FundingSource),
    /** The source that is shown; null for all together. */
    source: z.string().nullable(),
    /** The year that is shown; null for all together. */
    year: z.int().nullable(),
    lines: z.array(OverviewLine),
    totalSigned: Signed,
    total: Cell,
    /** Each source of the plan, and each from which money came, in the year or period that is shown. */
    bySource: z.array(SourceRow),
  }),
  may: staff,
  async run({ db, planId }, input) {
    const plan = await activePlan({ db, planId })
    const sources = await fundingSources(db)
    const chosen = sources.find((source) => source.key === input.source)?.key ?? null
    const lines = await db
      .selectFrom('budgetLine as l')
      .leftJoin('budgetLine as above', 'above.id', 'l.parentId')
      .select(['l.id', 'l.code', 'above.code as parent', 'l.title', 'l.titleEn', 'l.quantity', 'l.note'])
      .where('l.planId', '=', plan.id)
      .orderBy('l.ord')
      .orderBy('l.id')
      .execute()
    const cells = await overviewCells(db, plan, input.year ?? null, chosen)
    const years = await budgetYears(db, plan.id)
    const signed = await signedEstimates(db, plan.id, years, chosen)
    const parents = new Set(lines.map((line) => line.parent))
    return {
      plan: {
        ...{ id: plan.id, number: plan.number, issuedOn: plan.issuedOn },
        source: plan.budgetSource,
      },
      years,
      sources,
      source: chosen,
      year: input.year ?? null,
      lines: lines.map((line) => ({
        ...line,
        group: parents.has(line.code),
        signed: signed.get(line.id) ?? { total: 0n, years: [] },
        cell: cells.get(line.id) ?? nothing,
      })),
      totalSigned: signed.get(null) ?? { total: 0n, years: [] },
      total: cells.get(null) ?? nothing,
      bySource: await rowsBySource(db, plan.id, { sources, years, year: input.year ?? null }),
    }
  },
})

const nothing: Cell = {
  estimate: 0n,
  adjusted: 0n,
  allocated: 0n,
  committed: 0n,
  disbursed: 0n,
  remaining: 0n,
}

/** The years that the budget has columns for. */
async function budgetYears(db: Db, planId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('budgetLineYear as y')
    .innerJoin('budgetLine as l', 'l.id', 'y.lineId')
    .select('y.year')
    .distinct()
    .where('l.planId', '=', planId)
    .orderBy('y.year')
    .execute()
  return rows.map((row) => row.year)
}

/** For each line its estimate as signed, in the order of `years`; under null the total of the lines at the top. @param source null: of all */
async function signedEstimates(
  db: Db,
  planId: number,
  years: readonly number[],
  source: string | null,
): Promise<Map<number | null, z.infer<typeof Signed>>> {
  const { rows } = await sql<{ lineId: number | null; year: number | null; estimate: bigint }>`
    WITH own AS (
      SELECT e.line_id, e.year, e.estimate, l.parent_id IS NULL AS top
        FROM budget_line l JOIN budget_estimate e ON e.line_id = l.id
        JOIN funding_source s ON s.id = e.source_id
       WHERE l.plan_id = ${planId} AND s.key = coalesce(${source}::text, s.key))
    SELECT line_id, year, sum(estimate)::bigint AS estimate FROM own GROUP BY line_id, year
    UNION ALL
    SELECT NULL, year, sum(estimate)::bigint FROM own WHERE top GROUP BY year`.execute(db)
  const byLine = Map.groupBy(rows, (row) => row.lineId)
  return new Map(
    [...byLine].map(([line, own]) => {
      const of = (year: number | null) => own.find((row) => row.year === year)?.estimate ?? 0n
      return [line, { total: of(null), years: years.map(of) }]
    }),
  )
}

/** Each source of the plan's budget and each that money came from: its estimate at the top lines, and what has moved. */
async function rowsBySource(
  db: Db,
  planId: number,
  of: { sources: readonly FundingSource[]; years: readonly number[]; year: number | null },
): Promise<SourceRow[]> {
  const { rows: estimates } = await sql<{ key: string; year: number | null; estimate: bigint }>`
    SELECT s.key, e.year, sum(e.estimate)::bigint AS estimate
      FROM budget_line l JOIN budget_estimate e ON e.line_id = l.id JOIN funding_source s ON s.id = e.source_id
     WHERE l.plan_id = ${planId} AND l.parent_id IS NULL GROUP BY s.key, e.year`.execute(db)
  const { rows: moved } = await sql<Omit<Cell, 'estimate' | 'adjusted'> & { key: string }>`
    SELECT s.key, sum(p.allocated)::bigint AS allocated, sum(p.committed)::bigint AS committed,
           sum(p.disbursed)::bigint AS disbursed, sum(p.remaining)::bigint AS remaining
      FROM budget_line l JOIN budget_position p ON p.line_id = l.id JOIN funding_source s ON s.id = p.source_id
     WHERE l.plan_id = ${planId} AND p.year = coalesce(${of.year}::int, p.year) GROUP BY s.key`.execute(db)
  return of.sources.flatMap((source): SourceRow[] => {
    const own = estimates.filter(({ key }) => key === source.key)
    const cell = moved.find(({ key }) => key === source.key)
    if (own.length === 0 && cell === undefined) return []
    const estimate = (year: number | null) => own.find((row) => row.year === year)?.estimate ?? 0n
    const { key: _, ...money } = cell ?? { key: '', ...nothing }
    return [
      {
        ...source,
        spread: own.some(({ year }) => year !== null),
        signed: { total: estimate(null), years: of.years.map(estimate) },
        // What is shifted stays within its source.
        cell: { ...money, estimate: estimate(of.year), adjusted: estimate(of.year) },
      },
    ]
  })
}

/** For each line its figures under a source or all, groups summed; under null the total of the lines at the top. */
async function overviewCells(
  db: Db,
  plan: Plan,
  wantedYear: number | null,
  source: string | null,
): Promise<Map<number | null, Cell>> {
  const { rows } = await sql<Cell & { lineId: number | null }>`
    WITH RECURSIVE tree AS (
      SELECT id AS line_id, id AS part_id FROM budget_line WHERE plan_id = ${plan.id}
      UNION ALL
      SELECT tree.line_id, l.id FROM tree JOIN budget_line l ON l.parent_id = tree.part_id
    ), estimated AS (
      SELECT e.line_id, sum(e.estimate) AS estimate
        FROM budget_line l JOIN budget_estimate e ON e.line_id = l.id JOIN funding_source s ON s.id = e.source_id
       WHERE l.plan_id = ${plan.id} AND e.year IS NOT DISTINCT FROM ${wantedYear}::int
         AND s.key = coalesce(${source}::text, s.key)
       GROUP BY e.line_id
    ), moved AS (
      SELECT tree.line_id, sum(p.allocated) AS allocated, sum(p.committed) AS committed, sum(p.disbursed) AS disbursed,
             sum(p.remaining) AS remaining
        FROM tree
        JOIN budget_position p ON p.line_id = tree.part_id AND p.year = coalesce(${wantedYear}::int, p.year)
        JOIN funding_source s ON s.id = p.source_id AND s.key = coalesce(${source}::text, s.key)
       GROUP BY tree.line_id
    ), shifted AS (
      SELECT tree.line_id, sum(b.amount) AS amount
        FROM tree
        JOIN budget_shift b ON b.line_id = tree.part_id AND b.year = coalesce(${wantedYear}::int, b.year)
        JOIN funding_source s ON s.id = b.source_id AND s.key = coalesce(${source}::text, s.key)
       GROUP BY tree.line_id
    ), cell AS (
      SELECT l.id AS line_id, l.parent_id IS NULL AS top, coalesce(e.estimate, 0) AS estimate,
             coalesce(e.estimate, 0) + coalesce(h.amount, 0) AS adjusted,
             coalesce(m.allocated, 0) AS allocated, coalesce(m.committed, 0) AS committed,
             coalesce(m.disbursed, 0) AS disbursed, coalesce(m.remaining, 0) AS remaining
        FROM budget_line l
        LEFT JOIN estimated e ON e.line_id = l.id
        LEFT JOIN moved m ON m.line_id = l.id
        LEFT JOIN shifted h ON h.line_id = l.id
       WHERE l.plan_id = ${plan.id}
    )
    SELECT line_id, estimate::bigint, adjusted::bigint, allocated::bigint, committed::bigint, disbursed::bigint, remaining::bigint FROM cell
    UNION ALL
    SELECT NULL, coalesce(sum(estimate), 0)::bigint, coalesce(sum(adjusted), 0)::bigint, coalesce(sum(allocated), 0)::bigint,
           coalesce(sum(committed), 0)::bigint, coalesce(sum(disbursed), 0)::bigint, coalesce(sum(remaining), 0)::bigint
      FROM cell WHERE top`.execute(db)
  return new Map(rows.map(({ lineId, ...cell }) => [lineId, cell]))
}

/** What money can be booked on: leaf lines with each year's figures under each source, for forms. */
export const budgetChoices = query({
  name: 'budget.choices',
  summary: words('Mục, năm và nguồn để ghi tiền', 'Lines, years and sources to book on'),
  route: 'GET /budget/choices',
  input: z.object({}),
  output: z.object({
    years: z.array(z.int()),
    sources: z.array(FundingSource),
    /** The source that the estimate is of. */
    source: z.string(),
    /** The line that takes the commitments of applications. */
    supportLine: z.string().nullable(),
    lines: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        titleEn: z.string(),
        group: z.boolean(),
        /** Whether it takes commitments of the programme's own; the support line takes those of applications. */
        direct: z.boolean(),
      }),
    ),
  }),
  may: staff,
  async run({ db, planId }) {
    const plan = await activePlan({ db, planId })
    const lines = await db
      .selectFrom('budgetLine as l')
      .select(['l.code', 'l.title', 'l.titleEn'])
      .select((eb) =>
        eb
          .exists(eb.selectFrom('budgetLine as c').select('c.id').whereRef('c.parentId', '=', 'l.id'))
          .$castTo<boolean>()
          .as('group'),
      )
      .where('l.planId', '=', plan.id)
      .orderBy('l.ord')
      .orderBy('l.id')
      .execute()
    return {
      years: await budgetYears(db, plan.id),
      sources: await fundingSources(db),
      source: plan.budgetSource,
      supportLine: plan.supportLine,
      lines: lines.map((line) => ({ ...line, direct: !line.group && line.code !== plan.supportLine })),
    }
  },
})
