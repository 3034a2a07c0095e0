import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { softAuthenticator } from '../accounts/testing/authenticator.ts'
import type { Actor } from '../platform/actor.ts'
import { openDatabase, openPool } from '../platform/database.ts'
import {
  type Browser,
  browserOn,
  letIn,
  readText,
  type Shown,
  type ShownForm,
  testPassword,
} from '../testing/browser.ts'
import { breakingProxy } from '../testing/proxy.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/* What was typed outlives a database that stops, and a sign-in with a second step. */

const { system: running, as, databaseUrl, evidence } = await testSystem()
const proxy = await breakingProxy(databaseUrl)
const pool = openPool(proxy.url)
let clock = Date.now()
/** The program on a database that can be stopped, by a clock that can be moved. */
const system = {
  ...running,
  db: openDatabase(pool),
  now: () => new Date(clock),
  config: { ...running.config, publicUrl: 'http://localhost:3181' },
}
const app = createApp(system)

let officer: Actor
let browser: Browser
let fileId: number

const signIn = (next = '/') =>
  browser.post('/sign-in', { email: `${officer.userId}@example.vn`, password: testPassword, next })
const formAt = (shown: Shown, action: string): ShownForm => {
  const form = shown.forms.find((each) => each.action === action)
  if (form === undefined) throw new Error(`No form to ${action} in ${shown.text.slice(0, 3000)}`)
  return form
}
let typings = 0
async function typeEvent(more: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> {
  // What is saved is said anew by each form that is shown.
  const { _saved, ...values } = formAt(await browser.get('/training/new'), '/training/new').values
  typings += 1
  return {
    ...values,
    kind: 'conference',
    title: `Hội nghị “5S & Kaizen” <lần ${typings}>`,
    heldOn: '10/03/2025',
    place: 'Hội trường',
    participants: '45',
    fileId: String(fileId),
    ...more,
  }
}
const events = async () => (await running.db.selectFrom('trainingEvent').select('id').execute()).length

beforeAll(async () => {
  officer = (await as('coordinator')).actor
  await letIn(running, officer.userId ?? '')
  fileId = await evidence()
})
beforeEach(async () => {
  browser = browserOn(app, system)
  expect((await signIn()).status).toBe(303)
})
afterAll(async () => {
  await pool.end()
  await proxy.close()
})

/** Sends a form while the database is stopped. @returns the page that tells of it */
async function sentInOutage(typed: Readonly<Record<string, string>>): Promise<Shown> {
  proxy.cut()
  const told = await browser.post('/training/new', typed)
  proxy.mend()
  return told
}

test('the page that tells of a stopped database holds all that was typed, and sends it once the database is back', async () => {
  const typed = await typeEvent()
  const before = await events()
  const told = await sentInOutage(typed)
  expect(told.status).toBe(503)
  expect(told.text).toContain('Nội dung bạn đã nhập còn nguyên')
  const form = formAt(told, '/training/new')
  expect(form.values).toEqual(typed)
  expect(await events()).toBe(before)
  const sent = await browser.post('/training/new', form.values)
  expect(sent.location).toMatch(/^\/training\/\d+$/)
  expect((await browser.post('/training/new', form.values)).location).toBe(sent.location)
  expect(await events()).toBe(before + 1)
})

test('sent again with something wrong in it, the form is shown with what was typed and all that is wrong', async () => {
  const typed = await typeEvent({ title: '', heldOn: '01/01/2099' })
  const told = await sentInOutage(typed)
  const shown = await browser.post('/training/new', formAt(told, '/training/new').values)
  expect(shown.status).toBe(422)
  for (const field of ['title', 'heldOn']) expect(shown.text, field).toContain(`href="#f-${field}"`)
  expect(formAt(shown, '/training/new').values).toMatchObject({ place: 'Hội trường', participants: '45' })
})

test('when the session has ended too by the time the database is back, signing in leads to the form', async () => {
  const typed = await typeEvent()
  const before = await events()
  const told = await sentInOutage(typed)
  await running.db.deleteFrom('accountSession').execute()
  const lost = await browser.post('/training/new', formAt(told, '/training/new').values)
  expect(lost.location).toMatch(/^\/sign-in\?next=%2Ftyped%2F/)
  const { next = '' } = formAt(await browser.follow(lost), '/sign-in').values
  const back = await browser.follow(await signIn(next))
  expect(formAt(back, '/training/new').values).toMatchObject(typed)
  expect(await events()).toBe(before)
})

test('a form that asks for a password is not put into the page of an outage', async () => {
  const page = await browser.get('/account/second-factor')
  const { values } = formAt(page, '/account/second-factor')
  proxy.cut()
  const told = await browser.post('/account/second-factor', { ...values, password: 'bí mật', code: '123456' })
  proxy.mend()
  expect(told.status).toBe(503)
  expect(told.text).not.toContain('bí mật')
})

/** Lets the session end under a typed form. @returns what was typed, and where signing in leads to */
async function typedAndLost(): Promise<{ typed: Record<string, string>; next: string }> {
  const typed = await typeEvent()
  await running.db.deleteFrom('accountSession').execute()
  const lost = await browser.post('/training/new', typed)
  const { next = '' } = formAt(await browser.follow(lost), '/sign-in').values
  expect(next).toMatch(/^\/typed\//)
  return { typed, next }
}

test('with a second step at sign-in the form waits until the code is entered, and a wrong code loses nothing', async () => {
  const page = await browser.get('/account/second-factor')
  const secret = /id="secret"[^>]*>\s*([A-Z2-7 ]+)/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''
  const code = () => {
    clock += 60_000
    return new TOTP({ secret }).generate({ timestamp: clock })
  }
  const { values } = formAt(page, '/account/second-factor')
  const on = await browser.post('/account/second-factor', {
    ...values,
    password: testPassword,
    code: code(),
  })
  expect(on.status).toBe(200)
  const { typed, next } = await typedAndLost()
  const second = await signIn(next)
  expect(second.location).toMatch(/^\/sign-in\/code/)
  // Before the second step nobody sees it.
  expect((await browser.get(next)).location).toMatch(/^\/sign-in/)
  const step = await browser.follow(second)
  const entry = formAt(step, '/sign-in/code')
  const wrong = await browser.post('/sign-in/code', { ...entry.values, code: '000000' })
  expect(wrong.status).toBe(422)
  const entered = await browser.post('/sign-in/code', {
    ...formAt(wrong, '/sign-in/code').values,
    code: code(),
  })
  const back = await browser.follow(entered)
  expect(formAt(back, '/training/new').values).toMatchObject(typed)
  await running.db.deleteFrom('secondFactor').execute()
})

test('a passkey leads to the form as a password does', async () => {
  const origin = system.config.publicUrl
  const key = softAuthenticator(origin)
  const page = await browser.get('/account/passkeys/new')
  const challengeIn = (text: string): string =>
    JSON.parse(readText(/data-question="([^"]*)"/.exec(text)?.[1] ?? '{}')).challenge
  const { values } = formAt(page, '/account/passkeys/new')
  const added = await browser.post('/account/passkeys/new', {
    ...values,
    name: 'Máy',
    password: testPassword,
    credential: JSON.stringify(key.create(challengeIn(page.text))),
  })
  expect(added.status).toBe(303)
  const { typed, next } = await typedAndLost()
  const door = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)
  const credential = JSON.stringify(key.get(challengeIn(door.text)))
  const back = await browser.follow(await browser.post('/sign-in/passkey', { credential, next }))
  expect(formAt(back, '/training/new').values).toMatchObject(typed)
})

test('by the back button the form comes back as it was, and is sent once however often', async () => {
  const typed = await typeEvent()
  const before = await events()
  const shown = await browser.get('/training/new')
  expect(shown.headers.get('cache-control')).toBe('private, no-cache')
  const sent = await browser.post('/training/new', typed)
  expect(sent.location).toMatch(/^\/training\/\d+$/)
  // Back, and sent again unchanged: the same event.
  expect((await browser.post('/training/new', typed)).location).toBe(sent.location)
  // Back, changed and sent: what was changed is not recorded in silence, and is still there.
  const changed = await browser.post('/training/new', { ...typed, place: 'Nơi khác' })
  expect(changed.status).toBe(409)
  expect(changed.text).toContain('CHƯA được ghi')
  expect(formAt(changed, '/training/new').values.place).toBe('Nơi khác')
  expect(await events()).toBe(before + 1)
})
