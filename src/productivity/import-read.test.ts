import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDelimited } from '../documents/read/delimited.ts'
import type { Cell } from '../documents/read/headed-table.ts'
import { readWorkbook } from '../documents/read/workbook.ts'
import { Problem } from '../platform/problem.ts'
import { problemOf } from '../testing/problem.ts'
import { tableOf } from '../testing/table.ts'
import { type Figures, keptFigures } from './accounts-input.ts'
import { figureKeys } from './figures.ts'
import { importColumnKeys, moneyUnits, templateHeading } from './import-columns.ts'
import { type KnownEnterprise, type ReadOptions, readAccounts, stageRows } from './import-read.ts'
import { accountsCsv, accountsWorkbook } from './import-template.ts'

const today = '2026-11-24'
const options: ReadOptions = { many: true, year: null, unit: null, numbers: null }
const known: KnownEnterprise = {
  id: 7,
  name: 'Công ty Tôm',
  taxCode: '2200108445',
  foundedOn: '2015-05-02',
  years: new Map(),
  revenues: new Map(),
}
const figures: Figures = {
  netRevenue: 10_000_000_000n,
  stockChange: 0n,
  goodsForResale: 0n,
  intermediate: 6_900_000_000n,
  labourCost: null,
  depreciation: null,
  productionTaxes: null,
  subsidies: null,
  interest: null,
  profit: null,
  fixedAssets: null,
  labour: 30,
  hours: null,
  priceIndex: 100,
}

const readSheet = (rows: readonly (readonly Cell[])[], given: ReadOptions) =>
  readAccounts(tableOf(rows), given)

async function stage(
  rows: readonly (readonly Cell[])[],
  given: Partial<ReadOptions> = {},
  enterprise = known,
) {
  const reading = await readSheet(rows, { ...options, ...given })
  const nobody = { vi: 'không có', en: 'nobody' }
  return stageRows(
    reading,
    (row) => (row.taxCode === enterprise.taxCode || given.many === false ? enterprise : nobody),
    today,
  )
}
const heads = ['MST', 'Năm', 'Doanh thu thuần (triệu đồng)', 'Số lao động', 'Chi phí trung gian']

