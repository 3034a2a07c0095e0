import { sql } from 'kysely'
import { type Actor, holds } from './actor.ts'
import type { Db } from './database.ts'
import { formatDate } from './dates.ts'
import { type Words, words } from './language.ts'
import { formatDong } from './money.ts'
import { formatNumber } from './numbers.ts'
import type { States } from './states.ts'
import { mayReadBefore } from './written-before.ts'

/*
 * What was entered wrongly is corrected in place. The trail keeps what stood before: a correction is told by the rows that its command
 * wrote, with the reason that was sent with it.
 */

/** A kind of record that can be corrected, as the trail has it. */
export interface Corrected {
  /** As the audit files it, before the colon. */
  readonly record: string
  /** The command that corrects it. */
  readonly command: string
  /** The table that its fields stand in, by its name in the database. */
  readonly table: string
  /** What its columns are called. */
  readonly columns: Readonly<
    Record<string, { readonly label: Words; readonly of?: States; readonly input?: string }>
  >
}

/** One correction: who, when, why, and each field as it stood and as it stands. */
export interface Correction {
  /** Its number in the trail. */
  readonly act: bigint
  readonly at: Date
  /** Who did it; null for an act of an office as somebody outside sees it. */
  readonly by: string | null
  readonly reason: string | null
  readonly changes: readonly {
    readonly label: Words
    readonly before: Words | null
    readonly after: Words | null
  }[]
}

/** Who entered a record: the account of the first act that the trail files under it, or of `command`; null where that was the program or a take-over. */
export async function enteredBy(db: Db, subject: string, command?: string): Promise<string | null> {
  const acts = db.selectFrom('audit').select('userId').where('subject', '=', subject)
  // The last time that it was entered, where that was one act among others.
  const first = await (command === undefined
    ? acts.orderBy('seq')
    : acts.where('command', '=', command).orderBy('seq', 'desc')
  )
    .limit(1)
    .executeTakeFirst()
  return first?.userId ?? null
}

/** The corrections of a record, the first one first, as the actor may read them. */
export async function correctionsOf(
  { db, actor }: { readonly db: Db; readonly actor: Actor },
  { record, command, table, columns }: Corrected,
  id: number,
): Promise<readonly Correction[]> {
  const readsBefore = holds(actor, mayReadBefore)
  const { rows } = await sql<{
    act: bigint
    at: Date
    by: string | null
    userId: string | null
    reason: string | null
    after: Readonly<Record<string, unknown>> | null
    earlier: Readonly<Record<string, unknown>> | null
  }>`
    SELECT a.id AS act, a.at, audit_actor(a.actor, a.user_id) AS by, a.user_id,
           input_read(a.id, a.input, a.user_id, ${readsBefore})->>'reason' AS reason,
           change_read(c.id, c.table_name, c.after, ${readsBefore}) AS after,
           change_read(p.id, c.table_name, p.after, ${readsBefore}) AS earlier
      FROM audit a
      JOIN change c ON c.audit_id = a.id AND c.table_name = ${table} AND c.row_key = ${String(id)}
      LEFT JOIN LATERAL (SELECT e.id, e.after FROM change e
        WHERE e.table_name = c.table_name AND e.row_key = c.row_key AND e.id < c.id ORDER BY e.id DESC LIMIT 1) p ON true
     WHERE a.subject = ${`${record}:${id}`} AND a.command = ${command}
     ORDER BY a.seq LIMIT 200`.execute(db)
  return rows.map(({ act, at, by, userId, reason, after, earlier }) => ({
    act,
    at,
    by: actor.enterpriseId === null || userId === actor.userId ? by : null,
    reason,
    changes: Object.entries(columns).flatMap(([column, field]) => {
      const [before, now] = [earlier?.[column] ?? null, after?.[column] ?? null]
      if (JSON.stringify(before) === JSON.stringify(now)) return []
      return [{ label: field.label, before: inWords(field, before), after: inWords(field, now) }]
    }),
  }))
}

/** A stored value as people read it. */
function inWords({ of, input }: Corrected['columns'][string], value: unknown): Words | null {
  if (value === null || value === undefined || value === '') return null
  if (of !== undefined && typeof value === 'string') return of.wordsOf(value)
  if (typeof value === 'boolean') return value ? words('có', 'yes') : words('không', 'no')
  if (input === 'file') return words(`tệp ${value}`, `file ${value}`)
  if (typeof value === 'number') {
    if (input === 'money') return words(formatDong(BigInt(value), 'vi'), formatDong(BigInt(value), 'en'))
    if (input === 'year') return words(String(value), String(value))
    return words(formatNumber(value, 'vi'), formatNumber(value, 'en'))
  }
  if (typeof value === 'object' && 'erased' in value) return words('đã xóa', 'erased')
  if (Array.isArray(value)) return words(value.join('; '), value.join('; '))
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? words(formatDate(text), formatDate(text)) : words(text, text)
}
