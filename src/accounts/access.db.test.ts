import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { actorOfToken } from '../platform/session.ts'
import { administratorWarnings } from '../platform/warnings.ts'
import { createApp } from '../start/app.tsx'
import { testSystem } from '../testing/system.ts'
import { openedTrail } from '../testing/trail.ts'
import { createAccount, resetPassword } from './commands.ts'
import { myAccount } from './queries.ts'
import { requireSecondFactor } from './second-factor.ts'
import { givePassword, openBrowser, personsOf } from './testing/browser.ts'
import { createToken } from './tokens.ts'

// Passwords take their time, and a busy machine more: no limit decides.
vi.setConfig({ testTimeout: 600_000 })

const { system, as } = await testSystem()
const { db } = system
const origin = system.config.publicUrl
const password = 'mười con cá rô đồng'
const boss = await as('coordinator', { admin: true })

const { person, signIn } = personsOf({ system, as }, password)

const events = (name: string, userId: string) =>
  openedTrail(system)
    .where('command', '=', name)
    .where('subject', '=', `account:${userId}`)
    .orderBy('seq')
    .execute()

describe('guesses at a password', () => {
  test('many at once are not tried all: the right one at their end does not get in', async () => {
    const { email, userId } = await person()
    const browsers = Array.from({ length: 40 }, () => openBrowser(system))
    const answers = await Promise.all(
      browsers.map((browser, at) => signIn(email, at === 39 ? password : `wrong password ${at}`, browser)),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(30)
    expect(statuses.at(-1)).toBe(429)
    expect(await events('identity.signInFailed', userId)).toHaveLength(10)
    expect(await events('identity.signInSlowed', userId)).toHaveLength(1)
    expect(JSON.parse((await events('identity.signInFailed', userId))[0]?.input ?? '')).toEqual({
      address: '127.0.0.1',
      by: 'password',
    })
  })

  test('of strangers, from however many addresses, do not keep the owner’s device out', async () => {
    const { email } = await person()
    const { browser } = await signIn(email)
    const behindProxy = { ...system, config: { ...system.config, trustProxy: true } }
    const behind = createApp(behindProxy)
    const stranger = (at: number) =>
      behind.request(`${origin}/sign-in`, {
        method: 'POST',
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `203.0.113.${at % 50}`,
        },
        body: new URLSearchParams({ email, password: 'wrong password' }).toString(),
      })
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => stranger(at)))
    const tried = answers.filter(({ status }) => status === 422).length
    // Twenty, then one every half minute: slowed down, not shut.
    expect(tried).toBeGreaterThan(20)
    expect(tried).toBeLessThan(30)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30 - tried)
    await browser.post('/sign-out', {})
    expect((await signIn(email, password, browser)).status).toBe(303)
  })

  test('are held against the whole of what was typed: nothing is cut off', async () => {
    const long = `${'🎋'.repeat(64)}${'lúa'.repeat(21)}x`
    expect([...long]).toHaveLength(128)
    const { actor } = await as('finance')
    await givePassword(system, actor.userId ?? '', long)
    const email = `${actor.userId}@example.vn`
    for (const wrong of [`${long}x`, long.slice(0, -1), `${long}${'x'.repeat(10_000)}`])
      expect((await signIn(email, wrong)).status).toBe(422)
    expect((await signIn(email, long)).status).toBe(303)
  })

  test('that were right cost nothing', async () => {
    const { email } = await person()
    for (let turn = 0; turn < 15; turn++) expect((await signIn(email)).status).toBe(303)
  })

  test('at the present password are counted, too', async () => {
    const { email, userId } = await person()
    const { browser } = await signIn(email)
    const change = (current: string) =>
      browser.post('/password', { current, password: 'một câu rất dài khác', repeat: 'một câu rất dài khác' })
    const statuses: number[] = []
    for (let turn = 0; turn < 40; turn++) statuses.push((await change(`wrong ${turn}`)).status)
    expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(31)
    expect(statuses.at(-1)).toBe(429)
    expect((await change(password)).status).toBe(429)
    const failed = await events('identity.signInFailed', userId)
    expect(JSON.parse(failed[0]?.input ?? '')).toMatchObject({ by: 'present password' })
  })

  test('at no account are written down, too, without what was typed', async () => {
    await signIn('nobody.at.all@example.vn', 'a secret typed by mistake')
    const newest = await openedTrail(system).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
    expect(newest).toMatchObject({ command: 'identity.signInFailed', userId: null, subject: null })
    expect(newest.input).not.toMatch(/nobody|secret/)
  })
})

