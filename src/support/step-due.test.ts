import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holidaysFrom } from '../calendar/holidays.ts'
import { stepDue } from './step-due.ts'

const noDaysOff = holidaysFrom([])
const limits = new Map([
  ['support.begin', 10],
  ['support.finish', 5],
])
const due = (state: Parameters<typeof stepDue>[0]['state'], since: string, dueOn: string | null = null) =>
  stepDue({ state, since, dueOn }, limits, noDaysOff)

test('a step is due by the working days of the office or the day in the contract, whichever is earlier', () => {
  // ten working days from a Monday
  expect(due('contracted', '2025-06-02')).toBe('2025-06-16')
  expect(due('contracted', '2025-06-02', '2025-06-09')).toBe('2025-06-09')
  expect(due('contracted', '2025-06-02', '2025-12-31')).toBe('2025-06-16')
})

test('without a limit the contract alone says it, and without either nobody; a contract says nothing of what comes after the work', () => {
  expect(due('in_progress', '2025-06-02')).toBeNull()
  expect(due('in_progress', '2025-06-02', '2025-12-31')).toBe('2025-12-31')
  expect(due('accepted', '2025-06-02', '2025-06-03')).toBe('2025-06-09')
  expect(due('finished', '2025-06-02', '2025-06-03')).toBeNull()
})

test('it is never due before it began, where the contract does not end before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 700 }),
      fc.constantFrom('contracted', 'accepted'),
      (days, state) => {
        const since = new Date(Date.UTC(2025, 0, 2 + days)).toISOString().slice(0, 10)
        expect((due(state, since) ?? since) >= since).toBe(true)
      },
    ),
  )
})
