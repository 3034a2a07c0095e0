import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { roles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, email, flag, optionalId, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { oneTimePassword } from '../platform/passwords.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { endAccess, lockAccount, oneTimeEnd, setPassword } from './access.ts'
import { boundTo } from './rules.ts'

/** The first account of an installation, which can make all others. @throws Problem 409 when there is an account */
export const createFirstAdministrator = command({
  name: 'accounts.createFirst',
  summary: words('Tạo quản trị viên đầu tiên', 'Create the first administrator'),
  route: 'POST /accounts/first',
  input: z.object({ name: text(100), email: email() }),
  output: z.object({ id: z.string(), password: z.string() }),
  may: ['system'],
  proof: 'session',
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
        oneTimeUntil: oneTimeEnd(),
      })
      .execute()
    await setPassword(db, id, password)
    return { id, password }
  },
})

/** @throws Problem 422 when an account has this address */
export async function freeAddress(db: Db, address: string): Promise<void> {
  const taken = await db.selectFrom('account').select('id').where('email', '=', address).executeTakeFirst()
  if (taken !== undefined) {
    throw invalidField('email', words('Địa chỉ này đã có tài khoản.', 'This address has an account.'))
  }
}

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
  proof: 'session',
  needs: [
    {
      field: 'enterpriseId',
      of: ['role'],
      when: ({ role }) => boundTo(role) === 'enterprise',
      said: words('với tài khoản doanh nghiệp', 'for an account of an enterprise'),
      words: words('Xin chọn doanh nghiệp.', 'Please choose the enterprise.'),
    },
    {
      field: 'agencyId',
      of: ['role'],
      when: ({ role }) => boundTo(role) === 'agency',
      said: words('với tài khoản cơ quan', 'for an account of an agency'),
      words: words('Xin chọn cơ quan.', 'Please choose the agency.'),
    },
  ],
  rules: [
    {
      of: ['role', 'admin'],
      judge: ({ role, admin }) =>
        admin && boundTo(role) === 'enterprise'
          ? {
              field: 'admin',
              words: {
                vi: 'Tài khoản doanh nghiệp không làm quản trị viên.',
                en: 'An enterprise account cannot be an administrator.',
              },
            }
          : null,
    },
    {
      of: ['role', 'enterpriseId'],
      judge: async ({ role, enterpriseId }, { db }) => {
        if (boundTo(role) !== 'enterprise' || enterpriseId === undefined) return null
        const there = await db
          .selectFrom('enterprise')
          .select('id')
          .where('id', '=', enterpriseId)
          .executeTakeFirst()
        if (there !== undefined) return null
        return {
          field: 'enterpriseId',
          words: words('Không có doanh nghiệp này.', 'There is no such enterprise.'),
        }
      },
    },
    {
      of: ['role', 'agencyId'],
      judge: async ({ role, agencyId }, { db }) => {
        if (boundTo(role) !== 'agency' || agencyId === undefined) return null
        const there = await db.selectFrom('agency').select('id').where('id', '=', agencyId).executeTakeFirst()
        if (there !== undefined) return null
        return { field: 'agencyId', words: words('Không có cơ quan này.', 'There is no such agency.') }
      },
    },
    { of: ['email'], check: (input, { db }) => freeAddress(db, input.email) },
  ],
  secret: ['password'],
  subject: (_input, output) => `account:${output.id}`,
  async run({ db }, input) {
    const binding = boundTo(input.role)
    await freeAddress(db, input.email)
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
        oneTimeUntil: oneTimeEnd(),
        agencyId: binding === 'agency' ? (input.agencyId ?? null) : null,
        enterpriseId: binding === 'enterprise' ? (input.enterpriseId ?? null) : null,
      })
      .execute()
    await setPassword(db, id, password)
    return { id, password }
  },
})

/** Gives an account a new one-time password; its sessions end and its tokens are revoked. */
export const resetPassword = command({
  name: 'accounts.resetPassword',
  summary: words('Cấp mật khẩu dùng một lần', 'Issue a one-time password'),
  route: 'POST /accounts/{id}/password',
  input: z.object({ id: text(60) }),
  output: z.object({ id: z.string(), email: z.string(), password: z.string() }),
  may: ['admin', 'system'],
  proof: 'session',
  secret: ['password'],
  subject: (input) => `account:${input.id}`,
  async run({ db, now }, { id }) {
    const account = await lockAccount(db, id)
    const password = oneTimePassword()
    await setPassword(db, id, password)
    await db
      .updateTable('account')
      .set({ mustChangePassword: true, oneTimeUntil: oneTimeEnd(), oneTimeUsedAt: null, updatedAt: now })
      .where('id', '=', id)
      .execute()
    await endAccess(db, [id], now)
    return { id, email: account.email, password }
  },
})

/** Closes an account (its sessions end, its tokens are revoked for good) or opens it again. The last administrator stays. */
export const setDisabled = command({
  name: 'accounts.setDisabled',
  summary: words('Khóa hoặc mở tài khoản', 'Close or reopen an account'),
  route: 'POST /accounts/{id}/disabled',
  input: z.object({ id: text(60), disabled: flag() }),
  output: z.object({ id: z.string() }),
  may: ['admin', 'system'],
  proof: 'session',
  subject: (input) => `account:${input.id}`,
  async run({ db, now }, { id, disabled }) {
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
    await db.updateTable('account').set({ disabled, updatedAt: now }).where('id', '=', id).execute()
    if (disabled) await endAccess(db, [id], now)
    return { id }
  },
})
