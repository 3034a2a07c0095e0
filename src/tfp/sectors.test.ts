import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { perpetualInventory } from './capital.ts'
import { accountGrowth } from './growth.ts'
import { accountSectors } from './sectors.ts'
import type { SectorInput, SectorRow, SectorsOptions } from './sectors-input.ts'

/** Made-up panels leap from year to year, and are meant to. */
const everyYear = Array.from({ length: 60 }, (_, t) => 1990 + t)

const sector = (key: string, rows: readonly SectorRow[]): SectorInput => ({
  key,
  name: { vi: `Ngành ${key}`, en: `Sector ${key}` },
  rows,
})

/** Two sectors, two years, in round numbers: farming loses workers, industry gains capital and workers. */
const farming = sector('a', [
  { year: 2022, y: 400, va: 400, k: 500, l: 300, laborShare: 0.8 },
  { year: 2023, y: 412, va: 440, k: 515, l: 288, laborShare: 0.8 },
])
const industry = sector('b', [
  { year: 2022, y: 600, va: 600, k: 1500, l: 200, laborShare: 0.5 },
  { year: 2023, y: 660, va: 660, k: 1650, l: 212, laborShare: 0.5 },
])
const codes = (result: ReturnType<typeof accountSectors>) => result.warnings.map(({ code }) => code)

/** Amounts of some sectors over some years, labour shares between 0.2 and 0.9. */
const amount = fc.double({ min: 10, max: 1000, noNaN: true })
const panel = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }))
  .chain(([sectors, years]) =>
    fc.array(
      fc.array(
        fc.record({
          y: amount,
          va: amount,
          k: amount,
          l: amount,
          laborShare: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
        }),
        { minLength: years, maxLength: years },
      ),
      { minLength: sectors, maxLength: sectors },
    ),
  )
  .map((all) =>
    all.map((rows, j) =>
      sector(
        String(j),
        rows.map((row, t) => ({ year: 2015 + t, ...row })),
      ),
    ),
  )
const method = fc.constantFrom('official' as const, 'tornqvist' as const)