describe('a sheet of accounts', () => {
  test('is read with the unit of each heading, and of the sheet where a heading says none', async () => {
    const rows = [['Đơn vị tính: nghìn đồng'], heads, ['2200108445', 'Năm 2024', '10.000', '30', '6.900.000']]
    expect(await stage(rows)).toMatchObject([
      {
        line: 3,
        outcome: 'new',
        label: 'Công ty Tôm',
        enterpriseId: 7,
        year: 2024,
        base: 0,
        figures,
        problems: [],
      },
    ])
    // What the form chooses stands above what the sheet says, below what the heading says.
    expect((await stage(rows, { unit: 1n }))[0]?.figures).toMatchObject({
      netRevenue: 10_000_000_000n,
      intermediate: 6_900_000n,
    })
  })

  test('of one enterprise needs no tax code, and of one year no year', async () => {
    const rows = [
      ['Net revenue', 'Employees', 'Intermediate consumption'],
      [10_000_000_000, 30, 6_900_000_000],
    ]
    expect((await problemOf(readSheet(rows, options))).fields[0]?.words.vi).toContain(
      'Không thấy dòng tiêu đề',
    )
    expect((await problemOf(readSheet(rows, { ...options, many: false }))).fields[0]?.words.vi).toContain(
      'Không thấy dòng tiêu đề',
    )
    expect(await stage(rows, { many: false, year: 2025 })).toMatchObject([
      { outcome: 'new', year: 2025, figures },
    ])
  })

  test('keeps what it leaves empty, and says what it changes and what stood there before', async () => {
    const there = {
      ...known,
      years: new Map([[2024, { ...figures, hours: 60_000n, profit: 5n, version: 4 }]]),
    }
    const rows = [
      [...heads, 'Lợi nhuận'],
      ['2200108445', 2024, 10_000, 31, 6_900_000_000, '(600.000.000)'],
      ['2200108445', 2023, 10_000, 30, 6_900_000_000],
    ]
    expect(await stage(rows, {}, there)).toMatchObject([
      {
        outcome: 'changed',
        base: 4,
        figures: { ...figures, labour: 31, hours: 60_000n, profit: -600_000_000n },
        changes: [
          { column: 'profit', before: 5n, after: -600_000_000n },
          { column: 'labour', before: 30, after: 31 },
        ],
      },
      { outcome: 'new', changes: [] },
    ])
    expect(
      await stage(
        [
          ['Năm', 'Lao động'],
          [2024, 30],
        ],
        { many: false },
        there,
      ),
    ).toMatchObject([{ outcome: 'same', base: 4, changes: [] }])
  })

  test('names the cell, the column and the reason of each mistake in a row', async () => {
    const rows = [
      [...heads, 'Khấu hao'],
      ['2200108446', 2024, 10_000, 30, 1, null],
      [null, 2024, 10_000, 30, 1, null],
      ['2200108445', 2027, 10_000, 30, 1, null],
      ['2200108445', 2014, 10_000, 30, 1, null],
      ['2200108445', 'nay', 10_000, 30, 1, null],
      ['2200108445', 2024, 'nhiều', 4.5, 1, -1],
      ['2200108445', 2024, 10_000, null, null, 5],
      ['2200108445', 2024, '1,234', 30, 1, null],
      ['2200108445', 2025, 10_000, 30, 1, null],
      ['2200108445', 2025, 10_000, 31, 1, null],
      ['0100109106', 2025, 10_000, 31, 1, null],
    ]
    const wrong = (await stage(rows)).map(({ problems }) =>
      problems.map(({ column, cell }) => [column, cell]),
    )
    expect(wrong).toEqual([
      [['taxCode', 'A2']],
      [['taxCode', 'A3']],
      [['year', 'B4']],
      [['year', 'B5']],
      [['year', 'B6']],
      [
        ['netRevenue', 'C7'],
        ['depreciation', 'F7'],
        ['labour', 'D7'],
      ],
      [['labour', 'D8']],
      [['netRevenue', 'C9']],
      [],
      [['year', 'B11']],
      [['taxCode', 'A12']],
    ])
    expect((await stage(rows))[9]?.problems[0]?.words.vi).toBe(
      'Năm 2025 của doanh nghiệp này đã có ở dòng 10.',
    )
    expect((await stage(rows))[7]?.problems[0]?.words.vi).toContain('chọn kiểu số')
    expect((await stage(rows, { numbers: 'en' }))[7]?.figures?.netRevenue).toBe(1_234_000_000n)
    // What is left out is kept as it was typed.
    expect((await stage(rows))[5]?.cells).toEqual(['2200108445', 2024, 'nhiều', 4.5, 1, -1])
  })

  test('that gives value added by neither way names all that would make it whole', async () => {
    const rows = [
      ['Năm', 'Doanh thu', 'Lao động', 'Chi phí lao động'],
      [2024, 10_000_000_000, 30, 1_000_000_000],
    ]
    expect(
      (await stage(rows, { many: false }))[0]?.problems.map(({ column, cell }) => [column, cell]),
    ).toEqual([
      ['depreciation', undefined],
      ['productionTaxes', undefined],
      ['interest', undefined],
      ['profit', undefined],
      ['intermediate', undefined],
    ])
  })

  test('is told of a slip of units, of value added that differs, and goes in all the same', async () => {
    const enterprise = { ...known, revenues: new Map([[2024, 10_000_000_000n]]) }
    const rows = [
      ['Năm', 'Doanh thu', 'Lao động', 'Chi phí trung gian', 'Giá trị tăng thêm'],
      [2024, 10_000_000, 30, 6_900_000, 9_000_000],
      [2023, 10_000_000_000, 30, 6_900_000_000, 3_100_000_000],
    ]
    const staged = await stage(rows, { many: false }, enterprise)
    expect(staged.map(({ outcome, problems }) => [outcome, problems.map(({ cell }) => cell)])).toEqual([
      ['new', ['B2', 'E2']],
      ['new', []],
    ])
  })

  test('passes over rows that have no figure yet, as a template has them', async () => {
    const rows = [
      heads,
      ['2200108445', 2024, 10_000, 30, 1],
      ['2200108445', 2025],
      [null, 2023, '', null, '-'],
    ]
    expect(await readSheet(rows, options)).toMatchObject({ blank: 2, rows: [{ line: 2 }] })
  })

  test('of anything at all is read or refused in words, never thrown', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.date({ noInvalidDate: true }),
      fc.constant(null),
      fc.constantFrom('2200108445', '2024', '1.234,5', '(7)'),
    )
    const heading = importColumnKeys.map((key) => templateHeading(key, 'thousand').vi)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 18 }), { maxLength: 6 }), async (rows) => {
        const staged = await stage([heading, ...rows]).catch((error: unknown) => {
          if (error instanceof Problem) return []
          throw error
        })
        for (const row of staged) {
          expect(row.outcome === 'error').toBe(row.figures === null)
          if (row.outcome === 'error') expect(row.problems.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 200 },
    )
  })
})

