import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insideProvince } from './provinces.ts'

const mergers = [
  { province: 'Sóc Trăng', successor: 'Cần Thơ', mergedOn: '2025-07-01' },
  { province: 'Hậu Giang', successor: 'Cần Thơ', mergedOn: '2025-07-01' },
]
const district = { province: 'Sóc Trăng', validFrom: null }
const city = { province: 'Cần Thơ', validFrom: '2025-07-01' }
const oldCity = { province: 'Cần Thơ', validFrom: null }
const newPlan = { province: 'Cần Thơ', since: '2026-01-01' }
const oldPlan = { province: 'Sóc Trăng', since: '2024-01-01' }
const oldCityPlan = { province: 'Cần Thơ', since: '2024-01-01' }

describe('whether a place lies in the territory of a plan', () => {
  test.each([
    [
      'a unit of Sóc Trăng under the plan of Sóc Trăng, before and after the merger',
      district,
      oldPlan,
      '2025-02-01',
      'inside',
    ],
    ['the same after the merger', district, oldPlan, '2026-02-01', 'inside'],
    [
      'a unit of Sóc Trăng under a plan of Cần Thơ made after the merger',
      district,
      newPlan,
      '2026-02-01',
      'inside',
    ],
    ['the same on a day before the merger', district, newPlan, '2025-06-30', 'outside'],
    [
      'a unit of Sóc Trăng under the plan that old Cần Thơ made for itself',
      district,
      oldCityPlan,
      '2026-02-01',
      'outside',
    ],
    ['a unit of the new city under a plan made after the merger', city, newPlan, '2026-02-01', 'inside'],
    [
      'a unit of the new city under the plan of Sóc Trăng: its commune tells',
      city,
      oldPlan,
      '2026-02-01',
      'unknown',
    ],
    [
      'a unit of the new city under the plan of old Cần Thơ: its commune tells',
      city,
      oldCityPlan,
      '2026-02-01',
      'unknown',
    ],
    [
      'a commune of the new city in the area of Sóc Trăng under its plan',
      { ...city, formerProvince: 'Sóc Trăng' },
      oldPlan,
      '2026-02-01',
      'inside',
    ],
    [
      'the same commune under the plan of old Cần Thơ',
      { ...city, formerProvince: 'Sóc Trăng' },
      oldCityPlan,
      '2026-02-01',
      'outside',
    ],
    ['a unit of old Cần Thơ under the plan of Sóc Trăng', oldCity, oldPlan, '2026-02-01', 'outside'],
    [
      'a unit of another province',
      { province: 'Đồng Nai', validFrom: null },
      newPlan,
      '2026-02-01',
      'outside',
    ],
  ] as const)('%s', (_case, unit, territory, day, expected) => {
    expect(insideProvince(unit, territory, day, mergers)).toBe(expected)
  })

  test('the place of the tone in a name parts no province from itself', () => {
    const unit = { province: 'Khánh Hòa', validFrom: null }
    expect(insideProvince(unit, { province: 'Khánh Hoà', since: '2024-01-01' }, '2024-05-05', [])).toBe(
      'inside',
    )
  })

  test('a circle of mergers, entered by mistake, ends', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D')
    const merger = fc.record({
      province: name,
      successor: name,
      mergedOn: fc.constantFrom('2020-01-01', '2025-07-01'),
    })
    fc.assert(
      fc.property(fc.array(merger), name, name, (many, one, other) => {
        expect(['inside', 'outside', 'unknown']).toContain(
          insideProvince(
            { province: one, validFrom: null },
            { province: other, since: '2021-01-01' },
            '2026-01-01',
            many,
          ),
        )
      }),
    )
  })
})

test('a commune that the merger made is asked about its area on an earlier day too', () => {
  const commune = { province: 'Cần Thơ', validFrom: '2025-07-01', formerProvince: 'Sóc Trăng' }
  const other = { ...commune, formerProvince: 'Hậu Giang' }
  for (const day of ['2025-02-10', '2025-07-01', '2026-02-01']) {
    expect(insideProvince(commune, oldPlan, day, mergers)).toBe('inside')
    expect(insideProvince(other, oldPlan, day, mergers)).toBe('outside')
    expect(insideProvince(city, oldPlan, day, mergers)).toBe('unknown')
  }
})

test('a plan that names a province after its end means the area that it was', () => {
  const late = { province: 'Sóc Trăng', since: '2026-01-01' }
  const commune = { province: 'Cần Thơ', validFrom: '2025-07-01', formerProvince: 'Sóc Trăng' }
  expect(insideProvince(commune, late, '2026-02-01', mergers)).toBe('inside')
  expect(insideProvince({ ...commune, formerProvince: 'Hậu Giang' }, late, '2026-02-01', mergers)).toBe(
    'outside',
  )
  expect(insideProvince(city, late, '2026-02-01', mergers)).toBe('unknown')
  expect(insideProvince(district, late, '2026-02-01', mergers)).toBe('inside')
})
