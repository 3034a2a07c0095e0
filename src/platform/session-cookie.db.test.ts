import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { createApp } from '../start/app.tsx'
import { testSystem } from '../testing/system.ts'
import { hashPassword } from './passwords.ts'
import { actorOfSession } from './session.ts'

const test = await testSystem()
const { system } = test
const { db } = system
const { actor } = await test.as('finance')
const userId = actor.userId ?? ''
const password = 'a long password of a test'
await db
  .insertInto('accountCredential')
  .values({
    id: userId,
    accountId: userId,
    providerId: 'credential',
    userId,
    password: await hashPassword(password),
  })
  .execute()

const cookie = await signIn()
const [name = '', value = ''] = cookie.split('=')
const token = decodeURIComponent(value).split('.')[0] ?? ''
const who = async (sent: string) => (await actorOfSession(system, new Headers({ cookie: sent }))).userId

async function signIn(): Promise<string> {
  const origin = system.config.publicUrl
  const response = await createApp(system).request(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: `${userId}@example.vn`, password }).toString(),
  })
  const set = response.headers.getSetCookie().find((one) => one.includes('session_token'))
  return set?.split(';')[0] ?? ''
}

const move = (change: { expiresAt?: Date; updatedAt?: Date }) =>
  db.updateTable('accountSession').set(change).where('token', '=', token).execute()

it('knows the account by the cookie that signing in gave, among other cookies', async () => {
  expect(await who(cookie)).toBe(userId)
  expect(await who(`nscl.language=en; ${cookie}; other=1`)).toBe(userId)
  expect(await who('')).toBeNull()
})

it('takes no token whose signature is not its own', async () => {
  const signed = (by: string) =>
    `${name}=${encodeURIComponent(`${token}.${createHmac('sha256', by).update(token).digest('base64')}`)}`
  expect(await who(signed(system.identity.options.secret))).toBe(userId)
  expect(await who(signed('another secret'))).toBeNull()
  expect(await who(`${name}=${token}`)).toBeNull()
  expect(await who(`${name}=${token}.`)).toBeNull()
  expect(await who(`${name}=%E0%A4%A`)).toBeNull()
})

it('lets a session end at its hour, and prolongs one that is in use', async () => {
  const read = () =>
    db
      .selectFrom('accountSession')
      .select(['expiresAt', 'updatedAt'])
      .where('token', '=', token)
      .executeTakeFirstOrThrow()
  const soon = new Date(Date.now() + 60_000)
  await move({ expiresAt: soon, updatedAt: new Date(Date.now() - 2 * 60 * 60 * 1000) })
  expect(await who(cookie)).toBe(userId)
  expect((await read()).expiresAt.getTime()).toBeGreaterThan(soon.getTime() + 11 * 60 * 60 * 1000)
  await move({ expiresAt: new Date(Date.now() - 1000) })
  expect(await who(cookie)).toBeNull()
  await move({ expiresAt: new Date(Date.now() + 60 * 60 * 1000), updatedAt: new Date() })
  expect(await who(cookie)).toBe(userId)
})

it('shuts a disabled account out at once', async () => {
  await db.updateTable('account').set({ disabled: true }).where('id', '=', userId).execute()
  expect(await who(cookie)).toBeNull()
  await db.updateTable('account').set({ disabled: false }).where('id', '=', userId).execute()
})
