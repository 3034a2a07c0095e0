import { sql } from 'kysely'
import { z } from 'zod'
import { type HeldRoleKey, heldRoleKeys, roles, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { usedBytes } from '../platform/quota.ts'
import { fold } from '../platform/text.ts'
import { partsOf, tokenPartKeys } from './token-scope.ts'

/** How long a device counts as new to its owner. */
const newDeviceDays = 30

const AccountRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(heldRoleKeys),
  admin: z.boolean(),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  /** Whether it has an authenticator app or a passkey. */
  secondFactor: z.boolean(),
  agency: z.string().nullable(),
  enterprise: z.string().nullable(),
  createdAt: z.string(),
})

const accountSelect = (db: Db) =>
  db
    .selectFrom('account')
    .leftJoin('agency', 'agency.id', 'account.agencyId')
    .leftJoin('enterprise', 'enterprise.id', 'account.enterpriseId')
    .select([
      'account.id',
      'account.name',
      'account.email',
      sql<HeldRoleKey>`account.role`.as('role'),
      'account.admin',
      'account.disabled',
      'account.mustChangePassword',
      sql<boolean>`EXISTS (SELECT FROM second_factor f WHERE f.user_id = account.id)
        OR EXISTS (SELECT FROM passkey p WHERE p.user_id = account.id)`.as('secondFactor'),
      'agency.name as agency',
      'enterprise.name as enterprise',
      sql<string>`to_char(account.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`.as(
        'createdAt',
      ),
    ])

/** The accounts of this installation. */
export const listAccounts = query({
  name: 'accounts.list',
  summary: words('Danh sách tài khoản', 'List of accounts'),
  route: 'GET /accounts',
  input: z.object({
    ...listInput(['name', 'email', 'role', 'state']),
    role: optionalChoice(roles),
    state: optionalChoice(['open', 'disabled']),
  }),
  output: listOutput(AccountRow),
  may: ['admin', 'auditor', 'system'],
  proof: 'session',
  async run({ db }, input) {
    let select = accountSelect(db)
    if (input.role !== undefined) select = select.where('account.role', '=', input.role)
    if (input.state !== undefined) select = select.where('account.disabled', '=', input.state === 'disabled')
    for (const pattern of searchPatterns(input.q, fold)) {
      select = select.where(sql<boolean>`fold(account.name || ' ' || account.email) LIKE ${pattern}`)
    }
    return pageOf(
      select,
      input,
      {
        name: { column: 'account.name', value: (row) => row.name },
        email: { column: 'account.email', value: (row) => row.email },
        role: { column: 'account.role', value: (row) => row.role },
        state: {
          column: sql`(account.disabled::int * 2 + account.must_change_password::int)`,
          value: (row) => Number(row.disabled) * 2 + Number(row.mustChangePassword),
        },
      },
      'account.id',
    )
  },
})

/** One account. */
export const showAccount = query({
  name: 'accounts.show',
  summary: words('Một tài khoản', 'One account'),
  route: 'GET /accounts/{id}',
  input: z.object({ id: text(60) }),
  output: AccountRow,
  may: ['admin', 'auditor', 'system'],
  proof: 'session',
  async run({ db }, { id }) {
    const account = await accountSelect(db).where('account.id', '=', id).executeTakeFirst()
    if (account === undefined) throw notFound(words('tài khoản', 'Account'))
    return account
  },
})

/** The account that has this address. Used by the command line. */
export async function accountByEmail(db: Db, address: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('account').select('id').where('email', '=', address.toLowerCase()).executeTakeFirst()
}

const EnterpriseRow = z.object({ id: z.int(), name: z.string(), taxCode: z.string() })

/** What an account can be bound to: agencies that live, and the enterprise that a tax code or name finds. */
export const accountBindings = query({
  name: 'accounts.bindings',
  summary: words('Cơ quan và doanh nghiệp để gắn tài khoản', 'Agencies and enterprises for an account'),
  route: 'GET /accounts/bindings',
  input: z.object({ enterpriseId: z.coerce.number().int().optional(), enterprise: optionalText(120) }),
  output: z.object({
    agencies: z.array(z.object({ id: z.int(), name: z.string(), kind: z.string(), ended: z.boolean() })),
    enterprise: EnterpriseRow.nullable(),
    /** At most twenty that a tax code or name fits. */
    matches: z.array(EnterpriseRow),
  }),
  may: ['admin'],
  proof: 'session',
  async run({ db, today }, { enterpriseId, enterprise: sought }) {
    const agencies = await db
      .selectFrom('agency')
      .select(['id', 'name', 'kind', sql<boolean>`coalesce(valid_to < ${today}::date, false)`.as('ended')])
      .orderBy('ended')
      .orderBy('name')
      .execute()
    const enterprise =
      enterpriseId === undefined
        ? undefined
        : await db
            .selectFrom('enterprise')
            .select(['id', 'name', 'taxCode'])
            .where('id', '=', enterpriseId)
            .executeTakeFirst()
    return { agencies, enterprise: enterprise ?? null, matches: await enterprisesLike(db, sought) }
  },
})

