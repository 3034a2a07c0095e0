import type { FormValues } from '../platform/page.ts'
import type { DraftDocument } from './draft.ts'
import { type FormList, textOf } from './form-fields.ts'
import { rowsOf, setAt, withRows } from './section-form.ts'
import { type RowOrigins, valueAt } from './sections.ts'

/* A list of more than a hundred rows is corrected a hundred at a time. */

export const windowSize = 100

/** The first row of the hundred that an address or a form asks for. */
export function windowStart(text: string | null | undefined): number {
  const from = Number(text ?? 0)
  return Number.isInteger(from) && from > 0 && from < 100_000 ? from - (from % windowSize) : 0
}

/** Whether a list of the part is longer than its form shows at once. */
export function isLong(document: DraftDocument, lists: readonly FormList[]): boolean {
  return lists.some(({ path }) => lengthOf(document, path) > windowSize)
}

/** How many rows the longest list of the part has. */
export function longest(document: DraftDocument, lists: readonly FormList[]): number {
  return Math.max(0, ...lists.map(({ path }) => lengthOf(document, path)))
}

function lengthOf(document: DraftDocument, path: string): number {
  const rows = valueAt(document, path)
  return Array.isArray(rows) ? rows.length : 0
}

/** The form with the rows of one window only; `_from` says which. */
export function windowed(values: FormValues, lists: readonly FormList[], from: number): FormValues {
  let shown: FormValues = { ...values, _from: String(from) }
  for (const { path } of lists)
    shown = withRows(shown, path, rowsOf(shown, path).slice(from, from + windowSize))
  return shown
}

/** What was sent of one window, put back among the rows that were not shown. */
export function merged(
  document: DraftDocument,
  lists: readonly FormList[],
  values: FormValues,
  sent: { content: Record<string, unknown>; rows: RowOrigins },
): { content: Record<string, unknown>; rows: RowOrigins } {
  if (values._from === undefined || !isLong(document, lists)) return sent
  const from = windowStart(textOf(values._from))
  const content = structuredClone(sent.content)
  const rows: Record<string, readonly (number | null)[]> = {}
  for (const { path } of lists) {
    const stored = valueAt(document, path)
    const typed = valueAt(content, path)
    if (!Array.isArray(stored) || !Array.isArray(typed)) continue
    const end = from + windowSize
    setAt(content, path, [...stored.slice(0, from), ...typed, ...stored.slice(end)])
    const place = stored.map((_, index) => index)
    rows[path] = [...place.slice(0, from), ...(sent.rows[path] ?? []), ...place.slice(end)]
  }
  return { content, rows }
}
