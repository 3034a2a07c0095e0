import { sql } from 'kysely'
import { z } from 'zod'
import { type Role, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, text } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { endAccess } from './access.ts'
import { needsSecondFactor, type SecondFactorGroup, secondFactorGroups } from './rules.ts'

/*
 * The second factor of accounts: an authenticator app with recovery codes, and passkeys. What its owner does needs the grant
 * `reauthenticated`: a page checks password and code first and then runs it in the owner's name, so that a stolen API token neither
 * adds nor removes a factor.
 */

const policyKey = 'secondFactor'
const Groups = z.array(z.enum(secondFactorGroups))

/** Which groups must have a second factor. */
async function secondFactorPolicy(db: Db): Promise<SecondFactorGroup[]> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', policyKey).executeTakeFirst()
  return Groups.safeParse(row?.value).data ?? []
}

/** What an account has to show beside its password. */
export interface Factors {
  readonly app: boolean
  readonly passkeys: number
  readonly required: boolean
  readonly mustChangePassword: boolean
}

/** The factors of an account; null when it is unknown or closed. */
export async function factorsOf(db: Db, userId: string): Promise<Factors | null> {
  const account = await db
    .selectFrom('account')
    .select((of) => [
      'admin',
      'mustChangePassword',
      sql<
        Role[]
      >`ARRAY(SELECT r.role FROM account_role r WHERE r.account_id = account.id AND r.ended_at IS NULL)`.as(
        'roles',
      ),
      of
        .exists(of.selectFrom('secondFactor').select('userId').whereRef('userId', '=', 'account.id'))
        .as('app'),
      of
        .selectFrom('passkey')
        .select((count) => count.fn.countAll<bigint>().as('count'))
        .whereRef('userId', '=', 'account.id')
        .as('passkeys'),
    ])
    .where('id', '=', userId)
    .where('disabled', '=', false)
    .executeTakeFirst()
  if (account === undefined) return null
  const policy = await secondFactorPolicy(db)
  return {
    app: Boolean(account.app),
    passkeys: Number(account.passkeys ?? 0),
    required: account.roles.some((role) => needsSecondFactor(policy, { role, admin: account.admin })),
    mustChangePassword: account.mustChangePassword,
  }
}

async function lockOwn(db: Db, userId: string | null): Promise<string> {
  const account = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', userId ?? '')
    .forUpdate()
    .executeTakeFirst()
  if (account === undefined) throw notFound(words('tài khoản', 'Account'))
  return account.id
}

async function keepCodes(db: Db, userId: string, hashes: readonly string[]): Promise<void> {
  await db.deleteFrom('recoveryCode').where('userId', '=', userId).execute()
  await db
    .insertInto('recoveryCode')
    .values(hashes.map((hash) => ({ userId, hash })))
    .execute()
}

async function stillCovered(db: Db, userId: string): Promise<void> {
  const factors = await factorsOf(db, userId)
  if (factors?.required === true && !factors.app && factors.passkeys === 0) {
    throw conflict('secondFactor.required', {
      vi: 'Tài khoản của bạn phải có xác thực hai bước: hãy thêm cách khác trước khi bỏ cách này.',
      en: 'Your account must have a second factor: add another one before you remove this one.',
    })
  }
}

const noAnswer = z.object({})

/** Switches one's own authenticator app on. The page has checked password and code. @throws Problem 409 when it is on */
export const switchOnApp = command({
  name: 'identity.switchOnApp',
  summary: words('Bật xác thực hai bước bằng ứng dụng', 'Switch the authenticator app on'),
  route: 'POST /me/second-factor',
  input: z.object({ secret: z.string(), step: z.int(), hashes: z.array(z.string()).min(1) }),
  output: noAnswer,
  may: ['reauthenticated'],
  proof: 'session',
  secret: ['secret', 'step', 'hashes'],
  async run({ db, actor }, { secret, step, hashes }) {
    const userId = await lockOwn(db, actor.userId)
    const made = await db
      .insertInto('secondFactor')
      .values({ userId, secret, lastStep: BigInt(step) })
      .onConflict((on) => on.column('userId').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) {
      throw conflict(
        'secondFactor.on',
        words('Xác thực hai bước bằng ứng dụng đã được bật.', 'The authenticator app is on already.'),
      )
    }
    await keepCodes(db, userId, hashes)
    return {}
  },
})

