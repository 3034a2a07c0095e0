import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '../documents/read/headed-table.ts'
import { readHeaded } from '../imports/index.ts'
import { Problem } from '../platform/problem.ts'
import { problemOf } from '../testing/problem.ts'
import { tableOf } from '../testing/table.ts'
import { enterpriseTable, importColumns, readRow } from './import-rules.ts'
import { unitNames } from './unit-names.ts'

const units = unitNames([
  { id: 4, name: 'Thị xã Vĩnh Châu', nameEn: 'Vĩnh Châu Town', province: 'Sóc Trăng' },
])
const today = '2026-11-24'
const told = { unit: null, numbers: null }
const readTable = (rows: Cell[][]) => readHeaded(tableOf(rows), enterpriseTable, told)

async function read(headings: string[], cells: Cell[]) {
  const [row] = (await readTable([headings, cells])).rows
  if (row === undefined) throw new Error('no row')
  return readRow(row, units, today)
}
const problems = async (headings: string[], cells: Cell[]) => {
  const reading = await read(headings, cells)
  return reading.ok ? [] : reading.problems.map((problem) => problem.column)
}

describe('the headings', () => {
  test('are found below titles, in Vietnamese or English, whatever case, accents and brackets', async () => {
    const { header } = await readTable([
      ['DANH SÁCH DOANH NGHIỆP'],
      [null, null],
      ['STT', 'MÃ SỐ THUẾ', 'ten doanh nghiep', 'Revenue (đồng)', 'Ghi chú'],
      [1, '2200108445'],
    ])
    expect(header?.row).toBe(2)
    expect([...(header?.columns ?? [])].map(([key, { at }]) => [key, at])).toEqual([
      ['taxCode', 1],
      ['name', 2],
      ['revenue', 3],
    ])
    expect(header?.ignored).toEqual(['STT', 'Ghi chú'])
  })

  test('without a tax code are no headings', async () => {
    const problem = await problemOf(readTable([['Tên doanh nghiệp', 'Địa chỉ']]))
    expect(problem.fields[0]?.words.vi).toContain('Không thấy dòng tiêu đề')
  })

  test('of the template are all understood', async () => {
    for (const language of ['vi', 'en'] as const) {
      const heads = Object.values(importColumns).map((words) => words[language])
      const { header } = await readTable([heads, ['2200108445']])
      expect([...(header?.columns.keys() ?? [])]).toEqual(Object.keys(importColumns))
    }
  })
})

describe('a row', () => {
  test('is read with the types that a workbook gives', async () => {
    expect(
      await read(
        [
          'Mã số thuế',
          'Tên doanh nghiệp',
          'Địa bàn',
          'Lĩnh vực',
          'Ngày thành lập',
          'Năm',
          'Lao động',
          'Doanh thu (đồng)',
        ],
        [
          2200108445,
          ' Công ty  A ',
          'THỊ XÃ VĨNH CHÂU',
          'Sản xuất',
          new Date('2004-03-15'),
          2024,
          45,
          20_500_000_000,
        ],
      ),
    ).toMatchObject({
      ok: true,
      row: {
        taxCode: '2200108445',
        name: 'Công ty A',
        unitId: 4,
        sectorGroup: 'production',
        foundedOn: '2004-03-15',
        year: 2024,
        employees: 45,
        revenue: 20_500_000_000n,
      },
    })
  })

  test.each<[string, Cell, bigint]>([
    ['Doanh thu (triệu đồng)', 20.5, 20_500_000n],
    ['Doanh thu (triệu đồng)', '1.234', 1_234_000_000n],
    ['Doanh thu (tỷ đồng)', 0.1, 100_000_000n],
    ['Doanh thu (đồng)', '20.500.000.000', 20_500_000_000n],
    ['Doanh thu', '20,5 tỷ', 20_500_000_000n],
  ])('under “%s” the cell %s is %s đồng', async (heading, cell, amount) => {
    expect(await read(['MST', 'Năm', heading], ['2200108445', 2024, cell])).toMatchObject({
      ok: true,
      row: { revenue: amount },
    })
  })

  test.each<[string, Cell, string]>([
    ['Doanh thu (đồng)', 1.5, 'revenue'],
    ['Doanh thu (đồng)', 'nhiều', 'revenue'],
    ['Lao động', 4.5, 'employees'],
    ['Lao động', -1, 'employees'],
    ['Ngày thành lập', '31/2/2004', 'foundedOn'],
    ['Ngày thành lập', '1/1/2030', 'foundedOn'],
    ['Địa bàn', 'Huyện Không Có', 'unit'],
    ['Lĩnh vực', 'khai khoáng', 'sectorGroup'],
    ['Email', 'a@b', 'email'],
  ])('under “%s” the cell %s is an error of that column', async (heading, cell, column) => {
    expect(
      await problems(['MST', 'Năm số liệu', 'Tổng nguồn vốn', heading], ['2200108445', 2024, 5, cell]),
    ).toEqual([column])
  })

  test('with several mistakes is told them all', async () => {
    const headings = ['MST', 'Địa bàn', 'Lĩnh vực', 'Email']
    expect(await problems(headings, ['1', 'Huyện Lạ', 'khai khoáng', 'a@b'])).toEqual([
      'taxCode',
      'sectorGroup',
      'email',
      'unit',
    ])
  })

  test('with figures needs their year, and with a year needs figures', async () => {
    expect(await problems(['MST', 'Lao động'], ['2200108445', 5])).toEqual(['year'])
    expect(await problems(['MST', 'Năm'], ['2200108445', 2024])).toEqual(['year'])
  })

  test('of anything at all is read or refused in words, never thrown', async () => {
    const headings = Object.values(importColumns).map((words) => words.vi)
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.date({ noInvalidDate: true }),
      fc.constant(null),
      fc.constant('2200108445'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 17 }), async (cells) => {
        const reading = await read(headings, cells).catch((error: unknown) => {
          if (error instanceof Problem) return null
          throw error
        })
        if (reading === null) return
        if (!reading.ok) expect(reading.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
