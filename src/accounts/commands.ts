import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { roles, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, email, flag, optionalId, optionalWhole, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { hashPassword, oneTimePassword, verifyPassword } from '../platform/passwords.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { boundTo, passwordProblem } from './rules.ts'

const noAccount = words('tài khoản', 'Account')

async function lockAccount(db: Db, id: string) {
  const account = await db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (account === undefined) throw notFound(noAccount)
  return account
}

async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  const updated = await db
    .updateTable('accountCredential')
    .set({ password: hash, updatedAt: new Date() })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  if (updated.numUpdatedRows > 0n) return
  await db
    .insertInto('accountCredential')
    .values({
      id: randomUUID(),
      accountId: userId,
      providerId: 'credential',
      userId,
      password: hash,
    })
    .execute()
}

async function endSessions(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('accountSession').where('userId', '=', userId).execute()
  // Who has shown the old password and not yet the second factor begins anew.
  await db.deleteFrom('signInStep').where('userId', '=', userId).execute()
}

/** The first account of an installation, which can make all others. @throws Problem 409 when there is an account */
export const createFirstAdministrator = command({
  name: 'accounts.createFirst',
  summary: words('Tạo quản trị viên đầu tiên', 'Create the first administrator'),
  route: 'POST /accounts/first',
  input: z.object({ name: text(100), email: email() }),
  output: z.object({ id: z.string(), password: z.string() }),
  may: ['system'],
  secret: ['password'],
  subject: (_input, output) => `account:${output.id}`,
  async run({ db }, input) {
    await sql`LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE`.execute(db)
    const some = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
    if (some !== undefined) {
      throw conflict('accounts.notFirst', words('Đã có tài khoản quản trị.', 'There is an account already.'))
    }
    const coordinator = await db
      .selectFrom('agency')
      .select('id')
      .where('kind', '=', 'coordinator')
      .orderBy('id')
      .executeTakeFirst()
    const id = randomUUID()
    const password = oneTimePassword()
    await db
      .insertInto('account')
      .values({
        id,
        name: input.name,
        email: input.email,
        role: 'coordinator',
        admin: true,
        agencyId: coordinator?.id ?? null,
      })
      .execute()
    await setPassword(db, id, password)
    return { id, password }
  },
})

/** Makes an account with a one-time password, which only the answer holds. */
export const createAccount = command({
  name: 'accounts.create',
  summary: words('Tạo tài khoản', 'Create an account'),
  route: 'POST /accounts',
  input: z.object({
    name: text(100),
    email: email(),
    role: choice(roles),
    agencyId: optionalId(),
    enterpriseId: optionalId(),
    admin: flag(),
  }),
  output: z.object({ id: z.string(), password: z.string() }),
  may: ['admin', 'system'],
  secret: ['password'],
  subject: (_input, output) => `account:${output.id}`,
  async run({ db }, input) {
    const binding = boundTo(input.role)
    if (binding === 'enterprise') {
      if (input.admin) {
        throw invalidField('admin', {
          vi: 'Tài khoản doanh nghiệp không làm quản trị viên.',
          en: 'An enterprise account cannot be an administrator.',
        })
      }
      if (input.enterpriseId === undefined) {
        throw invalidField('enterpriseId', words('Xin chọn doanh nghiệp.', 'Please choose the enterprise.'))
      }
      const enterprise = await db
        .selectFrom('enterprise')
        .select('id')
        .where('id', '=', input.enterpriseId)
        .executeTakeFirst()
      if (enterprise === undefined) {
        throw invalidField(
          'enterpriseId',
          words('Không có doanh nghiệp này.', 'There is no such enterprise.'),
        )
      }
    }
    if (binding === 'agency') {
      if (input.agencyId === undefined) {
        throw invalidField('agencyId', words('Xin chọn cơ quan.', 'Please choose the agency.'))
      }
      const agency = await db
        .selectFrom('agency')
        .select('id')
        .where('id', '=', input.agencyId)
        .executeTakeFirst()
      if (agency === undefined)
        throw invalidField('agencyId', words('Không có cơ quan này.', 'There is no such agency.'))
    }
    const taken = await db
      .selectFrom('account')
      .select('id')
      .where('email', '=', input.email)
      .executeTakeFirst()
    if (taken !== undefined) {
      throw invalidField('email', words('Địa chỉ này đã có tài khoản.', 'This address has an account.'))
    }
    const id = randomUUID()
    const password = oneTimePassword()
    await db
      .insertInto('account')
      .values({
        id,
        name: input.name,
        email: input.email,
        role: input.role,
        admin: input.admin,
        agencyId: binding === 'agency' ? (input.agencyId ?? null) : null,
        enterpriseId: binding === 'enterprise' ? (input.enterpriseId ?? null) : null,
      })
      .execute()
    await setPassword(db, id, password)
    return { id, password }
  },
})

