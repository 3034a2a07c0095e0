import { TOTP } from 'otpauth'
import { renderSVG } from 'uqr'
import { expect, test } from 'vitest'
import type { Role } from '../platform/actor.ts'
import { testSystem } from '../testing/system.ts'
import { openedChanges, openedTrail } from '../testing/trail.ts'
import { resetSecondFactor } from './second-factor.ts'
import { type Browser, givePassword, openBrowser, valueIn } from './testing/browser.ts'
import { keyUri } from './totp.ts'

const { system: running, as } = await testSystem()
/** The clock of the tests: each code is good once, so they move it on. */
let clock = Date.now()
const system = { ...running, now: () => new Date(clock) }
const later = (seconds: number) => {
  clock += seconds * 1000
}
const password = 'mười con cá rô đồng'
const secretIn = (html: string) =>
  /id="secret"[^>]*>\s*([A-Z2-7 ]+)/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
const codeNow = (secret: string) => new TOTP({ secret }).generate({ timestamp: clock })
const codesIn = (html: string) =>
  [...html.matchAll(/<code>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map((found) => found[1] ?? '')

async function person(role: Role = 'finance', options: { admin?: boolean } = {}) {
  const { actor } = await as(role, options)
  const userId = actor.userId ?? ''
  await givePassword(system, userId, password)
  return { userId, email: `${userId}@example.vn` }
}

async function signIn(email: string, browser: Browser = openBrowser(system)) {
  const response = await browser.post('/sign-in', { email, password, next: '/budget?year=2025' })
  return { browser, to: response.headers.get('location'), status: response.status }
}

async function switchOn(browser: Browser) {
  const page = await (await browser.get('/account/second-factor')).text()
  const secret = secretIn(page)
  const answer = await browser.post('/account/second-factor', {
    password,
    sealed: valueIn(page, 'sealed'),
    code: codeNow(secret),
  })
  return { secret, answer, codes: codesIn(await answer.text()), sealed: valueIn(page, 'sealed') }
}

test('an officer switches the app on with password and code; signing in then asks for a code on a second page', async () => {
  const { userId, email } = await person()
  const { browser } = await signIn(email)
  const page = await (await browser.get('/account/second-factor')).text()
  const sealed = valueIn(page, 'sealed')
  const secret = secretIn(page)
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  // The picture holds the same secret.
  expect(page).toContain(renderSVG(keyUri(secret, email, 'NSCL'), { ecc: 'M', border: 4, pixelSize: 1 }))
  // A wrong password or code keeps the same secret on the page.
  const wrong = await browser.post('/account/second-factor', {
    password: 'wrong',
    sealed,
    code: codeNow(secret),
  })
  expect(wrong.status).toBe(422)
  expect(secretIn(await wrong.text())).toBe(secret)
  expect((await browser.post('/account/second-factor', { password, sealed, code: '000000' })).status).toBe(
    422,
  )
  const on = await browser.post('/account/second-factor', { password, sealed, code: codeNow(secret) })
  expect(on.status).toBe(200)
  const codes = codesIn(await on.text())
  expect(new Set(codes).size).toBe(10)

  const second = await signIn(email)
  expect(second.to).toBe('/sign-in/code')
  expect([...second.browser.cookies.keys()]).toEqual(['nscl.step'])
  expect((await second.browser.get('/budget')).headers.get('location')).toMatch(/^\/sign-in/)
  // The code that switched it on has been used.
  expect((await second.browser.post('/sign-in/code', { code: codeNow(secret) })).status).toBe(422)
  later(30)
  const entered = await second.browser.post('/sign-in/code', { code: codeNow(secret) })
  expect(entered.status).toBe(303)
  expect(entered.headers.get('location')).toBe('/budget?year=2025')
  expect(second.browser.cookies.has('nscl.step')).toBe(false)
  expect((await second.browser.get('/budget')).status).toBe(200)
  const sessions = await system.db
    .selectFrom('accountSession')
    .select('id')
    .where('userId', '=', userId)
    .execute()
  expect(sessions).toHaveLength(2)
})

test('of two who send the same code at once, one comes in', async () => {
  const { email } = await person()
  const { secret } = await switchOn((await signIn(email)).browser)
  later(30)
  const both = [(await signIn(email)).browser, (await signIn(email)).browser]
  const answers = await Promise.all(
    both.map((browser) => browser.post('/sign-in/code', { code: codeNow(secret) })),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 422])
})

test('a recovery code opens once, however it is typed, and the next asks for another', async () => {
  const { email } = await person()
  const { codes } = await switchOn((await signIn(email)).browser)
  const first = (await signIn(email)).browser
  const typed = ` ${(codes[0] ?? '').toUpperCase().replace('-', ' ')} `
  expect((await first.post('/sign-in/code', { code: typed })).status).toBe(303)
  const again = (await signIn(email)).browser
  expect((await again.post('/sign-in/code', { code: codes[0] ?? '' })).status).toBe(422)
  expect((await again.post('/sign-in/code', { code: codes[1] ?? '' })).status).toBe(303)
  expect(await (await again.get('/account/security')).text()).toMatch(/Mã khôi phục còn lại<\/dt><dd[^>]*>8</)
})

test('the eleventh wrong code in a quarter of an hour is not even tried, and neither is a right one after it', async () => {
  const { email } = await person()
  const { secret } = await switchOn((await signIn(email)).browser)
  later(30)
  const { browser } = await signIn(email)
  const statuses: number[] = []
  for (let at = 0; at < 11; at++)
    statuses.push((await browser.post('/sign-in/code', { code: '000000' })).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429])
  expect((await browser.post('/sign-in/code', { code: codeNow(secret) })).status).toBe(429)
  // A new sign-in does not begin the count anew.
  const fresh = (await signIn(email)).browser
  expect((await fresh.post('/sign-in/code', { code: codeNow(secret) })).status).toBe(429)
})

