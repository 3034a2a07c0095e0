import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan, type Plan } from '../plan/index.ts'
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
  allocated: dongOut(),
  committed: dongOut(),
  disbursed: dongOut(),
  remaining: dongOut(),
})
export type Cell = z.infer<typeof Cell>
/** The estimate as it stands in the signed plan: of the provincial budget, for each of the budget's years and whole. */
const Signed = z.object({ total: dongOut(), years: z.array(dongOut()) })
const OverviewLine = z.object({
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

const Source = z.object({ key: z.string(), name: z.string(), nameEn: z.string() })

/** All sources of funds, in the plan's order. */
async function fundingSources(db: Db): Promise<z.infer<typeof Source>[]> {
  return db
    .selectFrom('fundingSource')
    .select(['key', 'name', 'nameEn'])
    .orderBy('ord')
    .orderBy('id')
    .execute()
}

/** The budget as signed beside its execution: one line's figures for one year or the period, under one source or all. */
export const budgetOverview = query({
  name: 'budget.overview',
  summary: words('Dự toán và thực hiện', 'Estimate and execution'),
  route: 'GET /budget',
  input: z.object({ year: optionalYear(), source: optionalText(40) }),
  output: z.object({
    plan: z.object({ id: z.int(), number: z.string(), issuedOn: z.iso.date() }),
    years: z.array(z.int()),
    sources: z.array(Source),
    /** The source that is shown; null for all together. */
    source: z.string().nullable(),
    /** The year that is shown; null for all together. */
    year: z.int().nullable(),
    lines: z.array(OverviewLine),
    totalSigned: Signed,
    total: Cell,
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
    const signed = await signedEstimates(db, plan.id, years)
    const parents = new Set(lines.map((line) => line.parent))
    return {
      plan: { id: plan.id, number: plan.number, issuedOn: plan.issuedOn },
      years,
      sources,
      source: chosen,
      year: input.year ?? null,
      lines: lines.map(({ id, ...line }) => ({
        ...line,
        group: parents.has(line.code),
        signed: signed.get(id) ?? { total: 0n, years: [] },
        cell: cells.get(id) ?? nothing,
      })),
      totalSigned: signed.get(null) ?? { total: 0n, years: [] },
      total: cells.get(null) ?? nothing,
    }
  },
})

const nothing: Cell = { estimate: 0n, allocated: 0n, committed: 0n, disbursed: 0n, remaining: 0n }

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

/** For each line its estimate as signed, in the order of `years`; under null the total of the lines at the top. */
async function signedEstimates(
  db: Db,
  planId: number,
  years: readonly number[],
): Promise<Map<number | null, z.infer<typeof Signed>>> {
  const { rows } = await sql<{ lineId: number | null; year: number | null; estimate: bigint }>`
    SELECT y.line_id, y.year, sum(y.estimate)::bigint AS estimate
      FROM budget_line_year y JOIN budget_line l ON l.id = y.line_id
     WHERE l.plan_id = ${planId}
     GROUP BY GROUPING SETS ((y.line_id, y.year), (y.line_id))
    UNION ALL
    SELECT NULL, y.year, sum(y.estimate)::bigint
      FROM budget_line_year y JOIN budget_line l ON l.id = y.line_id
     WHERE l.plan_id = ${planId} AND l.parent_id IS NULL
     GROUP BY GROUPING SETS ((y.year), ())`.execute(db)
  const byLine = Map.groupBy(rows, (row) => row.lineId)
  return new Map(
    [...byLine].map(([line, own]) => {
      const of = (year: number | null) => own.find((row) => row.year === year)?.estimate ?? 0n
      return [line, { total: of(null), years: years.map(of) }]
    }),
  )
}

/** For each line its figures, groups summed; under null the total of the lines at the top. An estimate is of one source alone. */
async function overviewCells(
  db: Db,
  plan: Plan,
  wantedYear: number | null,
  source: string | null,
): Promise<Map<number | null, Cell>> {
  const estimated = source === null || source === plan.budgetSource
  const { rows } = await sql<Cell & { lineId: number | null }>`
    WITH RECURSIVE tree AS (
      SELECT id AS line_id, id AS part_id, parent_id IS NULL AS top FROM budget_line WHERE plan_id = ${plan.id}
      UNION ALL
      SELECT tree.line_id, l.id, tree.top FROM tree JOIN budget_line l ON l.parent_id = tree.part_id
    ), cell AS (
      SELECT tree.line_id, tree.top, y.year, CASE WHEN ${estimated} THEN y.estimate ELSE 0 END AS estimate,
             sum(p.allocated) AS allocated, sum(p.committed) AS committed, sum(p.disbursed) AS disbursed,
             sum(p.remaining) AS remaining
        FROM tree
        JOIN budget_line_year y ON y.line_id = tree.line_id
        LEFT JOIN (budget_position p JOIN funding_source s ON s.id = p.source_id)
          ON p.line_id = tree.part_id AND p.year = y.year AND s.key = coalesce(${source}::text, s.key)
       WHERE y.year = coalesce(${wantedYear}::int, y.year)
       GROUP BY tree.line_id, tree.top, y.year, y.estimate
    )
    SELECT line_id, sum(estimate)::bigint AS estimate, coalesce(sum(allocated), 0)::bigint AS allocated,
           coalesce(sum(committed), 0)::bigint AS committed, coalesce(sum(disbursed), 0)::bigint AS disbursed,
           coalesce(sum(remaining), 0)::bigint AS remaining
      FROM cell GROUP BY line_id
    UNION ALL
    SELECT NULL, coalesce(sum(estimate), 0)::bigint, coalesce(sum(allocated), 0)::bigint,
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
    sources: z.array(Source),
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
