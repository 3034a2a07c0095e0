import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../platform/actor.ts'
import { forgetKeptForms, keptDays } from '../platform/forms/kept.ts'
import {
  type Browser,
  browserOn,
  letIn,
  type Shown,
  type ShownForm,
  testPassword,
} from '../testing/browser.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/* A form whose session ends while somebody types: nothing is lost, nothing is written, and nobody else sees it. */

const { system, as } = await testSystem()
const app = createApp(system)
const pdf = (name = 'bao-cao.pdf') =>
  new File([`%PDF-1.4\n% ${name}\n%%EOF\n`], name, { type: 'application/pdf' })

let officer: Actor
let other: Actor
let browser: Browser

async function signIn(who: Actor, next = '/', as = browser): Promise<Shown> {
  return as.post('/sign-in', { email: `${who.userId}@example.vn`, password: testPassword, next })
}
const formAt = (shown: Shown, action: string): ShownForm => {
  const form = shown.forms.find((each) => each.action === action)
  if (form === undefined) throw new Error(`No form to ${action} in ${shown.text.slice(0, 3000)}`)
  return form
}
const event = {
  kind: 'conference',
  title: 'Hội nghị “5S & Kaizen” <lần 1>',
  heldOn: '10/03/2025',
  place: 'Thành phố Sóc Trăng',
  participants: '45',
}
let typings = 0
/** Opens the form of a new event and types into it; no two events are alike. */
async function typeEvent(
  more: Readonly<Record<string, string | File>> = {},
): Promise<Record<string, string | File>> {
  const form = formAt(await browser.get('/training/new'), '/training/new')
  typings += 1
  // Which version of what is kept it shows, the form says anew each time.
  const { _saved, ...values } = form.values
  return { ...values, ...event, title: `${event.title} ${typings}`, ...more }
}
const events = async () => (await system.db.selectFrom('trainingEvent').select('id').execute()).length
const endSessions = () => system.db.deleteFrom('accountSession').execute()

beforeAll(async () => {
  officer = (await as('coordinator')).actor
  other = (await as('coordinator')).actor
  for (const { userId } of [officer, other]) await letIn(system, userId ?? '')
})
beforeEach(async () => {
  await system.db.deleteFrom('keptForm').execute()
  browser = browserOn(app, system)
  expect((await signIn(officer)).status).toBe(303)
})

/** The ways in which a session ends under a form. */
const endings: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['is ended elsewhere', endSessions],
  [
    'has expired',
    () =>
      system.db
        .updateTable('accountSession')
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .execute(),
  ],
  [
    'has reached its longest life',
    () =>
      system.db
        .updateTable('accountSession')
        .set({ createdAt: new Date(Date.now() - 25 * 3_600_000) })
        .execute(),
  ],
  ['is gone from the browser with its cookie', async () => browser.cookies.delete('nscl.session_token')],
]

describe.each(endings)('when the session %s while somebody types', (_how, end) => {
  test('what was typed and its file are there after signing in again, nothing is written before it is sent, and sending writes once', async () => {
    const typed = await typeEvent({ fileId: pdf() })
    const before = await events()
    await end()
    const lost = await browser.post('/training/new', typed)
    expect(lost.status).toBe(303)
    expect(lost.location).toMatch(/^\/sign-in\?next=%2Ftyped%2F/)
    const door = await browser.follow(lost)
    expect(door.text).toContain('Phiên đăng nhập đã hết')
    expect(await events()).toBe(before)
    const { next = '' } = formAt(door, '/sign-in').values
    const back = await browser.follow(await signIn(officer, next))
    expect(back.status).toBe(200)
    expect(back.text).toContain('CHƯA có gì được ghi')
    const form = formAt(back, '/training/new')
    const { fileId: _file, ...texts } = typed
    expect(form.values).toMatchObject({ ...texts, '_name.fileId': 'bao-cao.pdf' })
    expect(form.values.fileId).toMatch(/^\d+$/)
    expect(back.text).toContain('bao-cao.pdf')
    expect(await events()).toBe(before)
    // Looked at twice, the file is there once.
    const files = await system.db.selectFrom('file').select('id').execute()
    const path = next
    expect(formAt(await browser.get(path), '/training/new').values.fileId).toBe(form.values.fileId)
    expect(await system.db.selectFrom('file').select('id').execute()).toHaveLength(files.length)
    const sent = await browser.post('/training/new', form.values)
    expect(sent.location).toMatch(/^\/training\/\d+$/)
    expect((await browser.post('/training/new', form.values)).location).toBe(sent.location)
    expect(await events()).toBe(before + 1)
    expect((await browser.get(path)).status).toBe(404)
    expect(await system.db.selectFrom('keptForm').select('id').execute()).toEqual([])
    expect(await system.db.selectFrom('keptFormFile').select('keptId').execute()).toEqual([])
  })
})

