import { describe, expect, test } from 'vitest'
import { holds, publicActor, roles } from '../platform/actor.ts'
import { apiRoot } from '../platform/api.ts'
import { formBody, operationBody, smallBody } from '../platform/forms/allowance.ts'
import { routeParts } from '../platform/openapi.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { everyOf, isLong } from '../testing/long.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

/* What is sent is read as far as its page or operation takes it, and only for whoever may send it. */

const { system, as } = await testSystem()
const app = createApp(system)
const { uploadLimit, publicUrl: origin } = system.config
const chunk = 64 * 1024

/** Sends an endless body, and counts what is read of it. @param says what it says of its length */
async function flood(
  path: string,
  { method = 'POST', cookie = '', token = '', says = null as number | null, type = '' },
) {
  let read = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read += chunk
        if (read > 200 * 1024 * 1024) controller.error(new Error('read without end'))
        else controller.enqueue(new Uint8Array(chunk).fill(0x61))
      },
    },
    { highWaterMark: 0 },
  )
  const headers = new Headers({ origin, 'content-type': type || 'application/x-www-form-urlencoded' })
  if (cookie !== '') headers.set('cookie', cookie)
  if (token !== '') headers.set('authorization', `Bearer ${token}`)
  if (says !== null) headers.set('content-length', String(says))
  const init = { method, headers, body, duplex: 'half' }
  const answer = await app.request(origin + path, init as RequestInit, {
    incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
  })
  return { status: answer.status, read, text: await answer.text() }
}

const cookies = new Map<string, string>([['public', '']])
for (const role of roles.filter((each) => each !== 'enterprise')) {
  const { actor } = await as(role, { admin: role === 'coordinator' })
  const browser = browserOn(app, system)
  await browser.post('/sign-in', { email: await letIn(system, actor.userId ?? ''), password: testPassword })
  cookies.set(role, [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
}
const filled = (path: string) => path.replace(/\{(\w+)\}/g, '1')
const receivers = capabilities.pages.filter((page) => page.route.startsWith('POST '))
const ninety = 90 * 1024 * 1024

describe('a form that says it has 90 MB is not read, whoever sends it', () => {
  test.each(receivers.map((page, at) => [page.route, page, at] as const))('%s', async (_route, page, at) => {
    // The public and one role in turn; everyone in the long suite.
    for (const [role, cookie] of isLong
      ? cookies
      : [...cookies].filter(([who], place) => who === 'public' || place - 1 === at % (cookies.size - 1))) {
      const { status, read } = await flood(filled(routeParts(page.route).path), { cookie, says: ninety })
      expect(read, `${role} ${page.route}`).toBe(0)
      // A page that reads no form runs, or says what is missing.
      expect([200, 303, 403, 404, 409, 413, 422], `${role} ${page.route}`).toContain(status)
    }
  })
})

describe('a form that does not say how long it is is read as far as its page takes it', () => {
  test.each(everyOf(4, receivers).map((page) => [page.route, page] as const))('%s', async (_route, page) => {
    const path = filled(routeParts(page.route).path)
    const strange = await flood(path, {})
    expect(strange.read, 'a stranger’s').toBeLessThanOrEqual(smallBody + 2 * chunk)
    const known = await flood(path, { cookie: cookies.get('coordinator') ?? '' })
    expect(known.read).toBeLessThanOrEqual(formBody(page, uploadLimit) + 2 * chunk)
  })
})

test('signing in with 90 MB is refused before it is read, and a long address is not shown again', async () => {
  const { status, read, text } = await flood('/sign-in', { says: ninety })
  expect([status, read]).toEqual([413, 0])
  expect(text).toContain('64 KB')
  const browser = browserOn(app, system)
  const email = `${'x'.repeat(40_000)}@example.vn`
  const shown = await browser.post('/sign-in', { email, password: 'không đúng đâu' })
  expect(shown.status).toBe(422)
  expect(shown.text).not.toContain('x'.repeat(300))
})

test('only a form that carries files takes more than its texts may have', () => {
  for (const page of receivers) {
    const files = Object.keys(page.command?.input.shape ?? {}).filter((name) => /(^f|F)ileId$/.test(name))
    const limit = formBody(page, uploadLimit)
    expect(limit, page.route).toBeGreaterThanOrEqual(smallBody)
    if (files.length > 0) expect(limit, page.route).toBeGreaterThan(uploadLimit)
  }
  // The largest without a file: a table pasted as text, never more than an upload.
  const texts = receivers.filter(
    ({ command }) => !Object.keys(command?.input.shape ?? {}).some((name) => /ileId$/.test(name)),
  )
  expect(Math.max(...texts.map((page) => formBody(page, uploadLimit)))).toBeLessThanOrEqual(
    uploadLimit + smallBody,
  )
})

describe('a body by REST is read for whoever may, as far as the operation takes it', () => {
  const commands = capabilities.operations.filter(({ kind }) => kind === 'command')
  test.each(everyOf(3, commands).map((operation) => [operation.name, operation] as const))(
    '%s',
    async (_name, operation) => {
      const { method, path } = routeParts(operation.route)
      const at = apiRoot + filled(path)
      const strange = await flood(at, { method, type: 'application/json' })
      expect([strange.status, strange.read]).toEqual(
        holds(publicActor, operation.may) ? [413, strange.read] : [401, 0],
      )
      const { token } = await tokenOf()
      const known = await flood(at, { method, token, says: ninety, type: 'application/json' })
      expect(known.read).toBe(0)
      expect([401, 403, 413]).toContain(known.status)
      expect(operationBody(operation, uploadLimit)).toBeLessThanOrEqual(uploadLimit + smallBody)
    },
  )
})

let made: Promise<{ token: string }> | null = null
/** A token of an officer who may most. */
function tokenOf(): Promise<{ token: string }> {
  made ??= (async () => {
    const { createToken } = await import('../accounts/tokens.ts')
    const { run } = await as('coordinator')
    return run(createToken, { name: 'thử', days: 30 }) as Promise<{ token: string }>
  })()
  return made
}
