import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { ErasureJournal } from '../platform/erasures.ts'
import type { PersonalKind } from '../platform/personal.ts'
import { type HeldRow, heldColumns, heldRows, keyOf } from './held.ts'
import { keptTables } from './kept.ts'
import { type MarkedTable, type PersonalColumn, parents, personalColumns, personalTables } from './leads.ts'
import { type Recogniser, spansIn, textsIn } from './person.ts'
import { stored } from './seals.ts'
import type { Search } from './search.ts'
import { type TrailRecord, type TrailRow, trailRecords, trailRows } from './trail.ts'

/** What stands in the place of a name, address or number in a text. */
export const erasedMark = '[đã xóa]'

/** Kinds of data that are nothing but their person's: a row that holds no other kind goes with them. */
const wholly: ReadonlySet<PersonalKind> = new Set(['account', 'credential', 'access', 'keptForm'])

/** Tables whose rows go with their person. The account stays as a number that records point to; which accounts are one person, too. */
export function goesWithPerson(table: MarkedTable): boolean {
  if (table === 'account' || table === 'accountPerson') return false
  return personalColumns(table).every(({ kind }) => wholly.has(kind))
}

/** How many rows the law keeps, by table. */
export type Kept = Partial<Record<MarkedTable, number>>

/** What of a person stays when they are erased: rows of tables that are kept by law, and then the account's name with them. */
export async function keptOf(db: Db, search: Search): Promise<Kept> {
  const kept: Kept = {}
  for (const table of personalTables.filter((each) => keptTables[each] !== undefined)) {
    const rows = await heldRows(db, table, search)
    if (rows.length > 0) kept[table] = rows.length
  }
  return kept
}

/**
 * Erases a person, inside the transaction of an audited command: rows that are theirs alone go, values and names elsewhere are emptied
 * or put out, the keys of what the audit trail holds on them are destroyed, what it holds unsealed is put out for every reader, and rows
 * whose last record can no longer be read are recorded anew. What the law keeps stays, and the name of an account that signed it.
 * @returns what stays
 */
export async function erasePerson(db: Db, search: Search): Promise<Kept> {
  const kept = await keptOf(db, search)
  const keepsName = Object.keys(kept).length > 0
  // A row that goes may be what leads to another one: those that are led to come first.
  const tables = personalTables
    .filter((table) => keptTables[table] === undefined)
    .toSorted((one, other) => Number(other in parents) - Number(one in parents))
  for (const table of tables) {
    for (const row of await heldRows(db, table, search)) {
      if (goesWithPerson(table)) await remove(db, row)
      else await empty(db, row, search.recogniser, keepsName)
    }
  }
  await destroyKeys(db, search)
  return kept
}

async function remove(db: Db, { table, key }: HeldRow): Promise<void> {
  await sql`DELETE FROM ${sql.table(table)} WHERE ${await keyOf(db, table)} = ${key}`.execute(db)
}

