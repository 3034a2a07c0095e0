import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import type { System } from '../../platform/system.ts'
import { type MarkedTable, type PersonalColumn, personalColumns, personalTables } from '../leads.ts'

/** Whom every marked column of the made-up rows is of. */
export const madeUp = {
  accountId: 'made-up-person',
  name: 'Nguyễn Thị Ánh',
  email: 'anh.nguyen@made-up.example',
  phone: '0912 345 678',
} as const

interface Column {
  readonly name: string
  readonly type: string
  readonly needed: boolean
  readonly computed: boolean
}

/** What a marked column holds when it is of the person. */
function personalValue({ table, column, lead }: PersonalColumn): string {
  if (lead === 'id') return madeUp.accountId
  if (lead === 'name') return madeUp.name
  if (lead === 'reach') return column === 'phone' ? madeUp.phone : madeUp.email
  if (lead === 'text') return `Theo ý kiến của ${madeUp.name.toUpperCase()} (${table}.${column})`
  return `${table} ${column} of ${madeUp.accountId}`
}

const filler: Readonly<Record<string, string>> = {
  text: `'x'`,
  integer: '1',
  bigint: '1',
  smallint: '1',
  numeric: '1',
  'double precision': '1',
  boolean: 'false',
  date: `'2026-01-01'`,
  'timestamp with time zone': 'now()',
  jsonb: `'{}'`,
  ARRAY: `'{}'`,
  bytea: `'\\x00'`,
}

const columnsOf = async (db: Db, table: MarkedTable): Promise<Column[]> => {
  const { rows } = await sql<Column>`
    SELECT column_name AS name, data_type AS type,
           is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AS needed,
           is_generated = 'ALWAYS' AS computed
      FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = ${table.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)}`.execute(
    db,
  )
  return rows
}

/** What the rows are not asked about here: which values go together, and whether other rows are there. */
export async function withoutConstraints(system: System): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS statement
      FROM pg_constraint WHERE contype IN ('c', 'f', 'x') AND connamespace = 'public'::regnamespace`.execute(
    system.db,
  )
  for (const { statement } of rows) await sql.raw(statement).execute(system.db)
  const { rows: guards } = await sql<{ statement: string }>`
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname) AS statement
      FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT IN ('record_change')
       AND tgrelid NOT IN ('audit'::regclass, 'change'::regclass)`.execute(system.db)
  for (const { statement } of guards) await sql.raw(statement).execute(system.db)
}

/** A row in every table with personal data, each marked column filled with what is of the made-up person. */
export async function insertMadeUp(db: Db): Promise<void> {
  for (const table of personalTables) {
    const marks = new Map(
      personalColumns(table).map((column) => [
        column.column.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`),
        column,
      ]),
    )
    const given = (await columnsOf(db, table)).flatMap(({ name, type, needed, computed }) => {
      if (computed) return []
      const mark = marks.get(name)
      if (mark !== undefined)
        return [{ name, value: sql`${writing(personalValue(mark), type)}::${sql.raw(castOf(type))}` }]
      // The one key that leads from row to row.
      if (table === 'keptForm' && name === 'id') return [{ name, value: sql`'kept-1'` }]
      if (table === 'keptFormFile' && name === 'kept_id') return [{ name, value: sql`'kept-1'` }]
      // Of a record that is not there: rows that are shipped keep their keys.
      if (needed && type === 'integer' && name.endsWith('_id')) return [{ name, value: sql`900001` }]
      return needed ? [{ name, value: sql.raw(filler[type] ?? 'NULL') }] : []
    })
    await sql`INSERT INTO ${sql.table(table)} (${sql.join(given.map(({ name }) => sql.ref(name)))})
              VALUES (${sql.join(given.map(({ value }) => value))})`.execute(db)
  }
  await sql`UPDATE organisation_word SET registration_id = (SELECT max(id) FROM registration)`.execute(db)
  await sql`UPDATE news_sending SET subscriber_id = (SELECT max(id) FROM news_subscriber)`.execute(db)
}

const castOf = (type: string) => (type === 'ARRAY' ? 'text[]' : type)
const writing = (value: string, type: string): unknown =>
  type === 'jsonb'
    ? JSON.stringify({ a: [value] })
    : type === 'ARRAY'
      ? [value]
      : type === 'bytea'
        ? Buffer.from(value)
        : value
