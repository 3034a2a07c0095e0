import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateOf } from './obstacle-states.ts'

const day = '2026-02-01'

test('an obstacle is open until it is answered, accepted or withdrawn', () => {
  const none = { resolvedOn: null, acceptedOn: null, withdrawnOn: null }
  expect(stateOf(none)).toBe('open')
  expect(stateOf({ ...none, resolvedOn: day })).toBe('resolved')
  expect(stateOf({ ...none, resolvedOn: day, acceptedOn: day })).toBe('accepted')
  expect(stateOf({ ...none, withdrawnOn: day })).toBe('withdrawn')
})

test('it is open just where it has neither an answer nor a withdrawal', () => {
  const maybe = fc.option(fc.constant(day))
  fc.assert(
    fc.property(maybe, maybe, (resolvedOn, withdrawnOn) => {
      const open = stateOf({ resolvedOn, acceptedOn: null, withdrawnOn }) === 'open'
      expect(open).toBe(resolvedOn === null && withdrawnOn === null)
    }),
  )
})