describe('TFP of a whole economy by its sectors', () => {
  test('worked by hand: 4.065% = 3.44 from two sectors + 0.105 of capital moved + 0.52 of labour moved', () => {
    const { sectors, growth } = accountSectors({ sectors: [farming, industry] })
    const [a, b] = sectors.map(({ mean }) => mean)
    // 3 − 0.2·3 − 0.8·(−4) = 5.6; 10 − 0.5·10 − 0.5·6 = 2; weights 400/1000 and 440/1100.
    expect(a?.gTFP).toBeCloseTo(5.6, 10)
    expect(b?.gTFP).toBeCloseTo(2, 10)
    expect(a?.weight).toBeCloseTo(0.4, 12)
    expect([a?.contribution, b?.contribution].map((each) => each?.toFixed(6))).toEqual([
      '2.240000',
      '1.200000',
    ])
    const mean = growth?.mean
    expect(mean?.beta).toBeCloseTo(0.62, 12)
    expect(mean?.gY).toBeCloseTo(7.2, 10)
    // Capital 2000 → 2165: 8.25%; 0.4·0.2·3 + 0.6·0.5·10 − 0.38·8.25.
    expect(mean?.gK).toBeCloseTo(8.25, 10)
    expect(mean?.reallocation.capital).toBeCloseTo(0.105, 10)
    // Labour stays 500; 0.4·0.8·(−4) + 0.6·0.5·6.
    expect(mean?.gL).toBeCloseTo(0, 10)
    expect(mean?.reallocation.labour).toBeCloseTo(0.52, 10)
    expect(mean?.reallocation.output).toBeCloseTo(0, 10)
    expect(mean?.fromSectors).toBeCloseTo(3.44, 10)
    expect(mean?.gTFP).toBeCloseTo(4.065, 10)
    expect(growth).toMatchObject({ capital: 'stock', weights: 'current', from: 2023, to: 2023 })
  })

  test('holds the same identity in logarithms, with weights that move and shares of two years', () => {
    const moved = sector('b', [
      { year: 2022, y: 600, va: 900, k: 1500, l: 200, laborShare: 0.5 },
      { year: 2023, y: 660, va: 1320, k: 1650, l: 212, laborShare: 0.4 },
    ])
    const { growth } = accountSectors({ sectors: [farming, moved] }, { method: 'tornqvist' })
    const [wA, wB] = [(400 / 1300 + 440 / 1760) / 2, (900 / 1300 + 1320 / 1760) / 2]
    const beta = wA * 0.8 + wB * 0.45
    const log = (after: number, before: number) => 100 * Math.log(after / before)
    expect(growth?.mean.gTFP).toBeCloseTo(log(1072, 1000) - (1 - beta) * log(2165, 2000), 10)
    expect(growth?.mean.reallocation.output).toBeCloseTo(
      log(1072, 1000) - wA * log(412, 400) - wB * log(660, 600),
      10,
    )
    expect(growth?.mean.reallocation.labour).toBeCloseTo(
      wA * 0.8 * log(288, 300) + wB * 0.45 * log(212, 200),
      10,
    )
  })

  test('is exact for whatever sectors, years and form: the parts sum to aggregate TFP within 1e-10', () => {
    fc.assert(
      fc.property(panel, method, (sectors, form) => {
        const { growth, sectors: each } = accountSectors({ sectors }, { method: form, confirmed: everyYear })
        expect(growth).not.toBeNull()
        for (const { gTFP, fromSectors, reallocation, gY, gK, gL, beta } of growth?.years ?? []) {
          const scale = Math.max(1, ...[gY, gK, gL].map(Math.abs))
          const parts = fromSectors + reallocation.capital + reallocation.labour + reallocation.output
          expect(Math.abs(parts - gTFP) / scale).toBeLessThan(1e-10)
          expect(Math.abs(gY - (1 - beta) * gK - beta * gL - gTFP) / scale).toBeLessThan(1e-10)
        }
        const {
          gTFP = 0,
          fromSectors = 0,
          reallocation = { capital: 0, labour: 0, output: 0 },
        } = growth?.mean ?? {}
        const parts = fromSectors + reallocation.capital + reallocation.labour + reallocation.output
        expect(Math.abs(parts - gTFP) / Math.max(1, Math.abs(parts))).toBeLessThan(1e-10)
        const sum = (pick: (mean: NonNullable<(typeof each)[number]['mean']>) => number) =>
          each.reduce((total, { mean }) => total + (mean === null ? Number.NaN : pick(mean)), 0)
        const contributed = sum(({ contribution }) => contribution)
        const from = growth?.mean.fromSectors ?? Number.NaN
        expect(Math.abs(contributed - from) / Math.max(1, Math.abs(from))).toBeLessThan(1e-10)
        expect(sum(({ weight }) => weight)).toBeCloseTo(1, 10)
      }),
    )
  })

  test('of one sector is the growth account of that sector, with nothing reallocated', () => {
    fc.assert(
      fc.property(panel, method, ([only], form) => {
        if (only === undefined) return
        const { growth, sectors } = accountSectors(
          { sectors: [only] },
          { method: form, confirmed: everyYear },
        )
        const alone = accountGrowth(
          only.rows.map(({ year, y, l, k = 0, laborShare = 0 }) => ({ year, y, l, k, laborShare })),
          form,
          { confirmed: 'all' },
        )
        expect(growth?.years.map(({ gTFP }) => gTFP)).toEqual(
          alone.years.map(({ gTFP }) => expect.closeTo(gTFP, 8)),
        )
        expect(sectors[0]?.years.map(({ gTFP }) => gTFP)).toEqual(alone.years.map(({ gTFP }) => gTFP))
        for (const { reallocation } of growth?.years ?? []) {
          for (const part of Object.values(reallocation)) expect(part).toBeCloseTo(0, 8)
        }
      }),
    )
  })

  test('does not depend on the units of output, money, capital or labour', () => {
    const unit = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(panel, method, unit, unit, unit, unit, (sectors, form, a, b, c, d) => {
        const other = sectors.map(({ rows, ...rest }) => ({
          ...rest,
          rows: rows.map((row) => ({
            ...row,
            y: row.y * a,
            va: (row.va ?? 0) * b,
            k: (row.k ?? 0) * c,
            l: row.l * d,
          })),
        }))
        const [one, two] = [sectors, other].map((each) =>
          accountSectors({ sectors: each }, { method: form, confirmed: everyYear }),
        )
        const close = (value: number) => expect.closeTo(value, 6)
        expect(two?.growth?.mean.gTFP).toEqual(close(one?.growth?.mean.gTFP ?? Number.NaN))
        expect(two?.sectors.map(({ mean }) => mean?.contribution)).toEqual(
          one?.sectors.map(({ mean }) => close(mean?.contribution ?? Number.NaN)),
        )
        expect(two?.shiftShare.period.within).toEqual(close(one?.shiftShare.period.within ?? Number.NaN))
        expect(two?.shiftShare.period.between).toEqual(close(one?.shiftShare.period.between ?? Number.NaN))
      }),
    )
  })

  test('reallocates nothing where capital and labour grow alike in all sectors, whatever their shares', () => {
    fc.assert(
      fc.property(panel, fc.double({ min: 0.9, max: 1.2, noNaN: true }), (sectors, factor) => {
        const alike = sectors.map(({ rows, ...rest }) => ({
          ...rest,
          rows: rows.map((row, t) => ({
            ...row,
            k: (rows[0]?.k ?? 0) * factor ** t,
            l: (rows[0]?.l ?? 0) * factor ** t,
          })),
        }))
        for (const { reallocation } of accountSectors({ sectors: alike }, { confirmed: everyYear }).growth
          ?.years ?? []) {
          expect(reallocation.capital).toBeCloseTo(0, 8)
          expect(reallocation.labour).toBeCloseTo(0, 8)
        }
      }),
    )
  })

  test('names what the whole has beyond its sectors, and averages the years asked only', () => {
    const third = (row: SectorInput, values: Omit<SectorRow, 'year'>) =>
      sector(row.key, [...row.rows, { year: 2024, ...values }])
    const sectors = [
      third(farming, { y: 420, va: 450, k: 520, l: 280, laborShare: 0.8 }),
      third(industry, { y: 700, va: 720, k: 1800, l: 220, laborShare: 0.5 }),
    ]
    const whole = [
      { year: 2023, gTFP: 4.5 },
      { year: 2024, gTFP: 1 },
    ]
    const all = accountSectors({ sectors, whole })
    expect(all.growth?.years[0]?.other).toBeCloseTo(4.5 - 4.065, 10)
    expect(all.growth?.mean.whole).toBeCloseTo(2.75, 12)
    const last = accountSectors({ sectors, whole }, { from: 2024, to: 2024 })
    expect([last.growth?.from, last.growth?.to, last.growth?.mean.whole]).toEqual([2024, 2024, 1])
    expect(last.growth?.years).toHaveLength(2)
    expect([last.shiftShare.period.from, last.shiftShare.period.to]).toEqual([2023, 2024])
    expect(accountSectors({ sectors }).growth?.mean.other).toBeNull()
    // Both yearly growth rates of the whole are needed for its mean.
    expect(accountSectors({ sectors, whole: whole.slice(1) }).growth?.mean.whole).toBeNull()
  })
})

