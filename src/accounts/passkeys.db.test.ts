import { expect, test } from 'vitest'
import type { Role } from '../platform/actor.ts'
import { testSystem } from '../testing/system.ts'
import { requireSecondFactor } from './second-factor.ts'
import { type Authenticator, softAuthenticator } from './testing/authenticator.ts'
import { type Browser, givePassword, openBrowser, valueIn } from './testing/browser.ts'

const { system: running, as } = await testSystem()
let clock = Date.now()
const publicUrl = 'http://localhost:3181'
const system = { ...running, config: { ...running.config, publicUrl }, now: () => new Date(clock) }
const password = 'mười con cá rô đồng'

async function person(role: Role = 'finance') {
  const { actor } = await as(role)
  const userId = actor.userId ?? ''
  await givePassword(system, userId, password)
  const browser = openBrowser(system)
  const email = `${userId}@example.vn`
  await browser.post('/sign-in', { email, password })
  return { userId, email, browser }
}

async function challengeAt(browser: Browser, path: string): Promise<string> {
  const { challenge } = JSON.parse(valueIn(await (await browser.get(path)).text(), 'data-question'))
  return challenge
}

async function register(browser: Browser, device: Authenticator, name = 'Điện thoại') {
  const challenge = await challengeAt(browser, '/account/passkeys/new')
  return browser.post('/account/passkeys/new', {
    name,
    password,
    credential: JSON.stringify(device.create(challenge)),
  })
}

async function signIn(device: Authenticator, browser = openBrowser(system)) {
  const credential = JSON.stringify(device.get(await challengeAt(browser, '/sign-in')))
  return {
    browser,
    credential,
    answer: await browser.post('/sign-in/passkey', { credential, next: '/plan' }),
  }
}

test('a passkey is registered with a name, signs in without a password, is renamed and removed', async () => {
  const { browser, userId } = await person()
  const device = softAuthenticator(publicUrl)
  expect((await register(browser, device)).headers.get('location')).toBe('/account/security')
  expect(await (await browser.get('/account/security')).text()).toContain('Điện thoại')
  const inside = await signIn(device)
  expect(inside.answer.headers.get('location')).toBe('/plan')
  expect((await inside.browser.get('/account')).status).toBe(200)
  const { id } = await system.db
    .selectFrom('passkey')
    .select('id')
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  await browser.post(`/account/passkeys/${id}`, { name: 'Máy cơ quan' })
  expect(await (await browser.get('/account/security')).text()).toContain('Máy cơ quan')
  expect((await browser.post(`/account/passkeys/${id}/remove`, {})).status).toBe(422)
  expect((await browser.post(`/account/passkeys/${id}/remove`, { password })).status).toBe(303)
  expect((await signIn(device)).answer.status).toBe(422)
})

test('registering asks for the password, for an answer to this page’s question, and for JavaScript', async () => {
  const { browser } = await person()
  const device = softAuthenticator(publicUrl)
  const challenge = await challengeAt(browser, '/account/passkeys/new')
  const send = (values: Record<string, string>) =>
    browser.post('/account/passkeys/new', { name: 'Máy', password, ...values })
  const credential = JSON.stringify(device.create(challenge))
  expect((await send({ credential, password: 'wrong' })).status).toBe(422)
  const without = await send({ credential: '' })
  expect(without.status).toBe(422)
  expect(await without.text()).toContain('JavaScript')
  const other = await person()
  // The question was put to somebody else, or for signing in.
  expect(
    (await other.browser.post('/account/passkeys/new', { name: 'Máy', password, credential })).status,
  ).toBe(422)
  const signInChallenge = await challengeAt(openBrowser(system), '/sign-in')
  expect((await send({ credential: JSON.stringify(device.create(signInChallenge)) })).status).toBe(422)
  expect((await send({ credential })).status).toBe(303)
})

test('an answer signs in once, within ten minutes, and only where it was asked for', async () => {
  const { browser } = await person()
  const device = softAuthenticator(publicUrl)
  await register(browser, device)
  const first = await signIn(device)
  expect(first.answer.status).toBe(303)
  const replay = await openBrowser(system).post('/sign-in/passkey', {
    credential: first.credential,
    next: '/',
  })
  expect(replay.status).toBe(422)
  const late = openBrowser(system)
  const challenge = await challengeAt(late, '/sign-in')
  clock += 601_000
  const post = (answer: object) =>
    late.post('/sign-in/passkey', { credential: JSON.stringify(answer), next: '/' })
  expect((await post(device.get(challenge))).status).toBe(422)
  const fresh = () => challengeAt(late, '/sign-in')
  expect((await post(device.get(await fresh(), { origin: 'https://evil.example' }))).status).toBe(422)
  expect((await post(device.get('self-made-challenge'))).status).toBe(422)
  expect((await post({ anything: 1 })).status).toBe(422)
  expect((await post(device.get(await fresh()))).status).toBe(303)
})

test('a closed account does not come in by its passkey, and one that was never registered neither', async () => {
  const { browser, userId } = await person()
  const device = softAuthenticator(publicUrl)
  await register(browser, device)
  await system.db.updateTable('account').set({ disabled: true }).where('id', '=', userId).execute()
  expect((await signIn(device)).answer.status).toBe(422)
  expect((await signIn(softAuthenticator(publicUrl))).answer.status).toBe(422)
})

test('where a second factor is required a passkey is one: the password alone then leads to it, and the last one stays', async () => {
  const { browser, email, userId } = await person('leader')
  const device = softAuthenticator(publicUrl)
  await register(browser, device)
  const boss = await as('coordinator', { admin: true })
  await boss.run(requireSecondFactor, { groups: ['leader'] })
  expect((await browser.get('/account')).status).toBe(200)
  const second = openBrowser(system)
  expect((await second.post('/sign-in', { email, password })).headers.get('location')).toBe('/sign-in/code')
  const page = await (await second.get('/sign-in/code')).text()
  expect(page).toContain('data-passkey="get"')
  expect(page).not.toContain('name="code"')
  expect((await signIn(device, second)).answer.headers.get('location')).toBe('/plan')
  const { id } = await system.db
    .selectFrom('passkey')
    .select('id')
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  const removed = await browser.post(`/account/passkeys/${id}/remove`, { password })
  expect(removed.status).toBe(409)
  expect((await signIn(device)).answer.status).toBe(303)
  await boss.run(requireSecondFactor, { groups: [] })
})

test('at an IP address, where browsers give no passkeys, the pages do not offer them and say why', async () => {
  const plain = openBrowser(running)
  expect(await (await plain.get('/sign-in')).text()).not.toContain('data-passkey')
  const { email } = await person()
  await plain.post('/sign-in', { email, password })
  expect(await (await plain.get('/account/passkeys/new')).text()).toContain('PUBLIC_URL')
})
