import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../platform/dates.ts'
import { lunarToSolar, newMoon, solarToLunar, sunLongitude } from './lunar.ts'

const newYear = (year: number) => lunarToSolar({ year, month: 1, day: 1 })
const leapMonths = (year: number) =>
  Array.from({ length: 12 }, (_, at) => at + 1).filter(
    (month) => lunarToSolar({ year, month, day: 1, leap: true }) !== null,
  )
const days = fc.integer({ min: 0, max: 73_048 }).map((days) => addDays('1900-02-01', days))

const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
})
/** Whether a Chinese month begins on this day. */
const chineseStart = (day: string) =>
  chinese.formatToParts(new Date(`${day}T04:00:00Z`)).find((part) => part.type === 'day')?.value === '1'

describe('the heavens', () => {
  test('the new moon of February 1977 is at 3:37:42 terrestrial time of the 18th (Meeus, example 49.a)', () => {
    // 47,7 s between the clocks in 1977
    expect(newMoon(-283)).toBeCloseTo(2_443_192.65118 - 47.7 / 86_400, 4)
  })

  test("the sun's apparent longitude at 0 h of 13 October 1992 is 199.90895 degrees (Meeus, example 25.a)", () => {
    expect(sunLongitude(2_448_908.5 - 59 / 86_400)).toBeCloseTo(199.90895, 3)
  })
})

describe('lunar new year', () => {
  test.each([
    [1968, '1968-01-29'],
    [1969, '1969-02-16'],
    [1985, '1985-01-21'],
    [2000, '2000-02-05'],
    [2007, '2007-02-17'],
    [2017, '2017-01-28'],
    [2023, '2023-01-22'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2028, '2028-01-26'],
    [2029, '2029-02-13'],
    [2030, '2030-02-02'],
  ])('Tết of %i is on %s in Viet Nam', (year, day) => {
    expect(newYear(year)).toBe(day)
  })

  test.each([1968, 2007])('Tết of %i is the day before the Chinese new year', (year) => {
    expect(chineseStart(newYear(year) ?? '')).toBe(false)
    expect(chineseStart(addDays(newYear(year) ?? '', 1))).toBe(true)
  })

  test('in 2030 the moon is new at 23:07 in Viet Nam and after midnight in China', () => {
    const moment = new Date((newMoon(372) - 2_440_587.5) * 86_400_000)
    expect(moment.toISOString().slice(0, 16)).toBe('2030-02-02T16:07')
  })

  test('in 1985 Tết came a month before the Chinese new year of 20 February', () => {
    expect(solarToLunar('1985-02-20')).toEqual({ year: 1985, month: 2, day: 1, leap: false })
  })
})

describe('months', () => {
  test.each([
    [2024, '2024-04-18'],
    [2025, '2025-04-07'],
    [2026, '2026-04-26'],
    [2027, '2027-04-16'],
  ])("the Hùng Kings' day of %i, 10th of the 3rd month, is %s", (year, day) => {
    expect(lunarToSolar({ year, month: 3, day: 10 })).toBe(day)
  })

  test.each([
    [1985, 2],
    [1987, 7],
    [2004, 2],
    [2006, 7],
    [2017, 6],
    [2020, 4],
    [2023, 2],
    [2025, 6],
    [2028, 5],
    [2031, 3],
    [2033, 11],
  ])('the leap month of %i is month %i', (year, month) => {
    expect(leapMonths(year)).toEqual([month])
  })

  test('China had a leap 10th month in 1984, Viet Nam none', () => {
    expect(leapMonths(1984)).toEqual([])
  })

  test('the leap 6th month of 2025 begins on 25 July', () => {
    expect(lunarToSolar({ year: 2025, month: 6, day: 1, leap: true })).toBe('2025-07-25')
    expect(solarToLunar('2025-07-25')).toEqual({ year: 2025, month: 6, day: 1, leap: true })
  })

  test('a day that the calendar lacks is none: a 30th of a short month, a leap month of a plain year', () => {
    expect(lunarToSolar({ year: 2024, month: 12, day: 30 })).toBeNull()
    expect(lunarToSolar({ year: 2026, month: 6, day: 1, leap: true })).toBeNull()
    expect(lunarToSolar({ year: 2026, month: 6, day: 31 })).toBeNull()
  })
})

describe('every day from 1900 to 2100', () => {
  test('goes to the lunar calendar and back', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(lunarToSolar(solarToLunar(day))).toBe(day)
      }),
      { numRuns: 3000 },
    )
  })

  test('is followed by the next day of its month or the first of another', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [today, tomorrow] = [solarToLunar(day), solarToLunar(addDays(day, 1))]
        if (tomorrow.day === 1) expect([29, 30]).toContain(today.day)
        else expect(tomorrow).toEqual({ ...today, day: today.day + 1 })
      }),
      { numRuns: 3000 },
    )
  })

  test('months begin within a day of the Chinese ones, and each has 29 or 30 days', () => {
    let start = newYear(1900) ?? ''
    let months = 0
    while (start < '2100-12-01') {
      expect(
        [-1, 0, 1].some((away) => chineseStart(addDays(start, away))),
        start,
      ).toBe(true)
      let next = addDays(start, 29)
      if (solarToLunar(next).day !== 1) next = addDays(next, 1)
      expect(solarToLunar(next).day, next).toBe(1)
      start = next
      months++
    }
    expect(months).toBe(Math.round(daysBetween('1900-01-31', start) / 29.530588861))
  })

  test('Tết falls from 20 January to 21 February', () => {
    for (let year = 1900; year <= 2100; year++) {
      const day = (newYear(year) ?? '').slice(5)
      expect(day >= '01-20' && day <= '02-21', `${year}-${day}`).toBe(true)
    }
  })
})
