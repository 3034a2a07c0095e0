import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PlanDocument } from '../plan-reader/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import { readPlanFile } from './plan-file.ts'

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../plan-reader/fixtures/${name}`, import.meta.url)))
const plan = (name: string) => readPlan(new TextDecoder().decode(file(name)))
const million = 1_000_000

function findings(read: PlanDocument) {
  return read.findings.map(({ code, expected, found }) => [code, expected, found])
}
const targets = (read: PlanDocument) =>
  read.objectives
    .filter(({ quantity }) => quantity !== null)
    .map(({ quantity, unit }) => [quantity?.min, quantity?.max, quantity?.bound, unit])

describe('a plan of Markdown tables with quantities and prices (Thanh Lâm)', () => {
  const read = plan('thanh-lam.md')

  it('has its head and its signature out of tables of two columns', () => {
    expect(read.number?.value).toBe('47/KH-UBND')
    expect(read.date?.value).toBe('2025-02-05')
    expect(read.province?.value).toBe('Thanh Lâm')
    expect(read.periods.map(({ from, to }) => [from, to])).toEqual([[2025, 2025]])
    expect(read.signatory).toMatchObject({
      name: 'Trần Thị Minh Giả',
      office: 'CHỦ TỊCH',
      authority: ['TM. ỦY BAN NHÂN DÂN'],
    })
    expect(read.recipients.map(({ text }) => text)).toEqual([
      'Bộ Khoa học và Công nghệ',
      'Các sở, ngành',
      'Lưu: VT, KGVX',
    ])
    expect(read.unplaced).toEqual([])
  })

  it('reads bounds of every kind, and no standard’s number as a quantity', () => {
    expect(targets(read)).toEqual([
      [3, null, 'atLeast', 'lớp tập huấn'],
      [150, 150, 'exactly', 'người'],
      [10, 15, 'range', 'doanh nghiệp'],
      [20, null, 'atLeast', 'sản phẩm'],
      [null, 2, 'atMost', 'sản phẩm'],
      [5, null, 'atLeast', '%'],
    ])
    expect(read.objectives.map(({ quantity }) => quantity?.exclusive ?? false)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
    ])
    expect(read.objectives.at(-1)?.relativeTo).toBe('trước khi được hỗ trợ')
    // What a plan requires of those who carry it out is no objective of it.
    expect(read.statements.filter(({ kind }) => kind === 'principle').map(({ text }) => text)).toEqual([
      'Việc hỗ trợ phải công khai, đúng đối tượng.',
    ])
  })

  it('finds whose duty it is before a colon, after "giao" and in a heading', () => {
    expect(read.duties.map(({ agency, recurrence }) => [agency, recurrence])).toEqual([
      ['Sở Khoa học và Công nghệ', 'once'],
      ['Sở Tài chính', 'once'],
      ['Báo Thanh Lâm, Đài Phát thanh và Truyền hình tỉnh', 'monthly'],
    ])
    expect(
      read.duties.flatMap(({ due }) =>
        due.map(({ year, quarter, month, day }) => [year, quarter, month, day]),
      ),
    ).toEqual([
      [2025, null, 6, 15],
      [2025, null, 12, 15],
      [2025, 1, null, null],
    ])
  })

  it('reads the budget with prices, and the sum in words that agrees', () => {
    expect(read.budget?.lines.map(({ code, unitPrice, total }) => [code, unitPrice, total])).toEqual([
      ['1', null, 190 * million],
      ['1.1', 40 * million, 120 * million],
      ['1.2', 500_000, 80 * million],
      ['2', null, 730 * million],
      ['2.1', 40 * million, 480 * million],
      ['2.2', 12_500_000, 250 * million],
      ['3', 12 * million, 40 * million],
    ])
    expect(read.funding[0]).toMatchObject({
      isTotal: true,
      amount: 960 * million,
      inWords: { amount: 960 * million },
    })
  })

  it('has exactly the planted errors', () => {
    expect(findings(read)).toEqual([
      ['budget.linesVsGroup', 200 * million, 190 * million],
      ['quantity.differs', 'trên 20', 20],
      ['budget.quantityTimesPrice', 48 * million, 40 * million],
    ])
  })
})

describe('a plan in plain text with lines broken at the margin (Hải Triều)', () => {
  const read = plan('hai-trieu.txt')

  it('joins broken lines and reads two columns side by side', () => {
    expect(read.number?.value).toBe('208/KH-UBND')
    expect(read.title?.value).toBe(
      'Triển khai Chương trình quốc gia hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa trên địa bàn tỉnh Hải Triều giai đoạn 2024 - 2025',
    )
    expect(read.tasks[0]?.text).toBe(
      'Tuyên truyền, phổ biến kiến thức về năng suất, chất lượng cho cộng đồng doanh nghiệp.',
    )
    expect(read.signatory?.name).toBe('Lê Văn Giả Định')
    expect(read.beneficiaries.map(({ code, priority }) => [code, priority])).toEqual([
      ['1', 1],
      ['2', 2],
    ])
    expect(read.objectives.find(({ indicator }) => indicator === 'conferences')).toMatchObject({
      perYear: true,
    })
  })

  it('reads a table set with spaces over two pages, cells of several lines included', () => {
    expect(read.budget?.lines.map(({ code, title, total }) => [code, title, total])).toEqual([
      ['I', 'Tuyên truyền, đào tạo', 350.5 * million],
      ['I.1', 'Hội nghị phổ biến Chương trình', 100 * million],
      ['I.2', 'Đào tạo, tập huấn kiến thức về năng suất, chất lượng và công cụ cải tiến', 250.5 * million],
      ['II', 'Hỗ trợ doanh nghiệp', 780 * million],
      ['II.1', 'Xây dựng, áp dụng hệ thống quản lý chất lượng', 600 * million],
      ['II.2', 'Đánh giá, cấp chứng nhận', 180 * million],
      ['III', 'Hội nghị sơ kết, tổng kết', 70 * million],
    ])
    expect(read.budget?.heads).toHaveLength(2)
    expect(read.statements.filter(({ kind }) => kind === 'page').map(({ text }) => text)).toEqual(['2'])
  })

  it('has exactly the planted errors', () => {
    expect(findings(read)).toEqual([
      ['funding.totalVsBudget', 1200.5 * million, 1250.5 * million],
      ['funding.words', 1250.5 * million, 1250 * million],
    ])
    expect(read.unplaced.map(({ line }) => line)).toEqual([1])
  })
})

describe('a plan with an HTML table of years crossed with sources (Đông Lâm)', () => {
  const read = plan('dong-lam.md')

  it('reads merged heads and sums what has no column of its own', () => {
    expect(read.budget?.unit).toBe('đồng')
    expect(read.budget?.lines[1]).toMatchObject({
      total: 3200 * million,
      byYear: { '2026': 1500 * million, '2027': 1600 * million, '2028': 0 },
      bySource: { stateBudget: 2100 * million, enterprise: 1000 * million },
    })
  })

  it('knows parts of a target, targets by year and a law without a number', () => {
    expect(read.objectives.map(({ indicator, partOf }) => [indicator, partOf])).toEqual([
      ['tfp', null],
      ['supportTurns', null],
      ['systemCertificates', 1],
      ['models', 1],
      ['experts', null],
      ['experts', null],
      [null, null],
    ])
    expect(read.objectives.slice(4, 6).map(({ period }) => period)).toEqual([
      { from: 2026, to: 2026 },
      { from: 2027, to: 2027 },
    ])
    expect(read.legalBases.map(({ kind, number, date }) => [kind, number, date])).toEqual([
      ['Luật', null, '2007-11-21'],
      ['Nghị định', '132/2008/NĐ-CP', '2008-12-31'],
      ['Quyết định', '1322/QĐ-TTg', '2020-08-31'],
    ])
    expect(read.replaces).toMatchObject({ number: '88/KH-UBND', date: '2022-03-10' })
  })

  it('leaves a section that it does not know unplaced, with its heading', () => {
    expect(read.unplaced).toMatchObject([
      { text: 'Nâng cao sức cạnh tranh của doanh nghiệp.', section: 'D. HIỆU QUẢ DỰ KIẾN' },
    ])
  })

  it('has exactly the planted errors', () => {
    expect(findings(read)).toEqual([
      ['objective.numberUnread', null, null],
      ['funding.sourceVsBudget', 2900 * million, 3000 * million],
      ['duty.noAgency', null, null],
      ['period.budgetYear', '2026 - 2027', 2028],
      ['budget.yearsVsTotal', 3100 * million, 3200 * million],
      ['budget.yearsVsTotal', 4100 * million, 4200 * million],
    ])
  })
})

describe('a plan of five years in nghìn đồng with the total first (Sơn Hà)', () => {
  const read = plan('son-ha.txt')

  it('reads letters, Roman numerals and numbers under each other, and what "trong đó" singles out', () => {
    expect(read.budget?.lines.map(({ code, parent, partial }) => [code, parent, partial])).toEqual([
      ['A', null, false],
      ['A.I', 'A', false],
      ['A.I.1', 'A.I', true],
      ['A.I.1-1', 'A.I.1', false],
      ['A.I.2', 'A.I', false],
      ['A.II', 'A', false],
      ['B', null, false],
      ['B.1', 'B', false],
      ['B.3', 'B', false],
    ])
    expect(read.budget?.lines.at(-1)?.title).toBe('Quản lý chương trình, kiểm tra, giám sát')
    expect(read.budget).toMatchObject({ total: 5000 * million, unit: 'nghìn đồng' })
    expect(Object.keys(read.budget?.byYear ?? {})).toEqual(['2026', '2027', '2028', '2029', '2030'])
  })

  it('has exactly the planted errors', () => {
    expect(findings(read)).toEqual([
      ['date.basisAfterPlan', '2026-01-10', '2026-03-15'],
      ['objective.baseline', '2026 - 2030', '2021 - 2025'],
      ['date.notReal', null, '31/11'],
      ['quantity.linesVsGroup', 65, 66],
      ['budget.codeGap', '2', '3'],
    ])
  })
})

describe('a plan in a PDF with a text layer (An Thuận)', () => {
  it('is read like any other, the ruled table by its rules', async () => {
    const read = await readPlanFile('an-thuan.pdf', file('an-thuan.pdf'))
    expect(read.number?.value).toBe('63/KH-UBND')
    expect(read.issuer?.value).toBe('Ủy ban nhân dân tỉnh An Thuận')
    expect(read.signatory?.name).toBe('Võ Văn Thử Nghiệm')
    expect(read.tasks[0]?.text).toBe(
      'Đào tạo chuyên gia, tập huấn cho cán bộ kỹ thuật của các doanh nghiệp chế biến thủy sản, lúa gạo và cơ khí nông nghiệp trong tỉnh theo nhu cầu hằng năm.',
    )
    expect(read.budget?.lines.map(({ code, total, bySource }) => [code, total, bySource])).toEqual([
      ['I', 400 * million, { provincialBudget: 300 * million, enterprise: 100 * million }],
      ['II', 2000 * million, { provincialBudget: 1200 * million, enterprise: 800 * million }],
      ['II.1', 1400 * million, { provincialBudget: 900 * million, enterprise: 500 * million }],
      ['II.2', 600 * million, { provincialBudget: 310 * million, enterprise: 300 * million }],
    ])
    expect(read.budget?.lines[2]?.title).toBe(
      'Tư vấn áp dụng hệ thống quản lý chất lượng, hệ thống quản lý an toàn thực phẩm theo tiêu chuẩn quốc gia và quốc tế cho doanh nghiệp',
    )
    expect(findings(read)).toEqual([
      ['head.provinceDiffers', 'An Thuận', 'Bình Khê'],
      ['budget.linesVsGroup', 1210 * million, 1200 * million],
      ['budget.sourcesVsTotal', 610 * million, 600 * million],
    ])
    expect(read.unplaced.map(({ text }) => text)).toEqual([
      '(Văn bản giả định để kiểm thử, tỉnh An Thuận không có thật)',
    ])
  })
})
