import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

test('a password is kept as scrypt with N = 16,384 and r = 16 over a salt of its own, and is told from another', async () => {
  const password = 'mười con cá rô đồng'
  const [one, other] = [await hashPassword(password), await hashPassword(password)]
  expect(one).not.toBe(other)
  for (const hash of [one, other]) {
    const [salt = '', key] = hash.split(':')
    expect(salt).toMatch(/^[0-9a-f]{32}$/)
    const options = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 }
    expect(scryptSync(password.normalize('NFKC'), salt, 64, options).toString('hex')).toBe(key)
    expect(await verifyPassword({ hash, password })).toBe(true)
    expect(await verifyPassword({ hash, password: `${password}.` })).toBe(false)
  }
})
