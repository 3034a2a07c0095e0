import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import { readPlan } from './read.ts'
import { planSchema, type Span } from './schema.ts'

const source = readFileSync(new URL('../../data/plans/plan-181.md', import.meta.url), 'utf8')
const plan = readPlan(source)
const at = (span: Span) => plan.text.slice(span.start, span.end)
const million = 1_000_000

describe('Plan 181 of Sóc Trăng', () => {
  it('has the number and day that its appendix names, for its head is lost', () => {
    expect(plan.number?.value).toBe('181/KH-UBND')
    expect(plan.number && at(plan.number.span)).toBe('181 /KH-UBND')
    expect(plan.date?.value).toBe('2024-11-18')
    expect(plan.issuer?.value).toBe('Ủy ban nhân dân tỉnh Sóc Trăng')
    expect(plan.province?.value).toBe('Sóc Trăng')
    expect(plan.title?.value).toBe(
      'Thực hiện Chương trình quốc gia hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa trên địa bàn tỉnh Sóc Trăng giai đoạn 2024 - 2025, định hướng đến năm 2030',
    )
  })

  it('is for 2024-2025 and looks on to 2030', () => {
    expect(plan.periods.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['main', 2024, 2025],
      ['orientation', 2026, 2030],
    ])
    expect(plan.periods.map(({ span }) => at(span))).toEqual([
      'giai đoạn 2024 - 2025',
      'định hướng đến năm 2030',
    ])
  })

  it('rests on the Prime Minister’s decision and the resolution on norms, and replaces Plan 125', () => {
    expect(plan.legalBases.map(({ kind, number, date, issuer }) => [kind, number, date, issuer])).toEqual([
      ['Quyết định', '1322/QĐ-TTg', '2020-08-31', 'Thủ tướng Chính phủ'],
      ['Nghị quyết', '11/2023/NQ-HĐND', '2023-12-07', 'Hội đồng nhân dân tỉnh'],
    ])
    expect(plan.replaces).toMatchObject({
      kind: 'Kế hoạch',
      number: '125/KH-UBND',
      date: '2021-08-13',
      issuer: 'UBND tỉnh Sóc Trăng',
    })
  })

  it('sets six targets for its period and one growth to 2030', () => {
    const period = { from: 2024, to: 2025 }
    const read = plan.objectives.map(({ kind, indicator, quantity, unit, period, partOf }) => ({
      kind,
      indicator,
      min: quantity?.min ?? null,
      max: quantity?.max ?? null,
      bound: quantity?.bound ?? null,
      unit,
      period,
      partOf,
    }))
    const none = { partOf: null }
    expect(read).toEqual([
      {
        kind: 'general',
        indicator: null,
        min: null,
        max: null,
        bound: null,
        unit: null,
        period: null,
        ...none,
      },
      {
        kind: 'specific',
        indicator: 'conferences',
        min: 2,
        max: 2,
        bound: 'exactly',
        unit: 'hội nghị, hội thảo',
        period,
        ...none,
      },
      {
        kind: 'specific',
        indicator: 'courses',
        min: 2,
        max: 2,
        bound: 'exactly',
        unit: 'khoá đào tạo, tập huấn',
        period,
        ...none,
      },
      {
        kind: 'specific',
        indicator: 'experts',
        min: 15,
        max: 15,
        bound: 'about',
        unit: 'chuyên gia',
        period,
        ...none,
      },
      {
        kind: 'specific',
        indicator: 'supportTurns',
        min: 18,
        max: 18,
        bound: 'exactly',
        unit: 'lượt doanh nghiệp',
        period,
        ...none,
      },
      {
        kind: 'specific',
        indicator: 'systemCertificates',
        min: 10,
        max: null,
        bound: 'atLeast',
        unit: 'lượt doanh nghiệp',
        period,
        partOf: 4,
      },
      {
        kind: 'specific',
        indicator: 'productCertificates',
        min: 20,
        max: 20,
        bound: 'exactly',
        unit: 'sản phẩm, hàng hóa',
        period,
        ...none,
      },
      {
        kind: 'specific',
        indicator: 'growth',
        min: 10,
        max: 15,
        bound: 'range',
        unit: '%',
        period: { from: 2026, to: 2030 },
        ...none,
      },
    ])
    expect(plan.objectives.at(-1)?.relativeTo).toBe('kết quả thực hiện của giai đoạn 2021 - 2025')
    expect(plan.objectives.flatMap(({ quantitySpan }) => (quantitySpan ? [at(quantitySpan)] : []))).toEqual([
      '02 hội nghị, hội thảo',
      '02 khoá đào tạo, tập huấn',
      'khoảng 15 chuyên gia',
      '18 lượt doanh nghiệp',
      'ít nhất 10 lượt doanh nghiệp',
      '20 sản phẩm, hàng hóa',
      'khoảng 10% - 15%',
    ])
  })

  it('names ten who carry it out and five it helps, in the order of II.2', () => {
    expect(plan.participants).toHaveLength(10)
    expect(plan.participants[5]?.text).toBe('Sở Nông nghiệp và Phát triển nông thôn')
    expect(plan.participants[9]?.text).toBe('Hiệp hội Doanh nghiệp tỉnh')
    expect(plan.beneficiaries.map(({ code, priority }) => [code, priority])).toEqual([
      ['', null],
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['đ', 5],
    ])
    expect(plan.beneficiaries[1]?.text).toBe('Doanh nghiệp nhỏ và vừa')
    expect(plan.beneficiaries[5]?.text).toBe(
      'Doanh nghiệp có kim ngạch xuất khẩu cao; tiềm năng xuất khẩu lớn',
    )
  })

  it('has four groups of tasks with eleven tasks', () => {
    expect(plan.tasks.map(({ code, parent }) => [code, parent])).toEqual([
      ['III.1', null],
      ['III.1.1', 'III.1'],
      ['III.1.2', 'III.1'],
      ['III.1.3', 'III.1'],
      ['III.1.4', 'III.1'],
      ['III.2', null],
      ['III.2.1', 'III.2'],
      ['III.2.2', 'III.2'],
      ['III.2.3', 'III.2'],
      ['III.2.4', 'III.2'],
      ['III.3', null],
      ['III.3.1', 'III.3'],
      ['III.3.2', 'III.3'],
      ['III.4', null],
      ['III.4.1', 'III.4'],
    ])
  })

  it('gives twenty duties to six agencies', () => {
    const counted = Map.groupBy(plan.duties, ({ agency }) => agency)
    expect([...counted].map(([agency, duties]) => [agency, duties.length])).toEqual([
      ['Sở Khoa học và Công nghệ', 9],
      ['Sở Tài chính', 1],
      ['Sở Nội vụ', 2],
      ['Cục Thống kê tỉnh', 1],
      ['Các Sở, ban ngành và UBND các huyện, thị xã, thành phố', 3],
      ['Liên minh hợp tác xã, các Hội, Hiệp hội doanh nghiệp tỉnh', 4],
    ])
  })

  it('wants a report before 30 November of every year and on request', () => {
    const report = plan.duties.find(({ code }) => code === 'V.1.9')
    expect(report).toMatchObject({ recurrence: 'yearly', onRequest: true })
    expect(report?.due.map(({ span: _span, ...due }) => due)).toEqual([
      {
        year: null,
        quarter: null,
        month: 11,
        day: 30,
        before: true,
        text: 'trước ngày 30 tháng 11 hằng năm',
      },
    ])
    expect(report?.due.map(({ span }) => at(span))).toEqual(['trước ngày 30 tháng 11 hằng năm'])
  })

  it('has the recurrences and deadlines of its other duties', () => {
    const times = plan.duties
      .filter(({ recurrence, onRequest, due }) => recurrence !== 'none' || onRequest || due.length > 0)
      .map(({ code, recurrence, onRequest, due }) => [
        code,
        recurrence,
        onRequest,
        due.map(({ year }) => year),
      ])
    expect(times).toEqual([
      ['V.1.3', 'yearly', false, []],
      ['V.1.5', 'yearly', false, []],
      ['V.1.7', 'once', false, [2025]],
      ['V.1.9', 'yearly', true, [null]],
      ['V.2.1', 'yearly', false, []],
      ['V.5.3', 'periodic', true, []],
    ])
  })

  it('is paid from three sources, 2.662 triệu đồng of it from the provincial budget', () => {
    expect(plan.funding.map(({ source, amount, isTotal }) => [source, amount, isTotal])).toEqual([
      ['provincialBudget', null, false],
      ['enterprise', null, false],
      ['other', null, false],
      ['provincialBudget', 2_662_000_000, false],
      [null, null, false],
    ])
    expect(plan.funding[3]?.amountSpan && at(plan.funding[3].amountSpan)).toBe('2.662 triệu đồng')
    expect(plan.funding[3]?.period).toEqual({ from: 2024, to: 2025 })
  })

  it('reads the budget over its page break, in whole đồng', () => {
    const { budget } = plan
    expect(budget?.unit).toBe('triệu đồng')
    expect(budget?.columns.map(({ role, year }) => [role, year])).toEqual([
      ['code', null],
      ['title', null],
      ['quantity', null],
      ['amount', null],
      ['amount', 2024],
      ['amount', 2025],
      ['note', null],
    ])
    const rows = budget?.lines.map(({ code, parent, total, byYear }) => [
      code,
      parent,
      (total ?? 0) / million,
      (byYear['2024'] ?? 0) / million,
      (byYear['2025'] ?? 0) / million,
    ])
    expect(rows).toEqual([
      ['I', null, 124, 34, 90],
      ['I.1', 'I', 50, 0, 50],
      ['I.2', 'I', 34, 14, 20],
      ['I.3', 'I', 20, 10, 10],
      ['I.4', 'I', 20, 10, 10],
      ['II', null, 140, 70, 70],
      ['II.1', 'II', 60, 30, 30],
      ['II.2', 'II', 80, 40, 40],
      ['III', null, 140, 0, 140],
      ['III.1', 'III', 120, 0, 120],
      ['III.2', 'III', 20, 0, 20],
      ['IV', null, 2238, 1237, 1001],
      ['V', null, 20, 10, 10],
    ])
    expect(budget).toMatchObject({
      total: 2662 * million,
      byYear: { '2024': 1351 * million, '2025': 1311 * million },
      totalStated: true,
    })
    expect(budget?.heads).toHaveLength(4)
  })

  it('keeps the quantities and the note of the appendix', () => {
    const quantities = plan.budget?.lines.flatMap(({ code, quantity }) =>
      quantity.map(({ min, unit, span }) => [code, min, unit, at(span)]),
    )
    expect(quantities).toEqual([
      ['I.1', 2, null, '2'],
      ['I.4', 2, null, '2'],
      ['II', 4, null, '4'],
      ['II.1', 2, null, '2'],
      ['II.2', 2, null, '2'],
      ['III.1', 15, 'chuyên gia', '15 chuyên gia'],
      ['III.2', 1, 'lượt', '01 lượt'],
      ['IV', 18, 'lượt doanh nghiệp', '18 lượt doanh nghiệp'],
      ['IV', 20, 'sản phẩm', '20 sản phẩm'],
    ])
    expect(plan.budget?.lines.find(({ code }) => code === 'IV')?.note).toBe(
      'Thực hiện dưới hình thức các nhiệm vụ khoa học công nghệ cấp tỉnh',
    )
  })

  it('goes to six recipients and is signed by a vice-chairman', () => {
    expect(plan.recipients.map(({ text }) => text)).toEqual([
      'Bộ KH&CN',
      'Các Sở, ban ngành tỉnh',
      'UBND các huyện, thị xã, thành phố',
      'Liên minh Hợp tác xã',
      'Các Hội, Hiệp hội doanh nghiệp',
      'Lưu: VT',
    ])
    expect(plan.signatory).toMatchObject({
      name: 'Nguyễn Văn Khởi',
      office: 'PHÓ CHỦ TỊCH',
      authority: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'],
    })
  })

  it('leaves nothing aside but the initials that the scan has added', () => {
    expect(plan.unplaced.map(({ text, line }) => [text, line])).toEqual([
      ['*TL*', 147],
      ['*amb*', 158],
      ['*Khởi*', 166],
    ])
  })

  it('adds up, and differs from itself in exactly what is really there', () => {
    expect(
      plan.findings.map(({ code, severity, expected, found }) => [code, severity, expected, found]),
    ).toEqual([
      ['objective.baseline', 'info', '2024 - 2025', '2021 - 2025'],
      ['period.wording', 'warning', '2024-2025, đến 2030', 'đến 2030'],
      ['head.fromCaption', 'info', null, null],
      ['quantity.reviews', 'warning', 1, 2],
    ])
    const reviews = plan.findings.find(({ code }) => code === 'quantity.reviews')
    expect(reviews?.words.vi).toBe(
      '"Hội nghị sơ kết Kế hoạch thực hiện Chương trình": phần lời giao 1 lần (2025), phụ lục tính 2.',
    )
  })

  it('is what the schema says, and checks the same when it is checked again from its data', () => {
    const again = planSchema.parse(JSON.parse(JSON.stringify(plan)))
    expect(again).toEqual(plan)
    expect(check(again).map(({ code }) => code)).toEqual([
      'quantity.reviews',
      'objective.baseline',
      'period.wording',
    ])
  })

  it('reads the same from a Windows file, from decomposed Unicode and without its markup', () => {
    const same = (text: string) => {
      const read = readPlan(text)
      return [
        read.budget?.total,
        read.objectives.map(({ quantity }) => quantity),
        read.duties.length,
        read.findings.map(({ code }) => code),
      ]
    }
    const expected = same(source)
    expect(same(source.replaceAll('\n', '\r\n'))).toEqual(expected)
    expect(same(source.normalize('NFD'))).toEqual(expected)
    expect(same(source.replace(/[*#]|<\/?b>/g, ''))).toEqual(expected)
  })

  it('finds the amount, whichever figure of the budget is changed', () => {
    const cells = [plan.budget?.lines ?? [], plan.budget?.sums ?? []].flat().flatMap(({ amounts }) => amounts)
    expect(cells).toHaveLength(42)
    for (const { span } of cells) {
      const wrong = `${plan.text.slice(0, span.start)}7${plan.text.slice(span.start)}`
      const errors = readPlan(wrong).findings.filter(({ severity }) => severity === 'error')
      expect(errors.length, plan.text.slice(span.start - 40, span.end)).toBeGreaterThan(0)
    }
  })

  it('finds the sum in the text when it is not that of the appendix', () => {
    const { findings } = readPlan(source.replace('2.662 triệu đồng', '2.626 triệu đồng'))
    expect(
      findings
        .filter(({ severity }) => severity === 'error')
        .map((each) => [each.code, each.expected, each.found]),
    ).toEqual([['funding.totalVsBudget', 2662 * million, 2626 * million]])
  })

  it('finds targets that the appendix does not count', () => {
    const { findings } = readPlan(
      source.replace('Hỗ trợ 18 lượt', 'Hỗ trợ 28 lượt').replace('Hỗ trợ 20 sản', 'Hỗ trợ 21 sản'),
    )
    expect(
      findings
        .filter(({ code }) => code === 'quantity.differs')
        .map(({ expected, found }) => [expected, found]),
    ).toEqual([
      [28, 18],
      [21, 20],
    ])
  })
})
