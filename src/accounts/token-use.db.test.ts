import { describe, expect, test, vi } from 'vitest'
import { execute } from '../platform/execute.ts'
import { type Command, capabilityOf, type Operation, type Query } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { actorOfToken } from '../platform/session.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { resetPassword, setDisabled } from './commands.ts'
import { requireSecondFactor, resetSecondFactor } from './second-factor.ts'
import { personsOf } from './testing/browser.ts'
import { tokenParts } from './token-scope.ts'
import { createToken, endAllAccess, listTokens, revokeAnyToken } from './tokens.ts'

// Passwords take their time, and a busy machine more: no limit decides.
vi.setConfig({ testTimeout: 600_000 })

const { system, as } = await testSystem()
const { db } = system
const origin = system.config.publicUrl
const password = 'mười con cá rô đồng'
const boss = await as('coordinator', { admin: true })

const { person, signIn } = personsOf({ system, as }, password)

describe('a token', () => {
  const rest = (token: string, path: string, init: RequestInit = {}) =>
    createApp(system).request(`${origin}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    })

  test('ends after a year at the latest, and its last use is seen', async () => {
    const { run, userId } = await person()
    expect(await problemOf(run(createToken, { name: 'máy', days: 366 }))).toMatchObject({ status: 422 })
    const { id, token } = await run(createToken, { name: 'máy' })
    const row = () => db.selectFrom('apiToken').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect((await row()).expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 365 * 86_400_000)
    expect((await row()).lastUsedAt).toBeNull()
    expect((await actorOfToken(db, token))?.userId).toBe(userId)
    expect((await row()).lastUsedAt).not.toBeNull()
    await db
      .updateTable('apiToken')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where('id', '=', id)
      .execute()
    expect(await actorOfToken(db, token)).toBeNull()
  })

  test.each([
    ['a new one-time password', (id: string) => boss.run(resetPassword, { id })],
    ['closing the account', (id: string) => boss.run(setDisabled, { id, disabled: true })],
    ['a reset of the second factor', (id: string) => boss.run(resetSecondFactor, { id })],
    ['an administrator who ends all access', (id: string) => boss.run(endAllAccess, { id })],
    [
      'a second factor that is required from now on',
      () => boss.run(requireSecondFactor, { groups: ['finance'] }),
    ],
  ])('ends with %s, and stays ended', async (_how, end) => {
    const { run, userId } = await person()
    const { token } = await run(createToken, { name: 'máy' })
    expect((await rest(token, '/plan')).status).toBe(200)
    await end(userId)
    expect((await rest(token, '/plan')).status).toBe(401)
    await boss.run(requireSecondFactor, { groups: [] })
    await boss.run(setDisabled, { id: userId, disabled: false })
    expect((await rest(token, '/plan')).status).toBe(401)
  })

  test('ends when its owner signs out everywhere', async () => {
    const { run, email } = await person()
    const { token } = await run(createToken, { name: 'máy' })
    const { browser } = await signIn(email)
    expect((await browser.post('/sign-out-everywhere', {})).status).toBe(303)
    expect((await rest(token, '/plan')).status).toBe(401)
    expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/sign-in/)
  })

  test('that is refused stands in the trail, once for an address, without the token', async () => {
    for (let turn = 0; turn < 3; turn++) expect((await rest('nscl_guessed', '/plan')).status).toBe(401)
    const told = await db
      .selectFrom('audit')
      .selectAll()
      .where('command', '=', 'identity.tokenRefused')
      .execute()
    expect(told).toHaveLength(1)
    expect(told[0]?.input).toBe('{"address":"unknown"}')
  })

  test('reaches nothing of identity and accounts, not even an administrator’s', async () => {
    const { run } = await person('coordinator', true)
    const { token } = await run(createToken, { name: 'máy' })
    const actor = await actorOfToken(db, token)
    if (actor === null) throw new Error('no actor')
    const own = capabilities.operations.filter(({ name }) => /^(accounts|identity|controls)\./.test(name))
    expect(own.length).toBeGreaterThan(20)
    for (const operation of own) {
      expect(operation.proof, operation.name).toBe('session')
      const runnable = operation as Operation as Command | Query
      const { status } = await problemOf(execute(system, runnable, actor, {}, { via: 'api' }))
      expect(status, operation.name).toBe(403)
    }
    expect((await rest(token, '/accounts')).status).toBe(403)
    const minted = await rest(token, '/me/tokens', { method: 'POST', body: '{"name":"more"}' })
    expect(minted.status).toBe(403)
    expect((await rest(token, '/second-factor', { method: 'PUT', body: '{"groups":[]}' })).status).toBe(403)
  })

  test('for reading alone writes nothing; one for some parts opens these alone', async () => {
    const { run } = await person('coordinator')
    const reading = await actorOfToken(db, (await run(createToken, { name: 'đọc', readOnly: true })).token)
    const budget = await actorOfToken(db, (await run(createToken, { name: 'tiền', parts: ['budget'] })).token)
    if (reading === null || budget === null) throw new Error('no actor')
    for (const operation of capabilities.operations) {
      const runnable = operation as Operation as Command | Query
      const refused = (actor: typeof reading) =>
        execute(system, runnable, actor, { nothing: true }, { via: 'api' }).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Problem) return error.status === 403
            throw error
          },
        )
      if (operation.kind === 'command') expect(await refused(reading), operation.name).toBe(true)
      if (!tokenParts.budget.opens.some((one) => one === capabilityOf(operation)))
        expect(await refused(budget), operation.name).toBe(true)
    }
    expect(
      (await rest((await run(createToken, { name: 'x', parts: ['budget'] })).token, '/budget')).status,
    ).toBe(200)
  })

  test('can be confined to every capability that a token reaches at all', () => {
    const named = new Set<string>(Object.values(tokenParts).flatMap(({ opens }) => [...opens]))
    const there = new Set(capabilities.operations.map((operation) => capabilityOf(operation)))
    const unnamed = capabilities.operations.filter((operation) => !named.has(capabilityOf(operation)))
    for (const operation of unnamed) expect(operation.proof, operation.name).toBe('session')
    expect([...named].filter((name) => !there.has(name))).toEqual([])
  })

  test('stands in a list where an administrator revokes it', async () => {
    const { run, email } = await person()
    const { id, token } = await run(createToken, {
      name: 'máy của tài chính',
      readOnly: true,
      parts: ['series'],
    })
    const administrator = await person('coordinator', true)
    const { browser } = await signIn(administrator.email)
    const page = await (await browser.get('/accounts/tokens?lang=vi&q=máy của tài chính')).text()
    expect(page).toContain(email)
    expect(page).toContain('chỉ đọc: Số liệu thống kê')
    expect((await browser.post(`/accounts/tokens/${id}/revoke`, {})).status).toBe(303)
    expect((await rest(token, '/series')).status).toBe(401)
    const { rows } = await boss.run(listTokens, { q: 'máy của tài chính' })
    expect(rows).toMatchObject([{ id, state: 'revoked', parts: ['series'], readOnly: true }])
    expect(await problemOf(boss.run(revokeAnyToken, { id }))).toMatchObject({ status: 404 })
    expect(await problemOf((await as('finance')).run(listTokens, {}))).toMatchObject({ status: 403 })
  })
})
