import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dong } from '../../platform/fields.ts'
import { formatDong } from '../../platform/money.ts'
import {
  type Cell,
  cellPlace,
  findHeading,
  headingsOf,
  mayBeEither,
  moneyCell,
  numberForm,
} from './headed-table.ts'
import { moneyUnitOf } from './units.ts'

const words = {
  year: { vi: 'Năm', en: 'Year' },
  cost: { vi: 'Chi phí lao động', en: 'Labour cost' },
  stock: { vi: 'Tăng (+), giảm (−) tồn kho', en: 'Change of stocks' },
}
const headings = headingsOf(words, { 'chi phi nhan cong': 'cost' })
const find = (...cells: Cell[]) => findHeading([cells], headings, (columns) => columns.has('cost'))

test.each<[string, bigint | null]>([
  ['Doanh thu thuần (triệu đồng)', 1_000_000n],
  ['Doanh thu (tr.đ)', 1_000_000n],
  ['Revenue (million VND)', 1_000_000n],
  ['Doanh thu, nghìn đồng', 1_000n],
  ['Doanh thu (1.000 đồng)', 1_000n],
  ['Doanh thu (1000đ)', 1_000n],
  ['Tăng (+), giảm (−) tồn kho (tỷ đồng)', 1_000_000_000n],
  ['Đơn vị tính: triệu đồng', 1_000_000n],
  ['ĐVT: 1.000.000 đồng', 1_000_000n],
  ['Doanh thu (đ)', 1n],
  ['Doanh thu - đồng', 1n],
  ['Chi phí lao động', null],
  ['Lao động', null],
  ['Lợi nhuận trước thuế (lỗ ghi số âm)', null],
  ['Lợi nhuận (lỗ ghi số âm), triệu đồng', 1_000_000n],
])('“%s” says %s đồng', (text, unit) => {
  expect(moneyUnitOf(text)).toBe(unit)
})

describe('headings', () => {
  test('are known without case, accents, brackets and units, and say where their cells are', () => {
    const header = find('NAM', 'CHI PHÍ NHÂN CÔNG, triệu đồng', 'tang, giam ton kho', 'Lý do', 'Ghi chú')
    expect([...(header?.columns ?? [])]).toEqual([
      ['year', { at: 0, unit: null }],
      ['cost', { at: 1, unit: 1_000_000n }],
      ['stock', { at: 2, unit: null }],
    ])
    // The reasons of a sheet to mend are no column, and nobody need be told.
    expect(header?.ignored).toEqual(['Ghi chú'])
    expect(header === null ? '' : cellPlace(header, 'cost', 7, ['', ' 1.234 '])).toEqual({
      cell: 'B7',
      typed: '1.234',
    })
  })

  test('beyond Z have two letters', () => {
    const header = find(...Array.from({ length: 27 }, () => null), 'Labour cost')
    expect(header === null ? '' : cellPlace(header, 'cost', 2, [])).toEqual({ cell: 'AB2' })
  })
})

const amount = dong(-1_000_000_000_000_000n)
const read = (cell: Cell, unit = 1n, form: 'vi' | 'en' | null = null) => {
  const parsed = amount.safeParse(moneyCell(cell, unit, form))
  return parsed.success ? parsed.data : null
}

test.each<[Cell, bigint, 'vi' | 'en' | null, bigint | null]>([
  ['1.234', 1_000_000n, 'vi', 1_234_000_000n],
  ['1.234', 1_000_000n, 'en', 1_234_000n],
  ['1,234', 1_000_000n, 'en', 1_234_000_000n],
  ['1,234', 1_000_000n, 'vi', 1_234_000n],
  ['1,234.5', 1_000n, 'en', 1_234_500n],
  ['1.234,5', 1_000n, null, 1_234_500n],
  ['(1.234)', 1n, null, -1_234n],
  ['−5', 1_000_000n, null, -5_000_000n],
  ["'-5.5000", 1_000_000n, null, -5_500_000n],
  ['1 234 567', 1n, null, 1_234_567n],
  ['30 triệu', 1_000n, 'en', 30_000_000n],
  [1234.56789012, 1_000_000n, null, 1_234_567_890n],
  [0.5, 1n, null, null],
  ['nhiều', 1n, null, null],
])('the cell %s in units of %s đồng, written %s, is %s đồng', (cell, unit, form, expected) => {
  expect(read(cell, unit, form)).toBe(expected)
})

test('dashes, dots and nothing are no figure', () => {
  for (const cell of [null, '-', '–', '…', '...']) expect(moneyCell(cell, 1n, null)).toBeUndefined()
})

test('the form of numbers is told by those that fit one form alone', () => {
  expect(numberForm(['1.234', '1.234,5'])).toBe('vi')
  expect(numberForm(['1,234', '(1,234.5)', 'x'])).toBe('en')
  expect(numberForm(['1.234', '1,234', '12'])).toBeNull()
  expect(numberForm(['1.234,5', '1,234.5'])).toBeNull()
  expect(['1,234', '1.234', '12', '1,234,567', '1,5'].filter(mayBeEither)).toEqual(['1,234'])
})

test('whole đồng written in either language come back, whatever their form is called', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), fc.constantFrom('vi', 'en'), (value, form) => {
      expect(read(formatDong(value, form), 1n, form)).toBe(value)
      expect(read(formatDong(value, form))).toBe(value)
      expect(read(formatDong(value, form), 1_000n, form)).toBe(
        value >= -(10n ** 12n) && value <= 10n ** 12n ? value * 1_000n : null,
      )
    }),
  )
})
