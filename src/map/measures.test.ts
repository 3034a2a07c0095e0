import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsOf, shadeOf, shades } from './measures.ts'

const values = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 170 })

test('a commune with more is never lighter than one with less, whatever the province looks like', () => {
  fc.assert(
    fc.property(values, (all) => {
      const bounds = boundsOf(all)
      const order: readonly string[] = shades
      const ranks = all
        .toSorted((one, other) => one - other)
        .map((value) => order.indexOf(shadeOf(value, bounds)))
      expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
      expect(bounds.length).toBeLessThan(shades.length)
    }),
  )
})

test('where values differ, the least is the lightest and the most is the darkest', () => {
  const bounds = boundsOf([0, 1, 3])
  expect(shadeOf(1, bounds)).toBe(shades[0])
  expect(shadeOf(3, bounds)).toBe(shades.at(-1))
  expect(boundsOf([4, 4, 4])).toEqual([])
})
