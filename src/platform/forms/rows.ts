import type { FormValues } from '../page.ts'

/**
 * The rows of a list that a form repeats, out of the fields `list.0.name`, `list.1.name` …, by the names of their fields.
 * A number that is missing is an empty row; one from `most` on is left out.
 */
export function rowsTyped(values: FormValues, list: string, most: number): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const [field, value] of Object.entries(values)) {
    const [, of, digits, key] = /^(\w+)\.(\d+)\.(\w+)$/.exec(field) ?? []
    const at = Number(digits)
    if (of !== list || key === undefined || at >= most) continue
    rows[at] = { ...rows[at], [key]: String([value ?? ''].flat().at(-1) ?? '') }
  }
  return Array.from(rows, (row) => row ?? {})
}
