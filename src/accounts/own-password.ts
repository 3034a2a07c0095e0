import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { verifyPassword } from '../platform/passwords.ts'
import { invalidField } from '../platform/problem.ts'
import { endAccess, endSessions, lockAccount, setPassword } from './access.ts'
import { isCommonPassword } from './common-passwords.ts'
import { passwordProblem } from './rules.ts'

/** What is wrong with a password that the owner of an account chooses; null when nothing is. */
export async function chosenPasswordProblem(
  password: string,
  account: { readonly email: string; readonly name: string },
): Promise<Words | null> {
  const problem = passwordProblem(password, account)
  if (problem !== null || !(await isCommonPassword(password))) return problem
  return words(
    'Mật khẩu này quá phổ biến, ai cũng đoán được. Xin chọn một câu dài của riêng bạn.',
    'This password is too common and easily guessed. Choose a long sentence of your own.',
  )
}

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
  may: withAccount,
  proof: 'session',
  secret: ['current', 'password', 'repeat'],
  rules: [
    {
      of: ['password'],
      judge: async ({ password }, { db, actor }) => {
        const account = await db
          .selectFrom('account')
          .selectAll()
          .where('id', '=', actor.userId ?? '')
          .executeTakeFirstOrThrow()
        const problem = await chosenPasswordProblem(password, account)
        return problem === null ? null : { field: 'password', words: problem }
      },
    },
    {
      of: ['password', 'repeat'],
      judge: ({ password, repeat }) =>
        password === repeat
          ? null
          : {
              field: 'repeat',
              words: words('Hai lần nhập mật khẩu mới không giống nhau.', 'The two entries differ.'),
            },
    },
    {
      of: ['current', 'password'],
      judge: ({ current, password }) =>
        password === current
          ? {
              field: 'password',
              words: words('Mật khẩu mới phải khác mật khẩu hiện tại.', 'The new password must differ.'),
            }
          : null,
    },
  ],
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
    await setPassword(db, account.id, input.password)
    await db
      .updateTable('account')
      .set({ mustChangePassword: false, updatedAt: new Date() })
      .where('id', '=', account.id)
      .execute()
    await endSessions(db, [account.id])
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
  proof: 'session',
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

/** Ends all of one's own sessions, on every machine, and revokes one's tokens. */
export const signOutEverywhere = command({
  name: 'identity.signOutEverywhere',
  summary: words('Đăng xuất khỏi mọi thiết bị', 'Sign out everywhere'),
  route: 'POST /me/sign-out-everywhere',
  input: z.object({}),
  output: z.object({}),
  may: withAccount,
  proof: 'session',
  async run({ db, actor, now }) {
    await endAccess(db, [actor.userId ?? ''], now)
    return {}
  },
})
