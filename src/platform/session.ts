import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { hashPassword, symmetricDecrypt, symmetricEncrypt, verifyPassword } from 'better-auth/crypto'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { type Actor, type Grant, publicActor, type Role } from './actor.ts'
import type { Config, SingleSignOn } from './config.ts'
import type { DB } from './database-types.ts'
import type { System } from './system.ts'

/** The shortest password that is taken; long ones are better than odd ones (NIST SP 800-63B, 5.1.1). */
export const shortestPassword = 10
export const longestPassword = 128

/** The provider's name inside better-auth: `/auth/callback/sso` is where it sends people back to. */
export const singleSignOnId = 'sso'

/** Opens a session for somebody who has shown who they are by our own means (passkey, second step). Not on the network. */
const ownSessions = {
  id: 'nscl-sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
        if (user === null) throw new APIError('UNAUTHORIZED')
        const session = await ctx.context.internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ token: session.token })
      },
    ),
  },
}

/** Whom the provider vouches for; '' (nobody) when it does not, or says that the address has not been checked. */
function vouchedFor(profile: Readonly<Record<string, unknown>>, claim: string): string {
  const named = profile[claim]
  const unchecked = claim === 'email' && [false, 'false'].includes(profile.email_verified as boolean | string)
  return typeof named === 'string' && !unchecked ? named.trim().toLowerCase() : ''
}

const provider = (settings: SingleSignOn) => ({
  providerId: singleSignOnId,
  discoveryUrl: settings.discoveryUrl,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  scopes: [...settings.scopes],
  requireIdTokenVerification: true,
  disableSignUp: true,
  pkce: true,
  mapProfileToUser: (profile: Readonly<Record<string, unknown>>) => ({
    email: vouchedFor(profile, settings.claim),
  }),
})

/** Nothing is asked of the provider in anybody's name later, so its tokens are not kept. */
async function withoutTokens<T extends object>(credential: T) {
  const nothing = { accessToken: null, refreshToken: null, idToken: null }
  return {
    data:
      'providerId' in credential && credential.providerId === singleSignOnId
        ? { ...credential, ...nothing }
        : credential,
  }
}

/**
 * Single sign-on, as a second better-auth over the same tables: it asks the provider for its description when it is
 * opened, so it is opened at first use, and a provider that is down keeps nobody from signing in with a password.
 */
export function openSingleSignOn(config: Config, db: Kysely<DB>, secret: string): (() => Identity) | null {
  const settings = config.singleSignOn
  if (settings === null) return null
  let opened: Identity | null = null
  return () => {
    opened ??= openIdentity(config, db, secret, [settings])
    return opened
  }
}

/**
 * Identity by better-auth: passwords, sessions and their cookies, single sign-on. Accounts are made by our own commands
 * (nobody signs up), so its four tables carry our names and columns.
 */
export function openIdentity(
  config: Config,
  db: Kysely<DB>,
  secret: string,
  providers: readonly SingleSignOn[] = [],
) {
  const secure = config.publicUrl.startsWith('https:')
  return betterAuth({
    database: { db, type: 'postgres' },
    secret,
    baseURL: config.publicUrl,
    basePath: '/auth',
    trustedOrigins: [config.publicUrl],
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // ours covers every face
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    advanced: {
      cookiePrefix: 'nscl',
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure },
    },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        role: { type: 'string', input: false },
        admin: { type: 'boolean', input: false },
        agencyId: { type: 'number', input: false, required: false, fieldName: 'agency_id' },
        enterpriseId: { type: 'number', input: false, required: false, fieldName: 'enterprise_id' },
        mustChangePassword: { type: 'boolean', input: false, fieldName: 'must_change_password' },
        disabled: { type: 'boolean', input: false },
      },
    },
    session: {
      modelName: 'account_session',
      expiresIn: 60 * 60 * 12,
      updateAge: renewAfter,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    plugins: [ownSessions, genericOAuth({ config: providers.map(provider) })],
    databaseHooks: { account: { create: { before: withoutTokens } } },
    account: {
      modelName: 'account_credential',
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      // The provider is the one that the operator configured; an account is found by the claim that it chose.
      accountLinking: { trustedProviders: [singleSignOnId], requireLocalEmailVerified: false },
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
  })
}

export type Identity = ReturnType<typeof openIdentity>

interface AccountRow {
  id: string
  name: string
  role: string
  admin: boolean
  agency_id: number | null
  enterprise_id: number | null
  must_change_password: boolean
}

function actorOf(account: AccountRow): Actor {
  const role = account.role as Role
  const grants = new Set<Grant>([role, 'public'])
  if (account.admin) grants.add('admin')
  return {
    userId: account.id,
    name: account.name,
    grants,
    role,
    agencyId: account.agency_id,
    enterpriseId: account.enterprise_id,
    mustChangePassword: account.must_change_password,
  }
}

