import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arithmeticMean, geometricMean, periodAverage } from './averages.ts'
import {
  accountGrowth,
  contributions,
  growthBetween,
  type Observation,
  percentOfGrowth,
  tfpLevel,
} from './growth.ts'
import { pennTfp } from './penn.ts'
import { thailand } from './testing/reference.ts'
import { TfpError } from './warnings.ts'

const positive = fc.double({ min: 0.1, max: 1e7, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const observation = fc.record({ y: positive, k: positive, l: positive, laborShare: share })
const series = fc
  .array(observation, { minLength: 2, maxLength: 25 })
  .map((rows): Observation[] => rows.map((row, t) => ({ ...row, year: 2000 + t })))
const method = fc.constantFrom('official' as const, 'tornqvist' as const)
const calm = (year: number, y: number, k: number, l: number, laborShare = 0.6): Observation => ({
  year,
  y,
  k,
  l,
  laborShare,
})

describe('the official form I_TFP = I_Y − (α·I_K + β·I_L)', () => {
  test('growth of 8% from 10% more capital and 2% more labour, α = 0.4, leaves 2.8% to TFP', () => {
    const points = contributions(8, 10, 2, 0.6)
    expect(points.capital).toBeCloseTo(4, 14)
    expect(points.labour).toBeCloseTo(1.2, 14)
    expect(points.tfp).toBeCloseTo(2.8, 14)
    const percent = percentOfGrowth(points, 8)
    expect(percent?.capital).toBeCloseTo(50, 12)
    expect(percent?.labour).toBeCloseTo(15, 12)
    expect(percent?.tfp).toBeCloseTo(35, 12)
  })

  test('a year is accounted with its own share and linked into an index', () => {
    const account = accountGrowth(
      [calm(2021, 100, 200, 50), calm(2022, 108, 220, 51), calm(2023, 108, 231, 51)],
      'official',
    )
    const [first, second] = account.years
    expect(first?.gTFP).toBeCloseTo(8 - (0.4 * 10 + 0.6 * 2), 12)
    expect(second?.gTFP).toBeCloseTo(-2, 12)
    expect(account.index.map(({ value }) => value)).toEqual([
      100,
      expect.closeTo(102.8, 10),
      expect.closeTo(102.8 * 0.98, 10),
    ])
    // Output stood still in 2023: its percent of growth would be a division by zero.
    expect(second?.contributions.percent).toBeNull()
    expect(account.warnings).toContainEqual(expect.objectContaining({ code: 'growth.nearZero', year: 2023 }))
  })

  test('Đồng Tháp 2011–2015: 2.31% TFP growth said to be 34.51% of growth means growth of 6.69%', () => {
    // Quan and Phuoc 2021, doi 10.46223/hcmcoujs.econ.en.11.2.1461.2021 (abstract).
    const percent = percentOfGrowth({ capital: 0, labour: 0, tfp: 2.31 }, 6.69)
    expect(percent?.tfp).toBeCloseTo(34.51, 1)
  })
})

test('contributions sum to growth', () => {
  fc.assert(
    fc.property(series, method, (rows, how) => {
      for (const { gY, contributions: parts } of accountGrowth(rows, how, { confirmed: 'all' }).years) {
        const { capital, labour, tfp } = parts.points
        const size = Math.max(1, Math.abs(gY), Math.abs(capital), Math.abs(labour))
        expect(Math.abs(capital + labour + tfp - gY)).toBeLessThanOrEqual(1e-12 * size)
        if (!parts.percent) continue
        const total = parts.percent.capital + parts.percent.labour + parts.percent.tfp
        expect(Math.abs(total - 100)).toBeLessThanOrEqual((1e-9 * size) / Math.abs(gY) + 1e-9)
      }
    }),
  )
})

test('Törnqvist turned round in time only changes its sign', () => {
  fc.assert(
    fc.property(observation, observation, (a, b) => {
      const [first, second] = [
        { ...a, year: 2020 },
        { ...b, year: 2021 },
      ]
      const forward = growthBetween(first, second, 'tornqvist').gTFP
      const backward = growthBetween(second, first, 'tornqvist').gTFP
      expect(forward + backward).toBeCloseTo(0, 9)
    }),
  )
})

test('the units of output, capital and labour do not matter', () => {
  fc.assert(
    fc.property(series, method, positive, positive, positive, (rows, how, cy, ck, cl) => {
      const plain = accountGrowth(rows, how, { confirmed: 'all' }).years
      const scaled = accountGrowth(
        rows.map((row) => ({ ...row, y: row.y * cy, k: row.k * ck, l: row.l * cl })),
        how,
        { confirmed: 'all' },
      ).years
      for (const [i, year] of plain.entries()) {
        const size = Math.max(1, Math.abs(year.gY), Math.abs(year.gK), Math.abs(year.gL))
        expect(Math.abs((scaled[i]?.gTFP ?? Number.NaN) - year.gTFP) / size).toBeLessThan(1e-11)
      }
    }),
  )
})

test('with one share the Törnqvist index is the ratio of TFP levels', () => {
  fc.assert(
    fc.property(series, share, (rows, beta) => {
      const same = rows.map((row) => ({ ...row, laborShare: beta }))
      const { index } = accountGrowth(same, 'tornqvist', { confirmed: 'all' })
      const level = ({ y, k, l }: Observation) => tfpLevel(y, k, l, beta)
      const [first] = same
      for (const [t, row] of same.entries()) {
        const ratio = first ? (100 * level(row)) / level(first) : Number.NaN
        expect((index[t]?.value ?? Number.NaN) / ratio).toBeCloseTo(1, 9)
      }
    }),
  )
})

test('the base year has index 100 and only rescales the others', () => {
  const rows = [
    calm(2019, 90, 180, 49),
    calm(2020, 93, 190, 49),
    calm(2021, 100, 200, 50),
    calm(2022, 108, 220, 51),
  ]
  const first = accountGrowth(rows, 'official').index
  const middle = accountGrowth(rows, 'official', { baseYear: 2021 }).index
  expect(middle[2]?.value).toBe(100)
  for (const [t, { value }] of middle.entries()) {
    expect((value ?? 0) / 100).toBeCloseTo((first[t]?.value ?? 0) / (first[2]?.value ?? 1), 12)
  }
  expect(() => accountGrowth(rows, 'official', { baseYear: 2030 })).toThrow(TfpError)
})

test('an index of any years is the same index after another base year, and 100 in its own', () => {
  fc.assert(
    fc.property(series, method, fc.nat(), fc.nat(), (rows, how, one, other) => {
      const yearAt = (place: number) => 2000 + (place % rows.length)
      const of = (baseYear: number) => {
        const { index } = accountGrowth(rows, how, { baseYear, confirmed: 'all' })
        return new Map(index.map(({ year, value }) => [year, value ?? Number.NaN]))
      }
      const [here, there] = [yearAt(one), yearAt(other)]
      const index = of(here)
      expect(index.get(here)).toBe(100)
      const moved = of(there)
      const back = moved.get(here) ?? Number.NaN
      for (const [year, value] of index)
        expect((100 * (moved.get(year) ?? 0)) / back / value).toBeCloseTo(1, 9)
    }),
  )
})

describe('what a series must be warned of', () => {
  test('a year after a gap has no rate, and the index stops at the gap', () => {
    const account = accountGrowth(
      [calm(2018, 90, 100, 10), calm(2019, 95, 103, 10), calm(2021, 99, 109, 10)],
      'tornqvist',
    )
    expect(account.years.map(({ year }) => year)).toEqual([2019])
    expect(account.index.at(-1)).toEqual({ year: 2021, value: null })
    expect(account.warnings).toContainEqual(expect.objectContaining({ code: 'series.gap', year: 2021 }))
    expect(account.warnings.map(({ code }) => code)).toContain('series.short')
  })

  test('a province merged with its neighbours shows as a jump, not as growth unremarked', () => {
    const account = accountGrowth([calm(2024, 100, 200, 50), calm(2025, 310, 700, 170)], 'official')
    const jumps = account.warnings.filter(({ code }) => code === 'series.jump')
    expect(jumps).toHaveLength(3)
    expect(jumps[0]?.words.vi).toContain('địa giới')
  })

  test('values that are not positive, and a share outside 0 to 1, are named and give no rate', () => {
    const account = accountGrowth(
      [
        calm(2020, 100, 0, 50),
        calm(2021, 105, 10, 51),
        calm(2022, 110, 11, 52, -0.1),
        calm(2023, 116, 12, 53),
      ],
      'official',
    )
    expect(account.years.map(({ year }) => year)).toEqual([2023])
    expect(account.warnings).toContainEqual(
      expect.objectContaining({ code: 'value.notPositive', year: 2020 }),
    )
    expect(account.warnings).toContainEqual(expect.objectContaining({ code: 'share.outOfRange', year: 2022 }))
  })

  test('one year is no growth', () => {
    expect(() => accountGrowth([calm(2020, 100, 1, 1)], 'official')).toThrow(/series.tooShort/)
  })
})

describe('averages of a period', () => {
  test('growth of 100% and then of −50% is 25% by the arithmetic rule and nothing by the geometric', () => {
    expect(arithmeticMean([100, -50])).toBe(25)
    expect(geometricMean([100, -50])).toBeCloseTo(0, 12)
  })

  test('the geometric rate of official growth carries the first level to the last', () => {
    const account = accountGrowth(
      [calm(2020, 100, 200, 50), calm(2021, 104, 220, 51), calm(2022, 112.36, 242, 51)],
      'official',
    )
    const average = periodAverage(account, 'geometric')
    expect(average.gY).toBeCloseTo(6, 10)
    expect(average.gK).toBeCloseTo(10, 10)
    const { capital, labour, tfp } = average.contributions.points
    expect(capital + labour + tfp).toBeCloseTo(average.gY, 12)
    expect(periodAverage(account, 'arithmetic', { from: 2022 }).rates).toBe(1)
    expect(() => periodAverage(account, 'arithmetic', { from: 2030 })).toThrow(/period.empty/)
  })

  test('both rules sum to growth, and the geometric is never above the arithmetic', () => {
    fc.assert(
      fc.property(series, method, (rows, how) => {
        const account = accountGrowth(rows, how, { confirmed: 'all' })
        const arithmetic = periodAverage(account, 'arithmetic')
        const { capital, labour, tfp } = arithmetic.contributions.points
        const size = Math.max(
          1,
          ...account.years.map(({ gY, gK, gL }) => Math.abs(gY) + Math.abs(gK) + Math.abs(gL)),
        )
        expect(Math.abs(capital + labour + tfp - arithmetic.gY) / size).toBeLessThan(1e-12)
        if (how === 'official')
          expect(periodAverage(account, 'geometric').gY).toBeLessThanOrEqual(arithmetic.gY + 1e-9 * size)
      }),
    )
  })
})

describe('Penn World Table', () => {
  test('the published rtfpna of Thailand 1995–2003 is rebuilt from its parts', () => {
    const published = new Map(thailand.map(({ year, rtfpna }) => [year, rtfpna]))
    const base = published.get(2000) ?? Number.NaN
    // The table is published in single precision.
    for (const { year, rtfpna } of pennTfp(thailand, 2000)) {
      expect(rtfpna).toBeCloseTo((published.get(year) ?? Number.NaN) / base, 5)
    }
  })

  test('without hours in one year persons stand for hours in all', () => {
    const made = thailand.map((row, t) => (t === 3 ? { ...row, avh: undefined } : row))
    const persons = thailand.map(({ avh: _, ...row }) => row)
    expect(pennTfp(made, 2000)).toEqual(pennTfp(persons, 2000))
    expect(() => pennTfp(thailand, 2010)).toThrow(/penn.incomplete/)
  })
})
