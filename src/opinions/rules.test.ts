import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLate, requestStates } from './rules.ts'

test('an answer is late from the day after its last day, while it is asked for', () => {
  expect(isLate({ state: 'asked', dueOn: '2026-11-20' }, '2026-11-20')).toBe(false)
  expect(isLate({ state: 'asked', dueOn: '2026-11-20' }, '2026-11-21')).toBe(true)
  expect(isLate({ state: 'answered', dueOn: '2026-11-20' }, '2026-12-01')).toBe(false)
})

test('once late, an answer that is asked for stays late; what is answered never is', () => {
  const days = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, days, days, fc.constantFrom(...requestStates.keys), (dueOn, one, other, state) => {
      const [early = '', late = ''] = [one, other].sort()
      if (isLate({ state, dueOn }, early)) expect(isLate({ state, dueOn }, late)).toBe(true)
      if (state !== 'asked') expect(isLate({ state, dueOn }, late)).toBe(false)
    }),
  )
})