/** At most twenty enterprises: the one with this tax code, or those whose names hold each word. */
async function enterprisesLike(db: Db, sought: string | undefined) {
  if (sought === undefined) return []
  let select = db.selectFrom('enterprise').select(['id', 'name', 'taxCode']).where('mergedInto', 'is', null)
  const digits = sought.replace(/[\s.-]/g, '')
  if (/^\d{10,13}$/.test(digits)) select = select.where(sql<boolean>`replace(tax_code, '-', '') = ${digits}`)
  else {
    for (const pattern of searchPatterns(sought, fold))
      select = select.where(sql<boolean>`fold(name || ' ' || tax_code) LIKE ${pattern}`)
  }
  return select.orderBy('name').orderBy('id').limit(20).execute()
}

/** One's own account: sessions, devices and tokens. */
export const myAccount = query({
  name: 'identity.me',
  summary: words('Tài khoản của tôi', 'My account'),
  route: 'GET /me',
  input: z.object({}),
  output: AccountRow.extend({
    /** Bytes of what the account has uploaded, and of what it may. */
    uploads: z.object({ used: z.int(), quota: z.int() }),
    /** Newest first. A session in use is written down once an hour, which is when it was used last. */
    sessions: z.array(
      z.object({
        id: z.string(),
        since: z.string(),
        lastUsedAt: z.string(),
        address: z.string().nullable(),
        browser: z.string().nullable(),
        /** The one that asks. */
        present: z.boolean(),
      }),
    ),
    tokens: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        hint: z.string(),
        createdAt: z.string(),
        expiresAt: z.string().nullable(),
        lastUsedAt: z.string().nullable(),
        readOnly: z.boolean(),
        /** The parts of the program that it is for; null: all. */
        parts: z.array(z.enum(tokenPartKeys)).nullable(),
      }),
    ),
    /** The browsers that have signed in, newest first. */
    devices: z.array(
      z.object({
        id: z.int(),
        address: z.string(),
        browser: z.string(),
        firstSeenAt: z.string(),
        lastSeenAt: z.string(),
        /** First seen within the last thirty days, and not the first of the account. */
        isNew: z.boolean(),
      }),
    ),
  }),
  may: withAccount,
  proof: 'session',
  async run({ db, files, actor, now }) {
    const id = actor.userId ?? ''
    const account = await accountSelect(db).where('account.id', '=', id).executeTakeFirst()
    if (account === undefined) throw notFound(words('tài khoản', 'Account'))
    const [sessions, tokens, devices] = await Promise.all([
      db
        .selectFrom('accountSession')
        .select(['id', 'createdAt', 'updatedAt', 'ipAddress', 'userAgent'])
        .where('userId', '=', id)
        .where('expiresAt', '>', new Date())
        .orderBy('createdAt', 'desc')
        .execute(),
      db
        .selectFrom('apiToken')
        .select(['id', 'name', 'hint', 'createdAt', 'expiresAt', 'lastUsedAt', 'readOnly', 'capabilities'])
        .where('userId', '=', id)
        .where('revokedAt', 'is', null)
        .orderBy('id', 'desc')
        .execute(),
      db.selectFrom('knownDevice').selectAll().where('userId', '=', id).orderBy('id', 'desc').execute(),
    ])
    const news = now.getTime() - newDeviceDays * 86_400_000
    return {
      ...account,
      uploads: { used: await usedBytes(db, id), quota: files.quota },
      sessions: sessions.map((row) => ({
        id: row.id,
        since: row.createdAt.toISOString(),
        lastUsedAt: row.updatedAt.toISOString(),
        present: row.id === actor.sessionId,
        address: row.ipAddress,
        browser: row.userAgent,
      })),
      tokens: tokens.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        readOnly: row.readOnly,
        parts: partsOf(row.capabilities),
      })),
      devices: devices.map((row, at) => ({
        id: row.id,
        address: row.address,
        browser: row.browser,
        firstSeenAt: row.firstSeenAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
        isNew: at < devices.length - 1 && row.firstSeenAt.getTime() > news,
      })),
    }
  },
})
