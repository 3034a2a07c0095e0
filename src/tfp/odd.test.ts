import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, mean } from './arrays.ts'
import { breaksOf, ECONOMY_LIMITS } from './breaks.ts'
import { initialStock, type Profile, perpetualInventory } from './capital.ts'
import { cobbDouglas } from './cobb-douglas.ts'
import { describe as inWords } from './describe.ts'
import { runStudy, type StudyResult } from './study.ts'
import type { StudyOptions } from './study-options.ts'
import { readSeriesCsv, type SeriesRow } from './table.ts'
import { csvWithShares, invested, ordinary, steady, stepped } from './testing/odd.ts'
import { thailand } from './testing/reference.ts'
import { TfpError } from './warnings.ts'

const thai = thailand.map(({ year, rgdpna, rkna, emp, labsh }) => ({
  year,
  y: rgdpna,
  k: rkna,
  l: emp,
  laborShare: labsh,
}))

const codes = ({ warnings }: Pick<StudyResult, 'warnings'>) => warnings.map(({ code }) => code)
const refused = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof TfpError) return { code: error.code, row: error.row }
    throw error
  }
  return null
}

describe('the first stock of a steady path', () => {
  test('leaves capital growing as output does from the first year: 7% and δ 5% give TFP 3.00 points, 42.9% of growth', () => {
    const { years, averages } = runStudy(steady(0.07), { delta: 0.05 })
    for (const { gK } of years) expect(gK).toBeCloseTo(7, 9)
    expect(averages.arithmetic.gTFP).toBeCloseTo(3, 9)
    expect(averages.arithmetic.contributions.percent?.tfp).toBeCloseTo(100 * (3 / 7), 8)
  })

  const profile: fc.Arbitrary<Profile> = fc.oneof(
    fc.record({
      kind: fc.constant('geometric' as const),
      delta: fc.double({ min: 0.01, max: 0.15, noNaN: true }),
    }),
    fc.record({ kind: fc.constant('linear' as const), life: fc.integer({ min: 5, max: 60 }) }),
    fc.record({
      kind: fc.constant('hyperbolic' as const),
      life: fc.integer({ min: 5, max: 60 }),
      b: fc.double({ min: -1, max: 0.95, noNaN: true }),
    }),
  )

  test('is steady for every profile, growth and share of a year’s investment that counts', () => {
    fc.assert(
      fc.property(
        profile,
        fc.double({ min: 0, max: 0.12, noNaN: true }),
        fc.constantFrom('whole' as const, 'half' as const),
        (each, growth, firstYear) => {
          const investment = Array.from({ length: 10 }, (_, t) => 100 * (1 + growth) ** t)
          const stock = perpetualInventory(investment, each, { kind: 'steadyState', growth }, firstYear)
          for (let t = 1; t < 10; t++) expect(at(stock, t) / at(stock, t - 1)).toBeCloseTo(1 + growth, 9)
        },
      ),
    )
  })

  test('is what four hundred years of the same investment growth leave', () => {
    const each = { kind: 'geometric', delta: 0.05 } as const
    let stock = 0
    for (let t = -400; t <= 0; t++) stock = 0.95 * stock + 300 * 1.07 ** t
    expect(initialStock({ kind: 'steadyState', growth: 0.07 }, 300, each)).toBeCloseTo(stock, 8)
  })

  test('takes the growth of the years without a break, not that of a new price base', () => {
    const rebased = invested().map((row) => (row.year < 2016 ? { ...row, y: row.y / 2.6 } : row))
    const growth = (rows: readonly SeriesRow[]) => {
      const { initial } = runStudy(rows, { initial: undefined, delta: 0.05 }).parameters
      return initial?.kind === 'steadyState' ? initial.growth : Number.NaN
    }
    expect(growth(invested())).toBeCloseTo((42600 / 21000) ** (1 / 13) - 1, 12)
    expect(Math.abs(growth(rebased) - growth(invested()))).toBeLessThan(0.002)
  })

  test.each([
    ['a tiny first year', { 2010: 200 }],
    ['a first year in millions', { 2010: 7_140_000 }],
  ])('is refused where no economy has such a stock: %s', (_, first) => {
    expect(refused(() => runStudy(invested(first)))?.code).toBe('stock.ratio')
    expect(runStudy(invested(first), { initial: { kind: 'ratio', ratio: 2.5 } }).series[0]?.k).toBe(52500)
  })
})

