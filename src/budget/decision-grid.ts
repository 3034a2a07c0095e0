import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import type { Standing } from './decision-rules.ts'

/** A line of the grid of a plan's year. */
export interface GridLine {
  readonly id: number
  readonly code: string
  readonly title: string
  readonly titleEn: string
  readonly parent: string | null
  /** A sum of its sub-lines: money does not stand on it. */
  readonly group: boolean
  /** Whether the budget has this year on it. */
  readonly hasYear: boolean
}

export interface GridSource {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly nameEn: string
  /** What enterprises put in themselves: nobody allocates it. */
  readonly own: boolean
  /** Whether the plan estimates it or money of it stands on its lines. */
  readonly used: boolean
}

/** How a cell stands, with what the form shows of it. */
export interface GridCell extends Standing {
  /** Allocated in this year. */
  readonly given: bigint
}

/** The lines of a plan in a year by the sources of money, with how each stands. */
export interface Grid {
  readonly planId: number
  readonly year: number
  readonly years: readonly number[]
  readonly lines: readonly GridLine[]
  readonly sources: readonly GridSource[]
  readonly cell: (line: GridLine, source: GridSource) => GridCell
}

interface StoredCell {
  readonly lineId: number
  readonly sourceId: number
  readonly ofYear: bigint | null
  readonly ofPeriod: bigint | null
  readonly shifted: bigint
  readonly shiftedAll: bigint
  readonly given: bigint
  readonly givenAll: bigint
  readonly available: bigint
}

/**
 * Reads the grid of a plan's year in three questions. An estimate of a source is the year's where the plan spreads it over its years,
 * else that of all of them, and then what was allocated in all years counts.
 */
export async function gridOf(db: Db, planId: number, year: number): Promise<Grid> {
  const lines = await db
    .selectFrom('budgetLine as l')
    .leftJoin('budgetLine as above', 'above.id', 'l.parentId')
    .select(['l.id', 'l.code', 'l.title', 'l.titleEn', 'above.code as parent'])
    .select(
      sql<boolean>`EXISTS (SELECT FROM budget_line_year y WHERE y.line_id = l.id AND y.year = ${year})`.as(
        'hasYear',
      ),
    )
    .where('l.planId', '=', planId)
    .orderBy('l.ord')
    .orderBy('l.id')
    .execute()
  const parents = new Set(lines.map(({ parent }) => parent))
  const { rows: cells } = await sql<StoredCell>`
    WITH line AS (SELECT id FROM budget_line WHERE plan_id = ${planId}), part AS (
      SELECT e.line_id, e.source_id, CASE WHEN e.year = ${year} THEN e.estimate END AS of_year,
             CASE WHEN e.year IS NULL THEN e.estimate END AS of_period, 0::bigint AS shifted, 0::bigint AS shifted_all,
             0::bigint AS given, 0::bigint AS given_all, 0::bigint AS available
        FROM budget_estimate e JOIN line ON line.id = e.line_id WHERE e.year IS NULL OR e.year = ${year}
      UNION ALL
      SELECT s.line_id, s.source_id, NULL, NULL, CASE WHEN s.year = ${year} THEN s.amount ELSE 0 END, s.amount, 0, 0, 0
        FROM budget_shift s JOIN line ON line.id = s.line_id
      UNION ALL
      SELECT p.line_id, p.source_id, NULL, NULL, 0, 0, CASE WHEN p.year = ${year} THEN p.allocated ELSE 0 END, p.allocated,
             CASE WHEN p.year = ${year} THEN p.remaining ELSE 0 END
        FROM budget_position p JOIN line ON line.id = p.line_id)
    SELECT line_id, source_id, max(of_year)::bigint AS of_year, max(of_period)::bigint AS of_period, sum(shifted)::bigint AS shifted,
           sum(shifted_all)::bigint AS shifted_all, sum(given)::bigint AS given, sum(given_all)::bigint AS given_all,
           sum(available)::bigint AS available
      FROM part GROUP BY line_id, source_id`.execute(db)
  const byPlace = new Map(cells.map((cell) => [`${cell.lineId}/${cell.sourceId}`, cell]))
  const used = new Set(cells.map(({ sourceId }) => sourceId))
  const sources = await db
    .selectFrom('fundingSource')
    .select(['id', 'key', 'name', 'nameEn', 'kind'])
    .orderBy('ord')
    .orderBy('id')
    .execute()
  const years = await db
    .selectFrom('budgetLineYear as y')
    .innerJoin('budgetLine as l', 'l.id', 'y.lineId')
    .select('y.year')
    .distinct()
    .where('l.planId', '=', planId)
    .orderBy('y.year')
    .execute()
  return {
    ...{ planId, year, years: years.map((row) => row.year) },
    lines: lines.map((line) => ({ ...line, group: parents.has(line.code) })),
    sources: sources.map(({ kind, ...source }) => ({
      ...source,
      own: kind === 'counterpart',
      used: used.has(source.id),
    })),
    cell: (line, source) => cellOf(byPlace.get(`${line.id}/${source.id}`)),
  }
}

