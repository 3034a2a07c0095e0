import { type Actor, publicActor } from '../platform/actor.ts'
import { takeGuess } from '../platform/attempts.ts'
import { addressGroup, isOwnMachine } from '../platform/client-address.ts'
import { recordEvent, recordSeldom } from '../platform/events.ts'
import { keyedHash, unseal } from '../platform/identity.ts'
import { words } from '../platform/language.ts'
import { namedEvent } from '../platform/operation.ts'
import type { FormValues, PageRequest } from '../platform/page.ts'
import { hashPassword, longestPassword, oneTimePassword, verifyPassword } from '../platform/passwords.ts'
import { invalidField, Problem } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import { knownDevice } from './devices.ts'
import { recoveryCode, recoveryCodes } from './rules.ts'
import { stepOfCode } from './totp.ts'

/*
 * Proof of who somebody is. Each guess is counted before it is tried and given back when it was right; wrong ones stand in the audit
 * trail.
 */

const signInFailed = namedEvent('identity.signInFailed', words('Đăng nhập không đúng', 'Wrong sign-in'))
const signInSlowed = namedEvent(
  'identity.signInSlowed',
  words('Tạm dừng nhận đăng nhập vì sai nhiều lần', 'Sign-in slowed down after many wrong ones'),
)
const recoveryCodeUsed = namedEvent(
  'identity.recoveryCodeUsed',
  words('Đăng nhập bằng mã khôi phục', 'Signed in by a recovery code'),
)

/** Somebody whose secret is guessed at; `userId` is null when there is no such account. */
interface Target {
  readonly userId: string | null
  readonly name: string
}

/** The address that guesses of this request are counted by; null for the machine itself. */
export const guessAddress = ({ headers, address }: PageRequest) =>
  isOwnMachine(headers, address) ? null : addressGroup(address)

/** Writes a wrong guess into the audit trail and the log. @param by what was guessed at: password, code, passkey */
export async function recordFailure(request: PageRequest, target: Target, by: string): Promise<void> {
  const { system, address } = request
  system.log.warn({ address, userId: target.userId, by }, 'sign-in failed')
  await recordEvent(system, {
    name: signInFailed,
    actor: target,
    via: 'page',
    subject: target.userId === null ? null : `account:${target.userId}`,
    facts: { address, by },
  })
}

/** Writes into the audit trail, once in a while, that guesses are no longer taken. */
async function recordSlowed(request: PageRequest, target: Target, by: string): Promise<void> {
  const { system, address } = request
  system.log.warn({ address, userId: target.userId, by }, 'sign-in slowed down')
  await recordSeldom(system, {
    name: signInSlowed,
    actor: target,
    via: 'page',
    subject: target.userId === null ? `address:${addressGroup(address)}` : `account:${target.userId}`,
    facts: { address, by },
  })
}

/**
 * Tries a guess.
 * @param prove what is true when it is right
 * @throws wrong when it is not, Problem 429 when there are no guesses left
 */
async function guess<T>(
  request: PageRequest,
  target: Target,
  of: { readonly kind: 'password' | 'code'; readonly target: string; readonly by: string },
  prove: () => Promise<T | null>,
  wrong: Problem,
): Promise<T> {
  const device = target.userId === null ? null : await knownDevice(request, target.userId)
  let giveBack: () => Promise<void>
  try {
    giveBack = await takeGuess({ kind: of.kind, target: of.target, address: guessAddress(request), device })
  } catch (error) {
    await recordSlowed(request, target, of.by)
    throw error
  }
  const proved = await prove()
  if (proved !== null) {
    await giveBack()
    return proved
  }
  await recordFailure(request, target, of.by)
  throw wrong
}