/** Gives an account a new one-time password and ends its sessions. */
export const resetPassword = command({
  name: 'accounts.resetPassword',
  summary: words('Cấp mật khẩu dùng một lần', 'Issue a one-time password'),
  route: 'POST /accounts/{id}/password',
  input: z.object({ id: text(60) }),
  output: z.object({ id: z.string(), email: z.string(), password: z.string() }),
  may: ['admin', 'system'],
  secret: ['password'],
  subject: (input) => `account:${input.id}`,
  async run({ db }, { id }) {
    const account = await lockAccount(db, id)
    const password = oneTimePassword()
    await setPassword(db, id, password)
    await db
      .updateTable('account')
      .set({ mustChangePassword: true, updatedAt: new Date() })
      .where('id', '=', id)
      .execute()
    await endSessions(db, id)
    return { id, email: account.email, password }
  },
})

/** Closes an account (its sessions end, its tokens stop) or opens it again. The last administrator stays. */
export const setDisabled = command({
  name: 'accounts.setDisabled',
  summary: words('Khóa hoặc mở tài khoản', 'Close or reopen an account'),
  route: 'POST /accounts/{id}/disabled',
  input: z.object({ id: text(60), disabled: flag() }),
  output: z.object({ id: z.string() }),
  may: ['admin', 'system'],
  subject: (input) => `account:${input.id}`,
  async run({ db }, { id, disabled }) {
    const account = await lockAccount(db, id)
    if (disabled && account.admin) {
      // All administrators are locked, so that two of them cannot close each other at once.
      const others = await db
        .selectFrom('account')
        .select('id')
        .where('admin', '=', true)
        .where('disabled', '=', false)
        .where('id', '<>', id)
        .orderBy('id')
        .forUpdate()
        .execute()
      if (others.length === 0) {
        throw conflict('accounts.lastAdministrator', {
          vi: 'Đây là quản trị viên cuối cùng nên không khóa được.',
          en: 'This is the last administrator and cannot be closed.',
        })
      }
    }
    await db.updateTable('account').set({ disabled, updatedAt: new Date() }).where('id', '=', id).execute()
    if (disabled) await endSessions(db, id)
    return { id }
  },
})

