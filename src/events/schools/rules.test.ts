import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growthByYear, growthOf } from './rules.ts'

test('growth is against the year before; where there was nothing it is not said', () => {
  expect(growthOf(150, 120)).toBe(25)
  expect(growthOf(90, 120)).toBe(-25)
  expect(growthOf(10, 0)).toBeNull()
  expect(
    growthByYear([
      { year: 2024, classes: 1, learners: 100 },
      { year: 2025, classes: 2, learners: 130 },
      { year: 2027, classes: 1, learners: 50 },
    ]).map(({ year, growth }) => [year, growth]),
  ).toEqual([
    [2027, null],
    [2025, 30],
    [2024, null],
  ])
})

test('growth leads back to what there is now', () => {
  const count = fc.integer({ min: 1, max: 100_000 })
  fc.assert(
    fc.property(count, count, (now, before) => {
      const growth = growthOf(now, before) ?? 0
      expect(Math.abs(before * (1 + growth / 100) - now)).toBeLessThanOrEqual(before * 0.0006)
    }),
  )
})
