import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { PersonalKind } from '../platform/personal.ts'
import { keptTables } from './kept.ts'
import { type MarkedTable, type PersonalColumn, personalColumns, personalTables } from './leads.ts'

/** Kinds whose values the trail keeps as they are: hashes of secrets, tax codes of enterprises, tables that it does not watch. */
const plain: ReadonlySet<PersonalKind> = new Set(['credential', 'taxNumber', 'staged', 'trail'])

export interface TrailMark {
  readonly tableName: string
  readonly accountColumn: string | null
  readonly nameColumn: string | null
  readonly owned: readonly string[]
  readonly texts: readonly string[]
}

/** The name of a table or column as the database has it. */
export const stored = (name: string): string => name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)

/**
 * Which values of a table the audit trail seals, by the marks: under the key of the person whom the row is of, and, for texts that may
 * name anybody, under the row's own. Accounts' ids stay readable: they are whom the trail is of, and say no name.
 */
export function trailMark(table: MarkedTable): TrailMark | null {
  if (keptTables[table] !== undefined) return null
  const columns = personalColumns(table)
  const sealed = columns.filter(
    ({ kind, lead, column }) => lead !== 'id' && !plain.has(kind) && !/sha256$/i.test(column),
  )
  if (sealed.length === 0) return null
  const owners = columns.filter(({ owns }) => owns)
  const led = (lead: PersonalColumn['lead']) => owners.filter((column) => column.lead === lead)
  const account = led('id').find(({ column }) => column === 'userId') ?? led('id')[0]
  const names = (of: readonly PersonalColumn[]) => of.map(({ column }) => stored(column)).sort()
  return {
    tableName: stored(table),
    accountColumn: account === undefined ? null : stored(account.column),
    nameColumn: account === undefined ? (names(led('name'))[0] ?? null) : null,
    owned: names(sealed.filter(({ owns }) => owns)),
    texts: names(sealed.filter(({ owns }) => !owns)),
  }
}

/** Tells the database which values it seals in the trail from now on, where that is not what it knows already. */
export async function settleTrailMarks(db: Db): Promise<void> {
  const wanted = personalTables
    .flatMap((table) => trailMark(table) ?? [])
    .toSorted((a, b) => (a.tableName < b.tableName ? -1 : 1))
  const known = await db.selectFrom('personalMark').selectAll().orderBy(sql`table_name COLLATE "C"`).execute()
  const said = (marks: readonly TrailMark[]) =>
    JSON.stringify(marks.map((m) => [m.tableName, m.accountColumn, m.nameColumn, m.owned, m.texts]))
  if (said(known) === said(wanted)) return
  await sql`
    WITH wanted AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
                      AS w ("tableName" text, "accountColumn" text, "nameColumn" text, owned text[], texts text[])),
         gone AS (DELETE FROM personal_mark WHERE table_name NOT IN (SELECT "tableName" FROM wanted))
    INSERT INTO personal_mark (table_name, account_column, name_column, owned, texts) SELECT * FROM wanted
    ON CONFLICT (table_name) DO UPDATE SET account_column = excluded.account_column,
      name_column = excluded.name_column, owned = excluded.owned, texts = excluded.texts`.execute(db)
}