describe('output that falls', () => {
  test.each([0.97, 0.99, 0.9])(
    'by a factor %f a year gives no percent of growth, by neither average',
    (factor) => {
      const shrinking = ordinary.map((row, t) => ({ ...row, y: 40_000 * factor ** t }))
      const study = runStudy(shrinking)
      expect(study.averages.arithmetic.contributions.percent).toBeNull()
      expect(study.averages.geometric.contributions.percent).toBeNull()
      expect(study.years.every(({ contributions }) => contributions.percent === null)).toBe(true)
      expect(study.uncertainty?.percent).toBeNull()
      expect(codes(study)).toContain('growth.negative')
      const { vi, en } = inWords(study)
      expect(vi).toContain('sản lượng giảm bình quân')
      expect(vi).not.toContain('của tăng trưởng)')
      expect(en).not.toContain('% of growth)')
    },
  )
})

describe('labour shares of a file', () => {
  test.each([
    ['above 1 by a little throughout', (year: number) => 1.02 + (year - 2010) / 100, 2],
    ['one in percent among parts of 1', (year: number, share: number) => (year === 2015 ? 62 : share), 7],
    [
      'one part of 1 among percent',
      (year: number, share: number) => (year === 2012 ? share : 100 * share),
      4,
    ],
    ['negative in one year', (year: number, share: number) => (year === 2013 ? -share : share), 5],
    ['above 100 in one year', (year: number, share: number) => (year === 2011 ? 620 : 100 * share), 3],
    ['between 1 and 10', () => 6.2, 2],
  ])('%s are refused by the row', (_, shares, row) => {
    expect(refused(() => readSeriesCsv(csvWithShares(shares)))).toEqual({ code: 'file.share', row })
  })

  test('are read as parts of 1 or as percent where all are', () => {
    const parts = readSeriesCsv(csvWithShares((_, share) => share))
    const percent = readSeriesCsv(csvWithShares((_, share) => (100 * share).toFixed(1)))
    expect(parts.rows.map(({ laborShare }) => laborShare)).toEqual(
      ordinary.map(({ laborShare }) => laborShare),
    )
    expect(percent.rows[3]?.laborShare).toBeCloseTo(0.615, 12)
    expect(percent.warnings.map(({ code }) => code)).toEqual(['share.percent'])
  })

  test('that no income can have leave their year out, and those that leave nothing to a factor are warned of', () => {
    const odd = ordinary.map((row) => (row.year === 2015 ? { ...row, laborShare: 62 } : row))
    const official = runStudy(odd)
    expect(official.years.map(({ year }) => year)).not.toContain(2015)
    expect(Math.abs(official.averages.arithmetic.gTFP)).toBeLessThan(4)
    // Both of a step's years have a share in it.
    const logs = runStudy(odd, { method: 'tornqvist' }).years.map(({ year }) => year)
    expect([logs.includes(2015), logs.includes(2016), logs.includes(2017)]).toEqual([false, false, true])
    for (const share of [0, 0.02, 0.99, 1])
      expect(codes(runStudy(ordinary, { share }))).toContain('share.extreme')
    expect(codes(runStudy(ordinary, { share: 0.6 }))).not.toContain('share.extreme')
  })
})

