// Writes src/platform/database-types.ts from a database of its own with every migration applied.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startEmbedded } from '../src/platform/postgres/index.ts'

const directory = await mkdtemp(join(tmpdir(), 'nscl-types-'))
const server = await startEmbedded({ directory, settings: { fsync: 'off' } })
try {
  const pool = openPool(server.url)
  await migrate(pool)
  await pool.end()
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
      '--out-file=src/platform/database-types.ts',
      ...process.argv.slice(2),
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: server.url },
      shell: process.platform === 'win32',
    },
  )
} finally {
  await server.stop()
  await rm(directory, { recursive: true, force: true })
}
