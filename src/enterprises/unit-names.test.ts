import { describe, expect, test } from 'vitest'
import { namesOne } from './seat.ts'
import { unitNames } from './unit-names.ts'

const unit = (id: number, name: string, province: string, formerProvince: string | null = null) => ({
  ...{ id, name, nameEn: `${name} (en)`, province, formerProvince },
})
const names = unitNames([
  unit(1, 'Huyện Châu Thành', 'Sóc Trăng'),
  unit(2, 'Huyện Châu Thành', 'Hậu Giang'),
  unit(3, 'Xã Phú Lâm', 'Đồng Nai'),
  unit(4, 'Xã Tân Phú', 'Đồng Nai'),
  unit(5, 'Huyện Mỹ Xuyên', 'Sóc Trăng'),
  unit(6, 'Phường Mỹ Xuyên', 'Cần Thơ', 'Sóc Trăng'),
  unit(7, 'Thành phố Ngã Bảy', 'Hậu Giang'),
  unit(8, 'Phường Ngã Bảy', 'Đồng Nai'),
  unit(9, 'Xã Tân Thạnh', 'Cần Thơ', 'Sóc Trăng'),
  unit(10, 'Xã Tân Thạnh', 'Cần Thơ', 'Hậu Giang'),
])

describe('a unit is found by its name', () => {
  test.each([
    ['xa phu lam', 3],
    ['Tân Phú', 4],
    ['X. Tân Phú', 4],
    ['H. Châu Thành, tỉnh Hậu Giang', 2],
    ['Huyện Châu Thành, Sóc Trăng', 1],
    ['Huyện Châu Thành - tỉnh Hậu Giang', 2],
    ['H.Mỹ Xuyên', 5],
    ['P.Mỹ Xuyên', 6],
    ['TP.Ngã Bảy', 7],
    ['Xã Tân Thạnh, Sóc Trăng', 9],
    ['Thành phố Ngã Bảy', 7],
    // A district and a ward of one area: communes are written with their kind.
    ['Mỹ Xuyên', 5],
    ['Phường Mỹ Xuyên', 6],
  ])('%s', (name, id) => expect(names.find(name)).toEqual({ id }))

  test.each([
    ['Huyện Châu Thành', ['Huyện Châu Thành, Sóc Trăng', 'Huyện Châu Thành, Hậu Giang']],
    ['Ngã Bảy', ['Thành phố Ngã Bảy, Hậu Giang', 'Phường Ngã Bảy, Đồng Nai']],
    ['Xã Tân Thạnh', ['Xã Tân Thạnh, Sóc Trăng', 'Xã Tân Thạnh, Hậu Giang']],
    ['Tân Thạnh, Cần Thơ', ['Xã Tân Thạnh, Sóc Trăng', 'Xã Tân Thạnh, Hậu Giang']],
  ])('%s is of two provinces: both are named and neither is taken', (name, both) => {
    const found = names.find(name)
    expect(found).toHaveProperty('unknown')
    for (const one of both) expect('unknown' in found ? found.unknown.vi : '').toContain(`“${one}”`)
    for (const one of both) expect(names.find(one)).toHaveProperty('id')
  })

  test('of two, the one that the register has of the enterprise already is meant', () => {
    expect(names.find('Huyện Châu Thành', 2)).toEqual({ id: 2 })
    expect(names.find('Huyện Châu Thành', 3)).toHaveProperty('unknown')
  })

  test('a unit of another province than the one behind the comma is not taken', () => {
    expect(names.find('Xã Tân Phú, tỉnh Cà Mau')).toHaveProperty('unknown')
  })
})

test('an address names a commune only by its whole name with its kind', () => {
  expect(namesOne('Ấp 1, xã Tài Văn, huyện Trần Đề', ['Xã Tài Văn'])).toBe(true)
  expect(namesOne('Ấp Tài Văn 2, xã Tài Văn Đông', ['Xã Tài Vân', 'Phường Tài Văn'])).toBe(false)
  expect(namesOne('12 Phường 1', ['Phường 10'])).toBe(false)
})
