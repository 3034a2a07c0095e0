/** The value in the middle; of an even number the higher one; 0 of none. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0
}
