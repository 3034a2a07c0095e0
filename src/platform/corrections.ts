import { type RawBuilder, sql } from 'kysely'
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
  /** The command that corrects it. */
  readonly command: string
  /** The table that its fields stand in, by its name in the database. */
  readonly table: string
  /** What its columns are called. */
  readonly columns: Readonly<
    Record<
      string,
      {
        readonly label: Words
        readonly of?: States
        readonly input?: string
        /** The table of the records that it chooses among. */
        readonly names?: string
      }
    >
  >
  /** Of a record whose parts are corrected one by one: selects the keys of its rows in the table. */
  readonly rows?: (recordId: number) => RawBuilder<unknown>
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

/** Who entered a row of a table, as the trail has it; null where that was the program. */
export async function whoWrote(db: Db, table: string, id: number): Promise<string | null> {
  const { rows } = await sql<{ userId: string | null }>`
    SELECT a.user_id FROM change c JOIN audit a ON a.id = c.audit_id
     WHERE c.table_name = ${table} AND c.row_key = ${String(id)} AND c.operation = 'INSERT' LIMIT 1`.execute(
    db,
  )
  return rows[0]?.userId ?? null
}

/** The corrections of a record, the first one first, as the actor may read them. */
export async function correctionsOf(
  { db, actor }: { readonly db: Db; readonly actor: Actor },
  { command, table, columns, rows: rowsOf }: Corrected,
  id: number,
): Promise<readonly Correction[]> {
  const readsBefore = holds(actor, mayReadBefore)
  const keys = rowsOf === undefined ? sql`${String(id)}` : rowsOf(id)
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
      JOIN change c ON c.audit_id = a.id
      LEFT JOIN LATERAL (SELECT e.id, e.after FROM change e
        WHERE e.table_name = c.table_name AND e.row_key = c.row_key AND e.id < c.id ORDER BY e.id DESC LIMIT 1) p ON true
     WHERE c.table_name = ${table} AND c.row_key IN (${keys}) AND a.command = ${command}
     ORDER BY a.seq LIMIT 200`.execute(db)
  const named = await namesOf(db, columns, rows)
  return rows.map(({ act, at, by, userId, reason, after, earlier }) => ({
    act,
    at,
    by: actor.enterpriseId === null || userId === actor.userId ? by : null,
    reason,
    changes: Object.entries(columns).flatMap(([column, field]) => {
      const [before, now] = [earlier?.[column] ?? null, after?.[column] ?? null]
      if (JSON.stringify(before) === JSON.stringify(now)) return []
      const said = (value: unknown) => named.get(`${column} ${value}`) ?? inWords(field, value)
      return [{ label: field.label, before: said(before), after: said(now) }]
    }),
  }))
}

/** What the records are called that values name by their number, by column and number. */
async function namesOf(
  db: Db,
  columns: Corrected['columns'],
  rows: readonly { readonly after: unknown; readonly earlier: unknown }[],
): Promise<ReadonlyMap<string, Words>> {
  const found = new Map<string, Words>()
  for (const [column, { names }] of Object.entries(columns)) {
    if (names === undefined) continue
    const ids = rows
      .flatMap(({ after, earlier }) => [after, earlier])
      .map((row) => (row as Readonly<Record<string, unknown>> | null)?.[column])
      .filter((value) => typeof value === 'number')
    if (ids.length === 0) continue
    const { rows: called } = await sql<{ id: number; name: string; nameEn: string }>`
      SELECT id, name, name_en FROM ${sql.table(names)} WHERE id = ANY (${ids}::int[])`.execute(db)
    for (const { id, name, nameEn } of called) found.set(`${column} ${id}`, words(name, nameEn))
  }
  return found
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
