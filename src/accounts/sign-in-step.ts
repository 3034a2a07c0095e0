import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import { cookieName, overHttps } from '../platform/config.ts'
import type { Db } from '../platform/database.ts'
import { recordEvent } from '../platform/events.ts'
import { execute } from '../platform/execute.ts'
import { newestKept } from '../platform/forms/kept.ts'
import { keyedHash, openSession } from '../platform/identity.ts'
import { words } from '../platform/language.ts'
import { type Command, namedEvent } from '../platform/operation.ts'
import {
  type FormState,
  type FormValues,
  fillingOf,
  type PageRequest,
  type PageResult,
  type Redirect,
  type View,
} from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { actorOfAccount } from '../platform/session.ts'
import { browserOf, type Device, newDevicesNotice, rememberDevice } from './devices.ts'
import { tellOfDevice } from './notices.ts'
import { oneTimeSpent } from './proofs.ts'
import { nextStep } from './rules.ts'
import { factorsOf } from './second-factor.ts'

const signedIn = namedEvent('identity.signedIn', words('Đã đăng nhập', 'Signed in'))

/*
 * From the first factor to a session: an account that needs no more gets its session, another one a cookie that is valid for the
 * second step alone. No session exists before every factor that is asked for has been shown.
 */

const stepCookie = 'nscl.step'
const stepSeconds = 600
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function cookie(request: PageRequest, value: string, seconds: number): string {
  const secure = overHttps(request.system.config) ? '; Secure' : ''
  return `${cookieName(request.system.config, stepCookie, false)}=${value}; Path=/sign-in; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** Somebody between the first factor and their session. */
export interface Step {
  readonly token: string
  readonly kind: StepKind
  readonly next: string
  readonly expiresAt: Date
  readonly actor: Actor & { readonly userId: string }
}

/** `code`: a second factor is asked for; `enrol`: one must be set up first; `entered`: it has been set up. */
type StepKind = 'code' | 'enrol' | 'entered'

/** Seals all that a step says, so that who can write to the database alone cannot make one, or give it to another account. */
function macOf(
  { system }: PageRequest,
  step: { token: string; userId: string; kind: string; next: string; expiresAt: Date },
): Promise<string> {
  const { token, userId, kind, next, expiresAt } = step
  const said = [token, userId, kind, expiresAt.toISOString(), next].join('\0')
  return keyedHash(system.identity, 'sign-in step', said)
}

/** The account that the cookie of the second step belongs to; null when the cookie is missing, spent or expired. */
export async function stepOf(request: PageRequest): Promise<Step | null> {
  const token = new RegExp(
    `(?:^|;\\s*)${cookieName(request.system.config, stepCookie, false)}=([\\w-]{43})(?:;|$)`,
  ).exec(request.headers.get('cookie') ?? '')?.[1]
  if (token === undefined) return null
  const row = await request.system.db
    .selectFrom('signInStep')
    .select(['kind', 'next', 'userId', 'expiresAt', 'mac'])
    .where('sha256', '=', sha256(token))
    .where('expiresAt', '>', request.system.now())
    .executeTakeFirst()
  if (row === undefined || row.mac !== (await macOf(request, { ...row, token }))) return null
  const actor = await actorOfAccount(request.system.db, row.userId)
  if (actor === null || actor.userId === null) return null
  const { kind, next, expiresAt } = row
  return { token, kind, next, expiresAt, actor: { ...actor, userId: actor.userId } }
}

async function beginStep(
  request: PageRequest,
  userId: string,
  kind: 'code' | 'enrol',
  next: string,
): Promise<Redirect> {
  const { db, now } = request.system
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now().getTime() + stepSeconds * 1000)
  await db.deleteFrom('signInStep').where('expiresAt', '<', now()).execute()
  const mac = await macOf(request, { token, userId, kind, next, expiresAt })
  await db
    .insertInto('signInStep')
    .values({ sha256: sha256(token), userId, kind, next, expiresAt, mac })
    .execute()
  const headers = new Headers({ 'set-cookie': cookie(request, token, stepSeconds) })
  return { to: `/sign-in/${kind}`, headers }
}

/** Says that the second factor of somebody who had to set one up is set up. */
export async function enrolled(request: PageRequest, step: Step): Promise<void> {
  const kind = 'entered'
  const mac = await macOf(request, { ...step, userId: step.actor.userId, kind })
  await request.system.db
    .updateTable('signInStep')
    .set({ kind, mac })
    .where('sha256', '=', sha256(step.token))
    .execute()
}

/** Consumes the step; false when a concurrent request has consumed it already. */
export async function endStep(request: PageRequest, step: Step): Promise<boolean> {
  const gone = await request.system.db
    .deleteFrom('signInStep')
    .where('sha256', '=', sha256(step.token))
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}

/**
 * Continues a sign-in after a factor has been shown: redirects to `next` with the cookies of a session, or to the second step. The
 * sign-in stands in the audit trail, and a one-time password is used up with it.
 * @param shown which factors have been shown so far
 * @param by how the last of them was shown, for the audit trail
 * @throws Problem 422 when a one-time password has signed in at the same moment elsewhere
 * @see nextStep
 */
export async function continueSignIn(
  request: PageRequest,
  userId: string,
  next: string,
  shown: 'password' | 'session' | 'both',
  by: 'password' | 'code' | 'passkey' | 'provider' | 'new password',
): Promise<Redirect> {
  const { system, address } = request
  const [factors, actor] = await Promise.all([
    factorsOf(system.db, userId),
    actorOfAccount(system.db, userId),
  ])
  if (factors === null || actor === null) return { to: '/sign-in' }
  const step = nextStep(factors, shown)
  if (step !== 'none') return beginStep(request, userId, step, next)
  const browser = browserOf(request)
  let device: Device = { cookie: '', sha256: '', isNew: null }
  const entered = await recordEvent(
    system,
    {
      name: signedIn,
      actor,
      via: 'page',
      subject: `account:${userId}`,
      facts: { address, by, browser },
    },
    async (db) => {
      device = await rememberDevice(db, request, userId)
      if (device.isNew !== null)
        await tellOfDevice({ db, now: system.now() }, userId, { id: device.isNew, address, browser })
      return !factors.mustChangePassword || (await useOneTimePassword(db, userId, system.now()))
    },
  )
  if (!entered) throw oneTimeSpent()
  const headers = await openSession(system.identity, userId, { address, browser, headers: request.headers })
  headers.append('set-cookie', device.cookie)
  headers.append('set-cookie', cookie(request, '', 0))
  const notices = [await resetNotice(request, userId), await newDevicesNotice(request, userId, device.sha256)]
  const message = notices.filter((notice) => notice !== null).join(' ')
  // Who goes nowhere in particular is led to what they had typed when their session ended.
  const to = next === '/' ? ((await newestKept(system, userId)) ?? next) : next
  return { to, headers, ...(message === '' ? {} : { message }) }
}

/** Of two who sign in with the same one-time password at once, one gets in. */
async function useOneTimePassword(db: Db, userId: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('account')
    .set({ oneTimeUsedAt: now })
    .where('id', '=', userId)
    .where('oneTimeUsedAt', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Tells an owner, once, that an administrator took the second factor away. */
async function resetNotice(request: PageRequest, userId: string): Promise<string | null> {
  const told = await request.system.db
    .updateTable('secondFactorReset')
    .set({ seen: true })
    .where('userId', '=', userId)
    .where('seen', '=', false)
    .returning('byName')
    .executeTakeFirst()
  if (told === undefined) return null
  return request.t(
    `Xác thực hai bước của bạn đã được đặt lại (${told.byName}). Nếu bạn không yêu cầu, hãy báo ngay cho quản trị viên; nếu có, xin bật lại ở mục Tài khoản.`,
    `Your second factor has been reset (${told.byName}). If you did not ask for it, tell an administrator at once; if you did, switch it on again under My account.`,
  )
}

/**
 * Runs one operation of `second-factor.ts` with the grant `reauthenticated`, which exists for this call alone. The caller has checked
 * what that operation asks for (password, code, or a provider's word).
 */
export function executeReauthenticated<I extends z.ZodObject, O extends z.ZodType>(
  request: PageRequest,
  operation: Command<I, O>,
  input: unknown,
  { actor = request.actor, once }: { readonly actor?: Actor; readonly once?: string | undefined } = {},
): Promise<z.input<O>> {
  const owner: Actor = { ...actor, grants: new Set([...actor.grants, 'reauthenticated']) }
  return execute(request.system, operation, owner, input, { via: 'page', once, planId: request.planId })
}

/** Works on a form that proves something first; what the user can mend shows the form again, without codes. */
export async function attempt(
  request: PageRequest,
  work: (values: FormValues, once: string | undefined) => Promise<PageResult>,
  again: (form: FormState) => Promise<View>,
): Promise<PageResult> {
  const values = await request.form()
  try {
    return await work(values, typeof values._once === 'string' ? values._once : undefined)
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 401 || error.status === 404) throw error
    const shown = await again({
      values: { ...values, code: undefined },
      errors: error.fields,
      problem: error.words,
      once: fillingOf({}),
    })
    return { ...shown, status: error.status }
  }
}
