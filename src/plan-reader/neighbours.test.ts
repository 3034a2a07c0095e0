import { describe, expect, it } from 'vitest'
import { sumOfCell } from './amounts.ts'
import { readPlan } from './read.ts'
import { aside, counted, fieldsOf, readUnderHead, wrong } from './testing.ts'

/* Documents near to the reported cases: other words for the same, each read as the reported one is. */

const everything = {
  head: ['', '', '', '', ''],
  bases: [],
  objectives: [],
  tasks: [],
  duties: [],
  recipients: [],
  signed: '',
} as const
const listed = (plan: ReturnType<typeof readPlan>, name: string) =>
  fieldsOf(plan, everything)
    .filter((field) => field.startsWith(`${name}: `))
    .map((field) => field.slice(name.length + 2))
const row = (cells: string) => cells.replaceAll('|', '\t')

describe('an enterprise issues', () => {
  const issued = (...lines: string[]) =>
    readPlan(
      [...lines, 'Số: 33/QĐ-TCT', 'QUYẾT ĐỊNH', 'Ban hành Chương trình cải tiến năng suất năm 2026'].join(
        '\n',
      ),
    ).issuer?.value
  it.each([
    [['TỔNG CÔNG TY', 'ĐIỆN LỰC MIỀN TRUNG'], 'Tổng công ty Điện Lực Miền Trung'],
    [['TẬP ĐOÀN DỆT NAM ANH'], 'Tập đoàn Dệt Nam Anh'],
    [['TẬP ĐOÀN DỆT NAM ANH', 'CÔNG TY TNHH MTV SỢI PHÚ AN'], 'Công ty TNHH MTV Sợi Phú An'],
    [['CÔNG TY CỔ PHẦN GỐM SỨ AN HÒA - CTCP'], 'Công ty cổ phần Gốm Sứ An Hòa - CTCP'],
  ])('%j', (lines, name) => expect(issued(...lines)).toBe(name))

  it('by its members’ council, and ends an older decision', () => {
    const plan = readPlan(
      [
        'TỔNG CÔNG TY',
        'ĐIỆN LỰC MIỀN TRUNG',
        'Số: 33/QĐ-EVN',
        'QUYẾT ĐỊNH',
        'Về việc phê duyệt Kế hoạch cải tiến năng suất năm 2026',
        'HỘI ĐỒNG THÀNH VIÊN',
        'Căn cứ Quy chế quản lý nội bộ;',
        'QUYẾT ĐỊNH:',
        'Điều 1. Phê duyệt Kế hoạch cải tiến năng suất năm 2026, gồm:',
        '1. Mục tiêu: giảm 5% tổn thất.',
        'Điều 2. Quyết định này có hiệu lực từ ngày ký; Quyết định số 12/QĐ-EVN ngày 05/02/2021 hết hiệu lực.',
        'Điều 3. Các ban, đơn vị chịu trách nhiệm thi hành./.',
      ].join('\n'),
    )
    expect(plan.title?.value).toBe('Về việc phê duyệt Kế hoạch cải tiến năng suất năm 2026')
    expect(plan.replaces).toMatchObject({ number: '12/QĐ-EVN', date: '2021-02-05' })
    expect([plan.duties, aside(plan)]).toEqual([[], []])
  })
})

describe('a sum of money in the words of a cell', () => {
  it.each([
    ['năm trăm triệu đồng', 500_000_000],
    ['1,2 tỷ đồng', 1_200_000_000],
    ['khoảng 800 triệu', 800_000_000],
    ['500 triệu đồng (năm trăm triệu đồng)', 500_000_000],
    ['500 triệu đồng (sáu trăm triệu đồng)', null],
    ['Lồng ghép', null],
    ['Không', null],
    ['năm 2026', null],
    ['theo hợp đồng', null],
    ['10 triệu đồng/lớp', null],
  ])('%s', (cell, sum) => expect(sumOfCell(cell)).toBe(sum))

  it('stands beside plain numbers in the unit of the head', () => {
    const plan = readUnderHead(
      'III. NHIỆM VỤ',
      row('STT|Nội dung|Chủ trì|Thời gian|Kinh phí (triệu đồng)'),
      row('1|Tập huấn|Sở KH&CN|2026|500'),
      row('2|Tư vấn|Sở KH&CN|2027|1,2 tỷ đồng'),
      row('3|Hội nghị|Sở KH&CN|2027|ba mươi triệu đồng'),
    )
    expect(plan.budget?.lines.map(({ total }) => total)).toEqual([500_000_000, 1_200_000_000, 30_000_000])
    expect(plan.duties.map(({ agency }) => agency)).toEqual(['Sở KH&CN', 'Sở KH&CN', 'Sở KH&CN'])
    expect(wrong(plan)).toEqual([])
  })
})

