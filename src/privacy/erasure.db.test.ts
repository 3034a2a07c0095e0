import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createAccount } from '../accounts/index.ts'
import { inTrialFolder, openBackup, restoreBackup, takeBackup } from '../operations/index.ts'
import { readConfig } from '../platform/config.ts'
import { recordEvent } from '../platform/events.ts'
import { verifyInstallation } from '../platform/verification.ts'
import { openSystem } from '../start/open.ts'
import { isLong } from '../testing/long.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { openedChanges, openedTrail } from '../testing/trail.ts'
import { erasedMark } from './erase.ts'
import { carryOutErasure, listErasures, proposeErasure, withdrawErasure } from './erasures.ts'
import { keptTables } from './kept.ts'
import { heldOnPerson } from './queries.ts'
import { insertMadeUp, madeUp, withoutConstraints } from './testing/made-up.ts'

const real = await testSystem()
const made = await testSystem()

/** Everything that can be read in the database as text, the trail opened. */
async function readable({ system }: typeof real): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('audit', 'change', 'person_key')`.execute(
    system.db,
  )
  const texts: unknown[] = [await openedTrail(system).execute(), await openedChanges(system).execute()]
  for (const { name } of tables) {
    const { rows } = await sql`SELECT to_jsonb(t)::text AS body FROM ${sql.table(name)} t`.execute(system.db)
    texts.push({ [name]: rows })
  }
  return JSON.stringify(texts, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
}

test('what can be erased of every marked column is gone, live and in history, and what the law keeps stays', async () => {
  const { system, as } = made
  const admin = await as('coordinator', { admin: true })
  const other = await as('coordinator', { admin: true })
  await withoutConstraints(system)
  const event = { name: 'test.madeUp', via: 'system', subject: null, facts: { by: madeUp.name } } as const
  await recordEvent(
    system,
    { ...event, actor: { userId: madeUp.accountId, name: madeUp.name } },
    async (db) => {
      await insertMadeUp(db)
      return true
    },
  )
  const before = await admin.run(heldOnPerson, { q: madeUp.accountId })
  expect(before.values.length).toBeGreaterThan(80)
  const { id, kept } = await admin.run(proposeErasure, {
    q: madeUp.accountId,
    reason: `${madeUp.name} yêu cầu xóa`,
  })
  expect(Object.keys(kept).toSorted()).toEqual(Object.keys(keptTables).toSorted())
  // The law keeps some of it: the proposer does not carry it out.
  expect(await problemOf(admin.run(carryOutErasure, { id }))).toMatchObject({ code: 'privacy.samePerson' })
  await other.run(carryOutErasure, { id })

  const after = await admin.run(heldOnPerson, { q: madeUp.email })
  const left = new Set(after.values.map(({ table }) => table))
  expect([...left].filter((table) => !(table in keptTables))).toEqual([])
  const byName = await admin.run(heldOnPerson, { q: madeUp.name })
  const named = byName.values.filter(({ table }) => !(table in keptTables))
  // The law keeps the name of an account that signed what is kept.
  expect(named.map(({ table, column }) => `${table}.${column}`)).toEqual(
    expect.arrayContaining(['account.name']),
  )
  expect(named.every(({ table }) => table === 'account')).toBe(true)
  const { rows } = await sql<{ after: string }>`
    SELECT opened(after)::text AS after FROM change
     WHERE table_name <> ALL (${Object.keys(keptTables).map((table) => table.replace(/[A-Z]/g, (s) => `_${s.toLowerCase()}`))}::text[])`.execute(
    system.db,
  )
  const history = rows.map((row) => row.after ?? '').join('\n')
  for (const trace of [madeUp.name.toUpperCase(), madeUp.email, madeUp.phone, '0912 345 678'])
    expect(history).not.toContain(trace)
  expect(history).toContain('"erased": true')
  const sent = (await openedTrail(system).execute()).map(({ input }) => input).join('\n')
  expect(sent).not.toContain(madeUp.name)
}, 120_000)

const email = 'le.van.ty@tinh.example'
const name = 'Lê Văn Tỵ'

test('a person who signed nothing is erased by one administrator, and the chain stays whole', async () => {
  const { system, as } = real
  const admin = await as('coordinator', { admin: true })
  const unit = await system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
  const event = { name: 'test.enterprise', via: 'system', subject: null, facts: {} } as const
  await recordEvent(system, { ...event, actor: { userId: null, name: 'nscl' } }, async (db) => {
    await db
      .insertInto('enterprise')
      .values({
        taxCode: '2200108445',
        name: `Cơ sở ${name}`,
        address: 'Sóc Trăng',
        adminUnitId: unit.id,
        sectorGroup: 'production',
        representative: name,
        phone: '0912 999 888',
        email,
      })
      .execute()
    return true
  })
  await admin.run(createAccount, { name, email, role: 'auditor', admin: false })
  expect(await readable(real)).toContain(name)

  // Opening a backup starts another cluster: it takes as long as all else here.
  const folder = isLong ? await mkdtemp(join(tmpdir(), 'nscl-erased-')) : null
  if (folder !== null) afterAll(() => rm(folder, { recursive: true, force: true }))
  const installation = {
    databaseUrl: real.databaseUrl,
    dataDirectory: system.config.dataDirectory,
    sample: false,
  }
  if (folder !== null) await takeBackup(installation, folder, 'mật khẩu sao lưu', { days: 1, months: 0 })

  const { id } = await admin.run(proposeErasure, { q: email, reason: 'Người này yêu cầu' })
  await admin.run(carryOutErasure, { id })
  const text = await readable(real)
  for (const trace of [name, email, '0912 999 888']) expect(text).not.toContain(trace)
  expect(text).toContain(erasedMark)
  expect((await verifyInstallation(system)).findings).toEqual([])
  const { rows } = await admin.run(listErasures, {})
  expect(rows).toMatchObject([{ id, state: 'done', who: null, kept: {} }])
  expect(await problemOf(admin.run(carryOutErasure, { id }))).toMatchObject({ code: 'privacy.settled' })

  if (folder === null) return
  // An older backup has the person still; opened, it has not.
  const backup = await openBackup(folder, 'mật khẩu sao lưu')
  await inTrialFolder(async (directory) => {
    await restoreBackup(backup, directory, undefined, undefined, { from: [system.erasures.path] })
    const opened = await openSystem(readConfig({ NSCL_DATA: directory, LOG_LEVEL: 'silent' }))
    try {
      const again = await readable({ ...real, system: opened.system })
      for (const trace of [name, email, '0912 999 888']) expect(again).not.toContain(trace)
      const done = await opened.system.db.selectFrom('erasure').select(['id', 'state']).execute()
      expect(done).toEqual([{ id, state: 'done' }])
      expect((await verifyInstallation(opened.system)).findings).toEqual([])
    } finally {
      await opened.close()
    }
  })
}, 240_000)

test('a proposal may be taken back; nobody erases the only administrator, and no other role erases', async () => {
  const { as, system } = real
  const admin = await as('coordinator', { admin: true })
  const someone = await as('finance')
  const q = someone.actor.userId ?? ''
  const { id } = await admin.run(proposeErasure, { q, reason: 'Nhầm' })
  await admin.run(withdrawErasure, { id })
  expect(await problemOf(admin.run(carryOutErasure, { id }))).toMatchObject({ code: 'privacy.settled' })
  expect(
    (await system.db.selectFrom('account').select('disabled').where('id', '=', q).executeTakeFirstOrThrow())
      .disabled,
  ).toBe(false)
  for (const role of ['coordinator', 'leader', 'auditor', 'finance'] as const)
    expect(await problemOf((await as(role)).run(proposeErasure, { q, reason: 'x' }))).toMatchObject({
      status: 403,
    })
  await system.db
    .updateTable('account')
    .set({ disabled: true })
    .where('admin', '=', true)
    .where('id', '<>', admin.actor.userId ?? '')
    .execute()
  expect(
    await problemOf(admin.run(proposeErasure, { q: admin.actor.userId ?? '', reason: 'x' })),
  ).toMatchObject({
    code: 'privacy.lastAdministrator',
  })
})
