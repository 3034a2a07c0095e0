import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber } from '../../platform/numbers.ts'

import { readLabel } from '../labels.ts'
import { labels } from '../testing.ts'
import { type BlockDefaults, readBlock } from './block.ts'
import { yearOfCell } from './years.ts'

const defaults: BlockDefaults = { measure: null, unit: null, numbers: null, baseYear: 2010 }
const read = (text: string, given: Partial<BlockDefaults> = {}) =>
  readBlock(
    text.split('\n').map((line) => line.split('\t')),
    labels,
    { ...defaults, ...given },
  )
const brief = (text: string, given: Partial<BlockDefaults> = {}) =>
  read(text, given)?.cells.map((cell) => [cell.measure, cell.sector, cell.year, cell.value])

describe('years', () => {
  test('headings of the yearbook are understood with their status', () => {
    expect(yearOfCell(2023)).toEqual({ year: 2023, status: null })
    expect(yearOfCell('Năm 2023')).toEqual({ year: 2023, status: null })
    expect(yearOfCell('Sơ bộ - Prel. 2024')).toEqual({ year: 2024, status: 'preliminary' })
    expect(yearOfCell('Ước tính 2025')).toEqual({ year: 2025, status: 'estimate' })
    for (const other of ['2023-2024', 'Tổng 2023', '12345', 20.23, null]) expect(yearOfCell(other)).toBeNull()
  })
})

describe('labels', () => {
  test('one label may name measure, price base, unit and sector', () => {
    expect(readLabel('GRDP theo giá so sánh 2010 (tỷ đồng) - Dịch vụ', labels, false)).toEqual({
      measure: 'grdp_constant',
      sector: 'services',
      baseYear: 2010,
      unit: 'billion',
      subject: 'grdp',
      prices: 'constant',
      part: null,
    })
  })

  test('sections of the VSIC go by letter, by name, or both', () => {
    for (const label of ['C', 'Công nghiệp chế biến, chế tạo', 'C. Công nghiệp chế biến, chế tạo']) {
      expect(readLabel(label, labels, false).sector).toBe('vsic-c')
    }
    expect(readLabel('I. Nông, lâm nghiệp và thủy sản', labels, false).sector).toBe('agriculture')
    expect(readLabel('I. Dịch vụ lưu trú và ăn uống', labels, false).sector).toBe('vsic-i')
  })

  test('a title names its measure anywhere, a table of structure or growth holds no values', () => {
    const title = (text: string) => readLabel(text, labels, true).measure
    expect(title('Vốn đầu tư thực hiện toàn xã hội trên địa bàn theo giá hiện hành')).toBe(
      'investment_current',
    )
    expect(title('Vốn đầu tư thực hiện toàn xã hội theo giá hiện hành phân theo ngành')).toBe(
      'investment_current',
    )
    expect(title('Cơ cấu GRDP theo giá hiện hành')).toBe('other')
    expect(title('Chỉ số phát triển GRDP theo giá so sánh 2010')).toBe('other')
  })
})

