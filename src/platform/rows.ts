/*
 * Rows of a result, reshaped. A long list is thousands of objects with the same keys: copied from one pattern they stay as quick to read and
 * to write out as those that the driver made; a rest (`{ a, ...row }`) or an assignment key by key makes each of them slow.
 */

/** Rows under other keys. @param names the new keys in the order of the rows' own; undefined leaves one out */
export function renamed(
  rows: readonly object[],
  names: readonly (string | undefined)[],
): Record<string, unknown>[] {
  const kept = names.flatMap((name, place) => (name === undefined ? [] : [{ name, place }]))
  const pattern = Object.fromEntries(kept.map(({ name }) => [name, null]))
  return rows.map((row) => {
    const values: unknown[] = Object.values(row)
    const copy: Record<string, unknown> = { ...pattern }
    for (const { name, place } of kept) copy[name] = values[place]
    return copy
  })
}

/** Rows of one shape without some of their keys. */
export function without<Row extends object, Key extends keyof Row & string>(
  rows: readonly Row[],
  ...keys: readonly Key[]
): Omit<Row, Key>[] {
  const left: readonly string[] = keys
  const names = Object.keys(rows[0] ?? {}).map((key) => (left.includes(key) ? undefined : key))
  return renamed(rows, names) as Omit<Row, Key>[]
}