const sum = fc.bigInt(0n, 10n ** 13n)
const any = fc.bigInt(-(10n ** 13n), 10n ** 13n)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const anyFigures = fc
  .record({
    netRevenue: sum,
    stockChange: maybe(any),
    goodsForResale: maybe(sum),
    intermediate: sum,
    labourCost: maybe(sum),
    depreciation: maybe(sum),
    productionTaxes: maybe(sum),
    subsidies: maybe(sum),
    interest: maybe(sum),
    profit: maybe(any),
    fixedAssets: maybe(fc.bigInt(1n, 10n ** 13n)),
    labour: fc.integer({ min: 1, max: 1_000_000 }),
    hours: maybe(fc.bigInt(1n, 10n ** 9n)),
    priceIndex: fc.integer({ min: 10, max: 999_999 }).map((value) => value / 1000),
  })
  .map(keptFigures)

test('what the template holds is read back to the đồng, as Excel and as CSV, in each unit and language', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyFigures, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...moneyUnits),
      fc.constantFrom('vi' as const, 'en' as const),
      fc.boolean(),
      async (list, unit, language, many) => {
        const given = list.map((each, at) => ({
          ...each,
          taxCode: known.taxCode,
          name: known.name,
          year: 2020 + at,
        }))
        const there = {
          ...known,
          years: new Map(list.map((each, at) => [2020 + at, { ...each, version: 1 }])),
        }
        const form = { language, unit, many }
        const [sheet] = await readWorkbook(await accountsWorkbook(given, form))
        for (const rows of [sheet?.rows ?? [], readDelimited(accountsCsv(given, form))]) {
          expect((await stage(rows, { many })).map((row) => row.figures)).toEqual(
            list.map((each) => ({ ...each, subsidies: each.subsidies })),
          )
          expect((await stage(rows, { many }, there)).map((row) => row.outcome)).toEqual(
            list.map(() => 'same'),
          )
        }
      },
    ),
    { numRuns: 30 },
  )
})

test('the template explains each of its columns, and its explanation is not taken for data', async () => {
  const sheets = await readWorkbook(
    await accountsWorkbook([], { language: 'vi', unit: 'million', many: true }),
  )
  expect(sheets.map(({ name }) => name)).toEqual(['Số liệu năm', 'Giải thích'])
  expect(sheets[0]?.rows[0]?.slice(0, 5)).toEqual([
    'Mã số thuế',
    'Tên doanh nghiệp',
    'Năm',
    'Doanh thu thuần (triệu đồng)',
    'Lao động bình quân (người)',
  ])
  expect(sheets[1]?.rows.slice(2).map(([column]) => column)).toHaveLength(figureKeys.length + 3)
  expect(
    (await problemOf(readSheet(sheets[1]?.rows ?? [], { ...options, many: false, year: 2024 }))).fields[0]
      ?.words.vi,
  ).toContain('Không thấy dòng tiêu đề')
})
