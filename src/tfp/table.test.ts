import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { parseCsv } from './csv.ts'
import { parseNumber, readNumbers } from './numbers.ts'
import { readSeriesCsv, readSeriesFile } from './table.ts'
import { TfpError } from './warnings.ts'

function fault(text: string, numbers?: 'vi' | 'en') {
  try {
    readSeriesCsv(text, { numbers })
  } catch (error) {
    if (error instanceof TfpError) return { code: error.code, row: error.row, column: error.column }
    throw error
  }
  return null
}

describe('numbers', () => {
  test('1.234,56 is Vietnamese, 1,234.56 English, and either way 1234.56', () => {
    expect(parseNumber('1.234,56', 'vi')).toBe(1234.56)
    expect(parseNumber('1,234.56', 'en')).toBe(1234.56)
    expect(parseNumber('1.234,56', 'en')).toBeNull()
    expect(parseNumber('45,5%', 'vi')).toBeCloseTo(0.455, 14)
    expect(parseNumber('1 234 567', 'vi')).toBe(1234567)
    expect(parseNumber('−3,5', 'vi')).toBe(-3.5)
    for (const wrong of ['1.23.456', '12.34,5', '1,2,3', 'x', '', '1e5', '0x10']) {
      expect(parseNumber(wrong, 'vi')).toBeNull()
    }
  })

  test('any number written in either format is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (thousandths) => {
        const value = thousandths / 1000
        const options = { minimumFractionDigits: 3 }
        expect(parseNumber(value.toLocaleString('vi-VN', options), 'vi')).toBe(value === 0 ? 0 : value)
        expect(parseNumber(value.toLocaleString('en-US', options), 'en')).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  test('one telling cell decides its column; a column with none is ambiguous unless both formats agree', () => {
    const cells = (...values: (string | number)[]) => values.map((value, i) => ({ row: i + 2, value }))
    expect(readNumbers(cells('1.234', '1.234,5')).numbers).toEqual([1234, 1234.5])
    expect(readNumbers(cells('1,234', '1,234.5')).numbers).toEqual([1234, 1234.5])
    expect(readNumbers(cells('12', '345')).numbers).toEqual([12, 345])
    expect(readNumbers(cells('12', '1.234')).fault).toMatchObject({ code: 'ambiguous', row: 3 })
    expect(readNumbers(cells('12', '1.234'), 'vi').numbers).toEqual([12, 1234])
    expect(readNumbers(cells('1.234,5', '1,234.5')).fault).toMatchObject({ code: 'mixed', row: 3 })
    expect(readNumbers(cells('1,5', 'khoảng 2')).fault).toMatchObject({ code: 'notNumber', row: 3 })
    expect(readNumbers(cells(1.5, 2)).numbers).toEqual([1.5, 2])
  })
})

describe('CSV', () => {
  test('comma, semicolon and tab separate; quotes hold separators, quotes and line breaks', () => {
    expect(parseCsv('a,b\n1,2\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
    expect(parseCsv('\uFEFFa;b\r\n1,5;2\r\n')).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ])
    expect(parseCsv('a\tb\n1,5\t2,5')).toEqual([
      ['a', 'b'],
      ['1,5', '2,5'],
    ])
    expect(parseCsv('a,b\n"x, ""y""\nz",2')).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ])
    expect(() => parseCsv('a,b\n"x,2')).toThrow(/file.quote/)
  })
})

