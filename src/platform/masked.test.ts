import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskedEmail, maskedNumber } from './masked.ts'

describe('what is masked', () => {
  it('keeps the first letter and the host of an address', () => {
    expect(maskedEmail('nguyen.van.a@example.vn')).toBe('n•••••@example.vn')
    expect(maskedEmail('@example.vn')).toBe('•••••')
    expect(maskedEmail('không phải')).toBe('•••••')
  })

  it('keeps the last three digits of a number, however it is written', () => {
    expect(maskedNumber('0299 3 822 339')).toBe('•••••339')
    expect(maskedNumber('+84.912.345.678')).toBe('•••••678')
    expect(maskedNumber('094085001234')).toBe('•••••234')
    expect(maskedNumber('123456')).toBe('•••••')
  })

  it('tells neither the length nor more than three digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 .+-]{0,20}$/), (number) => {
        const digits = maskedNumber(number).replace(/\D/g, '')
        expect([0, 3]).toContain(digits.length)
        expect(maskedNumber(number).length).toBeLessThanOrEqual(8)
      }),
    )
  })
})
