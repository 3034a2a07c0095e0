import { randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createToken } from '../accounts/tokens.ts'
import { testSystem } from '../testing/system.ts'
import { headMac, sha256 } from './audit.ts'
import { openAnchor, verifyAnchor } from './audit-anchor.ts'
import { beginAnchor } from './audit-beginning.ts'
import { unwatchedTables } from './audit-tables.ts'
import { recordEvent } from './events.ts'
import { tokenHash } from './tokens.ts'
import { verifyInstallation } from './verification.ts'

const { system, as } = await testSystem()
const { db } = system
const someone = await as('finance')
const makeToken = (name: string) => someone.run(createToken, { name })
const findings = async (of = system) => (await verifyInstallation(of)).findings
const kinds = async (of = system) => new Set((await findings(of)).map(({ kind }) => kind))

/** As somebody with the database server's own rights: triggers rest meanwhile. */
const behind = (statement: string) =>
  db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(transaction)
    await sql.raw(statement).execute(transaction)
  })

test('every table is watched, or stands in the list with its reason', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`.execute(db)
  const watched = new Set((await db.selectFrom('watchedTable').selectAll().execute()).map(({ name }) => name))
  const neither = rows.filter(({ name }) => !watched.has(name) && !unwatchedTables.has(name))
  expect(neither).toEqual([])
  for (const [name, reason] of unwatchedTables) {
    expect(reason.length, name).toBeGreaterThan(20)
    expect(watched.has(name), `${name} is watched after all`).toBe(false)
    expect(rows.map((row) => row.name)).toContain(name)
  }
})

test('a trail that nobody touched is whole, sign-ins and tokens in it', async () => {
  await makeToken('máy')
  expect(await findings()).toEqual([])
})

test('no secret stands in the trail, only its hash', async () => {
  const { token } = await makeToken('bí mật')
  const { rows } = await sql<{ after: string }>`
    SELECT after::text FROM change WHERE table_name = 'api_token' ORDER BY id DESC LIMIT 1`.execute(db)
  expect(rows[0]?.after).not.toContain(tokenHash(token))
  expect(rows[0]?.after).toContain(sha256(tokenHash(token)))
  const plain = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM change c JOIN account_credential k ON c.after::text LIKE '%' || k.password || '%'`.execute(
    db,
  )
  expect(plain.rows[0]?.n).toBe(0)
})

test.each([
  [
    'a token of an administrator',
    `INSERT INTO api_token (user_id, name, sha256, hint, expires_at)
     SELECT id, 'x', repeat('ab', 32), 'nscl_x', now() + interval '1 day' FROM account LIMIT 1`,
  ],
  ['a role', `UPDATE account SET role = 'coordinator', admin = true WHERE role = 'finance'`],
  [
    'a password',
    `INSERT INTO account_credential (id, account_id, provider_id, user_id, password)
     SELECT 'behind', id, 'credential', id, 'x' FROM account LIMIT 1`,
  ],
  [
    'a second factor',
    `INSERT INTO second_factor (user_id, secret, last_step) SELECT id, 'x', 0 FROM account LIMIT 1`,
  ],
  ['a recovery code', `INSERT INTO recovery_code (user_id, hash) SELECT id, 'x' FROM account LIMIT 1`],
  [
    'a passkey',
    `INSERT INTO passkey (user_id, name, credential_id, public_key, sign_count)
     SELECT id, 'x', 'x', 'x', 0 FROM account LIMIT 1`,
  ],
])('%s written behind the program is found', async (_what, statement) => {
  await behind(statement)
  expect(await kinds()).toContain('row')
  const table = /(?:INTO|UPDATE) (\w+)/.exec(statement)?.[1] ?? ''
  expect((await findings()).some(({ where }) => where.startsWith(`${table} `))).toBe(true)
  await behind(
    statement.startsWith('UPDATE')
      ? `UPDATE account SET role = 'finance', admin = false WHERE id = '${someone.actor.userId}'`
      : `DELETE FROM ${table} WHERE ${table === 'api_token' ? `hint = 'nscl_x'` : table === 'account_credential' ? `id = 'behind'` : table === 'second_factor' ? `secret = 'x'` : table === 'recovery_code' ? `hash = 'x'` : `name = 'x'`}`,
  )
  expect(await findings()).toEqual([])
})

