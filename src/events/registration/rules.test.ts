import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closedProblem, movesUp, placesLeft, seatOf } from './rules.ts'

test('one registers until the last day, while the event is still to come', () => {
  const event = { state: 'invited', registerOpen: true, registerUntil: '2025-05-09' } as const
  expect(closedProblem(event, '2025-05-09')).toBeNull()
  expect(closedProblem(event, '2025-05-10')?.en).toBe('Registration is closed.')
  expect(closedProblem({ ...event, registerOpen: false }, '2025-05-01')).not.toBeNull()
  expect(closedProblem({ ...event, state: 'cancelled' }, '2025-05-01')?.en).toContain('not held')
  expect(closedProblem({ ...event, state: 'held' }, '2025-05-01')).not.toBeNull()
})

test('places are given until there are none; the organiser may look first', () => {
  expect(seatOf({ capacity: 2, taken: 1, checked: false })).toBe('accepted')
  expect(seatOf({ capacity: 2, taken: 2, checked: false })).toBe('listed')
  expect(seatOf({ capacity: null, taken: 500, checked: false })).toBe('accepted')
  expect(seatOf({ capacity: 2, taken: 0, checked: true })).toBe('waits')
  expect(movesUp({ capacity: 3, taken: 1 }, ['a', 'b', 'c'])).toEqual(['a', 'b'])
  // the hall became smaller: nobody is put out, nobody moves up
  expect(movesUp({ capacity: 1, taken: 3 }, ['a'])).toEqual([])
})

test('whatever comes and goes, no more have a place than there are, and nobody waits beside a free place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.oneof(fc.constant('comes' as const), fc.nat(20)), { maxLength: 40 }),
      (capacity, acts) => {
        let accepted: number[] = []
        let listed: number[] = []
        let next = 0
        for (const act of acts) {
          if (act === 'comes') {
            next += 1
            if (seatOf({ capacity, taken: accepted.length, checked: false }) === 'accepted')
              accepted.push(next)
            else listed.push(next)
          } else {
            const all = [...accepted, ...listed]
            const gone = all[act % Math.max(1, all.length)]
            accepted = accepted.filter((one) => one !== gone)
            listed = listed.filter((one) => one !== gone)
            const up = movesUp({ capacity, taken: accepted.length }, listed)
            accepted.push(...up)
            listed = listed.slice(up.length)
          }
          expect(accepted.length).toBeLessThanOrEqual(capacity)
          if (placesLeft(capacity, accepted.length) !== 0) expect(listed).toEqual([])
          expect(listed).toEqual(listed.toSorted((one, other) => one - other))
        }
      },
    ),
  )
})
