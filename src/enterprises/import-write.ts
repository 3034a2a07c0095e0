import { sql } from 'kysely'
import type { ImportKind } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { columnName } from '../platform/text.ts'
import { kindOf, type RecordField } from '../ui/index.ts'
import { profile, yearFigures } from './profile.ts'

/** An import whose rows are of enterprises. */
export interface EnterpriseImport {
  readonly kind: ImportKind
  readonly id: number
}

const rowsWith = ({ kind, id }: EnterpriseImport, outcomes: readonly string[]) =>
  sql`import_row r WHERE r.kind = ${kind} AND r.import_id = ${id} AND r.outcome = ANY (${[...outcomes]}::text[])`
/** The rows of an import that will be written, under the name `r`. */
const valid = (found: EnterpriseImport) => rowsWith(found, ['new', 'update'])
/** The rows whose enterprise must still be as the check saw it: one that had all of it may have it no longer. */
const seen = (found: EnterpriseImport) => rowsWith(found, ['new', 'update', 'same'])

/** Locks the enterprises of an import; gives how many of its rows are of one that changed since the check. */
export async function movedSinceCheck(db: Db, found: EnterpriseImport): Promise<number> {
  await sql`
    SELECT e.id FROM enterprise e
     WHERE e.tax_code IN (SELECT r.data ->> 'taxCode' FROM ${seen(found)})
     ORDER BY e.id FOR UPDATE`.execute(db)
  // A statement of its own: it sees what was written while the locks were waited for, and finds each enterprise by its code.
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (SELECT r.data FROM ${seen(found)}) r
      LEFT JOIN enterprise e ON e.tax_code = r.data ->> 'taxCode'
     WHERE coalesce(e.version, 0) <> (r.data ->> 'base')::int`.execute(db)
  return rows[0]?.n ?? 0
}

/** A field as a checked row keeps it, as its column is called, and its type. */
function stagedAs(key: string, field: RecordField) {
  const types = { date: 'date', number: 'int', money: 'bigint', text: 'text' } as const
  return { key, column: columnName(key), type: types[kindOf(field) ?? 'text'] }
}

/** The fields of an enterprise as a checked row keeps them, as its columns are called, and their types. */
const staged = profile.keys.map((key) =>
  key === 'adminUnitId'
    ? { key: 'unitId', column: columnName(key), type: 'int' }
    : stagedAs(key, profile.table[key]),
)
const stagedYear = yearFigures.keys.map((key) => stagedAs(key, yearFigures.table[key]))
const listed = (of: (field: (typeof staged)[number]) => string, fields = staged) =>
  sql.raw(fields.map(of).join(', '))

/** The rows of an import as columns; keys that a row leaves out are NULL. */
const rowsOf = ({ kind, id }: EnterpriseImport, outcome: 'new' | 'update') => sql`
  SELECT r.line, d.* FROM import_row r
   CROSS JOIN LATERAL jsonb_to_record(r.data) AS d (${listed(({ key, type }) => `"${key}" ${type}`)}, years jsonb)
   WHERE r.kind = ${kind} AND r.import_id = ${id} AND r.outcome = ${outcome}`

/** Writes the new and changed enterprises of an import and their years. */
export async function writeEnterprises(db: Db, found: EnterpriseImport): Promise<void> {
  await sql`
    INSERT INTO enterprise (${listed(({ column }) => column)}, size_class)
    SELECT ${listed(({ key }) => `d."${key}"`)},
           coalesce((SELECT y ->> 'sizeClass' FROM jsonb_array_elements(d.years) AS y ORDER BY (y ->> 'year')::int DESC LIMIT 1), 'unknown')
      FROM (${rowsOf(found, 'new')}) d ORDER BY d.line`.execute(db)
  // Of several rows of one enterprise each gives what it fills in, the lowest last.
  const given = staged.filter(({ key }) => key !== 'taxCode')
  const last = listed(
    ({ key }) =>
      `(array_agg(d."${key}" ORDER BY d.line DESC) FILTER (WHERE d."${key}" IS NOT NULL))[1] AS "${key}"`,
    given,
  )
  await sql`
    UPDATE enterprise e
       SET version = e.version + 1, ${listed(({ key, column }) => `${column} = coalesce(n."${key}", e.${column})`, given)}
      FROM (SELECT d."taxCode", ${last} FROM (${rowsOf(found, 'update')}) d GROUP BY d."taxCode") n
     WHERE e.tax_code = n."taxCode"`.execute(db)
  await sql`
    INSERT INTO enterprise_year AS y (enterprise_id, year, ${listed(({ column }) => column, stagedYear)}, sector_group, size_class, size_explanation)
    SELECT DISTINCT ON (e.id, d.year) e.id, d.year, ${listed(({ key }) => `d."${key}"`, stagedYear)}, d."sectorGroup", d."sizeClass", d.explanation
      FROM (SELECT r.line, r.data FROM ${valid(found)}) r
      JOIN enterprise e ON e.tax_code = r.data ->> 'taxCode'
     CROSS JOIN LATERAL jsonb_to_recordset(r.data -> 'years') AS d (year int,
       ${listed(({ key, type }) => `"${key}" ${type}`, stagedYear)}, "sectorGroup" text, "sizeClass" text, explanation jsonb)
     ORDER BY e.id, d.year, r.line DESC
    ON CONFLICT (enterprise_id, year) DO UPDATE
      SET ${listed(({ column }) => `${column} = excluded.${column}`, stagedYear)},
          sector_group = excluded.sector_group, size_class = excluded.size_class, size_explanation = excluded.size_explanation,
          version = y.version + 1`.execute(db)
  await sql`
    UPDATE enterprise e SET size_class = latest.size_class
      FROM (SELECT DISTINCT ON (y.enterprise_id) y.enterprise_id, y.size_class FROM enterprise_year y
              JOIN enterprise o ON o.id = y.enterprise_id
             WHERE o.tax_code IN (SELECT r.data ->> 'taxCode' FROM ${valid(found)})
             ORDER BY y.enterprise_id, y.year DESC) latest
     WHERE e.id = latest.enterprise_id AND e.size_class <> latest.size_class`.execute(db)
}
