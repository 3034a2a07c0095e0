import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { openSystem } from '../start/open.ts'
import { packageDirectory, readConfig } from './config.ts'
import { openPool } from './database.ts'
import { migrate } from './migrate.ts'
import { actorOfToken } from './session.ts'
import { verifyInstallation } from './verification.ts'

const server = inject('server')
const name = `t_${randomBytes(8).toString('hex')}`
const url = new URL(server)
url.pathname = `/${name}`
const directory = await mkdtemp(join(tmpdir(), 'nscl-before-'))
const admin = async (statement: string) => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
await admin(`CREATE DATABASE ${name}`)
const open = () =>
  openSystem(readConfig({ DATABASE_URL: url.href, NSCL_DATA: directory, LOG_LEVEL: 'silent' }))
afterAll(async () => {
  await admin(`DROP DATABASE ${name} WITH (FORCE)`)
  await rm(directory, { recursive: true, force: true })
})

/** The migrations that there were before accounts came under watch. */
async function before() {
  const folder = join(packageDirectory, 'migrations')
  const names = (await readdir(folder)).filter((file) => file < '0023' && file.endsWith('.sql'))
  return Promise.all(
    names.map(async (file) => ({
      name: file,
      sha256: createHash('sha256')
        .update(await readFile(join(folder, file), 'utf8'))
        .digest('hex'),
    })),
  )
}

test('a database of before opens: its accounts and tokens come under watch as they are, once, and its tokens get an end', async () => {
  const pool = openPool(url.href, 1)
  await migrate(pool, undefined, await before())
  const sha256 = (token: string) => createHash('sha256').update(token).digest('hex')
  await pool.query(`
    INSERT INTO account (id, name, email, role) VALUES ('a', 'Lan', 'lan@example.vn', 'auditor'), ('b', 'Bé', 'be@example.vn', 'auditor');
    UPDATE account SET must_change_password = false WHERE id = 'a';
    INSERT INTO account_credential (id, account_id, provider_id, user_id, password) VALUES ('c', 'a', 'credential', 'a', 'x:y');
    INSERT INTO api_token (user_id, name, sha256, hint) VALUES ('a', 'cũ', '${sha256('nscl_old')}', 'nscl_old');
    INSERT INTO api_token (user_id, name, sha256, hint, expires_at) VALUES ('a', 'lâu', '${sha256('nscl_long')}', 'nscl_lon', now() + interval '9 years');`)
  const opened = await open()
  expect((await verifyInstallation(opened.system)).findings).toEqual([])
  const { rows } = await pool.query(
    `SELECT table_name, count(*)::int AS n FROM change WHERE table_name IN ('account', 'account_credential', 'api_token') GROUP BY 1 ORDER BY 1`,
  )
  expect(rows).toEqual([
    { table_name: 'account', n: 2 },
    { table_name: 'account_credential', n: 1 },
    { table_name: 'api_token', n: 2 },
  ])
  expect((await actorOfToken(opened.system.db, 'nscl_old'))?.userId).toBe('a')
  const ends = await pool.query(
    `SELECT bool_and(expires_at <= now() + interval '365 days') AS soon FROM api_token`,
  )
  expect(ends.rows).toEqual([{ soon: true }])
  const once = await pool.query(`SELECT id FROM account WHERE one_time_until IS NOT NULL`)
  expect(once.rows).toEqual([{ id: 'b' }])
  await opened.close()
  // What is written behind the program afterwards does not come under watch as if it had been there before.
  await pool.query(`ALTER TABLE account DISABLE TRIGGER USER;
    INSERT INTO account (id, name, email, role) VALUES ('z', 'Z', 'z@example.vn', 'auditor');
    ALTER TABLE account ENABLE TRIGGER USER`)
  const again = await open()
  expect((await verifyInstallation(again.system)).findings).toMatchObject([
    { kind: 'row', where: 'account z' },
  ])
  await again.close()
  await pool.end()
})
