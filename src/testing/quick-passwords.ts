import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/*
 * Stands in the place of `platform/password-hash.ts` in the tests on a database, by `vitest.config.ts`: what is kept looks the same, but a
 * password costs a thousandth of the work. A hash of the program takes a tenth of a second on purpose, and tests sign in a thousand
 * times. That the program's own is the slow one is said by `platform/passwords.test.ts`; the long suite and the browser tests use it.
 */

const derive = promisify<string, string, number, { N: number; r: number; p: number }, Buffer>(scrypt)
const keyOf = (password: string, salt: string) =>
  derive(password.normalize('NFKC'), salt, 64, { N: 16, r: 16, p: 1 })

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex')
  return `${salt}:${(await keyOf(password, salt)).toString('hex')}`
}

export async function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  const [salt = '', key = ''] = given.hash.split(':')
  const kept = Buffer.from(key, 'hex')
  const tried = await keyOf(given.password, salt)
  return kept.length === tried.length && timingSafeEqual(kept, tried)
}
