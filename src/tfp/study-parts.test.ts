import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runStudy } from './study.ts'
import type { StudyOptions } from './study-options.ts'
import type { SeriesRow } from './table.ts'

/** Eight years of two assets and two groups of workers. */
const rows: readonly SeriesRow[] = Array.from({ length: 8 }, (_, t) => ({
  year: 2015 + t,
  y: 1000 * 1.07 ** t,
  l: 500 * 1.01 ** t,
  laborShare: 0.6,
  assets: {
    structures: { i: 120 * 1.06 ** t, price: 1.01 ** t },
    machinery: { i: 90 * 1.11 ** t, price: 0.98 ** t },
  },
  groups: {
    unskilled: { persons: 400 * 0.99 ** t, pay: 4000 * 1.05 ** t },
    university: { persons: 100 * 1.08 ** t, pay: 9000 * 1.05 ** t },
  },
}))
const services: StudyOptions = {
  method: 'tornqvist',
  capital: 'services',
  services: { assets: { structures: { delta: 0.02 }, machinery: { delta: 0.126 } } },
}
const codes = (options: StudyOptions, of: readonly SeriesRow[] = rows) =>
  runStudy(of, options).warnings.map(({ code }) => code)
const close = (value: number) => expect.closeTo(value, 9)

describe('capital by type of asset', () => {
  test('two assets of known stock and cost make the index that is worked out by hand', () => {
    const two: readonly SeriesRow[] = [
      { year: 2020, y: 100, l: 10, laborShare: 0.6, assets: { a: { k: 100 }, b: { k: 50 } } },
      { year: 2021, y: 105, l: 10, laborShare: 0.6, assets: { a: { k: 110 }, b: { k: 60 } } },
    ]
    const found = runStudy(two, {
      method: 'tornqvist',
      capital: 'services',
      services: { assets: { a: { delta: 0.02 }, b: { delta: 0.18 } }, rate: 0.08 },
    })
    // u = 0.10 and 0.26: costs 10 and 13, then 11 and 15.6; shares 10/23 and 11/26.6.
    const share = (10 / 23 + 11 / 26.6) / 2
    const growth = share * Math.log(1.1) + (1 - share) * Math.log(1.2)
    expect(found.years[0]?.gK).toBeCloseTo(100 * growth, 10)
    expect(found.series.map(({ k }) => k)).toEqual([150, close(150 * Math.exp(growth))])
    expect(found.services?.assets.map(({ userCost }) => userCost)).toEqual([
      [close(0.1), close(0.1)],
      [close(0.26), close(0.26)],
    ])
    expect(found.services?.years[0]?.points).toEqual({
      a: close(40 * share * Math.log(1.1)),
      b: close(40 * (1 - share) * Math.log(1.2)),
    })
  })

  test('the endogenous rate is the one at which user costs sum to the income of capital', () => {
    const found = runStudy(rows, services)
    expect(found.services?.rate).toBe('endogenous')
    for (const [t, row] of rows.entries()) {
      const cost = found.services?.assets.reduce(
        (sum, { userCost, stock }) => sum + (userCost[t] ?? 0) * (stock[t] ?? 0),
        0,
      )
      expect(cost).toBeCloseTo(0.4 * row.y, 8)
    }
    // Prices are known, so nothing is said of them.
    expect(codes(services)).not.toContain('revaluation.unknown')
    expect(found.services?.assets[0]?.revaluation.every((each) => Math.abs(each + 0.02) < 1e-12)).toBe(true)
  })

  test('an asset of which no price is known is taken to cost as output does, and the result says so', () => {
    const bare = rows.map((row) => ({
      ...row,
      assets: {
        structures: { i: row.assets?.structures?.i ?? 0 },
        machinery: { i: row.assets?.machinery?.i ?? 0 },
      },
    }))
    const found = runStudy(bare, services)
    expect(found.services?.assets[0]).toMatchObject({
      price: Array(8).fill(1),
      revaluation: Array(8).fill(0),
    })
    expect(codes(services, bare)).toContain('revaluation.unknown')
  })

  test('the points of the assets sum to those of capital, whatever the form of rates', () => {
    for (const method of ['official', 'tornqvist'] as const) {
      const found = runStudy(rows, { ...services, method })
      for (const [place, { contributions }] of found.years.entries()) {
        const points = Object.values(found.services?.years[place]?.points ?? {})
        expect(points.reduce((sum, each) => sum + each, 0)).toBeCloseTo(contributions.points.capital, 10)
      }
      const mean = Object.values(found.services?.mean.points ?? {}).reduce((sum, each) => sum + each, 0)
      expect(mean).toBeCloseTo(found.averages.arithmetic.contributions.points.capital, 10)
    }
  })

  test('wears over service lives where a profile is chosen, the loss of a year out of its stock', () => {
    const found = runStudy(rows, {
      ...services,
      profile: { kind: 'hyperbolic', life: 20, b: 0.75 },
      services: { assets: { structures: { life: 50 }, machinery: { life: 12 } } },
    })
    // In the order of their keys.
    expect(found.services?.assets.map(({ delta, life }) => [delta, life])).toEqual([
      [null, 12],
      [null, 50],
    ])
    expect(found.sensitivity).toMatchObject({ over: 'lifeFactor', columns: [0.8, 1, 1.2] })
  })

  test('sensitivity moves every depreciation by two points, and its middle is the study itself', () => {
    const found = runStudy(rows, services)
    expect(found.sensitivity).toMatchObject({ over: 'deltaShift', columns: [-0.02, 0, 0.02] })
    const middle = found.sensitivity?.gTFP[2]?.[1]
    expect(middle).toBeCloseTo(found.averages.arithmetic.gTFP, 10)
    const faster = runStudy(rows, {
      ...services,
      share: 0.5,
      services: { assets: { structures: { delta: 0.04 }, machinery: { delta: 0.146 } } },
    })
    expect(found.sensitivity?.gTFP.at(-1)?.[2]).toBeCloseTo(faster.averages.arithmetic.gTFP, 10)
  })

  test('says what is missing, impossible or odd', () => {
    expect(() =>
      runStudy(
        rows.map(({ assets: _, ...row }) => row),
        services,
      ),
    ).toThrow(/asset.missing/)
    const holed = rows.map((row) => (row.year === 2018 ? { ...row, assets: { structures: { i: 1 } } } : row))
    expect(() => runStudy(holed, services)).toThrow(/machinery has neither a stock nor investment in 2018/)
    expect(() => runStudy(rows, { ...services, method: 'regression' })).toThrow(/return.needsShare/)
    const rate = { ...services.services, rate: 0.08 }
    expect(runStudy(rows, { ...services, method: 'regression', services: rate }).services?.rate).toBe('given')
    expect(() => runStudy(rows, { ...services, services: { assets: { machinery: { delta: 1 } } } })).toThrow(
      /asset.delta.machinery/,
    )
    // A price that rises by a tenth a year more than output's costs less than nothing to hold.
    const dear = rows.map((row, t) => ({
      ...row,
      assets: { structures: { i: 100, price: 1.4 ** t }, machinery: { i: 50, price: 1 } },
    }))
    expect(codes({ ...services, services: rate }, dear)).toContain('userCost.negative')
    expect(codes({ ...services, share: 0.99 })).toContain('return.implausible')
    expect(codes({ ...services, services: {} })).toContain('stock.assumed')
  })

  test('one asset is the plain study of the same investment', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 60, max: 200, noNaN: true }), { minLength: 4, maxLength: 12 }),
        fc.double({ min: 0.03, max: 0.15, noNaN: true }),
        fc.constantFrom('official', 'tornqvist'),
        (investment, delta, method) => {
          const plain = investment.map((i, t) => ({
            year: 2000 + t,
            y: 500 * 1.05 ** t,
            l: 100 + t,
            i,
            laborShare: 0.6,
          }))
          const one = plain.map(({ i, ...row }) => ({ ...row, assets: { all: { i } } }))
          const confirmed = plain.map(({ year }) => year)
          const before = runStudy(plain, { method, capital: 'investment', delta, confirmed })
          const after = runStudy(one, { method, capital: 'services', delta, confirmed })
          for (const [t, { k }] of before.series.entries()) {
            expect((after.series[t]?.k ?? 0) / k).toBeCloseTo(1, 11)
          }
          expect(after.averages.arithmetic.gTFP).toBeCloseTo(before.averages.arithmetic.gTFP, 8)
        },
      ),
    )
  })

  test('nothing depends on the unit of money or of prices', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1000, noNaN: true }), (unit) => {
        const other = rows.map((row) => ({
          ...row,
          y: row.y * unit,
          assets: Object.fromEntries(
            Object.entries(row.assets ?? {}).map(([key, { i = 0, price = 1 }]) => [
              key,
              { i: i * unit, price },
            ]),
          ),
        }))
        const [one, two] = [runStudy(rows, services), runStudy(other, services)]
        expect(two.averages.arithmetic.gTFP).toBeCloseTo(one.averages.arithmetic.gTFP, 8)
        expect(two.services?.rates[3]).toBeCloseTo(one.services?.rates[3] ?? 0, 10)
      }),
    )
  })
})

