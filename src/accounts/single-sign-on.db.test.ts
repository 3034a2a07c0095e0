import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '../platform/actor.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { openSingleSignOn } from '../platform/identity.ts'
import { linkIn } from '../platform/provider-link.ts'
import { testSystem } from '../testing/system.ts'
import { requireSecondFactor } from './second-factor.ts'
import { givePassword, openBrowser } from './testing/browser.ts'
import { providerClient, startProvider } from './testing/provider.ts'

const { system: running, as } = await testSystem()
const provider = await startProvider()
afterAll(() => provider.close())
beforeEach(() => {
  provider.bend = {}
  provider.person = null
})

const environment = {
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: providerClient.clientId,
  OIDC_CLIENT_SECRET: providerClient.clientSecret,
  OIDC_LABEL: 'Đăng nhập bằng tài khoản của tỉnh',
  OIDC_LABEL_EN: 'Sign in with the province',
}

function systemWith(extra: Record<string, string> = {}) {
  const { singleSignOn } = readConfig({ ...environment, ...extra })
  const config: Config = { ...running.config, singleSignOn }
  return {
    ...running,
    config,
    singleSignOn: openSingleSignOn(config, running.db, running.identity.options.secret, linkIn(running)),
  }
}
const system = systemWith()

async function person(role: Role = 'finance') {
  const { actor } = await as(role)
  const userId = actor.userId ?? ''
  return {
    userId,
    email: `${userId}@example.vn`,
    claims: { sub: `sub-${userId}`, email: `${userId}@example.vn`, email_verified: true },
  }
}

/** From the button to the page that the provider sends back to. */
async function signIn(on = system, browser = openBrowser(on)) {
  const start = await browser.get(`/sign-in/sso?next=${encodeURIComponent('/budget?year=2025&x=(1)')}`)
  const away = start.headers.get('location') ?? ''
  const answer = await fetch(away, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '', on.config.publicUrl)
  const response = await browser.get(back.pathname + back.search)
  return { browser, away: new URL(away), back, response, to: response.headers.get('location') }
}

test('the button is on the sign-in page only when a provider is configured', async () => {
  expect(await (await openBrowser(running).get('/sign-in')).text()).not.toContain('/sign-in/sso')
  expect((await openBrowser(running).get('/sign-in/sso')).status).toBe(404)
  const page = await (await openBrowser(system).get('/sign-in')).text()
  expect(page).toContain('Đăng nhập bằng tài khoản của tỉnh')
  expect(await (await openBrowser(system).get('/sign-in?lang=en')).text()).toContain(
    'Sign in with the province',
  )
})

test('an officer comes in by the province’s sign-on, with state, nonce and PKCE, to the page that was wanted', async () => {
  const { userId, claims } = await person()
  provider.person = claims
  const { browser, away, to } = await signIn()
  for (const name of ['state', 'nonce', 'code_challenge']) expect(away.searchParams.get(name)).not.toBeNull()
  expect(away.searchParams.get('scope')?.split(' ').sort()).toEqual(['email', 'openid', 'profile'])
  expect(to).toBe('/budget?year=2025&x=(1)')
  expect((await browser.get('/account')).status).toBe(200)
  // The provider's tokens are not kept.
  const credential = await running.db
    .selectFrom('accountCredential')
    .selectAll()
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  expect(credential).toMatchObject({
    providerId: 'sso',
    accountId: `sub-${userId}`,
    accessToken: null,
    refreshToken: null,
    idToken: null,
  })
  // The second time the link is there already.
  expect((await signIn()).to).toBe('/budget?year=2025&x=(1)')
})

test('nobody gets an account by signing in: an unknown person is told whom to ask', async () => {
  const before = await running.db.selectFrom('account').select('id').execute()
  provider.person = { sub: 'stranger', email: 'la@example.vn', email_verified: true, name: 'Lạ' }
  const { response, browser } = await signIn()
  expect(response.status).toBe(403)
  expect(await response.text()).toContain('chưa có tài khoản trong chương trình này')
  expect([...browser.cookies.keys()].filter((name) => name.includes('session_token'))).toEqual([])
  expect(await running.db.selectFrom('account').select('id').execute()).toHaveLength(before.length)
})

