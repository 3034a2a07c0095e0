import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin } from '../rules.ts'
import { dayOfComing, daysGone, isDoorCode } from './rules.ts'

const course = { startsOn: '2025-05-10', endsOn: '2025-05-12' }

test('what was noted without a network counts for the day of the phone, unless its clock cannot be right', () => {
  expect(dayOfComing(course, '2025-05-10', '2025-05-11')).toBe('2025-05-10')
  expect(dayOfComing(course, '2019-01-01', '2025-05-11')).toBe('2025-05-11')
  expect(dayOfComing(course, '2025-05-12', '2025-05-11')).toBe('2025-05-11')
  expect(dayOfComing(course, '2025-05-12', '2025-06-01')).toBe('2025-05-12')
  expect(dayOfComing(course, null, '2025-06-01')).toBeNull()
  expect(dayOfComing(course, null, '2025-05-09')).toBeNull()
})

test('a sheet is of a day that has come', () => {
  expect(daysGone(course, '2025-05-09')).toEqual([])
  expect(daysGone(course, '2025-05-11')).toEqual(['2025-05-11', '2025-05-10'])
  expect(daysGone(course, '2026-01-01')).toHaveLength(3)
  expect(daysGone({ startsOn: '2025-05-10', endsOn: null }, '2026-01-01')).toEqual(['2025-05-10'])
})

test('whatever a phone says, the day is one of the event and not to come', () => {
  const day = fc.date({ min: new Date('2025-04-01'), max: new Date('2025-07-01'), noInvalidDate: true })
  const iso = day.map((at) => at.toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.option(iso), iso, (said, today) => {
      const on = dayOfComing(course, said, today)
      if (on === null) return
      expect(isWithin(course, on)).toBe(true)
      expect(on <= today).toBe(true)
    }),
  )
})

test('a code has eight digits; fewer are a number', () => {
  expect([isDoorCode('12345678'), isDoorCode('12'), isDoorCode('1234567a')]).toEqual([true, false, false])
})
