import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Actor, type Grant, publicActor, type Role } from './actor.ts'
import type { DB } from './database-types.ts'
import { renewAfter } from './identity.ts'
import type { System } from './system.ts'
import { tokenHash } from './tokens.ts'

interface AccountRow {
  id: string
  name: string
  role: string
  admin: boolean
  agencyId: number | null
  enterpriseId: number | null
  mustChangePassword: boolean
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
    agencyId: account.agencyId,
    enterpriseId: account.enterpriseId,
    mustChangePassword: account.mustChangePassword,
  }
}

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
    .selectFrom('accountSession as s')
    .innerJoin('account as a', 'a.id', 's.userId')
    .select([
      'a.id',
      'a.name',
      'a.role',
      'a.admin',
      'a.agencyId',
      'a.enterpriseId',
      'a.mustChangePassword',
      's.expiresAt',
      's.updatedAt',
    ])
    .where('s.token', '=', token)
    .where('a.disabled', '=', false)
    .executeTakeFirst()
  const now = Date.now()
  if (row === undefined || row.expiresAt.getTime() <= now) return publicActor
  if (row.updatedAt.getTime() + renewAfter * 1000 < now) await identity.api.getSession({ headers })
  return actorOf(row)
}

/** Who this account is, without a session; null when it is unknown or disabled. */
export async function actorOfAccount(db: Kysely<DB>, id: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'role', 'admin', 'agencyId', 'enterpriseId', 'mustChangePassword'])
    .where('id', '=', id)
    .where('disabled', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : actorOf(row)
}

/** Resolves the account of an API token; null when the token is unknown, expired or revoked, or its account is disabled. */
export async function actorOfToken(db: Kysely<DB>, token: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('apiToken')
    .innerJoin('account', 'account.id', 'apiToken.userId')
    .select([
      'account.id',
      'account.name',
      'account.role',
      'account.admin',
      'account.agencyId',
      'account.enterpriseId',
      'account.mustChangePassword',
    ])
    .where('apiToken.sha256', '=', tokenHash(token))
    .where('apiToken.revokedAt', 'is', null)
    .where((or) => or.or([or('apiToken.expiresAt', 'is', null), or('apiToken.expiresAt', '>', new Date())]))
    .where('account.disabled', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : actorOf(row)
}
