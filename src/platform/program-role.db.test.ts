import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { createFirstAdministrator } from '../accounts/index.ts'
import { openSystem } from '../start/open.ts'
import { systemActor } from './actor.ts'
import { readConfig } from './config.ts'
import { execute } from './execute.ts'
import { serverEnvironment } from './postgres/launcher.ts'
import { programRole } from './program-role.ts'
import { verifyInstallation } from './verification.ts'

process.env.SMTP_URL = 'smtp://user:a-secret-of-the-mail@mail.example.vn'
const directory = await mkdtemp(join(tmpdir(), 'nscl-role-'))
const opened = await openSystem(readConfig({ NSCL_DATA: directory, LOG_LEVEL: 'silent' }), {
  serverSettings: { fsync: 'off' },
})
delete process.env.SMTP_URL
const client = new pg.Client({ connectionString: opened.databaseUrl })
await client.connect()
afterAll(async () => {
  await client.end()
  await opened.close()
  await rm(directory, { recursive: true, force: true })
})

test('the program works as a role that is no superuser and owns nothing, and its trail is whole', async () => {
  const { rows } = await client.query(
    `SELECT current_user::text AS name, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls,
            (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
       FROM pg_roles r WHERE rolname = current_user`,
  )
  expect(rows).toEqual([
    {
      name: programRole,
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      owned: 0,
    },
  ])
  const input = { name: 'Lan', email: 'lan@example.vn' }
  await execute(opened.system, createFirstAdministrator, systemActor, input, { via: 'cli' })
  expect((await verifyInstallation(opened.system)).findings).toEqual([])
})

test.each([
  'ALTER TABLE audit DISABLE TRIGGER ALL',
  'ALTER TABLE account ADD COLUMN x int',
  'DROP TABLE change',
  'DROP TRIGGER record_change ON account',
  'TRUNCATE account CASCADE',
  'TRUNCATE audit',
  'DELETE FROM audit',
  "UPDATE audit SET actor = 'x'",
  'DELETE FROM change',
  "UPDATE change SET operation = 'DELETE'",
  'DELETE FROM audit_head',
  "UPDATE migration SET sha256 = 'x'",
  'SET session_replication_role = replica',
  "COPY account TO PROGRAM 'cat'",
  "COPY account TO '/tmp/nscl-account'",
  "SELECT pg_read_file('postgresql.conf')",
  'CREATE TABLE x (id int)',
  'CREATE ROLE x SUPERUSER',
  'ALTER ROLE nscl_program SUPERUSER',
  'GRANT ALL ON audit TO PUBLIC',
  'CREATE OR REPLACE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$',
])('the program’s role may not: %s', async (statement) => {
  const refused = await client.query(statement).then(
    () => null,
    (error: unknown) => (error instanceof pg.DatabaseError ? error.code : error),
  )
  // Not allowed, or refused by the trigger that guards the table; granting nothing is a warning, not an error.
  if (statement.startsWith('GRANT')) {
    const { rows } = await client.query(
      `SELECT count(*)::int AS n FROM information_schema.table_privileges WHERE grantee = 'PUBLIC' AND table_name = 'audit'`,
    )
    expect(rows).toEqual([{ n: 0 }])
  } else expect(['42501', '23001']).toContain(refused)
})

test('an external database is entered by two roles: its owner migrates, the program’s gets its rights at each start', async () => {
  const server = inject('server')
  const name = `t_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  const folder = await mkdtemp(join(tmpdir(), 'nscl-roles-'))
  try {
    await admin.query(`CREATE DATABASE ${name}`)
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'a password of its own'`)
    const owner = new URL(server)
    owner.pathname = `/${name}`
    const program = new URL(owner)
    program.username = name
    program.password = 'a password of its own'
    const settings = { DATABASE_URL: program.href, DATABASE_OWNER_URL: owner.href, NSCL_DATA: folder }
    for (let start = 0; start < 2; start++) {
      const two = await openSystem(readConfig({ ...settings, LOG_LEVEL: 'silent' }))
      expect((await verifyInstallation(two.system)).findings).toEqual([])
      const { rows } = await sql<{ name: string; rolsuper: boolean }>`
        SELECT current_user::text AS name, rolsuper FROM pg_roles WHERE rolname = current_user`.execute(
        two.system.db,
      )
      expect(rows).toEqual([{ name, rolsuper: false }])
      await expect(sql`DELETE FROM audit`.execute(two.system.db)).rejects.toMatchObject({ code: '42501' })
      await two.close()
    }
  } finally {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.query(`DROP ROLE ${name}`)
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  }
})

test('PostgreSQL knows nothing of the program’s own settings', async () => {
  const pid = Number((await readFile(join(directory, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0])
  const environ = `/proc/${pid}/environ`
  if (existsSync(environ)) {
    const seen = readFileSync(environ, 'utf8')
    expect(seen).not.toContain('a-secret-of-the-mail')
    expect(seen).toContain('LC_ALL=C')
  }
  const secrets = {
    SMTP_URL: 'x',
    OIDC_CLIENT_SECRET: 'x',
    DATABASE_URL: 'x',
    BACKUP_PASSPHRASE: 'x',
    PATH: '/bin',
  }
  expect(serverEnvironment(secrets)).toEqual({ PATH: '/bin', LC_ALL: 'C' })
})
