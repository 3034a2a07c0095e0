import { type Insertable, type InsertObject, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Db } from './database.ts'
import type { DB } from './database-types.ts'
import type { Words } from './language.ts'
import { notFound, staleRecord } from './problem.ts'
import { columnName } from './text.ts'

/** The tables whose rows come with the program and are known by their `key`. */
type Catalogue =
  | 'adminUnit'
  | 'budgetCutoff'
  | 'carryGround'
  | 'communicationChannel'
  | 'contentField'
  | 'eventKind'
  | 'followUpMoment'
  | 'followUpQuestion'
  | 'fundingSource'
  | 'improvementMeasure'
  | 'indicator'
  | 'obstacleField'
  | 'outreachKind'
  | 'paymentKind'
  | 'recordingRule'
  | 'reportKind'
  | 'requestTerm'
  | 'seriesMeasure'
  | 'seriesPart'
  | 'seriesSector'
  | 'supportContent'
  | 'territory'
  | 'traceEventKind'

/**
 * Whether nobody but the program wrote a row of a watched table: what an officer has edited or confirmed stays when data/ corrects it.
 * @param key the row's primary key, as the audit trail writes it
 */
export const untouched = (table: string, key: RawBuilder<string>) =>
  sql<boolean>`NOT EXISTS (SELECT FROM change c JOIN audit a ON a.id = c.audit_id
    WHERE c.table_name = ${table} AND c.row_key = ${key} AND a.command <> 'plan.load')`

/**
 * Brings a catalogue up to these rows: one whose `key` is there takes the values given, the others are added; what is not
 * given stays. All rows have the same columns.
 * @param changed which of the rows that are there may be changed; all, where it is left out
 */
export async function updateCatalogue<T extends Catalogue>(
  db: Db,
  table: T,
  rows: readonly Insertable<DB[T]>[],
  changed?: RawBuilder<boolean>,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'key')
  if (columns.length === 0) return
  const given = Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)]))
  await db
    .insertInto<Catalogue>(table)
    .values(rows as readonly object[] as InsertObject<DB, Catalogue>[])
    .onConflict((there) => {
      const taken = there.column('key').doUpdateSet(given)
      return changed === undefined ? taken : taken.where(changed)
    })
    .execute()
}

/** Brings a catalogue that an office edits up to the rows of data/: what it has changed stays as it made it. */
export async function updateEdited<T extends Catalogue>(
  db: Db,
  table: T,
  rows: readonly Insertable<DB[T]>[],
): Promise<void> {
  await updateCatalogue(db, table, rows, untouched(columnName(table), sql`${sql.ref(`${table}.id`)}::text`))
}

/** The catalogues that an office keeps. */
export type KeptCatalogue =
  | 'communicationChannel'
  | 'contentField'
  | 'eventKind'
  | 'expertise'
  | 'followUpMoment'
  | 'followUpQuestion'
  | 'improvementMeasure'
  | 'obstacleField'
  | 'outreachKind'
  | 'recordingRule'
  | 'traceEventKind'
  | 'reportKind'

/** They are alike in what these functions write. */
const alike = (table: KeptCatalogue) => table as 'expertise'

/**
 * Changes an entry that an office keeps.
 * @throws Problem 409 where another changed it meanwhile
 */
export async function editEntry<T extends KeptCatalogue>(
  db: Db,
  table: T,
  { id, version }: { readonly id: number; readonly version: number },
  values: Updateable<DB[T]>,
): Promise<{ id: number; version: number }> {
  const row = await db
    .updateTable(alike(table))
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(['id', 'version'])
    .executeTakeFirst()
  if (row === undefined) throw staleRecord()
  return row
}

/**
 * Has an entry chosen no more; what chose it keeps it.
 * @param one what an entry is called
 * @throws Problem 404 where there is none that is in use
 */
export async function endEntry(
  db: Db,
  table: KeptCatalogue,
  id: number,
  today: string,
  one: Words,
): Promise<{ id: number }> {
  const row = await db
    .updateTable(alike(table))
    .set({ endedOn: today })
    .where('id', '=', id)
    .where('endedOn', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) throw notFound(one)
  return row
}
