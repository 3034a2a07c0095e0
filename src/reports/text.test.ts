import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, parseJson } from '../platform/json.ts'
import { differences } from './comparison.ts'
import { parseReportData, type ReportData } from './figures.ts'
import {
  defaultSections,
  isOfEveryKind,
  lineText,
  renderSection,
  sectionKeys,
  unknownPlaceholders,
} from './text.ts'

const agency = 'Sở Khoa học và Công nghệ'

function data(changes: Partial<ReportData> = {}): ReportData {
  const target = {
    name: 'Hội nghị, hội thảo',
    nameEn: 'Conferences',
    unit: 'hội nghị',
    unitEn: 'conferences',
    firstYear: 2024,
    lastYear: 2025,
  }
  const money = {
    allocated: 1_000_000_000n,
    committed: 700_000_000n,
    disbursed: 250_500_000n,
    remaining: 300_000_000n,
  }
  return {
    sample: false,
    plan: {
      number: '181/KH-UBND',
      issuedOn: '2024-11-18',
      title: 'Thực hiện Chương trình quốc gia',
      issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng',
      province: 'Sóc Trăng',
      firstYear: 2024,
      lastYear: 2025,
    },
    year: 2025,
    targets: [
      {
        ...target,
        key: 'conferences',
        parent: null,
        bound: 'exactly',
        minimum: 2,
        maximum: 2,
        result: 2,
        cumulative: 2,
      },
      {
        ...target,
        key: 'supportTurns',
        parent: null,
        bound: 'exactly',
        minimum: 18,
        maximum: 18,
        result: 9,
        cumulative: 15,
      },
    ],
    budget: [
      {
        code: 'IV',
        parent: null,
        title: 'Hỗ trợ doanh nghiệp',
        titleEn: 'Support',
        estimate: 1_001_000_000n,
        ...money,
      },
      { code: 'IV.1', parent: 'IV', title: 'Phần', titleEn: 'Part', estimate: 1_001_000_000n, ...money },
    ],
    otherSources: [],
    turns: [],
    certificates: [],
    events: [],
    applications: {},
    duties: { total: 5, done: 3 },
    obstacles: [],
    evidence: [],
    ...changes,
  }
}
const read = (text: string, of = data()) => renderSection(text, of, agency).map(lineText)

