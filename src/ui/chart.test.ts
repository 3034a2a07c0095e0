import fc from 'fast-check'
import { expect, test } from 'vitest'
import { besideLine } from './chart.ts'

test('the figure of a point in a dip stands below it, that of a peak or a flat line above it', () => {
  expect(besideLine([100, 50], 20, 20, 40)).toEqual({ x: 100, y: 68, below: true })
  expect(besideLine([100, 50], undefined, 20, 40).below).toBe(true)
  expect(besideLine([100, 50], 80, 80, 40)).toEqual({ x: 100, y: 41, below: false })
  expect(besideLine([100, 50], 50, 50, 40)).toEqual({ x: 100, y: 41, below: false })
  expect(besideLine([100, 50], undefined, undefined, 40).below).toBe(false)
})

test('the figure of a point on a slope stands on the side where the line is lower', () => {
  const height = fc.integer({ min: 0, max: 300 })
  fc.assert(
    fc.property(height, height, height, (before, here, after) => {
      const { x, below } = besideLine([100, here], before, after, 40)
      if (below) return before < here && after < here
      return x === 100 || (x < 100 ? after < here : before < here)
    }),
  )
})