describe('blocks', () => {
  test('years across, sectors down, the measure in a title, notes left out', () => {
    const reading = read(
      [
        'Tổng sản phẩm trên địa bàn theo giá hiện hành',
        'Đơn vị tính: Triệu đồng\t2019\tSơ bộ 2020',
        'TỔNG SỐ\t1.500.000,5\t1.600.000,0',
        'Dịch vụ\t…\t700.000,5',
        'Nguồn: thử',
      ].join('\n'),
    )
    expect(reading).toMatchObject({ orientation: 'across', numbers: 'vi', ambiguous: false })
    expect(
      reading?.cells.map((cell) => [
        cell.address,
        cell.measure,
        cell.sector,
        cell.year,
        cell.value,
        cell.status,
      ]),
    ).toEqual([
      ['B3', 'grdp_current', 'total', 2019, 1500.0005, null],
      ['C3', 'grdp_current', 'total', 2020, 1600, 'preliminary'],
      ['C4', 'grdp_current', 'services', 2020, 700.0005, 'preliminary'],
    ])
  })

  test('years down, a measure a column, English numbers', () => {
    const text =
      'Year\tGRDP theo giá so sánh 2010\tEmployed persons (persons)\n2019\t1,000.5\t600,000\n2020\t1,100.25\t610,500'
    expect(brief(text)).toEqual([
      ['grdp_constant', 'total', 2019, 1000.5],
      ['grdp_constant', 'total', 2020, 1100.25],
      ['employed', 'total', 2019, 600],
      ['employed', 'total', 2020, 610.5],
    ])
    expect(read(text)?.numbers).toBe('en')
  })

  test('rows of words change the measure of what follows', () => {
    const text =
      'GRDP\t2019\nTheo giá hiện hành\t\nTổng số\t10,5\nTheo giá so sánh 2010\t\nTổng số\t8,5\nTốc độ tăng (%)\t\nTổng số\t6,2'
    expect(brief(text)).toEqual([
      ['grdp_current', 'total', 2019, 10.5],
      ['grdp_constant', 'total', 2019, 8.5],
    ])
  })

  test('the subject of the title and the prices of the rows make the measure', () => {
    const text =
      'Vốn đầu tư thực hiện toàn xã hội\nĐơn vị tính: Tỷ đồng\t2019\nTheo giá hiện hành\nDịch vụ\t10,5\nTheo giá so sánh 2010\nDịch vụ\t8,5'
    expect(brief(text)).toEqual([
      ['investment_current', 'services', 2019, 10.5],
      ['investment_constant', 'services', 2019, 8.5],
    ])
  })

  test('the measure of the form is used where the table names none; without either each cell says so', () => {
    expect(brief('\t2019\nDịch vụ\t10,5', { measure: 'employed' })).toEqual([
      ['employed', 'services', 2019, 10.5],
    ])
    const cell = read('\t2019\nDịch vụ\t10,5')?.cells[0]
    expect([cell?.value, cell?.problem?.vi.includes('chỉ tiêu')]).toEqual([null, true])
  })

  test('a cell that is no number is named, the others are read', () => {
    const reading = read('\t2019\t2020\nTổng số\t10,5\tmười', { measure: 'employed' })
    expect(reading?.cells.map(({ address, problem }) => [address, problem === null])).toEqual([
      ['B2', true],
      ['C2', false],
    ])
  })

  test('1.234 alone is ambiguous until somebody says how numbers are written', () => {
    expect(read('\t2019\nTổng số\t1.234', { measure: 'employed' })?.ambiguous).toBe(true)
    expect(brief('\t2019\nTổng số\t1.234', { measure: 'employed', numbers: 'vi' })?.[0]?.[3]).toBe(1234)
    // One cell with a decimal comma tells for all.
    expect(brief('\t2019\t2020\nTổng số\t1.234\t1.300,5', { measure: 'employed' })?.[0]?.[3]).toBe(1234)
  })

  test('numbers of a workbook are taken as they are', () => {
    const reading = readBlock(
      [
        [null, 2019, 2020],
        ['Tổng số', 1234.5, null],
      ],
      labels,
      { ...defaults, measure: 'capital_stock' },
    )
    expect(reading?.cells).toMatchObject([{ value: 1234.5, baseYear: 2010, year: 2019 }])
  })

  test('no years, no block', () => {
    expect(read('xin chào\tbạn')).toBeNull()
  })

  test('any table written in either form comes back with its values', () => {
    const table = fc.array(
      fc.array(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 3, maxLength: 3 }),
      { minLength: 2, maxLength: 4 },
    )
    fc.assert(
      fc.property(table, fc.constantFrom('vi' as const, 'en' as const), (rows, language) => {
        const names = ['Tổng số', 'Dịch vụ', 'Công nghiệp và xây dựng', 'Nông, lâm nghiệp và thủy sản']
        const values = rows.map((row) => row.map((value) => value / 100 + 1000))
        const text = [
          '\t2018\t2019\t2020',
          ...values.map((row, at) =>
            [names[at], ...row.map((value) => formatNumber(value, language, 2))].join('\t'),
          ),
        ].join('\n')
        const numbers = read(text, { measure: 'grdp_current', numbers: language })?.cells.map(
          (cell) => cell.value,
        )
        expect(numbers).toEqual(values.flat().map((value) => Number(value.toFixed(2))))
        const told = read(text, { measure: 'grdp_current' })
        expect(told?.ambiguous === true || told?.numbers === language || told === null).toBe(true)
      }),
    )
  })

  test('whatever is pasted is read or refused, never a fault', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.constantFrom('2019', 2020)), {
            maxLength: 6,
          }),
          { maxLength: 8 },
        ),
        (rows) => {
          readBlock(rows, labels, defaults)
        },
      ),
    )
  })
})
