import { expect, test } from 'vitest'
import { coverage } from '../tfp/testing/coverage.ts'
import { clustersHold } from './testing/coverage.ts'

test.each([10, 15, 20, 40, 100])(
  'the interval of the effect covers it in 94 to 96 of 100 cases with %i controls',
  (controls) => {
    const held = coverage(20_000, 500 + controls, (random) => clustersHold(controls, random))
    expect(held).toBeGreaterThan(0.935)
    expect(held).toBeLessThan(0.96)
  },
)
