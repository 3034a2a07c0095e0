import { expect, test } from 'vitest'
import { coverage } from '../tfp/testing/coverage.ts'
import { clustersHold } from './testing/coverage.ts'

test.each([10, 20, 40])(
  'the interval of the effect covers it in some 95 of 100 cases with %i controls',
  (controls) => {
    const held = coverage(2000, controls, (random) => clustersHold(controls, random))
    expect(held).toBeGreaterThan(0.93)
    expect(held).toBeLessThan(0.97)
  },
)
