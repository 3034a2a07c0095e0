import type { SectorGroup } from '../enterprises/index.ts'
import { taxCheckDigit } from '../enterprises/index.ts'

/*
 * Names and numbers that nobody bears: each says that it is a sample, and tax codes lie in a range that no tax office gives
 * out (they begin with 99; real ones begin with the number of a tax office, far below).
 */

/** The first two digits of every tax code of a sample. */
export const sampleTaxPrefix = '99'

/** The mass of a large sample is numbered from here, those that register one by one from 1. */
export const massStart = 1_000_000

const nineOf = (serial: number) => `${sampleTaxPrefix}${String(serial).padStart(7, '0')}`

/** The first `count` serial numbers from `start` on whose tax code has a check digit: of eleven one has none. */
export function sampleSerials(count: number, start = 1): number[] {
  const serials: number[] = []
  for (let serial = start; serials.length < count; serial += 1) {
    if (taxCheckDigit(nineOf(serial)) !== null) serials.push(serial)
  }
  return serials
}

/** The tax code of a serial number of `sampleSerials`. */
export const sampleTaxCode = (serial: number) => `${nineOf(serial)}${taxCheckDigit(nineOf(serial))}`

/** What an enterprise of a sample does, with what it makes or sells. */
export interface Trade {
  readonly group: SectorGroup
  readonly industry: string
  readonly products: readonly string[]
}

export const trades: readonly Trade[] = [
  { group: 'production', industry: 'Chế biến thủy sản', products: ['Tôm đông lạnh', 'Chả cá', 'Tôm sấy'] },
  { group: 'production', industry: 'Xay xát gạo', products: ['Gạo thơm', 'Gạo lứt', 'Bột gạo'] },
  { group: 'production', industry: 'Nuôi trồng thủy sản', products: ['Tôm giống', 'Cá giống'] },
  { group: 'production', industry: 'Trồng cây ăn quả', products: ['Bưởi', 'Vú sữa', 'Nhãn'] },
  { group: 'production', industry: 'Sản xuất bánh kẹo', products: ['Bánh pía', 'Mè láo', 'Bánh in'] },
  { group: 'production', industry: 'Dệt may', products: ['Áo sơ mi', 'Quần áo bảo hộ'] },
  { group: 'production', industry: 'Cơ khí', products: ['Máy sấy', 'Khung nhà thép'] },
  {
    group: 'production',
    industry: 'Sản xuất vật liệu xây dựng',
    products: ['Gạch không nung', 'Cấu kiện bê tông'],
  },
  { group: 'production', industry: 'Xây dựng dân dụng', products: ['Thi công nhà xưởng'] },
  {
    group: 'production',
    industry: 'Sản xuất thức ăn chăn nuôi',
    products: ['Thức ăn cho tôm', 'Thức ăn gia súc'],
  },
  { group: 'trade_services', industry: 'Bán buôn nông sản', products: ['Hành tím', 'Củ cải muối'] },
  { group: 'trade_services', industry: 'Bán lẻ', products: ['Đặc sản địa phương'] },
  { group: 'trade_services', industry: 'Vận tải hàng hóa', products: ['Vận tải lạnh'] },
  { group: 'trade_services', industry: 'Dịch vụ lưu trú, ăn uống', products: ['Suất ăn công nghiệp'] },
  { group: 'trade_services', industry: 'Công nghệ thông tin', products: ['Phần mềm quản lý kho'] },
]

/** "Công ty mẫu 0001 Chế biến thủy sản". @param place from 1 */
export function sampleName(place: number, trade: Trade): string {
  return `Công ty mẫu ${String(place).padStart(4, '0')} ${trade.industry}`
}

/** How mails of a sample end: a domain that can never be anybody's (RFC 2606). */
export const sampleMail = (name: string) => `${name}@mau.example`
