import { indicatorOf } from './quantities.ts'
import type { BudgetLine, IndicatorKey, LineQuantity } from './schema.ts'
import { foldSameLength } from './text.ts'

/** A quantity of a budget line, and what it counts as far as its unit and the line's words tell. */
export interface CountedQuantity {
  readonly line: BudgetLine
  readonly quantity: LineQuantity
  readonly number: number
  readonly indicator: IndicatorKey | null
}

/** What the lines of a table count: each line, and a group only when its lines count nothing. */
export function quantitiesOfLines(lines: readonly BudgetLine[]): CountedQuantity[] {
  const counting = new Set(lines.filter(({ quantity }) => quantity.length > 0).map(({ parent }) => parent))
  return lines
    .filter(({ code }) => !counting.has(code))
    .flatMap((line) =>
      line.quantity.flatMap((quantity) => {
        const number = quantity.min ?? quantity.max
        const unit = quantity.unit === null ? null : foldSameLength(quantity.unit)
        const indicator = indicatorOf(unit, foldSameLength(line.title))
        return number === null ? [] : [{ line, quantity, number, indicator }]
      }),
    )
}
