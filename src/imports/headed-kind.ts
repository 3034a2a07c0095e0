import { type Cell, type CellProblem, type Header, keysOf } from '../documents/read/headed-table.ts'
import type { ReadSheet } from '../documents/read/workbook.ts'
import type { Language, Words } from '../platform/language.ts'

import { invalidField } from '../platform/problem.ts'

/* What a table with headings is read by, and what is read of it. */

/** A column of an import: how it is headed, and what its cells hold. */
export interface ImportColumn {
  readonly words: Words
  /** Other headings that mean it, folded. */
  readonly others?: readonly string[]
  readonly kind: 'text' | 'phone' | 'value' | 'money' | 'count'
}
export type ImportColumns<Column extends string> = Readonly<Record<Column, ImportColumn>>

/** What the form says of a table beside the table itself. */
export interface ReadOptions {
  /** The sheet to read, where several have the headings. */
  readonly sheet?: string | undefined
  /** Whether texts typed for fonts of before Unicode are converted; else they are errors. */
  readonly convert?: boolean | undefined
  /** Unit of money under headings that say none, in đồng; told from the table, else đồng, when null. */
  readonly unit: bigint | null
  /** How numbers in texts are written; told from the table when null. */
  readonly numbers: Language | null
}

export interface HeadedRow<Column extends string> {
  /** As a spreadsheet numbers it. */
  readonly line: number
  readonly cells: readonly Cell[]
  /** What each filled cell says, for the fields of an input. */
  readonly values: Readonly<Partial<Record<Column, unknown>>>
  readonly problems: readonly CellProblem<Column>[]
}

export interface HeadedTable<Column extends string> {
  readonly sheet: string
  readonly header: Header<Column>
  readonly headings: readonly string[]
  readonly unit: bigint
  /** Nothing said in which unit some money is: `unit` was assumed. */
  readonly assumed: boolean
  /** Why the unit that was assumed cannot be it, and has to be asked for. */
  readonly unitNeeded: Words | null
  readonly numbers: Language | null
  readonly rows: readonly HeadedRow<Column>[]
  /** What was not taken, and sums that were compared. */
  readonly notes: readonly Words[]
}

/** What is read of a kind of import. */
export interface HeadedKind<Column extends string> {
  readonly columns: ImportColumns<Column>
  /** Whether these columns make a row of headings. */
  readonly holds: (columns: ReadonlyMap<Column, unknown>) => boolean
  /** Columns that a row of sums leaves empty. */
  readonly keys: readonly Column[]
  /** Said where no sheet has the headings. */
  readonly missing: Words
  readonly mostRows: number
}
/** What the cells of a sheet are read with. */
export interface RowReading<Column extends string> {
  readonly sheet: ReadSheet
  readonly header: Header<Column>
  readonly kind: HeadedKind<Column>
  readonly options: ReadOptions
  readonly unit: bigint
  readonly numbers: Language | null
  readonly scales: ReadonlyMap<Column, number>
}

/** A table that is not taken, said at the field that it came by. */
export const refused = (said: Words, field = 'fileId') => invalidField(field, said)

/** A record with a value for each key. */
export function mapped<Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, Value>
}

/** The words of the columns, as lists of names want them. */
export const namesOf = <Column extends string>(columns: ImportColumns<Column>): Record<Column, Words> =>
  mapped(keysOf(columns), (key) => columns[key].words)