describe('capital of sectors', () => {
  const invested = (options: SectorsOptions = {}) => {
    const rows = [farming, industry].map(({ key, rows: all }) =>
      sector(
        key,
        all.map(({ k = 0, ...row }) => ({ ...row, i: k / 10 })),
      ),
    )
    return accountSectors({ sectors: rows }, options)
  }

  test('is built from investment where there is no stock, by the study’s depreciation and first stock', () => {
    const { sectors, growth } = invested({ delta: 0.08, initial: { kind: 'ratio', ratio: 2 } })
    expect(growth?.capital).toBe('investment')
    const expected = perpetualInventory(
      [50, 51.5],
      { kind: 'geometric', delta: 0.08 },
      { kind: 'ratio', ratio: 2, output: 400 },
    )
    expect(sectors[0]?.rows.map(({ k }) => k)).toEqual([...expected])
  })

  test('divides a first stock that is given for the whole by the investment of the first year', () => {
    const { sectors } = invested({ initial: { kind: 'given', stock: 1000 } })
    // 50 and 150 of 200.
    expect(sectors.map(({ rows }) => rows[0]?.k)).toEqual([250, 750])
  })

  test('says once how it was assumed, and whose first stock cannot be had', () => {
    expect(codes(invested()).filter((code) => code === 'stock.assumed')).toHaveLength(1)
    const shrinking = sector('c', [
      { year: 2022, y: 100, i: 5, l: 10, laborShare: 0.5 },
      { year: 2023, y: 80, i: 5, l: 10, laborShare: 0.5 },
    ])
    expect(() => accountSectors({ sectors: [shrinking] })).toThrow(/Sector c: No stock for the first year/)
  })

  test('missing in a sector, or a share missing, leaves the shift-share alone', () => {
    const { k: _, ...bare } = industry.rows[1] ?? { year: 2023, y: 0, l: 0 }
    const without = accountSectors({ sectors: [farming, sector('b', [...industry.rows.slice(0, 1), bare])] })
    expect(without.growth).toBeNull()
    expect(without.sectors[1]?.rows.map(({ k }) => k)).toEqual([null, null])
    expect(without.shiftShare.period.growth).toBeCloseTo(7.2, 10)
    const unshared = accountSectors({
      sectors: [
        farming,
        sector(
          'b',
          industry.rows.map(({ laborShare: _share, ...row }) => row),
        ),
      ],
    })
    expect(unshared.growth).toBeNull()
    expect(codes(unshared)).toContain('sectors.share')
  })
})

