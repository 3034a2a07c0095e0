import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byMonth, monthOf, running } from './month-rules.ts'

const month = fc
  .tuple(fc.integer({ min: 2023, max: 2027 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}`)

test('what was booked before the year and after it stands by itself', () => {
  expect(['2024-12', '2025-01', '2025-12', '2026-01'].map((of) => monthOf(of, 2025))).toEqual([0, 1, 12, 13])
})

test('the months of a year and what lies around it come to the whole, and the last running sum is the whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ month, amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }) })),
      (sums) => {
        const months = byMonth(sums, 2025)
        const whole = sums.reduce((sum, { amount }) => sum + amount, 0n)
        expect(months).toHaveLength(14)
        expect(months.reduce((sum, amount) => sum + amount, 0n)).toBe(whole)
        expect(running(months).at(-1)).toBe(whole)
      },
    ),
  )
})
