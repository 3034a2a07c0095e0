import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from '../accounts/testing/browser.ts'
import { providerClient, startProvider } from '../accounts/testing/provider.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { openOrganisations } from '../platform/identity.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { fileRegistration } from './file.ts'
import { showRegistration } from './queries.ts'
import { acceptRegistration } from './settle.ts'

const { system: running, as } = await testSystem()
const provider = await startProvider()
afterAll(() => provider.close())
beforeEach(() => {
  provider.bend = {}
  provider.person = null
})

const environment = {
  ORG_OIDC_ISSUER: provider.issuer,
  ORG_OIDC_CLIENT_ID: providerClient.clientId,
  ORG_OIDC_CLIENT_SECRET: providerClient.clientSecret,
  ORG_OIDC_TAX_CLAIM: 'ma_so_thue',
  ORG_OIDC_LABEL: 'Định danh tổ chức',
}
function systemWith(extra: Record<string, string> = {}) {
  const { organisations } = readConfig({ ...environment, ...extra })
  const config: Config = { ...running.config, organisations }
  const secret = running.identity.options.secret
  return { ...running, config, organisations: openOrganisations(config, running.db, secret) }
}
const system = systemWith()
/** Tax codes whose check digit fits. */
const [taxCode, otherCode] = ['0100109106', '2200108445']

/** From the link to the page that the provider sends back to. */
async function goThere(change: (back: URL) => void = () => undefined, browser = openBrowser(system)) {
  const start = await browser.get('/register/organisation')
  const answer = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '', system.config.publicUrl)
  change(back)
  const response = await browser.get(back.pathname + back.search)
  return { response, text: await response.text() }
}
const vouchedIn = (text: string) => /name="vouched"[^>]*value="([^"]+)"/.exec(text)?.[1] ?? ''
const words = async () => (await running.db.selectFrom('organisationWord').select('id').execute()).length

const unit = await running.db
  .selectFrom('adminUnit')
  .select('id')
  .where('validTo', 'is', null)
  .executeTakeFirstOrThrow()
const filing = (change: object) => ({
  ...{ taxCode, name: 'Công ty Gạo Thơm', address: 'Ấp 3', adminUnitId: unit.id },
  ...{ sectorGroup: 'production', person: 'Lê Thị Đăng', position: 'Giám đốc', email: 'to-chuc@example.vn' },
  ...change,
})

test('off unless it is configured; half a configuration stops the start', async () => {
  expect(await (await openBrowser(running).get('/register')).text()).not.toContain('/register/organisation')
  expect((await openBrowser(running).get('/register/organisation')).status).toBe(404)
  expect(await (await openBrowser(system).get('/register')).text()).toContain('Định danh tổ chức')
  expect(() => readConfig({ ORG_OIDC_ISSUER: 'https://dinhdanh.example.vn' })).toThrow('go together')
  expect(readConfig({}).organisations).toBeNull()
})

test('the tax code that the provider names comes into the form, the officer sees who said so and confirms all the same', async () => {
  provider.person = { sub: 'to-chuc-1', ma_so_thue: taxCode }
  const { response, text } = await goThere()
  expect(response.status).toBe(200)
  expect(text).toContain(`value="${taxCode}"`)
  const stranger = await as('public')
  const officer = await as('coordinator')
  const vouched = vouchedIn(text)
  const other = await problemOf(stranger.run(fileRegistration, filing({ vouched, taxCode: otherCode })))
  expect(other.fields[0]?.field).toBe('taxCode')
  const { id } = await stranger.run(fileRegistration, filing({ vouched }))
  expect(await officer.run(showRegistration, { id })).toMatchObject({
    state: 'filed',
    vouched: { issuer: provider.issuer, taxCode },
  })
  // it is used once
  expect((await problemOf(stranger.run(fileRegistration, filing({ vouched })))).status).toBe(422)
  const { version } = await officer.run(showRegistration, { id })
  await officer.run(acceptRegistration, { id, version, evidence: 'Định danh tổ chức' })
  // nobody was signed in, and no account was made, by the provider's word
  const credentials = await running.db
    .selectFrom('accountCredential')
    .select('id')
    .where('providerId', '=', 'organisation')
    .execute()
  expect(credentials).toEqual([])
})

test('a forged state, another key, audience, issuer or nonce, a person who declines: no word is kept', async () => {
  provider.person = { sub: 'to-chuc-2', ma_so_thue: taxCode }
  const before = await words()
  const bends: (typeof provider.bend)[] = [
    { signWith: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
    { audience: 'another' },
    { issuer: 'https://another.example.vn' },
    { nonce: 'another' },
  ]
  for (const bend of bends) {
    provider.bend = bend
    expect((await goThere()).response.status, JSON.stringify(Object.keys(bend))).toBe(422)
  }
  provider.bend = {}
  const forged = await goThere((back) => back.searchParams.set('state', 'forged'))
  expect(forged.response.status).toBe(422)
  provider.person = null
  expect((await goThere()).response.status).toBe(422)
  expect(await words()).toBe(before)
})

test('a provider without a valid tax code says so, and the form is filled in by hand', async () => {
  for (const claims of [{ sub: 'x' }, { sub: 'x', ma_so_thue: '0100109107' }]) {
    provider.person = claims
    const { response, text } = await goThere()
    expect(response.status).toBe(422)
    expect(text).toContain('href="/register"')
  }
})

test('a provider that is away, or answers too late, keeps nobody from signing up', async () => {
  const away = openBrowser(systemWith({ ORG_OIDC_ISSUER: 'http://127.0.0.1:9' }))
  expect((await away.get('/register/organisation')).status).toBe(503)
  expect((await away.get('/register')).status).toBe(200)
  const slow = createServer(() => undefined)
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const address = slow.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const waiting = openBrowser(systemWith({ ORG_OIDC_ISSUER: `http://127.0.0.1:${port}` }))
  expect((await waiting.get('/register/organisation')).status).toBe(503)
  slow.closeAllConnections()
  slow.close()
})
