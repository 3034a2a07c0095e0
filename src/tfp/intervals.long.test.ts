import { describe, expect, test } from 'vitest'
import { LEVELS_COVERAGE } from './cobb-douglas.ts'
import { coverage, shareHolds, yearsHold } from './testing/coverage.ts'

describe('intervals over many made-up samples', () => {
  test.each([5, 6, 8, 10, 13, 20, 30])(
    'of %i yearly rates cover mean and ratio in 95 of 100 cases',
    (rates) => {
      for (const what of ['mean', 'ratio'] as const) {
        const held = coverage(15_000, 900 + rates, (random) => yearsHold(rates, random)[what])
        expect(Math.abs(held - 0.95)).toBeLessThan(0.008)
      }
    },
  )

  const shares = [10, 14, 20, 30].flatMap((years) => [
    ...[0, 0.3, 0.5, 0.8].map((rho) => ({ years, rho, differences: true })),
    { years, rho: 0, differences: false },
  ])
  test.each(shares)(
    'of an estimated share cover it in 92 to 96 of 100 cases: %o',
    ({ years, rho, differences }) => {
      const held = coverage(2500, 70 + years, (random) => shareHolds(years, rho, differences, random))
      expect(held).toBeGreaterThan(0.915)
      expect(held).toBeLessThan(0.965)
    },
  )

  const levels = LEVELS_COVERAGE.flatMap((said) => [10, 14, 20, 30].map((years) => ({ ...said, years })))
  test.each(levels)(
    'of a share estimated in levels cover it as seldom as a study says: %o',
    ({ years, kept, low, high }) => {
      const held = 100 * coverage(5000, 170 + years, (random) => shareHolds(years, kept, false, random))
      expect(held).toBeGreaterThan(low - 1.5)
      expect(held).toBeLessThan(high + 1.5)
    },
  )
})