describe('a one-time password', () => {
  const fresh = async () => {
    const email = `p-${crypto.randomUUID()}@example.vn`
    const made = await boss.run(createAccount, { name: 'Người mới', email, role: 'auditor' })
    return { ...made, email }
  }

  test('signs in once', async () => {
    const { email, password: once } = await fresh()
    const first = await signIn(email, once)
    expect(first.status).toBe(303)
    const second = await signIn(email, once)
    expect(second.status).toBe(422)
    expect(await second.answer.text()).toContain('đã được dùng hoặc đã hết hạn')
    const changed = await first.browser.post('/password', { current: once, password, repeat: password })
    expect(changed.status).toBe(303)
    expect((await signIn(email)).status).toBe(303)
  })

  test('of many who use it at once lets one in', async () => {
    const { email, password: once } = await fresh()
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(email, once)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  })

  test('ends after seven days, and a new one begins anew', async () => {
    const { id, email, password: once } = await fresh()
    const late = { ...system, now: () => new Date(Date.now() + 8 * 86_400_000) }
    expect((await signIn(email, once, openBrowser(late))).status).toBe(422)
    const { password: again } = await boss.run(resetPassword, { id })
    expect((await signIn(email, again)).status).toBe(303)
  })
})

test('a sign-in is told in the trail with address, browser and means; a second device is seen by the owner', async () => {
  const { email, userId, run } = await person()
  const first = await signIn(email)
  expect(first.browser.cookies.has('nscl.device')).toBe(true)
  await first.browser.post('/sign-out', {})
  await signIn(email, password, first.browser)
  expect((await run(myAccount, {})).devices).toMatchObject([{ address: '127.0.0.1', isNew: false }])
  await signIn(email)
  const back = await signIn(email, password, first.browser)
  expect(decodeURIComponent(decodeURIComponent(back.browser.cookies.get('nscl.flash') ?? ''))).toContain(
    'thiết bị mới (127.0.0.1)',
  )
  const mine = await run(myAccount, {})
  expect(mine.devices.map(({ isNew }) => isNew)).toEqual([true, false])
  expect(mine.sessions.every(({ address }) => address === '127.0.0.1')).toBe(true)
  const signedIn = await events('identity.signedIn', userId)
  expect(signedIn).toHaveLength(4)
  expect(JSON.parse(signedIn[0]?.input ?? '')).toMatchObject({ address: '127.0.0.1', by: 'password' })
  expect(await events('identity.signedOut', userId)).toHaveLength(1)
  const page = await (await back.browser.get('/account?lang=vi')).text()
  expect(page).toContain('Thiết bị đã đăng nhập')
  expect((await back.browser.post(`/account/devices/${mine.devices[0]?.id}/forget`, {})).status).toBe(303)
  expect((await run(myAccount, {})).devices).toHaveLength(1)
})

