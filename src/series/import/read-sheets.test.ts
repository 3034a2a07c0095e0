import { describe, expect, test } from 'vitest'
import type { WorkbookCell } from '../../documents/read/sheet.ts'
import { problemOf } from '../../testing/problem.ts'
import { labels } from '../testing.ts'
import { readSheets, refuseUnclear } from './read-sheets.ts'

/* Tables as offices send them; the figures are made up. */

const sheet = (rows: WorkbookCell[][], rest: object = {}) => ({
  name: 'Bảng 1',
  hidden: false,
  rows,
  merged: [],
  hiddenRows: [],
  hiddenColumns: [],
  ...rest,
})
const form = { measure: null, unit: null, numbers: null, baseYear: 2010 }
const read = (rows: WorkbookCell[][], rest: object = {}, convert = false) =>
  readSheets({ sheets: [sheet(rows, rest)], notes: [] }, { labels, form, territory: ['Sóc Trăng'], convert })
const values = (rows: WorkbookCell[][], convert = false) =>
  read(rows, {}, convert).read[0]?.block.cells.map(({ sector, year, value, unit }) => [
    sector,
    year,
    value,
    unit,
  ])
const asked = (rows: WorkbookCell[][]) =>
  problemOf(Promise.resolve().then(() => refuseUnclear(read(rows), {}, 'fileId')))

const across = (unit: string, ...more: string[]): WorkbookCell[][] => [
  ['GRDP theo giá so sánh 2010'],
  ['', 2022, 2023],
  ['', unit, more[0] ?? unit],
  ['Tổng số', 1500, 1600],
  ['Dịch vụ', 500, 560],
]
const down = (first: string, second: string): WorkbookCell[][] => [
  ['Năm', 'GRDP theo giá so sánh 2010', 'Số lao động đang làm việc'],
  ['', first, second],
  [2022, 1500, 600],
  [2023, 1600, 610],
]
const long = (unit: string): WorkbookCell[][] => [
  ['Năm', 'Chỉ tiêu', 'Giá trị'],
  ['', '', unit],
  [2022, 'GRDP theo giá so sánh', 1500],
]

describe('units in a row of their own directly under the headings', () => {
  test.each([
    ['Triệu đồng', 1.5],
    ['(Triệu đồng)', 1.5],
    ['Đơn vị tính: Triệu đồng', 1.5],
    ['Tỷ đồng', 1500],
    ['Nghìn tỷ đồng', 1_500_000],
  ])('%s is the unit of the years beside each other, and no row of figures', (unit, first) => {
    const { read: sheets, notes } = read(across(unit))
    expect(sheets[0]?.block.cells.map(({ value }) => value)[0]).toBe(first)
    expect(sheets[0]?.block.cells).toHaveLength(4)
    expect(notes.map(({ vi }) => vi)).toEqual(['Dòng 3 được hiểu là đơn vị tính của các cột.'])
  })

  test('each column of years below each other has its own', () => {
    expect(values(down('Triệu đồng', 'Người'))).toEqual([
      ['total', 2022, 1.5, 'million'],
      ['total', 2023, 1.6, 'million'],
      ['total', 2022, 0.6, 'persons'],
      ['total', 2023, 0.61, 'persons'],
    ])
  })

  test('the column of values of a long table has its own', () => {
    expect(values(long('Triệu đồng'))).toEqual([['total', 2022, 1.5, 'million']])
  })

  test.each([
    ['years across', across('USD')],
    ['years across, in thousands', across('(Nghìn USD)')],
    ['years across, in two units', across('Tỷ đồng', 'Triệu đồng')],
    ['years down', down('Triệu USD', 'Người')],
    ['years down, the second column', down('Tỷ đồng', 'Tấn')],
    ['one value a row', long('USD')],
  ])('are asked about where they are not known: %s', async (_, rows) => {
    expect((await asked(rows)).fields.map(({ field }) => field)).toEqual(['unit'])
  })

  test('a unit of a single row that is not known makes the row an error', () => {
    const rows: WorkbookCell[][] = [
      ['GRDP theo giá so sánh 2010', 'ĐVT', 2022],
      ['Tổng số', 'Tỷ đồng', 1500],
      ['Dịch vụ', 'Triệu USD', 20],
    ]
    const [good, bad] = read(rows).read[0]?.block.cells ?? []
    expect([good?.value, good?.problem]).toEqual([1500, null])
    expect([bad?.value, bad?.problem?.vi]).toEqual([
      null,
      'Không hiểu đơn vị tính “Triệu USD”. Chọn đơn vị tính trong biểu mẫu hoặc sửa trên bảng.',
    ])
  })

  test('a row of written figures is no row of units', () => {
    expect(
      values([['GRDP theo giá so sánh 2010'], ['', 2022, 2023], ['Tổng số', '1.500,5', '1.600,5']]),
    ).toEqual([
      ['total', 2022, 1500.5, 'billion'],
      ['total', 2023, 1600.5, 'billion'],
    ])
  })
})

