import type { DraftDocument } from './rules.ts'

type Budget = DraftDocument['budget']

/**
 * The budget with every sum reckoned anew from its smallest lines: groups from their lines, totals from the years, the
 * grand totals from the groups. A line without parts keeps its years; one whose years are all unknown keeps its total.
 */
export function summed(budget: Budget): Budget {
  const lines = budget.lines.map((line) => ({ ...line, years: { ...line.years } }))
  // A group stands before its lines, so the last are reckoned first.
  for (const line of lines.toReversed()) {
    const parts = lines.filter(({ parent }) => parent !== null && parent === line.code)
    if (parts.length > 0) {
      for (const year of budget.years) line.years[year] = total(parts.map((part) => part.years[year]))
    }
    const years = budget.years.map((year) => line.years[year])
    const known = years.some((amount) => amount !== null && amount !== undefined)
    if (known) line.total = total(years)
    else if (parts.length > 0) line.total = total(parts.map((part) => part.total))
  }
  const groups = lines.filter(({ parent }) => parent === null)
  return {
    ...budget,
    lines,
    total: total(groups.map((group) => group.total)),
    yearTotals: Object.fromEntries(
      budget.years.map((year) => [String(year), total(groups.map((group) => group.years[year]))]),
    ),
  }
}

function total(amounts: readonly (number | null | undefined)[]): number {
  return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
}