/** Columns that follow from others, and those that must not be empty. */
async function shapeOf(
  db: Db,
  table: MarkedTable,
): Promise<Map<string, { type: string; filled: boolean; computed: boolean }>> {
  const { rows } = await sql<{ name: string; type: string; filled: boolean; computed: boolean }>`
    SELECT column_name AS name, data_type AS type, is_nullable = 'NO' AS filled, is_generated = 'ALWAYS' AS computed
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ${stored(table)}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.name, row]))
}

async function empty(db: Db, row: HeldRow, recogniser: Recogniser, keepsName: boolean): Promise<void> {
  const { table, key, values, columns } = row
  const shape = await shapeOf(db, table)
  const sets = columns.flatMap((column) => {
    const there = shape.get(stored(column.column))
    const value = values[column.column]
    if (there === undefined || there.computed || value === null || value === undefined) return []
    if (table === 'account' && column.column === 'name' && keepsName) return []
    const next = emptied(column, value, there.filled, recogniser, key)
    if (next === value) return []
    const written = there.type === 'jsonb' ? sql`${JSON.stringify(next)}::jsonb` : sql`${next}`
    return [sql`${sql.ref(column.column)} = ${written}`]
  })
  if (table === 'account') sets.push(sql`disabled = true`)
  if (sets.length === 0) return
  await sql`UPDATE ${sql.table(table)} SET ${sql.join(sets)} WHERE ${await keyOf(db, table)} = ${key}`.execute(
    db,
  )
}

/** What a column holds once the person is erased. Numbers of accounts and tax codes of enterprises stay: they say no name. */
function emptied(
  { table, column, kind, lead }: PersonalColumn,
  value: unknown,
  filled: boolean,
  recogniser: Recogniser,
  key: string,
): unknown {
  if (lead === 'id' || lead === 'subject' || kind === 'taxNumber') return value
  if (lead === 'text') return withoutName(value, recogniser)
  if (!filled) return null
  // An address is one account's alone.
  return table === 'account' && column === 'email' ? `da-xoa-${key}@invalid` : erasedMark
}

/** A value with every name, address and number of the person in its texts put out. */
export function withoutName(value: unknown, recogniser: Recogniser): unknown {
  if (typeof value === 'string') {
    return spansIn(value, recogniser).reduceRight(
      (text, { from, to }) => `${text.slice(0, from)}${erasedMark}${text.slice(to)}`,
      value,
    )
  }
  if (Array.isArray(value)) return value.map((each) => withoutName(each, recogniser))
  if (value instanceof Date || value instanceof Uint8Array || typeof value !== 'object' || value === null)
    return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withoutName(each, recogniser)]),
  )
}

/** Destroys the keys of what the trail holds on the person, and records anew the rows that are still there. */
async function destroyKeys(db: Db, search: Search): Promise<void> {
  const rows = await trailRows(db, search)
  const records = await trailRecords(db, search)
  const subjects = [
    ...search.accountIds.map((id) => `account:${id}`),
    ...records.filter(({ parts }) => parts.includes('input')).map(({ reference }) => `audit:${reference}`),
  ]
  const keyIds = [...new Set(rows.flatMap((row) => row.keyIds))].map(String)
  // Whatever else was sealed with such a key cannot be read any more either, so its row is recorded anew, too.
  const { rows: last } = await sql<{ tableName: string; rowKeys: string[] }>`
    WITH gone AS (DELETE FROM person_key
                   WHERE subject = ANY (${subjects}::text[]) OR id = ANY (${keyIds}::bigint[]) RETURNING id),
         touched AS (
           SELECT DISTINCT c.table_name, c.row_key FROM change c, jsonb_each(c.after) e
            WHERE is_sealed(e.value) AND split_part(e.value ->> 'sealed', '.', 1)::bigint IN (SELECT id FROM gone))
    SELECT table_name, array_agg(row_key) AS row_keys FROM touched GROUP BY table_name ORDER BY table_name`.execute(
    db,
  )
  for (const { tableName, rowKeys } of last)
    await sql`CALL record_rows(${tableName}, 'UPDATE', ${rowKeys}::text[])`.execute(db)
  await putOut(db, rows, records, search.recogniser)
}

/** Names what stands in the trail without a key, from before values were sealed: nobody is shown it any more. */
async function putOut(
  db: Db,
  rows: readonly TrailRow[],
  records: readonly TrailRecord[],
  recogniser: Recogniser,
): Promise<void> {
  const gone = [
    ...rows.map((row) => ({ part: 'change' as const, record: row.id, columns: plainOf(row, recogniser) })),
    ...records.map(({ reference, parts, sealed, namesActor }) => ({
      part: 'audit' as const,
      record: reference,
      columns: [...(parts.includes('input') && !sealed ? ['input'] : []), ...(namesActor ? ['actor'] : [])],
    })),
  ].filter(({ columns }) => columns.length > 0)
  for (let at = 0; at < gone.length; at += 1000) {
    await db
      .insertInto('erasedValue')
      .values(gone.slice(at, at + 1000))
      .onConflict((there) =>
        there.columns(['part', 'record']).doUpdateSet({
          columns: sql`ARRAY(SELECT DISTINCT unnest(erased_value.columns || excluded.columns) ORDER BY 1)`,
        }),
      )
      .execute()
  }
}

/** The columns of a recorded row that hold something on the person and are not sealed; none of what the law keeps. */
function plainOf({ table, key, plain }: TrailRow, recogniser: Recogniser): string[] {
  const now = personalTables.find((each) => stored(each) === table)
  if (now !== undefined && keptTables[now] !== undefined) return []
  // A column that the table no longer has, or that was not marked then, is known by what stands in it.
  const named = Object.keys(plain).filter((column) =>
    textsIn(plain[column]).some((text) => spansIn(text, recogniser).length > 0),
  )
  if (now === undefined) return named
  const values = new Map(personalColumns(now).map(({ column }) => [column, plain[stored(column)]]))
  const held = heldColumns(
    personalColumns(now),
    Object.fromEntries(values),
    recogniser,
    recogniser.accountIds.has(key),
  )
    .filter(({ lead, kind }) => lead !== 'id' && lead !== 'subject' && kind !== 'taxNumber')
    .map(({ column }) => stored(column))
  return [...new Set([...named, ...held])]
}

/** Recognises whom a journal's entry is of, without being able to say a name. */
export function recogniserOfEntry(
  entry: { accountIds: readonly string[]; digests: readonly string[]; nameLengths: readonly number[] },
  journal: Pick<ErasureJournal, 'digest'>,
): Recogniser {
  const digests = new Set(entry.digests)
  return {
    accountIds: new Set(entry.accountIds),
    nameLengths: entry.nameLengths.filter((length) => length > 1),
    knows: (trait) => digests.has(journal.digest(trait)),
  }
}