it('what a document asks of others is a proposal and nobody’s duty, wherever the heading stands', () => {
  const plan = readUnderHead(
    'IV. TỔ CHỨC THỰC HIỆN',
    '1. Sở Tài chính bố trí kinh phí.',
    '2. Đề xuất, kiến nghị',
    '- Đề nghị Bộ Tài chính bổ sung vốn trước ngày 30/6/2027.',
    'V. KIẾN NGHỊ',
    '1. Đối với Chính phủ',
    'Đề nghị ban hành chính sách.',
    '2. Đề nghị UBND tỉnh bố trí 2 tỷ đồng.',
  )
  expect(listed(plan, 'duties')).toEqual(['Sở Tài chính none'])
  expect(plan.statements.filter(({ kind }) => kind === 'proposal').map(({ text }) => text)).toEqual([
    'Đề nghị Bộ Tài chính bổ sung vốn trước ngày 30/6/2027.',
    'Đề nghị ban hành chính sách.',
    'Đề nghị UBND tỉnh bố trí 2 tỷ đồng.',
  ])
  expect([plan.funding, aside(plan)]).toEqual([[], []])
})

describe('a document that was cut off', () => {
  it('behind its head has what it has, and says what is not placed', () => {
    const plan = readUnderHead('Mục tiêu là hỗ trợ 30 doanh nghiệp áp dụng ISO 9001 và')
    expect(plan.title?.value).toBe('Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030')
    expect(aside(plan)).toEqual(['Mục tiêu là hỗ trợ 30 doanh nghiệp áp dụng ISO 9001 và'])
    expect(plan.findings.map(({ code, severity }) => `${code} ${severity}`)).toContain(
      'document.noSections warning',
    )
  })

  it('within its head is no plan yet, and its number is kept', () => {
    const plan = readPlan('ỦY BAN NHÂN DÂN\nTỈNH THANH SƠN\nSố: 77/KH-UBND\n')
    expect([plan.number?.value, plan.issuer?.value]).toEqual(['77/KH-UBND', 'Ủy ban nhân dân tỉnh Thanh Sơn'])
    expect(plan.findings.map(({ code }) => code)).toEqual(['document.notPlan'])
  })
})

