// Writes src/platform/database-types.ts from a database of its own with every migration applied, or from the migrated one that
// DATABASE_URL names. `--verify` writes nothing and fails when the file is stale.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Pool } from 'pg'
import { packageDirectory } from '../src/platform/config.ts'
import { openPool } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startEmbedded } from '../src/platform/postgres/index.ts'

const given = process.env.DATABASE_URL
if (given === undefined || given === '') await fromOwnDatabase()
else await write(given)

async function fromOwnDatabase(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-types-'))
  const server = await startEmbedded({ directory, settings: { fsync: 'off' } })
  try {
    const pool = openPool(server.url)
    await migrate(pool)
    await pool.end()
    await write(server.url)
  } finally {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function write(url: string): Promise<void> {
  const pool = openPool(url)
  const columns = await closedLists(pool)
  await pool.end()
  const programs = join(packageDirectory, 'node_modules', '.bin')
  execFileSync(
    'kysely-codegen',
    [
      '--dialect=postgres',
      '--camel-case',
      '--url=env(DATABASE_URL)',
      '--default-schema=public',
      '--date-parser=string',
      '--numeric-parser=number',
      '--type-mapping={"int8":"bigint","json":"unknown","jsonb":"unknown"}',
      `--overrides=${JSON.stringify({ columns })}`,
      '--out-file=src/platform/database-types.ts',
      ...process.argv.slice(2),
    ],
    {
      cwd: packageDirectory,
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: url, PATH: `${programs}${delimiter}${process.env.PATH}` },
      shell: process.platform === 'win32',
    },
  )
}

/**
 * The text columns that a CHECK holds to a closed list, as `table.column` to the union of its values: what the database has
 * checked needs no check at run time.
 */
async function closedLists(pool: Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string; nullable: boolean; given: boolean; definition: string }>(`
    SELECT t.relname || '.' || a.attname AS name, NOT a.attnotnull AS nullable, a.atthasdef AS given, pg_get_constraintdef(c.oid) AS definition
      FROM pg_constraint c
      JOIN pg_class t ON t.oid = c.conrelid
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'c' AND cardinality(c.conkey) = 1 AND a.atttypid = 'text'::regtype`)
  return Object.fromEntries(
    rows.flatMap(({ name, nullable, given, definition }) => {
      const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(definition)?.[1]
      if (list === undefined) return []
      const values = [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, value = '']) =>
        JSON.stringify(value),
      )
      const type = [...values, ...(nullable ? ['null'] : [])].join(' | ')
      return [[name, given ? `Generated<${type}>` : type]]
    }),
  )
}
