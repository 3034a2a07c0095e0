import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingBase } from './base-plans.ts'

const years = [2021, 2022, 2023, 2024, 2025]

test('a year is missing unless it has a result, an old report tells of it, or the program kept it', () => {
  const results = [
    { year: 2021, result: 2 },
    { year: 2022, result: 0 },
  ]
  expect(missingBase(years, { results, reported: [2023], kept: [2024, 2025] })).toEqual([2022])
})

test('a reported zero is no missing base', () => {
  expect(missingBase(years, { results: [], reported: years, kept: [] })).toEqual([])
})

test('more that is known never makes more missing', () => {
  const some = fc.subarray(years)
  fc.assert(
    fc.property(some, some, fc.constantFrom(...years), (reported, kept, more) => {
      const before = missingBase(years, { results: [], reported, kept })
      const after = missingBase(years, { results: [], reported: [...reported, more], kept })
      expect(after.every((year) => before.includes(year))).toBe(true)
    }),
  )
})
