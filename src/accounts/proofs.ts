import { sql } from 'kysely'
import { clearSignIn, failedSignIn, signInWait } from '../platform/http.ts'
import { keyedHash, unseal } from '../platform/identity.ts'
import { type Words, words } from '../platform/language.ts'
import type { FormValues } from '../platform/page.ts'
import { oneTimePassword, verifyPassword } from '../platform/passwords.ts'
import { invalidField, Problem } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import { recoveryCode, recoveryCodes } from './rules.ts'
import { stepOfCode } from './totp.ts'

/* Proof of who somebody is, each guess of which is counted: ten in a quarter of an hour for an account. */

export function waitWords(seconds: number): Words {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return words(
    `Nhập sai quá nhiều lần. Xin thử lại sau ${minutes} phút.`,
    `Too many failed attempts. Please try again in ${minutes} min.`,
  )
}

const tooMany = (seconds: number) => new Problem('signIn.tooMany', 429, waitWords(seconds))

async function counted(
  keys: readonly string[],
  prove: () => Promise<boolean>,
  wrong: Problem,
): Promise<void> {
  const wait = await signInWait(...keys)
  if (wait !== null) throw tooMany(wait)
  if (await prove()) return clearSignIn(...keys)
  const blocked = await failedSignIn(...keys)
  throw blocked === null ? wrong : tooMany(blocked)
}

/** The text of one field of a form; '' when it was not sent. */
export function typed(values: FormValues, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** @throws Problem 422 at the field `password` when it is not the account's, 429 after ten wrong ones */
export async function provePassword({ db }: System, userId: string, password: string): Promise<void> {
  const credential = await db
    .selectFrom('accountCredential')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  const hash = credential?.password
  if (hash == null) {
    throw invalidField('password', {
      vi: 'Tài khoản này chưa có mật khẩu riêng. Xin quản trị viên cấp mật khẩu dùng một lần và đăng nhập bằng mật khẩu đó trước.',
      en: 'This account has no password. Ask an administrator for a one-time password and sign in with it first.',
    })
  }
  return counted(
    [`own password ${userId}`],
    () => verifyPassword({ hash, password }),
    invalidField('password', words('Mật khẩu không đúng.', 'The password is not right.')),
  )
}

/**
 * Takes a code of the account's authenticator app, or one of its recovery codes; either is good once.
 * @param keys what else counts wrong codes, such as the address
 * @throws Problem 422 at the field `code` when it is neither, 429 after ten wrong ones
 */
export function proveCode(
  system: System,
  userId: string,
  code: string,
  keys: readonly string[] = [],
): Promise<void> {
  return counted(
    [`code ${userId}`, ...keys],
    async () => (await takeAppCode(system, userId, code)) || (await takeRecoveryCode(system, userId, code)),
    invalidField('code', {
      vi: 'Mã không đúng hoặc đã dùng. Xin chờ ứng dụng hiện mã tiếp theo rồi nhập lại.',
      en: 'The code is not right, or has been used. Wait for the next one in your app and try again.',
    }),
  )
}

async function takeAppCode({ db, identity, now }: System, userId: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('secondFactor')
    .select(['secret', 'lastStep'])
    .where('userId', '=', userId)
    .executeTakeFirst()
  const secret = row === undefined ? null : await unseal(identity, row.secret)
  const step = secret === null ? null : stepOfCode(secret, code, now(), Number(row?.lastStep ?? 0n))
  if (step === null) return false
  // Of two who send the same code at once, one moves the step on.
  const taken = await db
    .updateTable('secondFactor')
    .set({ lastStep: BigInt(step) })
    .where('userId', '=', userId)
    .where('lastStep', '<', BigInt(step))
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

async function takeRecoveryCode({ db, identity }: System, userId: string, code: string): Promise<boolean> {
  const plain = recoveryCode(code)
  if (plain === null) return false
  const used = await db
    .updateTable('recoveryCode')
    .set({ usedAt: sql<Date>`now()` })
    .where('userId', '=', userId)
    .where('hash', '=', await keyedHash(identity, `recovery ${userId}`, plain))
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Ten new recovery codes (49 bits each) and the keyed hashes under which they are kept. */
export async function newRecoveryCodes(
  { identity }: System,
  userId: string,
): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = new Set<string>()
  while (codes.size < recoveryCodes) codes.add(oneTimePassword().slice(0, 11))
  const hashes = [...codes].map((code) =>
    keyedHash(identity, `recovery ${userId}`, recoveryCode(code) ?? code),
  )
  return { codes: [...codes], hashes: await Promise.all(hashes) }
}
