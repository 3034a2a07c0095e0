import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { packageDirectory } from '../platform/config.ts'
import { openPool } from '../platform/database.ts'
import { migrate } from '../platform/migrate.ts'
import { type Embedded, startEmbedded } from '../platform/postgres/index.ts'

/** The database that each test file copies. */
export const template = 'nscl_template'
/** One with the schema and nothing in it, for a sample or a clean beginning. */
export const bare = 'nscl_bare'

/** Nothing of a test's database outlives its run. Tests that need durability (the crash test) start a server of their own. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '120' }

/**
 * A server in `directory` whose template is migrated. Making one takes longer than most test files, so it is made once for each
 * state of the migrations and copied: whole into `node_modules/.cache`, by one rename, so that two runs at once need no lock.
 * Each user of the machine has one of their own, since PostgreSQL runs on its owner's files alone.
 */
export async function startReadyServer(directory: string): Promise<Embedded> {
  const cache = join(packageDirectory, 'node_modules', '.cache', 'nscl-clusters')
  if (process.platform === 'win32' || !(await isWritable(cache))) {
    const server = await startEmbedded({ directory, settings })
    await makeTemplate(server)
    return server
  }
  const ready = join(cache, await stateOfMigrations())
  if (!existsSync(ready)) await make(cache, ready)
  const now = new Date()
  await utimes(ready, now, now) // it is in use, and not forgotten
  await promisify(execFile)('cp', ['-a', `${ready}/.`, directory])
  return await startEmbedded({ directory, settings })
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** A name for all that a migrated cluster depends on. */
async function stateOfMigrations(): Promise<string> {
  const migrations = (await readdir(join(packageDirectory, 'migrations'))).sort()
  const sources = [
    ...migrations.map((name) => `migrations/${name}`),
    'src/platform/migrate.ts',
    'src/testing/ready-cluster.ts',
    'src/platform/postgres/cluster.ts',
    'package-lock.json',
  ]
  const hash = createHash('sha256').update(`${process.arch} ${process.getuid?.()}`)
  for (const source of sources) hash.update(source).update(await readFile(join(packageDirectory, source)))
  return hash.digest('hex').slice(0, 16)
}

async function make(cache: string, ready: string): Promise<void> {
  const making = await mkdtemp(join(cache, 'making-'))
  try {
    const server = await startEmbedded({ directory: making, settings })
    try {
      await makeTemplate(server)
    } finally {
      await server.stop()
    }
    // Another run may have been quicker.
    await rename(making, ready).catch((error: unknown) => {
      if (!existsSync(ready)) throw error
    })
    await forgetOld(cache)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function makeTemplate(server: Embedded): Promise<void> {
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  try {
    await admin.query(`CREATE DATABASE ${bare}`)
    await within(server, bare, migrate)
    await admin.query(`CREATE DATABASE ${template} TEMPLATE ${bare}`)
    // Every day counts in a test: it tells of any year, whatever day it runs on.
    await within(server, template, (pool) =>
      pool.query("ALTER TABLE installation ALTER COLUMN first_day SET DEFAULT '1986-01-01'"),
    )
  } finally {
    await admin.end()
  }
}

async function within(
  server: Embedded,
  database: string,
  work: (pool: pg.Pool) => Promise<unknown>,
): Promise<void> {
  const url = new URL(server.url)
  url.pathname = `/${database}`
  const pool = openPool(url.href)
  try {
    await work(pool)
  } finally {
    await pool.end()
  }
}

/** Those that no run has copied for a day: of migrations that were changed, or of a run that was killed. */
async function forgetOld(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > 86_400_000)
      await rm(path, { recursive: true, force: true })
  }
}
