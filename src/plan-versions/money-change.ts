import type { PlanDocument } from '../plan/index.ts'

/** Amounts in đồng; null: the line or the year is not there. An amount that is not there counts as zero in `difference`. */
export interface MoneyChange {
  readonly before: bigint | null
  readonly after: bigint | null
  readonly difference: bigint
}
export interface YearChange extends MoneyChange {
  readonly year: number
}

/** What a source gives before and after; its years where it is spread over them. */
export interface SourceChange {
  readonly source: string
  readonly total: MoneyChange
  readonly years: readonly YearChange[]
}

type OtherRows = NonNullable<PlanDocument['budget']['lines'][number]['others']>

/** What each other source gives in all. */
export function otherTotals({ budget }: PlanDocument): OtherRows {
  return Object.fromEntries((budget.others ?? []).map(({ source, ...row }) => [source, row]))
}

/** What each source gives in two rows. */
export function sourceChanges(before: OtherRows = {}, after: OtherRows = {}): SourceChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((source) => ({
    source,
    total: money(before[source]?.total, after[source]?.total),
    years: yearChanges(before[source]?.years ?? {}, after[source]?.years ?? {}),
  }))
}

export function money(before: number | null | undefined, after: number | null | undefined): MoneyChange {
  const one = before === null || before === undefined ? null : BigInt(before)
  const other = after === null || after === undefined ? null : BigInt(after)
  return { before: one, after: other, difference: (other ?? 0n) - (one ?? 0n) }
}

export function yearChanges(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): YearChange[] {
  const years = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return years.map((year) => ({ year: Number(year), ...money(before[year], after[year]) }))
}
