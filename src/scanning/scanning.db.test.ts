import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { takeBackup } from '../operations/index.ts'
import { evidence, filePlaces, storeMade } from '../platform/files.ts'
import type { Operation } from '../platform/operation.ts'
import { hashPassword } from '../platform/passwords.ts'
import { Problem } from '../platform/problem.ts'
import { hindrances, notices } from '../platform/readiness.ts'
import { scanDue } from '../platform/scanner.ts'
import { uploadFile } from '../platform/uploads.ts'
import { verifyInstallation } from '../platform/verification.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { problemOf } from '../testing/problem.ts'
import { eicar, type Manner, standInScanner } from '../testing/scanner.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { infectedToTell } from './index.ts'
import { rescanFiles, showScans } from './queries.ts'

const scanner = await standInScanner()
afterAll(() => scanner.close())
const { system, as, databaseUrl } = await testSystem({ settings: { SCANNER: scanner.address } })
const store = join(system.config.dataDirectory, 'files')
const coordinator = await as('coordinator')
const admin = await as('auditor', { admin: true })
const other = await as('agency')

beforeEach(() => {
  scanner.manner = 'scanner'
  scanner.finds.length = 0
})

const text = (content: string) => new TextEncoder().encode(`${content}\n${randomUUID()}`)
let uploads = 0
const upload = (content: string, by: Someone = coordinator, name = `minh-chung-${++uploads}.csv`) =>
  by.run(uploadFile, { name, bytes: text(content) })
const latestFile = () =>
  system.db.selectFrom('file').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
const scanOf = (sha256: string) =>
  system.db.selectFrom('fileScan').selectAll().where('sha256', '=', sha256).executeTakeFirst()

/** Why the store hands a file out neither whole nor as a stream; null when it does. */
async function refusal(sha256: string): Promise<string | null> {
  const tried = [
    () => system.files.read(sha256),
    () => system.files.stream(sha256).then((stream) => stream.destroy()),
  ]
  const codes = await Promise.all(
    tried.map((read) =>
      read().then(
        () => null,
        (error: unknown) => (error instanceof Problem ? error.code : String(error)),
      ),
    ),
  )
  expect(new Set(codes).size).toBe(1)
  return codes[0] ?? null
}

test('a clean upload is handed out at once', async () => {
  const file = await upload('sạch')
  expect(await refusal(file.sha256)).toBeNull()
  expect(await scanOf(file.sha256)).toMatchObject({ state: 'clean', fault: null, nextAt: null })
})

test('what the program itself wrote is not shown to the scanner', async () => {
  const before = scanner.scanned.length
  const made = await storeMade(system.db, system.files, {
    name: 'bao-cao.csv',
    bytes: text('báo cáo'),
    mime: 'text/csv',
    uploadedBy: null,
    enterpriseId: null,
  })
  expect(await refusal(made.sha256)).toBeNull()
  await scanDue(system)
  expect(scanner.scanned.length).toBe(before)
})

describe('an infected upload', () => {
  test('is refused, set apart, told to its uploader, the officers and administrators, and stands in the trail', async () => {
    const refused = await problemOf(upload(eicar, other))
    expect(refused).toMatchObject({ code: 'files.infected', status: 422 })
    const file = await latestFile()
    const [place, apart] = filePlaces(store, file.sha256)
    expect([existsSync(place), existsSync(apart)]).toEqual([false, true])
    expect(await refusal(file.sha256)).toBe('files.infected')
    expect(await problemOf(evidence({ ...system, actor: coordinator.actor }, file.id))).toMatchObject({
      code: 'files.infected',
    })
    for (const { actor } of [other, coordinator, admin, await as('finance')]) {
      const told = await infectedToTell(system, actor)
      expect(
        told.map(({ fileId }) => fileId),
        actor.name,
      ).toContain(file.id)
    }
    for (const { actor } of [await as('agency'), await as('statistics'), await as('public')])
      expect(await infectedToTell(system, actor)).toEqual([])
    const event = await system.db
      .selectFrom('audit')
      .select(['subject', 'input'])
      .where('command', '=', 'files.infected')
      .where('subject', '=', `file:${file.id}`)
      .execute()
    expect(event).toHaveLength(1)
    expect(event[0]?.input).toContain(file.sha256)
    const { infected } = await coordinator.run(showScans, {})
    expect(infected.map(({ fileId }) => fileId)).toContain(file.id)
  })

  test('is refused again when somebody else uploads the same bytes, and told once', async () => {
    const bytes = text(eicar)
    for (const by of [other, coordinator])
      expect(await problemOf(by.run(uploadFile, { name: 'x.csv', bytes }))).toMatchObject({
        code: 'files.infected',
      })
    const { sha256 } = await latestFile()
    expect(existsSync(filePlaces(store, sha256)[0])).toBe(false)
    const events = await system.db
      .selectFrom('audit')
      .select('input')
      .where('command', '=', 'files.infected')
      .where('input', 'like', `%${sha256}%`)
      .execute()
    expect(events).toHaveLength(1)
  })

  test('is no missing file to the check of the installation, and a backup holds it', async () => {
    await problemOf(upload(eicar))
    const verdict = await verifyInstallation(system)
    expect(verdict.damagedFiles).toEqual([])
    const folder = await mkdtemp(join(tmpdir(), 'nscl-backup-'))
    const taken = await takeBackup(
      { databaseUrl, dataDirectory: system.config.dataDirectory, sample: false },
      folder,
      'một câu dài để thử',
      { days: 1, months: 0 },
      new Date(),
    )
    expect(taken.files).toBe(verdict.files)
    await rm(folder, { recursive: true })
  })
})

