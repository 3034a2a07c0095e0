import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeMeasures, MeasureRead, measureKey } from './import-rules.ts'

const row = (change: object = {}) =>
  MeasureRead.parse({
    ...{ taxCode: '0100109106', kind: 'export_turnover', year: 2025, value: '1,5 tỷ', unit: 'đồng' },
    ...{ value: 1_500_000_000, note: 'Tờ khai hải quan' },
    ...change,
  })
const there = { enterprises: new Map([['0100109106', 7]]), standing: new Map(), running: 2026 }

test('a row is new, the same as what stands, or wrong in a cell that is named', () => {
  expect(judgeMeasures([row()], there)).toMatchObject([{ outcome: 'new', enterpriseId: 7 }])
  const key = measureKey({ enterpriseId: 7, kind: 'export_turnover', year: 2025 })
  const stands = (value: number) => ({ ...there, standing: new Map([[key, { value, unit: 'VND' }]]) })
  expect(judgeMeasures([row()], stands(1_500_000_000))[0]?.outcome).toBe('same')
  const columns = (rows: Parameters<typeof judgeMeasures>[0], against = there) =>
    judgeMeasures(rows, against).map(({ problems }) => problems.map(({ column }) => column))
  expect(columns([row()], stands(2))).toEqual([['value']])
  expect(columns([row({ taxCode: '1' }), row({ year: 2027 }), row({ unit: '%' })])).toEqual([
    ['taxCode'],
    ['year'],
    ['unit'],
  ])
  expect(columns([row(), row()])).toEqual([[], ['taxCode']])
})

test('of rows of one enterprise, kind and year one at most is new, and each row has its answer', () => {
  const rows = fc.array(
    fc.record({
      year: fc.integer({ min: 2023, max: 2027 }),
      value: fc.integer({ min: 0, max: 200 }),
      kind: fc.constantFrom('domestic_share', 'local_share', 'export_turnover'),
      unit: fc.constantFrom('%', 'VND'),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(rows, (all) => {
      const judged = judgeMeasures(all.map(row), there)
      expect(judged).toHaveLength(all.length)
      const fresh = all.filter((_one, at) => judged[at]?.outcome === 'new')
      const keys = fresh.map((one) => measureKey({ enterpriseId: 7, ...one }))
      expect(new Set(keys).size).toBe(keys.length)
      expect(fresh.every((one) => one.year <= 2026 && (one.unit !== '%' || one.value <= 100))).toBe(true)
    }),
  )
})
