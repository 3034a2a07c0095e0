import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSeries } from './checks.ts'
import type { CheckedSeries } from './finding.ts'
import type { SeriesKey, Status } from './rules.ts'

const sectors = [
  { key: 'total', parent: null },
  ...['agriculture', 'industry', 'services', 'product_tax'].map((key) => ({ key, parent: 'total' })),
]

function series(
  key: Partial<SeriesKey>,
  first: number,
  values: readonly number[],
  statuses: Status[] = [],
): CheckedSeries {
  return {
    measure: 'grdp_current',
    sector: 'total',
    baseYear: null,
    edition: '',
    ...key,
    values: new Map(
      values.map((value, place) => [first + place, { value, status: statuses[place] ?? 'official' }]),
    ),
  }
}
const codes = (list: readonly CheckedSeries[], validTo: string | null = null) =>
  checkSeries(list, { sectors, validTo }).map(({ code, sector, year }) => `${code} ${sector} ${year}`)

describe('one series', () => {
  test('a value a thousand times its neighbours is a slip of unit, and the likely value is said', () => {
    const [problem, ...rest] = checkSeries([series({}, 2015, [100, 105, 110_000, 118, 125])], {
      sectors,
      validTo: null,
    })
    expect(rest).toEqual([])
    expect(problem).toMatchObject({
      code: 'unitSlip',
      severity: 'error',
      year: 2017,
      found: 110_000,
      expected: 110,
    })
    expect(problem?.words.vi).toContain('có phải là 110?')
  })

  test('any one year slipped by a thousand either way is found, and only that one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.9, max: 1.2, noNaN: true }), { minLength: 4, maxLength: 15 }),
        fc.nat(),
        fc.constantFrom(1000, 1 / 1000),
        (growth, at, factor) => {
          let level = 5000
          const values = growth.map((rate) => (level *= rate))
          const place = at % values.length
          const slipped = values.map((value, each) => (each === place ? value * factor : value))
          const found = codes([series({}, 2005, slipped)]).filter((code) => code.startsWith('unitSlip'))
          expect(found).toEqual([`unitSlip total ${2005 + place}`])
        },
      ),
    )
  })

  test('a jump over the threshold is shown with both values, and the threshold can be given', () => {
    const list = [series({ measure: 'employed' }, 2019, [500, 520, 700])]
    expect(codes(list)).toEqual(['jump total 2021'])
    expect(checkSeries(list, { sectors, validTo: null, jump: 0.03 }).map(({ year }) => year)).toEqual([
      2020, 2021,
    ])
  })

  test('negative values are wrong, except taxes less subsidies', () => {
    expect(codes([series({ sector: 'services' }, 2020, [-1])])).toEqual(['sign services 2020'])
    expect(codes([series({ sector: 'product_tax' }, 2020, [-1])])).toEqual([])
  })

  test('a labour share typed in percent is said to be', () => {
    const [problem] = checkSeries([series({ measure: 'labour_share' }, 2020, [45])], {
      sectors,
      validTo: null,
    })
    expect(problem?.words.vi).toContain('theo phần trăm')
    expect(codes([series({ measure: 'labour_share' }, 2020, [0, 1])])).toEqual(['jump total 2021'].slice(1))
  })

  test('missing years are shown', () => {
    const one = series({}, 2015, [100])
    const gap = {
      ...one,
      values: new Map([...one.values, [2018, { value: 120, status: 'official' as const }]]),
    }
    const [problem] = checkSeries([gap], { sectors, validTo: null })
    expect(problem).toMatchObject({ code: 'gap', year: 2018 })
    expect(problem?.words.vi).toBe('Thiếu số liệu các năm 2016 đến 2017.')
  })

  test('a preliminary year before an official one is shown, after it is the rule', () => {
    expect(codes([series({}, 2020, [1, 1, 1], ['official', 'official', 'preliminary'])])).toEqual([])
    expect(codes([series({}, 2020, [1, 1], ['preliminary', 'official'])])).toEqual(['order total 2020'])
  })

  test('a year in which the territory ended is a warning, a later one an error', () => {
    const found = checkSeries([series({}, 2024, [1, 1, 1])], { sectors, validTo: '2025-06-30' })
    expect(found.map(({ code, year, severity }) => [code, year, severity])).toEqual([
      ['territory', 2025, 'warning'],
      ['territory', 2026, 'error'],
    ])
  })
})

