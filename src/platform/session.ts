import { createHash, randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import { type Actor, type Grant, publicActor, type Role } from './actor.ts'
import type { Config } from './config.ts'
import type { DB } from './database-types.ts'

/** The shortest password that is taken; long ones are better than odd ones (NIST SP 800-63B, 5.1.1). */
export const shortestPassword = 10
export const longestPassword = 128

/**
 * Identity by better-auth: passwords, sessions and their cookies. Accounts are made by our own commands (nobody signs
 * up), so its four tables carry our names and columns.
 */
export function openIdentity(config: Config, db: Kysely<DB>, secret: string) {
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
      updateAge: 60 * 60,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'account_credential',
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

/** Who sends these headers, by session cookie; the public when nobody is signed in or the account is disabled. */
export async function actorOfSession(identity: Identity, headers: Headers): Promise<Actor> {
  if (!headers.get('cookie')?.includes('nscl.session_token')) return publicActor
  const found = await identity.api.getSession({ headers })
  if (found === null || found.user.disabled) return publicActor
  const user = found.user
  return actorOf({
    id: user.id,
    name: user.name,
    role: user.role,
    admin: user.admin,
    agency_id: user.agencyId ?? null,
    enterprise_id: user.enterpriseId ?? null,
    must_change_password: user.mustChangePassword,
  })
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