test('in a form is told beside its field, and what was typed stays', async () => {
  const app = createApp(system)
  const origin = system.config.publicUrl
  const userId = coordinator.actor.userId ?? ''
  const secret = 'mười con cá rô đồng'
  await system.db
    .insertInto('accountCredential')
    .values({
      id: `c-${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password: await hashPassword(secret),
    })
    .execute()
  const signedIn = await app.request(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: `${userId}@example.vn`, password: secret }).toString(),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  for (const content of [eicar, 'MZ\u0000\u0001 program']) {
    const form = new FormData()
    form.set('title', 'Khóa tập huấn đã gõ')
    form.set('fileId', new File([content], 'x.csv'))
    const answer = await app.request(`${origin}/training/new`, {
      method: 'POST',
      headers: { origin, cookie },
      body: form,
    })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('value="Khóa tập huấn đã gõ"')
    expect(html).toContain('id="e-fileId"')
  }
})

describe.each<Manner>(['hangs-up', 'nonsense', 'endless', 'too-large'])(
  'a scanner that fails (%s)',
  (manner) => {
    test('keeps the file waiting, which says why, is asked again later and later, and opens it once it answers', async () => {
      scanner.manner = manner
      const file = await upload('chờ')
      expect(await refusal(file.sha256)).toBe('files.unscanned')
      // It is evidence all the same; it is read and handed out later.
      expect(await evidence({ ...system, actor: coordinator.actor }, file.id)).toMatchObject({ id: file.id })
      const waits: number[] = []
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const scan = await scanOf(file.sha256)
        expect(scan).toMatchObject({ state: 'waiting', tries: attempt + 1 })
        waits.push((scan?.nextAt?.getTime() ?? 0) - Date.now())
        await system.db
          .updateTable('fileScan')
          .set({ nextAt: new Date(0) })
          .where('sha256', '=', file.sha256)
          .execute()
        await scanDue(system)
      }
      expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
      const { unscanned, fault } = await coordinator.run(showScans, {})
      expect(unscanned).toBe(1)
      expect(fault).not.toBeNull()
      expect((await problemOf(system.files.read(file.sha256))).words.en).toContain(fault)
      expect(await notices(system)).toHaveLength(1)
      // The program works: a proxy goes on sending people to it.
      expect((await hindrances(system)).map(({ code }) => code)).not.toContain('scanner')

      scanner.manner = 'scanner'
      await system.db
        .updateTable('fileScan')
        .set({ nextAt: new Date(0) })
        .where('sha256', '=', file.sha256)
        .execute()
      expect(await scanDue(system)).toBe(true)
      expect(await refusal(file.sha256)).toBeNull()
      expect(await notices(system)).toEqual([])
    })
  },
)

test('while the scanner is away no import reads the file', async () => {
  scanner.manner = 'hangs-up'
  const { id } = await upload('Mã số thuế,Tên doanh nghiệp\n2200108445,Công ty')
  const codes: (string | null)[] = []
  const open = capabilities.operations.filter((operation: Operation) => /import/i.test(operation.name))
  expect(open.length).toBeGreaterThan(3)
  for (const operation of open) {
    if (!('fileId' in operation.input.shape)) continue
    const by = await as(
      (operation.may.find((grant) => grant !== 'admin' && grant !== 'system') ??
        'coordinator') as 'coordinator',
      { admin: true },
    )
    const refused = await by.run(operation as never, { fileId: id }).then(
      () => null,
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    )
    // Some want more than a file, or somebody of an agency, and say so first.
    expect(['files.unscanned', 'input.invalid', 'introductions.noAgency'], operation.name).toContain(refused)
    codes.push(refused)
  }
  expect(codes).toContain('files.unscanned')
})

test('a scan that finds later what was clean sets it apart, tells it, and gives it back when it was a mistake', async () => {
  const file = await upload('mẫu mới của tuần sau', other)
  expect(await refusal(file.sha256)).toBeNull()
  scanner.finds.push('mẫu mới của tuần sau')
  expect(await admin.run(rescanFiles, { fileId: file.id })).toEqual({ files: 1 })
  // Until the scanner has spoken again, what was clean stays open.
  expect(await refusal(file.sha256)).toBeNull()
  await scanDue(system)
  expect(await refusal(file.sha256)).toBe('files.infected')
  expect((await infectedToTell(system, other.actor)).map(({ fileId }) => fileId)).toContain(file.id)

  scanner.finds.length = 0
  await admin.run(rescanFiles, {})
  await scanDue(system)
  expect(await refusal(file.sha256)).toBeNull()
  expect(existsSync(filePlaces(store, file.sha256)[0])).toBe(true)
})

test('files that were there before a scanner was named wait for their turn', async () => {
  const bytes = text('tệp cũ')
  const { sha256, size } = await system.files.write(bytes)
  await system.db
    .insertInto('file')
    .values({ sha256, name: 'cu.csv', mime: 'text/csv', size: BigInt(size) })
    .execute()
  expect(await refusal(sha256)).toBe('files.unscanned')
  await scanDue(system)
  expect(await refusal(sha256)).toBeNull()
})
