import { existsSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordEvent as inTrail } from '../platform/events.ts'
import { filePlaces, storeMade } from '../platform/files.ts'
import { uploadFile } from '../platform/uploads.ts'
import { verifyInstallation } from '../platform/verification.ts'
import { carryOutErasure } from '../privacy/index.ts'
import { testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/commands.ts'
import { confirmRetention, setRetention } from './commands.ts'
import { type RetentionKind, retentionKindKeys, retentionKinds } from './kinds.ts'
import { showDue, showRetention } from './queries.ts'
import { listDue } from './runs.ts'

const test = await testSystem()
const { system } = test
const admin = await test.as('coordinator', { admin: true })
const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day)
let made = 0

/** Somebody's upload, so many days old, on disk too. */
async function upload(days: number): Promise<{ id: number; sha256: string; path: string }> {
  made += 1
  const bytes = new TextEncoder().encode(`số;${made};${Math.random()}\r\n`)
  const { id, sha256 } = await admin.run(uploadFile, { name: `cu-${made}.csv`, bytes })
  await sql`UPDATE file SET uploaded_at = ${ago(days)} WHERE id = ${id}`.execute(system.db)
  const [path] = filePlaces(join(system.config.dataDirectory, 'files'), sha256)
  await utimes(path, ago(days), ago(days))
  return { id, sha256, path }
}

const open = async (kind: RetentionKind) => {
  const { kinds } = await admin.run(showRetention, {})
  return kinds.find((row) => row.kind === kind)?.open ?? null
}

beforeEach(async () => {
  await sql`DELETE FROM retention_run WHERE done_at IS NULL`.execute(system.db)
})

describe('files that no record names', () => {
  it('are listed after their period, and removed with their bytes when an administrator has confirmed it', async () => {
    const old = await upload(40)
    const fresh = await upload(20)
    await listDue(system)
    const list = await open('unusedFiles')
    expect(list?.due).toBe(1)
    const { items } = await admin.run(showDue, { id: list?.id })
    expect(items.map(({ label }) => label)).toEqual([expect.stringContaining('cu-')])
    expect(existsSync(old.path)).toBe(true)
    await admin.run(confirmRetention, { id: list?.id })
    expect(existsSync(old.path)).toBe(false)
    expect(existsSync(fresh.path)).toBe(true)
    const left = await system.db
      .selectFrom('file')
      .select('id')
      .where('id', 'in', [old.id, fresh.id])
      .execute()
    expect(left.map(({ id }) => id)).toEqual([fresh.id])
    const { done } = await admin.run(showRetention, {})
    expect(done[0]).toMatchObject({ kind: 'unusedFiles', removed: 1, by: admin.actor.name })
    expect(done[0]?.bytes).toBeGreaterThan(0)
    await expect(admin.run(confirmRetention, { id: list?.id })).rejects.toMatchObject({
      code: 'retention.done',
    })
  })

  it('stay where a record names them, made or retracted, and where the program made them', async () => {
    const named = await upload(400)
    await admin.run(recordEvent, {
      kind: 'conference',
      title: 'Hội nghị',
      heldOn: '2025-03-01',
      place: 'Sóc Trăng',
      participants: 20,
      experts: 0,
      fileId: named.id,
    })
    const report = await storeMade(system.db, system.files, {
      name: 'minh-chung.csv',
      bytes: new TextEncoder().encode('a;b\r\n'),
      mime: 'text/csv',
      uploadedBy: admin.actor.userId,
      enterpriseId: null,
    })
    await sql`UPDATE file SET uploaded_at = ${ago(400)} WHERE id = ${report.id}`.execute(system.db)
    const unused = await upload(400)
    await listDue(system)
    const list = await open('unusedFiles')
    expect(list?.due).toBe(1)
    await admin.run(confirmRetention, { id: list?.id })
    const left = await system.db
      .selectFrom('file')
      .select('id')
      .where('id', 'in', [named.id, report.id, unused.id])
      .execute()
    expect(left.map(({ id }) => id).toSorted()).toEqual([named.id, report.id].toSorted())
  })

  it('are those that no table of the database names: every column that refers to a file counts', async () => {
    const { rows } = await sql<{ place: string }>`
      SELECT c.conrelid::regclass || '.' || a.attname AS place FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.confrelid = 'file'::regclass`.execute(system.db)
    expect(rows.length).toBeGreaterThan(25)
    // A column that is named like a file's and refers to none would not be counted.
    const loose = await sql<{ place: string }>`
      SELECT table_name || '.' || column_name AS place FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name ~ '(^|_)file_id$'
         AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = 'public')`.execute(
      system.db,
    )
    const known = new Set(rows.map(({ place }) => place))
    expect(loose.rows.map(({ place }) => place).filter((place) => !known.has(place))).toEqual([])
  })

  it('keep their bytes where the same bytes are named by another row, or were brought again just now', async () => {
    const bytes = new TextEncoder().encode('cùng;nội;dung\r\n')
    const first = await admin.run(uploadFile, { name: 'mot.csv', bytes })
    const second = await admin.run(uploadFile, { name: 'hai.csv', bytes })
    await sql`UPDATE file SET uploaded_at = ${ago(90)} WHERE id = ${first.id}`.execute(system.db)
    await listDue(system)
    await admin.run(confirmRetention, { id: (await open('unusedFiles'))?.id })
    expect(await system.files.intact(second.sha256)).toBe(true)
    await system.files.remove(second.sha256)
    expect(await system.files.intact(second.sha256)).toBe(true)
  })

  it('leave the audit trail whole', async () => {
    const verdict = await verifyInstallation(system)
    // This test's own hand made files older; what was removed went by a command.
    const others = verdict.findings.filter(({ detail }) => !/^(UPDATE|INSERT) outside/.test(detail))
    expect([others, verdict.damagedFiles]).toEqual([[], []])
  })
})

