import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AgencyData } from '../agencies/index.ts'
import { checkBudget, PlanDocument } from '../plan/index.ts'
import { carried, middleYear } from './duties.ts'
import type { ProposalInput } from './input.ts'
import { propose } from './proposal.ts'

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const plan = PlanDocument.parse(read('data/plans/plan-181.json'))
const rows = z.array(AgencyData).parse(read('data/agencies.json'))
const ids = new Map(rows.map((row, place) => [row.key, place + 1]))
const agencies = rows.map((row) => ({
  ...row,
  id: ids.get(row.key) ?? 0,
  successorId: row.successor === null ? null : (ids.get(row.successor) ?? null),
}))
const { orientation } = plan
if (orientation === null) throw new Error('Plan 181 has an orientation')

const { indicators } = JSON.parse(readFileSync('data/catalogues.json', 'utf8')) as {
  indicators: { key: string; factKinds: string[] }[]
}
const kindsOf = new Map(indicators.map(({ key, factKinds }) => [key, factKinds]))

const results = (numbers: Readonly<Record<string, number>>) =>
  plan.targets.map((target) => ({
    indicator: target.indicator,
    name: { vi: target.indicator, en: target.indicator },
    unit: { vi: 'lượt', en: 'turns' },
    kinds: kindsOf.get(target.indicator) ?? [],
    years: [{ year: 2025, result: numbers[target.indicator] ?? 0 }],
    unknown: [2021, 2022, 2023, 2024],
    repeated: 0,
  }))

const input: ProposalInput = {
  plan,
  orientation,
  targets: new Map(
    plan.targets.map((target) => [target.indicator, { percent: 12, given: null, reason: null }]),
  ),
  results: results({
    conferences: 10,
    courses: 4,
    experts: 15,
    supportTurns: 18,
    certifiedTurns: 10,
    certifiedProducts: 20,
  }),
  tfp: 'atLeastOne',
  tfpIndicator: true,
  bases: { I: 'estimate', II: 'estimate', III: 'estimate', IV: 'estimate', V: 'estimate' },
  growth: {},
  norms: [],
  history: plan.budget.lines.flatMap((line) =>
    plan.budget.years.map((year) => ({
      line: line.code,
      year,
      disbursed: 0n,
      estimate: BigInt(line.years[year] ?? 0),
    })),
  ),
  dataYears: [],
  source: { vi: 'ngân sách tỉnh', en: 'the provincial budget' },
  agencies,
  passOn: true,
  replaces: false,
  instruments: [
    {
      number: '202/2025/QH15',
      title: 'Về việc sắp xếp đơn vị hành chính cấp tỉnh',
      titleEn: 'On the rearrangement of provincial administrative units',
      issuer: 'Quốc hội',
      issuedOn: '2025-06-12',
      validTo: null,
    },
  ],
  today: '2026-11-24',
}
const { document, reasons, warnings } = propose(input)
const duty = (code: string) => {
  const place = document.duties.findIndex((row) => row.code === code)
  return { ...document.duties[place], place }
}