describe('a file of yearly figures', () => {
  test('a Vietnamese table with title, units, preliminary year and source note is read', () => {
    const { rows, warnings } = readSeriesCsv(
      [
        'Số liệu tính TFP của tỉnh;;;;',
        'Năm;GRDP giá so sánh 2010 (tỷ đồng);Vốn đầu tư thực hiện;Lao động đang làm việc nghìn người;Tỷ trọng lao động (%)',
        'Năm 2021;30.100,5;15.000,1;650,2;58,5',
        '2020;29.000,0;14.200,0;655,0;58,0',
        'Sơ bộ 2022 - Prel. 2022;32.000,0;16.000,0;648,0;59,0',
        ';;;;',
        'Nguồn: Niên giám thống kê 2022;;;;',
      ].join('\n'),
    )
    expect(rows.map(({ year }) => year)).toEqual([2020, 2021, 2022])
    expect(rows[1]).toEqual({ year: 2021, y: 30100.5, i: 15000.1, l: 650.2, laborShare: 0.585 })
    expect(warnings.map(({ code, year }) => [code, year])).toEqual([
      ['series.preliminary', 2022],
      ['share.percent', undefined],
    ])
  })

  test('what is wrong is named by row, column and reason', () => {
    expect(fault('year,y,k,l\n2020,100,200,50\n2021,abc,210,50')).toEqual({
      code: 'file.notNumber',
      row: 3,
      column: 'y',
    })
    expect(fault('year,y,k,l\n2020,100,,50')).toEqual({ code: 'file.empty', row: 2, column: 'k' })
    expect(fault('year,y,k,l\n2020,1,2,3\n2020,1,2,3')).toEqual({
      code: 'file.yearTwice',
      row: 3,
      column: 'year',
    })
    expect(fault('year,y,k,l\n20x,1,2,3')).toEqual({ code: 'file.year', row: 2, column: 'year' })
    expect(fault('Năm;GRDP;Vốn;Lao động\n2020;1.234;5.678,5;6')).toEqual({
      code: 'file.ambiguous',
      row: 2,
      column: 'GRDP',
    })
    expect(fault('Năm;GRDP;Vốn;Lao động\n2020;1.234;5.678,5;6', 'vi')).toBeNull()
    expect(fault('year,y,l\n2020,1,2')).toMatchObject({ code: 'file.columns' })
    expect(fault('year,y,grdp,k,l\n2020,1,2,3,4')).toMatchObject({
      code: 'file.columnTwice',
      row: 1,
      column: 'grdp',
    })
    expect(fault('không có gì')).toMatchObject({ code: 'file.columns' })
    // GRDP per head is not GRDP.
    expect(fault('Năm;GRDP bình quân đầu người;Vốn;Lao động\n2020;1;2;3')).toMatchObject({
      code: 'file.columns',
    })
  })

  test('value added is output where no other column is, else what compensation is a share of', () => {
    const also = ['valueAdded'] as const
    const alone = readSeriesCsv('year,value_added,k,l\n2020,100,200,50', { also })
    expect(alone.rows).toEqual([{ year: 2020, y: 100, k: 200, l: 50 }])
    const both = readSeriesCsv('year,value_added,y,k,l\n2020,150,100,200,50', { also })
    expect(both.rows).toEqual([{ year: 2020, y: 100, k: 200, l: 50, valueAdded: 150 }])
    const nominal = readSeriesCsv('year,GRDP (at current prices),k,l,y\n2020,150,200,50,100', { also })
    expect(nominal.rows).toEqual(both.rows)
    expect(fault('year,GRDP (at current prices),k,l\n2020,150,200,50')).toMatchObject({
      code: 'file.columns',
    })
  })

  test('hours are labour where no column of persons is, else read when asked for', () => {
    const text = 'Năm;GRDP;Vốn;Số giờ làm việc (triệu giờ);Số lao động (nghìn người)\n2020;100;200;90;50'
    expect(readSeriesCsv(text).rows).toEqual([{ year: 2020, y: 100, k: 200, l: 50 }])
    expect(readSeriesCsv(text, { also: ['hours'] }).rows[0]).toMatchObject({ l: 50, hours: 90 })
    const only = readSeriesCsv('Năm;GRDP;Vốn;Giờ làm việc triệu giờ\n2020;100;200;90', { also: ['hours'] })
    expect(only).toMatchObject({ labour: 'hours', rows: [{ year: 2020, y: 100, k: 200, l: 90 }] })
  })

  test('a year without any figures is an empty cell, not a row passed over', () => {
    expect(fault('year,y,k,l\n2020,100,200,50\n2021,,,')).toEqual({ code: 'file.empty', row: 3, column: 'y' })
  })

  test('XLSX gives what CSV gives', async () => {
    const table = [
      ['Năm', 'Sản lượng', 'Vốn', 'Lao động', 'Hệ số đóng góp của lao động'],
      [2020, 100.5, 200, 50, 0.6],
      [2021, 108, 220.25, 51, 0.61],
    ]
    const cells = table.map((row) => row.map((value) => ({ value })))
    const workbook = await writeExcelFile(cells).toBuffer()
    const fromXlsx = await readSeriesFile(workbook)
    expect(fromXlsx).toEqual(readSeriesCsv(table.map((row) => row.join(',')).join('\n')))
    await expect(readSeriesFile(Uint8Array.of(0x50, 0x4b, 1, 2))).rejects.toThrow(/file.workbook/)
    await expect(readSeriesFile(Uint8Array.of(0x61, 0xff, 0xfe))).rejects.toThrow(/file.encoding/)
  })
})
