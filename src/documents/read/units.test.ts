import { describe, expect, test } from 'vitest'
import { countScale, headingUnit, unitLine } from './units.ts'

describe('the unit of money', () => {
  test.each<[string, bigint | null]>([
    ['Doanh thu (trđ)', 1_000_000n],
    ['Doanh thu (tr.đ)', 1_000_000n],
    ['Doanh thu (Tr. đồng)', 1_000_000n],
    ['Doanh thu (triệu)', 1_000_000n],
    ['Doanh thu (triệu VNĐ)', 1_000_000n],
    ['Doanh thu [1.000.000 đ]', 1_000_000n],
    ['Doanh thu, triệu đồng', 1_000_000n],
    ['Doanh thu - trđ', 1_000_000n],
    ['Doanh thu triệu đồng', 1_000_000n],
    ['Revenue (million VND)', 1_000_000n],
    ['Revenue (mill. dong)', 1_000_000n],
    ['Doanh thu (triệu đồng - Mill. dongs)', 1_000_000n],
    ['Doanh thu (2024) (trđ)', 1_000_000n],
    ['Doanh thu (tỷ)', 1_000_000_000n],
    ['Doanh thu (tỉ đồng)', 1_000_000_000n],
    ['Doanh thu (Bill. dongs)', 1_000_000_000n],
    ['Doanh thu (1.000đ)', 1_000n],
    ['Doanh thu (nghìn đ)', 1_000n],
    ['Doanh thu (ngàn đồng)', 1_000n],
    ['Doanh thu (đồng)', 1n],
    ['Doanh thu (VNĐ)', 1n],
    ['Doanh thu (₫)', 1n],
    ['Doanh thu VND', 1n],
    ['Doanh thu trđ', 1_000_000n],
    ['Doanh thu tr.đ', 1_000_000n],
    ['Doanh thu triệu', 1_000_000n],
    ['Doanh thu nghìn', 1_000n],
    ['Doanh thu tỷ', 1_000_000_000n],
    ['Doanh thu VNĐ', 1n],
    ['Doanh thu (ĐVT: trđ)', 1_000_000n],
    ['Doanh thu (đơn vị tính: nghìn đồng)', 1_000n],
    ['Doanh thu (10^6 đ)', 1_000_000n],
    ['Doanh thu (10⁶ đồng)', 1_000_000n],
    ['Doanh thu (x 1.000.000 đồng)', 1_000_000n],
    ['Doanh thu của công ty', null],
    ['Doanh thu', null],
    ['Chi phí lao động', null],
    ['Doanh thu (năm 2024)', null],
    ['Doanh thu (1)', null],
    ['Doanh thu (nếu có)', null],
  ])('of “%s” is understood', (heading, unit) => {
    expect(headingUnit(heading)).toBe(unit)
  })

  test.each([
    'Doanh thu (USD)',
    'Doanh thu (nghìn USD)',
    'Doanh thu (tạ)',
    'Doanh thu (chục triệu đô)',
    'Doanh thu $',
    'Doanh thu (1.000)',
    'Doanh thu (x 1.000.000)',
    'Doanh thu (triệu đồng/người)',
  ])('of “%s” is asked about', (heading) => expect(headingUnit(heading)).toHaveProperty('unknown'))

  test.each<[string, bigint | null]>([
    ['Đơn vị tính: triệu đồng', 1_000_000n],
    ['ĐVT: tr.đ', 1_000_000n],
    ['Đơn vị: Tỷ đồng', 1_000_000_000n],
    ['Triệu đồng - Mill. dongs', 1_000_000n],
    ['(Đơn vị tính: nghìn đồng)', 1_000n],
    ['Đơn vị tính: người, triệu đồng', 1_000_000n],
    ['Đơn vị: triệu đồng; người', 1_000_000n],
    ['Đơn vị tính: lao động: người; tiền: triệu đồng', 1_000_000n],
    ['Đơn vị tính: Doanh thu triệu đồng, lao động người', 1_000_000n],
    ['Đơn vị tính triệu đồng, giá hiện hành', 1_000_000n],
    ['Bảng 1. Danh sách doanh nghiệp (triệu đồng)', 1_000_000n],
    ['Bảng 1. Danh sách doanh nghiệp. Đơn vị tính: tỷ đồng', 1_000_000_000n],
    ['Số liệu tính bằng triệu đồng', 1_000_000n],
    ['Danh sách các đơn vị có doanh thu trên 10 tỷ đồng', null],
    ['Doanh nghiệp vốn dưới 100 tỷ đồng (trên 10 tỷ đồng: phụ lục)', null],
    ['Đơn vị: Sở Công Thương', null],
    ['Danh sách doanh nghiệp', null],
    ['ĐVT: Người', null],
  ])('above a table in “%s” is understood', (line, unit) => expect(unitLine(line)).toBe(unit))

  test('above a table that is none of ours is asked about', () => {
    expect(unitLine('Đơn vị tính: USD')).toEqual({ unknown: 'USD' })
    expect(unitLine('ĐVT: nghìn USD')).toEqual({ unknown: 'nghìn USD' })
    for (const line of ['USD, người', 'triệu đồng/người', 'triệu đồng, nghìn đồng', 'người, USD, triệu đồng'])
      expect(unitLine(`Đơn vị tính: ${line}`)).toEqual({ unknown: line })
  })
})

describe('the unit of what is counted', () => {
  test.each<[string, number]>([
    ['Lao động (người)', 1],
    ['Lao động (nghìn người)', 1_000],
    ['Số giờ (1000 giờ)', 1_000],
    ['Chỉ số giá (%)', 1],
    ['Chỉ số giá bán (năm gốc = 100)', 1],
    ['Lao động', 1],
  ])('of “%s” is understood', (heading, scale) => expect(countScale(heading)).toBe(scale))
  test('of another thing is asked about', () =>
    expect(countScale('Lao động (hộ)')).toEqual({ unknown: 'hộ' }))
})