test('another account that signs in on the browser gets nothing of it and is told; its owner finds it afterwards', async () => {
  const typed = await typeEvent({ fileId: pdf() })
  await endSessions()
  const lost = await browser.post('/training/new', typed)
  const next = decodeURIComponent((lost.location ?? '').replace('/sign-in?next=', ''))
  const seen = await browser.follow(await signIn(other, next))
  expect(seen.status).toBe(409)
  expect(seen.text).toContain('một tài khoản khác')
  expect(seen.text).not.toContain('Kaizen')
  await browser.post('/sign-out', {})
  // Signing in without being led anywhere finds it too, from any browser.
  const elsewhere = browserOn(app, system)
  const back = await elsewhere.follow(await signIn(officer, '/', elsewhere))
  expect(formAt(back, '/training/new').values).toMatchObject({
    ...typed,
    fileId: expect.stringMatching(/^\d+$/),
  })
})

test('a form that another account sends from the browser is not run in its name, but kept for whoever typed it', async () => {
  const typed = await typeEvent()
  const before = await events()
  await browser.post('/sign-out', {})
  await signIn(other)
  const refused = await browser.post('/training/new', { ...typed, fileId: pdf() })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('một tài khoản khác')
  expect(refused.text).not.toContain('Kaizen')
  expect(await events()).toBe(before)
  await browser.post('/sign-out', {})
  const back = await browser.follow(await signIn(officer))
  expect(formAt(back, '/training/new').values).toMatchObject({ ...typed, '_name.fileId': 'bao-cao.pdf' })
})

test('an account that may not send it at all is refused, and what was typed waits for its owner', async () => {
  const typed = await typeEvent()
  const { actor: auditor } = await as('auditor')
  await letIn(system, auditor.userId ?? '')
  await browser.post('/sign-out', {})
  await signIn(auditor)
  expect((await browser.post('/training/new', typed)).status).toBe(409)
  await browser.post('/sign-out', {})
  expect(formAt(await browser.follow(await signIn(officer)), '/training/new').values).toMatchObject(typed)
})

test('a password reset while somebody types: the one-time password is replaced first, then the form is there', async () => {
  const typed = await typeEvent()
  await endSessions()
  await browser.post('/training/new', typed)
  const oneTime = { mustChangePassword: true, oneTimeUsedAt: null }
  await system.db.updateTable('account').set(oneTime).where('id', '=', officer.userId).execute()
  const door = await browser.follow(await signIn(officer))
  const password = 'hai mươi con cá rô đồng'
  const form = formAt(door, '/password')
  const entered = await browser.post('/password', {
    ...form.values,
    current: testPassword,
    password,
    repeat: password,
  })
  const back = await browser.follow(entered)
  expect(formAt(back, '/training/new').values).toMatchObject(typed)
  await system.db
    .deleteFrom('accountCredential')
    .where('userId', '=', officer.userId ?? '')
    .execute()
  await letIn(system, officer.userId ?? '')
})