describe('quality of labour', () => {
  const quality: StudyOptions = { method: 'tornqvist', capital: 'services', labour: 'quality' }

  test('a group that earns twice as much counts twice, as worked out by hand', () => {
    const two: readonly SeriesRow[] = [
      {
        year: 2020,
        y: 100,
        k: 200,
        l: 100,
        laborShare: 0.5,
        groups: { a: { persons: 80, pay: 5 }, b: { persons: 20, pay: 10 } },
      },
      {
        year: 2021,
        y: 110,
        k: 210,
        l: 100,
        laborShare: 0.5,
        groups: { a: { persons: 70, pay: 5 }, b: { persons: 30, pay: 10 } },
      },
    ]
    const found = runStudy(two, { method: 'tornqvist', labour: 'quality' })
    // Pay 400 and 200, then 350 and 300: shares of the second group 1/3 and 6/13.
    const share = (1 / 3 + 6 / 13) / 2
    const growth = share * Math.log(1.5) + (1 - share) * Math.log(7 / 8)
    expect(found.labour?.quality).toEqual([1, close(Math.exp(growth))])
    expect(found.years[0]?.gL).toBeCloseTo(100 * growth, 10)
    expect(found.labour?.years[0]).toEqual({
      year: 2021,
      gPersons: 0,
      gQuality: close(100 * growth),
      points: { persons: 0, quality: close(50 * growth) },
    })
  })

  test('persons and quality sum to what labour adds', () => {
    for (const method of ['official', 'tornqvist'] as const) {
      const found = runStudy(rows, { ...quality, method })
      for (const [place, { contributions }] of found.years.entries()) {
        const points = found.labour?.years[place]?.points
        expect((points?.persons ?? 0) + (points?.quality ?? 0)).toBeCloseTo(contributions.points.labour, 10)
      }
    }
  })

  test('equal pay makes persons of all: within the third-order error of the index, and exactly when all grow alike', () => {
    const study = (persons: (t: number) => { readonly a: number; readonly b: number }) =>
      runStudy(
        rows.map(({ groups: _g, assets: _a, ...row }, t) => ({
          ...row,
          k: 1000 + t,
          groups: { a: { persons: persons(t).a, pay: 7 }, b: { persons: persons(t).b, pay: 7 } },
        })),
        { labour: 'quality' },
      ).labour?.quality ?? []
    fc.assert(
      fc.property(
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        (one, other) => {
          for (const each of study((t) => ({ a: 300 * (1 + one) ** t, b: 200 * (1 + other) ** t }))) {
            expect(Math.abs(each - 1)).toBeLessThan(2e-4)
          }
          for (const each of study((t) => ({ a: 300 * (1 + one) ** t, b: 200 * (1 + one) ** t }))) {
            expect(each).toBeCloseTo(1, 10)
          }
        },
      ),
    )
  })

  test('says which group is missing, and where the groups do not cover the employed', () => {
    expect(() =>
      runStudy(
        rows.map(({ groups: _, ...row }) => row),
        quality,
      ),
    ).toThrow(/group.missing/)
    const holed = rows.map((row) =>
      row.year === 2017 ? { ...row, groups: { unskilled: { persons: 1, pay: 1 } } } : row,
    )
    expect(() => runStudy(holed, quality)).toThrow(/university lacks its persons or earnings in 2017/)
    expect(
      codes(
        quality,
        rows.map((row, t) => ({ ...row, l: 500 * 1.05 ** t })),
      ),
    ).toContain('labour.coverage')
  })
})

test('a study without parts has no word of them', () => {
  const found = runStudy(rows.map((row) => ({ ...row, k: 900 })))
  expect('services' in found || 'labour' in found).toBe(false)
})
