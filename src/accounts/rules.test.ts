import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needsSecondFactor, nextStep, passwordProblem, recoveryCode, safeNext } from './rules.ts'

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

test('a code is asked for where there is an app; a passkey counts where a second factor is required', () => {
  const none = { app: false, passkeys: 0, required: false, mustChangePassword: false }
  expect(nextStep(none, 'password')).toBe('none')
  expect(nextStep({ ...none, app: true }, 'password')).toBe('code')
  expect(nextStep({ ...none, passkeys: 1 }, 'password')).toBe('none')
  expect(nextStep({ ...none, passkeys: 1, required: true }, 'password')).toBe('code')
  expect(nextStep({ ...none, required: true }, 'password')).toBe('enrol')
  expect(nextStep({ ...none, required: true, mustChangePassword: true }, 'password')).toBe('none')
  expect(nextStep({ ...none, required: true }, 'session')).toBe('enrol')
  expect(nextStep({ ...none, app: true, required: true }, 'session')).toBe('none')
})

test('whoever has shown both factors comes in; whoever has an app never does by the password alone', () => {
  const account = fc.record({
    app: fc.boolean(),
    passkeys: fc.nat({ max: 3 }),
    required: fc.boolean(),
    mustChangePassword: fc.boolean(),
  })
  fc.assert(
    fc.property(account, (factors) => {
      expect(nextStep(factors, 'both')).toBe('none')
      const step = nextStep(factors, 'password')
      if (factors.app) expect(step).toBe('code')
      if (step === 'none' && !factors.mustChangePassword) expect(factors.required).toBe(false)
      // Setting one up is never offered to whoever has one: a stolen password would replace it.
      if (step === 'enrol') expect(factors.app || factors.passkeys > 0).toBe(false)
    }),
  )
})

test('a second factor is required of a role, or of whoever manages accounts whatever the role', () => {
  expect(needsSecondFactor(['finance'], { role: 'finance', admin: false })).toBe(true)
  expect(needsSecondFactor(['finance'], { role: 'leader', admin: true })).toBe(false)
  expect(needsSecondFactor(['admin'], { role: 'leader', admin: true })).toBe(true)
  expect(needsSecondFactor([], { role: 'leader', admin: true })).toBe(false)
})

test('a recovery code is read whatever its case, blanks and dashes; six digits of an app are not one', () => {
  expect(recoveryCode(' ABCDE fgh-jk ')).toBe('abcdefghjk')
  expect(recoveryCode('123 456')).toBeNull()
  expect(recoveryCode('')).toBeNull()
})

test.each([
  ['/budget?year=2025&x=(1)#lines', '/budget?year=2025&x=(1)#lines'],
  ['/', '/'],
  ['', '/'],
  [null, '/'],
  ['budget', '/'],
  ['//evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['/\r\n/evil.example', '/'],
  ['/\\evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in the address %j leads to %j', (next, to) => {
  expect(safeNext(next)).toBe(to)
})

test('no address leads away from this site or breaks a header after signing in', () => {
  const site = 'https://nscl.example.gov.vn'
  const sign = fc.constantFrom(
    '/',
    '\\',
    '\t',
    '\n',
    '\r',
    '\0',
    '.',
    '@',
    ':',
    '?',
    '#',
    '%2F',
    'evil.example',
    'a',
  )
  const address = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(sign).map((signs) => `/${signs.join('')}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  )
  fc.assert(
    fc.property(address, (next) => {
      const to = safeNext(next)
      expect(new URL(to, site).origin).toBe(site)
      expect(to.startsWith('/') && !to.startsWith('//')).toBe(true)
      expect(() => new Headers({ location: to })).not.toThrow()
      expect(safeNext(to)).toBe(to)
    }),
    { numRuns: 2000 },
  )
})
