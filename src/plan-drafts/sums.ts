import { type AmountRow, ofBudget, ofLine, type SourceColumns, sourcesOf } from '../plan/index.ts'
import type { DraftDocument } from './draft.ts'

type Budget = DraftDocument['budget']
type Row = { total: number | null; years: Record<string, number | null> }

/**
 * The budget with every sum reckoned anew from its smallest lines: groups from their lines, totals from the years, the
 * grand totals from the groups, under each source; then what all sources make together. A line without parts keeps its years; one
 * whose years are all unknown, and a source that is not spread over the years, keeps its total.
 */
export function summed(budget: Budget): Budget {
  const sources = sourcesOf(budget)
  const rows = new Map(sources.map((source) => [source.source, summedRows(budget, source)]))
  const several = sources.length > 1
  const together = (of: (source: SourceColumns) => AmountRow | undefined): Row => {
    const parts = sources.map(of)
    const spread = sources.every(({ years }) => years.length > 0)
    return {
      total: total(parts.map((part) => part?.total)),
      years: spread
        ? Object.fromEntries(
            budget.years.map((year) => [String(year), total(parts.map((part) => part?.years[year]))]),
          )
        : {},
    }
  }
  const own = sources[0]?.source ?? ''
  const others = sources.slice(1)
  const lines = budget.lines.map((line, place) => ({
    ...line,
    ...(rows.get(own)?.[place] ?? { total: line.total, years: line.years }),
    ...(several
      ? {
          others: Object.fromEntries(
            others.map(({ source }) => [source, rows.get(source)?.[place] ?? { total: 0, years: {} }]),
          ),
          whole: together(({ source }) => rows.get(source)?.[place]),
        }
      : {}),
  }))
  const tops = lines.flatMap((line, place) => (line.parent === null ? [place] : []))
  const grand = (source: SourceColumns): Row => {
    if (lines.length === 0) {
      const { total, years } = ofBudget(budget, source) ?? { total: 0, years: {} }
      return { total, years: { ...years } }
    }
    const top = tops.map((place) => rows.get(source.source)?.[place])
    return {
      total: total(top.map((row) => row?.total)),
      years: Object.fromEntries(
        source.years.map((year) => [String(year), total(top.map((row) => row?.years[year]))]),
      ),
    }
  }
  const { total: ownTotal, years: yearTotals } = sources.slice(0, 1).map(grand)[0] ?? { total: 0, years: {} }
  return {
    ...budget,
    lines,
    total: ownTotal,
    yearTotals,
    ...(several
      ? {
          others: others.map((source) => ({ source: source.source, ...grand(source) })),
          whole: together(grand),
        }
      : {}),
  }
}

/** The amounts of one source, line by line. A group stands before its lines, so the last are reckoned first. */
function summedRows(budget: Budget, source: SourceColumns): Row[] {
  const rows = budget.lines.map((line) => {
    const { total = null, years = {} } = ofLine(line, source) ?? {}
    return { code: line.code, parent: line.parent, total, years: { ...years } as Row['years'] }
  })
  for (const row of rows.toReversed()) {
    const parts = rows.filter(({ parent }) => parent !== null && parent === row.code)
    if (parts.length > 0)
      for (const year of source.years) row.years[year] = total(parts.map((part) => part.years[year]))
    const years = source.years.map((year) => row.years[year])
    const known = years.some((amount) => amount !== null && amount !== undefined)
    if (known) row.total = total(years)
    else if (parts.length > 0) row.total = total(parts.map((part) => part.total))
  }
  return rows.map(({ total, years }) => ({ total, years }))
}

function total(amounts: readonly (number | null | undefined)[]): number {
  return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
}