/** The text of one field of a form; '' when it was not sent. */
export function typed(values: FormValues, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** Whether this is the password, as it was typed: none is shortened, and one longer than any that is taken is not even hashed. */
async function isPassword(hash: string, password: string): Promise<boolean> {
  const possible = [...password.slice(0, 4 * longestPassword)].length <= longestPassword
  return (await verifyPassword({ hash, password: possible ? password : '' })) && possible
}

/** A hash that nobody knows a password for, so that an account that there is not takes as long as one that there is. */
let nobodysHash: Promise<string> | null = null

async function passwordHash({ db }: Pick<System, 'db'>, userId: string): Promise<string | null> {
  const credential = await db
    .selectFrom('accountCredential')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return credential?.password ?? null
}

/**
 * The account that an address and a password sign in to.
 * @throws Problem 422 when they do not, or the password was for one use and is used or too old; 429 after too many
 */
export async function accountOfPassword(
  request: PageRequest,
  email: string,
  password: string,
): Promise<{ id: string; name: string }> {
  const { system } = request
  const account = await system.db
    .selectFrom('account')
    .select(['id', 'name', 'disabled', 'mustChangePassword', 'oneTimeUntil', 'oneTimeUsedAt'])
    .where('email', '=', email)
    .executeTakeFirst()
  nobodysHash ??= hashPassword(oneTimePassword())
  const known = account === undefined ? null : await passwordHash(system, account.id)
  const hash = known ?? (await nobodysHash)
  const target = { userId: account?.id ?? null, name: account?.name ?? publicActor.name }
  const found = await guess(
    request,
    target,
    { kind: 'password', target: email, by: 'password' },
    async () => {
      const right = await isPassword(hash, password)
      return right && known !== null && account !== undefined && !account.disabled ? account : null
    },
    new Problem('signIn.wrong', 422, {
      vi: 'Thư điện tử hoặc mật khẩu không đúng.',
      en: 'The e-mail or the password is not right.',
    }),
  )
  if (found.mustChangePassword && !isUsable(found, system.now())) throw oneTimeSpent()
  return found
}

const isUsable = (account: { oneTimeUntil: Date | null; oneTimeUsedAt: Date | null }, now: Date) =>
  account.oneTimeUsedAt === null && (account.oneTimeUntil === null || account.oneTimeUntil > now)

/** A one-time password that has signed in once, or was not used in time. */
export function oneTimeSpent(): Problem {
  return new Problem('signIn.oneTimeSpent', 422, {
    vi: 'Mật khẩu dùng một lần này đã được dùng hoặc đã hết hạn. Xin quản trị viên cấp mật khẩu mới.',
    en: 'This one-time password has been used or has expired. Ask an administrator for a new one.',
  })
}

/**
 * Checks the present password of an account.
 * @param field where a form asks for it
 * @throws Problem 422 at that field when it is another one, 429 after too many
 */
export async function provePassword(
  request: PageRequest,
  account: Pick<Actor, 'name'> & { readonly userId: string },
  password: string,
  field = 'password',
): Promise<void> {
  const hash = await passwordHash(request.system, account.userId)
  if (hash === null) {
    throw invalidField(field, {
      vi: 'Tài khoản này chưa có mật khẩu riêng. Xin quản trị viên cấp mật khẩu dùng một lần và đăng nhập bằng mật khẩu đó trước.',
      en: 'This account has no password. Ask an administrator for a one-time password and sign in with it first.',
    })
  }
  await guess(
    request,
    account,
    { kind: 'password', target: `own ${account.userId}`, by: 'present password' },
    async () => ((await isPassword(hash, password)) ? true : null),
    invalidField(field, words('Mật khẩu không đúng.', 'The password is not right.')),
  )
}

/**
 * Takes a code of the account's authenticator app, or one of its recovery codes; either is good once.
 * @throws Problem 422 at the field `code` when it is neither, 429 after too many
 */
export async function proveCode(
  request: PageRequest,
  account: Pick<Actor, 'name'> & { readonly userId: string },
  code: string,
): Promise<void> {
  const { system } = request
  const { userId } = account
  await guess(
    request,
    account,
    { kind: 'code', target: userId, by: 'code' },
    async () =>
      (await takeAppCode(system, userId, code)) || (await takeRecoveryCode(request, account, code))
        ? true
        : null,
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

async function takeRecoveryCode(
  { system, address }: PageRequest,
  account: Pick<Actor, 'name'> & { readonly userId: string },
  code: string,
): Promise<boolean> {
  const plain = recoveryCode(code)
  if (plain === null) return false
  const { userId } = account
  const hash = await keyedHash(system.identity, `recovery ${userId}`, plain)
  return recordEvent(
    system,
    {
      name: recoveryCodeUsed,
      actor: account,
      via: 'page',
      subject: `account:${userId}`,
      facts: { address },
    },
    async (db) => {
      const used = await db
        .updateTable('recoveryCode')
        .set({ usedAt: system.now() })
        .where('userId', '=', userId)
        .where('hash', '=', hash)
        .where('usedAt', 'is', null)
        .executeTakeFirst()
      return used.numUpdatedRows === 1n
    },
  )
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