describe('open sessions', () => {
  const isIn = async (browser: { get(path: string): Promise<Response> }) =>
    (await browser.get('/account')).status === 200

  test('are seen with browser, address and times; one is ended with the password, and its browser is out', async () => {
    const { email, userId, run } = await person()
    const lost = await signIn(email)
    const here = await signIn(email)
    const { sessions } = await run(myAccount, {})
    expect(sessions).toHaveLength(2)
    const page = await (await here.browser.get('/account?lang=vi')).text()
    expect(page.match(/Phiên này/g)).toHaveLength(1)
    const other = sessions[1]?.id ?? ''
    expect(page).toContain(`/account/sessions/${other}/end`)
    const wrong = await here.browser.post(`/account/sessions/${other}/end`, { password: 'not the password' })
    expect(wrong.status).toBe(422)
    expect(await isIn(lost.browser)).toBe(true)
    expect((await here.browser.post(`/account/sessions/${other}/end`, { password })).status).toBe(303)
    expect(await isIn(lost.browser)).toBe(false)
    expect(await isIn(here.browser)).toBe(true)
    const told = await db
      .selectFrom('audit')
      .select('command')
      .where('subject', '=', `session:${other}`)
      .execute()
    expect(told).toEqual([{ command: 'identity.endSession' }])
    expect((await here.browser.get(`/account/sessions/${other}/end`)).status).toBe(404)
    const left = await db.selectFrom('accountSession').select('id').where('userId', '=', userId).execute()
    expect(left).toHaveLength(1)
  })

  test('elsewhere end all at once; the present one and the tokens stay', async () => {
    const { email, run } = await person()
    const others = [await signIn(email), await signIn(email), await signIn(email)]
    const here = await signIn(email)
    const { token } = await run(createToken, { name: 'máy' })
    const end = (typed: string) => here.browser.post('/account/sessions/end-others', { password: typed })
    expect((await end('wrong')).status).toBe(422)
    expect((await end(password)).status).toBe(303)
    for (const { browser } of others) expect(await isIn(browser)).toBe(false)
    expect(await isIn(here.browser)).toBe(true)
    expect(await actorOfToken(db, token)).not.toBeNull()
  })

  test('of another account are not there; the one in use may be ended, too', async () => {
    const mine = await person()
    const theirs = await person()
    const { browser } = await signIn(mine.email)
    await signIn(theirs.email)
    const strange = (await theirs.run(myAccount, {})).sessions[0]?.id ?? ''
    expect((await browser.post(`/account/sessions/${strange}/end`, { password })).status).toBe(404)
    const own = (await mine.run(myAccount, {})).sessions[0]?.id ?? ''
    const gone = await browser.post(`/account/sessions/${own}/end`, { password })
    expect([gone.status, gone.headers.get('location')]).toEqual([303, '/sign-in'])
    expect(await isIn(browser)).toBe(false)
    expect((await theirs.run(myAccount, {})).sessions).toHaveLength(1)
  })
})

test('a session ends a day after it began, however much it is used; one made in the database is none', async () => {
  const { email, userId } = await person()
  const { browser } = await signIn(email)
  expect((await browser.get('/account')).status).toBe(200)
  const session = await db
    .selectFrom('accountSession')
    .selectAll()
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  const move = (createdAt: Date) =>
    db.updateTable('accountSession').set({ createdAt }).where('id', '=', session.id).execute()
  // Neither older nor younger than its token says.
  await move(new Date(Date.now() - 25 * 3_600_000))
  expect((await browser.get('/account')).status).toBe(303)
  await move(new Date(session.createdAt.getTime() + 1000))
  expect((await browser.get('/account')).status).toBe(303)
  await move(session.createdAt)
  expect((await browser.get('/account')).status).toBe(200)
  // Nor another account's, as who can write to the database might wish.
  await db
    .updateTable('accountSession')
    .set({ userId: boss.actor.userId ?? '' })
    .where('id', '=', session.id)
    .execute()
  expect((await browser.get('/accounts')).status).toBe(303)
})

test('an address to come back to with tabs, line breaks and NUL leads home, not to a fault', async () => {
  const { email } = await person()
  for (const next of [
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\nx',
    '/\0',
    '//evil.example',
    '/\\evil.example',
  ]) {
    const browser = openBrowser(system)
    const entered = await browser.post('/sign-in', { email, password, next })
    expect(entered.status).toBe(303)
    expect(new URL(entered.headers.get('location') ?? '', origin).origin).toBe(origin)
    const again = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(new URL(again.headers.get('location') ?? '', origin).origin).toBe(origin)
    await wait(0)
  }
})

describe('a new account of an enterprise', () => {
  test('is found by its tax code or name; several are asked about, a number too large is no fault', async () => {
    const unit = await db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
    const enterprise = (taxCode: string, name: string) =>
      db
        .insertInto('enterprise')
        .values({ taxCode, name, address: 'x', adminUnitId: unit.id, sectorGroup: 'production' })
        .returning('id')
        .executeTakeFirstOrThrow()
    const one = await enterprise('2200108445', 'Công ty Gạo Thơm')
    await enterprise('2200246571', 'Công ty Gạo Trắng')
    const administrator = await person('coordinator', true)
    const { browser } = await signIn(administrator.email)
    const send = (sought: Record<string, string>) =>
      browser.post('/accounts/new', {
        name: 'Lan',
        email: `e-${crypto.randomUUID()}@example.vn`,
        role: 'enterprise',
        ...sought,
      })
    const boundTo = async () =>
      (
        await db
          .selectFrom('account')
          .select('enterpriseId')
          .orderBy('createdAt', 'desc')
          .limit(1)
          .executeTakeFirst()
      )?.enterpriseId
    expect((await send({ enterprise: '2200.108.445' })).status).toBe(200)
    expect(await boundTo()).toBe(one.id)
    expect((await send({ enterprise: 'gao thom' })).status).toBe(200)
    const several = await send({ enterprise: 'cong ty gao' })
    expect(several.status).toBe(422)
    expect(await several.text()).toContain('Công ty Gạo Trắng · 2200246571')
    expect((await send({ enterpriseId: String(one.id) })).status).toBe(200)
    expect((await send({ enterprise: 'không có đâu' })).status).toBe(422)
    for (const number of ['2200108445', '99999999999999999999', '-1', '1e9', 'x\0'])
      expect((await send({ enterpriseId: number })).status, number).toBe(422)
    expect((await browser.get('/accounts/new?enterprise=2200108445')).status).toBe(200)
    expect((await browser.get('/accounts/new?enterprise=99999999999999')).status).toBe(200)
  })
})

