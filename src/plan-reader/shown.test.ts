import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDate, isRealDay as isRealDayOfTheProgram } from '../platform/dates.ts'
import { statedMoney } from '../platform/money.ts'
import { dayText, isRealDay, moneyText } from './shown.ts'

const wide = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
/** Any, and those that are whole in tenths of a million. */
const amounts = fc.oneof(
  wide,
  wide.map((amount) => (amount / 100_000n) * 100_000n),
)

describe('days and money in a finding, written by a reader that stands alone', () => {
  it('read as everywhere else in the programme', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(moneyText(amount)).toEqual({
          vi: statedMoney(amount, 'vi'),
          en: statedMoney(amount, 'en'),
        })
      }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1850, max: 2250 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          expect(isRealDay(year, month, day)).toBe(isRealDayOfTheProgram(year, month, day))
        },
      ),
    )
    expect(dayText('2026-11-23')).toBe(formatDate('2026-11-23'))
  })
})
