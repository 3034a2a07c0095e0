import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEVELS_COVERAGE } from './cobb-douglas.ts'
import { accountGrowth } from './growth.ts'
import { autocorrelation, dependence, meanInterval, ratioInterval, yearsInterval } from './intervals.ts'
import { runStudy } from './study.ts'
import { coverage, deviation, shareHolds, yearsHold } from './testing/coverage.ts'

/** Two-sided 95% points of Student's t as printed tables have them. */
const printed = new Map([
  [4, 2.776],
  [7, 2.365],
  [12, 2.179],
])

describe('the interval of a mean of yearly rates', () => {
  test.each([...printed])(
    'with %i degrees of freedom is t = %f standard errors wide on each side',
    (df, t) => {
      const rates = Array.from({ length: df + 1 }, (_, i) => 3 + Math.sin(2.3 * i))
      const { low, high, median } = meanInterval(rates)
      const error = deviation(rates) / Math.sqrt(rates.length)
      expect((high - low) / (2 * error)).toBeCloseTo(t, 3)
      expect((high + low) / 2).toBeCloseTo(median, 12)
    },
  )

  test.each([5, 8, 13, 20])('covers the true mean in 95 of 100 cases with %i rates', (rates) => {
    const held = coverage(2000, 11 + rates, (random) => yearsHold(rates, random).mean)
    expect(held).toBeGreaterThan(0.94)
    expect(held).toBeLessThan(0.965)
  })

  test('is not given of fewer than five rates', () => {
    const rows = Array.from({ length: 6 }, (_, t) => ({
      year: 2015 + t,
      y: 100 * 1.06 ** t * (1 + 0.01 * Math.sin(3 * t)),
      k: 200 * 1.07 ** t,
      l: 50,
      laborShare: 0.6,
    }))
    expect(runStudy(rows).uncertainty).toMatchObject({ method: 'student', parameters: { years: 5 } })
    expect(runStudy(rows.slice(0, 5)).uncertainty).toBeNull()
    expect(yearsInterval(accountGrowth(rows.slice(0, 5), 'official').years)).toBeNull()
  })

  test('is said to be too narrow where the rates of neighbouring years go together', () => {
    const years = accountGrowth(
      Array.from({ length: 21 }, (_, t) => ({
        year: 2000 + t,
        y: 100 * Math.exp(0.05 * t + 0.1 * Math.sin(t / 3)),
        k: 100,
        l: 50,
        laborShare: 0.6,
      })),
      'tornqvist',
    ).years
    expect(autocorrelation(years.map(({ gTFP }) => gTFP))).toBeGreaterThan(0.7)
    expect(dependence(years).map(({ code }) => code)).toEqual(['rates.autocorrelated'])
    expect(autocorrelation([1, -1, 1, -1])).toBe(-0.75)
    expect(autocorrelation([2, 2, 2])).toBe(0)
  })
})

describe('the interval of TFP as a part of growth', () => {
  test('holds just the ratios θ for which the mean of top − θ·bottom is within t standard errors of nothing', () => {
    const pair = fc.tuple(
      fc.double({ min: -2, max: 6, noNaN: true }),
      fc.double({ min: 5, max: 8, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(pair, { minLength: 8, maxLength: 8 }), (pairs) => {
        const [top, bottom] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
        fc.pre(deviation(top) > 0.01 && deviation(bottom) > 0.01)
        const found = ratioInterval(top, bottom)
        if (found === null) throw new Error('output grows by 5 to 8')
        for (const end of [found.low, found.high]) {
          const rest = top.map((value, i) => value - end * (bottom[i] ?? 0))
          const middle = rest.reduce((total, value) => total + value, 0) / 8
          expect(Math.abs(middle) / (deviation(rest) / Math.sqrt(8))).toBeCloseTo(2.3646, 3)
        }
      }),
    )
  })

  test.each([5, 13])('covers the true part in 95 of 100 cases with %i rates', (rates) => {
    const held = coverage(2000, 5 + rates, (random) => yearsHold(rates, random).ratio)
    expect(held).toBeGreaterThan(0.94)
    expect(held).toBeLessThan(0.965)
  })

  test('has no ends where output may as well have stood still, and there is none where it fell', () => {
    expect(ratioInterval([1, 2, 3], [-5, 6, 1])).toBeNull()
    const fallen = Array.from({ length: 8 }, (_, t) => ({
      year: 2010 + t,
      y: 100 * 0.97 ** t * (1 + 0.002 * Math.sin(t)),
      k: 100,
      l: 50,
      laborShare: 0.6,
    }))
    expect(yearsInterval(accountGrowth(fallen, 'official').years)?.percent).toBeNull()
  })
})

describe('the interval of an estimated share', () => {
  test.each([
    [14, 0, false],
    [14, 0.5, true],
    [25, 0, true],
  ])(
    'covers the true α in about 95 of 100 cases: %i years, errors keeping %f, in differences %s',
    (years, rho, differences) => {
      const held = coverage(600, 31 + years, (random) => shareHolds(years, rho, differences, random))
      expect(held).toBeGreaterThan(0.915)
      expect(held).toBeLessThan(0.98)
    },
  )

  test.each(LEVELS_COVERAGE)('in levels covers it less often, as a study says: %o', ({ kept, low, high }) => {
    const held = 100 * coverage(600, 91, (random) => shareHolds(20, kept, false, random))
    expect(held).toBeGreaterThan(low - 4)
    expect(held).toBeLessThan(high + 4)
  })
})
