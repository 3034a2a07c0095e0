import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkbookCell } from '../../documents/read/sheet.ts'
import { columnLetters } from '../../documents/write/sheet-xml.ts'
import { labels } from '../testing.ts'
import { readSheets } from './read-sheets.ts'

/* What a table by years holds and is not taken stands in the preview by its row or column. */

const sheet = (name: string, rows: WorkbookCell[][]) => ({
  ...{ name, hidden: false, rows, merged: [], hiddenRows: [], hiddenColumns: [] },
})
const form = { measure: null, unit: null, numbers: null, baseYear: 2010 }
const read = (...tables: WorkbookCell[][][]) =>
  readSheets(
    { sheets: tables.map((rows, place) => sheet(`Bảng ${place + 1}`, rows)), notes: [] },
    { labels, form, territory: ['Sóc Trăng'], convert: false },
  )
const notes = (...tables: WorkbookCell[][][]) => read(...tables).notes.map(({ vi }) => vi)

const title = ['GRDP theo giá so sánh 2010 (tỷ đồng)']

describe('a row or column of which the program knows no measure or sector', () => {
  test('is told by the number of its row', () => {
    const rows: WorkbookCell[][] = [
      title,
      ['', 2022, 2023],
      ['Tổng số', 1, 2],
      ['Số chợ', 3, 4],
      ['Dịch vụ', 5, 6],
      ['Số thuyền', 7, 8],
    ]
    expect(notes(rows)).toEqual([
      'Dòng 4 “Số chợ”, 6 “Số thuyền” không được đọc: không rõ là chỉ tiêu hay ngành nào.',
    ])
  })

  test('is told by the letters of its column', () => {
    const rows: WorkbookCell[][] = [
      ['Năm', 'GRDP theo giá so sánh 2010', 'Số chợ'],
      [2022, 1500, 600],
      [2023, 1600, 610],
    ]
    expect(notes(rows)).toEqual(['Cột C “Số chợ” không được đọc: không rõ là chỉ tiêu hay ngành nào.'])
  })

  test('is told with its sheet where several were read', () => {
    const rows: WorkbookCell[][] = [title, ['', 2022, 2023], ['Tổng số', 1, 2], ['Số chợ', 3, 4]]
    expect(notes(rows, rows)).toEqual([
      'Trang “Bảng 1”: Dòng 4 “Số chợ” không được đọc: không rõ là chỉ tiêu hay ngành nào.',
      'Trang “Bảng 2”: Dòng 4 “Số chợ” không được đọc: không rõ là chỉ tiêu hay ngành nào.',
    ])
  })
})

test('a row of figures among the years that bears none is told', () => {
  const rows: WorkbookCell[][] = [
    ['Năm', 'GRDP theo giá so sánh 2010'],
    [2021, 1500],
    [2022, 1600],
    ['Bình quân 2021-2022', 1550],
    ['', 3100],
    [2023, 1700],
  ]
  expect(notes(rows)).toEqual([
    'Dòng 4 “Bình quân 2021-2022” không phải một năm nên không được đọc.',
    'Dòng 5 không có năm nên không được đọc.',
  ])
})

test('a column of figures without a year at its head is told', () => {
  const rows: WorkbookCell[][] = [title, ['', 2022, '', 2023, 'Tăng (%)'], ['Tổng số', 1, 9, 2, 100]]
  expect(notes(rows)).toEqual([
    'Cột C không có năm ở đầu cột nên không được đọc.',
    'Cột E “Tăng (%)” không phải một năm nên không được đọc.',
  ])
})

const names = fc.constantFrom('Tổng số', 'Dịch vụ', 'Công nghiệp', 'Số chợ', 'Ghi chú riêng', 'Số thuyền')
const figures = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 4, maxLength: 4 })
const heads = fc.subarray([2019, 2020, 2021, 2022], { minLength: 2 })

test('each figure of a table with years across is taken, or its row or column is named', () => {
  fc.assert(
    fc.property(heads, fc.array(fc.tuple(names, figures), { minLength: 1, maxLength: 8 }), (years, body) => {
      const header = [2019, 2020, 2021, 2022].map((year) => (years.includes(year) ? year : 'So sánh'))
      const rows: WorkbookCell[][] = [title, ['', ...header], ...body.map(([name, row]) => [name, ...row])]
      const { read: sheets, notes: told } = read(rows)
      if (sheets.length === 0) return
      const taken = new Set(sheets[0]?.block.cells.map(({ address }) => address))
      const said = told.map(({ vi }) => vi).join('\n')
      const rowsTold = [...(/Dòng (.*) không được đọc/.exec(said)?.[1] ?? '').matchAll(/(\d+) “/g)].map(
        ([, row]) => Number(row),
      )
      for (const [at] of body.entries())
        for (let column = 1; column <= 4; column += 1) {
          const address = `${columnLetters(column)}${at + 3}`
          const told = rowsTold.includes(at + 3) || said.includes(`Cột ${columnLetters(column)} `)
          expect(taken.has(address) || told, `${address}: ${said}`).toBe(true)
        }
    }),
  )
})
