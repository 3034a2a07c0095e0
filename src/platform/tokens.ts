import { createHash, randomBytes } from 'node:crypto'

/** The SHA-256 under which a token is kept. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A new token for a machine: 256 random bits behind a prefix that secret scanners can know. */
export function newToken(): string {
  return `nscl_${randomBytes(32).toString('base64url')}`
}
