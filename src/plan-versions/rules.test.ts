import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlanDocument } from '../plan/index.ts'
import { earlierDocument, pastYears, periodNamed, titleNamed } from './rules.ts'
import { plan181 } from './testing.ts'

const plan125 = { number: '125/KH-UBND', firstYear: 2021, lastYear: 2025 }
const plan181Period = { number: '181/KH-UBND', firstYear: 2024, lastYear: 2025 }
const next = { number: '10/KH-UBND', firstYear: 2026, lastYear: 2030 }

describe('the years whose results are entered by number', () => {
  it('are 2021 to 2023 for Plan 125, since Plan 181 counts 2024 and 2025', () => {
    expect(pastYears(plan125, [plan181Period, next], 2026)).toEqual([2021, 2022, 2023])
  })
  it('are none of a year that has not ended', () => {
    expect(pastYears(plan125, [plan181Period], 2022)).toEqual([2021])
  })
  it('include a year that the later plan leaves open', () => {
    expect(pastYears(plan125, [next], 2026)).toEqual([2021, 2022, 2023, 2024, 2025])
  })
  it('are within the plan and in no later plan, whatever the plans', () => {
    const period = fc
      .tuple(fc.integer({ min: 2015, max: 2030 }), fc.nat(6))
      .map(([firstYear, length]) => ({ number: 'x', firstYear, lastYear: firstYear + length }))
    fc.assert(
      fc.property(period, fc.array(period, { maxLength: 4 }), (plan, others) => {
        for (const year of pastYears(plan, others, 2026)) {
          expect(year >= plan.firstYear && year <= plan.lastYear && year < 2026).toBe(true)
          const later = others.filter((other) => other.firstYear > plan.firstYear)
          expect(later.some((other) => year >= other.firstYear && year <= other.lastYear)).toBe(false)
        }
      }),
    )
  })
})

describe('what Plan 181 says of the plan that it replaces', () => {
  const { replaces } = plan181()
  it('names its title and its period', () => {
    expect(periodNamed(replaces?.vi ?? '')).toEqual({ firstYear: 2021, lastYear: 2025 })
    expect(titleNamed(replaces ?? { vi: '', en: '' })).toEqual({
      vi: 'Thực hiện Chương trình quốc gia hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa trên địa bàn tỉnh Sóc Trăng giai đoạn 2021 - 2025 và định hướng đến năm 2030',
      en: 'Carry out the National Programme in 2021-2025, with orientation to 2030',
    })
  })
  it('makes a document that the program can work with, a part after its whole', () => {
    const document = earlierDocument({
      ...plan125,
      issuedOn: '2021-08-13',
      issuer: { vi: 'UBND tỉnh', en: 'PC' },
      province: 'Sóc Trăng',
      title: { vi: 'Kế hoạch', en: 'Plan' },
      targets: [
        { indicator: 'certifiedTurns', bound: 'atLeast', number: 8 },
        { indicator: 'supportTurns', bound: 'about', number: 30 },
      ],
      parents: { certifiedTurns: 'supportTurns', supportTurns: null },
      names: {},
    })
    expect(PlanDocument.parse(document).targets).toMatchObject([
      { indicator: 'supportTurns', minimum: 30, maximum: 30, parent: null },
      { indicator: 'certifiedTurns', minimum: 8, maximum: null, parent: 'supportTurns' },
    ])
  })
})
