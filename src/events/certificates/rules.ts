import { randomInt } from 'node:crypto'

/** Letters and figures that are told apart when they are read aloud or typed. */
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A new code of a certificate, `K7PQ-2MXA-RT9C`: 60 bits, so that nobody finds one by trying. */
export const newCertificateCode = (): string =>
  [0, 1, 2].map(() => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')).join('-')

/** A code as it is kept, of what was typed: small letters, blanks and missing dashes do not matter. Null: it is none. */
export function certificateCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (plain.length !== 12 || [...plain].some((sign) => !signs.includes(sign))) return null
  return [plain.slice(0, 4), plain.slice(4, 8), plain.slice(8)].join('-')
}
