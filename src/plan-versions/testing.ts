import { readFileSync } from 'node:fs'
import { PlanDocument } from '../plan/index.ts'

/** Plan 181 as it lies in data/; a fresh copy each time. */
export function plan181(): PlanDocument {
  return PlanDocument.parse(
    JSON.parse(readFileSync(new URL('../../data/plans/plan-181.json', import.meta.url), 'utf8')),
  )
}

/** The plan with other figures on its lowest budget lines; groups, totals and year totals are summed anew. */
export function withEstimates(
  plan: PlanDocument,
  estimates: Readonly<Record<string, Readonly<Record<number, number>>>>,
): PlanDocument {
  const { budget } = plan
  const lines = budget.lines.map((line) => {
    const years: Record<string, number> = { ...line.years, ...estimates[line.code] }
    return { ...line, years }
  })
  const isGroup = (code: string) => lines.some((line) => line.parent === code)
  const leaves = (code: string): typeof lines =>
    lines.flatMap((line) => (line.parent !== code ? [] : isGroup(line.code) ? leaves(line.code) : [line]))
  const of = (parts: typeof lines, year: number) =>
    parts.reduce((sum, line) => sum + (line.years[year] ?? 0), 0)
  const summed = lines.map((line) => {
    const parts = isGroup(line.code) ? leaves(line.code) : [line]
    const years = Object.fromEntries(budget.years.map((year) => [String(year), of(parts, year)]))
    return { ...line, years, total: Object.values(years).reduce((sum, amount) => sum + amount, 0) }
  })
  const top = summed.filter((line) => line.parent === null)
  const yearTotals = Object.fromEntries(budget.years.map((year) => [String(year), of(top, year)]))
  const total = Object.values(yearTotals).reduce((sum, amount) => sum + amount, 0)
  return { ...plan, budget: { ...budget, lines: summed, yearTotals, total } }
}