/** Switches one's own authenticator app off; its recovery codes end. The page has checked password and code. */
export const switchOffApp = command({
  name: 'identity.switchOffApp',
  summary: words('Tắt xác thực hai bước bằng ứng dụng', 'Switch the authenticator app off'),
  route: 'DELETE /me/second-factor',
  input: z.object({}),
  output: noAnswer,
  may: ['reauthenticated'],
  proof: 'session',
  async run({ db, actor }) {
    const userId = await lockOwn(db, actor.userId)
    const gone = await db.deleteFrom('secondFactor').where('userId', '=', userId).executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound(words('ứng dụng xác thực', 'Authenticator app'))
    await db.deleteFrom('recoveryCode').where('userId', '=', userId).execute()
    await stillCovered(db, userId)
    return {}
  },
})

/** Replaces one's own recovery codes. The page has checked password and code. */
export const renewRecoveryCodes = command({
  name: 'identity.renewRecoveryCodes',
  summary: words('Cấp lại mã khôi phục', 'Renew the recovery codes'),
  route: 'POST /me/second-factor/codes',
  input: z.object({ hashes: z.array(z.string()).min(1) }),
  output: noAnswer,
  may: ['reauthenticated'],
  proof: 'session',
  secret: ['hashes'],
  async run({ db, actor }, { hashes }) {
    await keepCodes(db, await lockOwn(db, actor.userId), hashes)
    return {}
  },
})

explainConstraint('passkey_credential', () =>
  conflict(
    'passkey.known',
    words('Khóa truy cập này đã được đăng ký.', 'This passkey is registered already.'),
  ),
)

