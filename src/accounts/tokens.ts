import { sql } from 'kysely'
import { z } from 'zod'
import { type HeldRoleKey, heldRoleKeys, withAccount } from '../platform/actor.ts'
import { flag, id, optionalChoice, optionalWhole, several, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { endAccess, lockAccount } from './access.ts'
import { capabilitiesOf, partsOf, tokenPartKeys } from './token-scope.ts'

/** The longest life of a token, and what it gets when nobody says, in days. */
export const tokenDays = { longest: 365, usual: 365 } as const

/** A token with which a program acts as this account. Only its SHA-256 is kept; the answer is the only place it stands. */
export const createToken = command({
  name: 'identity.createToken',
  summary: words('Tạo token cho máy', 'Make a token for a machine'),
  route: 'POST /me/tokens',
  input: z.object({
    name: text(80),
    days: optionalWhole(1, tokenDays.longest, 'days'),
    readOnly: flag(),
    /** The parts of the program that it is for; none: all that the account may. */
    parts: several(z.enum(tokenPartKeys)),
  }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: withAccount,
  proof: 'session',
  secret: ['token'],
  subject: (_input, output) => `token:${output.id}`,
  async run({ db, actor, now }, { name, days = tokenDays.usual, readOnly, parts }) {
    const token = newToken()
    const row = await db
      .insertInto('apiToken')
      .values({
        userId: actor.userId ?? '',
        name,
        sha256: tokenHash(token),
        hint: token.slice(0, 9),
        expiresAt: new Date(now.getTime() + days * 86_400_000),
        readOnly,
        capabilities: capabilitiesOf(parts),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: row.id, token }
  },
})

const noToken = words('token', 'Token')

/** Ends one of one's own tokens. */
export const revokeToken = command({
  name: 'identity.revokeToken',
  summary: words('Thu hồi token', 'Revoke a token'),
  route: 'DELETE /me/tokens/{id}',
  input: z.object({ id: z.coerce.number().int() }),
  output: z.object({}),
  may: withAccount,
  proof: 'session',
  subject: (input) => `token:${input.id}`,
  async run({ db, actor, now }, { id }) {
    const updated = await db
      .updateTable('apiToken')
      .set({ revokedAt: now })
      .where('id', '=', id)
      .where('userId', '=', actor.userId ?? '')
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) throw notFound(noToken)
    return {}
  },
})

/** Ends anybody's token. */
export const revokeAnyToken = command({
  name: 'accounts.revokeToken',
  summary: words('Thu hồi token của một tài khoản', 'Revoke a token of any account'),
  route: 'DELETE /tokens/{id}',
  input: z.object({ id: id() }),
  output: z.object({}),
  may: ['admin', 'system'],
  proof: 'session',
  subject: (input) => `token:${input.id}`,
  async run({ db, now }, input) {
    const updated = await db
      .updateTable('apiToken')
      .set({ revokedAt: now })
      .where('id', '=', input.id)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) throw notFound(noToken)
    return {}
  },
})

/** Ends all by which an account is used at present: sessions, sign-ins under way, tokens. Its password stays. */
export const endAllAccess = command({
  name: 'accounts.endAccess',
  summary: words(
    'Kết thúc mọi phiên và token của một tài khoản',
    'End all sessions and tokens of an account',
  ),
  route: 'DELETE /accounts/{id}/access',
  input: z.object({ id: text(60) }),
  output: z.object({ id: z.string() }),
  may: ['admin', 'system'],
  proof: 'session',
  subject: (input) => `account:${input.id}`,
  async run({ db, now }, input) {
    const account = await lockAccount(db, input.id)
    await endAccess(db, [account.id], now)
    return { id: account.id }
  },
})

/** What has become of a token. */
export const tokenStates = states({
  valid: { vi: 'Còn hiệu lực', en: 'Valid', tone: 'success' },
  expired: { vi: 'Hết hiệu lực', en: 'Expired', tone: 'neutral' },
  revoked: { vi: 'Đã thu hồi', en: 'Revoked', tone: 'neutral' },
})

const TokenRow = z.object({
  id: z.int(),
  account: z.string(),
  email: z.string(),
  role: z.enum(heldRoleKeys),
  name: z.string(),
  hint: z.string(),
  readOnly: z.boolean(),
  /** The parts of the program that it is for; null: all. */
  parts: z.array(z.enum(tokenPartKeys)).nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  state: tokenStates.schema,
})

const moment = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** The tokens of all accounts, newest first. */
export const listTokens = query({
  name: 'accounts.listTokens',
  summary: words('Token của mọi tài khoản', 'Tokens of all accounts'),
  route: 'GET /tokens',
  input: z.object({
    ...listInput(['created']),
    state: optionalChoice(tokenStates.keys),
  }),
  output: listOutput(TokenRow),
  may: ['admin', 'auditor', 'system'],
  proof: 'session',
  async run({ db, now }, input) {
    const state = sql<
      'valid' | 'expired' | 'revoked'
    >`CASE WHEN api_token.revoked_at IS NOT NULL THEN 'revoked'
      WHEN api_token.expires_at <= ${now} THEN 'expired' ELSE 'valid' END`
    let select = db
      .selectFrom('apiToken')
      .innerJoin('account', 'account.id', 'apiToken.userId')
      .select([
        'apiToken.id',
        'account.name as account',
        'account.email',
        sql<HeldRoleKey>`account.role`.as('role'),
        'apiToken.name',
        'apiToken.hint',
        'apiToken.readOnly',
        'apiToken.capabilities',
        moment('apiToken.createdAt').as('createdAt'),
        moment('apiToken.expiresAt').as('expiresAt'),
        sql<string | null>`${moment('apiToken.lastUsedAt')}`.as('lastUsedAt'),
        state.as('state'),
      ])
    if (input.state !== undefined) select = select.where(state, '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) {
      select = select.where(
        sql<boolean>`fold(account.name || ' ' || account.email || ' ' || api_token.name) LIKE ${pattern}`,
      )
    }
    const page = await pageOf<Omit<z.output<typeof TokenRow>, 'parts'> & { capabilities: string[] | null }>(
      select,
      input,
      { created: { column: 'apiToken.id', value: (row) => row.id, direction: 'desc' } },
      'apiToken.id',
    )
    return {
      ...page,
      rows: page.rows.map(({ capabilities, ...row }) => ({ ...row, parts: partsOf(capabilities) })),
    }
  },
})
