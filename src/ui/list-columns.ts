import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import type { Words } from '../platform/language.ts'
import type { Choice } from './fields.tsx'

/** A column of a list: how it is headed, what it exports, how it shows. */
export interface ListColumn<Row> {
  readonly key: string
  readonly label: Words
  readonly kind?: 'text' | 'number' | 'money' | 'date' | 'moment'
  /** The query's sort key, when one can sort by it. */
  readonly sort?: string
  /** What an export holds and, without `cell`, what the page shows. Days and moments are ISO texts. */
  readonly value: (row: Row) => string | number | bigint | null
  readonly cell?: (row: Row) => Child
  /** On a phone too, though it stands behind the first few: what a row is about. */
  readonly onPhone?: true
  /** In exports only. */
  readonly exportOnly?: boolean
}

/** A filter above a list; `name` is the key of the query's input. */
export interface ListFilter {
  readonly name: string
  readonly label: Words
  readonly kind: 'search' | 'select' | 'date'
  readonly choices?: readonly Choice[]
  /** The words of "no filter"; for a select. */
  readonly all?: Words
}

export interface ListResult<Row> {
  readonly rows: Row[]
  readonly next: string | null
  readonly previous: string | null
  readonly total: number | null
  /** The number of the page, where it is known. */
  readonly page?: number | null | undefined
}

/** The row of a list query's output. */
export type RowOf<O extends z.ZodType> = z.input<O> extends { rows: (infer Row)[] } ? Row : never

/** The address of this list with some parameters changed; `null` takes one away. Paging starts over. */
export function listHref(url: URL, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(url.searchParams)
  for (const name of ['cursor', 'page', 'export', 'lang']) next.delete(name)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  const query = next.toString()
  return query === '' ? url.pathname : `${url.pathname}?${query}`
}

/**
 * The columns that are shown: those that the address names, else those that the account chose, else those that the list shows by itself.
 * The first one, and what can be done with a row, always are.
 */
export function columnsShown<Row>(
  columns: readonly ListColumn<Row>[],
  chosen: readonly string[] | null,
): readonly ListColumn<Row>[] {
  if (chosen === null) return columns.filter((column) => !column.exportOnly)
  return columns.filter(({ key }, at) => at === 0 || key === 'acts' || chosen.includes(key))
}

/** The columns that the address of a list names (`?columns=name.state`); null when it names none. */
export function columnsNamed(url: URL): readonly string[] | null {
  const named = url.searchParams.get('columns')
  return named === null || named === '' ? null : named.split('.')
}
