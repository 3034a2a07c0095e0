import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { packageDirectory } from '../platform/config.ts'
import { addDays } from '../platform/dates.ts'
import { generalDays, HolidayData, holidaysFrom, isWeekend } from './holidays.ts'
import {
  addWorkingDays,
  isWorkingDay,
  periodEnd,
  workingDaysBetween,
  workingDeadline,
} from './working-days.ts'

const data = z
  .array(HolidayData)
  .parse(JSON.parse(readFileSync(join(packageDirectory, 'data/holidays.json'), 'utf8')))
const holidays = holidaysFrom(data)
const general = holidaysFrom([])
const anyDay = fc.integer({ min: 0, max: 14_000 }).map((away) => addDays('2020-01-01', away))

describe('the general rule (Labour Code, art. 112)', () => {
  test('gives eleven days off and from 2026 the day of culture, Tết and the Hùng Kings by the moon', () => {
    const days = generalDays(2027)
    expect(days.filter((row) => row.kind === 'holiday').map((row) => row.day)).toEqual([
      '2027-01-01',
      ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09'],
      '2027-04-16',
      '2027-04-30',
      '2027-05-01',
      '2027-09-02',
      '2027-09-03',
      // Viet Nam Culture Day, by Resolution 28/2026/QH16
      '2027-11-24',
    ])
    expect(generalDays(2025).some((row) => row.day === '2025-11-24')).toBe(false)
  })

  test('a holiday at a weekend gives the next working day off (art. 111.3)', () => {
    // Tết of 2027: Friday to Tuesday, with Saturday and Sunday in between; 1 May is a Saturday
    const off = generalDays(2027).filter((row) => row.kind === 'compensation')
    expect(off.map((row) => row.day)).toEqual(['2027-02-10', '2027-02-11', '2027-05-03'])
  })

  test.each([
    [2024, '2024-09-03'],
    [2025, '2025-09-01'],
    [2026, '2026-09-01'],
    [2021, '2021-09-03'],
    [2022, '2022-09-01'],
    [2023, '2023-09-01'],
  ])('the day beside 2 September %i is the one that was decided, %s', (year, day) => {
    const beside = generalDays(year).filter((row) => /-09-0[13]$/.test(row.day) && row.kind === 'holiday')
    expect(beside.map((row) => row.day)).toEqual([day])
  })

  test('holds for every year: eleven days at most and the day of culture from 2026, each once; as many days in lieu as of the eleven fall at weekends', () => {
    for (let year = 1990; year <= 2100; year++) {
      const days = generalDays(year)
      const all = days.filter((row) => row.kind === 'holiday')
      const off = all.filter((row) => !row.day.endsWith('-11-24'))
      expect(all.length - off.length).toBe(year >= 2026 ? 1 : 0)
      expect(new Set(days.map((row) => row.day)).size).toBe(days.length)
      expect(off.length === 11 || off.length === 10, `${year}`).toBe(true)
      const inLieu = days.filter((row) => row.kind === 'compensation')
      expect(inLieu.length).toBe(off.filter((row) => isWeekend(row.day)).length)
      expect(inLieu.some((row) => isWeekend(row.day))).toBe(false)
      expect(days.every((row) => row.day.startsWith(`${year}-`))).toBe(true)
    }
  })
})

describe('decisions by year', () => {
  test('each year of the data has its eleven days off by law, and worked days are Saturdays', () => {
    for (const year of [2024, 2025, 2026]) {
      const { days, decided } = holidays.of(year)
      expect(decided).toBe(true)
      const law = days.filter((row) => row.kind === 'holiday' && !row.source.includes('28/2026/QH16'))
      expect(law, `${year}`).toHaveLength(11)
    }
    for (const row of data.filter((each) => each.kind === 'workday')) {
      expect(new Date(row.day).getUTCDay()).toBe(6)
    }
  })

  test('a year without data follows the general rule and says so', () => {
    expect(holidays.of(2027)).toMatchObject({ decided: false })
    expect(isWorkingDay('2027-02-10', holidays)).toBe(false)
  })

  test('4 May 2024 was a worked Saturday in exchange for Monday 29 April', () => {
    expect([isWorkingDay('2024-05-04', holidays), isWorkingDay('2024-04-29', holidays)]).toEqual([
      true,
      false,
    ])
    expect(isWorkingDay('2024-05-11', holidays)).toBe(false)
  })
})

describe('deadlines', () => {
  test('"before 30 November 2025": the last day in time is a Saturday, so the report leaves on Friday 28', () => {
    expect(workingDeadline({ on: '2025-11-30', before: true }, holidays)).toBe('2025-11-28')
  })

  test('"before 30 November 2024": the 29th is a Friday and stands', () => {
    expect(workingDeadline({ on: '2024-11-30', before: true }, holidays)).toBe('2024-11-29')
  })

  test('work due by 1 February 2025, in the days of Tết, is done on 24 January', () => {
    expect(workingDeadline({ on: '2025-02-01', before: false }, holidays)).toBe('2025-01-24')
  })

  test('a period of ten days from 20 January 2025 ends after Tết, on 3 February (Civil Code, art. 148.5)', () => {
    expect(periodEnd('2025-01-20', 10, holidays)).toBe('2025-02-03')
    expect(periodEnd('2025-03-03', 10, holidays)).toBe('2025-03-13')
  })

  test('five working days after 24 January 2025 is 7 February', () => {
    expect(addWorkingDays('2025-01-24', 5, holidays)).toBe('2025-02-07')
    expect(addWorkingDays('2025-02-07', -5, holidays)).toBe('2025-01-24')
  })

  test('a working deadline is worked and never later than the day named; a period never ends earlier or on a day off', () => {
    fc.assert(
      fc.property(anyDay, fc.boolean(), fc.integer({ min: 0, max: 60 }), (on, before, days) => {
        const deadline = workingDeadline({ on, before }, holidays)
        expect(isWorkingDay(deadline, holidays)).toBe(true)
        expect(before ? deadline < on : deadline <= on).toBe(true)
        const end = periodEnd(on, days, general)
        expect(isWorkingDay(end, general) && end >= addDays(on, days)).toBe(true)
      }),
    )
  })

  test('counting working days on and back gives the number again', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const later = addWorkingDays(day, count, holidays)
        expect(workingDaysBetween(day, later, holidays)).toBe(count)
        if (isWorkingDay(day, holidays)) expect(addWorkingDays(later, -count, holidays)).toBe(day)
      }),
    )
  })
})
