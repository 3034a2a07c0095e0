import type { FormValues } from '../platform/page.ts'

/* Lists of a command as rows of a form: `sizes.0.size`, … An empty row is none, so a row is taken out by emptying it. */

const typed = (values: FormValues, name: string): string => {
  const value = values[name]
  return ((Array.isArray(value) ? value.at(-1) : value) ?? '').trim()
}

/** The rows that were typed, each with its cells as they were typed; empty ones are left out. */
export function rowsOf<Cell extends string>(
  values: FormValues,
  name: string,
  cells: readonly Cell[],
): Record<Cell, string>[] {
  const places = new Set(
    Object.keys(values).flatMap((key) => {
      const [list, place, cell] = key.split('.')
      return list === name && cells.some((one) => one === cell) && /^\d{1,3}$/.test(place ?? '')
        ? [Number(place)]
        : []
    }),
  )
  return [...places]
    .sort((one, other) => one - other)
    .map(
      (place) =>
        Object.fromEntries(cells.map((cell) => [cell, typed(values, `${name}.${place}.${cell}`)])) as Record<
          Cell,
          string
        >,
    )
    .filter((row) => Object.values(row).some((text) => text !== ''))
}

/** The fields that show a list. */
export function formOfRows(name: string, rows: readonly object[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap((row, place) =>
      Object.entries(row)
        .filter(([, value]) => value !== null && value !== undefined && value !== false)
        .map(([cell, value]) => [`${name}.${place}.${cell}`, String(value)]),
    ),
  )
}

/** How many rows a form shows: those that are typed, and some to fill in. */
export const rowsShown = (values: FormValues, name: string, cells: readonly string[], spare: number) =>
  rowsOf(values, name, cells).length + spare

/** A cell that is left out of the input where it is empty. */
export const orLeftOut = (text: string): string | undefined => (text === '' ? undefined : text)