test('a form is kept sealed, for a week, and no password is ever kept', async () => {
  const typed = await typeEvent({ fileId: pdf('MAT-KHAU-SEC.pdf') })
  await endSessions()
  await browser.post('/training/new', typed)
  const row = await system.db.selectFrom('keptForm').selectAll().executeTakeFirstOrThrow()
  expect(row.userId).toBe(officer.userId)
  expect(row.sealed.includes(Buffer.from('Kaizen'))).toBe(false)
  const file = await system.db.selectFrom('keptFormFile').selectAll().executeTakeFirstOrThrow()
  expect(file.sealed.includes(Buffer.from('%PDF'))).toBe(false)
  // Given to another account in the database, it does not open.
  await system.db
    .updateTable('keptForm')
    .set({ userId: other.userId ?? '' })
    .execute()
  const thief = browserOn(app, system)
  await signIn(other, '/', thief)
  expect((await thief.get(`/typed/${row.id}`)).status).toBe(404)
  expect(await forgetKeptForms(system)).toBe(0)
  const later = new Date(Date.now() + (keptDays * 24 + 1) * 3_600_000)
  expect(await forgetKeptForms({ ...system, now: () => later })).toBe(1)
  // A form that asks for a password.
  await signIn(officer)
  const proof = formAt(await browser.get('/account/second-factor'), '/account/second-factor')
  await endSessions()
  const sent = await browser.post('/account/second-factor', {
    ...proof.values,
    password: 'bí mật',
    code: '123456',
  })
  expect(sent.location).toMatch(/^\/sign-in/)
  expect(await system.db.selectFrom('keptForm').select('id').execute()).toEqual([])
})

test('twenty forms wait for an account at most; the oldest goes first', async () => {
  const typed = await typeEvent()
  const names: Record<string, string | File>[] = []
  for (let at = 0; at < 21; at++) names.push({ ...(await typeEvent()), title: `Hội nghị ${at}` })
  await endSessions()
  for (const each of names) await browser.post('/training/new', each)
  await browser.post('/training/new', { ...typed, title: 'Hội nghị cuối' })
  // The same filling twice counts once.
  await browser.post('/training/new', { ...typed, title: 'Hội nghị cuối cùng' })
  expect(await system.db.selectFrom('keptForm').select('id').execute()).toHaveLength(20)
  const back = await browser.follow(await signIn(officer))
  expect(formAt(back, '/training/new').values.title).toBe('Hội nghị cuối cùng')
})

test('a form that a stranger makes up is not kept', async () => {
  const typed = await typeEvent()
  const stranger = browserOn(app, system)
  for (const _once of ['', 'f.AAAA', `${typed._once}x`, `f.${'A'.repeat(60)}`]) {
    const answer = await stranger.post('/training/new', { ...event, _once })
    expect(answer.location).toMatch(/^\/sign-in/)
  }
  expect(await system.db.selectFrom('keptForm').select('id').execute()).toEqual([])
})

test('a wrong file, wrong amounts and a missing title are told at once, and a good file stays with its name until it is removed', async () => {
  const empty = await typeEvent({ title: '', participants: 'nhiều', fileId: new File(['MZ'], 'virus.exe') })
  const refused = await browser.post('/training/new', empty)
  expect(refused.status).toBe(422)
  for (const field of ['title', 'participants', 'fileId'])
    expect(refused.text, field).toContain(`href="#f-${field}"`)
  expect(refused.text).toContain('Chỉ nhận PDF')
  const again = formAt(refused, '/training/new')
  expect(again.values.place).toBe(event.place)
  const kept = await browser.post('/training/new', { ...again.values, fileId: pdf('danh-sach.pdf') })
  expect(kept.status).toBe(422)
  const form = formAt(kept, '/training/new')
  expect(form.values['_name.fileId']).toBe('danh-sach.pdf')
  expect(kept.text).toContain('danh-sach.pdf')
  const removed = await browser.post('/training/new', { ...form.values, ...event, '_remove.fileId': 'true' })
  expect(removed.status).toBe(422)
  expect(removed.text).toContain('href="#f-fileId"')
  const sent = await browser.post('/training/new', { ...form.values, ...event, title: 'Hội nghị đã sửa' })
  expect(sent.location).toMatch(/^\/training\/\d+$/)
})

test('a form may come back by the back button; other pages of an account are kept nowhere', async () => {
  const caching = async (path: string) => (await browser.get(path)).headers.get('cache-control')
  expect(await caching('/training/new')).toBe('private, no-cache')
  expect(await caching('/enterprises/new')).toBe('private, no-cache')
  for (const path of ['/training', '/password', '/account/second-factor', '/'])
    expect(await caching(path), path).toBe('private, no-store')
})
