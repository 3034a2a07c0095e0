import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EnterpriseStanding, nextSteps, shareOf, yearsToReport } from './rules.ts'

const standing: EnterpriseStanding = {
  enterpriseId: 7,
  missingYears: [],
  applications: [],
  certificates: [],
  openObstacles: 0,
}

describe('what an enterprise has to do next', () => {
  it('is to apply when it has no application that still counts', () => {
    expect(nextSteps(standing, '2025-05-01').map((step) => step.href)).toEqual(['/applications/new'])
    const refused = { id: 1, state: 'refused', content: 'HACCP' }
    expect(
      nextSteps({ ...standing, applications: [refused] }, '2025-05-01').map((step) => step.href),
    ).toEqual(['/applications/new'])
    expect(nextSteps({ ...standing, applications: [{ ...refused, state: 'filed' }] }, '2025-05-01')).toEqual(
      [],
    )
  })
  it('is first what was returned to it and the figures of past years', () => {
    const steps = nextSteps(
      {
        ...standing,
        missingYears: [2024],
        applications: [{ id: 3, state: 'returned', content: 'ISO 22000' }],
        openObstacles: 2,
      },
      '2025-05-01',
    )
    expect(steps.map((step) => [step.urgent, step.words.vi])).toEqual([
      [true, 'Bổ sung hồ sơ "ISO 22000" đã được trả lại'],
      [true, 'Khai số liệu lao động, doanh thu, vốn năm 2024'],
      [false, '2 khó khăn, vướng mắc đã phản ánh đang chờ giải quyết'],
    ])
  })
  it('tells of a certificate 90 days before its end, not of one that was withdrawn', () => {
    const certificate = { id: 5, number: 'QC-1', expiresOn: '2025-07-30', withdrawnOn: null }
    const at = (today: string, of = certificate) =>
      nextSteps(
        { ...standing, applications: [{ id: 1, state: 'accepted', content: '' }], certificates: [of] },
        today,
      ).map((step) => step.words.vi)
    expect(at('2025-04-30')).toEqual([])
    expect(at('2025-05-01')).toEqual(['Chứng nhận QC-1 hết hiệu lực ngày 30/07/2025'])
    expect(at('2025-07-31')).toEqual(['Chứng nhận QC-1 đã hết hiệu lực ngày 30/07/2025'])
    expect(
      nextSteps({ ...standing, certificates: [{ ...certificate, withdrawnOn: '2025-01-01' }] }, '2025-07-01'),
    ).toHaveLength(1)
  })
  it('has the urgent before the rest, whatever the standing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('filed', 'returned', 'refused', 'accepted')),
        fc.array(fc.integer({ min: 2020, max: 2030 })),
        fc.nat(3),
        (states, missingYears, openObstacles) => {
          const applications = states.map((state, id) => ({ id, state, content: 'A' }))
          const urgent = nextSteps(
            { ...standing, applications, missingYears, openObstacles },
            '2025-01-01',
          ).map((step) => step.urgent)
          expect(urgent).toEqual([...urgent].sort((one, other) => Number(other) - Number(one)))
        },
      ),
    )
  })
})

describe('the years to report', () => {
  it('are the years of the plan that are over', () => {
    expect(yearsToReport(2024, 2025, 2024)).toEqual([])
    expect(yearsToReport(2024, 2025, 2025)).toEqual([2024])
    expect(yearsToReport(2024, 2025, 2026)).toEqual([2024, 2025])
    expect(yearsToReport(2024, 2025, 2040)).toEqual([2024, 2025])
  })
})

describe('a share of money', () => {
  it('is 1 only for the whole and stays between 0 and 1', () => {
    expect(shareOf(1n, 0n)).toBe(0)
    expect(shareOf(999_999n, 1_000_000n)).toBeLessThan(1)
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.bigInt(1n, 10n ** 15n), (part, whole) => {
        fc.pre(part <= whole)
        const share = shareOf(part, whole)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share === 1).toBe(part === whole)
      }),
    )
  })
})
