import { type Role, roles } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import { longestPassword, shortestPassword } from '../platform/passwords.ts'

/**
 * What is wrong with a new password, or null. Length counts, odd signs do not; a password that holds the account's own
 * name or address is refused (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordProblem(password: string, account: { email: string; name: string }): Words | null {
  const length = [...password].length
  if (length < shortestPassword) {
    return words(
      `Mật khẩu có ít nhất ${shortestPassword} ký tự.`,
      `A password has at least ${shortestPassword} characters.`,
    )
  }
  if (length > longestPassword) {
    return words(
      `Mật khẩu có nhiều nhất ${longestPassword} ký tự.`,
      `A password has at most ${longestPassword} characters.`,
    )
  }
  if (new Set(password).size < 5) {
    return words(
      'Mật khẩu lặp lại quá ít ký tự khác nhau.',
      'The password repeats too few different characters.',
    )
  }
  const lower = password.toLowerCase()
  const user = account.email.split('@')[0] ?? ''
  const own = [user, account.name.toLowerCase().replace(/\s/g, '')].filter((part) => part.length >= 5)
  if (own.some((part) => lower.includes(part))) {
    return words(
      'Mật khẩu không được chứa tên hay địa chỉ của tài khoản.',
      'The password must not hold your name or address.',
    )
  }
  return null
}

/** An origin that no address of this site can name by itself. */
const nowhere = 'https://nowhere.invalid'

/**
 * Where a browser goes after signing in: a path of this site, else `/`. A browser removes tabs and line breaks from an address and
 * reads `\\` as `/`, so what counts is the origin of the address as it is parsed (WHATWG URL), not its first signs.
 */
export function safeNext(next: string | null | undefined): string {
  if (next == null || !next.startsWith('/') || !URL.canParse(next, nowhere)) return '/'
  const { origin, pathname, search, hash } = new URL(next, nowhere)
  const path = pathname + search + hash
  // `/.//elsewhere.example` is a path of this site whose normal form is not.
  return origin === nowhere && !path.startsWith('//') ? path : '/'
}

/** What an account of this role must be bound to. */
export function boundTo(role: Role): 'enterprise' | 'agency' | 'nothing' {
  if (role === 'enterprise') return 'enterprise'
  return role === 'auditor' ? 'nothing' : 'agency'
}

/** Whom a second factor can be required of: a role, or whoever manages accounts. */
export const secondFactorGroups = [...roles, 'admin'] as const
export type SecondFactorGroup = (typeof secondFactorGroups)[number]

/** Whether an account belongs to one of the groups that must have a second factor. */
export function needsSecondFactor(
  groups: readonly SecondFactorGroup[],
  account: { readonly role: Role; readonly admin: boolean },
): boolean {
  return groups.includes(account.role) || (account.admin && groups.includes('admin'))
}

/**
 * What still stands between somebody who has shown the first factor and their session: a second factor (`code`), setting
 * one up (`enrol`), or nothing. A passkey is both factors at once; it stands in for the code of an app.
 * @param shown `password`: the password alone; `session`: somebody who is signed in and has changed the password; `both`: a
 * passkey, a code, or a provider that asks for a second factor itself
 */
export function nextStep(
  account: {
    readonly app: boolean
    readonly passkeys: number
    readonly required: boolean
    readonly mustChangePassword: boolean
  },
  shown: 'password' | 'session' | 'both',
): 'none' | 'code' | 'enrol' {
  if (shown === 'both') return 'none'
  const { app, passkeys, required } = account
  if (app || (required && passkeys > 0)) return shown === 'session' ? 'none' : 'code'
  // A one-time password opens nothing but the page that replaces it; the second factor comes after that.
  return required && !account.mustChangePassword ? 'enrol' : 'none'
}

/** How many recovery codes an account gets, and the signs they are made of: none is mistaken for another. */
export const recoveryCodes = 10

/** A recovery code as it is compared: without case, blanks and dashes; null when it cannot be one. */
export function recoveryCode(typed: string): string | null {
  const plain = typed.toLowerCase().replace(/[\s-]/g, '')
  return /^[a-z2-9]{10}$/.test(plain) ? plain : null
}
