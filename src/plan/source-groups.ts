import type { Translate, Words } from '../platform/language.ts'
import type { AmountGroup } from '../ui/index.ts'
import { type BudgetSums, ofBudget, ofLine, sourcesOf, wholeTotal } from './budget.ts'

type Line = BudgetSums['lines'][number]

/**
 * The columns of a budget of several sources for its table: each source with the years that it is spread over, then all together.
 * @param nameOf what a source is called
 * @returns undefined for a budget of one source, whose table needs no more than its years
 */
export function sourceGroups<Row extends Line>(
  budget: Omit<BudgetSums, 'lines'> & { readonly lines: readonly Row[] },
  nameOf: (source: string) => Words,
  t: Translate,
): AmountGroup<Row>[] | undefined {
  if (budget.others === undefined || budget.others.length === 0) return undefined
  const saidYears = [budget.whole, ...budget.lines.map((line) => line.whole)].some(
    (row) => row !== undefined && Object.keys(row.years).length > 0,
  )
  return [
    ...sourcesOf(budget).map((source) => ({
      label: t(nameOf(source.source)),
      years: source.years,
      of: (line: Row | null) => (line === null ? ofBudget(budget, source) : ofLine(line, source)),
    })),
    {
      label: t('Tất cả các nguồn', 'All sources'),
      years: saidYears ? budget.years : [],
      of: (line) => ({
        total: wholeTotal(budget, line ?? undefined),
        years: (line === null ? budget.whole : line.whole)?.years ?? {},
      }),
    },
  ]
}
