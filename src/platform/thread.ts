import type { RawBuilder } from 'kysely'
import type { Grant } from './actor.ts'
import type { Corrected } from './corrections.ts'
import type { Db } from './database.ts'
import type { Words } from './language.ts'
import type { Query } from './operation.ts'

/** A kind of record that people talk on: each of its records has one thread. */
export interface ThreadKind {
  /** As the address of a thread names it. */
  readonly record: string
  /** The table that keeps it: whatever wrote its row is told in its story, under whichever record the trail files the act. */
  readonly table: string
  readonly label: Words
  /** What the audit trail files its acts under, before the colon. */
  readonly subjects: readonly string[]
  /** Reads one record by its id: who may run it and finds the record reads the thread, nobody else. */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes of queries differ; only `may` and `run` with an id are used.
  readonly show: Query<any, any>
  /** Of those, who takes part: an account that may open a public page is no reader of its thread. Roles from outside: those invited to the record. */
  readonly readers: readonly Grant[]
  /** Its page, such as `/applications/{id}`. */
  readonly address: `/${string}/{id}`
  /** Another page of the record: its path, and which record it shows. */
  readonly also?: {
    readonly path: `/${string}`
    readonly recordId: (at: { readonly db: Db; readonly planId: number | null }) => Promise<number | null>
  }
  /** The words of its state, of a record that keeps one: the story tells each change of it. */
  readonly states?: (state: string) => Words
  /** How the record is corrected: the story tells from what to what, and why. */
  readonly corrected?: Corrected
  /** Gives `vi`, `en`, `enterprise_id` and `agency_id` of the record: what it is called and whose it is on the other side. */
  readonly about: (id: number) => RawBuilder<unknown>
}
