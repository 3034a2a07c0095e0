import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holidaysFrom } from '../calendar/holidays.ts'
import { lastDayOf, workingDeadline } from '../calendar/index.ts'
import { recurrences, recurrenceWords } from '../plan/index.ts'
import { addDays } from '../platform/dates.ts'
import {
  dayOffWords,
  periodWords,
  type ReminderStep,
  reminderFor,
  reminderRanges,
  reminderSteps,
  timeLeft,
} from './rules.ts'

const holidays = holidaysFrom([])
const report = { on: '2025-11-30', before: true, doneOn: null }

describe('reminders of the report due before 30 November 2025 (working deadline: Friday 28)', () => {
  test.each([
    ['2025-10-28', null],
    ['2025-10-29', '30'],
    ['2025-11-20', '30'],
    ['2025-11-21', '7'],
    ['2025-11-26', '7'],
    ['2025-11-27', '1'],
    ['2025-11-28', '1'],
    ['2025-11-29', '1'],
    ['2025-11-30', 'late'],
    ['2026-11-24', 'late'],
  ])('on %s: %s', (today, step) => {
    expect(reminderFor(report, today, holidays)).toBe(step)
  })

  test('done work is reminded of no more', () => {
    expect(reminderFor({ ...report, doneOn: '2025-12-30' }, '2026-01-05', holidays)).toBeNull()
  })

  test('a reminder that would begin at a weekend begins on the Friday before', () => {
    // due Monday 1 December 2025: one day before is a Sunday
    const due = { on: '2025-12-01', before: false, doneOn: null }
    expect(reminderFor(due, '2025-11-27', holidays)).toBe('7')
    expect(reminderFor(due, '2025-11-28', holidays)).toBe('1')
  })
})

describe('time left in words', () => {
  test.each([
    ['2025-11-20', 'còn 6 ngày làm việc'],
    ['2025-11-27', 'còn 1 ngày làm việc'],
    ['2025-11-28', 'hôm nay là ngày làm việc cuối'],
    ['2025-11-29', 'đã hết ngày làm việc trước hạn'],
    ['2025-12-02', 'quá hạn 3 ngày'],
  ])('on %s: %s', (today, words) => {
    expect(timeLeft(report, today, holidays).vi).toBe(words)
  })

  test('a day that is worked is due on itself', () => {
    expect(timeLeft({ on: '2025-12-01', before: false }, '2025-12-01', holidays).vi).toBe('hạn hôm nay')
  })

  test('the day off is named', () => {
    expect(dayOffWords(report, holidays)?.vi).toBe('ngày cuối trùng ngày nghỉ hằng tuần')
    expect(dayOffWords({ on: '2025-09-02', before: false }, holidays)?.vi).toBe(
      'ngày cuối là ngày nghỉ: Quốc khánh',
    )
    expect(dayOffWords({ on: '2024-11-30', before: true }, holidays)).toBeNull()
  })
})

describe('for any work on any day', () => {
  const days = fc.integer({ min: 0, max: 4000 }).map((away) => addDays('2023-01-01', away))

  test('reminders only ever become more pressing, and late is past the last day', () => {
    const rank = (step: ReminderStep | null) => (step === null ? -1 : reminderSteps.indexOf(step))
    fc.assert(
      fc.property(days, fc.boolean(), fc.integer({ min: -50, max: 10 }), (on, before, away) => {
        const item = { on, before, doneOn: null }
        const today = addDays(on, away)
        const step = reminderFor(item, today, holidays)
        expect(rank(reminderFor(item, addDays(today, 1), holidays))).toBeGreaterThanOrEqual(rank(step))
        expect(step === 'late').toBe(today > lastDayOf(item))
        const deadline = workingDeadline(item, holidays)
        if (today >= addDays(deadline, -30)) expect(step).not.toBeNull()
      }),
    )
  })

  test('the ranges that the database searches by hold exactly the work of each step', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40, max: 75 }), fc.boolean(), (today, away, before) => {
        const item = { on: addDays(today, away), before, doneOn: null }
        const last = lastDayOf(item)
        const step = reminderFor(item, today, holidays)
        for (const [name, range] of Object.entries(reminderRanges(today, holidays))) {
          const inside = last <= range.to && (range.from === null || last >= range.from)
          expect(inside, `${name} ${today} ${last}`).toBe(name === step)
        }
        if (step !== null) expect(Object.keys(reminderRanges(today, holidays))).toContain(step)
      }),
    )
  })
})

describe('words of periods and recurrences', () => {
  test('periods', () => {
    expect(periodWords({ recurrence: 'yearly', year: 2025, period: 0 }).vi).toBe('năm 2025')
    expect(periodWords({ recurrence: 'halfYearly', year: 2025, period: 1 }).vi).toBe('6 tháng đầu năm 2025')
    expect(periodWords({ recurrence: 'quarterly', year: 2025, period: 3 }).vi).toBe('quý III/2025')
    expect(periodWords({ recurrence: 'monthly', year: 2025, period: 12 }).vi).toBe('tháng 12/2025')
  })

  test('recurrences as the plan would write them', () => {
    const duty = {
      code: 'V.1',
      agencies: ['a'],
      vi: 'x',
      en: 'x',
      dueYear: null,
      dueMonth: null,
      dueDay: null,
    }
    const words = (change: object) =>
      recurrenceWords({ ...duty, recurrence: 'yearly', dueBefore: false, ...change }).vi
    expect(words({ dueMonth: 11, dueDay: 30, dueBefore: true, onRequest: true })).toBe(
      'Hằng năm, trước ngày 30/11; đột xuất khi có yêu cầu',
    )
    expect(words({})).toBe('Hằng năm')
    expect(words({ recurrence: 'once', dueYear: 2025 })).toBe('Một lần, chậm nhất ngày 31/12/2025')
    expect(words({ recurrence: 'halfYearly', dueMonth: 6, dueDay: 15, dueBefore: true })).toBe(
      'Sáu tháng một lần, trước ngày 15/06 và 15/12',
    )
    expect(words({ recurrence: 'monthly', dueDay: 5 })).toBe('Hằng tháng, chậm nhất ngày 05')
    for (const recurrence of recurrences) expect(words({ recurrence })).not.toBe('')
  })
})
