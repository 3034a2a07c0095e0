/** The element at `i`, NaN outside: a slip of an index shows in the result instead of counting as zero. */
export function at(values: ArrayLike<number>, i: number): number {
  return values[i] ?? Number.NaN
}

/** Sum of the values; 0 of none. */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += at(values, i)
  return total
}

/** Arithmetic mean; NaN of none. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length
}

/**
 * Quantile `p` (0 to 1) of values sorted ascending, linear between neighbours (Hyndman and Fan 1996, type 7, the rule
 * of Excel's QUARTILE.INC). NaN of none.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p
  const below = Math.floor(place)
  const low = at(sorted, below)
  const rest = place - below
  return rest === 0 ? low : low + rest * (at(sorted, below + 1) - low)
}
