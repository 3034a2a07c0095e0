import { sql } from 'kysely'
import { z } from 'zod'
import type { Grant } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context, Route } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { ownFile } from '../platform/sight.ts'

/* An import as it is kept between its check and its writing, and what a capability declares of its kind. */

export type ImportKind =
  | 'enterprises'
  | 'accounts'
  | 'series'
  | 'results'
  | 'takeover'
  | 'agencies'
  | 'places'
  | 'values'
  | 'norms'
  | 'guide'
  | 'key_products'
  | 'measures'
  | 'call_papers'
  | 'needs'
  | 'introductions'
  | 'yearly_plan'
  | 'estimate'
  | 'decision'
  | 'task_steps'
  | 'science_tasks'
  | 'task_contents'
  | 'treasury'
  | 'finding'
  | 'visit'
  | 'provider'
  | 'improvement_values'
  | 'follow_up_answers'
  | 'communication'
  | 'outreach'
  | 'integration'
  | 'content_values'
  | 'trace_events'
  | 'award_entry'
  | 'obstacle'
  | 'standing_report'
  | 'news'
  | 'nomination'
  | 'own_money'
  | 'own_content_money'
  | 'treasury_figures'
  | 'advance'
  | 'event_registrations'
  | 'school_classes'
  | 'report'

export const outcomes = ['new', 'update', 'changed', 'same', 'error'] as const
export type ImportOutcome = (typeof outcomes)[number]

export const Pair = z.object({ vi: z.string(), en: z.string() })

/** What an import adds, changes, leaves as it is and leaves out, in rows (cells for series). */
export const ImportCounts = z.object({
  id: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})

/** An import as it was kept. */
export type KeptImport = Awaited<ReturnType<typeof keptImport>>

/** A kept row; `data` and `problems` as the check gave them. */
export interface KeptRow {
  readonly id: number
  readonly outcome: string
  readonly label: string
  readonly data: unknown
  readonly problems: unknown
}

/** What a capability says of its kind of import. */
export interface Declared {
  readonly kind: ImportKind
  /** The capability that names its operations: `series` in `series.applyImport`. */
  readonly capability: string
  /** `/series-imports`, below /api/v1. */
  readonly at: `/${string}`
  /** Where the same stood before, and is still answered. */
  readonly former?: `/${string}`
  /** What the audit files it under: `series-import`. */
  readonly subject: string
  readonly writers: readonly Grant[]
  /** Who writes what was shown, where others than who checks; the control that holds them apart is the kind's own. */
  readonly appliers?: readonly Grant[]
  readonly readers: readonly Grant[]
}

/** An enterprise account sees the imports of its own alone, an association those that its own people brought. @throws Problem 404 */
export async function keptImport({ db, actor }: Context, kind: ImportKind, importId: number) {
  const row = await db
    .selectFrom('import as i')
    .innerJoin('file', 'file.id', 'i.fileId')
    .leftJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .selectAll('i')
    .select(['file.name as fileName', 'e.name as enterpriseName'])
    .where('i.kind', '=', kind)
    .where('i.id', '=', importId)
    .where(actor.enterpriseId === null ? ownFile(actor) : sql<boolean>`true`)
    .executeTakeFirst()
  if (
    row === undefined ||
    (actor.enterpriseId !== null && !actor.enterpriseIds.includes(row.enterpriseId ?? 0))
  )
    throw notFound(words('lần nhập', 'Import'))
  return row
}

/** The rows of an import with these outcomes, in the order of the table; `data` as the check gave it. */
export const keptRows = (db: Db, kind: ImportKind, importId: number, outcomes: readonly ImportOutcome[]) =>
  db
    .selectFrom('importRow')
    .select(['line', 'outcome', 'data'])
    .where('kind', '=', kind)
    .where('importId', '=', importId)
    .where('outcome', 'in', outcomes)
    .orderBy('line')
    .execute()

/** A check and an import of many rows take longer than a statement of a page may. */
export const withoutTimeouts = ({ db }: Context) =>
  sql`SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(
    db,
  )

/** The route of an operation of a kind, and the address that it had before. */
export const routesOf = (
  { at, former }: Declared,
  method: 'GET' | 'POST',
  path: string,
): { route: Route; formerRoutes?: Route[] } => ({
  route: `${method} ${at}${path}`,
  ...(former === undefined ? {} : { formerRoutes: [`${method} ${former}${path}`] as Route[] }),
})
