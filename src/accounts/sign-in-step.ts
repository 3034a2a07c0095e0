import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import { overHttps } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import { openSession } from '../platform/identity.ts'
import type { Command } from '../platform/operation.ts'
import type { FormState, FormValues, PageRequest, PageResult, Redirect, View } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { actorOfAccount } from '../platform/session.ts'
import { nextStep } from './rules.ts'
import { factorsOf } from './second-factor.ts'

/*
 * From the first factor to a session: an account that needs no more gets its session, another one a cookie that is valid for the
 * second step alone. No session exists before every factor that is asked for has been shown.
 */

const stepCookie = 'nscl.step'
const stepSeconds = 600
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function cookie(request: PageRequest, value: string, seconds: number): string {
  const secure = overHttps(request.system.config) ? '; Secure' : ''
  return `${stepCookie}=${value}; Path=/sign-in; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** Somebody between the first factor and their session. */
export interface Step {
  readonly sha256: string
  readonly kind: string
  readonly next: string
  readonly actor: Actor & { readonly userId: string }
}

/** The account that the cookie of the second step belongs to; null when the cookie is missing, spent or expired. */
export async function stepOf(request: PageRequest): Promise<Step | null> {
  const token = new RegExp(`(?:^|;\\s*)${stepCookie}=([\\w-]{43})(?:;|$)`).exec(
    request.headers.get('cookie') ?? '',
  )?.[1]
  if (token === undefined) return null
  const row = await request.system.db
    .selectFrom('signInStep')
    .select(['sha256', 'kind', 'next', 'userId'])
    .where('sha256', '=', sha256(token))
    .where('expiresAt', '>', request.system.now())
    .executeTakeFirst()
  const actor = row === undefined ? null : await actorOfAccount(request.system.db, row.userId)
  if (row === undefined || actor === null || actor.userId === null) return null
  return { sha256: row.sha256, kind: row.kind, next: row.next, actor: { ...actor, userId: actor.userId } }
}

async function beginStep(
  request: PageRequest,
  userId: string,
  kind: 'code' | 'enrol',
  next: string,
): Promise<Redirect> {
  const { db, now } = request.system
  const token = randomBytes(32).toString('base64url')
  await db.deleteFrom('signInStep').where('expiresAt', '<', now()).execute()
  await db
    .insertInto('signInStep')
    .values({
      sha256: sha256(token),
      userId,
      kind,
      next,
      expiresAt: new Date(now().getTime() + stepSeconds * 1000),
    })
    .execute()
  const headers = new Headers({ 'set-cookie': cookie(request, token, stepSeconds) })
  return { to: `/sign-in/${kind}`, headers }
}

/** Consumes the step; false when a concurrent request has consumed it already. */
export async function endStep(request: PageRequest, step: Step): Promise<boolean> {
  const gone = await request.system.db
    .deleteFrom('signInStep')
    .where('sha256', '=', step.sha256)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}

/**
 * Continues a sign-in after a factor has been shown: redirects to `next` with the cookies of a session, or to the second step.
 * @param shown which factors have been shown so far
 * @param session a session that the first factor has opened already; it ends when more is asked for
 * @see nextStep
 */
export async function continueSignIn(
  request: PageRequest,
  userId: string,
  next: string,
  shown: 'password' | 'session' | 'both',
  session?: { readonly token: string; readonly cookies: Headers },
): Promise<Redirect> {
  const { system } = request
  const factors = await factorsOf(system.db, userId)
  const step = factors === null ? null : nextStep(factors, shown)
  if (step !== 'none' && session !== undefined) await dropSession(request, session.token)
  if (step === null) return { to: '/sign-in' }
  if (step !== 'none') return beginStep(request, userId, step, next)
  const headers = session?.cookies ?? (await openSession(system.identity, userId, request.headers))
  headers.append('set-cookie', cookie(request, '', 0))
  const message = await resetNotice(request, userId)
  return { to: next, headers, ...(message === null ? {} : { message }) }
}

/** Ends one session. */
export async function dropSession(request: PageRequest, token: string): Promise<void> {
  await request.system.db.deleteFrom('accountSession').where('token', '=', token).execute()
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
      once: crypto.randomUUID(),
    })
    return { ...shown, status: error.status }
  }
}
