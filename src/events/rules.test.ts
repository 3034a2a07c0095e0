import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../platform/dates.ts'
import { isWithin, lastDay, plannedDayProblems } from './rules.ts'

test('an event is planned for a day that comes, and ends no sooner than it begins', () => {
  const fields = (startsOn: string, endsOn?: string) =>
    plannedDayProblems({ startsOn, endsOn }, '2026-03-01').map(({ field }) => field)
  expect(fields('2026-03-01')).toEqual([])
  expect(fields('2026-02-28')).toEqual(['startsOn'])
  expect(fields('2026-03-05', '2026-03-04')).toEqual(['endsOn'])
})

test('a part of the programme lies in the days of its event, the first and the last counted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -30, max: 30 }), (length, at) => {
      const event = { startsOn: '2026-03-01', endsOn: length === 0 ? null : addDays('2026-03-01', length) }
      expect(lastDay(event)).toBe(addDays('2026-03-01', length))
      expect(isWithin(event, addDays('2026-03-01', at))).toBe(at >= 0 && at <= length)
    }),
  )
})
