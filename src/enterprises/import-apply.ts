import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { columnName, kindOf } from '../ui/index.ts'
import { ImportCounts } from './import-rules.ts'
import { profile } from './profile.ts'

/** Writes what a checked import showed: its new and changed enterprises, all in one transaction, its faulty rows left out. */
export const applyImport = command({
  name: 'enterprises.applyImport',
  summary: words('Nhập doanh nghiệp từ tệp', 'Import enterprises'),
  route: 'POST /enterprise-imports/{id}/application',
  formerRoutes: ['POST /enterprises/imports/{id}/application'],
  input: z.object({ id: id() }),
  output: ImportCounts,
  may: ['coordinator'],
  subject: (input) => `enterprise-import:${input.id}`,
  async run({ db }, input) {
    await sql`SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(
      db,
    )
    const checked = await db
      .selectFrom('enterpriseImport')
      .selectAll()
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (checked === undefined) throw notFound(words('lần nhập', 'Import'))
    if (checked.appliedAt !== null) {
      throw conflict(
        'enterprises.importApplied',
        words('Tệp này đã được nhập rồi.', 'This file has been imported already.'),
      )
    }
    if (checked.added + checked.changed === 0) {
      throw conflict(
        'enterprises.importEmpty',
        words('Không có dòng nào nhập được.', 'There is no row to import.'),
      )
    }
    await refuseMoved(db, input.id)
    await writeImport(db, input.id)
    await db
      .updateTable('enterpriseImport')
      .set({ appliedAt: new Date() })
      .where('id', '=', input.id)
      .execute()
    return { id: checked.id, added: checked.added, changed: checked.changed, refused: checked.refused }
  },
})

/** What was shown must be what is written: an enterprise that changed since the check stops the import. */
async function refuseMoved(db: Db, importId: number): Promise<void> {
  await sql`
    SELECT e.id FROM enterprise e
     WHERE e.tax_code IN (SELECT r.data ->> 'taxCode' FROM enterprise_import_row r
                           WHERE r.import_id = ${importId} AND r.outcome <> 'error')
     ORDER BY e.id FOR UPDATE`.execute(db)
  // A statement of its own: it sees what was written while the locks were waited for, and finds each enterprise by its code.
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM enterprise_import_row r
      LEFT JOIN enterprise e ON e.tax_code = r.data ->> 'taxCode'
     WHERE r.import_id = ${importId} AND r.outcome <> 'error'
       AND coalesce(e.version, 0) <> (r.data ->> 'base')::int`.execute(db)
  const n = rows[0]?.n ?? 0
  if (n === 0) return
  throw conflict('enterprises.importMoved', {
    vi: `${n} dòng thuộc doanh nghiệp đã thay đổi sau khi kiểm tra tệp. Xin kiểm tra lại tệp rồi nhập.`,
    en: `${n} rows are of enterprises that changed after the check. Please check the file again, then import.`,
  })
}

/** The fields of an enterprise as a checked row keeps them, as its columns are called, and their types. */
const staged = profile.keys.map((key) => {
  const type = { date: 'date', number: 'int', money: 'bigint', text: 'text' } as const
  return key === 'adminUnitId'
    ? { key: 'unitId', column: columnName(key), type: 'int' }
    : { key, column: columnName(key), type: type[kindOf(profile.table[key]) ?? 'text'] }
})
const listed = (of: (field: (typeof staged)[number]) => string, fields = staged) =>
  sql.raw(fields.map(of).join(', '))

/** The rows of an import as columns; keys that a row leaves out are NULL. */
const rowsOf = (importId: number, outcome: 'new' | 'update') => sql`
  SELECT r.line, d.* FROM enterprise_import_row r
   CROSS JOIN LATERAL jsonb_to_record(r.data) AS d (${listed(({ key, type }) => `"${key}" ${type}`)}, years jsonb)
   WHERE r.import_id = ${importId} AND r.outcome = ${outcome}`

async function writeImport(db: Db, importId: number): Promise<void> {
  await sql`
    INSERT INTO enterprise (${listed(({ column }) => column)}, size_class)
    SELECT ${listed(({ key }) => `d."${key}"`)},
           coalesce((SELECT y ->> 'sizeClass' FROM jsonb_array_elements(d.years) AS y ORDER BY (y ->> 'year')::int DESC LIMIT 1), 'unknown')
      FROM (${rowsOf(importId, 'new')}) d ORDER BY d.line`.execute(db)
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
      FROM (SELECT d."taxCode", ${last} FROM (${rowsOf(importId, 'update')}) d GROUP BY d."taxCode") n
     WHERE e.tax_code = n."taxCode"`.execute(db)
  await sql`
    INSERT INTO enterprise_year AS y (enterprise_id, year, employees, revenue, capital, export_value, sector_group, size_class, size_explanation)
    SELECT DISTINCT ON (e.id, d.year) e.id, d.year, d.employees, d.revenue, d.capital, d."exportValue", d."sectorGroup", d."sizeClass", d.explanation
      FROM enterprise_import_row r
      JOIN enterprise e ON e.tax_code = r.data ->> 'taxCode'
     CROSS JOIN LATERAL jsonb_to_recordset(r.data -> 'years') AS d (year int, employees int, revenue bigint, capital bigint,
       "exportValue" bigint, "sectorGroup" text, "sizeClass" text, explanation jsonb)
     WHERE r.import_id = ${importId} AND r.outcome <> 'error'
     ORDER BY e.id, d.year, r.line DESC
    ON CONFLICT (enterprise_id, year) DO UPDATE
      SET employees = excluded.employees, revenue = excluded.revenue, capital = excluded.capital, export_value = excluded.export_value,
          sector_group = excluded.sector_group, size_class = excluded.size_class, size_explanation = excluded.size_explanation,
          version = y.version + 1`.execute(db)
  await sql`
    UPDATE enterprise e SET size_class = latest.size_class
      FROM (SELECT DISTINCT ON (y.enterprise_id) y.enterprise_id, y.size_class FROM enterprise_year y
              JOIN enterprise o ON o.id = y.enterprise_id
             WHERE o.tax_code IN (SELECT r.data ->> 'taxCode' FROM enterprise_import_row r
                                   WHERE r.import_id = ${importId} AND r.outcome <> 'error')
             ORDER BY y.enterprise_id, y.year DESC) latest
     WHERE e.id = latest.enterprise_id AND e.size_class <> latest.size_class`.execute(db)
}
