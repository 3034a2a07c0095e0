/*
 * What is marked in figures of several recipients, by stated definitions:
 * - a change: against the same figure of the period before, by half of that or more; from nothing to something too;
 * - an outlier: among at least five figures, the modified z-score 0.6745 · |x − median| / MAD is over 3.5 (MAD: the median of the distances from
 *   the median; Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). Where MAD is nothing, half of the figures or more are
 *   the same, and none is called an outlier.
 */

/** From which share of the figure of the period before a change is marked. */
export const markedChange = 0.5
/** How many figures there must be before one is called an outlier. */
export const fewest = 5
export const markedScore = 3.5

/** The figure of one recipient in a place, and what it was in the period before. */
export interface Given {
  readonly key: string
  readonly amount: number
  readonly before: number | null
}

export interface Marked {
  readonly key: string
  /** The change against the period before; null where that is not known. */
  readonly change: number | null
  readonly isChange: boolean
  readonly isOutlier: boolean
}

/** @returns 0 for no figures */
export function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}

export const isMarkedChange = (amount: number, before: number): boolean =>
  before === 0 ? amount !== 0 : Math.abs(amount - before) >= markedChange * Math.abs(before)

/** What is marked of the figures of one place. */
export function marksOf(figures: readonly Given[]): Marked[] {
  const amounts = figures.map(({ amount }) => amount)
  const middle = medianOf(amounts)
  const spread = medianOf(amounts.map((amount) => Math.abs(amount - middle)))
  return figures.map(({ key, amount, before }) => ({
    key,
    change: before === null ? null : amount - before,
    isChange: before !== null && isMarkedChange(amount, before),
    isOutlier:
      figures.length >= fewest && spread > 0 && (0.6745 * Math.abs(amount - middle)) / spread > markedScore,
  }))
}
