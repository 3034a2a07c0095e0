import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../platform/dates.ts'
import { isDayOfYears, reminderOf } from './cutoff-rules.ts'

test('31 January and 15 February are days of every year, 29 February and 31 April are not', () => {
  expect([isDayOfYears(1, 31), isDayOfYears(2, 15), isDayOfYears(2, 28)]).toEqual([true, true, true])
  expect([isDayOfYears(2, 29), isDayOfYears(4, 31)]).toEqual([false, false])
})

test('31 January is told of a month, a week and a day before, and once it is over', () => {
  const on = '2026-01-31'
  expect(reminderOf(on, '2025-12-31')).toBeNull()
  expect(reminderOf(on, '2026-01-01')).toBe(30)
  expect(reminderOf(on, '2026-01-23')).toBe(30)
  expect(reminderOf(on, '2026-01-24')).toBe(7)
  expect(reminderOf(on, '2026-01-30')).toBe(1)
  expect(reminderOf(on, '2026-01-31')).toBe(1)
  expect(reminderOf(on, '2026-02-01')).toBe('passed')
  expect(reminderOf(on, '2026-03-02')).toBe('passed')
  expect(reminderOf(on, '2026-03-03')).toBeNull()
})

test('whatever the day, each reminder comes no earlier than it says', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60, max: 60 }), (away) => {
      const on = '2026-02-10'
      const told = reminderOf(on, addDays(on, -away))
      if (away < 0) expect(told).toBe(away >= -30 ? 'passed' : null)
      else if (told === null) expect(away).toBeGreaterThan(30)
      else expect(Number(told)).toBeGreaterThanOrEqual(away)
    }),
  )
})
