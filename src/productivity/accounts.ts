import {
  capitalProductivity,
  compareValueAdded,
  enterpriseTfpIndex,
  labourProductivity,
  profitability,
  unitLabourCost,
} from './rules.ts'

/** One year's accounts of an enterprise. Money in đồng, labour in persons, hours in hours; null is not known. */
export interface Accounts {
  readonly year: number
  readonly netRevenue: bigint
  readonly labourCost: bigint | null
  readonly profit: bigint | null
  /** Mean fixed assets of the year. */
  readonly fixedAssets: bigint | null
  readonly labour: number
  readonly hours: bigint | null
  /** Price level of the output; value added at constant prices is value added × 100 / this. */
  readonly priceIndex: number
  readonly valueAddedProduction: bigint | null
  readonly valueAddedIncome: bigint | null
}

/** What the accounts say of productivity; null where a figure is missing or the denominator is not positive. */
export interface Measures {
  readonly year: number
  /** In đồng, by income where it can be had, else by production. */
  readonly valueAdded: bigint | null
  readonly way: 'income' | 'production' | null
  /** How far the two ways are apart, when both are there. */
  readonly twoWays: { readonly percent: number; readonly agrees: boolean } | null
  /** Đồng a person. */
  readonly perPerson: number | null
  /** Đồng an hour. */
  readonly perHour: number | null
  /** Value added per đồng of fixed assets. */
  readonly perCapital: number | null
  readonly unitLabourCost: number | null
  /** Profit before tax over net revenue. */
  readonly profitability: number | null
  /** TFP, the first year that has all figures = 100. */
  readonly tfp: number | null
}

const positive = (value: bigint | null): value is bigint => value !== null && value > 0n

/**
 * The measures of each year, in the order given (ascending). TFP is a chain of Törnqvist links with the two years' mean
 * labour share (labour cost over value added) at constant prices; a year without the figures breaks no other.
 */
export function measuresOf(years: readonly Accounts[]): Measures[] {
  const index = tfpOf(years)
  return years.map((accounts) => {
    const { valueAddedIncome, valueAddedProduction, labourCost, profit, netRevenue } = accounts
    const valueAdded = valueAddedIncome ?? valueAddedProduction
    const added = positive(valueAdded) ? valueAdded : null
    return {
      year: accounts.year,
      valueAdded,
      way: valueAddedIncome !== null ? 'income' : valueAddedProduction !== null ? 'production' : null,
      twoWays:
        valueAddedIncome === null || valueAddedProduction === null
          ? null
          : compareValueAdded(valueAddedProduction, valueAddedIncome),
      perPerson: valueAdded === null ? null : labourProductivity(valueAdded, accounts.labour),
      perHour:
        valueAdded === null || !positive(accounts.hours)
          ? null
          : labourProductivity(valueAdded, Number(accounts.hours)),
      perCapital:
        valueAdded === null || !positive(accounts.fixedAssets)
          ? null
          : capitalProductivity(valueAdded, accounts.fixedAssets),
      unitLabourCost: added === null || labourCost === null ? null : unitLabourCost(labourCost, added),
      profitability: profit === null || netRevenue <= 0n ? null : profitability(profit, netRevenue),
      tfp: index.get(accounts.year) ?? null,
    }
  })
}

function tfpOf(years: readonly Accounts[]): Map<number, number> {
  const usable = years.flatMap((accounts) => {
    const added = accounts.valueAddedIncome ?? accounts.valueAddedProduction
    const { fixedAssets, labourCost, labour, priceIndex, year } = accounts
    if (!positive(added) || !positive(fixedAssets) || labourCost === null) return []
    const laborShare = Number(labourCost) / Number(added)
    // A share above 1 says that labour got more than was added: no account of growth stands on that.
    if (!(laborShare > 0 && laborShare < 1)) return []
    const constant = BigInt(Math.round((Number(added) * 100) / priceIndex))
    return constant > 0n ? [{ year, valueAdded: constant, capital: fixedAssets, labour, laborShare }] : []
  })
  const index = new Map<number, number>()
  let level = 100
  for (const [place, current] of usable.entries()) {
    const before = usable[place - 1]
    if (before !== undefined) level *= enterpriseTfpIndex(before, current) / 100
    index.set(current.year, level)
  }
  // One year alone is compared with nothing.
  return usable.length < 2 ? new Map() : index
}
