import { describe, expect, test } from 'vitest'
import { at, mean, quantile } from './arrays.ts'
import { type Profile, perpetualInventory } from './capital.ts'
import { accountGrowth, growthRate, type Observation } from './growth.ts'
import { normal, seededRandom, xoshiro128 } from './random.ts'
import { bootstrap, monteCarlo, profileSensitivity, shareSensitivity } from './uncertainty.ts'

const series: Observation[] = Array.from({ length: 16 }, (_, t) => ({
  year: 2005 + t,
  y: 100 * Math.exp(0.07 * t + 0.02 * Math.sin(2 * t)),
  k: 200 * Math.exp(0.09 * t),
  l: 50 * Math.exp(0.01 * t),
  laborShare: 0.6,
}))
const { years } = accountGrowth(series, 'tornqvist')

describe('the random numbers', () => {
  test('xoshiro128** from state 1, 2, 3, 4 begins as its authors’ code does', () => {
    // Reference outputs of the authors' C code (also held by the Rust crate rand_xoshiro).
    const next = xoshiro128(1, 2, 3, 4)
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  test('a seed determines them, and they look uniform and normal', () => {
    const [a, b, c] = [seededRandom(7), seededRandom(7), seededRandom(8)]
    const draws = Array.from({ length: 20000 }, () => a())
    expect(draws.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => b()))
    expect(draws[0]).not.toBe(c())
    expect(draws.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(mean(draws)).toBeCloseTo(0.5, 1)
    const bells = Array.from({ length: 20000 }, () => normal(c))
    expect(mean(bells)).toBeCloseTo(0, 1)
    expect(mean(bells.map((value) => value * value))).toBeCloseTo(1, 1)
  })
})

test('quantiles are those of QUARTILE.INC: of 1, 2, 3, 4 the first quartile is 1.75', () => {
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
  expect(quantile([1, 2, 3, 4], 1)).toBe(4)
  expect(quantile([5], 0.3)).toBe(5)
})

describe('intervals', () => {
  test('the same seed gives the same interval, round the mean it is of', () => {
    const first = bootstrap(years, { seed: 5, draws: 3000 })
    expect(bootstrap(years, { seed: 5, draws: 3000 })).toEqual(first)
    expect(bootstrap(years, { seed: 6, draws: 3000 })).not.toEqual(first)
    const middle = mean(years.map(({ gTFP }) => gTFP))
    expect(first.gTFP.low).toBeLessThan(middle)
    expect(first.gTFP.high).toBeGreaterThan(middle)
    expect(first.percent?.median).toBeCloseTo((100 * middle) / mean(years.map(({ gY }) => gY)), 0)
  })

  test('years that are all alike leave no doubt', () => {
    const alike = years.map((year) => ({ ...year, gY: 7, gTFP: 2 }))
    const { gTFP, percent } = bootstrap(alike, { block: 4 })
    expect(gTFP).toEqual({ level: 0.95, low: 2, median: 2, high: 2 })
    expect(percent?.high).toBeCloseTo(200 / 7, 12)
  })

  test('the bootstrap has the width that the standard error of a mean foretells', () => {
    const values = years.map(({ gTFP }) => gTFP)
    const sd = Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))
    const { gTFP } = bootstrap(years, { draws: 20000 })
    const width = (2 * 1.96 * sd) / Math.sqrt(values.length)
    expect((gTFP.high - gTFP.low) / width).toBeGreaterThan(0.9)
    expect((gTFP.high - gTFP.low) / width).toBeLessThan(1.1)
  })

  test('without growth TFP has no part of it', () => {
    expect(bootstrap(years.map((year) => ({ ...year, gY: 0 }))).percent).toBeNull()
    expect(() => bootstrap(years.slice(0, 2))).toThrow(/bootstrap.tooShort/)
  })

  test('Monte Carlo of the share: an error of 0.05 moves TFP by 0.05·(gK − gL)', () => {
    const { gTFP } = monteCarlo(series, { shareSd: 0.05, draws: 20000, seed: 3 })
    const sd = 0.05 * (9 - 1)
    expect((gTFP.high - gTFP.low) / (2 * 1.96 * sd)).toBeCloseTo(1, 1)
    const exact = monteCarlo(series, { shareSd: 0 }).gTFP
    expect(exact.low).toBeCloseTo(mean(years.map(({ gTFP: g }) => g)), 10)
    expect(exact.high).toBe(exact.low)
    const noisy = monteCarlo(series, { shareSd: 0, noise: { y: 0.02, k: 0.05, l: 0.01 } })
    expect(noisy.gTFP.high).toBeGreaterThan(noisy.gTFP.low)
  })
})

test.each(['official', 'tornqvist'] as const)(
  'the sensitivity grid holds each α and δ, and the middle is the %s account itself',
  (form) => {
    const investment = series.map((_, t) => 30 * 1.08 ** t)
    const profiles = [0.03, 0.05, 0.07].map((delta) => ({ kind: 'geometric', delta }) as const)
    const initial = { kind: 'given', stock: 400 } as const
    const built = (share: number, profile: Profile) => {
      const stock = perpetualInventory(investment, profile, initial)
      const rows = series.map((row, t) => ({ ...row, k: at(stock, t), laborShare: row.laborShare + share }))
      return accountGrowth(rows, form).years
    }
    // Shares that differ from year to year: the grid moves each of them.
    const account = built(0, { kind: 'geometric', delta: 0.05 }).map((year, t) =>
      t % 2 === 0 ? year : { ...year, alpha: year.alpha + 0.02, beta: year.beta - 0.02 },
    )
    const calendar = series.map(({ year }) => year)
    const capital = { initial, firstYear: 'whole', profiles } as const
    const grid = profileSensitivity(account, calendar, investment, capital, growthRate[form])
    expect([grid.over, grid.columns]).toEqual(['delta', [0.03, 0.05, 0.07]])
    expect(grid.gTFP.map((row) => row.length)).toEqual([3, 3, 3, 3, 3])
    // Higher depreciation of a given first stock means slower capital, so more is left to TFP.
    const row = grid.gTFP[0] ?? []
    expect(at(row, 0)).toBeLessThan(at(row, 1))
    const byHand = mean(account.map(({ gY, gK, gL, alpha, beta }) => gY - (alpha * gK + beta * gL)))
    expect(at(grid.gTFP[2] ?? [], 1)).toBeCloseTo(byHand, 12)
    expect(at(grid.alphas, 2)).toBeCloseTo(mean(account.map(({ alpha }) => alpha)), 12)
    const ownProfile = { kind: 'geometric', delta: 0.05 } as const
    const even = profileSensitivity(built(0, ownProfile), calendar, investment, capital, growthRate[form])
    const other = mean(built(-0.1, { kind: 'geometric', delta: 0.07 }).map(({ gTFP }) => gTFP))
    expect(at(even.gTFP[4] ?? [], 2)).toBeCloseTo(other, 12)
    const given = shareSensitivity(accountGrowth(series, form).years)
    expect([given.over, given.columns]).toEqual([null, [null]])
    expect(at(given.gTFP[2] ?? [], 0)).toBeCloseTo(
      mean(accountGrowth(series, form).years.map(({ gTFP }) => gTFP)),
      12,
    )
  },
)