describe('each kind of record', () => {
  it('can be counted, listed and removed when nothing is due', async () => {
    for (const kind of retentionKindKeys) {
      const before = new Date('2001-01-01')
      expect(await retentionKinds[kind].count(system.db, before)).toBe(0)
      expect(await retentionKinds[kind].due(system.db, before, 10)).toEqual([])
      expect(
        (
          await retentionKinds[kind].remove({ db: system.db, files: system.files }, before, {
            kind,
            days: 1,
            by: null,
            at: new Date(),
          })
        ).removed,
      ).toBe(0)
    }
  })

  it('goes once it is of no use, and not a day before', async () => {
    const userId = admin.actor.userId ?? ''
    await sql`INSERT INTO account_session (id, user_id, token, expires_at) VALUES
      ('s-old', ${userId}, 't1', ${ago(91)}), ('s-new', ${userId}, 't2', ${ago(89)})`.execute(system.db)
    await sql`INSERT INTO import (kind, file_id, scope, reading, headings, notes, added, changed, unchanged, refused, checked_by, checked_at)
      SELECT 'series', ${(await upload(300)).id}, '{}', '{}', '{}', '[]', 0, 0, 0, 0, ${userId}, at
        FROM (VALUES (${ago(181)}::timestamptz), (${ago(179)}::timestamptz)) AS v (at)`.execute(system.db)
    await listDue(system)
    for (const kind of ['sessions', 'imports'] as const) {
      const list = await open(kind)
      expect([kind, list?.due]).toEqual([kind, 1])
      expect((await admin.run(confirmRetention, { id: list?.id })).removed).toBe(1)
    }
    const sessions = await system.db
      .selectFrom('accountSession')
      .select('id')
      .where('userId', '=', userId)
      .execute()
    expect(sessions.map(({ id }) => id)).toEqual(['s-new'])
  })

  it('is what was listed: what became due since waits for the next list', async () => {
    const one = await upload(31)
    await listDue(system)
    const list = await open('unusedFiles')
    const later = await upload(29)
    const { removed } = await admin.run(confirmRetention, { id: list?.id })
    expect(removed).toBeGreaterThanOrEqual(1)
    const left = await system.db
      .selectFrom('file')
      .select('id')
      .where('id', 'in', [one.id, later.id])
      .execute()
    expect(left.map(({ id }) => id)).toEqual([later.id])
  })
})