/** Replaces one's own password; every session ends, the page then signs in anew. */
export const changePassword = command({
  name: 'identity.changePassword',
  summary: words('Đổi mật khẩu', 'Change the password'),
  route: 'POST /me/password',
  input: z.object({
    current: z.string().min(1).max(200),
    password: z.string().max(200),
    repeat: z.string().max(200),
  }),
  output: z.object({ email: z.string() }),
  may: signedIn,
  secret: ['current', 'password', 'repeat'],
  async run({ db, actor }, input) {
    const account = await lockAccount(db, actor.userId ?? '')
    const credential = await db
      .selectFrom('accountCredential')
      .select('password')
      .where('userId', '=', account.id)
      .where('providerId', '=', 'credential')
      .executeTakeFirst()
    const right =
      credential?.password != null &&
      (await verifyPassword({ hash: credential.password, password: input.current }))
    if (!right)
      throw invalidField(
        'current',
        words('Mật khẩu hiện tại không đúng.', 'The present password is not right.'),
      )
    const problem = passwordProblem(input.password, account)
    if (problem !== null) throw invalidField('password', problem)
    if (input.password !== input.repeat) {
      throw invalidField(
        'repeat',
        words('Hai lần nhập mật khẩu mới không giống nhau.', 'The two entries differ.'),
      )
    }
    if (input.password === input.current) {
      throw invalidField(
        'password',
        words('Mật khẩu mới phải khác mật khẩu hiện tại.', 'The new password must differ.'),
      )
    }
    await setPassword(db, account.id, input.password)
    await db
      .updateTable('account')
      .set({ mustChangePassword: false, updatedAt: new Date() })
      .where('id', '=', account.id)
      .execute()
    await endSessions(db, account.id)
    return { email: account.email }
  },
})

/**
 * Ends a one-time password that its owner never needs, because single sign-on vouches for them. Run by the page that the
 * provider sends people back to; an administrator can issue another.
 */
export const voidOneTimePassword = command({
  name: 'identity.voidOneTimePassword',
  summary: words(
    'Hủy mật khẩu dùng một lần (đăng nhập một lần)',
    'Void the one-time password (single sign-on)',
  ),
  route: 'DELETE /me/password',
  input: z.object({}),
  output: z.object({}),
  may: ['reauthenticated'],
  async run({ db, actor }) {
    const account = await lockAccount(db, actor.userId ?? '')
    if (!account.mustChangePassword) return {}
    await db
      .deleteFrom('accountCredential')
      .where('userId', '=', account.id)
      .where('providerId', '=', 'credential')
      .execute()
    await db
      .updateTable('account')
      .set({ mustChangePassword: false, updatedAt: new Date() })
      .where('id', '=', account.id)
      .execute()
    return {}
  },
})

/** Ends all of one's own sessions, on every machine. */
export const signOutEverywhere = command({
  name: 'identity.signOutEverywhere',
  summary: words('Đăng xuất khỏi mọi thiết bị', 'Sign out everywhere'),
  route: 'POST /me/sign-out-everywhere',
  input: z.object({}),
  output: z.object({}),
  may: signedIn,
  async run({ db, actor }) {
    await endSessions(db, actor.userId ?? '')
    return {}
  },
})

/** A token with which a program acts as this account. Only its SHA-256 is kept; the answer is the only place it stands. */
export const createToken = command({
  name: 'identity.createToken',
  summary: words('Tạo token cho máy', 'Make a token for a machine'),
  route: 'POST /me/tokens',
  input: z.object({ name: text(80), days: optionalWhole(1, 3650) }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: signedIn,
  secret: ['token'],
  subject: (_input, output) => `token:${output.id}`,
  async run({ db, actor }, { name, days }) {
    const token = newToken()
    const row = await db
      .insertInto('apiToken')
      .values({
        userId: actor.userId ?? '',
        name,
        sha256: tokenHash(token),
        hint: token.slice(0, 9),
        expiresAt: days === undefined ? null : new Date(Date.now() + days * 86_400_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: row.id, token }
  },
})

/** Ends one of one's own tokens. */
export const revokeToken = command({
  name: 'identity.revokeToken',
  summary: words('Thu hồi token', 'Revoke a token'),
  route: 'DELETE /me/tokens/{id}',
  input: z.object({ id: z.coerce.number().int() }),
  output: z.object({}),
  may: signedIn,
  subject: (input) => `token:${input.id}`,
  async run({ db, actor }, { id }) {
    const updated = await db
      .updateTable('apiToken')
      .set({ revokedAt: new Date() })
      .where('id', '=', id)
      .where('userId', '=', actor.userId ?? '')
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) throw notFound(words('token', 'Token'))
    return {}
  },
})