test('a second step that is ten minutes old, or of a password changed since, begins anew', async () => {
  const { userId, email } = await person()
  const { secret } = await switchOn((await signIn(email)).browser)
  const old = (await signIn(email)).browser
  later(601)
  expect((await old.post('/sign-in/code', { code: codeNow(secret) })).headers.get('location')).toBe(
    '/sign-in',
  )
  const waiting = (await signIn(email)).browser
  const inside = (await signIn(email)).browser
  await inside.post('/sign-in/code', { code: codeNow(secret) })
  const other = 'hai mươi con cá lóc'
  const changed = await inside.post('/password', { current: password, password: other, repeat: other })
  // Who is inside stays inside: the second factor was shown for this session.
  expect(changed.headers.get('location')).toBe('/')
  expect((await inside.get('/account')).status).toBe(200)
  later(30)
  expect((await waiting.post('/sign-in/code', { code: codeNow(secret) })).headers.get('location')).toBe(
    '/sign-in',
  )
  expect(
    await system.db.selectFrom('accountSession').select('id').where('userId', '=', userId).execute(),
  ).toHaveLength(1)
})

test('the app goes off with password and code, and codes are renewed with them; never with the password alone', async () => {
  const { userId, email } = await person()
  const { browser } = await signIn(email)
  const { secret, codes } = await switchOn(browser)
  later(30)
  expect((await browser.post('/account/second-factor/codes', { password, code: '123' })).status).toBe(422)
  const renewed = await browser.post('/account/second-factor/codes', { password, code: codeNow(secret) })
  const fresh = codesIn(await renewed.text())
  expect(fresh).toHaveLength(10)
  expect(fresh.filter((code) => codes.includes(code))).toEqual([])
  expect((await browser.post('/account/second-factor/off', { password, code: codes[0] ?? '' })).status).toBe(
    422,
  )
  expect(
    (await browser.post('/account/second-factor/off', { password: 'wrong', code: fresh[0] ?? '' })).status,
  ).toBe(422)
  expect((await browser.post('/account/second-factor/off', { password, code: fresh[0] ?? '' })).status).toBe(
    303,
  )
  expect((await signIn(email)).to).toBe('/budget?year=2025')
  const left = await system.db
    .selectFrom('recoveryCode')
    .select('hash')
    .where('userId', '=', userId)
    .execute()
  expect(left).toEqual([])
})

