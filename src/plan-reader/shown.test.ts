import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDate, isRealDay as isRealDayOfTheProgram } from '../platform/dates.ts'
import { formatMillions } from '../platform/money.ts'
import { dayText, isRealDay, millionsText } from './shown.ts'

describe('days and money in a finding, written by a reader that stands alone', () => {
  it('read as everywhere else in the programme', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (amount) => {
        expect(millionsText(amount)).toEqual({
          vi: `${formatMillions(amount, 'vi')} triệu đồng`,
          en: `${formatMillions(amount, 'en')} million đồng`,
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
