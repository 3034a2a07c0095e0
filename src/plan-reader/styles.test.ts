import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import type { Due, PlanDocument, Quantity } from './schema.ts'

/*
 * Documents in the styles that provinces, the government and the party write in, all made up, each with the fields that a
 * person reads out of it. The table of what is read is held at the end.
 */

interface Expected {
  readonly head: readonly [number: string, date: string, issuer: string, title: string, period: string]
  readonly replaces?: string
  readonly bases: readonly string[]
  readonly objectives: readonly string[]
  readonly tasks: readonly string[]
  readonly duties: readonly string[]
  readonly funding?: readonly string[]
  readonly budget?: string
  readonly recipients: readonly string[]
  readonly signed: string
  readonly unplaced?: readonly string[]
}

const expected: Readonly<Record<string, Expected>> = {
  '01-quyet-dinh-chuong-trinh.md': {
    head: [
      '417/QĐ-UBND',
      '2021-03-09',
      'Ủy ban nhân dân tỉnh Lam Khê',
      'Nâng cao năng suất, chất lượng của doanh nghiệp tỉnh Lam Khê giai đoạn 2021 - 2025',
      '2021-2025',
    ],
    replaces: '90/QĐ-UBND 2016-10-15',
    bases: ['Luật 2015-06-19', '1322/QĐ-TTg 2020-08-31'],
    objectives: ['=50 doanh nghiệp', '>=2 lớp tập huấn mỗi năm', '>=1 hội nghị mỗi năm'],
    tasks: ['Tuyên truyền', 'Xây dựng chuyên mục trên báo, đài.'],
    duties: ['Sở Khoa học và Công nghệ yearly <10/12', 'Các Sở: Công Thương, Y tế none'],
    recipients: ['Như Điều 3', 'Bộ Khoa học và Công nghệ', 'Lưu: VT'],
    signed: 'PHÓ CHỦ TỊCH Đỗ Thị Mẫu',
  },
  '02-quyet-dinh-mot-dieu.md': {
    head: [
      '1208/QĐ-UBND',
      '2022-05-20',
      'Ủy ban nhân dân tỉnh Bình Lâm',
      'Phê duyệt Đề án hỗ trợ doanh nghiệp cải tiến năng suất giai đoạn 2022 - 2025',
      '2022-2025',
    ],
    bases: ['80/2021/NĐ-CP 2021-08-26'],
    objectives: ['=30 doanh nghiệp', '>=12 chuyên gia'],
    tasks: ['Khảo sát nhu cầu của doanh nghiệp.', 'Tổ chức tập huấn.'],
    duties: ['Sở Khoa học và Công nghệ none', 'Sở Tài chính once Q1/2023'],
    funding: ['provincialBudget 4500'],
    recipients: ['Như Điều 3', 'Lưu: VT, KT'],
    signed: 'CHỦ TỊCH Trần Văn Giả',
  },
  '03-nghi-quyet-chinh-phu.txt': {
    head: [
      '63/NQ-CP',
      '2026-01-11',
      'Chính phủ',
      'Về thúc đẩy tăng năng suất lao động giai đoạn 2026 - 2030',
      '2026-2030',
    ],
    bases: ['Luật 2025-02-18'],
    objectives: ['chung', '>=6.5 %', '~50 %'],
    tasks: [
      'Hoàn thiện thể chế',
      'Rà soát quy định về tiêu chuẩn, đo lường.',
      'Phát triển nhân lực',
      'Đổi mới đào tạo nghề.',
    ],
    duties: [
      'Bộ Khoa học và Công nghệ yearly <15/12',
      'Bộ Tài chính none',
      'Ủy ban nhân dân các tỉnh, thành phố once Q2/2026',
    ],
    recipients: ['Ban Bí thư Trung ương Đảng', 'Các Bộ', 'Lưu: VT, KTTH'],
    signed: 'THỦ TƯỚNG Lê Thế Thử',
  },
  '04-nghi-quyet-trung-uong.txt': {
    head: [
      '88-NQ/TW',
      '2025-12-22',
      'Bộ Chính trị',
      'về đột phá nâng cao năng suất quốc gia đến năm 2030',
      '-2030',
    ],
    bases: [],
    objectives: ['>=55 %', '>=40 %'],
    tasks: ['Nâng cao nhận thức', 'Đẩy mạnh tuyên truyền trong Đảng và xã hội.'],
    duties: ['Đảng ủy Chính phủ none', 'Ban Tuyên giáo và Dân vận Trung ương none'],
    recipients: ['Các tỉnh ủy, thành ủy', 'Lưu Văn phòng Trung ương Đảng'],
    signed: 'TỔNG BÍ THƯ Ngô Văn Kiểm',
  },
  '05-chuong-trinh-tinh-uy.md': {
    head: [
      '76-CTr/TU',
      '2026-04-06',
      'Tỉnh ủy Hạ Giang',
      'thực hiện Nghị quyết số 88-NQ/TW về nâng cao năng suất trên địa bàn tỉnh Hạ Giang giai đoạn 2026 - 2030',
      '2026-2030',
    ],
    bases: ['88-NQ/TW 2025-12-22'],
    objectives: ['chung', '=200 doanh nghiệp', '=7.5 %'],
    tasks: ['Công tác tư tưởng', 'Quán triệt Nghị quyết trong quý II/2026.'],
    duties: ['Đảng ủy Ủy ban nhân dân tỉnh once <30/6/2026', 'Văn phòng Tỉnh ủy halfYearly <10/6 <10/12'],
    recipients: ['Bộ Chính trị', 'Các huyện ủy', 'Lưu Văn phòng Tỉnh ủy'],
    signed: 'PHÓ BÍ THƯ Phan Thị Ví Dụ',
  },
  '06-nghi-quyet-hdnd.md': {
    head: [
      '15/2026/NQ-HĐND',
      '2026-07-10',
      'Hội đồng nhân dân tỉnh An Khê',
      'Thông qua Chương trình hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030',
      '2026-2030',
    ],
    bases: ['Luật 2025-06-25', '15/2022/TT-BKHCN 2022-10-31', '35/2021/TT-BTC 2021-05-19'],
    objectives: ['>=80 doanh nghiệp', '>=25 doanh nghiệp trong 0', '=40 sản phẩm'],
    tasks: [],
    duties: ['Ủy ban nhân dân tỉnh none'],
    funding: ['tổng 20000', 'provincialBudget 12000', 'enterprise 8000'],
    recipients: ['Ủy ban Thường vụ Quốc hội', 'Lưu: VT'],
    signed: 'CHỦ TỊCH Vũ Văn Thí Điểm',
  },
  '07-de-an-bang-chi-tieu.md': {
    head: [
      '36/ĐA-UBND',
      '2025-09-15',
      'Ủy ban nhân dân thành phố Tân Hải',
      'Phát triển năng suất xanh trên địa bàn thành phố Tân Hải giai đoạn 2026 - 2030',
      '2026-2030',
    ],
    bases: [],
    objectives: [
      '=40 Doanh nghiệp 2028',
      '=90 Doanh nghiệp 2030',
      '>=20 % 2028',
      '>=35 % 2030',
      '=10 Lớp 2028',
      '=20 Lớp 2030',
    ],
    tasks: ['Đào tạo nhân lực', 'Liên kết với trường nghề.'],
    duties: ['Sở Công Thương quarterly'],
    recipients: ['Thường trực Thành ủy', 'Lưu: VT'],
    signed: 'CHỦ TỊCH Bùi Thị Thử',
    unplaced: ['Sở Khoa học và Công nghệ'],
  },
  '08-ke-hoach-dang-doan.txt': {
    head: [
      '3260-KH/ĐU',
      '2026-02-03',
      'Đảng ủy các cơ quan tỉnh Minh Hòa',
      'học tập nâng cao năng suất làm việc năm 2026',
      '2026-2026',
    ],
    bases: ['14-KH/TU 2026-01-12'],
    objectives: ['=4 lớp', '=240 cán bộ'],
    tasks: ['Học tập', 'Tổ chức thi tìm hiểu trực tuyến.'],
    duties: ['Văn phòng Đảng ủy once <20/11/2026'],
    recipients: ['Tỉnh ủy', 'Lưu Văn phòng Đảng ủy'],
    signed: 'BÍ THƯ Hồ Văn Mẫu',
  },
  '09-bang-nhiem-vu.md': {
    head: [
      '58/KH-UBND',
      '2026-02-12',
      'Ủy ban nhân dân tỉnh Sông Lĩnh',
      'Triển khai chương trình năng suất chất lượng giai đoạn 2026 - 2027',
      '2026-2027',
    ],
    bases: ['36/QĐ-TTg 2021-01-11'],
    objectives: ['=24 doanh nghiệp'],
    tasks: ['Danh mục nhiệm vụ tại Phụ lục.'],
    duties: [
      'Sở Khoa học và Công nghệ once 6/2026 | Báo Sông Lĩnh | Chuyên mục',
      'Sở Công Thương once Q3/2026 | Các Sở | Hội nghị',
      'Sở Nội vụ once 2027 | Lớp học',
      'Sở Khoa học và Công nghệ once 2027 | Hiệp hội Doanh nghiệp | Báo cáo',
      'Sở Khoa học và Công nghệ once <15/12/2027 | Báo cáo',
      'Sở Tài chính yearly | Biên bản',
    ],
    recipients: ['Lưu: VT'],
    signed: 'CHỦ TỊCH Tạ Văn Dẫn',
    unplaced: ['Tại huyện'],
  },
  '10-ngat-dong.txt': {
    head: [
      '77/KH-UBND',
      '2026-03-18',
      'Ủy ban nhân dân tỉnh Quảng Sơn',
      'Hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm giai đoạn 2026 - 2030',
      '2026-2030',
    ],
    bases: ['1322/QĐ-TTg 2020-08-31', '11/2025/NQ-HĐND 2025-12-05'],
    objectives: ['=45 doanh nghiệp', '>=15 chuyên gia'],
    tasks: [],
    duties: ['Sở Khoa học và Công nghệ yearly <5/12'],
    recipients: ['Bộ Khoa học và Công nghệ', 'Lưu: VT'],
    signed: 'CHỦ TỊCH Lý Văn Thử',
  },
  '11-trang-web.md': {
    head: [
      '91/KH-UBND',
      '2026-03-25',
      'Ủy ban nhân dân tỉnh Vĩnh Khê',
      'NÂNG CAO NĂNG SUẤT DOANH NGHIỆP TỈNH VĨNH KHÊ GIAI ĐOẠN 2026 - 2030',
      '2026-2030',
    ],
    bases: [],
    objectives: ['=40 doanh nghiệp', '=45 %'],
    tasks: ['Tập huấn', 'Mở lớp cho cán bộ quản lý.'],
    duties: ['Ban Quản lý các khu công nghiệp none'],
    recipients: ['Sở Tài chính', 'Lưu: VT'],
    signed: 'CHỦ TỊCH Cao Thị Mẫu',
    unplaced: ['Kế hoạch 91/KH-UBND 2026', '| Số hiệu:', '| Nơi ban hành:', '| Ngày ban hành:'],
  },
  '12-nhieu-nguon.md': {
    head: [
      '204/KH-UBND',
      '2026-06-02',
      'Ủy ban nhân dân tỉnh Đại Phong',
      'Hỗ trợ doanh nghiệp áp dụng công cụ năng suất giai đoạn 2026 - 2027',
      '2026-2027',
    ],
    bases: [],
    objectives: ['10-15 doanh nghiệp'],
    tasks: [],
    duties: ['Sở Tài chính yearly'],
    funding: ['tổng 900', 'stateBudget 600', 'enterprise 300'],
    budget: '900 2026:250 2027:350 stateBudget:600 enterprise:300',
    recipients: ['Lưu: VT'],
    signed: 'CHỦ TỊCH Mai Văn Ví',
  },
  '13-du-an.md': {
    head: [
      '19/DA-SKHCN',
      '2026-08-08',
      'Sở Khoa học và Công nghệ',
      'Nâng cao năng suất ngành chế biến gỗ đến năm 2028',
      '-2028',
    ],
    bases: [],
    objectives: ['chung', '=12 doanh nghiệp', '<=2 mô hình điểm'],
    tasks: ['Khảo sát', 'Tư vấn'],
    duties: ['Phòng Quản lý công nghệ once <31/12/2028'],
    recipients: [],
    signed: 'GIÁM ĐỐC Đinh Thị Thử',
  },
}