describe('series against each other', () => {
  const family = (total: number) => [
    series({}, 2020, [total]),
    series({ sector: 'agriculture' }, 2020, [40.11]),
    series({ sector: 'industry' }, 2020, [30.22]),
    series({ sector: 'services' }, 2020, [25.33]),
    series({ sector: 'product_tax' }, 2020, [4.44]),
  ]

  test('sectors must sum to the total within their rounding', () => {
    expect(codes(family(100.1))).toEqual([])
    expect(codes(family(100.12))).toEqual([])
    expect(codes(family(100.2))).toEqual(['sum total 2020'])
    const [problem] = checkSeries(family(110.1), { sectors, validTo: null })
    expect(problem).toMatchObject({ found: 110.1, expected: expect.closeTo(100.1, 9) })
  })

  test('nothing is said of a total while a sector is missing', () => {
    expect(codes(family(200).slice(0, 4))).toEqual([])
  })

  test('employment needs no product taxes to be whole', () => {
    const list = family(100.2)
      .slice(0, 4)
      .map((one) => ({ ...one, measure: 'employed' }))
    expect(codes(list)).toEqual(['sum total 2020'])
  })

  test('sums of numbers rounded to any place are never called wrong', () => {
    const number = fc.double({ min: 1, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number, number, number), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 3 }),
        (rows, digits) => {
          const round = (value: number) => Number(value.toFixed(digits))
          const names = ['agriculture', 'industry', 'services', 'product_tax']
          const parts = names.map((sector, at) =>
            series(
              { sector },
              2010,
              rows.map((row) => round(row[at] ?? 0)),
            ),
          )
          const totals = rows.map((row) => round(row.reduce((one, other) => one + other, 0)))
          // A place that shows in no figure by chance makes the check looser, never stricter.
          expect(
            codes([series({}, 2010, totals), ...parts]).filter((code) => code.startsWith('sum')),
          ).toEqual([])
        },
      ),
    )
  })

  test('constant prices equal current prices in the base year', () => {
    const constant = series({ measure: 'grdp_constant', baseYear: 2010 }, 2010, [100, 106])
    expect(codes([constant, series({}, 2010, [100, 118])])).toEqual([])
    expect(codes([constant, series({}, 2010, [103, 118])])).toEqual(['baseYear total 2010'])
  })

  test('a deflator that leaps is pointed at', () => {
    const constant = series({ measure: 'grdp_constant', baseYear: 2010 }, 2015, [100, 106])
    expect(codes([constant, series({}, 2015, [130, 181])])).toEqual(['deflator total 2016'])
  })

  test('employees, income and investment stay within what they are part of', () => {
    const found = codes([
      series({ measure: 'employed' }, 2020, [50]),
      series({ measure: 'employees' }, 2020, [51]),
      series({}, 2020, [100]),
      series({ measure: 'compensation' }, 2020, [101]),
      series({ measure: 'capital_stock', baseYear: 2010 }, 2020, [30]),
      series({ measure: 'investment_constant', baseYear: 2010 }, 2020, [31]),
    ])
    expect(found).toEqual(['employees total 2020', 'compensation total 2020', 'capital total 2020'])
  })

  test('another edition or price base is not compared', () => {
    expect(
      codes([
        series({ measure: 'employed' }, 2020, [50]),
        series({ measure: 'employees', edition: 'cũ' }, 2020, [51]),
      ]),
    ).toEqual([])
  })
})
