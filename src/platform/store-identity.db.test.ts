import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSystem } from '../start/open.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { readConfig } from './config.ts'
import { settleFileStore } from './store-identity.ts'

const { system, databaseUrl } = await testSystem()
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** A data folder with the secrets of the installation and its own stored files, or none. */
async function another(storeId?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'nscl-store-'))
  folders.push(folder)
  await mkdir(join(folder, 'secrets'))
  for (const name of ['identity', 'audit'])
    await writeFile(
      join(folder, 'secrets', name),
      await readFile(join(system.config.dataDirectory, 'secrets', name)),
    )
  await mkdir(join(folder, 'files'))
  if (storeId !== undefined) await writeFile(join(folder, 'files', 'store-id'), storeId)
  return folder
}

const open = (folder: string, adoptFiles?: string) =>
  openSystem(
    readConfig({ DATABASE_URL: databaseUrl, NSCL_DATA: folder, LOG_LEVEL: 'silent' }),
    adoptFiles === undefined ? {} : { adoptFiles },
  )

test('a second program on the database with the same folder of files works beside the first', async () => {
  const second = await open(system.config.dataDirectory)
  await second.close()
})

test.each([
  ['an empty folder of files, such as one whose disk is not mounted', undefined],
  ['the files of another installation', 'ab'.repeat(16)],
])('a program on the database with %s is refused, and named why', async (_, storeId) => {
  const refused = await problemOf(open(await another(storeId)))
  expect(refused.code).toBe('installation.anotherStore')
  expect(refused.words.en).toContain('NSCL_DATA')
})

/** The data folder with its stored files, as one copies it, and one secret that is another. */
async function copied(changed: string | null) {
  const folder = await another(
    (await readFile(join(system.config.dataDirectory, 'files', 'store-id'), 'utf8')).trim(),
  )
  if (changed !== null) await writeFile(join(folder, 'secrets', changed), 'cd'.repeat(32))
  return folder
}

test('a program on the database with the same files and other keys is refused, and named why', async () => {
  const refused = await problemOf(open(await copied('identity')))
  expect(refused.code).toBe('installation.otherKeys')
  expect(refused.words.en).toContain('secrets')
  const made = await copied(null)
  await rm(join(made, 'secrets'), { recursive: true })
  expect((await problemOf(open(made))).code).toBe('installation.otherKeys')
  await (await open(await copied(null))).close()
})

test('a database of before there were marks of keys gets one at its next start, and then refuses others', async () => {
  await system.db.updateTable('fileStore').set({ keys: null }).execute()
  await (await open(system.config.dataDirectory)).close()
  expect((await problemOf(open(await copied('identity')))).code).toBe('installation.otherKeys')
})

test('keys that are lost for good are replaced by a person with a reason', async () => {
  const folder = await copied('identity')
  await (await open(folder, 'mất khóa')).close()
  await (await open(folder)).close()
  expect((await problemOf(open(system.config.dataDirectory))).code).toBe('installation.otherKeys')
  await (await open(system.config.dataDirectory, 'tìm lại được khóa')).close()
})

test('a damaged id is no reason to take another folder', async () => {
  await expect(open(await another('nonsense'))).rejects.toThrow('store-id is damaged')
})

test('of two programs that are the first on a database at once, with folders of their own, one is refused', async () => {
  const fresh = await testSystem({ sample: true })
  await fresh.system.db.deleteFrom('fileStore').execute()
  const systems = await Promise.all(
    [await another(), await another()].map((dataDirectory) => ({
      ...fresh.system,
      config: { ...fresh.system.config, dataDirectory },
    })),
  )
  const ended = await Promise.allSettled(systems.map((each) => settleFileStore(each)))
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a folder that is lost for good is replaced by a person with a reason, which the trail keeps', async () => {
  const folder = await another()
  const adopted = await open(folder, 'đĩa hỏng, không còn bản sao')
  await adopted.close()
  expect((await problemOf(open(system.config.dataDirectory))).code).toBe('installation.anotherStore')
  const { input } = await system.db
    .selectFrom('audit')
    .select('input')
    .where('command', '=', 'files.store')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(input).toContain('đĩa hỏng')
  await (await open(folder)).close()
})