const million = 1_000_000

function number({ bound, min, max }: Quantity): string {
  const sign = { exactly: '=', atLeast: '>=', atMost: '<=', about: '~', range: '' }[bound]
  return bound === 'range' ? `${min}-${max}` : `${sign}${min ?? max}`
}

function day({ year, quarter, month, day: date, before }: Due): string {
  const parts = [quarter === null ? null : `Q${quarter}`, date, month, year].filter((part) => part !== null)
  return (before ? '<' : '') + parts.join('/')
}

function words(parts: readonly (string | number | null | undefined | false)[], joint = ' '): string {
  return parts
    .filter((part) => part !== null && part !== undefined && part !== '' && part !== false)
    .join(joint)
}

/** What was read, in the same short words as `expected`: each a field with its name. */
function fieldsOf(plan: PlanDocument): string[] {
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const { signatory, budget } = plan
  const list = (name: string, items: readonly string[]) => items.map((item) => `${name}: ${item}`)
  return [
    ...list('head', [
      plan.number?.value ?? '',
      plan.date?.value ?? '',
      plan.issuer?.value ?? '',
      plan.title?.value ?? '',
      main === undefined ? '' : `${main.from ?? ''}-${main.to}`,
    ]),
    ...(plan.replaces === null ? [] : [`replaces: ${plan.replaces.number} ${plan.replaces.date}`]),
    ...list(
      'bases',
      plan.legalBases
        .filter(({ date }) => date !== null)
        .map(({ kind, number: own, date }) => words([own ?? kind, date])),
    ),
    ...list(
      'objectives',
      plan.objectives.map(({ quantity, unit, perYear, partOf, period, code }) =>
        quantity === null
          ? 'chung'
          : words([
              number(quantity),
              unit,
              perYear && 'mỗi năm',
              partOf !== null && `trong ${partOf}`,
              code.startsWith('PL') && period?.to,
            ]),
      ),
    ),
    ...list(
      'tasks',
      plan.tasks.map(({ text }) => text),
    ),
    ...list(
      'duties',
      plan.duties.map(({ agency, recurrence, due, helpers, product }) =>
        words([words([agency, recurrence, ...due.map(day)]), helpers, product], ' | '),
      ),
    ),
    ...list(
      'funding',
      plan.funding.map(({ source, amount, isTotal }) =>
        words([isTotal ? 'tổng' : source, (amount ?? 0) / million]),
      ),
    ),
    ...(budget === null
      ? []
      : [
          `budget: ${words([
            (budget.total ?? 0) / million,
            ...[...Object.entries(budget.byYear), ...Object.entries(budget.bySource)].map(
              ([key, amount]) => `${key}:${amount / million}`,
            ),
          ])}`,
        ]),
    ...list(
      'recipients',
      plan.recipients.map(({ text }) => text),
    ),
    `signed: ${words([signatory?.office, signatory?.name])}`,
  ]
}

