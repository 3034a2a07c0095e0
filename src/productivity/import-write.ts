import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type Figure, figureKeys } from './figures.ts'

/** The rows of an import that will be written, as columns. */
const valid = (importId: number) => sql`
  (SELECT r.line, d."enterpriseId" AS enterprise_id, d.year, d.figures, d.base FROM import_row r
    CROSS JOIN LATERAL jsonb_to_record(r.data) AS d ("enterpriseId" int, year int, figures jsonb, base int)
    WHERE r.kind = 'accounts' AND r.import_id = ${importId} AND r.outcome IN ('new', 'changed')) r`

/**
 * What was shown must be what is written: a year that changed since the check, or an enterprise whose founding now lies after it,
 * stops the import. The enterprises are locked as `productivity.record` locks them.
 */
export async function movedSinceCheck(db: Db, importId: number): Promise<number> {
  await sql`
    SELECT e.id FROM enterprise e
     WHERE e.id IN (SELECT r.enterprise_id FROM ${valid(importId)})
     ORDER BY e.id FOR UPDATE`.execute(db)
  // A statement of its own: it sees what was written while the locks were waited for.
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM ${valid(importId)}
      JOIN enterprise e ON e.id = r.enterprise_id
      LEFT JOIN enterprise_accounts a ON a.enterprise_id = r.enterprise_id AND a.year = r.year
     WHERE (coalesce(a.version, 0) <> r.base OR extract(year FROM e.founded_on) > r.year)`.execute(db)
  return rows[0]?.n ?? 0
}

/** Writes the new and changed years of an import. */
export async function writeAccounts(db: Db, importId: number): Promise<void> {
  const kindOf = (figure: Figure) =>
    figure === 'labour' ? 'int' : figure === 'priceIndex' ? 'numeric' : 'bigint'
  // As a column of the table (snake_case) and as a key of the row's JSON, which is the figure's own name.
  const columns = figureKeys.map((figure) => sql.ref(figure))
  const key = (figure: Figure) => sql.raw(`"${figure}"`)
  await sql`
    INSERT INTO enterprise_accounts AS a (enterprise_id, year, version, ${sql.join(columns)})
    SELECT r.enterprise_id, r.year, 1, ${sql.join(figureKeys.map((figure) => sql`f.${key(figure)}`))}
      FROM ${valid(importId)}
     CROSS JOIN LATERAL jsonb_to_record(r.figures) AS f (${sql.join(
       figureKeys.map((figure) => sql`${key(figure)} ${sql.raw(kindOf(figure))}`),
     )})
     ORDER BY r.line
    ON CONFLICT (enterprise_id, year) DO UPDATE
       SET version = a.version + 1,
           ${sql.join(columns.map((column) => sql`${column} = excluded.${column}`))}`.execute(db)
}
