import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { tfpCommand } from './cli.ts'

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

/** Fourteen years with capital, investment, persons, hours and what the labour share is made of; VA in current prices. */
const full = [
  'Năm;GRDP (giá so sánh 2010);Vốn;Vốn đầu tư;Lao động (nghìn người);Số giờ làm việc (triệu giờ);Thu nhập của người lao động;Thu nhập hỗn hợp;Lao động làm công ăn lương;GRDP (giá hiện hành)',
  ...Array.from({ length: 14 }, (_, t) =>
    [
      2010 + t,
      100 * 1.06 ** t * (1 + 0.01 * Math.sin(t)),
      250 * 1.08 ** t,
      30 * 1.07 ** t,
      60 * (1 + 0.01 * t + 0.01 * Math.cos(2 * t)),
      120 * 1.005 ** t,
      40 * 1.1 ** t,
      20 * 1.1 ** t,
      40 * (1 + 0.01 * t + 0.01 * Math.cos(2 * t)),
      100 * 1.1 ** t,
    ]
      .map((value, column) => (column === 0 ? String(value) : value.toFixed(4).replace('.', ',')))
      .join(';'),
  ),
].join('\n')

async function json(text: string, ...options: string[]) {
  const { exit, printed, errors } = await run(text, ...options, '--json')
  expect(errors).toBe('')
  expect(exit).toBe(0)
  return JSON.parse(printed)
}