describe('the plan of 2026-2030 out of plan 181', () => {
  it('raises every target, and adds the TFP study that III.4 asks for', () => {
    expect(
      document.targets.map((target) => [target.indicator, target.bound, target.minimum, target.vi]),
    ).toEqual([
      ['conferences', 'exactly', 11, '11 hội nghị, hội thảo'],
      ['courses', 'exactly', 5, '05 khoá đào tạo, tập huấn'],
      ['experts', 'about', 17, 'khoảng 17 chuyên gia'],
      ['supportTurns', 'exactly', 20, '20 lượt doanh nghiệp'],
      ['certifiedTurns', 'atLeast', 11, 'ít nhất 11 lượt doanh nghiệp được chứng nhận'],
      ['certifiedProducts', 'exactly', 22, '22 sản phẩm, hàng hóa'],
      ['tfpStudies', 'atLeast', 1, 'ít nhất 01 báo cáo tính toán mức đóng góp của TFP được công bố'],
    ])
    expect(reasons['targets.3.minimum']?.vi).toContain('18 × 1,12 = 20,16 → làm tròn 20')
    expect(reasons['targets.3.minimum']?.vi).toContain('Nguồn: Kế hoạch 181/KH-UBND, mục I.2.2.')
    expect(reasons['targets.6.minimum']?.vi).toContain('mục III.4')
  })

  it.each([
    ['Năng suất lao động tăng ít nhất 7%/năm', 'atLeast', 7, 10, 'Năng suất lao động tăng ít nhất 10%/năm'],
    ['Ít nhất 30% sản phẩm truy xuất được', 'atLeast', 30, 33, 'Ít nhất 33% sản phẩm truy xuất được'],
    ['Phấn đấu đạt 45% vào năm 2025', 'atLeast', 45, 50, 'Phấn đấu đạt 50% vào năm 2025'],
    ['Tăng bình quân 6,5%/năm', 'atLeast', 6.5, 7.2, 'Tăng bình quân 7,2%/năm'],
    ['Không quá 8 ngày xử lý', 'atMost', 8, 9, 'Không quá 9 ngày xử lý'],
    // twice the same number: nobody knows which is meant, so the words stay for the officer
    ['Mỗi 5 năm có 5 hội thi', 'atLeast', 5, 6, 'Mỗi 5 năm có 5 hội thi'],
  ] as const)('finds the number of "%s" with its bound or alone', (vi, bound, old, given, wanted) => {
    const most = bound === 'atMost'
    const target = {
      ...{ vi, en: vi, indicator: 'own', bound, parent: null, article: 'I.2' },
      ...{ minimum: most ? null : old, maximum: most ? old : null },
    }
    const next = propose({
      ...input,
      plan: { ...plan, targets: [target], objectives: [{ vi: `${vi}.`, en: vi }] },
      targets: new Map([['own', { percent: 12, given, reason: null }]]),
      results: [],
    })
    expect(next.document.targets[0]?.vi).toBe(wanted)
    expect(next.document.objectives[0]?.vi).toBe(`${wanted}.`)
  })

  it('writes the new numbers into the objectives, in both languages', () => {
    expect(document.objectives.map((words) => words.vi.slice(0, 110))).toEqual([
      'Tổ chức 11 hội nghị, hội thảo; 05 khoá đào tạo, tập huấn về năng suất, chất lượng, hệ thống quản lý tiên tiến,',
      'Hỗ trợ 20 lượt doanh nghiệp được áp dụng các hệ thống quản lý, công cụ cải tiến năng suất chất lượng cơ bản, t',
      'Hỗ trợ 22 sản phẩm, hàng hóa của thành phố được chứng nhận phù hợp tiêu chuẩn quốc gia; chứng nhận phù hợp quy',
      'Công bố ít nhất 01 báo cáo tính toán mức đóng góp của TFP vào tăng trưởng kinh tế.',
    ])
    expect(document.objectives[0]?.en).toMatch(
      /^Hold 11 conferences or workshops and 5 training courses .* about 17 /,
    )
    expect(document.objectives[1]?.en).toMatch(/^Support 20 turns .* at least 11 are certified/)
  })

  it('passes from Sóc Trăng to Cần Thơ with the reason, in the title and the texts, but not in what is cited', () => {
    expect(document.issuer.vi).toBe('Ủy ban nhân dân thành phố Cần Thơ')
    expect(reasons.issuer?.vi).toBe(
      'Ủy ban nhân dân tỉnh Sóc Trăng kết thúc ngày 30/06/2025; Ủy ban nhân dân thành phố Cần Thơ kế thừa (Nghị quyết 202/2025/QH15, sắp xếp từ 01/7/2025; tên thấy trong Quyết định 3108/QĐ-UBND ngày 18/12/2025).',
    )
    expect(document.province).toBe('Cần Thơ')
    expect(document.title).toEqual({
      vi: 'Thực hiện Chương trình quốc gia hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa trên địa bàn thành phố Cần Thơ giai đoạn 2026 - 2030',
      en: 'Carrying out the National Programme to support enterprises in raising the productivity and quality of products and goods in Cần Thơ City in 2026-2030',
    })
    expect(document.legalBases.map((basis) => basis.number)).toEqual([
      '1322/QĐ-TTg',
      '11/2023/NQ-HĐND',
      '202/2025/QH15',
      '181/KH-UBND',
    ])
    expect(document.legalBases[1]?.vi).toContain('tỉnh Sóc Trăng')
    expect(reasons['legalBases.1']?.vi).toContain('cần đối chiếu hiệu lực')
    expect(document.criteria[1]?.vi).toBe(
      'Doanh nghiệp sản xuất các sản phẩm, hàng hóa chủ lực của thành phố',
    )
    expect(duty('V.1.4').vi).toBe('Đề xuất nhiệm vụ khoa học và công nghệ cấp tỉnh thuộc Chương trình.')
    expect(document.recipients[2]?.vi).toBe('UBND các xã, phường')
  })

  it('names departments that became one only once', () => {
    expect(document.participants.vi).toBe(
      'Sở Khoa học và Công nghệ, Sở Tài chính, Sở Nội vụ, Sở Công Thương, Sở Nông nghiệp và Môi trường, Sở Xây dựng, Sở Y tế, Chi cục Tiêu chuẩn Đo lường Chất lượng, Hiệp hội Doanh nghiệp thành phố.',
    )
    expect(document.participants.en).toContain(
      'Finance; Home Affairs; Industry and Trade; Agriculture and Environment;',
    )
  })

  it('keeps Sóc Trăng and says so when whoever drafts wants it', () => {
    const kept = propose({ ...input, passOn: false })
    expect(kept.document.issuer).toEqual(plan.issuer)
    expect(kept.document.title.vi).toContain('tỉnh Sóc Trăng giai đoạn 2026 - 2030')
    expect(kept.reasons.issuer?.vi).toContain('Người lập chọn giữ')
  })

  it('takes the place of plan 181 only when that is chosen', () => {
    expect(document.replaces).toBeNull()
    expect(propose({ ...input, replaces: true }).document.replaces).toMatchObject({
      number: '181/KH-UBND',
      issuedOn: '2024-11-18',
    })
  })

  it('the appendix: quantities follow the targets, sums hold, the paragraph on funds has the new total', () => {
    expect(checkBudget(document.budget)).toEqual([])
    const quantity = (code: string) => document.budget.lines.find((line) => line.code === code)?.quantity?.vi
    expect(['II', 'II.1', 'II.2', 'III.1', 'IV', 'I.1'].map(quantity)).toEqual([
      '16',
      '11',
      '5',
      '17 chuyên gia',
      '20 lượt doanh nghiệp, 22 sản phẩm',
      '2',
    ])
    expect(document.funding).toHaveLength(2)
    expect(document.funding[1]?.vi).toBe(
      `Kinh phí nghiên cứu khoa học và công nghệ của ngân sách tỉnh bố trí để thực hiện Kế hoạch giai đoạn 2026 - 2030: ${(document.budget.total / 1e6).toLocaleString('vi-VN')} triệu đồng.`.replace(
        'ngân sách tỉnh',
        'ngân sách thành phố',
      ),
    )
  })

  it.each([
    ['Tổng kinh phí: 45,6 tỷ đồng, trong đó ngân sách 20 tỷ đồng.', 45_600_000_000],
    ['Tổng kinh phí thực hiện là 45.600 triệu đồng.', 45_600_000_000],
    ['Kinh phí 45 tỷ 600 triệu đồng từ ngân sách.', 45_600_000_000],
  ])('the old total is found however it is written: %s', (vi, total) => {
    const next = propose({
      ...input,
      plan: { ...plan, funding: [{ vi, en: vi }], budget: { ...plan.budget, total } },
    })
    const said = next.document.funding[0]?.vi ?? ''
    expect(said).not.toMatch(/45[,.]6|45 tỷ/)
    expect(said).toContain(`${(next.document.budget.total / 1e6).toLocaleString('vi-VN')} triệu đồng`)
    if (vi.includes('20 tỷ')) expect(said).toContain('ngân sách 20 tỷ đồng')
  })

  it('what nobody can know yet is left empty', () => {
    expect(document).toMatchObject({
      number: '',
      issuedOn: '',
      signatory: { name: '' },
      startsOn: '2026-01-01',
      endsOn: '2030-12-31',
    })
  })

  it('says which base years have no results and which have no payments', () => {
    const said = warnings.map((warning) => warning.vi).join('\n')
    expect(said).toContain('Chưa rõ kết quả năm 2021, 2022, 2023, 2024 (chương trình chưa theo dõi ở đây')
    expect(said).toContain('Năm 2021, 2022, 2023, 2024, 2025 không có số giải ngân')
  })

  it('asks for the number of a target without result, and leaves it open in the text', () => {
    const open = propose({ ...input, results: results({ conferences: 2 }) })
    expect(open.document.targets[3]).toMatchObject({
      minimum: null,
      maximum: null,
      vi: '… lượt doanh nghiệp',
    })
    expect(open.reasons['targets.3.minimum']?.vi).toContain('người lập phải tự xác định')
    expect(open.document.objectives[1]?.vi).toMatch(/^Hỗ trợ … lượt doanh nghiệp/)
  })
})

