import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passwordProblem } from './rules.ts'

const account = { email: 'lan.nguyen@soctrang.gov.vn', name: 'Nguyễn Thị Lan' }

test('a password of nine characters is too short and says how many are needed', () => {
  expect(passwordProblem('abcdefgh1', account)?.vi).toBe('Mật khẩu có ít nhất 10 ký tự.')
})

test('a password that holds the account’s own address is refused', () => {
  expect(passwordProblem('xx-lan.nguyen-2025', account)).not.toBeNull()
})

test('a long plain sentence is a good password', () => {
  expect(passwordProblem('mười con cá rô đồng', account)).toBeNull()
})

test('one sign repeated is never a password, however long', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 1 }),
      fc.integer({ min: 10, max: 100 }),
      (sign, times) => {
        expect(passwordProblem(sign.repeat(times), account)).not.toBeNull()
      },
    ),
  )
})
