import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { registerEnterprise } from '../enterprises/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { readConfig } from '../platform/config.ts'
import { openPool } from '../platform/database.ts'
import { openSystem } from '../start/open.ts'
import { testSystem } from '../testing/system.ts'
import { makeSample } from './commands.ts'

const real = await testSystem()
const sample = await testSystem({ sample: true })
const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'nscl-installation-'))
  folders.push(made)
  return made
}

async function open(databaseUrl: string, directory: string, asked: boolean): Promise<boolean> {
  const config = readConfig({ DATABASE_URL: databaseUrl, NSCL_DATA: directory, LOG_LEVEL: 'silent' })
  const opened = await openSystem(config, { sample: asked })
  await opened.close()
  return opened.system.sample
}

test('a database says once whether it is real or a sample, as the first record of its audit', async () => {
  for (const [place, is] of [
    [real, false],
    [sample, true],
  ] as const) {
    expect(place.system.sample).toBe(is)
    const { rows } = await sql<{ command: string; input: string }>`
      SELECT command, input FROM audit ORDER BY seq LIMIT 1`.execute(place.system.db)
    expect(rows).toEqual([{ command: 'installation.found', input: JSON.stringify({ sample: is }) }])
  }
  const { findings } = await verifyAudit(sample.system.db, sample.system.auditKey)
  expect(findings).toEqual([])
})

test('a real database never becomes a sample, nor a sample a real one, whoever writes SQL', async () => {
  for (const { system } of [real, sample]) {
    await expect(sql`UPDATE installation SET sample = NOT sample`.execute(system.db)).rejects.toThrow(
      'append-only',
    )
    await expect(sql`DELETE FROM installation`.execute(system.db)).rejects.toThrow('append-only')
    await expect(sql`TRUNCATE installation`.execute(system.db)).rejects.toThrow('append-only')
    await expect(sql`INSERT INTO installation (sample) VALUES (true)`.execute(system.db)).rejects.toThrow()
  }
})

test('a database of before, with records and nothing said yet, is refused as a sample and opens as real', async () => {
  const before = await testSystem()
  const pool = openPool(before.databaseUrl, 1)
  await pool.query(
    'ALTER TABLE installation DISABLE TRIGGER USER; DELETE FROM installation; ALTER TABLE installation ENABLE TRIGGER USER',
  )
  await expect(pool.query('INSERT INTO installation (sample) VALUES (true)')).rejects.toThrow(
    'does not become a sample',
  )
  await pool.query("DELETE FROM submission WHERE key = 'installation'")
  await pool.end()
  await expect(open(before.databaseUrl, await folder(), true)).rejects.toMatchObject({
    code: 'installation.real',
  })
  // With the secrets that seal its audit trail: a folder with others may not write there.
  expect(await open(before.databaseUrl, before.system.config.dataDirectory, false)).toBe(false)
})

test('nscl sample refuses a database with real data before it writes anything, and one of another program', async () => {
  await expect(open(real.databaseUrl, await folder(), true)).rejects.toMatchObject({
    code: 'installation.real',
  })
  const other = await testSystem()
  const pool = openPool(other.databaseUrl, 1)
  await pool.query(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE other_program (id integer)',
  )
  await expect(open(other.databaseUrl, await folder(), true)).rejects.toMatchObject({
    code: 'installation.real',
  })
  const { rows } = await pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
  expect(rows).toEqual([{ tablename: 'other_program' }])
  await pool.end()
})

test('a folder with anything in it is no place for a sample; a new one is, and says so in a note', async () => {
  const used = await folder()
  await writeFile(join(used, 'so-lieu.xlsx'), 'x')
  await expect(open(sample.databaseUrl, used, true)).rejects.toMatchObject({ code: 'installation.folder' })
  expect(await readdir(used)).toEqual(['so-lieu.xlsx'])
  // Made in a new folder by `testSystem`.
  const fresh = sample.system.config.dataDirectory
  expect(await open(sample.databaseUrl, fresh, true)).toBe(true)
  expect(await readdir(fresh)).toContain('DU-LIEU-MAU.txt')
})

test('a sample database with the folder of a real installation is refused, and the other way round', async () => {
  await expect(open(sample.databaseUrl, real.system.config.dataDirectory, false)).rejects.toMatchObject({
    code: 'installation.mixed',
  })
  await expect(open(real.databaseUrl, sample.system.config.dataDirectory, false)).rejects.toMatchObject({
    code: 'installation.mixed',
  })
})

test('a sample opened as any installation stays a sample', async () => {
  expect(await open(sample.databaseUrl, sample.system.config.dataDirectory, false)).toBe(true)
})

test('the generator refuses a real system, even an empty one', async () => {
  await expect(makeSample(real.system, { enterprises: 5, facts: 0, seed: 1 })).rejects.toMatchObject({
    code: 'sample.real',
  })
  const coordinator = await real.as('coordinator')
  await expect(coordinator.run(registerEnterprise, {})).rejects.toMatchObject({ code: 'input.invalid' })
  expect(await real.system.db.selectFrom('enterprise').select('id').execute()).toEqual([])
})
