import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { givePassword, openBrowser } from '../accounts/testing/browser.ts'
import { createApp } from '../start/app.tsx'
import { testSystem } from '../testing/system.ts'
import { openedTrail } from '../testing/trail.ts'
import { openIdentity, openSession } from './identity.ts'
import { administratorWarnings } from './warnings.ts'

const { system, as, evidence } = await testSystem()
const config = { ...system.config, publicUrl: 'https://nscl.example.gov.vn' }
const https = { ...system, config, identity: openIdentity(config, system.db, system.identity.options.secret) }
const password = 'mười con cá rô đồng'

async function signedIn(role: 'finance' | 'enterprise' | 'coordinator', admin = false) {
  const { actor } = await as(role, { admin })
  await givePassword(system, actor.userId ?? '', password)
  const browser = openBrowser(system)
  const entered = await browser.post('/sign-in', { email: `${actor.userId}@example.vn`, password })
  expect(entered.status).toBe(303)
  return { browser, userId: actor.userId }
}

const eventsNamed = (name: string) => openedTrail(system).where('command', '=', name).orderBy('seq').execute()

/** Waits for what is recorded beside the answer. */
async function recorded(name: string, subject: string) {
  for (let turn = 0; turn < 200; turn++) {
    const found = (await eventsNamed(name)).filter((event) => event.subject === subject)
    if (found.length > 0) return found
    await wait(25)
  }
  return []
}

test('over HTTPS every cookie is Secure and browsers stay there for a year; over HTTP neither is said', async () => {
  const { origin } = new URL(https.config.publicUrl)
  const answers = [
    await createApp(https).request(`${origin}/?lang=en&plan=1`),
    await createApp(https).request(`${origin}/sign-out`, { method: 'POST', headers: { origin } }),
  ]
  const cookies = answers.flatMap((answer) => answer.headers.getSetCookie())
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(
    expect.arrayContaining(['__Host-nscl.language', '__Host-nscl.plan', '__Host-nscl.flash']),
  )
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; Secure/i)
    expect(cookie).toMatch(/^__(Host|Secure)-/)
    if (cookie.startsWith('__Host-')) expect(cookie).toMatch(/Path=\/(;|$)/)
  }
  for (const answer of answers)
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  const plain = await openBrowser(system).get('/?lang=en')
  expect(plain.headers.get('strict-transport-security')).toBeNull()
  expect(plain.headers.getSetCookie().join()).not.toMatch(/secure/i)
})

test('over HTTPS the cookie of a session is this host’s alone, and no other name of it is taken', async () => {
  const { userId } = await signedIn('finance')
  const { origin } = new URL(https.config.publicUrl)
  const sent = { address: '127.0.0.1', browser: '', headers: new Headers() }
  const [cookie = ''] = (await openSession(https.identity, userId ?? '', sent)).getSetCookie()
  expect(cookie).toMatch(/^__Host-nscl\.session_token=/)
  expect(cookie).toMatch(/; Path=\/(;|$)/)
  expect(cookie).toMatch(/; Secure/)
  expect(cookie).not.toMatch(/domain/i)
  const [pair = ''] = cookie.split(';')
  const account = (named: string) =>
    createApp(https).request(`${origin}/account`, { headers: { cookie: named } })
  expect((await account(pair)).status).toBe(200)
  for (const name of ['nscl.session_token', '__Secure-nscl.session_token', 'x__Host-nscl.session_token'])
    expect((await account(pair.replace('__Host-nscl.session_token', name))).status).not.toBe(200)
})

test('what REST answers is kept by nobody on the way, a refusal neither', async () => {
  const app = createApp(system)
  for (const path of ['/api/v1/plan', '/api/v1/accounts', '/api/v1/nowhere'])
    expect((await app.request(system.config.publicUrl + path)).headers.get('cache-control'), path).toBe(
      'no-store',
    )
})

test('signing out clears what the browser kept', async () => {
  const { browser } = await signedIn('finance')
  const out = await browser.post('/sign-out', {})
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
})

test('a stored file comes in a sandbox; a page with the policy of pages', async () => {
  const { browser } = await signedIn('finance')
  const file = await browser.get(`/files/${await evidence()}`)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/)
  const page = await browser.get('/account')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(page.headers.get('content-security-policy')).not.toContain('sandbox')
})

test.each([
  ['missing', (path: string) => rm(path)],
  ['changed by one byte', (path: string) => writeFile(path, '%PDF-1.4\n% ffffffffffffffff\n%%EOG\n')],
  ['cut short', (path: string) => writeFile(path, '%PDF')],
])('a stored file that is %s is refused, the administrator told, the trail too', async (_kind, damage) => {
  const id = await evidence()
  const { sha256 } = await system.db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await damage(join(system.config.dataDirectory, 'files', sha256.slice(0, 2), sha256.slice(2)))
  const { browser } = await signedIn('finance')
  const file = await browser.get(`/files/${id}`)
  expect(file.status).toBe(503)
  expect(file.headers.get('etag')).toBeNull()
  expect(administratorWarnings(system).some(({ en }) => en.includes(sha256.slice(0, 12)))).toBe(true)
  expect(await recorded('files.damaged', `sha256:${sha256}`)).toHaveLength(1)
  const administrator = await signedIn('coordinator', true)
  expect(await (await administrator.browser.get('/account')).text()).toContain(sha256.slice(0, 12))
  expect(await (await browser.get('/account')).text()).not.toContain(sha256.slice(0, 12))
  await expect(system.files.read(sha256)).rejects.toMatchObject({ code: 'files.damaged' })
})

test('a page that an account may not open is told in the audit trail, with its address, once in a while', async () => {
  const { browser, userId } = await signedIn('finance')
  for (let turn = 0; turn < 5; turn++) expect((await browser.get('/accounts')).status).toBe(403)
  const [event, ...more] = await recorded('access.denied', `account:${userId}`)
  expect(more).toEqual([])
  expect(event).toMatchObject({ userId, via: 'page' })
  expect(JSON.parse(event?.input ?? '')).toEqual({ route: 'GET /accounts', address: '127.0.0.1' })
})