describe('a break of the series', () => {
  const cases: [string, readonly SeriesRow[], number][] = [
    ['a new price base', ordinary.map((row) => (row.year < 2016 ? { ...row, y: row.y / 2.6 } : row)), 2016],
    ['persons in place of thousands', stepped('l', 2018, 1000), 2018],
    ['capital in another unit', stepped('k', 2014, 0.001), 2014],
    ['a step of a fifth among years of 5%', stepped('y', 2013, 1.13), 2013],
    ['a part of the province gone', stepped('l', 2017, 0.8), 2017],
    ['joined with its neighbours', stepped('y', 2022, 2.4), 2022],
  ]

  test.each(cases)('cuts the chain: %s', (_, rows, year) => {
    for (const method of ['official', 'tornqvist'] as const) {
      const study = runStudy(rows, { method })
      expect(study.years.map((each) => each.year)).not.toContain(year)
      expect(study.averages.arithmetic).toMatchObject({ rates: 12, missing: [year] })
      expect(codes(study)).toEqual(expect.arrayContaining(['series.jump', 'period.partial']))
      for (const { year: each, value } of study.index) expect(value === null).toBe(each >= year)
      // The ordinary rates are left as they are.
      const plain = runStudy(ordinary, { method }).years.filter((each) => each.year !== year)
      expect(study.averages.arithmetic.gTFP).toBeCloseTo(mean(plain.map(({ gTFP }) => gTFP)), 10)
      expect(study.uncertainty?.parameters.years).toBe(12)
    }
    const confirmed = runStudy(rows, { confirmed: [year] })
    expect(confirmed.years).toHaveLength(13)
    expect(codes(confirmed)).toContain('series.confirmed')
    expect(codes(confirmed)).not.toContain('series.jump')
    expect(confirmed.parameters.confirmed).toEqual([year])
  })

  test('is found among however wild or calm years, and ordinary years are none, a slump of 2021 neither', () => {
    expect(codes(runStudy(ordinary))).not.toContain('series.jump')
    // Thailand 1995–2003, whose output fell by 7.6% in 1998.
    expect(codes(runStudy(thai))).not.toContain('series.jump')
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 8, maxLength: 20 }),
        fc.nat(7),
        fc.constantFrom(1, -1),
        (noise, place, sign) => {
          const calm = noise.map((each) => 5 + each)
          expect(breaksOf(calm, ECONOMY_LIMITS)).not.toContain(true)
          const broken = calm.map((each, t) => (t === place ? each + sign * 18 : each))
          expect(breaksOf(broken, ECONOMY_LIMITS).indexOf(true)).toBe(place)
        },
      ),
    )
  })

  test('keeps a regression on one side of it', () => {
    const rows = Array.from({ length: 24 }, (_, t) => {
      const [k, l] = [
        100 * Math.exp(0.07 * t + 0.03 * Math.sin(t)),
        50 * Math.exp(0.01 * t + 0.02 * Math.cos(2 * t)),
      ]
      return { year: 2000 + t, y: 2 * Math.exp(0.02 * t) * k ** 0.4 * l ** 0.6 * (t < 6 ? 1 : 2.6), k, l }
    })
    const study = runStudy(rows, { method: 'regression' })
    expect(study.regression?.alpha.value).toBeCloseTo(0.4, 6)
    expect(study.regression?.observations).toBe(18)
    expect(codes(study)).toContain('regression.part')
  })
})

describe('what an average must say', () => {
  test('is how many of the period’s rates it has: 11 of 13 where a year is missing', () => {
    const study = runStudy(ordinary.filter(({ year }) => year !== 2016))
    const said = study.warnings.find(({ code }) => code === 'period.partial')
    expect(said?.words.vi).toBe(
      'Bình quân kỳ 2011–2023 tính từ 11 trong 13 tốc độ tăng; không có tốc độ của năm 2016, 2017.',
    )
    expect(codes(runStudy(ordinary))).not.toContain('period.partial')
    expect(codes(runStudy(ordinary, { from: 2005 }))).toContain('period.clipped')
  })

  test('of one year is no average', () => {
    const { vi, en } = inWords(runStudy(ordinary, { from: 2023, to: 2023 }))
    expect(vi).toMatch(/^Năm 2023, sản lượng tăng 6,23% so với năm trước\./)
    expect(vi).not.toContain('bình quân')
    expect(en).not.toMatch(/mean|average/)
  })

  test('of logarithms is not called percent, and never below the percent beside it', () => {
    const study = runStudy(ordinary, { method: 'tornqvist' })
    const { vi } = inWords(study)
    const [, percent, logs] =
      /bình quân (\d,\d\d)%\/năm \(bình quân nhân; (\d,\d\d) điểm lôgarit\/năm\)/.exec(vi) ?? []
    expect(Number(percent?.replace(',', '.'))).toBeCloseTo(study.averages.geometric.gY, 2)
    expect(Number(logs?.replace(',', '.'))).toBeCloseTo(study.averages.arithmetic.gY, 2)
    expect(vi).not.toContain('điểm phần trăm')
  })

  test('is the middle cell of the grid, in whatever form, capital and period', () => {
    const forms: [readonly SeriesRow[], StudyOptions][] = [
      [ordinary, {}],
      [ordinary, { method: 'tornqvist', from: 2015, to: 2020 }],
      [invested(), { from: 2014 }],
      [invested(), { method: 'tornqvist', profile: { kind: 'linear', life: 20 } }],
      [stepped('y', 2016, 2.6), { method: 'tornqvist' }],
      [ordinary, { method: 'regression' }],
    ]
    for (const [rows, options] of forms) {
      const { sensitivity, averages } = runStudy(rows, options)
      const row =
        sensitivity?.alphas.findIndex((alpha) => Math.abs(alpha - averages.arithmetic.alpha) < 1e-9) ?? -1
      const middle = sensitivity?.columns.length === 3 ? 1 : 0
      expect(sensitivity?.gTFP[row]?.[middle]).toBeCloseTo(averages.arithmetic.gTFP, 9)
    }
  })
})

