import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, describe as group, test, vi } from 'vitest'
import { tfpCommand } from './cli.ts'
import { describe, formatNumber } from './describe.ts'
import { runStudy } from './study.ts'

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

group('nscl tfp', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nscl-tfp-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function run(text: string, ...options: string[]) {
    const file = join(folder, 'series.csv')
    await writeFile(file, text)
    const out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    let errors = ''
    const command = tfpCommand()
      .exitOverride()
      .configureOutput({ writeErr: (line) => (errors += line) })
    const exit = await command.parseAsync([file, ...options], { from: 'user' }).then(
      () => 0,
      (error) => error.exitCode,
    )
    const printed = out.mock.calls.map(([line]) => String(line)).join('\n')
    out.mockRestore()
    return { exit, printed, errors }
  }
  const good = 'Năm;GRDP;Vốn;Lao động\n2020;100;200;50\n2021;108;220;51\n2022;113,4;231;51\n2023;120;245;52'

  test('prints a table and a paragraph', async () => {
    const { exit, printed } = await run(good, '--share', '0,6')
    expect(exit).toBe(0)
    expect(printed).toMatch(/^Năm\s+I_Y %/)
    expect(printed).toMatch(/2021\s+8,00\s+10,00\s+2,00\s+2,80\s+4,00\s+1,20\s+35,0\s+102,80/)
    expect(printed).toContain('Giai đoạn 2021–2023')
  })

  test('prints JSON with years, index, averages, method, parameters and warnings', async () => {
    const { printed } = await run(good, '--share', '0.6', '--method', 'tornqvist', '--json')
    const result = JSON.parse(printed)
    expect(result.method).toBe('tornqvist')
    expect(result.parameters.share).toBe(0.6)
    expect(result.years[0]).toMatchObject({ year: 2021, gY: expect.closeTo(7.696104, 5), beta: 0.6 })
    expect(result.years[0].contributions.points.capital).toBeCloseTo(0.4 * 9.531018, 5)
    expect(result.index[0]).toEqual({ year: 2020, value: 100 })
    expect(Object.keys(result.averages)).toEqual(['arithmetic', 'geometric'])
    expect(result.warnings.map(({ code }: { code: string }) => code)).toContain('series.short')
    expect(result.words.en).toContain('Cautions:')
  })

  test('bad input ends with exit code 1 and row, column and reason', async () => {
    const bad = await run('year,y,k,l\n2020,100,200,50\n2021,nhiều,210,51', '--share', '0.6')
    expect(bad.exit).toBe(1)
    expect(bad.printed).toBe('')
    expect(bad.errors).toContain('dòng 3, cột “y”: “nhiều” không phải là số.')
    const english = await run(good, '--lang', 'en')
    expect(english.exit).toBe(1)
    expect(english.errors).toContain('No labour share for 2020')
    expect((await run(good, '--share', 'x')).exit).toBe(1)
    const missing = await tfpCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync([join(folder, 'none.csv')], { from: 'user' })
      .catch((error) => error.exitCode)
    expect(missing).toBe(1)
  })
})
