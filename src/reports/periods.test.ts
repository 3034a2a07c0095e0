import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, yearOf } from '../platform/dates.ts'
import { periodBefore } from './before.ts'
import {
  calendarDays,
  closesEarly,
  partsOf,
  periodsAround,
  spanName,
  spanOf,
  spanWithDays,
} from './periods.ts'

/** Decree 09/2019: figures close on the 14th of a period's last month. */
const decree = { closingDay: 14, monthsBefore: 0 }
const calendar = { closingDay: 31, monthsBefore: 0 }

describe('the days of a periodic report', () => {
  it('are those of Decree 09/2019 by its cut-off days', () => {
    expect(calendarDays('year', 2026, 1, decree)).toEqual({ from: '2025-12-15', to: '2026-12-14' })
    expect(calendarDays('halfYear', 2026, 1, decree)).toEqual({ from: '2025-12-15', to: '2026-06-14' })
    expect(calendarDays('halfYear', 2026, 2, decree)).toEqual({ from: '2026-06-15', to: '2026-12-14' })
    expect(calendarDays('quarter', 2026, 1, decree)).toEqual({ from: '2025-12-15', to: '2026-03-14' })
    expect(calendarDays('quarter', 2026, 3, decree)).toEqual({ from: '2026-06-15', to: '2026-09-14' })
  })

  it('are those of the calendar when figures close with the month, whatever its length', () => {
    expect(calendarDays('halfYear', 2024, 1, calendar)).toEqual({ from: '2024-01-01', to: '2024-06-30' })
    expect(calendarDays('quarter', 2024, 1, calendar)).toEqual({ from: '2024-01-01', to: '2024-03-31' })
  })

  it('can close with November for what is sent before 30 November', () => {
    expect(calendarDays('year', 2025, 1, { closingDay: 30, monthsBefore: 1 })).toEqual({
      from: '2024-12-01',
      to: '2025-11-30',
    })
  })

  it('follow each other without a day missing or counted twice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('year' as const, 'halfYear' as const, 'quarter' as const),
        fc.integer({ min: 2000, max: 2100 }),
        fc.integer({ min: 1, max: 4 }),
        fc.record({
          closingDay: fc.integer({ min: 1, max: 31 }),
          monthsBefore: fc.integer({ min: 0, max: 2 }),
        }),
        (rule, year, any, cutOff) => {
          const parts = partsOf(rule)
          const part = Math.min(any, parts)
          const one = calendarDays(rule, year, part, cutOff)
          const next =
            part < parts
              ? calendarDays(rule, year, part + 1, cutOff)
              : calendarDays(rule, year + 1, 1, cutOff)
          expect(one.from <= one.to).toBe(true)
          expect(next.from).toBe(addDays(one.to, 1))
        },
      ),
    )
  })

  it('of all parts of a year are the days of the year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('halfYear' as const, 'quarter' as const),
        fc.integer({ min: 2000, max: 2100 }),
        fc.record({
          closingDay: fc.integer({ min: 1, max: 31 }),
          monthsBefore: fc.integer({ min: 0, max: 2 }),
        }),
        (rule, year, cutOff) => {
          expect({
            from: calendarDays(rule, year, 1, cutOff).from,
            to: calendarDays(rule, year, partsOf(rule), cutOff).to,
          }).toEqual(calendarDays('year', year, 1, cutOff))
        },
      ),
    )
  })
})

describe('what a report is over', () => {
  const half = spanOf({
    period: 'halfYear',
    part: 1,
    year: 2026,
    fromOn: '2025-12-15',
    toOn: '2026-06-14',
  })

  it('is said with its days, and is of the budget year that it is named by', () => {
    expect(half?.firstYear).toBe(2026)
    expect(spanWithDays(2026, half)).toBe('6 tháng đầu năm 2026 (từ ngày 15/12/2025 đến ngày 14/06/2026)')
  })

  it('is nothing but the year, of a year of the plan', () => {
    const span = spanOf({ period: 'planYear', part: null, year: 2025, fromOn: null, toOn: null })
    expect(span).toBeUndefined()
    expect(spanName(2025, span).vi).toBe('năm 2025')
  })

  it('estimates the whole year where figures close before it ends', () => {
    expect(closesEarly(2026, half, null)).toBe(true)
    expect(closesEarly(2025, undefined, '2025-11-28')).toBe(true)
    expect(closesEarly(2025, undefined, '2026-01-08')).toBe(false)
    expect(closesEarly(2025, undefined, null)).toBe(false)
  })
})

describe('the period before', () => {
  const cutOff = { closingDay: 14, monthsBefore: 0 }
  const of = (rule: 'halfYear' | 'quarter' | 'year', year: number, part: number | null) => ({
    year,
    span: { rule, part, ...calendarDays(rule, year, part ?? 1, cutOff), firstYear: year },
  })

  it('is the half, quarter or year before', () => {
    expect(periodBefore({ year: 2026 }, cutOff, null)).toEqual({ year: 2025 })
    expect(periodBefore(of('halfYear', 2026, 1), cutOff, null)).toEqual(of('halfYear', 2025, 2))
    expect(periodBefore(of('quarter', 2026, 3), cutOff, null)).toEqual(of('quarter', 2026, 2))
    expect(periodBefore(of('year', 2026, null), cutOff, null)).toEqual(of('year', 2025, null))
  })

  it('of a review is as long a part of the plan before, and of the whole plan the whole', () => {
    const review = (rule: 'midTerm' | 'final', to: string) =>
      periodBefore(
        { year: Number(to.slice(0, 4)), span: { rule, part: null, from: '2026-01-01', to, firstYear: 2026 } },
        cutOff,
        { firstYear: 2024, lastYear: 2025 },
      )
    expect(review('midTerm', '2026-12-31')?.span).toMatchObject({ from: '2024-01-01', to: '2024-12-30' })
    expect(review('midTerm', '2029-06-30')?.span).toMatchObject({ to: '2025-12-31', firstYear: 2024 })
    expect(review('final', '2030-12-31')).toMatchObject({ year: 2025, span: { to: '2025-12-31' } })
  })

  it('of named days is as many days, just before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 400 }), (begin, length) => {
        const from = addDays('2024-01-01', begin)
        const to = addDays(from, length)
        const before = periodBefore(
          { year: yearOf(to), span: { rule: 'days', part: null, from, to, firstYear: yearOf(from) } },
          cutOff,
          null,
        )
        expect(addDays(before?.span?.to ?? '', 1)).toBe(from)
        expect(daysBetween(before?.span?.from ?? '', from)).toBe(length + 1)
      }),
    )
  })
})

describe('the periods around a day', () => {
  it('are the one that it lies in and the one before, whole and without a gap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1500 }),
        fc.constantFrom('year' as const, 'halfYear' as const, 'quarter' as const),
        fc.integer({ min: 1, max: 31 }),
        (days, rule, closingDay) => {
          const today = addDays('2024-01-01', days)
          const [before, now] = periodsAround(rule, { closingDay, monthsBefore: 0 }, today)
          expect(now !== undefined && now.span.from <= today && today <= now.span.to).toBe(true)
          expect(addDays(before?.span.to ?? '', 1)).toBe(now?.span.from)
        },
      ),
    )
  })
})