describe('near to a reported case', () => {
  it('R2: three sources, and the years of the second', () => {
    const plan = readUnderHead(
      'I. KINH PHÍ',
      'Tổng kinh phí: 12 tỷ đồng.',
      'Đơn vị: tỷ đồng',
      row('TT|Nội dung|Tổng cộng|NSTW|NSĐP|Vốn khác|Phân kỳ NSĐP: 2027|2028|2029'),
      row('1|Tư vấn|12|3|6|3|2|2|2'),
      row('|Tổng cộng|12|3|6|3|2|2|2'),
    )
    expect([plan.budget?.total, wrong(plan)]).toEqual([12_000_000_000, []])
  })

  it('R5: teams, contracts, and parts that go on behind a comma', () => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Thành lập 05 tổ cải tiến trong đội ngũ công nhân; hỗ trợ 20 hộ kinh doanh.',
      '- Hỗ trợ 12 cơ sở, trong đó có 04 hợp tác xã, 02 làng nghề.',
      '- Ký 10 hợp đồng; trong đợt đầu hỗ trợ 06 doanh nghiệp.',
    )
    expect(counted(plan)).toEqual([
      ['=', 5, 'tổ cải tiến'],
      ['=', 20, 'hộ kinh doanh'],
      ['=', 12, 'cơ sở'],
      ['=', 4, 'hợp tác xã', 2],
      ['=', 2, 'làng nghề', 2],
      ['=', 10, 'hợp đồng'],
      ['=', 6, 'doanh nghiệp'],
    ])
  })

  it('R7: criteria with a goal of one year, what a note says listed', () => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      row('TT|Tiêu chí đánh giá hiệu quả|ĐVT|Kế hoạch 2028|Ghi chú'),
      row('1|Số lớp đào tạo|Lớp|12|Theo quý'),
      row('2|Thời gian xử lý hồ sơ|ngày|tối đa 10|'),
    )
    expect(listed(plan, 'objectives')).toEqual(['=12 Lớp 2028', '<=10 ngày 2028'])
    expect([plan.budget, aside(plan)]).toEqual([null, ['Theo quý']])
  })

  it('R8: from one month to the next, a quarter, each year, a day', () => {
    const plan = readUnderHead(
      'I. NHIỆM VỤ',
      row('TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Kết quả|Thời hạn'),
      row('1|Khảo sát|Sở KH&CN|Thống kê tỉnh|Báo cáo|Tháng 6-7/2026'),
      row('2|Tập huấn|Sở Công Thương||Lớp học|Q3/2027'),
      row('3|Lập dự toán|Sở Tài chính|Các sở|Dự toán|Trước 15/9 hằng năm'),
      row('4|Rà soát|UBND cấp xã||Danh sách|30/6/2026'),
    )
    expect(listed(plan, 'duties')).toEqual([
      'Sở KH&CN once 7/2026 | Thống kê tỉnh | Báo cáo',
      'Sở Công Thương once Q3/2027 | Lớp học',
      'Sở Tài chính yearly <15/9 | Các sở | Dự toán',
      'UBND cấp xã once 30/6/2026 | Danh sách',
    ])
  })

  it('R12: three bases joined by a comma and "cùng"', () => {
    const plan = readUnderHead(
      'Thực hiện Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ, Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ cùng Thông tư số 15/2022/TT-BKHCN ngày 12/10/2022 của Bộ Khoa học và Công nghệ, UBND tỉnh ban hành Kế hoạch như sau:',
    )
    expect(plan.legalBases.map(({ number }) => number)).toEqual([
      '03/NQ-CP',
      '1322/QĐ-TTg',
      '15/2022/TT-BKHCN',
    ])
  })

  it('R18: a year said in other words', () => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Hằng năm tối thiểu 03 lớp và 01 hội thảo.',
      '- Bình quân 05 doanh nghiệp một năm.',
    )
    expect(counted(plan)).toEqual([
      ['>=', 3, 'lớp', 'mỗi năm'],
      ['>=', 1, 'hội thảo', 'mỗi năm'],
      ['=', 5, 'doanh nghiệp', 'mỗi năm'],
    ])
  })

  it('R21: two years of two sources in thousands', () => {
    const plan = readUnderHead(
      'I. KINH PHÍ',
      row('Nguồn vốn|Năm 2027 (nghìn đồng)|Năm 2028 (nghìn đồng)'),
      row('Ngân sách tỉnh|1.000.000|1.200.000'),
      row('Doanh nghiệp|500.000|600.000'),
      row('Tổng|1.500.000|1.800.000'),
    )
    expect(listed(plan, 'funding')).toEqual(['provincialBudget 2200', 'enterprise 1100', 'tổng 3300'])
  })

  it('a report says what was reached and what is next: the next year is its period', () => {
    const plan = readPlan('SỞ CÔNG THƯƠNG\nSố: 8/BC-SCT\nBÁO CÁO\nKết quả năm 2026, phương hướng năm 2027\n')
    expect(plan.periods.map(({ from, to }) => [from, to])).toEqual([
      [2027, 2027],
      [2026, 2026],
    ])
  })
})
