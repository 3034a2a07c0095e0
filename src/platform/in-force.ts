import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { DB } from './database-types.ts'
import { addDays } from './dates.ts'
import type { Problem } from './problem.ts'

/* Rows that hold from a day on, one after the other: `valid_from`, and `valid_to` once another took the place or it was ended. */

/** A table of such rows. */
type InForce = {
  [T in keyof DB]: DB[T] extends { id: unknown; validFrom: unknown; validTo: unknown } ? T : never
}[keyof DB]

/**
 * Makes room for a row from a day on: the one in force ends on the day before.
 * @param same the column by whose value one row follows another
 * @throws Problem `refused` where the one in force begins on that day or later
 */
export async function endBefore<T extends InForce>(
  db: Db,
  table: T,
  same: { readonly column: keyof DB[T] & string; readonly value: string | number },
  validFrom: string,
  refused: () => Problem,
): Promise<void> {
  const { rows } = await sql<{ id: number; validFrom: string }>`
    SELECT id, valid_from FROM ${sql.table(table)} WHERE ${sql.ref(same.column)} = ${same.value} AND valid_to IS NULL FOR UPDATE`.execute(
    db,
  )
  for (const before of rows) {
    if (before.validFrom >= validFrom) throw refused()
    await endOn(db, table, before.id, addDays(validFrom, -1))
  }
}

/** Ends a row that is in force with today as its last day; one that has not begun never holds. @returns whether there is such a row */
export async function endNow(db: Db, table: InForce, rowId: number, today: string): Promise<boolean> {
  const { rows } = await sql<{ validFrom: string }>`
    SELECT valid_from FROM ${sql.table(table)} WHERE id = ${rowId} AND valid_to IS NULL FOR UPDATE`.execute(
    db,
  )
  const [row] = rows
  if (row === undefined) return false
  if (row.validFrom > today) await sql`DELETE FROM ${sql.table(table)} WHERE id = ${rowId}`.execute(db)
  else await endOn(db, table, rowId, today)
  return true
}

const endOn = (db: Db, table: InForce, rowId: number, validTo: string) =>
  sql`UPDATE ${sql.table(table)} SET valid_to = ${validTo}::date WHERE id = ${rowId}`.execute(db)
