import { describe, expect, test } from 'vitest'
import {
  type Actor,
  type Grant,
  type HeldRoleKey,
  heldRoleKeys,
  holds,
  publicActor,
} from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { routeParts } from '../platform/openapi.ts'
import type { Command, Operation, Query } from '../platform/operation.ts'
import { hashPassword } from '../platform/passwords.ts'
import { Problem } from '../platform/problem.ts'
import { isLong } from '../testing/long.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'
import { capabilities } from './capabilities.ts'

const { system, as } = await testSystem()
const app = createApp(system)
/** As a browser on the same machine asks: that address is not limited in the number of its requests. */
const ask = (url: string, init: RequestInit = {}) =>
  app.request(url, init, {
    incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
  })
const origin = system.config.publicUrl
const password = 'mười con cá rô đồng'
/** Hashed once: it takes a tenth of a second. */
const hashed = await hashPassword(password)

/** The enterprise that the enterprise account of this test belongs to. */
const unit = await system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
const enterprise = await system.db
  .insertInto('enterprise')
  .values({
    taxCode: '2200108445',
    name: 'Công ty thử quyền',
    address: 'Sóc Trăng',
    adminUnitId: unit.id,
    sectorGroup: 'production',
  })
  .returning('id')
  .executeTakeFirstOrThrow()

const grants = new Map<HeldRoleKey | 'public', ReadonlySet<Grant>>([['public', publicActor.grants]])
const ofEnterprise = (role: string) => role === 'enterprise' || role === 'enterprise_staff'
const bound = (role: string) => (ofEnterprise(role) ? { enterpriseId: enterprise.id } : {})

