import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeOf, reached } from './measure-change.ts'

test('a cycle time that falls from 12 to 9 minutes is a quarter shorter, and better; a yield that falls is worse', () => {
  expect(changeOf(12, 9, 'lower')).toEqual({ outcome: 'better', absolute: -3, percent: -25 })
  expect(changeOf(96, 90, 'higher')).toEqual({ outcome: 'worse', absolute: -6, percent: -6.25 })
  expect(changeOf(0.3, 0.1, 'lower').absolute).toBe(-0.2)
})

test('of a value of zero before there is no per cent, but a direction', () => {
  expect(changeOf(0, 4, 'higher')).toEqual({ outcome: 'better', absolute: 4, percent: null })
  expect(changeOf(0, 4, 'lower')).toEqual({ outcome: 'worse', absolute: 4, percent: null })
  expect(changeOf(0, 0, 'lower')).toEqual({ outcome: 'same', absolute: 0, percent: null })
  expect(changeOf(5, 5, 'lower')).toEqual({ outcome: 'same', absolute: 0, percent: 0 })
})

test('a value that is missing gives no change', () => {
  const unknown = { outcome: 'unknown', absolute: null, percent: null }
  expect(changeOf(null, 4, 'higher')).toEqual(unknown)
  expect(changeOf(4, undefined, 'higher')).toEqual(unknown)
})

test('a loss that becomes a smaller loss has grown by a share of what it was', () => {
  expect(changeOf(-10, -5, 'higher')).toEqual({ outcome: 'better', absolute: 5, percent: 50 })
})

test('what was wanted is reached on the side that is better', () => {
  expect(reached(9, 9, 'lower')).toBe(true)
  expect(reached(9, 9.1, 'lower')).toBe(false)
  expect(reached(95, 96, 'higher')).toBe(true)
  expect(reached(null, 96, 'higher')).toBeNull()
})

test('whatever the values: the direction turns with what is better, the sign of the per cent is that of the change, and a unit does not matter', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((one) => Math.round(one * 100) / 100)
  const opposite = { better: 'worse', worse: 'better', same: 'same', unknown: 'unknown' } as const
  fc.assert(
    fc.property(value, value, fc.constantFrom('lower', 'higher'), (before, after, better) => {
      const change = changeOf(before, after, better)
      const other = changeOf(before, after, better === 'lower' ? 'higher' : 'lower')
      expect(other).toEqual({ ...change, outcome: opposite[change.outcome] })
      expect(change.percent === null).toBe(before === 0)
      if (change.percent !== null) expect(Math.sign(change.percent)).toBe(Math.sign(change.absolute ?? 0))
      expect(before + (change.absolute ?? Number.NaN)).toBeCloseTo(after, 4)
      const back = changeOf(after, before, better)
      expect(back.outcome).toBe(opposite[change.outcome])
      expect(changeOf(before * 1000, after * 1000, better).percent ?? 0).toBeCloseTo(change.percent ?? 0, 5)
    }),
  )
})
