import { expect, describe as group, test } from 'vitest'
import { describe } from './describe.ts'
import { runStudy } from './study.ts'
import { formatNumber } from './words.ts'

const rows = Array.from({ length: 21 }, (_, t) => {
  const k = 20000 * Math.exp(0.09 * t + 0.02 * Math.sin(t))
  const l = 600 * Math.exp(0.01 * t + 0.02 * Math.cos(2 * t))
  return { year: 2000 + t, y: 9 * Math.exp(0.02 * t) * k ** 0.4 * l ** 0.6, k, l, laborShare: 0.6 }
})

group('a study', () => {
  test('finds the 2% of technology that made the data, by accounting and by regression', () => {
    expect(runStudy(rows, { method: 'tornqvist' }).averages.arithmetic.gTFP).toBeCloseTo(2, 9)
    const estimated = runStudy(rows, { method: 'regression' })
    expect(estimated.regression?.beta.value).toBeCloseTo(0.6, 8)
    expect(estimated.averages.arithmetic.gTFP).toBeCloseTo(2, 7)
    expect(estimated.parameters.share).toBe('estimated')
  })

  test('capital from investment states its depreciation, its start and that they are assumed', () => {
    const invested = rows.map(({ k: _, ...row }, t) => ({ ...row, i: 2000 * 1.09 ** t }))
    const assumed = runStudy(invested)
    expect(assumed.parameters).toMatchObject({ capital: 'investment', delta: 0.05, firstYear: 'whole' })
    expect(assumed.warnings.map(({ code }) => code)).toContain('stock.assumed')
    expect(assumed.sensitivity).toMatchObject({
      over: 'delta',
      columns: [expect.closeTo(0.03, 12), 0.05, expect.closeTo(0.07, 12)],
    })
    const stated = runStudy(invested, { delta: 0.06, initial: { kind: 'ratio', ratio: 2 } })
    expect(stated.series[0]?.k).toBe(2 * (rows[0]?.y ?? 0))
    expect(stated.warnings.map(({ code }) => code)).not.toContain('stock.assumed')
    expect(() => runStudy(invested.filter(({ year }) => year !== 2005))).toThrow(/investment.gap/)
  })

  test('capital from investment may lose its efficiency evenly or as a hyperbola over a service life', () => {
    const invested = rows.map(({ k: _, ...row }, t) => ({ ...row, i: 2000 * 1.09 ** t }))
    const initial = { kind: 'given', stock: 20000 } as const
    const even = runStudy(invested, { profile: { kind: 'linear', life: 20 }, initial })
    // Twenty equal vintages of efficiency 1, 0.95 … 0.05 sum to 10.5; a year later each has lost a twentieth: 1 in all.
    expect(even.series[1]?.k).toBeCloseTo(20000 - 20000 / 10.5 + 2000 * 1.09, 6)
    expect(even.parameters).toMatchObject({ delta: null, profile: { kind: 'linear', life: 20 } })
    expect(even.sensitivity).toMatchObject({ over: 'life', columns: [16, 20, 24] })
    const slow = runStudy(invested, { profile: { kind: 'hyperbolic', life: 20, b: 0.75 }, initial })
    expect(slow.series[5]?.k).toBeGreaterThan(even.series[5]?.k ?? Number.NaN)
    expect(describe(slow).vi).toContain('hiệu năng giảm theo hypebol trong 20 năm (b = 0,75)')
    expect(() => runStudy(invested, { profile: { kind: 'linear', life: 0 } })).toThrow(/life.outOfRange/)
    expect(() => runStudy(invested, { profile: { kind: 'hyperbolic', life: 9, b: 1 } })).toThrow(
      /b.outOfRange/,
    )
  })

  test('takes the stock or the investment that is asked for where the series has both', () => {
    const both = rows.map((row) => ({ ...row, i: 2000 }))
    expect(runStudy(both).parameters.capital).toBe('stock')
    expect(runStudy(both, { capital: 'investment' }).parameters.capital).toBe('investment')
    const bare = both.map(({ k: _, ...row }) => row)
    expect(() => runStudy(bare, { capital: 'stock' })).toThrow(/capital.stockMissing/)
  })

  test('is the same each time it is run', () => {
    expect(runStudy(rows, { seed: 9 })).toEqual(runStudy(rows, { seed: 9 }))
  })

  test('without a labour share, or with an impossible one, says so', () => {
    const bare = rows.map(({ laborShare: _, ...row }) => row)
    expect(() => runStudy(bare)).toThrow(/share.missing/)
    expect(() => runStudy(bare, { share: 1.2 })).toThrow(/share.outOfRange/)
    expect(() => runStudy(bare, { share: 0.6, delta: 1 })).toThrow(/delta.outOfRange/)
    expect(runStudy(bare, { share: 0.6 }).averages).toEqual(runStudy(rows, { share: 0.6 }).averages)
  })

  test('averages the period asked for', () => {
    const { arithmetic } = runStudy(rows, { from: 2011, to: 2015 }).averages
    expect([arithmetic.from, arithmetic.to, arithmetic.rates]).toEqual([2011, 2015, 5])
  })
})

group('the words of a result', () => {
  test('state period, growth, contributions, method and cautions in both languages', () => {
    const words = describe(runStudy(rows.slice(0, 4)))
    expect(words.vi).toMatch(/^Giai đoạn 2001–2003, sản lượng tăng bình quân \d+,\d\d%\/năm \(bình quân cộng/)
    expect(words.vi).toContain('TFP')
    expect(words.vi).toContain('Lưu ý: Chỉ có 3 tốc độ tăng')
    expect(words.en).toMatch(/^In 2001–2003 output grew by \d+\.\d\d% a year/)
    expect(words.en).toContain('Cautions: Only 3 yearly growth rates')
  })

  test('numbers are written as each language writes them', () => {
    expect(formatNumber(-1234.567, 2, 'vi')).toBe('-1.234,57')
    expect(formatNumber(1234.567, 1, 'en')).toBe('1,234.6')
    expect(formatNumber(-0.0001, 2, 'vi')).toBe('0,00')
  })
})
