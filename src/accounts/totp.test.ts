import fc from 'fast-check'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { keyUri, newSecret, stepOfCode } from './totp.ts'

const rfc = Secret.fromUTF8('12345678901234567890').base32
const codeOf = (step: number) => new TOTP({ secret: rfc }).generate({ timestamp: step * 30_000 })

test('the codes of RFC 6238, appendix B, are taken at their moment, in six digits', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [20000000000, '353130'],
  ] as const)
    expect(stepOfCode(rfc, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30))
})

test('a code is taken half a minute early or late, not a minute, and blanks do not matter', () => {
  const moment = new Date('2026-11-25T01:00:00Z')
  const now = moment.getTime() / 30_000
  for (const [away, taken] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const) {
    expect(stepOfCode(rfc, codeOf(now + away), moment)).toBe(taken ? now + away : null)
  }
  const code = codeOf(now)
  expect(stepOfCode(rfc, ` ${code.slice(0, 3)} ${code.slice(3)} `, moment)).toBe(now)
  expect(stepOfCode(rfc, code.slice(0, 5), moment)).toBeNull()
  expect(stepOfCode(rfc, `${code}0`, moment)).toBeNull()
})

test('a code that was taken is not taken again, nor is an older one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 4_000_000_000 }),
      fc.integer({ min: -1, max: 1 }),
      (seconds, away) => {
        const moment = new Date(seconds * 1000)
        const step = Math.floor(seconds / 30) + away
        expect(stepOfCode(rfc, codeOf(step), moment, step - 1)).toBe(step)
        // A later step may chance upon the same six digits; the same or an earlier step is never given.
        expect(stepOfCode(rfc, codeOf(step), moment, step) ?? step + 1).toBeGreaterThan(step)
      },
    ),
  )
})

test('a new secret has 160 bits, and the address for the app names issuer and account', () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(newSecret())
  expect(keyUri(rfc, 'lan@soctrang.gov.vn', 'NSCL Sóc Trăng')).toBe(
    `otpauth://totp/NSCL%20S%C3%B3c%20Tr%C4%83ng:lan%40soctrang.gov.vn?issuer=NSCL%20S%C3%B3c%20Tr%C4%83ng&secret=${rfc}&algorithm=SHA1&digits=6&period=30`,
  )
})
