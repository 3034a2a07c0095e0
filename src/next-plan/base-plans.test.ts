import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseSources, missingBase } from './base-plans.ts'

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

test('a neighbour fills no year of another territory, plans of one territory fill each other’s', () => {
  const plans = [
    { id: 1, number: '1', province: 'A' },
    { id: 2, number: '2', province: 'A' },
    { id: 3, number: '3', province: 'B' },
  ]
  const sources = baseSources(plans, years, {
    results: [
      { planId: 1, year: 2021, result: 2 },
      { planId: 2, year: 2022, result: 3 },
      { planId: 3, year: 2023, result: 4 },
    ],
    reported: [{ planId: 3, year: 2024 }],
    kept: new Map([[2, [2025]]]),
  })
  expect(sources.map(({ province, missing }) => [province, missing])).toEqual([
    ['A', [2023, 2024]],
    ['B', [2021, 2022, 2025]],
  ])
})

test('what the sources give adds up to all results, however the plans are spread over territories', () => {
  const result = fc.record({
    planId: fc.integer({ min: 0, max: 5 }),
    year: fc.constantFrom(...years),
    result: fc.integer({ min: 0, max: 50 }),
  })
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 6, maxLength: 6 }),
      fc.array(result),
      (of, results) => {
        const plans = of.map((province, id) => ({ id, number: String(id), province }))
        const sources = baseSources(plans, years, { results, reported: [], kept: new Map() })
        const given = sources.flatMap((source) => source.plans).reduce((sum, plan) => sum + plan.result, 0)
        expect(given).toBe(results.reduce((sum, row) => sum + row.result, 0))
        expect(sources.map(({ province }) => province)).toEqual([...new Set(of)].sort())
      },
    ),
  )
})