test('neither secret nor code nor password is in the database as it was shown, nor in the audit', async () => {
  const { email } = await person()
  const { browser } = await signIn(email)
  const { secret, codes, sealed } = await switchOn(browser)
  const factors = await system.db.selectFrom('secondFactor').selectAll().execute()
  const hashes = await system.db.selectFrom('recoveryCode').selectAll().execute()
  later(30)
  await browser.post('/account/second-factor/off', { password, code: codeNow(secret) })
  const kept = await openedTrail(system).execute()
  const commands = kept.map((row) => row.command)
  expect(commands).toContain('identity.switchOnApp')
  expect(commands).toContain('identity.switchOffApp')
  const sent = kept.filter((row) => row.command === 'identity.switchOnApp').at(-1)?.input
  expect(JSON.parse(sent ?? '')).toEqual({ secret: '…', step: '…', hashes: '…' })
  const changes = await openedChanges(system).execute()
  const submissions = await system.db.selectFrom('submission').selectAll().execute()
  const all = [kept, changes, submissions, factors, hashes]
    .map((rows) => JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    .join('')
  for (const hidden of [secret, sealed, password, ...codes, ...codes.map((text) => text.replace('-', ''))])
    expect(all).not.toContain(hidden)
})

test('an administrator requires it of a role: sessions without it end, and the next sign-in sets it up before it goes in', async () => {
  const boss = await person('coordinator', { admin: true })
  const admin = (await signIn(boss.email)).browser
  const leader = await person('leader')
  const inside = (await signIn(leader.email)).browser
  const statistician = await person('statistics')
  const outside = (await signIn(statistician.email)).browser
  const saved = await admin.post('/accounts/second-factor', { groups: 'leader' })
  expect(saved.status).toBe(303)
  expect((await inside.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  expect((await outside.get('/account')).status).toBe(200)

  const { browser, to } = await signIn(leader.email)
  expect(to).toBe('/sign-in/enrol')
  const page = await (await browser.get('/sign-in/enrol')).text()
  const secret = secretIn(page)
  expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  // The step that sets it up does not pass for one that asks for a code, and opens nothing before it is done.
  expect((await browser.post('/sign-in/code', { code: codeNow(secret) })).headers.get('location')).toBe(
    '/sign-in',
  )
  expect((await browser.post('/sign-in/enter', {})).headers.get('location')).toBe('/sign-in')
  const shown = await browser.post('/sign-in/enrol', {
    sealed: valueIn(page, 'sealed'),
    code: codeNow(secret),
  })
  expect(codesIn(await shown.text())).toHaveLength(10)
  const entered = await browser.post('/sign-in/enter', {})
  expect(entered.headers.get('location')).toBe('/budget?year=2025')
  expect((await browser.get('/account')).status).toBe(200)

  later(30)
  const off = await browser.post('/account/second-factor/off', { password, code: codeNow(secret) })
  expect(off.status).toBe(409)
  later(30)
  expect((await signIn(leader.email)).to).toBe('/sign-in/code')
  // Off again for the tests after this one.
  expect((await admin.post('/accounts/second-factor', {})).status).toBe(303)
})

test('somebody with a one-time password replaces it first and sets the second factor up after that', async () => {
  const boss = await as('coordinator', { admin: true })
  const { requireSecondFactor } = await import('./second-factor.ts')
  await boss.run(requireSecondFactor, { groups: ['agency', 'admin'] })
  const { userId, email } = await person('agency')
  await system.db.updateTable('account').set({ mustChangePassword: true }).where('id', '=', userId).execute()
  const { browser, to } = await signIn(email)
  expect(to).toBe('/budget?year=2025')
  expect((await browser.get('/budget')).headers.get('location')).toBe('/password')
  expect((await browser.get('/account/second-factor')).headers.get('location')).toBe('/password')
  const own = 'ba mươi con cá chép'
  const changed = await browser.post('/password', { current: password, password: own, repeat: own })
  expect(changed.headers.get('location')).toBe('/sign-in/enrol')
  expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  await boss.run(requireSecondFactor, { groups: [] })
})

test('an administrator resets a lost second factor: it is audited, sessions end, and the owner is told once', async () => {
  const { userId, email } = await person()
  const { browser } = await signIn(email)
  await switchOn(browser)
  const boss = await as('coordinator', { admin: true })
  await boss.run(resetSecondFactor, { id: userId })
  expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  const next = await signIn(email)
  expect(next.to).toBe('/budget?year=2025')
  expect(decodeURIComponent(decodeURIComponent(next.browser.cookies.get('nscl.flash') ?? ''))).toContain(
    `Xác thực hai bước của bạn đã được đặt lại (${boss.actor.name})`,
  )
  const third = await signIn(email)
  // It is not told again; that the second browser was a new device is.
  expect(decodeURIComponent(decodeURIComponent(third.browser.cookies.get('nscl.flash') ?? ''))).not.toContain(
    'đặt lại',
  )
  expect(await (await third.browser.get('/account/security')).text()).toContain(boss.actor.name)
  const record = await system.db
    .selectFrom('audit')
    .selectAll()
    .where('command', '=', 'accounts.resetSecondFactor')
    .executeTakeFirstOrThrow()
  expect(record).toMatchObject({ userId: boss.actor.userId, subject: `account:${userId}` })
})

test('a secret that was proposed to one account does not switch the app of another on', async () => {
  const one = (await signIn((await person()).email)).browser
  const other = (await signIn((await person()).email)).browser
  const page = await (await one.get('/account/second-factor')).text()
  const answer = await other.post('/account/second-factor', {
    password,
    sealed: valueIn(page, 'sealed'),
    code: codeNow(secretIn(page)),
  })
  expect(answer.status).toBe(422)
})
