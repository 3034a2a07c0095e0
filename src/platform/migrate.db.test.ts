import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { migrate } from './migrate.ts'

const { databaseUrl } = await testSystem({ sample: true })
const own = new URL(databaseUrl)
const admin = new pg.Client({ connectionString: databaseUrl })
// The database that it is on goes with the file.
admin.on('error', () => {})
let directory = ''

beforeAll(async () => {
  await admin.connect()
  await admin.query('CREATE DATABASE try_migrations')
  own.pathname = '/try_migrations'
  directory = await mkdtemp(join(tmpdir(), 'nscl-migrations-'))
})
afterAll(async () => {
  await admin.query('DROP DATABASE IF EXISTS try_migrations WITH (FORCE)')
  await admin.end()
  await rm(directory, { recursive: true, force: true })
})

/** Connections that are closing may be ended by the drop of their database first. */
function poolOf(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ connectionString: own.href, max: 1, ...settings })
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {})
  return pool
}

it('a migration may take longer than a statement may, and so may the wait for another program’s; afterwards the limit holds again', async () => {
  await writeFile(join(directory, '0001-slow.sql'), 'CREATE TABLE slow (n int); SELECT pg_sleep(0.4);')
  const limits = { statement_timeout: 100, idle_in_transaction_session_timeout: 100, lock_timeout: 100 }
  const pools = [1, 2].map(() => poolOf(limits))
  try {
    const applied = await Promise.all(pools.map((pool) => migrate(pool, directory)))
    expect(applied.flat()).toEqual(['0001-slow.sql'])
    for (const pool of pools) {
      await expect(pool.query('SELECT pg_sleep(1)')).rejects.toMatchObject({ code: '57014' })
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.end()))
  }
})

it('a migration that fails leaves nothing of itself, and says which it was', async () => {
  await writeFile(join(directory, '0002-wrong.sql'), 'CREATE TABLE half (n int); SELECT 1/0;')
  const pool = poolOf({ statement_timeout: 100 })
  try {
    await expect(migrate(pool, directory)).rejects.toThrow('0002-wrong.sql')
    const { rows } = await pool.query<{ half: string | null }>(`SELECT to_regclass('half') AS half`)
    expect(rows[0]?.half).toBeNull()
    await expect(pool.query('SELECT pg_sleep(1)')).rejects.toMatchObject({ code: '57014' })
  } finally {
    await pool.end()
  }
})