describe('records of persons themselves', () => {
  const gone = { representative: 'Lâm Thị Kiều Oanh', phone: '0901 222 333', email: 'oanh@giai-the.example' }
  const enterprise = async (taxCode: string, values: Record<string, unknown>) => {
    const unit = await system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
    const by = {
      name: 'test.enterprise',
      via: 'system',
      subject: null,
      facts: {},
      actor: { userId: null, name: 'nscl' },
    } as const
    await made(by, async (db) => {
      await db
        .insertInto('enterprise')
        .values({
          taxCode,
          name: `Cơ sở ${taxCode}`,
          address: 'Ấp 1',
          adminUnitId: unit.id,
          sectorGroup: 'production',
          ...values,
        })
        .execute()
      return true
    })
  }
  const made = (event: Parameters<typeof inTrail>[1], work: Parameters<typeof inTrail>[2]) =>
    inTrail(system, event, work)

  it('wait for a period that the house sets: none is made up, and nothing is listed before', async () => {
    await listDue(system)
    for (const kind of ['contacts', 'accounts', 'trained'] as const) {
      const { kinds } = await admin.run(showRetention, {})
      expect(kinds.find((row) => row.kind === kind)).toMatchObject({ days: null, open: null, source: null })
    }
  })

  it('are proposed by whoever confirms the list and erased by another person; who is still in use stays', async () => {
    const ended = { state: 'dissolved', stateSince: '2020-05-01', stateReason: 'Giải thể' }
    await enterprise('2200999001', { ...gone, ...ended })
    await enterprise('2200999002', { ...ended, representative: 'Trần Còn Dùng', phone: '0901 555 777' })
    await enterprise('2200999003', { representative: 'TRAN CON DUNG' })
    await enterprise('2200999004', { ...ended, phone: '0907 000 111' })
    await enterprise('2200999005', { phone: '0907 000 111' })
    await enterprise('2200999006', { ...ended, stateSince: '2026-11-01', representative: 'Vừa Giải Thể' })
    await admin.run(setRetention, { kind: 'contacts', days: '365', reason: 'Quy chế của đơn vị' })
    await listDue(system)
    const list = await open('contacts')
    expect(list?.due).toBe(1)
    const shown = await admin.run(showDue, { id: list?.id })
    expect(shown.items.map(({ label }) => label)).toEqual([`Cơ sở 2200999001 – ${gone.representative}`])
    expect(await admin.run(confirmRetention, { id: list?.id })).toMatchObject({ removed: 1 })
    // Nothing is gone yet, and what waits is not proposed twice.
    const of = (taxCode: string) =>
      system.db
        .selectFrom('enterprise')
        .select(['representative', 'phone', 'email'])
        .where('taxCode', '=', taxCode)
        .executeTakeFirstOrThrow()
    expect(await of('2200999001')).toEqual(gone)
    await listDue(system)
    expect((await open('contacts'))?.due).toBe(0)
    const { id } = await system.db
      .selectFrom('erasure')
      .select('id')
      .where('retention', '=', 'contacts')
      .executeTakeFirstOrThrow()
    await expect(admin.run(carryOutErasure, { id })).rejects.toMatchObject({ code: 'privacy.samePerson' })
    await (await test.as('leader')).run(carryOutErasure, { id })
    const after = JSON.stringify(await of('2200999001'))
    for (const value of Object.values(gone)) expect(after).not.toContain(value)
    expect(await of('2200999002')).toMatchObject({ representative: 'Trần Còn Dùng' })
    expect(await of('2200999004')).toMatchObject({ phone: '0907 000 111' })
    await listDue(system)
    expect((await open('contacts'))?.due).toBe(0)
  })

  it('of trained persons are due from the last course that names them on, each once, and erased by another person', async () => {
    const fileId = await test.evidence()
    const persons: Readonly<Record<string, readonly string[]>> = {
      '2020-03-01': ['Lâm Thị Học Lâu Rồi', 'Sơn Học Lại', 'Lâm Thị Học Lâu Rồi'],
      '2026-10-01': ['SON HOC LAI'],
    }
    const facts = { facts: {}, actor: { userId: null, name: 'nscl' }, subject: 'installation:1' }
    const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
    await made({ name: 'test.trained', via: 'system', ...facts }, async (db) => {
      for (const [heldOn, names] of Object.entries(persons)) {
        const { id } = await db
          .insertInto('trainingEvent')
          .values({
            ...{
              kind: 'course',
              planId: plan.id,
              title: `Lớp ${heldOn}`,
              heldOn,
              place: 'x',
              participants: 9,
              experts: 0,
              fileId,
            },
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        for (const name of names)
          await db
            .insertInto('trainedPerson')
            .values({
              eventId: id,
              name,
              phone: name.startsWith('Lâm') ? '0977 111 222' : '0977 333 444',
              outcome: 'attended',
            })
            .execute()
      }
      return true
    })
    await admin.run(setRetention, { kind: 'trained', days: '1000', reason: 'Quy chế của đơn vị' })
    await listDue(system)
    const list = await open('trained')
    const { items } = await admin.run(showDue, { id: list?.id })
    expect(items.map(({ label }) => label)).toEqual(['Lâm Thị Học Lâu Rồi'])
    expect((await admin.run(confirmRetention, { id: list?.id })).removed).toBe(1)
    await listDue(system)
    expect((await open('trained'))?.due).toBe(0)
    const { id } = await system.db
      .selectFrom('erasure')
      .select('id')
      .where('retention', '=', 'trained')
      .executeTakeFirstOrThrow()
    await (await test.as('leader')).run(carryOutErasure, { id })
    const left = await system.db.selectFrom('trainedPerson').select(['name']).orderBy('id').execute()
    expect(left.map(({ name }) => name)).toEqual(['[đã xóa]', 'Sơn Học Lại', '[đã xóa]', 'SON HOC LAI'])
    await listDue(system)
    expect((await open('trained'))?.due).toBe(0)
  })

  it('of a disabled account are due from its last act on', async () => {
    const someone = await test.as('statistics')
    const key = someone.actor.userId ?? ''
    await made(
      {
        name: 'test.disabled',
        via: 'system',
        subject: `account:${key}`,
        facts: {},
        actor: { userId: null, name: 'nscl' },
      },
      async (db) => {
        await db
          .updateTable('account')
          .set({ disabled: true, name: 'Kim Đã Nghỉ Việc' })
          .where('id', '=', key)
          .execute()
        return true
      },
    )
    await admin.run(setRetention, { kind: 'accounts', days: '30', reason: 'Quy chế của đơn vị' })
    await listDue(system)
    expect((await open('accounts'))?.due).toBe(0)
    await listDue({ ...system, now: () => new Date(Date.now() + 31 * day) })
    const list = await open('accounts')
    expect(list?.due).toBe(1)
    expect((await admin.run(confirmRetention, { id: list?.id })).removed).toBe(1)
    const { id } = await system.db
      .selectFrom('erasure')
      .select('id')
      .where('retention', '=', 'accounts')
      .executeTakeFirstOrThrow()
    await (await test.as('leader')).run(carryOutErasure, { id })
    const account = await system.db
      .selectFrom('account')
      .select(['name', 'email'])
      .where('id', '=', key)
      .executeTakeFirstOrThrow()
    expect(account).toEqual({ name: '[đã xóa]', email: `da-xoa-${key}@invalid` })
  })
})

describe('a period', () => {
  it('is what the program proposes, without a legal basis, until somebody sets it with a reason', async () => {
    const { kinds } = await admin.run(showRetention, {})
    const others = kinds.filter(({ kind }) => !['contacts', 'accounts', 'trained'].includes(kind))
    expect(others.every(({ source, set }) => source === null && !set)).toBe(true)
    await upload(12)
    await listDue(system)
    const before = (await open('unusedFiles'))?.due ?? 0
    await admin.run(setRetention, { kind: 'unusedFiles', days: '10', reason: 'Đĩa nhỏ' })
    expect(await open('unusedFiles')).toBeNull()
    await listDue(system)
    expect((await open('unusedFiles'))?.due).toBeGreaterThan(before)
    const [files] = (await admin.run(showRetention, {})).kinds
    expect(files).toMatchObject({ days: 10, source: null, reason: 'Đĩa nhỏ', set: true })
    await expect(
      admin.run(setRetention, { kind: 'unusedFiles', days: '0', reason: 'x' }),
    ).rejects.toMatchObject({
      status: 422,
    })
  })

  it('is set, and a list confirmed, by administrators alone; an auditor reads both', async () => {
    const auditor = await test.as('auditor')
    await listDue(system)
    const list = await open('unusedFiles')
    await expect(auditor.run(showRetention, {})).resolves.toBeDefined()
    await expect(auditor.run(confirmRetention, { id: list?.id })).rejects.toMatchObject({ status: 403 })
    const officer = await test.as('coordinator')
    await expect(officer.run(showRetention, {})).rejects.toMatchObject({ status: 403 })
  })
})
