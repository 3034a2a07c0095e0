import { type RawBuilder, sql } from 'kysely'
import type { Words } from './language.ts'
import type { Context, Operation } from './operation.ts'

/** Whether a text (folded, a column or an expression) holds the words that are sought; true where records are looked up by their ids. */
export type Sought = (text: RawBuilder<unknown>) => RawBuilder<boolean>

/** A kind of record that the search finds. */
export interface FindKind {
  /** As the audit trail and the list of recent records name it. */
  readonly kind: string
  /** What its group is called. */
  readonly label: Words
  /** Who may run it finds such records; which of them `rows` leaves to those who read them. */
  readonly by: Pick<Operation, 'kind' | 'name' | 'may' | 'proof'>
  /** The page of a record, such as `/applications/{id}`. */
  readonly address: `/${string}{id}`
  /** The list that shows all that are found, by `?q=`. */
  readonly list?: `/${string}`
  /**
   * Selects `id`, `vi` and `en` (what it is called), `note` (numbers, names and days, which need no translation) and `text` (folded, what
   * is sought in) of the records that the account reads.
   */
  readonly rows: (context: Context, sought: Sought) => RawBuilder<unknown>
}

/** A day of a row as it is written in both languages. */
export const dayOf = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)}, 'DD/MM/YYYY')`
