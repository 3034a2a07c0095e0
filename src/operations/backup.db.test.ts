import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { allocate } from '../budget/index.ts'
import { readConfig } from '../platform/config.ts'
import { uploadFile } from '../platform/uploads.ts'
import { openSystem } from '../start/open.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { checkInstallation, inTrialFolder, openBackup, restoreBackup, takeBackup } from './index.ts'

const { system, databaseUrl, as } = await testSystem()
const finance = await as('finance')
const passphrase = 'mật khẩu của bản sao lưu'
const folder = await mkdtemp(join(tmpdir(), 'nscl-backups-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const installation = { databaseUrl, dataDirectory: system.config.dataDirectory, sample: false }
const keep = { days: 1, months: 0 }

/** A decision of its own bytes, kept by the program's own command; gives its file id. */
async function decision(): Promise<number> {
  const bytes = new TextEncoder().encode(`%PDF-1.4\n% ${randomUUID()}\n%%EOF\n`)
  return (await finance.run(uploadFile, { name: 'quyet-dinh.pdf', bytes })).id
}

async function book(times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    await finance.run(allocate, {
      line: 'V',
      year: 2025,
      source: 'provincial_st',
      amount: '1000',
      documentNumber: `${at}/QĐ`,
      documentDate: '2025-02-03',
      fileId: await decision(),
    })
  }
}

test('a backup taken while money is booked restores to an installation that is whole to the đồng', async () => {
  await book(2)
  const [taken] = await Promise.all([takeBackup(installation, folder, passphrase, keep), book(6)])
  expect(taken).toMatchObject({ removed: [] })
  await inTrialFolder(async (directory) => {
    const backup = await openBackup(folder, passphrase)
    await restoreBackup(backup, directory)
    const opened = await openSystem(readConfig({ NSCL_DATA: directory, LOG_LEVEL: 'silent' }))
    try {
      expect(await checkInstallation(opened.system)).toMatchObject({
        whole: true,
        ledger: { unbalancedEntries: 0, wrongBalances: 0 },
        verdict: { findings: [], damagedFiles: [] },
      })
      // The next record finds its place: sequences came along.
      await opened.system.db
        .insertInto('file')
        .values({ sha256: 'a'.repeat(64), name: 'x', mime: 'x', size: 1n })
        .execute()
    } finally {
      await opened.close()
    }
    const full = await problemOf(restoreBackup(backup, directory))
    expect(full).toMatchObject({ code: 'backup.folderInUse', status: 409 })
  })
}, 120_000)

test('nothing of the installation can be read in a backup without its pass phrase', async () => {
  const backup = await openBackup(folder, passphrase)
  const secrets = await readFile(join(system.config.dataDirectory, 'secrets', 'audit'), 'utf8')
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    expect(bytes.includes(secrets)).toBe(false)
    expect(bytes.includes('@example.vn')).toBe(false)
  }
  expect(backup.manifest.folder.map(({ path }) => path)).toContain('secrets/audit')
  const wrong = await problemOf(openBackup(folder, `${passphrase}!`))
  expect(wrong).toMatchObject({ code: 'backup.wrongPassphrase', status: 409 })
  expect(await problemOf(openBackup(folder, 'ngắn'))).toMatchObject({ status: 422 })
})

test('a changed byte anywhere in a backup is found and named', async () => {
  const { path } = await openBackup(folder, passphrase)
  const stored = (await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })).find(
    (entry) => entry.isFile(),
  )
  const places = [
    join(path, 'manifest'),
    join(path, 'account.copy'),
    join(path, 'folder', '0'),
    join(stored?.parentPath ?? '', stored?.name ?? ''),
  ]
  for (const place of places) {
    const bytes = await readFile(place)
    const at = Math.floor(bytes.byteLength / 2)
    const changed = Buffer.from(bytes)
    changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at)
    await writeFile(place, changed)
    const problem = await problemOf(openBackup(folder, passphrase))
    expect(problem).toMatchObject({ code: 'backup.damaged' })
    expect(problem.words.vi).toContain(place)
    await writeFile(place, bytes)
  }
  await openBackup(folder, passphrase)
})

test('a later backup shares the stored files, and one that has outlived its time goes with what only it named', async () => {
  const before = await readdir(folder)
  const later = new Date(Date.now() + 2 * 86_400_000)
  const taken = await takeBackup(installation, folder, passphrase, keep, later)
  expect(taken.removed).toHaveLength(1)
  expect(before).toContain(taken.removed[0])
  const backup = await openBackup(folder, passphrase)
  expect(backup.name).toBe(taken.name)
  expect(backup.manifest.files.length).toBe(taken.files)
})

test('a file that has changed on the disk stops the backup, and names it; the earlier backups stay', async () => {
  const names = await readdir(folder)
  const fileId = await decision()
  const { sha256 } = await system.db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  const place = join(system.config.dataDirectory, 'files', sha256.slice(0, 2), sha256.slice(2))
  await writeFile(place, 'khác')
  const problem = await problemOf(
    takeBackup(installation, folder, passphrase, keep, new Date(Date.now() + 3 * 86_400_000)),
  )
  expect(problem).toMatchObject({ code: 'backup.fileChanged' })
  expect(problem.words.vi).toContain(sha256)
  expect(await readdir(folder)).toEqual(names)
})
