import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gtinCheckDigit, gtinFault } from './gtin.ts'

describe('a GTIN of a product', () => {
  test.each(['4006381333931', '73513537', '036000291452', '10614141000415'])('%s is one', (digits) => {
    expect(gtinFault(digits)).toBeNull()
  })

  test.each([
    ['4006381333932', 'check'],
    ['8934567', 'length'],
    ['893456789012345', 'length'],
    ['8934-567', 'length'],
    ['', 'length'],
  ])('%s is none: %s', (digits, fault) => {
    expect(gtinFault(digits)).toBe(fault)
  })

  test('each wrong digit, and two neighbours in each other’s place that differ by other than five, are found', () => {
    const body = fc
      .constantFrom(7, 11, 12, 13)
      .chain((length) =>
        fc
          .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
          .map((digits) => digits.join('')),
      )
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const whole = `${digits}${gtinCheckDigit(digits)}`
        const place = at % whole.length
        const wrong = [...whole]
        wrong[place] = String((Number(wrong[place]) + by) % 10)
        expect(gtinFault(whole)).toBeNull()
        expect(gtinFault(wrong.join(''))).toBe('check')
        const next = (place + 1) % whole.length
        const one = Number(whole[place])
        const other = Number(whole[next])
        if (next === 0 || one === other || Math.abs(one - other) === 5) return
        const swapped = [...whole]
        swapped[place] = String(other)
        swapped[next] = String(one)
        expect(gtinFault(swapped.join(''))).toBe('check')
      }),
    )
  })
})