function fieldsExpected({ unplaced: _unplaced, ...fields }: Expected): string[] {
  return Object.entries(fields).flatMap(([name, value]: [string, string | readonly string[]]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : value.map((item) => `${name}: ${item}`),
  )
}

/** How many of the wanted fields are there, each once. */
function found(wanted: readonly string[], read: readonly string[]): number {
  const rest = [...read]
  return wanted.filter((field) => {
    const at = rest.indexOf(field)
    if (at !== -1) rest.splice(at, 1)
    return at !== -1
  }).length
}

const table = Object.entries(expected).map(([name, fields]) => {
  const plan = readPlan(readFileSync(new URL(`fixtures/styles/${name}`, import.meta.url), 'utf8'))
  const wanted = fieldsExpected(fields)
  const read = fieldsOf(plan)
  return { name, plan, fields, wanted, read, found: found(wanted, read) }
})

describe('documents in the styles of provinces, government and party', () => {
  it.each(table)('$name is read field by field, and nothing is read into it', ({ wanted, read }) => {
    expect(read).toEqual(wanted)
  })

  it.each(table)(
    '$name leaves aside only what is no part of a plan, and contradicts itself nowhere',
    ({ plan, fields }) => {
      expect(plan.unplaced.map(({ text }, at) => text.slice(0, fields.unplaced?.[at]?.length ?? 80))).toEqual(
        fields.unplaced ?? [],
      )
      expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    },
  )

  it('are read to 95 of 100 fields at least', () => {
    const [all, right] = table.reduce(
      ([sum, some], row) => [sum + row.wanted.length, some + row.found],
      [0, 0],
    )
    expect(table.map((row) => `${row.name}: ${row.found}/${row.wanted.length}`)).toMatchInlineSnapshot(`
      [
        "01-quyet-dinh-chuong-trinh.md: 19/19",
        "02-quyet-dinh-mot-dieu.md: 16/16",
        "03-nghi-quyet-chinh-phu.txt: 20/20",
        "04-nghi-quyet-trung-uong.txt: 14/14",
        "05-chuong-trinh-tinh-uy.md: 17/17",
        "06-nghi-quyet-hdnd.md: 18/18",
        "07-de-an-bang-chi-tieu.md: 17/17",
        "08-ke-hoach-dang-doan.txt: 14/14",
        "09-bang-nhiem-vu.md: 16/16",
        "10-ngat-dong.txt: 13/13",
        "11-trang-web.md: 13/13",
        "12-nhieu-nguon.md: 13/13",
        "13-du-an.md: 12/12",
      ]
    `)
    expect(right / all).toBeGreaterThanOrEqual(0.95)
  })
})