describe('nscl tfp', () => {
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

  test('works the labour share out of compensation in each of the three ways', async () => {
    const betas = async (way: string) => {
      const { inputs, years, parameters } = await json(full, '--share', way)
      expect(inputs).toEqual({ labour: 'persons', share: way })
      expect(parameters.share).toBe('series')
      return years.map(({ beta }: { beta: number }) => Number(beta.toFixed(4)))
    }
    const all = (share: number) => Array.from({ length: 13 }, () => share)
    expect(await betas('employees')).toEqual(all(0.6))
    expect(await betas('rest')).toEqual(all(0.5))
    expect(await betas('mixed')).toEqual(all(0.6))
    const { printed } = await run(full, '--share', 'rest')
    expect(printed).toContain(
      'Tỷ trọng lao động: thu nhập của người lao động trên giá trị tăng thêm sau khi trừ thu nhập hỗn hợp.',
    )
  })

  test('output is the constant-price column: one at current prices is only what compensation is a share of', async () => {
    const { years } = await json(full, '--share', '0.6')
    expect(years[0].gY).toBeLessThan(8)
    const { exit, errors } = await run('Năm;GRDP giá hiện hành;Vốn;Lao động\n2020;1;2;3\n2021;1;2;3')
    expect(exit).toBe(1)
    expect(errors).toContain('Không thấy cột: GRDP/sản lượng')
  })

  test('labour is counted in hours when asked for, and when the file has only hours', async () => {
    const hours = await json(full, '--share', '0.6', '--labour', 'hours')
    expect(hours.inputs.labour).toBe('hours')
    expect(hours.years[0].gL).toBeCloseTo(0.5, 3)
    expect((await json(full, '--share', '0.6')).years[0].gL).not.toBeCloseTo(0.5, 1)
    const only = 'year,y,k,hours\n2020,100,200,50\n2021,108,220,51'
    const result = await json(only, '--share', '0.6')
    expect(result.inputs.labour).toBe('hours')
    expect(result.words.en).toContain('Labour is in hours worked.')
    expect((await run(only, '--share', '0.6', '--labour', 'persons')).errors).toContain(
      '--labour persons cần cột: lao động (người)',
    )
    expect((await run(good, '--share', '0.6', '--labour', 'hours', '--lang', 'en')).errors).toContain(
      '--labour hours needs columns that the file does not have: hours.',
    )
  })

  test('capital is the stock, or investment with the profile that is asked for', async () => {
    const of = async (...options: string[]) => (await json(full, '--share', '0.6', ...options)).parameters
    expect(await of()).toMatchObject({ capital: 'stock', profile: null })
    expect(await of('--capital', 'investment')).toMatchObject({
      profile: { kind: 'geometric', delta: 0.05 },
      firstYear: 'whole',
    })
    const linear = ['--capital', 'investment', '--profile', 'linear', '--life', '20', '--first-year', 'half']
    expect(await of(...linear)).toMatchObject({ profile: { kind: 'linear', life: 20 }, firstYear: 'half' })
    const hyperbolic = [
      '--capital',
      'investment',
      '--profile',
      'hyperbolic',
      '--life',
      '15',
      '--shape',
      '0,75',
    ]
    expect(await of(...hyperbolic)).toMatchObject({ profile: { kind: 'hyperbolic', life: 15, b: 0.75 } })
    expect(await of('--capital', 'investment', '--initial-capital', '300')).toMatchObject({
      initial: { kind: 'given', stock: 300 },
    })
  })

  test('a regression takes its trend, differences and lags', async () => {
    const of = async (...options: string[]) =>
      (await json(full, '--method', 'regression', ...options)).regression.parameters
    expect(await of()).toMatchObject({ trend: true, differences: false })
    expect(await of('--no-trend')).toMatchObject({ trend: false })
    expect(await of('--trend', '--differences', '--lags', '0')).toMatchObject({
      trend: true,
      differences: true,
      lags: 0,
    })
  })

  test.each([
    ['--lags 2', '--lags needs --method regression.'],
    ['--no-trend', '--no-trend needs --method regression.'],
    ['--method regression --share 0.6', '--share cannot be used with --method regression.'],
    ['--delta 0.05', '--delta needs --capital investment.'],
    ['--capital stock --life 9', '--life cannot be used with --capital stock.'],
    ['--capital investment --life 9', '--life needs --profile linear / --profile hyperbolic.'],
    ['--capital investment --profile linear', '--profile linear needs --life.'],
    ['--capital investment --profile linear --life 9 --shape 0.5', '--shape needs --profile hyperbolic.'],
    ['--capital investment --profile hyperbolic --life 9', '--profile hyperbolic needs --shape.'],
    [
      '--capital investment --profile linear --life 9 --delta 0.1',
      '--delta cannot be used with --profile linear.',
    ],
    [
      '--capital investment --capital-output-ratio 2 --initial-capital 9',
      '--capital-output-ratio cannot be used with --initial-capital.',
    ],
  ])('options that do not go together are named: %s', async (options, message) => {
    const share = options.includes('regression') ? [] : ['--share', '0.6']
    const result = await run(full, ...share, ...options.split(' '), '--lang', 'en')
    expect([result.exit, result.printed]).toEqual([1, ''])
    expect(result.errors).toContain(message)
    const vietnamese = await run(full, ...share, ...options.split(' '))
    expect(vietnamese.errors).toMatch(/Không dùng --|chỉ dùng được khi có --/)
  })

  test('a labour share that the file cannot give is refused with the columns it lacks', async () => {
    const { exit, errors } = await run(good, '--share', 'employees')
    expect(exit).toBe(1)
    expect(errors).toContain(
      '--share employees cần cột: thu nhập của người lao động, lao động làm công ăn lương, giá trị tăng thêm giá hiện hành; tệp không có.',
    )
    const hours = 'year,y,k,hours,compensation,employees,value_added\n2020,1,2,3,4,5,6\n2021,1,2,3,4,5,6'
    expect((await run(hours, '--share', 'employees', '--lang', 'en')).errors).toContain('l (persons)')
    // Compensation in million đồng over value added in billion.
    const units = 'year,y,k,l,compensation,mixed_income,value_added\n2020,1,2,3,4000,5,6\n2021,1,2,3,4000,5,6'
    expect((await run(units, '--share', 'mixed')).errors).toContain('năm 2020 tính được là 667,500')
  })

  test('columns that the options do not need are not read', async () => {
    const blanks = 'year,y,k,l,hours,employees\n2020,100,200,50,,?\n2021,108,220,51,9,?'
    expect((await run(blanks, '--share', '0.6')).exit).toBe(0)
    expect((await run(blanks, '--share', '0.6', '--labour', 'hours')).errors).toContain('dòng 2, cột “hours”')
  })

  test('the help names the columns and shows three examples', () => {
    let help = ''
    tfpCommand()
      .configureOutput({ writeOut: (text) => (help += text) })
      .outputHelp()
    expect(help).toContain('--share employees, rest, mixed')
    expect(help.match(/nscl tfp grdp/g)).toHaveLength(3)
  })
})