function cellOf(stored: StoredCell | undefined): GridCell {
  if (stored === undefined) return { available: 0n, allocated: 0n, estimate: null, given: 0n }
  const { ofYear, ofPeriod, shifted, shiftedAll, given, givenAll, available } = stored
  if (ofYear !== null) return { available, given, allocated: given, estimate: ofYear + shifted }
  const estimate = ofPeriod === null ? null : ofPeriod + shiftedAll
  return { available, given, allocated: givenAll, estimate }
}

/** A cell of the grid by the names that people use, or why there is none. */
export function placeIn(
  grid: Grid,
  { line: code, source: key }: { readonly line: string; readonly source: string },
): { line: GridLine; source: GridSource } | Words {
  const line = grid.lines.find((one) => one.code === code)
  const source = grid.sources.find((one) => one.key === key)
  if (line === undefined) return words(`Dự toán không có mục ${code}.`, `The budget has no line ${code}.`)
  if (line.group)
    return words(
      `Mục ${code} là tổng của các mục con; xin chọn mục con.`,
      `Line ${code} is the sum of its sub-lines; choose one of them.`,
    )
  if (!line.hasYear)
    return words(
      `Dự toán của kế hoạch không có năm ${grid.year}.`,
      `The plan's budget has no year ${grid.year}.`,
    )
  if (source === undefined) return words('Không có nguồn kinh phí này.', 'There is no such funding source.')
  return { line, source }
}

/** What a decision has come to with its booked corrections, by line and source; with the plan, year and kind of it. @throws Problem 404 */
export async function decided(db: Db, decisionId: number) {
  const root = await db
    .selectFrom('allocationDecision')
    .select(['id', 'planId', 'kind', 'year', 'documentNumber', 'correctsId', 'fileId'])
    .where('id', '=', decisionId)
    .executeTakeFirst()
  if (root === undefined) throw notFound(words('quyết định', 'Decision'))
  const rows = await db
    .selectFrom('allocationDecisionEntry as r')
    .innerJoin('allocationDecision as d', 'd.id', 'r.decisionId')
    .innerJoin('budgetLine as l', 'l.id', 'r.lineId')
    .innerJoin('fundingSource as s', 's.id', 'r.sourceId')
    .select([
      'l.code as line',
      's.key as source',
      'r.amount',
      'r.decisionId',
      'r.lineId',
      'r.sourceId',
      'r.entryId',
    ])
    .where('d.state', '=', 'booked')
    .where('r.year', '=', root.year)
    .where((eb) => eb.or([eb('d.id', '=', decisionId), eb('d.correctsId', '=', decisionId)]))
    .orderBy('r.id')
    .execute()
  const sums = new Map<string, bigint>()
  for (const row of rows) {
    const place = `${row.line}|${row.source}`
    sums.set(place, (sums.get(place) ?? 0n) + row.amount)
  }
  for (const [place, amount] of sums) if (amount === 0n) sums.delete(place)
  return { root, sums, own: rows.filter((row) => row.decisionId === decisionId) }
}