describe('shift-share of labour productivity', () => {
  test('worked by hand: 7.2% = 5.181 within + 2 between + 0.019 interaction', () => {
    const { years, period } = accountSectors({ sectors: [farming, industry] }).shiftShare
    // s·Δp: 0.6·(412/288 − 4/3) + 0.4·(660/212 − 3), over P = 2; workers 0.024 of all move from 4/3 to 3.
    const within = 50 * (0.6 * (412 / 288 - 4 / 3) + 0.4 * (660 / 212 - 3))
    expect(period.within).toBeCloseTo(within, 10)
    expect(period.within).toBeCloseTo(5.180818, 6)
    expect(period.between).toBeCloseTo(50 * 0.024 * (3 - 4 / 3), 10)
    expect(period.interaction).toBeCloseTo(7.2 - within - 2, 10)
    expect([period.before, period.after]).toEqual([2, 2.144])
    expect(years).toEqual([period])
    expect(period.sectors.map(({ between }) => between.toFixed(6))).toEqual(['-1.600000', '3.600000'])
  })

  test('sums to the growth of productivity in every year and over the period, over sectors and over parts', () => {
    fc.assert(
      fc.property(panel, (sectors) => {
        const { years, period } = accountSectors({ sectors }).shiftShare
        for (const each of [...years, period]) {
          const { within, between, interaction, growth } = each
          const scale = Math.max(1, ...[within, between, interaction].map(Math.abs))
          expect(Math.abs(within + between + interaction - growth) / scale).toBeLessThan(1e-10)
          expect(100 * (each.after / each.before - 1)).toBeCloseTo(growth, 6)
          const total = each.sectors.reduce((sum, part) => sum + part.within, 0)
          expect(Math.abs(total - within) / scale).toBeLessThan(1e-10)
        }
      }),
    )
  })
})

describe('warnings of an account by sectors', () => {
  test('tell of weights of constant prices, of sums that miss the whole, and of adding constant prices', () => {
    const bare = (each: SectorInput) =>
      sector(
        each.key,
        each.rows.map(({ va: _, ...row }) => row),
      )
    const total = [
      { year: 2022, y: 1004, l: 500, k: 2000 },
      { year: 2023, y: 1072, l: 510, k: 2165 },
    ]
    const result = accountSectors({ sectors: [bare(farming), industry], total })
    expect(result.growth?.weights).toBe('constant')
    expect(codes(result)).toEqual(['sectors.sum', 'sectors.additive', 'sectors.constantWeights'])
    // 500 of 510 is 2% short; 1000 of 1004 is within half a percent.
    expect(result.warnings[0]?.words.vi).toBe(
      'Tổng lao động của các ngành lệch quá 0,5% so với toàn nền kinh tế các năm 2023 (nhiều nhất -2,0% năm 2023).',
    )
  })

  test('name a sector that produces without labour, and years that a sector lacks', () => {
    const idle = sector('c', [
      { year: 2022, y: 10, l: 0 },
      { year: 2023, y: 12, l: 0 },
    ])
    const early = sector('a', [{ year: 2021, y: 390, l: 310 }, ...farming.rows])
    const result = accountSectors({ sectors: [early, industry, idle] })
    expect(codes(result)).toEqual(['sectors.years', 'sectors.noLabour', 'sectors.additive'])
    expect(result.warnings[1]?.words.en).toContain('Sector c: output but no labour in 2022, 2023')
    expect(() => accountSectors({ sectors: [farming, sector('d', [{ year: 2022, y: 1, l: 1 }])] })).toThrow(
      /sectors\.years/,
    )
  })

  test('skip a year after a gap, and mark breaks by the name of the sector', () => {
    const gapped = [farming, industry].map((each) =>
      sector(
        each.key,
        each.rows.map((row, t) => (t === 0 ? { ...row, year: 2020 } : row)),
      ),
    )
    const result = accountSectors({ sectors: gapped })
    expect(result.growth).toBeNull()
    expect(result.shiftShare.years).toEqual([])
    expect(result.shiftShare.period.growth).toBeCloseTo(7.2, 10)
    const broken = sector(
      'b',
      industry.rows.map((row, t) => (t === 0 ? { ...row, y: 300 } : row)),
    )
    const jumps = accountSectors({ sectors: [farming, broken] }).warnings.filter(
      ({ code }) => code === 'series.jump',
    )
    expect(jumps[0]?.words.vi).toMatch(/^Ngành b: Năm 2023: sản lượng thay đổi 120%/)
  })
})
