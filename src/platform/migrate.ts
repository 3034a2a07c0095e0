import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { packageDirectory } from './config.ts'

/** Any number that only this program uses: two starts at once migrate one after the other. */
const migrationLock = 181_1322

const limits = ['statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout'] as const

/**
 * Brings the database up to the newest of the `migrations/*.sql` files, each in one transaction, forward only.
 * Returns the names of those applied now. Throws when an applied file was changed afterwards, when the database is
 * newer than the program, or when the server is older than PostgreSQL 15.
 * @param only those of a backup, where the schema of its day is wanted
 */
export async function migrate(
  pool: Pool,
  directory = join(packageDirectory, 'migrations'),
  only?: readonly { readonly name: string; readonly sha256: string }[],
): Promise<string[]> {
  const shipped = (await readdir(directory)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  for (const { name } of only ?? []) {
    if (!shipped.includes(name))
      throw new Error(`The backup is newer than this program: it has migration ${name}`)
  }
  const files = only === undefined ? shipped : only.map(({ name }) => name)
  const connection = await pool.connect()
  try {
    // What limits a page does not limit a change of the whole database, nor the wait for another start that makes one.
    await connection.query(limits.map((name) => `SET ${name} = 0`).join('; '))
    await connection.query('SELECT pg_advisory_lock($1)', [migrationLock])
    const version = await connection.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    )
    if ((version.rows[0]?.version ?? 0) < 150000) throw new Error('PostgreSQL 15 or newer is needed')
    await connection.query(
      `CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, sha256 text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
    )
    const done = await connection.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM migration',
    )
    const applied = new Map(done.rows.map((row) => [row.name, row.sha256]))
    for (const name of applied.keys()) {
      if (!files.includes(name))
        throw new Error(`The database is newer than this program: it has migration ${name}`)
    }
    const now: string[] = []
    for (const name of files) {
      const text = await readFile(join(directory, name), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = applied.get(name)
      if (before === sha256) continue
      if (before !== undefined) throw new Error(`Migration ${name} was changed after it had been applied`)
      try {
        await connection.query('BEGIN')
        await connection.query(text)
        await connection.query('INSERT INTO migration (name, sha256) VALUES ($1, $2)', [name, sha256])
        await connection.query('COMMIT')
      } catch (error) {
        await connection.query('ROLLBACK')
        throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        })
      }
      now.push(name)
    }
    return now
  } finally {
    await connection.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => {})
    await connection.query(limits.map((name) => `RESET ${name}`).join('; ')).catch(() => {})
    connection.release()
  }
}
