import { type AmountRow, ofBudget, ofLine, sourcesOf, wholeTotal } from '../plan/index.ts'
import type { DraftDocument } from '../plan-drafts/index.ts'
import { type Names, oneLine } from './words.ts'

type Budget = DraftDocument['budget']
type Line = Budget['lines'][number]

/** A column of amounts: under which head it stands, how it is called, and what it holds of a line (null: the grand total). */
export interface AmountColumn {
  readonly over: string
  readonly head: string
  readonly of: (line: Line | null) => number | null
}

/**
 * The columns of amounts of a budget's table. Of one source: the total and the years. Of several: each source with its total and the
 * years that it is spread over, then all sources together; the reader takes these heads apart again.
 */
export function amountColumns(budget: Budget, { sources }: Pick<Names, 'sources'>): AmountColumn[] {
  const group = (
    over: string,
    years: readonly number[],
    row: (line: Line | null) => AmountRow | undefined,
  ): AmountColumn[] => [
    { over, head: 'Tổng', of: (line) => row(line)?.total ?? null },
    ...years.map((year) => ({
      over,
      head: String(year),
      of: (line: Line | null) => row(line)?.years[year] ?? null,
    })),
  ]
  const columns = sourcesOf(budget)
  const [own, ...others] = columns
  if (own === undefined || others.length === 0)
    return group('Dự toán kinh phí', budget.years, (line) =>
      line === null ? { total: budget.total, years: budget.yearTotals } : line,
    )
  const rows = [budget.whole, ...budget.lines.map((line) => line.whole)]
  const saidYears = rows.some((row) => row !== undefined && Object.keys(row.years).length > 0)
  return [
    ...columns.flatMap((source) =>
      group(sourceHead(source.source, sources), source.years, (line) =>
        line === null ? ofBudget(budget, source) : ofLine(line, source),
      ),
    ),
    ...group(together, saidYears ? budget.years : [], (line) => ({
      total: wholeTotal(budget, line ?? undefined),
      years: (line === null ? budget.whole : line.whole)?.years ?? {},
    })),
  ]
}

/** Without the years of all sources together, which the sources make up: for a page that has no room for them. */
export function withoutWholeYears(columns: readonly AmountColumn[]): AmountColumn[] {
  return columns.filter(({ over, head }) => over !== together || head === 'Tổng')
}

const together = 'Tổng các nguồn'

/** How a source heads its columns: by its name, called a source where the name does not say so. */
function sourceHead(key: string, names: Names['sources']): string {
  const name = oneLine((names?.get(key) ?? key).replace(/[():]/g, ' '))
  return /^(?:nguồn|vốn|kinh phí|ngân sách)(?!\p{L})/iu.test(name) ? name : `Nguồn ${name}`
}