test('an address that the provider has not checked, a closed account and a person who declines stay outside', async () => {
  const one = await person()
  provider.person = { ...one.claims, email_verified: false }
  const unchecked = await signIn()
  expect(unchecked.response.status).toBe(422)
  expect(await unchecked.response.text()).toContain('thư điện tử đã xác minh')
  provider.person = one.claims
  await running.db.updateTable('account').set({ disabled: true }).where('id', '=', one.userId).execute()
  const closed = await signIn()
  expect(closed.response.status).toBe(403)
  expect((await closed.browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  expect(
    await running.db.selectFrom('accountSession').select('id').where('userId', '=', one.userId).execute(),
  ).toEqual([])
  provider.person = null
  const declined = await signIn()
  expect(declined.response.status).toBe(422)
  expect(await declined.response.text()).toContain('đã dừng việc đăng nhập')
})

test.each([
  [
    'a token signed by somebody else',
    { signWith: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
  ],
  ['a token of another sign-in', { nonce: 'of another sign-in' }],
  ['a token for another program', { audience: 'another' }],
  ['a token of another provider', { issuer: 'https://elsewhere.example' }],
])('%s opens nothing', async (_name, bend) => {
  provider.person = (await person()).claims
  provider.bend = bend
  const { response, browser } = await signIn()
  expect(response.status).toBe(422)
  expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
})

test('an answer that another browser asked for, or that comes twice, opens nothing', async () => {
  provider.person = (await person()).claims
  const first = await signIn()
  const path = first.back.pathname + first.back.search
  const exchanges = provider.exchanges
  expect((await openBrowser(system).get(path)).status).toBe(422)
  expect((await first.browser.get(path)).status).toBe(422)
  expect((await openBrowser(system).get('/auth/callback/sso')).status).toBe(422)
  expect(provider.exchanges).toBe(exchanges)
})

test('the account is found by the claim that the operator chose', async () => {
  const { claims } = await person()
  const upn = systemWith({ OIDC_CLAIM: 'upn' })
  provider.person = { sub: 'upn-1', email: 'other@example.vn', upn: claims.email.toUpperCase() }
  expect((await signIn(upn)).to).toBe('/budget?year=2025&x=(1)')
  provider.person = { sub: 'upn-2', email: claims.email, email_verified: true }
  expect((await signIn(upn)).response.status).toBe(422)
})

test('a one-time password ends when its owner comes in by the provider, who vouches for them', async () => {
  const { userId, email, claims } = await person()
  await givePassword(running, userId, 'mười con cá rô đồng')
  await running.db.updateTable('account').set({ mustChangePassword: true }).where('id', '=', userId).execute()
  provider.person = claims
  const { browser } = await signIn()
  expect((await browser.get('/budget')).status).toBe(200)
  const byPassword = await openBrowser(system).post('/sign-in', { email, password: 'mười con cá rô đồng' })
  expect(byPassword.status).toBe(422)
  const record = await running.db
    .selectFrom('audit')
    .selectAll()
    .where('command', '=', 'identity.voidOneTimePassword')
    .executeTakeFirstOrThrow()
  expect(record.userId).toBe(userId)
})

test('a required second factor is asked for here, unless the operator says that the provider asks for one', async () => {
  const boss = await as('coordinator', { admin: true })
  await boss.run(requireSecondFactor, { groups: ['leader'] })
  provider.person = (await person('leader')).claims
  const here = await signIn()
  expect(here.to).toBe('/sign-in/enrol')
  expect((await here.browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  expect((await signIn(systemWith({ OIDC_ASKS_SECOND_FACTOR: 'true' }))).to).toBe('/budget?year=2025&x=(1)')
  await boss.run(requireSecondFactor, { groups: [] })
})

test('a provider that is down keeps nobody from the sign-in page and says so on its own', async () => {
  const down = systemWith({ OIDC_ISSUER: 'http://127.0.0.1:9' })
  const browser = openBrowser(down)
  expect((await browser.get('/sign-in')).status).toBe(200)
  const answer = await browser.get('/sign-in/sso')
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('đăng nhập bằng mật khẩu')
})

test('half a configuration, or a provider without HTTPS, stops the start with the reason', () => {
  expect(() => readConfig({ OIDC_ISSUER: 'https://sso.soctrang.gov.vn' })).toThrow('go together')
  expect(() => readConfig({ ...environment, OIDC_ISSUER: 'http://sso.soctrang.gov.vn' })).toThrow('https://')
  expect(readConfig({}).singleSignOn).toBeNull()
  expect(
    readConfig({ ...environment, OIDC_ISSUER: 'https://sso.vn/realms/tinh/' }).singleSignOn,
  ).toMatchObject({
    discoveryUrl: 'https://sso.vn/realms/tinh/.well-known/openid-configuration',
    claim: 'email',
    scopes: ['openid', 'email', 'profile'],
    asksSecondFactor: false,
  })
})
