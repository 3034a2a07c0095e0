import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCommonPassword, passwordCores } from './common-passwords.ts'
import { passwordProblem } from './rules.ts'

const account = { email: 'lan@example.vn', name: 'Lan' }
const isTaken = async (password: string) =>
  passwordProblem(password, account) === null && !(await isCommonPassword(password))

describe('a common password is refused', () => {
  test.each([
    'password123',
    '1234567890',
    'matkhau123',
    'Mật khẩu 2026',
    'P@ssw0rd123',
    'MATKHAU!!2025',
    'qwertyuiop',
    'Qwerty12345',
    'abcdefghij',
    'zyxwvutsrq',
    '9876543210',
    'abcabcabcabc',
    'anhyeuem123',
    'iloveyou2024',
    'administrator',
    'Welcome2026!',
    'vietnam2025!!',
    'football1988',
    '11111aaaaa',
    '12345678910',
    'nscl123456',
    'NSCL@2026!!',
    'Sóc Trăng 2026',
    'cantho@123',
    'Đồng Nai 123!',
    'Tỉnh Lâm Đồng 2025',
    'thanhphohue1',
    'ubnd202627',
    'Lãnh đạo 2026',
  ])('%s', async (password) => {
    expect(await isTaken(password)).toBe(false)
  })
})

describe('a password of one’s own is taken', () => {
  test.each([
    'mười con cá rô đồng',
    'correct horse battery staple',
    'bánh pía Vũng Thơm ngon nhất',
    'tháng chín lúa trổ đòng',
    'X7#kd92!qPwz',
    'Cần Thơ gạo trắng nước trong',
    'gió chướng thổi về 1975',
  ])('%s', async (password) => {
    expect(await isTaken(password)).toBe(true)
  })
})

test('what stands around a common word does not save it', async () => {
  const word = fc.constantFrom('password', 'matkhau', 'qwerty', 'dragon', 'sunshine', 'football', 'quantri')
  const around = fc.stringMatching(/^[0-9!.?_-]{3,8}$/)
  await fc.assert(
    fc.asyncProperty(word, around, around, fc.boolean(), async (core, before, after, capital) => {
      const typed = capital ? core.toUpperCase() : core
      expect(await isCommonPassword(typed + after)).toBe(true)
      expect(await isCommonPassword(before + typed + after)).toBe(true)
    }),
  )
})

test('the reader of cores takes any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(passwordCores(text).every((core) => core.length >= 4)).toBe(true)
    }),
  )
})