describe('the text of a report', () => {
  it('opens with the plan, by number, day and issuer', () => {
    expect(read(defaultSections(data()).opening)).toEqual([
      'Thực hiện Kế hoạch số 181/KH-UBND ngày 18/11/2024 của Ủy ban nhân dân tỉnh Sóc Trăng thực hiện Chương trình quốc gia (sau đây gọi tắt là Kế hoạch), Sở Khoa học và Công nghệ báo cáo kết quả thực hiện năm 2025 như sau:',
    ])
  })
  it('fills a name in braces with the sentence of its target and a capital', () => {
    expect(read('- {conferences}.')).toEqual([
      'Tổ chức 02/02 hội nghị, hội thảo, đạt 100% chỉ tiêu giai đoạn 2024 - 2025.',
    ])
    expect(renderSection('- {conferences}.', data(), agency)[0]?.kind).toBe('dash')
  })
  it('counts money of the top lines once, in triệu đồng', () => {
    expect(read('Giao {allocated}, giải ngân {disbursed}, {disbursedShare}; dự toán {estimate}.')).toEqual([
      'Giao 1.000 triệu đồng, giải ngân 250,5 triệu đồng, đạt 25,1% kinh phí được giao; dự toán 1.001 triệu đồng.',
    ])
  })
  it('says that no money was allocated instead of a share', () => {
    expect(read('{disbursedShare}', data({ budget: [] }))).toEqual(['Chưa có kinh phí được giao'])
  })
  it('says of a plan without lines or targets that it has none', () => {
    const { plan } = data()
    const without = data({ targets: [], budget: [] })
    const sections = defaultSections(without)
    expect(sections.obstacles).toBe('- {obstacles}')
    expect(sections.direction).not.toContain('chỉ tiêu')
    expect(read('{unmet}', without)).toEqual(['Kế hoạch không đặt chỉ tiêu đếm được.'])
    expect(read(sections.budget, without)[0]).toMatch(/^Kế hoạch không kèm dự toán theo mục/)
    const total = data({ plan: { ...plan, budgetTotal: 1_500_000_000 }, targets: [], budget: [] })
    expect(read(sections.budget, total)[0]).toMatch(
      /^Kế hoạch có tổng kinh phí 1\.500 triệu đồng, không chia theo mục/,
    )
  })
  it('says nothing of TFP that the plan does not, and tells of each study that was published', () => {
    expect(read(defaultSections(data()).task4)).toEqual([
      'Đến hết năm 2025 chưa có kết quả tính toán đóng góp của năng suất các nhân tố tổng hợp (TFP) nào được công bố.',
    ])
    const study = {
      id: 3,
      title: 'TFP tỉnh Sóc Trăng',
      firstYear: 2011,
      lastYear: 2024,
      growth: 5.918,
      tfpGrowth: 2.2149,
      tfpPercent: 37.42,
      publishedOn: '2025-11-03',
    }
    const published = data({
      studies: [study, { ...study, id: 4, growth: 0.2, tfpGrowth: -0.4, tfpPercent: null }],
    })
    expect(defaultSections(published).task4).toBe('- {tfpList}')
    expect(read('- {tfpList}', published)).toEqual([
      'TFP tỉnh Sóc Trăng: giai đoạn 2011 - 2024, tăng trưởng bình quân 5,92%/năm theo giá so sánh, TFP tăng bình quân 2,21%/năm, đóng góp 37,4% vào tăng trưởng (công bố ngày 03/11/2025).',
      'TFP tỉnh Sóc Trăng: giai đoạn 2011 - 2024, tăng trưởng bình quân 0,2%/năm theo giá so sánh, TFP tăng bình quân -0,4%/năm (công bố ngày 03/11/2025).',
    ])
    expect(read('{tfpList}')).toEqual(['Trong năm chưa có kết quả tính toán TFP nào được công bố.'])
    // A report that was sealed before studies stood in reports has not changed by their being there.
    expect(differences(data(), published)).toEqual([])
    expect(differences(data({ studies: [] }), published).map(({ now }) => now)).toEqual([
      '2011 - 2024; 5,92% / 2,21%',
      '2011 - 2024; 0,2% / -0,4%',
    ])
  })
  it('makes a line of each obstacle, and says so when there are none', () => {
    expect(read('- {obstacles}')).toEqual([
      'Trong năm không ghi nhận khó khăn, vướng mắc do các cơ quan, hội và doanh nghiệp phản ánh.',
    ])
    const obstacle = {
      id: 4,
      reporter: 'Sở Công Thương',
      text: 'Thiếu đơn vị tư vấn.\nGiá cao.',
      proposal: 'Công bố danh sách đơn vị tư vấn',
      reportedOn: '2025-05-06',
      resolvedOn: null,
      resolution: null,
    }
    const lines = renderSection('- {obstacles}', data({ obstacles: [obstacle] }), agency)
    expect(lines.map(lineText)).toEqual([
      'Thiếu đơn vị tư vấn. Giá cao (Sở Công Thương, phản ánh ngày 06/05/2025; chưa giải quyết).',
    ])
    expect(lines[0]?.pieces[0]?.href).toBe('/obstacles/4')
    expect(read('- {proposals}', data({ obstacles: [obstacle] }))).toEqual([
      'Công bố danh sách đơn vị tư vấn.',
    ])
  })
  it('names each target that was not reached', () => {
    expect(read('- {unmet}')).toEqual([
      'Chưa đạt: lượt doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến năng suất chất lượng: đã thực hiện 15, chỉ tiêu 18, còn thiếu 03.',
    ])
  })
  it('counts applications without those withdrawn', () => {
    expect(
      read(
        '{applications}.',
        data({ applications: { accepted: 8, refused: 2, filed: 1, checked: 1, withdrawn: 3 } }),
      ),
    ).toEqual([
      'Đã tiếp nhận 12 hồ sơ đăng ký hỗ trợ của doanh nghiệp; trong đó 08 hồ sơ được chấp thuận, 02 hồ sơ không đủ điều kiện, 02 hồ sơ đang xem xét.',
    ])
  })
  it('begins each sentence after a full stop with a capital', () => {
    expect(read('Trong năm, {duties}. {applications}.')).toEqual([
      'Trong năm, các cơ quan được giao nhiệm vụ đã hoàn thành 03/05 công việc có thời hạn trong năm. Trong năm chưa nhận hồ sơ đăng ký hỗ trợ của doanh nghiệp.',
    ])
  })
  it('tells which names in braces mean nothing', () => {
    expect(unknownPlaceholders('{conferences} {hội nghị} {confrences}', data())).toEqual(['confrences'])
  })
  it('begins as a draft without a typed figure and without a name left open', () => {
    for (const of of [data(), data({ year: 2024 }), data({ targets: [] })]) {
      const sections = defaultSections(of)
      for (const key of sectionKeys.filter(isOfEveryKind)) {
        expect(sections[key]).not.toMatch(/\d/)
        expect(sections[key].trim()).not.toBe('')
        expect(unknownPlaceholders(sections[key], of)).toEqual([])
        expect(read(sections[key], of).join('\n')).not.toMatch(/[{}]/)
      }
    }
  })
  it('keeps whatever else an officer types, word for word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z {}0-9%.,]{0,60}[a-z.]$/), (typed) => {
        fc.pre(unknownPlaceholders(typed, data({ targets: [] })).length > 0 || !/\{\w+\}/.test(typed))
        fc.pre(!/\{(year|turns|plan|unmet|agency|period|duties|budget)\}/.test(typed))
        expect(read(typed)).toEqual([typed])
      }),
    )
  })
})