describe('investment that adds nothing', () => {
  test.each([-200, 0])('%d in a year is warned of by the year', (value) => {
    const study = runStudy(invested({ 2016: value }))
    expect(study.warnings.find(({ code }) => code === 'investment.notPositive')?.words.vi).toContain('2016')
    expect(codes(runStudy(invested()))).not.toContain('investment.notPositive')
  })
})

describe('words in Vietnamese', () => {
  test('have no decimal points, no p of nothing, and no contribution below zero', () => {
    const studies = [
      runStudy(ordinary),
      runStudy(ordinary, { method: 'regression' }),
      runStudy(ordinary, { method: 'regression', regression: { differences: true } }),
      runStudy(ordinary.map((row) => (row.year === 2015 ? { ...row, laborShare: 1.25 } : row))),
      runStudy(stepped('l', 2018, 1000)),
      runStudy(invested()),
    ]
    for (const study of studies) {
      const { vi } = inWords(study)
      // 1.234 groups thousands; any other point between digits is a foreign decimal.
      expect(vi.replace(/\d{1,3}(\.\d{3})+(?!\d)/g, '')).not.toMatch(/\d\.\d/)
      expect(vi).not.toMatch(/p = 0,000/)
      expect(vi).not.toMatch(/đóng góp -/)
      const sentences = study.warnings.map(({ words }) => words.vi)
      expect(new Set(sentences).size).toBe(sentences.length)
    }
    expect(inWords(studies[0] ?? runStudy(ordinary)).vi).toContain('lao động làm giảm')
  })
})

describe('the test of constant returns', () => {
  test('rests on the covariance of the table: Newey-West by its own formula', () => {
    const series = ordinary.map((row) => ({ ...row, k: row.k * (1 + 0.05 * Math.sin(2 * row.year)) }))
    const lags = 2
    const found = cobbDouglas(series, { constantReturns: false, trend: false, lags })
    const n = series.length
    const rows = series.map(({ k, l }) => [1, Math.log(k), Math.log(l)])
    const e = [...found.regression.residuals]
    const inverse = invert3(product(rows, rows))
    const meat = [0, 1, 2].map((i) =>
      [0, 1, 2].map((j) => {
        let total = 0
        for (let t = 0; t < n; t++)
          for (let s = 0; s < n; s++) {
            const weight = Math.max(0, 1 - Math.abs(t - s) / (lags + 1))
            total += weight * (e[t] ?? 0) * (e[s] ?? 0) * (rows[t]?.[i] ?? 0) * (rows[s]?.[j] ?? 0)
          }
        return (total * n) / (n - 3)
      }),
    )
    const cov = times(times(inverse, meat), inverse)
    const variance = (cov[1]?.[1] ?? 0) + (cov[2]?.[2] ?? 0) + 2 * (cov[1]?.[2] ?? 0)
    const sum = found.alpha.value + found.beta.value
    expect(found.constantReturnsTest?.t).toBeCloseTo((sum - 1) / Math.sqrt(variance), 6)
    expect(found.alpha.standardError).toBeCloseTo(Math.sqrt(cov[1]?.[1] ?? 0), 8)
    expect((found.constantReturnsTest?.f ?? 0) / ((sum - 1) ** 2 / variance)).toBeCloseTo(1, 5)
  })
})

type Matrix = readonly (readonly number[])[]
const product = (a: Matrix, b: Matrix) =>
  [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => a.reduce((total, row, t) => total + (row[i] ?? 0) * (b[t]?.[j] ?? 0), 0)),
  )
const times = (a: Matrix, b: Matrix) =>
  a.map((row) => [0, 1, 2].map((j) => row.reduce((total, value, k) => total + value * (b[k]?.[j] ?? 0), 0)))
/** Inverse by cofactors. */
function invert3(m: Matrix): Matrix {
  const c = (i: number, j: number) => m[i % 3]?.[j % 3] ?? 0
  const minor = (i: number, j: number) =>
    c(i + 1, j + 1) * c(i + 2, j + 2) - c(i + 1, j + 2) * c(i + 2, j + 1)
  const determinant = [0, 1, 2].reduce((total, j) => total + c(0, j) * minor(0, j), 0)
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => minor(j, i) / determinant))
}
