import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interestDue, leftOf, shortOf, stretchesOf } from './rules.ts'

// 9.125 % a year of 365 days: 0.025 % a day
const interest = { rate: 91_250, from: '2025-01-01', yearDays: 365 }

describe('interest of a recovery', () => {
  it('is what the decision says, of what is left, day by day', () => {
    expect(interestDue(1_000_000n, interest, [], '2025-01-11')).toBe(2_500n)
    const half = [{ on: '2025-01-06', principal: 500_000n }]
    expect(stretchesOf(1_000_000n, interest.from, half, '2025-01-11')).toEqual([
      { from: '2025-01-01', to: '2025-01-06', days: 5, left: 1_000_000n },
      { from: '2025-01-06', to: '2025-01-11', days: 5, left: 500_000n },
    ])
    expect(interestDue(1_000_000n, interest, half, '2025-01-11')).toBe(1_875n)
    expect(
      leftOf({ amount: 1_000_000n, interest, payments: half, interestPaid: 1_000n }, '2025-01-11'),
    ).toEqual({
      ...{ principal: 500_000n, due: 1_875n, interest: 875n },
    })
  })

  it('is none without a decision on it, before its first day, and after all is paid in', () => {
    expect(interestDue(1_000_000n, null, [], '2030-01-01')).toBe(0n)
    expect(interestDue(1_000_000n, interest, [], '2024-12-31')).toBe(0n)
    const whole = [{ on: '2024-12-01', principal: 1_000_000n }]
    expect(interestDue(1_000_000n, interest, whole, '2025-06-01')).toBe(0n)
  })

  it('never falls as days pass, and paying sooner never costs more', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2025-02-${String(n).padStart(2, '0')}`)
    fc.assert(
      fc.property(fc.bigInt(1n, 10_000_000n), day, day, day, (amount, one, other, end) => {
        const [sooner = one, later = other] = [one, other].sort()
        const [a = sooner, b = later] = [end, later].sort()
        const paid = (on: string) => [{ on, principal: amount / 2n }]
        expect(interestDue(amount, interest, paid(sooner), a)).toBeLessThanOrEqual(
          interestDue(amount, interest, paid(sooner), b),
        )
        expect(interestDue(amount, interest, paid(sooner), b)).toBeLessThanOrEqual(
          interestDue(amount, interest, paid(later), b),
        )
      }),
    )
  })
})

describe('a corrected recovery', () => {
  const paid = (more: object = {}) => ({
    payments: [{ on: '2025-01-06', principal: 500_000n }],
    ...{ interestPaid: 800n, waiting: 100_000n, interestWaiting: 0n },
    ...more,
  })
  it('asks for no less than is paid in and waits, of its sum and of its interest', () => {
    expect(shortOf({ amount: 599_999n, interest }, paid(), '2025-01-11')).toBe('amount')
    expect(shortOf({ amount: 600_000n, interest }, paid(), '2025-01-11')).toBe(null)
    expect(shortOf({ amount: 600_000n, interest: null }, paid(), '2025-01-11')).toBe('interest')
    expect(shortOf({ amount: 600_000n, interest: null }, paid({ interestPaid: 0n }), '2025-01-11')).toBe(null)
    expect(shortOf({ amount: 600_000n, interest }, paid({ interestWaiting: 1_000_000n }), '2025-01-11')).toBe(
      'interest',
    )
  })

  it('never falls short where it asks for more than before', () => {
    fc.assert(
      fc.property(fc.bigInt(600_000n, 10_000_000n), fc.bigInt(0n, 10_000_000n), (amount, more) => {
        fc.pre(shortOf({ amount, interest }, paid(), '2025-01-11') === null)
        expect(shortOf({ amount: amount + more, interest }, paid(), '2025-01-11')).toBe(null)
      }),
    )
  })
})
