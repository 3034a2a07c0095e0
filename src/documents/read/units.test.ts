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
    ['Doanh thu', null],
    ['Chi phí lao động', null],
    ['Doanh thu (năm 2024)', null],
    ['Doanh thu (1)', null],
    ['Doanh thu (nếu có)', null],
  ])('of “%s” is understood', (heading, unit) => {
    expect(headingUnit(heading)).toBe(unit)
  })

  test.each(['Doanh thu (USD)', 'Doanh thu (nghìn USD)', 'Doanh thu (tạ)', 'Doanh thu (chục triệu đô)'])(
    'of “%s” is asked about',
    (heading) => expect(headingUnit(heading)).toHaveProperty('unknown'),
  )

  test.each<[string, bigint | null]>([
    ['Đơn vị tính: triệu đồng', 1_000_000n],
    ['ĐVT: tr.đ', 1_000_000n],
    ['Đơn vị: Tỷ đồng', 1_000_000_000n],
    ['Triệu đồng - Mill. dongs', 1_000_000n],
    ['(Đơn vị tính: nghìn đồng)', 1_000n],
    ['Đơn vị: Sở Công Thương', null],
    ['Danh sách doanh nghiệp', null],
    ['ĐVT: Người', null],
  ])('above a table in “%s” is understood', (line, unit) => expect(unitLine(line)).toBe(unit))

  test('above a table that is none of ours is asked about', () => {
    expect(unitLine('Đơn vị tính: USD')).toEqual({ unknown: 'USD' })
    expect(unitLine('ĐVT: nghìn USD')).toEqual({ unknown: 'nghìn USD' })
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