describe('hidden rows and columns of a sheet', () => {
  test('are read and told of', () => {
    const { notes, read: sheets } = read(across('Tỷ đồng'), { hiddenRows: [4, 5], hiddenColumns: [2] })
    expect(sheets[0]?.block.cells).toHaveLength(4)
    expect(notes.map(({ vi }) => vi)).toEqual([
      'Các dòng đang ẩn cũng được đọc: 4, 5.',
      'Cột đang ẩn C cũng được đọc.',
      'Dòng 3 được hiểu là đơn vị tính của các cột.',
    ])
  })

  test('are told of by sheet where several are read', () => {
    const { notes } = readSheets(
      {
        sheets: [
          sheet(across('Tỷ đồng'), { name: 'Một' }),
          sheet(across('Tỷ đồng'), { name: 'Hai', hiddenRows: [4] }),
        ],
        notes: [],
      },
      { labels, form, territory: [], convert: false },
    )
    expect(notes.map(({ vi }) => vi)).toContain('Các dòng đang ẩn của trang “Hai” cũng được đọc: 4.')
  })
})

describe('a table typed for fonts of before Unicode', () => {
  const figures = [1500, 1600]
  const typed = {
    tcvn3: ['GRDP theo gi¸ so s¸nh 2010', 'Tæng sè', 'N«ng, l©m nghiÖp vµ thñy s¶n', 'DÞch vô'],
    vni: ['GRDP theo giaù so saùnh 2010', 'Toång soá', 'Noâng, laâm nghieäp vaø thuûy saûn', 'Dòch vuï'],
  }
  const table = ([title, ...names]: string[]): WorkbookCell[][] => [
    [title ?? ''],
    ['', 2022, 2023],
    ...names.map((name) => [name, ...figures]),
  ]

  test.each(Object.entries(typed))('%s is told with what it means', async (_, names) => {
    const found = await problemOf(Promise.resolve().then(() => read(table(names))))
    expect(found.fields.map(({ field }) => field)).toEqual(['convert'])
    expect(found.fields[0]?.words.vi).toMatch(/đọc ra là “[^”]*(?:giá so sánh|Tổng số|Nông|Dịch)/)
  })

  test.each(Object.entries(typed))('%s is read like Unicode where it is to be converted', (_, names) => {
    expect(values(table(names), true)).toEqual(
      ['total', 'agriculture', 'services'].flatMap((sector) => [
        [sector, 2022, 1500, 'billion'],
        [sector, 2023, 1600, 'billion'],
      ]),
    )
  })

  test('Unicode stays as it is, converted or not', () => {
    const rows = table(['GRDP theo giá so sánh 2010', 'Tổng số', 'Nông, lâm nghiệp và thủy sản', 'Dịch vụ'])
    expect(values(rows, true)).toEqual(values(rows))
  })
})

describe('a heading that says GRDP and not at which prices', () => {
  const rows: WorkbookCell[][] = [
    ['Năm', 'GRDP'],
    ['2018(1)', 100],
    [2019, 110],
  ]
  const chosen = (measure: string | null) =>
    readSheets(
      { sheets: [sheet(rows)], notes: [] },
      { labels, form: { ...form, measure }, territory: [], convert: false },
    ).read[0]?.block.cells.map(({ year, measure: of, value }) => [year, of, value])

  test('is asked about cell by cell, not refused as a table without years', () => {
    expect(chosen(null)).toEqual([
      [2018, null, null],
      [2019, null, null],
    ])
  })

  test('is what the form says, where that is a measure of GRDP', () => {
    expect(chosen('grdp_constant')).toEqual([
      [2018, 'grdp_constant', 100],
      [2019, 'grdp_constant', 110],
    ])
    expect(chosen('investment_constant')?.map(([, of]) => of)).toEqual([null, null])
  })
})

test('a table of years of which no row or column is known is refused with their names', async () => {
  const { fields } = await asked([
    ['Năm', 'Số chợ', 'Số thuyền'],
    [2018, 100, 3],
  ])
  expect(fields).toMatchObject([
    {
      field: 'fileId',
      words: { vi: 'Cột B “Số chợ”, C “Số thuyền” không được đọc: không rõ là chỉ tiêu hay ngành nào.' },
    },
  ])
})
