import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { expect, test, vi } from 'vitest'
import { givePassword, openBrowser } from '../accounts/testing/browser.ts'
import { reportObstacle } from '../reports/index.ts'
import { openSystem } from '../start/open.ts'
import { testSystem } from '../testing/system.ts'
import { execute } from './execute.ts'
import { keepForm, keptForm } from './forms/kept.ts'
import { seal } from './identity.ts'
import { renewKeys } from './keys.ts'
import type { System } from './system.ts'
import { verifyInstallation } from './verification.ts'

// Passwords and a whole opening take their time, and a busy machine more: no limit decides.
vi.setConfig({ testTimeout: 600_000 })

const house = await testSystem()
const directory = house.system.config.dataDirectory
const password = 'mười con cá rô đồng'
const place = (name: string) => join(directory, 'secrets', name)
const keyOf = (name: string) => readFile(place(name), 'utf8').catch(() => null)
const obstacle = { text: 'Thiếu tổ chức chứng nhận ở địa phương', proposal: 'Mời thêm tổ chức' }
const app = new TOTP({ secret: new Secret({ size: 20 }) })

/** Opens the installation anew, as a start does. */
async function reopened<T>(work: (system: System) => Promise<T>): Promise<T> {
  const opened = await openSystem(house.system.config)
  try {
    return await work(opened.system)
  } finally {
    await opened.close()
  }
}

/** An account with an authenticator app, and a form of it that is kept. */
async function owner() {
  const { actor } = await house.as('coordinator')
  const userId = actor.userId ?? ''
  await givePassword(house.system, userId, password)
  const form = {
    values: { title: 'Hội nghị năng suất' },
    files: [{ field: 'fileId', name: 'a.pdf', bytes: new TextEncoder().encode('%PDF-1.4') }],
  }
  const kept = await reopened(async (system) => {
    await system.db
      .insertInto('secondFactor')
      .values({ userId, secret: await seal(system.identity, app.secret.base32), lastStep: 0n })
      .execute()
    const once = `test-${userId}`
    return keepForm(system, {
      userId,
      once,
      route: 'POST /training/new',
      at: '/training/new',
      params: {},
      form,
    } as never)
  })
  return { actor, userId, email: `${userId}@example.vn`, kept: kept?.split('/').at(-1) ?? '' }
}

/** What must hold after any renewal, done or broken off. */
async function holds({ actor, userId, email, kept }: Awaited<ReturnType<typeof owner>>) {
  await reopened(async (system) => {
    const verdict = await verifyInstallation(system)
    // Rows that the test puts in by itself are no matter of keys.
    const ofKeys = verdict.findings.filter(({ kind }) => ['chain', 'head', 'anchor'].includes(kind))
    expect(ofKeys).toEqual([])
    const form = await keptForm(system, kept, userId)
    expect(form.values.title).toBe('Hội nghị năng suất')
    const browser = openBrowser(system)
    expect((await browser.post('/sign-in', { email, password })).status).toBe(303)
    await system.db.updateTable('secondFactor').set({ lastStep: 0n }).where('userId', '=', userId).execute()
    const entered = await browser.post('/sign-in/code', { code: app.generate() })
    expect([entered.status, entered.headers.get('location')]).toEqual([
      303,
      expect.not.stringMatching(/^\/sign-in/),
    ])
    await execute(system, reportObstacle, actor, obstacle, { via: 'page' })
  })
}

// Made while the first keys are in use: the installation of the test goes on with these.
const one = await owner()

test('new keys seal what the old ones sealed: apps, kept forms and the trail stay; sessions and recovery codes end', async () => {
  await holds(one)
  const before = [await keyOf('identity'), await keyOf('audit')]
  await reopened(async (system) => {
    await system.db.insertInto('recoveryCode').values({ userId: one.userId, hash: 'x' }).execute()
    expect(await renewKeys(system, 'một người biết khóa đã nghỉ việc')).toMatchObject({
      apps: 1,
      forms: 1,
      unreadable: 0,
      withoutCodes: 1,
    })
  })
  const after = [await keyOf('identity'), await keyOf('audit')]
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).not.toBe(before[1])
  expect([await keyOf('identity.next'), await keyOf('audit.next')]).toEqual([null, null])
  const { db } = house.system
  expect(await db.selectFrom('accountSession').select('id').execute()).toEqual([])
  expect(await db.selectFrom('recoveryCode').select('hash').execute()).toEqual([])
  await holds(one)
  // Again: heads of every key before stay provable.
  await reopened((system) => renewKeys(system, 'lần thứ hai'))
  expect((await keyOf('audit.former'))?.trim().split('\n')).toEqual([after[1], before[1]])
  await holds(one)
  // Whoever runs on with the old key writes nothing.
  await expect(
    house.as('coordinator').then(({ run }) => run(reportObstacle, obstacle)),
  ).rejects.toMatchObject({ status: 503 })
})

test('a renewal that was killed is undone before its commit and finished after it, wherever it was', async () => {
  const names = ['identity', 'audit', 'audit.former'] as const
  const saveAs = (suffix: string) =>
    Promise.all(names.map((name) => copyFile(place(name), join(directory, `${name}.${suffix}`))))
  const saved = (name: string, suffix: string) => readFile(join(directory, `${name}.${suffix}`), 'utf8')
  const put = async (contents: Readonly<Record<string, string | null>>) => {
    for (const [name, content] of Object.entries(contents))
      if (content === null) await rm(place(name), { force: true })
      else await writeFile(place(name), content, { mode: 0o600 })
  }
  await saveAs('old')
  const old = { identity: await saved('identity', 'old'), audit: await saved('audit', 'old') }
  // Before the commit: one key made, both made.
  const begun: Readonly<Record<string, string>>[] = [
    { 'identity.next': 'ab'.repeat(32) },
    { 'identity.next': 'ab'.repeat(32), 'audit.next': 'cd'.repeat(32) },
  ]
  for (const made of begun) {
    await put(made)
    await holds(one)
    expect({ identity: await keyOf('identity'), audit: await keyOf('audit') }).toEqual(old)
    expect([await keyOf('identity.next'), await keyOf('audit.next')]).toEqual([null, null])
  }
  await reopened((system) => renewKeys(system, 'bị dừng giữa chừng'))
  await saveAs('new')
  const now = { identity: await saved('identity', 'new'), audit: await saved('audit', 'new') }
  const former = { before: await saved('audit.former', 'old'), after: await saved('audit.former', 'new') }
  const waiting = { 'identity.next': now.identity, 'audit.next': now.audit }
  const states: Readonly<Record<string, string | null>>[] = [
    { ...old, ...waiting, 'audit.former': former.before },
    { ...old, ...waiting, 'audit.former': former.before, identity: now.identity, 'identity.next': null },
    { ...old, ...waiting, identity: now.identity, 'identity.next': null, 'audit.former': former.after },
  ]
  for (const state of states) {
    await put(state)
    await holds(one)
    expect({ identity: await keyOf('identity'), audit: await keyOf('audit') }).toEqual(now)
    expect(await keyOf('audit.former')).toBe(former.after)
    expect([await keyOf('identity.next'), await keyOf('audit.next')]).toEqual([null, null])
  }
})