describe('duties pass to those who carry them on 1 January 2026', () => {
  it('through two reorganisations: Planning and Investment → Finance of Sóc Trăng → Finance of Cần Thơ', () => {
    expect(carried(agencies, 'skhdt-st', '2026-01-01')?.carrier.key).toBe('stc-ct')
    expect(duty('V.4.1').agencies).toEqual(['tk-ct'])
    expect(reasons[`duties.${duty('V.4.1').place}.agencies`]?.vi).toBe(
      'Cơ quan mang nhiệm vụ ngày 01/01/2026: Cục Thống kê tỉnh Sóc Trăng → Thống kê thành phố Cần Thơ (Sắp xếp từ 01/7/2025; tên thấy trên báo ngày 07/12/2025).',
    )
  })

  it('districts have no successor of their kind: left out, named, and warned of', () => {
    expect(duty('V.5.1').agencies).toEqual(['stc-ct', 'sct-ct', 'snnmt-ct', 'sxd-ct', 'syt-ct'])
    expect(reasons[`duties.${duty('V.5.1').place}.agencies`]?.vi).toContain(
      'Bỏ 11 cơ quan không còn cấp tương ứng, cần đối chiếu: Ủy ban nhân dân thành phố Sóc Trăng',
    )
    expect(warnings.some((warning) => warning.vi.includes('Ủy ban nhân dân huyện Trần Đề'))).toBe(true)
    expect(duty('V.1.2').vi).toContain('UBND các xã, phường')
  })

  it('the review of 2025 becomes a mid-term review in 2028 and a final review in 2030', () => {
    expect(duty('V.1.7')).toMatchObject({
      vi: 'Phối hợp với các đơn vị liên quan tham mưu UBND thành phố tổ chức sơ kết Chương trình vào năm 2028.',
      dueYear: 2028,
      recurrence: 'once',
    })
    expect(duty('V.1.8')).toMatchObject({
      vi: 'Xây dựng Kế hoạch giai đoạn tiếp theo và tổng kết, đánh giá kết quả thực hiện các nhiệm vụ của Chương trình trong phạm vi thẩm quyền, chức năng quản lý nhà nước được giao.',
      dueYear: 2030,
    })
    expect(duty('V.1.8').en).toBe(
      "Draws up the plan for the next period and the final review of the Programme's tasks within its powers.",
    )
    expect(middleYear(2026, 2030)).toBe(2028)
  })

  it('the yearly deadline stays: before 30 November, now as V.1.10', () => {
    expect(duty('V.1.10')).toMatchObject({ recurrence: 'yearly', dueMonth: 11, dueDay: 30, dueBefore: true })
    expect(document.duties).toHaveLength(plan.duties.length + 1)
    expect(new Set(document.duties.map((row) => row.code)).size).toBe(document.duties.length)
  })

  it('the TFP computation of 2026-2030 keeps its period and its year 2030', () => {
    expect(duty('V.4.1')).toMatchObject({ dueYear: 2030 })
    expect(duty('V.4.1').vi).toContain('GRDP của thành phố ở giai đoạn 2026 - 2030')
  })

  it('a one-time duty whose year has passed is asked about', () => {
    const other = propose({
      ...input,
      plan: {
        ...plan,
        duties: plan.duties.map((row) =>
          row.code === 'V.1.4' ? { ...row, recurrence: 'once', dueYear: 2024 } : row,
        ),
      },
    })
    const place = other.document.duties.findIndex((row) => row.code === 'V.1.4')
    expect(other.document.duties[place]?.dueYear).toBeNull()
    expect(other.reasons[`duties.${place}.dueYear`]?.vi).toContain('đã qua')
  })
})
