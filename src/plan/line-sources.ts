import type { Db } from '../platform/database.ts'
import { ofLine, sourcesOf } from './budget.ts'
import type { PlanBudget } from './rules.ts'

/**
 * Brings what other sources than the plan's own give to its lines in step with the budget.
 * @param lineIds the rows of the budget's lines by their codes
 * @throws Error when the budget names a source that is not in the catalogue
 */
export async function writeLineSources(
  db: Db,
  lineIds: ReadonlyMap<string, number>,
  budget: PlanBudget,
): Promise<void> {
  const ids = [...lineIds.values()]
  if (ids.length === 0) return
  const wanted = await estimatesOf(db, lineIds, budget)
  const [totals, years] = [
    await db.selectFrom('budgetLineSource').selectAll().where('lineId', 'in', ids).execute(),
    await db.selectFrom('budgetLineSourceYear').selectAll().where('lineId', 'in', ids).execute(),
  ]
  const key = (row: { lineId: number; sourceId: number; year?: number }) =>
    [row.lineId, row.sourceId, row.year].join('/')
  const [wantedTotals, wantedYears] = [
    new Map(wanted.totals.map((row) => [key(row), row])),
    new Map(wanted.years.map((row) => [key(row), row])),
  ]
  for (const row of years) {
    if (wantedYears.has(key(row))) continue
    await db
      .deleteFrom('budgetLineSourceYear')
      .where('lineId', '=', row.lineId)
      .where('sourceId', '=', row.sourceId)
      .where('year', '=', row.year)
      .execute()
  }
  for (const row of totals) {
    if (wantedTotals.has(key(row))) continue
    await db
      .deleteFrom('budgetLineSource')
      .where('lineId', '=', row.lineId)
      .where('sourceId', '=', row.sourceId)
      .execute()
  }
  // A row that says the same is left alone: the audit trail tells of changes alone.
  const [heldTotals, heldYears] = [
    new Map(totals.map((row) => [key(row), row.total])),
    new Map(years.map((row) => [key(row), row.estimate])),
  ]
  const newTotals = wanted.totals.filter((row) => heldTotals.get(key(row)) !== row.total)
  if (newTotals.length > 0)
    await db
      .insertInto('budgetLineSource')
      .values(newTotals)
      .onConflict((there) =>
        there.columns(['lineId', 'sourceId']).doUpdateSet((eb) => ({ total: eb.ref('excluded.total') })),
      )
      .execute()
  const newYears = wanted.years.filter((row) => heldYears.get(key(row)) !== row.estimate)
  if (newYears.length > 0)
    await db
      .insertInto('budgetLineSourceYear')
      .values(newYears)
      .onConflict((there) =>
        there
          .columns(['lineId', 'sourceId', 'year'])
          .doUpdateSet((eb) => ({ estimate: eb.ref('excluded.estimate') })),
      )
      .execute()
}

/** The rows that a budget of several sources becomes. */
async function estimatesOf(db: Db, lineIds: ReadonlyMap<string, number>, budget: PlanBudget) {
  const others = sourcesOf(budget).filter(({ own }) => !own)
  const sources =
    others.length === 0
      ? []
      : await db
          .selectFrom('fundingSource')
          .select(['id', 'key'])
          .where(
            'key',
            'in',
            others.map(({ source }) => source),
          )
          .execute()
  const totals: { lineId: number; sourceId: number; total: bigint }[] = []
  const years: { lineId: number; sourceId: number; year: number; estimate: bigint }[] = []
  for (const other of others) {
    const sourceId = sources.find(({ key }) => key === other.source)?.id
    if (sourceId === undefined)
      throw new Error(`The budget names the source ${other.source}, which is not there`)
    for (const line of budget.lines) {
      const lineId = lineIds.get(line.code)
      if (lineId === undefined) continue
      const row = ofLine(line, other)
      totals.push({ lineId, sourceId, total: BigInt(row?.total ?? 0) })
      for (const year of other.years)
        years.push({ lineId, sourceId, year, estimate: BigInt(row?.years[year] ?? 0) })
    }
  }
  return { totals, years }
}