describe('the sealed data', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, shuffled(item)]),
    )
  }
  it('is the same text whatever the order of its keys', () => {
    expect(canonicalJson({ b: 1n, a: { d: null, c: [2, { f: 'x', e: undefined }] } })).toBe(
      '{"a":{"c":[2,{"f":"x"}],"d":null},"b":1}',
    )
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      }),
    )
  })
  it('comes back whole, money above 2^53 too', () => {
    const large = data({
      otherSources: [
        {
          key: 'other',
          name: 'Khác',
          nameEn: 'Other',
          allocated: 9_007_199_254_740_993n,
          committed: 0n,
          disbursed: 0n,
          remaining: 9_007_199_254_740_993n,
        },
      ],
    })
    const back = parseReportData(parseJson(canonicalJson(large)))
    expect(back).toEqual(large)
  })
})

describe('what changed after the seal', () => {
  it('is nothing when nothing changed', () => {
    expect(differences(data(), data())).toEqual([])
  })
  it('is the line of the target, sealed beside now', () => {
    const now = data()
    const changed = {
      ...now,
      targets: now.targets.map((target) =>
        target.key === 'supportTurns' ? { ...target, cumulative: 16 } : target,
      ),
    }
    expect(differences(now, changed)).toEqual([
      {
        what: { vi: 'Hội nghị, hội thảo: lũy kế', en: 'Conferences: to date' },
        sealed: '15',
        now: '16',
        href: '/indicators/supportTurns',
      },
    ])
  })
  it('shows a certificate that is gone with a dash', () => {
    const certificate = {
      id: 3,
      enterprise: 'Công ty A',
      kind: 'product_tcvn',
      standard: 'TCVN 11041',
      product: 'Gạo',
      body: 'Quacert',
      number: 'C-1',
      issuedOn: '2025-03-01',
      expiresOn: null,
    }
    const found = differences(data({ certificates: [certificate] }), data())
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ now: '—', href: '/certificates/3' })
  })
  it('finds the one budget figure that moved, whichever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('allocated', 'committed', 'disbursed', 'remaining', 'estimate'),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (column, more) => {
          const now = data()
          const changed = {
            ...now,
            budget: now.budget.map((line) =>
              line.code === 'IV' ? { ...line, [column]: line[column] + more } : line,
            ),
          }
          expect(differences(now, changed)).toHaveLength(1)
        },
      ),
    )
  })
})