test('a table that is no longer watched is found', async () => {
  for (const stop of ['DISABLE TRIGGER record_change', 'ENABLE TRIGGER record_change']) {
    await sql.raw(`ALTER TABLE api_token ${stop}`).execute(db)
    expect(await kinds()).toEqual(new Set(stop.startsWith('DISABLE') ? ['unwatched'] : []))
  }
})

test('a time of last use and a counter are no findings', async () => {
  await db.updateTable('apiToken').set({ lastUsedAt: new Date() }).execute()
  expect(await findings()).toEqual([])
})

test('the newest record deleted and the older head with its valid seal put back: found', async () => {
  const before = await db.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow()
  const { id } = await makeToken('sẽ mất')
  const after = await db
    .selectFrom('audit')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await behind(`DELETE FROM api_token WHERE id = ${id};
    DELETE FROM change WHERE audit_id = ${after.id};
    DELETE FROM audit WHERE seq = ${after.seq};
    UPDATE audit_head SET seq = ${before.seq}, hash = '${before.hash}', mac = '${before.mac}'`)
  expect(await findings()).toMatchObject([{ kind: 'anchor', where: `audit ${after.seq}` }])
  // Writing on puts another record into its place; the journal still knows the first one.
  await makeToken('thế chỗ')
  expect(await findings()).toMatchObject([
    { kind: 'anchor', where: `audit ${after.seq}`, detail: expect.stringContaining('rewritten') },
  ])
  // An operator who has put an older backup back says so, with the reason, and begins a journal anew.
  const aside = await beginAnchor(system, 'Khôi phục bản sao lưu')
  expect(await findings()).toEqual([])
  expect(await readFile(aside ?? '', 'utf8')).toContain(`${after.seq} ${after.hash}`)
  const begun = await db
    .selectFrom('audit')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(begun.input)).toEqual({ reason: 'Khôi phục bản sao lưu' })
})

test('with another key nothing is written, and nothing is sealed anew in silence', async () => {
  const auditKey = randomBytes(32)
  const other = { ...system, auditKey, anchor: openAnchor(system.anchor.path, auditKey) }
  const event = { name: 'test', actor: someone.actor, via: 'system', subject: null, facts: {} } as const
  await expect(recordEvent(other, event)).rejects.toMatchObject({ code: 'audit.sealBroken', status: 503 })
  expect(await kinds(other)).toEqual(new Set(['head', 'anchor']))
  // Even when the head has been sealed with that key, the journal bears the old one.
  const head = await db.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow()
  await behind(`UPDATE audit_head SET mac = '${headMac(auditKey, head.seq, head.hash)}'`)
  expect(await kinds(other)).toEqual(new Set(['anchor']))
  await behind(`UPDATE audit_head SET mac = '${head.mac}'`)
  expect(await findings()).toEqual([])
})

test('a journal that is gone, or was begun elsewhere, is found; a line that a crash tore is not', async () => {
  const { path } = system.anchor
  const whole = await readFile(path, 'utf8')
  await appendFile(path, '123 abc')
  expect(await findings()).toEqual([])
  const again = { ...system, anchor: openAnchor(path, system.auditKey) }
  await recordEvent(again, { name: 'test', actor: someone.actor, via: 'system', subject: null, facts: {} })
  expect(await findings()).toEqual([])
  const longer = await readFile(path, 'utf8')
  expect(longer.startsWith(whole)).toBe(true)
  await rm(path)
  expect(await findings()).toMatchObject([{ kind: 'anchor', where: path }])
  await writeFile(path, longer)
  expect(await findings()).toEqual([])
})

test('heads that are written at once all stand in the journal', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-anchor-'))
  const key = randomBytes(32)
  const anchor = openAnchor(join(directory, 'heads'), key)
  await Promise.all(
    Array.from({ length: 500 }, (_, at) => anchor.append({ seq: BigInt(at + 1), hash: sha256(String(at)) })),
  )
  const seen = new Map<bigint, boolean>()
  for await (const { seq, sealed } of anchor.heads(await anchor.end())) seen.set(seq, sealed)
  expect(seen.size).toBe(500)
  expect([...seen.values()].every(Boolean)).toBe(true)
  expect((await verifyAnchor(db, anchor)).length).toBeGreaterThan(0)
  await rm(directory, { recursive: true })
})
