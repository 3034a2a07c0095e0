/** The columns of `wanted` that differ from the row; null when the row is as wanted and needs no writing. */
export function changedColumns<T extends object>(
  row: Readonly<Record<keyof T, unknown>>,
  wanted: T,
): Partial<T> | null {
  const changes: Partial<T> = {}
  let some = false
  for (const key in wanted) {
    if (row[key] === wanted[key]) continue
    changes[key] = wanted[key]
    some = true
  }
  return some ? changes : null
}
