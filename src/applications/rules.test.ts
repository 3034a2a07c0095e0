import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NormVerdict } from '../norms/index.ts'
import { type EligibilityInput, type Finding, findings, isEligible } from './rules.ts'

/** A ceiling of 100 million for one contract. */
function verdict(outcome: NormVerdict['outcome'], condition: string | null = null): NormVerdict {
  return {
    outcome,
    most: 100_000_000n,
    before: 0n,
    norm: {
      ...{
        id: 1,
        name: 'Hỗ trợ áp dụng',
        nameEn: 'Support',
        instrument: '00/NQ-HĐND',
        article: 'Điều 1',
        contentId: null,
      },
      ...{ kind: 'fixed', share: null, ceiling: 100_000_000n, ceilingUnit: 'contract', sizeClass: null },
      ...{
        sectorGroup: null,
        occasion: null,
        mostTimes: null,
        perYears: null,
        condition,
        whenOver: 'stopped',
      },
    },
  }
}

const sound: EligibilityInput = {
  plan: {
    number: '181/KH-UBND',
    province: 'Sóc Trăng',
    articles: { beneficiaries: 'II.2', funding: 'IV', targets: { supportTurns: 'I.2.1' } },
    firstYear: 2024,
    lastYear: 2025,
    forms: [],
  },
  enterprise: {
    legalForm: null,
    state: 'active',
    province: 'Sóc Trăng',
    unit: 'huyện Kế Sách',
    inside: 'inside',
    foundedOn: '2015-04-02',
  },
  content: {
    name: 'Hệ thống quản lý an toàn thực phẩm',
    nameEn: 'Food safety management system',
    kind: 'management_system',
    active: true,
    source: 'Kế hoạch 181/KH-UBND, mục III.2',
  },
  year: 2025,
  filedOn: '2025-01-06',
  requested: 90_000_000n,
  ownFunds: 30_000_000n,
  earlier: [],
  amount: 90_000_000n,
  norms: [verdict('within')],
}

function of(
  rule: string,
  change: Partial<EligibilityInput>,
): Pick<Finding, 'outcome'> & { vi: string; source: string } {
  const found = findings({ ...sound, ...change }).find((finding) => finding.rule === rule)
  if (found === undefined) throw new Error(`no finding ${rule}`)
  return { outcome: found.outcome, vi: found.words.vi, source: found.source.vi }
}

describe('the conditions of plan 181', () => {
  test('a sound application meets all of them, each with its source', () => {
    const list = findings(sound)
    expect(list.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['established', 'met'],
      ['active', 'met'],
      ['content', 'met'],
      ['year', 'met'],
      ['once', 'met'],
      ['norm', 'met'],
      ['ownFunds', 'met'],
    ])
    expect(list.every(({ source }) => source.vi !== '' && source.en !== '')).toBe(true)
    expect(isEligible(list)).toBe(true)
  })

  test('an enterprise with its seat in another province is not supported (II.2)', () => {
    const finding = of('established', {
      enterprise: { ...sound.enterprise, province: 'Hậu Giang', unit: 'Vị Thanh', inside: 'outside' },
    })
    expect(finding).toEqual({
      outcome: 'failed',
      vi: 'Trụ sở tại Vị Thanh, Hậu Giang, ngoài địa bàn Sóc Trăng.',
      source: 'Kế hoạch 181/KH-UBND, mục II.2',
    })
  })

  test('an enterprise founded after the filing is not supported, one founded that day is', () => {
    expect(of('established', { enterprise: { ...sound.enterprise, foundedOn: '2025-01-07' } }).outcome).toBe(
      'failed',
    )
    expect(of('established', { enterprise: { ...sound.enterprise, foundedOn: '2025-01-06' } }).outcome).toBe(
      'met',
    )
  })

  test('an unknown founding day is for a person to check, not a refusal', () => {
    expect(of('established', { enterprise: { ...sound.enterprise, foundedOn: null } }).outcome).toBe('open')
  })

  test('a suspended or dissolved enterprise is not supported', () => {
    expect(of('active', { enterprise: { ...sound.enterprise, state: 'suspended' } }).outcome).toBe('failed')
    expect(of('active', { enterprise: { ...sound.enterprise, state: 'dissolved' } }).vi).toBe(
      'Doanh nghiệp đã giải thể.',
    )
  })

  test('a content taken out of the catalogue is not supported', () => {
    expect(of('content', { content: { ...sound.content, active: false } }).outcome).toBe('failed')
  })

  test('the years 2024 and 2025 lie within the plan, 2023 and 2026 do not', () => {
    const outcomes = [2023, 2024, 2025, 2026].map((year) => of('year', { year }).outcome)
    expect(outcomes).toEqual(['failed', 'met', 'met', 'failed'])
  })

  test('the same content is not supported twice, and the earlier turn is named', () => {
    expect(of('once', { earlier: [{ turnId: 7, year: 2024 }] })).toMatchObject({
      outcome: 'failed',
      vi: 'Đã được hỗ trợ cho nội dung này: lượt số 7 (năm 2024).',
    })
  })

  test('product certification may come again for other products: a person compares them', () => {
    const content = { ...sound.content, kind: 'product_certification' }
    expect(of('once', { content, earlier: [{ turnId: 7, year: 2024 }] }).outcome).toBe('open')
  })

  test('without a norm nothing is invented: the finding says that none has been entered', () => {
    expect(of('norm', { norms: [] })).toMatchObject({
      outcome: 'open',
      vi: 'Số tiền 90.000.000 đồng. Chưa có định mức được nhập cho nội dung này nên chưa so được.',
    })
  })

  test('above a norm is to be cut by the appraisal; the finding names each norm with its source', () => {
    expect(of('norm', {})).toMatchObject({ outcome: 'met', source: '00/NQ-HĐND, Điều 1' })
    expect(of('norm', { amount: 100_000_001n, norms: [verdict('over')] })).toMatchObject({
      outcome: 'open',
      vi: 'Số tiền 100.000.001 đồng. Hỗ trợ áp dụng: tối đa 100.000.000 đồng/hợp đồng, nay là 100.000.000 đồng (00/NQ-HĐND, Điều 1): vượt mức.',
    })
  })

  test('a norm with a condition of its own is told and does not decide', () => {
    const conditional = verdict('unknown', 'sản phẩm xuất khẩu chủ lực')
    expect(of('norm', { norms: [verdict('within'), conditional] }).outcome).toBe('met')
    expect(of('norm', { norms: [conditional] })).toMatchObject({
      outcome: 'open',
      vi: expect.stringContaining('nếu: sản phẩm xuất khẩu chủ lực'),
    })
  })

  test('own funds are shown as their share of the whole; none at all is for a person to judge', () => {
    expect(of('ownFunds', {}).vi).toBe('Doanh nghiệp bỏ ra 30.000.000 đồng, 25% tổng kinh phí.')
    expect(of('ownFunds', { ownFunds: 0n }).outcome).toBe('open')
  })
})

test('money alone never makes an application fail, whatever the amounts', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      (requested, ownFunds) => {
        expect(isEligible(findings({ ...sound, requested, ownFunds }))).toBe(true)
      },
    ),
  )
})
