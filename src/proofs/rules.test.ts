import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureFault, metByMeasures, proofStateAt } from './rules.ts'

const list = { validFrom: '2024-01-01', validTo: '2024-12-31' }

test('a confirmed key product counts on the days of its list alone', () => {
  const confirmed = { state: 'confirmed' as const, ...list }
  expect(proofStateAt(confirmed, '2023-12-31')).toBe('ahead')
  expect(proofStateAt(confirmed, '2024-12-31')).toBe('confirmed')
  expect(proofStateAt(confirmed, '2025-01-01')).toBe('lapsed')
  expect(proofStateAt({ ...confirmed, validTo: null }, '2030-01-01')).toBe('confirmed')
  expect(proofStateAt({ ...confirmed, state: 'refused' }, '2030-01-01')).toBe('refused')
})

test('a share is in percent up to a hundred, a turnover in money', () => {
  expect(measureFault({ kind: 'local_share', value: 60, unit: '%' })).toBeNull()
  expect(measureFault({ kind: 'local_share', value: 101, unit: '%' })?.field).toBe('value')
  expect(measureFault({ kind: 'domestic_share', value: 60, unit: 'USD' })?.field).toBe('unit')
  expect(measureFault({ kind: 'export_turnover', value: 1e9, unit: 'USD' })).toBeNull()
  expect(measureFault({ kind: 'export_turnover', value: 60, unit: '%' })?.field).toBe('unit')
})

test('the latest measure that still counts answers; an older one, or one in another unit, leaves it unknown', () => {
  const rule = { atLeast: 50, unit: '%' as const, years: 1 }
  const of = (year: number, value: number) => ({ year, value, unit: '%' as const })
  expect(metByMeasures([of(2025, 60)], rule, 2026)).toBe(true)
  expect(metByMeasures([of(2025, 60), of(2026, 40)], rule, 2026)).toBe(false)
  expect(metByMeasures([of(2024, 60)], rule, 2026)).toBeNull()
  expect(metByMeasures([{ ...of(2025, 60), unit: 'USD' }], rule, 2026)).toBeNull()
})

test('a measure of a year that does not count changes nothing', () => {
  const measure = fc.record({
    year: fc.integer({ min: 2015, max: 2030 }),
    value: fc.integer({ min: 0, max: 100 }),
    unit: fc.constantFrom('%' as const, 'USD' as const),
  })
  fc.assert(
    fc.property(fc.uniqueArray(measure, { selector: ({ year }) => year }), measure, (measures, one) => {
      const rule = { atLeast: 50, unit: '%' as const, years: 2 }
      fc.pre(one.year < 2024 || one.year > 2026 || one.unit !== '%')
      expect(metByMeasures([...measures, one], rule, 2026)).toBe(metByMeasures(measures, rule, 2026))
    }),
  )
})
