import { randomBytes } from 'node:crypto'
import { hashPassword, verifyPassword } from './password-hash.ts'

/** The shortest password that is taken; long ones are better than odd ones (NIST SP 800-63B, 5.1.1). */
export const shortestPassword = 10
export const longestPassword = 128

/** A password to be used once: four groups of five letters and digits that are not mistaken for one another; 95 bits. */
export function oneTimePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const pick = () => {
    for (;;) {
      const byte = randomBytes(1)[0] ?? 255
      // Rejected above the last whole multiple, so that each letter is equally likely.
      if (byte < 248) return alphabet[byte % 31]
    }
  }
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join('')).join('-')
}

export { hashPassword, verifyPassword }