describe('a proxy', () => {
  const ask = (headers: Record<string, string>, trustProxy: boolean) => {
    const behind = { ...system, config: { ...system.config, trustProxy } }
    return createApp(behind).request(
      `${origin}/sign-in`,
      { headers },
      { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
    )
  }

  test('that says 127.0.0.1 for somebody does not switch the limits off, believed or not', async () => {
    for (const trustProxy of [false, true]) {
      const app = createApp({ ...system, config: { ...system.config, trustProxy } })
      const flood = await Promise.all(
        Array.from({ length: 1210 }, () =>
          app.request(
            `${origin}/health`,
            { headers: { 'x-forwarded-for': '127.0.0.1' } },
            { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
          ),
        ),
      )
      expect(flood.filter(({ status }) => status === 429)).toHaveLength(10)
    }
  })

  test('that is not configured is told to the administrators', async () => {
    await ask({ 'x-forwarded-for': '203.0.113.9' }, false)
    expect(administratorWarnings(system).some(({ en }) => en.includes('TRUST_PROXY'))).toBe(true)
  })

  test('stands in the trail by the address that it names, once it is trusted', async () => {
    const { email, userId } = await person()
    const behind = { ...system, config: { ...system.config, trustProxy: true } }
    for (const [forwarded, address] of [
      ['10.0.0.1, 203.0.113.77', '203.0.113.77'],
      ['[2001:db8::7]:4711', '2001:db8::7'],
      ['203.0.113.78:1234', '203.0.113.78'],
      ['not an address', 'unknown'],
    ] as const) {
      await createApp(behind).request(`${origin}/sign-in`, {
        method: 'POST',
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': forwarded,
        },
        body: new URLSearchParams({ email, password: 'wrong password' }).toString(),
      })
      const told = await events('identity.signInFailed', userId)
      expect(JSON.parse(told.at(-1)?.input ?? '')).toMatchObject({ address })
    }
  })
})

test('a step of signing in that was written or moved in the database lets nobody in', async () => {
  const { userId } = await person()
  const victim = await person('coordinator', true)
  const browser = openBrowser(system)
  const token = 'a'.repeat(43)
  browser.cookies.set('nscl.step', token)
  const sha256 = createHash('sha256').update(token).digest('hex')
  const row = { sha256, userId: victim.userId, kind: 'entered' as const, next: '/' }
  await db
    .insertInto('signInStep')
    .values({ ...row, expiresAt: new Date(Date.now() + 60_000), mac: 'x'.repeat(43) })
    .execute()
  expect((await browser.post('/sign-in/enter', {})).headers.get('location')).toBe('/sign-in')
  expect((await browser.get('/account')).status).toBe(303)
  // A step of one's own, given to another account.
  await boss.run(requireSecondFactor, { groups: ['finance'] })
  const own = openBrowser(system)
  await own.post('/sign-in', { email: `${userId}@example.vn`, password })
  expect((await own.get('/sign-in/enrol')).status).toBe(200)
  await db
    .updateTable('signInStep')
    .set({ userId: victim.userId, kind: 'entered' })
    .where('userId', '=', userId)
    .execute()
  expect((await own.post('/sign-in/enter', {})).headers.get('location')).toBe('/sign-in')
  expect((await own.get('/accounts')).status).toBe(303)
  await boss.run(requireSecondFactor, { groups: [] })
})
