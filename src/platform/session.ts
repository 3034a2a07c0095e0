import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { type Actor, type HeldRole, holding, type Proof, publicActor, type TokenScope } from './actor.ts'
import type { DB } from './database-types.ts'
import { today } from './dates.ts'
import { longestSession, renewAfter, sessionCookie, unusedSession } from './identity.ts'
import { isSessionToken } from './session-token.ts'
import type { Delegation } from './signing.ts'
import type { System } from './system.ts'
import { tokenHash } from './tokens.ts'

interface AccountRow {
  id: string
  name: string
  admin: boolean
  mustChangePassword: boolean
  held: HeldRole[] | null
  delegations: Delegation[] | null
}

/** The roles that an account holds on a day, its own first, read in the statement that finds the account. */
const heldOn = (account: string, day: string) => sql<HeldRole[] | null>`(SELECT jsonb_agg(jsonb_build_object(
    'role', h.role, 'actsAs', h.acts_as, 'agencyId', h.agency_id, 'enterpriseId', h.enterprise_id, 'absentId', h.absent_id,
    'matter', CASE WHEN h.record IS NOT NULL THEN jsonb_build_object('record', h.record, 'recordId', h.record_id) END)
    ORDER BY h.absent_id IS NOT NULL, h.home DESC, h.id)
  FROM held_roles(${day}::date) h WHERE h.account_id = ${sql.ref(account)})`

/** The delegations of signing on a day. */
const delegationsOn = (day: string) => sql<
  Delegation[] | null
>`(SELECT jsonb_agg(jsonb_build_object('kind', s.kind,
    'agencyId', s.agency_id, 'agency', s.agency, 'documentNumber', s.document_number, 'documentDate', s.document_date,
    'headed', s.headed)) FROM signing_on(${day}::date) s)`

function actorOf(account: AccountRow, proof: Proof, scope: TokenScope | null = null): Actor {
  return {
    userId: account.id,
    name: account.name,
    ...holding(account.held ?? [], account.admin, account.delegations ?? []),
    mustChangePassword: account.mustChangePassword,
    proof,
    scope,
  }
}

/** The token in a cookie `token.signature` when the signature (HMAC-SHA-256, base64, as better-auth signs) is ours. */
function signedToken(identity: System['identity'], headers: Headers): string | null {
  const begin = `${sessionCookie(identity)}=`
  const sent = (headers.get('cookie') ?? '').split(';').map((part) => part.trim())
  const value = sent.find((part) => part.startsWith(begin))?.slice(begin.length)
  if (value === undefined) return null
  const [token, signature] = decodeCookie(value)
  if (token === undefined || signature === undefined) return null
  const ours = createHmac('sha256', identity.options.secret).update(token).digest()
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

/** Whether these headers carry a session cookie that was made here, though its session may have ended. */
export function isSignedCookie(identity: System['identity'], headers: Headers): boolean {
  return signedToken(identity, headers) !== null
}

/**
 * The account whose session cookie these headers carry; the public when nobody is signed in, the session has ended or the account is
 * disabled. A session in use is prolonged once an hour, but never beyond its longest life. One statement, because every request asks.
 */
export async function actorOfSession(
  { identity, db, now: clock }: Pick<System, 'identity' | 'db' | 'now'>,
  headers: Headers,
): Promise<Actor> {
  const { secret } = identity.options
  const token = signedToken(identity, headers)
  if (token === null) return publicActor
  const row = await db
    .selectFrom('accountSession as s')
    .innerJoin('account as a', 'a.id', 's.userId')
    .select([
      'a.id',
      'a.name',
      'a.admin',
      'a.mustChangePassword',
      's.id as sessionId',
      's.createdAt',
      's.expiresAt',
      's.updatedAt',
    ])
    .select(heldOn('a.id', today(clock())).as('held'))
    .select(delegationsOn(today(clock())).as('delegations'))
    .where('s.token', '=', token)
    .where('a.disabled', '=', false)
    .executeTakeFirst()
  const now = Date.now()
  if (row === undefined || row.expiresAt.getTime() <= now) return publicActor
  const end = row.createdAt.getTime() + longestSession * 1000
  if (end <= now || !isSessionToken(secret, token, row.id, row.createdAt)) return publicActor
  if (row.updatedAt.getTime() + renewAfter * 1000 < now) {
    const expiresAt = new Date(Math.min(now + unusedSession * 1000, end))
    await db
      .updateTable('accountSession')
      .set({ expiresAt, updatedAt: new Date(now) })
      .where('token', '=', token)
      .execute()
  }
  return { ...actorOf(row, 'session'), sessionId: row.sessionId }
}

/** The account as the program acts for it, without a session; null when it is unknown or disabled. @param day on which its roles are asked */
export async function actorOfAccount(
  db: Kysely<DB>,
  id: string,
  day: string = today(new Date()),
): Promise<Actor | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'admin', 'mustChangePassword'])
    .select(heldOn('account.id', day).as('held'))
    .select(delegationsOn(day).as('delegations'))
    .where('id', '=', id)
    .where('disabled', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : actorOf(row, 'program')
}

/** Milliseconds after which the last use of a token is written down again. */
const lastUseStep = 60_000

/** Resolves the account of an API token; null when the token is unknown, expired or revoked, or its account is disabled. */
export async function actorOfToken(
  db: Kysely<DB>,
  token: string,
  day: string = today(new Date()),
): Promise<Actor | null> {
  const now = new Date()
  const row = await db
    .selectFrom('apiToken')
    .innerJoin('account', 'account.id', 'apiToken.userId')
    .select([
      'account.id',
      'account.name',
      'account.admin',
      'account.mustChangePassword',
      'apiToken.id as tokenId',
      'apiToken.readOnly',
      'apiToken.capabilities',
      'apiToken.lastUsedAt',
    ])
    .select(heldOn('account.id', day).as('held'))
    .select(delegationsOn(day).as('delegations'))
    .where('apiToken.sha256', '=', tokenHash(token))
    .where('apiToken.revokedAt', 'is', null)
    .where('apiToken.expiresAt', '>', now)
    .where('account.disabled', '=', false)
    .executeTakeFirst()
  if (row === undefined) return null
  if (row.lastUsedAt === null || row.lastUsedAt.getTime() + lastUseStep < now.getTime())
    await db.updateTable('apiToken').set({ lastUsedAt: now }).where('id', '=', row.tokenId).execute()
  return actorOf(row, 'token', { readOnly: row.readOnly, capabilities: row.capabilities })
}
