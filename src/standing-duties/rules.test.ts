import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../platform/dates.ts'
import { isLateReport, spansOf, standingRecurrences, usualPeriod } from './rules.ts'

const plan = { startsOn: '2024-01-01', endsOn: '2025-12-31', since: null }

describe('the periods of a standing duty', () => {
  test('are half-years to their last day where nothing else is set', () => {
    expect(spansOf(usualPeriod, plan, '2025-03-01')).toEqual([
      { year: 2024, period: 1, fromOn: '2024-01-01', dueOn: '2024-06-30' },
      { year: 2024, period: 2, fromOn: '2024-07-01', dueOn: '2024-12-31' },
      { year: 2025, period: 1, fromOn: '2025-01-01', dueOn: '2025-06-30' },
    ])
  })
  test('end on the day that is set: 14 June and 14 December', () => {
    const spans = spansOf({ recurrence: 'halfYearly', dueMonth: 6, dueDay: 14 }, plan, '2024-12-20')
    expect(spans.slice(0, 2)).toEqual([
      { year: 2024, period: 1, fromOn: '2023-12-15', dueOn: '2024-06-14' },
      { year: 2024, period: 2, fromOn: '2024-06-15', dueOn: '2024-12-14' },
    ])
  })
  test('are not asked of for what was due before the plan was kept here, nor after its last day', () => {
    expect(spansOf(usualPeriod, { ...plan, since: '2025-01-01' }, '2030-01-01')).toMatchObject([
      { dueOn: '2025-06-30' },
      { dueOn: '2025-12-31' },
    ])
  })
  test('follow each other without gap or double, and each has begun', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...standingRecurrences),
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
        fc.option(fc.integer({ min: 1, max: 31 }), { nil: null }),
        fc.integer({ min: 0, max: 900 }),
        (recurrence, dueMonth, dueDay, days) => {
          const today = addDays('2023-12-01', days)
          const spans = spansOf({ recurrence, dueMonth, dueDay }, plan, today)
          for (const [at, span] of spans.entries()) {
            expect(span.fromOn <= today && span.fromOn < span.dueOn).toBe(true)
            const next = spans[at + 1]
            if (next !== undefined) expect(next.fromOn).toBe(addDays(span.dueOn, 1))
          }
        },
      ),
    )
  })
})

test('a report is late the day after it was due, until it is in', () => {
  expect(isLateReport({ state: 'asked', dueOn: '2025-06-30' }, '2025-06-30')).toBe(false)
  expect(isLateReport({ state: 'returned', dueOn: '2025-06-30' }, '2025-07-01')).toBe(true)
  expect(isLateReport({ state: 'reported', dueOn: '2025-06-30' }, '2025-07-01')).toBe(false)
})
