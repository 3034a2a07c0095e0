import { expect, test } from 'vitest'
import { unitChoices } from './enterprise-of.ts'

const vi = (said: unknown) => (typeof said === 'string' ? said : (said as { vi: string }).vi)
const unit = (id: number, name: string, province: string, validTo: string | null = null) => ({
  ...{ id, name, nameEn: name, province, formerProvince: null, validTo },
})

test('in a list of units those whose name two provinces share bear their province, others their name alone', () => {
  const units = [
    unit(1, 'Huyện Châu Thành', 'Sóc Trăng', '2025-06-30'),
    unit(2, 'Huyện Châu Thành', 'Hậu Giang'),
    unit(3, 'Xã A', 'Mẫu'),
  ]
  expect(unitChoices(units, vi).map(({ label }) => label)).toEqual([
    'Huyện Châu Thành (đến 30/06/2025), Sóc Trăng',
    'Huyện Châu Thành, Hậu Giang',
    'Xã A',
  ])
})
