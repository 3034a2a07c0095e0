import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { PersonalKind } from '../platform/personal.ts'
import { type MarkedTable, type PersonalColumn, parents, personalColumns } from './leads.ts'
import { emailTrait, nameTrait, phoneTrait, type Recogniser, spansIn, textsIn } from './person.ts'
import type { Search } from './search.ts'

/** One value that is held on a person. */
export interface Held {
  readonly kind: PersonalKind
  readonly table: MarkedTable
  readonly column: string
  /** The row, by its primary key; several columns joined by `/`. */
  readonly key: string
  /** As it is stored; of a text that may name several people the passage around; null for secrets, whose value nobody is shown. */
  readonly value: string | null
}

/** A row in which something is held on a person, and the columns that hold it. */
export interface HeldRow {
  readonly table: MarkedTable
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
  readonly columns: readonly PersonalColumn[]
}

/** Values that say nothing to their person but would let others in: they are named, never shown. */
const secret: ReadonlySet<PersonalKind> = new Set(['credential', 'keptForm'])
/** Characters shown on either side of a name in a text. */
const around = 60

/** Whether a column's value leads to the person. */
function leadsTo({ lead }: PersonalColumn, value: unknown, recogniser: Recogniser): boolean {
  if (value === null || value === undefined || lead === null) return false
  if (lead === 'text') return textsIn(value).some((text) => spansIn(text, recogniser).length > 0)
  const said = String(value)
  if (lead === 'id') return recogniser.accountIds.has(said)
  if (lead === 'subject') return recogniser.accountIds.has(said.replace(/^account:/, ''))
  if (lead === 'name') return recogniser.knows(nameTrait(said))
  return recogniser.knows(emailTrait(said)) || recogniser.knows(phoneTrait(said))
}

/** The columns of a row that hold something on the person. */
export function heldColumns(
  columns: readonly PersonalColumn[],
  values: Readonly<Record<string, unknown>>,
  recogniser: Recogniser,
  ofPerson: boolean,
): PersonalColumn[] {
  const led = new Set(columns.filter((column) => leadsTo(column, values[column.column], recogniser)))
  const owned = ofPerson || [...led].some(({ owns }) => owns)
  return columns.filter(
    (column) =>
      led.has(column) ||
      (owned && column.owns && !['', null, undefined].includes(values[column.column] as string)),
  )
}

/** The columns of primary keys, by table. They are the schema's, and the same while the program runs. */
let keyColumns: ReadonlyMap<string, readonly string[]> | null = null

async function primaryKeys(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  if (keyColumns !== null) return keyColumns
  const { rows } = await sql<{ name: string; keys: string[] }>`
    SELECT c.relname::text AS name,
           array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum)) AS keys
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
     WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname`.execute(db)
  const keys = new Map(
    rows.map((row) => [row.name.replace(/_([a-z0-9])/g, (_, s: string) => s.toUpperCase()), row.keys]),
  )
  keyColumns = keys
  return keys
}

/** The primary key of a row as one text. */
export async function keyOf(db: Db, table: MarkedTable): Promise<RawBuilder<string>> {
  const keys = (await primaryKeys(db)).get(table) ?? []
  return sql<string>`concat_ws('/', ${sql.join(keys.map((key) => sql.ref(key)))})`
}

function narrowed(column: PersonalColumn, search: Search): RawBuilder<boolean> {
  const text = sql`${sql.ref(column.column)}::text`
  switch (column.lead) {
    case null:
      return sql`false`
    case 'id':
      return sql`${text} = ANY (${[...search.accountIds]}::text[])`
    case 'subject':
      return sql`${text} = ANY (${search.accountIds.map((id) => `account:${id}`)}::text[])`
    case 'name':
      return search.mayBeName(text)
    case 'reach':
      return search.mayReach(text)
    case 'text':
      return search.mayName(text)
  }
}

/**
 * The rows of one table that hold something on the person.
 * @param most how many rows are read; undefined: all
 */
export async function heldRows(
  db: Db,
  table: MarkedTable,
  search: Search,
  most?: number,
): Promise<HeldRow[]> {
  const columns = personalColumns(table)
  const parent = parents[table]
  const parentKeys = parent === undefined ? [] : await keysOfParent(db, parent, search)
  const conditions = columns.filter(({ lead }) => lead !== null).map((column) => narrowed(column, search))
  if (parent !== undefined)
    conditions.push(sql`${sql.ref(parent.column)}::text = ANY (${parentKeys}::text[])`)
  if (conditions.length === 0) return []
  const shown = [
    ...new Set([...columns.map(({ column }) => column), ...(parent === undefined ? [] : [parent.column])]),
  ]
  const { rows } = await sql<Record<string, unknown> & { heldKey: string }>`
    SELECT ${await keyOf(db, table)} AS held_key, ${sql.join(shown.map((column) => sql.ref(column)))}
      FROM ${sql.table(table)} WHERE ${sql.join(conditions, sql` OR `)} ORDER BY 1
      ${most === undefined ? sql`` : sql`LIMIT ${most}`}`.execute(db)
  return rows.flatMap((row) => {
    const ofPerson = parent !== undefined && parentKeys.includes(String(row[parent.column]))
    const held = heldColumns(columns, row, search.recogniser, ofPerson)
    return held.length === 0 ? [] : [{ table, key: row.heldKey, values: row, columns: held }]
  })
}

async function keysOfParent(
  db: Db,
  parent: NonNullable<(typeof parents)[MarkedTable]>,
  search: Search,
): Promise<string[]> {
  const rows = await heldRows(db, parent.table as MarkedTable, search)
  return rows.map(({ key }) => key)
}

/** What a row's columns hold on the person, as it is shown to them. */
export function shownValues({ table, key, values, columns }: HeldRow, recogniser: Recogniser): Held[] {
  return columns.map(({ column, kind, lead }) => ({
    kind,
    table,
    column,
    key,
    value: secret.has(kind) && lead !== 'id' ? null : shownValue(values[column], lead === 'text', recogniser),
  }))
}

function shownValue(value: unknown, isText: boolean, recogniser: Recogniser): string | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return null
  if (!isText) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  return passages(textsIn(value), recogniser)
}

/** The passages of texts that name the person. */
export function passages(texts: readonly string[], recogniser: Recogniser): string {
  return texts
    .flatMap((text) =>
      spansIn(text, recogniser).map(({ from, to }) => {
        const [start, end] = [Math.max(0, from - around), Math.min(text.length, to + around)]
        return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
      }),
    )
    .join(' | ')
}
