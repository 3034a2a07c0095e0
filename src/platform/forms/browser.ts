import { createHash } from 'node:crypto'
import { type Config, cookieName } from '../config.ts'
import { isSignedCookie } from '../session.ts'
import type { System } from '../system.ts'

/** The cookie that names a browser; see `accounts/devices.ts`. */
export const deviceCookie = 'nscl.device'

/** The token of the cookie that names a browser; null when there is none. */
export function deviceToken(config: Config, headers: Headers): string | null {
  const name = cookieName(config, deviceCookie)
  return new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`).exec(headers.get('cookie') ?? '')?.[1] ?? null
}

/** What is stored of a browser's token. */
export const deviceHash = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * Whether somebody has signed in from this browser before, though perhaps nobody is signed in now: what such a browser sends may be a
 * form whose session has ended, and is read as if it had not. A stranger's body stays small.
 */
export async function hasSignedInHere(
  { db, config, identity }: Pick<System, 'db' | 'config' | 'identity'>,
  headers: Headers,
): Promise<boolean> {
  if (isSignedCookie(identity, headers)) return true
  const token = deviceToken(config, headers)
  if (token === null) return false
  const known = await db
    .selectFrom('knownDevice')
    .select('sha256')
    .where('sha256', '=', deviceHash(token))
    .limit(1)
    .executeTakeFirst()
  return known !== undefined
}