async function cookieOf(role: HeldRoleKey): Promise<string> {
  const { actor } = await as(role, bound(role))
  grants.set(role, actor.grants)
  const userId = actor.userId ?? ''
  await system.db
    .insertInto('accountCredential')
    .values({
      id: `credential-${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password: hashed,
    })
    .execute()
  const response = await ask(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: `${userId}@example.vn`, password }).toString(),
  })
  expect(response.status).toBe(303)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const actors = new Map<HeldRoleKey | 'public', Actor>([['public', publicActor]])
for (const role of heldRoleKeys) actors.set(role, (await as(role, bound(role))).actor)
const cookies = new Map<HeldRoleKey | 'public', string>([['public', '']])
for (const role of heldRoleKeys) cookies.set(role, await cookieOf(role))
const everyone: readonly (HeldRoleKey | 'public')[] = ['public', ...heldRoleKeys]

/**
 * Who tries what stands at this place of its list: everyone in the long suite; in `npm test` the public and, in turn, one of those
 * who may and one of those who may not.
 */
function triers(at: number, may: readonly Grant[]): readonly (HeldRoleKey | 'public')[] {
  if (isLong) return everyone
  const others = everyone.filter((role) => role !== 'public')
  const allowed = others.filter((role) => may.some((grant) => grantsOf(role).has(grant)))
  const refused = others.filter((role) => !allowed.includes(role))
  const inTurn = (roles: typeof others) => roles.filter((_, place) => place === at % roles.length)
  return ['public', ...inTurn(allowed), ...inTurn(refused)]
}

function grantsOf(role: HeldRoleKey | 'public'): ReadonlySet<Grant> {
  return grants.get(role) ?? new Set()
}

const filled = (path: string) => path.replace(/\{(\w+)\}/g, '1')

describe('every page opens for those it declares and for nobody else', () => {
  const opened = capabilities.pages.filter((page) => page.route.startsWith('GET '))
  test.each(opened.map((page, at) => [page.route, page, at] as const))('%s', async (_route, page, at) => {
    const { path } = routeParts(page.route)
    for (const role of triers(at, page.may)) {
      const response = await ask(`${origin}${filled(path)}`, {
        headers: { cookie: cookies.get(role) ?? '' },
      })
      const allowed = page.may.some((grant) => grantsOf(role).has(grant))
      if (allowed) {
        // The record 1 may not be there, or not be this enterprise's: 404, never "not allowed" and never a fault.
        expect([200, 303, 404, 409, 422], `${role} ${page.route}`).toContain(response.status)
      } else if (role === 'public') {
        expect(response.headers.get('location'), `${role} ${page.route}`).toMatch(/^\/sign-in/)
      } else {
        expect(response.status, `${role} ${page.route}`).toBe(403)
      }
    }
  })
})

describe('every form is taken from those it declares and from nobody else', () => {
  const sent = capabilities.pages.filter(
    (page) => page.route.startsWith('POST ') && !page.route.includes('sign-'),
  )
  test.each(sent.map((page, at) => [page.route, page, at] as const))('%s', async (_route, page, at) => {
    const { path } = routeParts(page.route)
    for (const role of triers(at, page.may)) {
      const response = await ask(`${origin}${filled(path)}`, {
        method: 'POST',
        headers: {
          origin,
          cookie: cookies.get(role) ?? '',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'nothing=1',
      })
      const allowed = page.may.some((grant) => grantsOf(role).has(grant))
      if (allowed) expect([200, 303, 404, 409, 422], `${role} ${page.route}`).toContain(response.status)
      else if (role === 'public') expect(response.headers.get('location')).toMatch(/^\/sign-in/)
      else expect(response.status, `${role} ${page.route}`).toBe(403)
    }
  })
})

describe('every operation is run for those it declares and for nobody else', () => {
  // Run with an input that holds nothing: whoever may is not refused and is told what is missing.
  test.each(capabilities.operations.map((operation, at) => [operation.name, operation, at] as const))(
    '%s',
    async (_name, operation, at) => {
      const runnable = operation as Operation as Command | Query
      for (const role of triers(at, operation.may)) {
        const actor = actors.get(role) ?? publicActor
        const refused = await execute(
          system,
          runnable,
          actor,
          { id: 'x', nothing: true },
          { via: 'page' },
        ).then(
          () => null,
          (error: unknown) => {
            if (error instanceof Problem) return error.status
            throw error
          },
        )
        if (holds(actor, operation.may))
          expect([null, 404, 409, 422], `${role} ${operation.name}`).toContain(refused)
        else expect(refused, `${role} ${operation.name}`).toBe(role === 'public' ? 401 : 403)
      }
    },
  )
})

test('no writing is open to the public but what signs an enterprise, a participant or a subscriber up, and what a personal link answers', () => {
  const open = capabilities.operations.filter(
    (operation) => operation.kind === 'command' && operation.may.includes('public'),
  )
  expect(open.map((operation) => operation.name).sort()).toEqual([
    'events.answerSheet',
    'events.registerByLink',
    'events.withdrawOwn',
    'needs.addByLink',
    'needs.noneByLink',
    'news.confirmSubscription',
    'news.leave',
    'news.subscribe',
    'registrations.addPaper',
    'registrations.answer',
    'registrations.confirmEmail',
    'registrations.confirmationAgain',
    'registrations.enter',
    'registrations.file',
    'registrations.keepFile',
    'registrations.removePaper',
    'reportRequests.attachByLink',
    'reportRequests.beginByLink',
    'reportRequests.detachByLink',
    'reportRequests.keepLinkFile',
    'reportRequests.openByLink',
    'reportRequests.saveByLink',
    'reportRequests.sendByLink',
    'reportRequests.wishByLink',
    'support.answerByLink',
  ])
})

test('an auditor writes findings, and else nothing but their own password, sessions, devices, tokens, notices, recent records, drafts and data', () => {
  const writes = capabilities.operations.filter(
    (operation) => operation.kind === 'command' && operation.may.includes('auditor'),
  )
  expect(writes.map((operation) => operation.name).sort()).toEqual([
    // What an audit found, and its papers; who answers it is another.
    'files.upload',
    'findings.applyImport',
    'findings.checkImport',
    'findings.close',
    'findings.correct',
    'findings.record',
    'findings.return',
    // What the own account typed and did not send, which nobody else sees.
    'firstSteps.close',
    'formDrafts.drop',
    'identity.changePassword',
    'identity.createToken',
    'identity.forgetDevice',
    'identity.revokeToken',
    'identity.signOutEverywhere',
    // How the own account looks at lists.
    'lists.choose',
    'lists.removeView',
    'lists.saveView',
    'notices.read',
    'notices.readMany',
    'notices.wish',
    'privacy.askCorrection',
    // The list of what the own account opened last, which nobody else sees.
    'search.forgetRecent',
  ])
})

test('an auditor may read whatever any other officer may read', () => {
  const withheld = capabilities.operations.filter(
    (operation) =>
      operation.kind === 'query' &&
      !operation.may.includes('public') &&
      !operation.may.includes('auditor') &&
      operation.may.some((grant) => grant !== 'enterprise' && grant !== 'admin' && grant !== 'system'),
  )
  // What only fills in forms that an auditor does not have.
  expect(withheld.map((operation) => operation.name)).toEqual([])
})

test('a form sent from another site is refused', async () => {
  const response = await ask(`${origin}/sign-out`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  })
  expect(response.status).toBe(403)
})

test('every page and error carries a policy without inline script, and is not framed', async () => {
  for (const path of ['/', '/nowhere', '/sign-in']) {
    const response = await ask(`${origin}${path}`)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(await response.text()).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=/)
  }
})

test('the eleventh wrong password in a quarter of an hour is not even tried', async () => {
  const attempt = () =>
    ask(`${origin}/sign-in`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: 'nobody@example.vn', password: 'wrong password' }).toString(),
    })
  const statuses: number[] = []
  for (let at = 0; at < 12; at++) statuses.push((await attempt()).status)
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 422))
  expect(statuses.at(-1)).toBe(429)
})