/** Keeps a new passkey of one's own. The page has checked password and registration. */
export const addPasskey = command({
  name: 'identity.addPasskey',
  summary: words('Thêm khóa truy cập', 'Add a passkey'),
  route: 'POST /me/passkeys',
  input: z.object({
    name: text(60),
    credentialId: z.string(),
    publicKey: z.string(),
    signCount: z.int().min(0),
  }),
  output: z.object({ id: z.int() }),
  may: ['reauthenticated'],
  proof: 'session',
  secret: ['credentialId', 'publicKey'],
  subject: (_input, output) => `passkey:${output.id}`,
  async run({ db, actor }, input) {
    const userId = await lockOwn(db, actor.userId)
    return db
      .insertInto('passkey')
      .values({
        userId,
        name: input.name,
        credentialId: input.credentialId,
        publicKey: input.publicKey,
        signCount: BigInt(input.signCount),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

const noPasskey = words('khóa truy cập', 'Passkey')

/** Gives one's own passkey another name. */
export const renamePasskey = command({
  name: 'identity.renamePasskey',
  summary: words('Đổi tên khóa truy cập', 'Rename a passkey'),
  route: 'PUT /me/passkeys/{id}',
  input: z.object({ id: id(), name: text(60) }),
  output: noAnswer,
  may: ['reauthenticated'],
  proof: 'session',
  subject: (input) => `passkey:${input.id}`,
  async run({ db, actor }, input) {
    const named = await db
      .updateTable('passkey')
      .set({ name: input.name })
      .where('id', '=', input.id)
      .where('userId', '=', actor.userId ?? '')
      .executeTakeFirst()
    if (named.numUpdatedRows === 0n) throw notFound(noPasskey)
    return {}
  },
})

/** Removes one's own passkey. @throws Problem 409 when it is the last factor of an account that must have one */
export const removePasskey = command({
  name: 'identity.removePasskey',
  summary: words('Xóa khóa truy cập', 'Remove a passkey'),
  route: 'DELETE /me/passkeys/{id}',
  input: z.object({ id: id() }),
  output: noAnswer,
  may: ['reauthenticated'],
  proof: 'session',
  subject: (input) => `passkey:${input.id}`,
  async run({ db, actor }, input) {
    const userId = await lockOwn(db, actor.userId)
    const gone = await db
      .deleteFrom('passkey')
      .where('id', '=', input.id)
      .where('userId', '=', userId)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound(noPasskey)
    await stillCovered(db, userId)
    return {}
  },
})

/**
 * Takes an account's authenticator app, recovery codes and passkeys away (telephone lost), ends its sessions and revokes its tokens; its owner is
 * told at the next sign-in. The password stays.
 */
export const resetSecondFactor = command({
  name: 'accounts.resetSecondFactor',
  summary: words('Đặt lại xác thực hai bước', 'Reset the second factor'),
  route: 'DELETE /accounts/{id}/second-factor',
  input: z.object({ id: text(60) }),
  output: z.object({ id: z.string() }),
  may: ['admin', 'system'],
  proof: 'session',
  subject: (input) => `account:${input.id}`,
  async run({ db, actor, now }, input) {
    const userId = await lockOwn(db, input.id)
    for (const table of ['secondFactor', 'recoveryCode', 'passkey'] as const)
      await db.deleteFrom(table).where('userId', '=', userId).execute()
    await endAccess(db, [userId], now)
    const reset = { at: now, byName: actor.name, seen: false }
    await db
      .insertInto('secondFactorReset')
      .values({ userId, ...reset })
      .onConflict((on) => on.column('userId').doUpdateSet(reset))
      .execute()
    return { id: userId }
  },
})

/**
 * Says which groups must have a second factor. Sessions and tokens of accounts that must and have none end (but for one's own): at the next
 * sign-in they set one up.
 */
export const requireSecondFactor = command({
  name: 'accounts.requireSecondFactor',
  summary: words('Quy định nhóm phải có xác thực hai bước', 'Say who must have a second factor'),
  route: 'PUT /second-factor',
  input: z.object({ groups: Groups }),
  output: z.object({ groups: Groups }),
  may: ['admin', 'system'],
  proof: 'session',
  subject: () => `setting:${policyKey}`,
  async run({ db, actor, now }, input) {
    const groups = secondFactorGroups.filter((group) => input.groups.includes(group))
    const value = toJson(groups)
    await db
      .insertInto('setting')
      .values({ key: policyKey, value })
      .onConflict((on) => on.column('key').doUpdateSet({ value }))
      .execute()
    if (groups.length === 0) return { groups }
    const bare = db
      .selectFrom('account')
      .select('account.id')
      .where((or) =>
        or.or([
          sql<boolean>`EXISTS (SELECT FROM account_role r WHERE r.account_id = account.id AND r.ended_at IS NULL
            AND r.role = ANY (${groups.filter((group) => group !== 'admin')}::text[]))`,
          ...(groups.includes('admin') ? [or('admin', '=', true)] : []),
        ]),
      )
      .where((not) =>
        not.and(
          (['secondFactor', 'passkey'] as const).map((table) =>
            not.not(not.exists(not.selectFrom(table).select('userId').whereRef('userId', '=', 'account.id'))),
          ),
        ),
      )
    const ended = await bare.where('account.id', '<>', actor.userId ?? '').execute()
    await endAccess(
      db,
      ended.map(({ id }) => id),
      now,
    )
    return { groups }
  },
})

/** Which groups must have a second factor, and how many accounts of each have none. */
export const showSecondFactorPolicy = query({
  name: 'accounts.secondFactorPolicy',
  summary: words('Nhóm phải có xác thực hai bước', 'Who must have a second factor'),
  route: 'GET /second-factor',
  input: z.object({}),
  output: z.object({ groups: Groups }),
  may: ['admin', 'auditor', 'system'],
  proof: 'session',
  run: async ({ db }) => ({ groups: await secondFactorPolicy(db) }),
})

const when = (moment: Date | null) => moment?.toISOString() ?? null

/** One's own second factor: app, recovery codes left, passkeys, whether it must be, and when an administrator reset it. */
export const mySecondFactor = query({
  name: 'identity.secondFactor',
  summary: words('Xác thực hai bước của tôi', 'My second factor'),
  route: 'GET /me/second-factor',
  input: z.object({}),
  output: z.object({
    app: z.boolean(),
    since: z.string().nullable(),
    recoveryLeft: z.int(),
    required: z.boolean(),
    passkeys: z.array(
      z.object({ id: z.int(), name: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() }),
    ),
    reset: z.object({ at: z.string(), by: z.string() }).nullable(),
  }),
  may: withAccount,
  proof: 'session',
  async run({ db, actor }) {
    const userId = actor.userId ?? ''
    const factors = await factorsOf(db, userId)
    if (factors === null) throw notFound(words('tài khoản', 'Account'))
    const [app, left, passkeys, reset] = await Promise.all([
      db.selectFrom('secondFactor').select('createdAt').where('userId', '=', userId).executeTakeFirst(),
      db
        .selectFrom('recoveryCode')
        .select('hash')
        .where('userId', '=', userId)
        .where('usedAt', 'is', null)
        .execute(),
      db
        .selectFrom('passkey')
        .select(['id', 'name', 'createdAt', 'lastUsedAt'])
        .where('userId', '=', userId)
        .orderBy('id')
        .execute(),
      db.selectFrom('secondFactorReset').selectAll().where('userId', '=', userId).executeTakeFirst(),
    ])
    return {
      app: factors.app,
      since: when(app?.createdAt ?? null),
      recoveryLeft: left.length,
      required: factors.required,
      passkeys: passkeys.map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: when(row.lastUsedAt),
      })),
      reset: reset === undefined ? null : { at: reset.at.toISOString(), by: reset.byName },
    }
  },
})
