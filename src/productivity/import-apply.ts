import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { type Figure, figureKeys } from './accounts-input.ts'
import { ImportCounts } from './import-check.ts'
import { seenImport } from './import-queries.ts'

/** Writes what a check showed: its new and changed years, all in one transaction; rows in error stay out. */
export const applyAccounts = command({
  name: 'productivity.applyImport',
  summary: words('Ghi số liệu năm đã kiểm tra', 'Write the accounts that were checked'),
  route: 'POST /productivity/imports/{id}/application',
  input: z.object({ id: id() }),
  output: ImportCounts,
  may: ['coordinator', 'enterprise'],
  subject: (input) => `accounts-import:${input.id}`,
  async run(context, input) {
    const { db } = context
    await seenImport(context, input.id)
    const checked = await db
      .selectFrom('accountsImport')
      .select(['id', 'added', 'changed', 'unchanged', 'refused', 'appliedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const { appliedAt, ...counts } = checked
    if (appliedAt !== null) {
      throw conflict(
        'productivity.importApplied',
        words('Số liệu này đã được ghi rồi.', 'These accounts have been written already.'),
      )
    }
    if (checked.added + checked.changed === 0) {
      throw conflict(
        'productivity.importEmpty',
        words('Không có dòng nào để ghi.', 'There is no row to write.'),
      )
    }
    await refuseMoved(db, input.id)
    await write(db, input.id)
    await db.updateTable('accountsImport').set({ appliedAt: new Date() }).where('id', '=', input.id).execute()
    return counts
  },
})

const valid = sql`r.outcome IN ('new', 'changed')`

/**
 * What was shown must be what is written: a year that changed since the check, or an enterprise whose founding now lies after it,
 * stops the import. The enterprises are locked as `productivity.record` locks them.
 */
async function refuseMoved(db: Db, importId: number): Promise<void> {
  await sql`
    SELECT e.id FROM enterprise e
     WHERE e.id IN (SELECT r.enterprise_id FROM accounts_import_row r WHERE r.import_id = ${importId} AND ${valid})
     ORDER BY e.id FOR UPDATE`.execute(db)
  // A statement of its own: it sees what was written while the locks were waited for.
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM accounts_import_row r
      JOIN enterprise e ON e.id = r.enterprise_id
      LEFT JOIN enterprise_accounts a ON a.enterprise_id = r.enterprise_id AND a.year = r.year
     WHERE r.import_id = ${importId} AND ${valid}
       AND (coalesce(a.version, 0) <> r.base OR extract(year FROM e.founded_on) > r.year)`.execute(db)
  const n = rows[0]?.n ?? 0
  if (n === 0) return
  throw conflict('productivity.importMoved', {
    vi: `${n} dòng thuộc số liệu đã thay đổi sau khi kiểm tra. Xin kiểm tra lại tệp rồi ghi.`,
    en: `${n} rows are of accounts that changed after the check. Please check the file again, then write.`,
  })
}

async function write(db: Db, importId: number): Promise<void> {
  const kindOf = (figure: Figure) =>
    figure === 'labour' ? 'int' : figure === 'priceIndex' ? 'numeric' : 'bigint'
  // As a column of the table (snake_case) and as a key of the row's JSON, which is the figure's own name.
  const columns = figureKeys.map((figure) => sql.ref(figure))
  const key = (figure: Figure) => sql.raw(`"${figure}"`)
  await sql`
    INSERT INTO enterprise_accounts AS a (enterprise_id, year, version, ${sql.join(columns)})
    SELECT r.enterprise_id, r.year, 1, ${sql.join(figureKeys.map((figure) => sql`f.${key(figure)}`))}
      FROM accounts_import_row r
     CROSS JOIN LATERAL jsonb_to_record(r.figures) AS f (${sql.join(
       figureKeys.map((figure) => sql`${key(figure)} ${sql.raw(kindOf(figure))}`),
     )})
     WHERE r.import_id = ${importId} AND ${valid}
     ORDER BY r.line
    ON CONFLICT (enterprise_id, year) DO UPDATE
       SET version = a.version + 1,
           ${sql.join(columns.map((column) => sql`${column} = excluded.${column}`))}`.execute(db)
}
