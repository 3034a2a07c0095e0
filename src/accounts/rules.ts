import type { Role } from '../platform/actor.ts'
import type { Words } from '../platform/language.ts'
import { longestPassword, shortestPassword } from '../platform/session.ts'

/**
 * What is wrong with a new password, or null. Length counts, odd signs do not; a password that holds the account's own
 * name or address is refused (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordProblem(password: string, account: { email: string; name: string }): Words | null {
  const length = [...password].length
  if (length < shortestPassword) {
    return {
      vi: `Mật khẩu có ít nhất ${shortestPassword} ký tự.`,
      en: `A password has at least ${shortestPassword} characters.`,
    }
  }
  if (length > longestPassword) {
    return {
      vi: `Mật khẩu có nhiều nhất ${longestPassword} ký tự.`,
      en: `A password has at most ${longestPassword} characters.`,
    }
  }
  if (new Set(password).size < 5) {
    return {
      vi: 'Mật khẩu lặp lại quá ít ký tự khác nhau.',
      en: 'The password repeats too few different characters.',
    }
  }
  const lower = password.toLowerCase()
  const user = account.email.split('@')[0] ?? ''
  const own = [user, account.name.toLowerCase().replace(/\s/g, '')].filter((part) => part.length >= 5)
  if (own.some((part) => lower.includes(part))) {
    return {
      vi: 'Mật khẩu không được chứa tên hay địa chỉ của tài khoản.',
      en: 'The password must not hold your name or address.',
    }
  }
  return null
}

/** What an account of this role must be bound to. */
export function boundTo(role: Role): 'enterprise' | 'agency' | 'nothing' {
  if (role === 'enterprise') return 'enterprise'
  return role === 'auditor' ? 'nothing' : 'agency'
}
