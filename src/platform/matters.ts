import { type RawBuilder, sql } from 'kysely'
import type { Actor, Guarded, HeldRoleKey } from './actor.ts'
import type { Db } from './database.ts'
import type { Words } from './language.ts'

/*
 * The one matter of somebody from outside. A room says of which of its records people are invited, in which roles, and who reads one
 * asks `ofMatter` beside whose records they otherwise read. A role for a matter ends with it: the room calls `endMatter`.
 */

export interface MatterKind {
  /** As the audit files it. */
  readonly record: string
  readonly table: string
  readonly label: Words
  /** In which roles somebody can be invited to it. */
  readonly roles: readonly HeldRoleKey[]
  /** Its page, with `{id}`, and the query that shows it. */
  readonly address: string
  readonly show: Guarded
  /** What the row `m` is about, in Vietnamese and in English. */
  readonly about: { readonly vi: RawBuilder<unknown>; readonly en: RawBuilder<unknown> }
  /** SELECTs the ids of the files that whoever is invited opens; none where left out. What is sent in its thread is opened too. */
  readonly files?: (id: number, accountId: string | null) => RawBuilder<unknown>
  /** Whether the row `m` is still open: nobody is invited to what is settled. */
  readonly open: RawBuilder<boolean>
}

const kinds = new Map<string, MatterKind>()

/** Declares that people are invited to records of a kind. */
export function matterKind(declaration: MatterKind): MatterKind {
  kinds.set(declaration.record, declaration)
  return declaration
}

/** The kinds of matter that the rooms declare, by the record. */
export const matterKinds: ReadonlyMap<string, MatterKind> = kinds

/** Whether a record is open to be invited to. */
export async function isOpenMatter(db: Db, record: string, recordId: number): Promise<boolean> {
  const kind = kinds.get(record)
  if (kind === undefined) return false
  const { rows } =
    await sql`SELECT FROM ${sql.table(kind.table)} m WHERE m.id = ${recordId} AND ${kind.open}`.execute(db)
  return rows.length > 0
}

/** Whether the record in a column is one that the actor was invited to, as a condition in SQL. */
export function ofMatter({ held }: Pick<Actor, 'held'>, record: string, column: string): RawBuilder<boolean> {
  const ids = held.flatMap(({ matter }) => (matter?.record === record ? [matter.recordId] : []))
  return sql<boolean>`${sql.ref(column)} = ANY (${ids}::int[])`
}

/** Whether the row `file` is one of a matter that the actor was invited to: of the record itself, or sent in its thread. */
export function ofMatterFile({ held, userId }: Pick<Actor, 'held' | 'userId'>): RawBuilder<boolean> {
  const named = held.flatMap(({ matter }) => {
    if (matter === null) return []
    const { record, recordId } = matter
    const sent = sql`SELECT file_id FROM talk_message WHERE record = ${record} AND record_id = ${recordId}
      AND side = 'message' AND withdrawn_at IS NULL AND file_id IS NOT NULL`
    const own = kinds.get(record)?.files?.(recordId, userId)
    return [own === undefined ? sent : sql`${sent} UNION ALL (${own})`]
  })
  if (named.length === 0) return sql<boolean>`false`
  return sql<boolean>`file.id IN (${sql.join(named, sql` UNION ALL `)})`
}

/** Whether a role of `account_role` holds on a day, in SQL. @param at the table in the select */
export const roleHolds = (at: string, today: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(`${at}.ended_at`)} IS NULL AND coalesce(${sql.ref(`${at}.from_day`)} <= ${today}::date, true)
    AND coalesce(${sql.ref(`${at}.to_day`)} >= ${today}::date, true))`

/** Ends every role for a matter that is settled, in the transaction that settles it. */
export async function endMatter(
  { db, actor, now }: { readonly db: Db; readonly actor: Pick<Actor, 'userId'>; readonly now: Date },
  record: string,
  recordId: number,
): Promise<void> {
  await db
    .updateTable('accountRole')
    .set({ endedAt: now, endedBy: actor.userId })
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .where('endedAt', 'is', null)
    .execute()
}