/** Seconds after which a session in use is prolonged. */
const renewAfter = 60 * 60
const sessionCookie = /(?:^|;\s*)(?:__Secure-)?nscl\.session_token=([^;]+)/

/** The token in a cookie `token.signature` when the signature (HMAC-SHA-256, base64, as better-auth signs) is ours. */
function signedToken(cookie: string | null, secret: string): string | null {
  const value = sessionCookie.exec(cookie ?? '')?.[1]
  if (value === undefined) return null
  const [token, signature] = decodeCookie(value)
  if (token === undefined || signature === undefined) return null
  const ours = createHmac('sha256', secret).update(token).digest()
  const theirs = Buffer.from(signature, 'base64')
  return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? token : null
}

function decodeCookie(value: string): [string?, string?] {
  try {
    const text = decodeURIComponent(value)
    const at = text.lastIndexOf('.')
    return at < 1 ? [] : [text.slice(0, at), text.slice(at + 1)]
  } catch {
    return []
  }
}

/**
 * Who sends these headers, by session cookie; the public when nobody is signed in or the account is disabled. Reads the
 * session by itself in one statement, because every request does; once an hour better-auth prolongs it.
 */
export async function actorOfSession(
  { identity, db }: Pick<System, 'identity' | 'db'>,
  headers: Headers,
): Promise<Actor> {
  const token = signedToken(headers.get('cookie'), identity.options.secret)
  if (token === null) return publicActor
  const row = await db
    .selectFrom('account_session as s')
    .innerJoin('account as a', 'a.id', 's.user_id')
    .select([
      'a.id',
      'a.name',
      'a.role',
      'a.admin',
      'a.agency_id',
      'a.enterprise_id',
      'a.must_change_password',
      's.expires_at',
      's.updated_at',
    ])
    .where('s.token', '=', token)
    .where('a.disabled', '=', false)
    .executeTakeFirst()
  const now = Date.now()
  if (row === undefined || row.expires_at.getTime() <= now) return publicActor
  if (row.updated_at.getTime() + renewAfter * 1000 < now) await identity.api.getSession({ headers })
  return actorOf(row)
}

/** Who this account is, without a session; null when it is unknown or disabled. */
export async function actorOfAccount(db: Kysely<DB>, id: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'role', 'admin', 'agency_id', 'enterprise_id', 'must_change_password'])
    .where('id', '=', id)
    .where('disabled', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : actorOf(row)
}

/** The cookies of a new session for this account, as better-auth makes them. */
export async function openSession(identity: Identity, userId: string, headers: Headers): Promise<Headers> {
  const response = await identity.api.openSession({ body: { userId }, headers, asResponse: true })
  if (!response.ok) throw new Error(`No session for ${userId}: ${response.status}`)
  return cookiesOf(response)
}

/** Only the cookies of a response, for a redirect that carries them on. */
export function cookiesOf(response: Response): Headers {
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return headers
}

/** Encrypts with the installation's identity key (XChaCha20-Poly1305), which lies outside the database. */
export async function seal(identity: Identity, text: string): Promise<string> {
  return symmetricEncrypt({ key: (await identity.$context).secretConfig, data: text })
}

/** What was sealed; null when it was not sealed here. */
export async function unseal(identity: Identity, sealed: string): Promise<string | null> {
  try {
    return await symmetricDecrypt({ key: (await identity.$context).secretConfig, data: sealed })
  } catch {
    return null
  }
}

/** HMAC-SHA256 under the installation's identity key, for one purpose: who has the database alone can guess nothing. */
export async function keyedHash(identity: Identity, purpose: string, text: string): Promise<string> {
  const { secret } = await identity.$context
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url')
}

/** The SHA-256 under which a token is kept. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A new token for a machine: 256 random bits behind a prefix that secret scanners can know. */
export function newToken(): string {
  return `nscl_${randomBytes(32).toString('base64url')}`
}

/** Who bears this token; null when it is unknown, expired, revoked or its account is disabled. */
export async function actorOfToken(db: Kysely<DB>, token: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('api_token')
    .innerJoin('account', 'account.id', 'api_token.user_id')
    .select([
      'account.id',
      'account.name',
      'account.role',
      'account.admin',
      'account.agency_id',
      'account.enterprise_id',
      'account.must_change_password',
    ])
    .where('api_token.sha256', '=', tokenHash(token))
    .where('api_token.revoked_at', 'is', null)
    .where((or) =>
      or.or([or('api_token.expires_at', 'is', null), or('api_token.expires_at', '>', new Date())]),
    )
    .where('account.disabled', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : actorOf(row)
}

/** A password to be used once: four groups of five letters and digits that are not mistaken for one another; 95 bits. */
export function oneTimePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const pick = () => {
    for (;;) {
      const byte = randomBytes(1)[0] ?? 255
      // Rejected above the last whole multiple, so that each letter is equally likely.
      if (byte < 248) return alphabet[byte % 31]
    }
  }
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join('')).join('-')
}

export { hashPassword, verifyPassword }
