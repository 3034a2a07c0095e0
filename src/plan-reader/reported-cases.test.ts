import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import type { PlanDocument } from './schema.ts'
import { aside, counted, readUnderHead, reportedHead } from './testing.ts'

/*
 * The reported cases R2 to R25 as they were reported, each with others of its kind. Those that want more than one look
 * (amounts, days, bodies) stand in cases.test.ts and odd-inputs.test.ts under the same numbers; those about tables
 * in reported-tables.test.ts.
 */

const million = 1_000_000
const aims = (...lines: string[]) => counted(readUnderHead('I. MỤC TIÊU', ...lines))
const duties = (...lines: string[]) => readUnderHead('V. TỔ CHỨC THỰC HIỆN', ...lines).duties

describe('R4: a decision and what it brings', () => {
  const cover = `ỦY BAN NHÂN DÂN
TỈNH ĐỒNG NAI
Số: 17/QĐ-UBND
Đồng Nai, ngày 09 tháng 8 năm 2021
QUYẾT ĐỊNH
`
  const signed = `Nơi nhận:
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn An
`
  const facts = (plan: PlanDocument) => [
    plan.number?.value,
    plan.periods[0]?.to,
    plan.replaces?.number,
    plan.recipients.map(({ text }) => text),
    plan.signatory?.name,
    counted(plan),
  ]
  const wanted = ['17/QĐ-UBND', 2025, '9/QĐ-UBND', ['Lưu: VT'], 'Nguyễn Văn An', [['=', 50, 'doanh nghiệp']]]

  it.each(['Chương trình', 'Kế hoạch', 'Đề án', 'Dự án'])('R4a, R4b: attached, a %s', (kind) => {
    const plan = readPlan(
      `${cover}Ban hành ${kind} hỗ trợ doanh nghiệp giai đoạn 2021 - 2025
Điều 1. Ban hành kèm theo Quyết định này ${kind}.
Điều 2. Quyết định này thay thế Quyết định số 9/QĐ-UBND ngày 15/10/2016
${signed}${kind.toUpperCase()}
Hỗ trợ doanh nghiệp giai đoạn 2021 - 2025
I. MỤC TIÊU
- Hỗ trợ 50 doanh nghiệp áp dụng hệ thống quản lý.
`,
    )
    expect(facts(plan)).toEqual(wanted)
    expect(plan.title?.value).toBe('Hỗ trợ doanh nghiệp giai đoạn 2021 - 2025')
    expect(aside(plan)).toEqual([])
  })

  it('R4: everything in Điều 1, under headings', () => {
    const plan = readPlan(
      `${cover}Phê duyệt Đề án hỗ trợ doanh nghiệp giai đoạn 2021 - 2025
Điều 1. Phê duyệt Đề án với các nội dung sau:
I. MỤC TIÊU
- Hỗ trợ 50 doanh nghiệp.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính: bố trí kinh phí hằng năm.
Điều 2. Quyết định này thay thế Quyết định số 9/QĐ-UBND ngày 15/10/2016.
Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.
${signed}`,
    )
    expect(facts(plan)).toEqual(wanted)
    expect(plan.duties.map(({ agency }) => agency)).toEqual(['Sở Tài chính'])
    expect(aside(plan)).toEqual([])
  })

  it('R4: everything in Điều 1, under numbers', () => {
    const plan = readPlan(
      `${cover}Về việc phê duyệt Dự án hỗ trợ doanh nghiệp giai đoạn 2021 - 2025
Điều 1. Phê duyệt Dự án hỗ trợ doanh nghiệp, gồm:
1. Mục tiêu: Hỗ trợ 50 doanh nghiệp áp dụng hệ thống quản lý.
2. Nội dung:
a) Đào tạo cán bộ.
b) Tư vấn tại doanh nghiệp.
3. Kinh phí: 2.000 triệu đồng từ ngân sách tỉnh.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 9/QĐ-UBND ngày 15/10/2016.
Điều 3. Giao Sở Khoa học và Công nghệ chủ trì tổ chức thực hiện.
${signed}`,
    )
    expect(facts(plan)).toEqual(wanted)
    expect(plan.tasks.map(({ text }) => text)).toEqual(['Đào tạo cán bộ.', 'Tư vấn tại doanh nghiệp.'])
    expect(plan.funding.map(({ amount }) => amount)).toEqual([2_000 * million])
    expect(plan.duties.map(({ agency }) => agency)).toEqual(['Sở Khoa học và Công nghệ'])
    expect(aside(plan)).toEqual([])
  })

  it.each(['76/CTr-UBND', '03/NQ-CP', '57-NQ/TW', '3260-KH/ĐĐ', '05/2026/NQ-HĐND', '1322/QĐ-TTg'])(
    'R4: %s is a number',
    (number) => {
      expect(readPlan(reportedHead.replace('12/KH-UBND', number)).number?.value).toBe(number)
    },
  )
})

describe('R5: words that are alike without their accents', () => {
  it.each([
    [
      '- Hỗ trợ 40 doanh nghiệp; nâng tỷ trọng đóng góp của TFP lên 45%.',
      [
        ['=', 40, 'doanh nghiệp'],
        ['=', 45, '%'],
      ],
    ],
    [
      '- Tăng tỷ trọng đổi mới công nghệ lên 20%, hỗ trợ 15 doanh nghiệp.',
      [
        ['=', 20, '%'],
        ['=', 15, 'doanh nghiệp'],
      ],
    ],
    [
      '- Hỗ trợ 18 lượt doanh nghiệp, trong đó 5 doanh nghiệp nhỏ.',
      [
        ['=', 18, 'lượt doanh nghiệp'],
        ['=', 5, 'doanh nghiệp', 0],
      ],
    ],
    [
      '- Có 50 kỹ sư; đào tạo 20 học viên.',
      [
        ['=', 50, 'kỹ sư'],
        ['=', 20, 'học viên'],
      ],
    ],
    ['- Bảo dưỡng 12 lò hơi, kiểm tra 10 lần.', [['=', 10, 'lần']]],
  ])('are told apart: %s', (line, objectives) => {
    expect(aims(line)).toEqual(objectives)
  })

  it.each([
    ['1. Bảo tàng tỉnh: trưng bày.', null],
    ['1. Quy chế phối hợp được ban hành.', null],
    ['1. Quỹ Phát triển khoa học: cho vay.', 'Quỹ Phát triển khoa học'],
    ['1. Thuê chuyên gia tư vấn.', null],
    ['1. Thuế tỉnh: hướng dẫn.', 'Thuế tỉnh'],
    ['1. Bàn giao kết quả.', null],
    ['1. Ban Quản lý các khu công nghiệp: phối hợp.', 'Ban Quản lý các khu công nghiệp'],
  ])('name an agency or none: %s', (line, agency) => {
    expect(duties(line).map((duty) => duty.agency)).toEqual([agency])
  })
})

describe('R6: several agencies under one name', () => {
  it.each([
    '1. UBND các quận, huyện',
    '1. UBND các huyện, thị xã, thành phố',
    '1. Ủy ban nhân dân các xã, phường, đặc khu',
  ])('R6a: keeps the words of the document, whatever districts a province has: %s', (line) => {
    expect(duties(line, '- Tuyên truyền.').map(({ agency, text }) => [agency, text])).toEqual([
      [line.slice(3), 'Tuyên truyền.'],
    ])
  })

  it.each([
    '1. Các Sở: Công Thương, Nông nghiệp và Môi trường, Y tế',
    '1. Sở Công Thương, Sở Y tế và Sở Tài chính',
    '1. Các Sở, ngành: Xây dựng, Tài chính; Liên minh Hợp tác xã tỉnh',
  ])('R6b: has one duty of all: %s', (line) => {
    expect(duties(line, '- Phối hợp tuyên truyền.').map(({ agency, text }) => [agency, text])).toEqual([
      [line.slice(3), 'Phối hợp tuyên truyền.'],
    ])
  })
})

describe('R12: several bases in one sentence', () => {
  it.each([
    [
      'Thực hiện Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ và Thông tư số 35/2021/TT-BTC ngày 19/5/2021 của Bộ Tài chính',
      [
        ['Quyết định', '1322/QĐ-TTg', '2020-08-31', 'Thủ tướng Chính phủ'],
        ['Thông tư', '35/2021/TT-BTC', '2021-05-19', 'Bộ Tài chính'],
      ],
    ],
    [
      'Căn cứ Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ, Nghị quyết số 20/2021/NQ-HĐND ngày 08/12/2021 của HĐND tỉnh và Luật Chất lượng sản phẩm, hàng hóa năm 2007,',
      [
        ['Quyết định', '1322/QĐ-TTg', '2020-08-31', 'Thủ tướng Chính phủ'],
        ['Nghị quyết', '20/2021/NQ-HĐND', '2021-12-08', 'HĐND tỉnh'],
        ['Luật', null, null, null],
      ],
    ],
    [
      'Thực hiện các Quyết định số 1322/QĐ-TTg ngày 31/8/2020 và số 36/QĐ-TTg ngày 11/01/2021 của Thủ tướng Chính phủ;',
      [
        ['Quyết định', '1322/QĐ-TTg', '2020-08-31', 'Thủ tướng Chính phủ'],
        ['Quyết định', '36/QĐ-TTg', '2021-01-11', 'Thủ tướng Chính phủ'],
      ],
    ],
    [
      'Căn cứ Luật Đầu tư công số 58/2024/QH15 ngày 29/11/2024 và Luật Ngân sách nhà nước số 89/2025/QH15;',
      [
        ['Luật', '58/2024/QH15', '2024-11-29', null],
        ['Luật', '89/2025/QH15', null, null],
      ],
    ],
  ])('are each one: %s', (line, bases) => {
    expect(
      readUnderHead(line, '', 'I. MỤC TIÊU').legalBases.map(({ kind, number, date, issuer }) => [
        kind,
        number,
        date,
        issuer,
      ]),
    ).toEqual(bases)
  })
})

describe('R13: two reports a year', () => {
  it.each([
    ['Gửi báo cáo 6 tháng trước ngày 15/6 và báo cáo năm trước ngày 15/11', 'yearly', ['15/6', '15/11']],
    ['Báo cáo 6 tháng (trước ngày 10/6), hằng năm (trước ngày 10/12).', 'halfYearly', ['10/6', '10/12']],
    [
      'Tổng hợp báo cáo 6 tháng đầu năm trước ngày 05 tháng 6 và cả năm trước ngày 25 tháng 11.',
      'yearly',
      ['5/6', '25/11'],
    ],
  ])('have their days, each once a year: %s', (line, recurrence, days) => {
    const [duty] = duties('1. Sở Khoa học và Công nghệ', `- ${line}`)
    expect([duty?.recurrence, duty?.due.map(({ day, month }) => `${day}/${month}`)]).toEqual([
      recurrence,
      days,
    ])
  })
})

describe('R14: issuer, title and period in the opening words alone', () => {
  it.each([
    [
      'Ủy ban nhân dân tỉnh Tiền Giang ban hành Kế hoạch nâng cao năng suất giai đoạn 2021 - 2025 như sau:',
      'Ủy ban nhân dân tỉnh Tiền Giang',
      'Nâng cao năng suất giai đoạn 2021 - 2025',
      2025,
    ],
    [
      'Thực hiện Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ, UBND thành phố Cần Thơ xây dựng Kế hoạch triển khai Chương trình hỗ trợ doanh nghiệp giai đoạn 2026-2030, cụ thể như sau:',
      'Ủy ban nhân dân thành phố Cần Thơ',
      'Triển khai Chương trình hỗ trợ doanh nghiệp giai đoạn 2026-2030',
      2030,
    ],
    [
      '**KẾ HOẠCH**\n\nỦy ban nhân dân tỉnh Lâm Đồng ban hành Đề án phát triển năng suất đến năm 2030, tầm nhìn đến năm 2045 với những nội dung sau:',
      'Ủy ban nhân dân tỉnh Lâm Đồng',
      'Phát triển năng suất đến năm 2030, tầm nhìn đến năm 2045',
      2030,
    ],
  ])('are read: %s', (opening, issuer, title, to) => {
    const plan = readPlan(`${opening}\n\nI. MỤC TIÊU\n- Hỗ trợ 50 doanh nghiệp.\n`)
    expect([plan.issuer?.value, plan.title?.value, plan.periods[0]?.to]).toEqual([issuer, title, to])
    expect(counted(plan)).toEqual([['=', 50, 'doanh nghiệp']])
  })
})

describe('R15: a total that its sources do not make up', () => {
  it.each([
    ['Tổng kinh phí 45,6 tỷ, trong đó: ngân sách 20 tỷ; doanh nghiệp 25 tỷ', 45_000],
    ['45,6 tỷ, trong đó: ngân sách 20 tỷ; doanh nghiệp 25 tỷ', 45_000],
    ['Dự kiến 10.000 triệu đồng (ngân sách tỉnh 4.000 triệu đồng, doanh nghiệp 5.000 triệu đồng).', 9_000],
    [
      'Tổng kinh phí: 45,6 tỷ đồng, gồm:\na) Ngân sách trung ương 10 tỷ đồng;\nb) Ngân sách địa phương 10,6 tỷ đồng;\nc) Doanh nghiệp 25,5 tỷ đồng.',
      46_100,
    ],
  ])('is a finding: %s', (text, expected) => {
    expect(
      readUnderHead('IV. KINH PHÍ', text)
        .findings.filter(({ code }) => code === 'funding.partsVsTotal')
        .map((found) => found.expected),
    ).toEqual([expected * million])
  })
})

describe('R16: what is asked of those who carry the plan out', () => {
  it.each([
    [
      [
        'I. MỤC ĐÍCH, YÊU CẦU',
        '1. Mục đích',
        '- Nâng cao nhận thức.',
        '2. Yêu cầu',
        '- Bảo đảm 100% doanh nghiệp được biết.',
      ],
    ],
    [['I. MỤC ĐÍCH - YÊU CẦU', 'Mục đích: Nâng cao nhận thức.', 'Yêu cầu: 100% đơn vị bám sát Kế hoạch.']],
    [
      [
        'A. MỤC TIÊU VÀ YÊU CẦU',
        'I. Mục tiêu',
        '1. Nâng cao nhận thức.',
        'II. Yêu cầu',
        '1. Ít nhất 5 sở tham gia.',
      ],
    ],
  ])('is no objective: %j', (lines) => {
    const plan = readUnderHead(...lines)
    expect(plan.objectives.map(({ text }) => text.replace('Mục đích: ', ''))).toEqual(['Nâng cao nhận thức.'])
    expect(plan.statements.filter(({ kind }) => kind === 'principle')).toHaveLength(1)
    expect(aside(plan)).toEqual([])
  })
})

describe('R17: headings whose sign is forgotten or another', () => {
  it.each([
    [
      'none',
      ['I MỤC TIÊU', 'II NHIỆM VỤ', '1 Tuyên truyền', '2 Đào tạo', 'III TỔ CHỨC THỰC HIỆN', '1. Sở Y tế'],
    ],
    [
      'a dash',
      [
        'I- MỤC TIÊU',
        'II – NHIỆM VỤ',
        '1- Tuyên truyền',
        '2- Đào tạo',
        'III- TỔ CHỨC THỰC HIỆN',
        '1- Sở Y tế',
      ],
    ],
    [
      'a stroke',
      [
        'I/ MỤC TIÊU',
        'II/ NHIỆM VỤ',
        '1/ Tuyên truyền',
        '2/ Đào tạo',
        'III: TỔ CHỨC THỰC HIỆN',
        '1/ Sở Y tế',
      ],
    ],
    [
      'a part',
      [
        'PHẦN I MỤC TIÊU',
        'PHẦN THỨ HAI: NHIỆM VỤ',
        '1. Tuyên truyền',
        '2. Đào tạo',
        'Phần III\nTỔ CHỨC THỰC HIỆN',
        '1. Sở Y tế',
      ],
    ],
  ])('are headings: %s', (_sign, [goal = '', work = '', one = '', two = '', last = '', agency = '']) => {
    const plan = readUnderHead(goal, '- Hỗ trợ 10 doanh nghiệp.', work, one, two, last, agency, '- Làm.')
    expect([
      counted(plan),
      plan.tasks.map(({ text }) => text),
      plan.duties.map((duty) => duty.agency),
    ]).toEqual([[['=', 10, 'doanh nghiệp']], ['Tuyên truyền', 'Đào tạo'], ['Sở Y tế']])
  })
})

describe('R18: numbers that share their words', () => {
  it.each([
    [
      'Mỗi năm ít nhất 01 hội nghị và 03 lớp.',
      [
        ['>=', 1, 'hội nghị', 'mỗi năm'],
        ['>=', 3, 'lớp', 'mỗi năm'],
      ],
    ],
    [
      'Hằng năm tổ chức tối thiểu 02 hội thảo, 04 lớp.',
      [
        ['>=', 2, 'hội thảo', 'mỗi năm'],
        ['>=', 4, 'lớp', 'mỗi năm'],
      ],
    ],
    [
      'Tổ chức 2 hội nghị/năm và 5 lớp/năm.',
      [
        ['=', 2, 'hội nghị', 'mỗi năm'],
        ['=', 5, 'lớp', 'mỗi năm'],
      ],
    ],
    [
      'Tối đa 3 lớp và 2 hội nghị mỗi năm.',
      [
        ['<=', 3, 'lớp', 'mỗi năm'],
        ['<=', 2, 'hội nghị', 'mỗi năm'],
      ],
    ],
    ['Năng suất lao động tăng 7%/năm.', [['=', 7, '%']]],
  ])('are both each year, both at least: %s', (line, objectives) => {
    expect(aims(`- ${line}`)).toEqual(objectives)
  })
})

describe('R19: the caption of a decision', () => {
  it.each([
    '(Kèm theo Quyết định số 17 ngày 09 tháng 8 năm 2021)',
    '(Ban hành kèm theo Quyết định số 17/QĐ-UBND ngày 09/8/2021 của UBND tỉnh)',
    'Kèm theo Quyết định số 17/QĐ-UBND ngày 09 tháng 8 năm 2021',
  ])('is no period: %s', (caption) => {
    expect(readUnderHead(caption, '', 'I. MỤC TIÊU').periods.map(({ from, to }) => [from, to])).toEqual([
      [2026, 2030],
    ])
    const bare = reportedHead.replace(' giai đoạn 2026 - 2030', '')
    expect(readPlan(`${bare}${caption}\n\nI. MỤC TIÊU\n`).periods).toEqual([])
  })

  it('gives number and day to a programme whose decision is not at hand, and says so', () => {
    const plan = readPlan(
      'UBND\nTỈNH ĐỒNG NAI\nCHƯƠNG TRÌNH\nHỗ trợ doanh nghiệp\n(Kèm theo Quyết định số 17/QĐ-UBND ngày 09 tháng 8 năm 2021 của UBND tỉnh)\n\nI. MỤC TIÊU\n',
    )
    expect([plan.number?.value, plan.date?.value]).toEqual(['17/QĐ-UBND', '2021-08-09'])
    expect(plan.findings.map(({ code }) => code)).toContain('head.fromCaption')
  })
})

describe('R20: what a web page puts before a document', () => {
  it.each([
    'Kế hoạch 12/KH-UBND 2026 hỗ trợ doanh nghiệp Đồng Nai\n\n|Số hiệu|12/KH-UBND|Ngày|05/05/2026|\n|---|---|---|---|\n|Loại văn bản|Kế hoạch|Người ký|Nguyễn A|',
    '# Kế hoạch số 12/KH-UBND về hỗ trợ doanh nghiệp giai đoạn 2024 - 2025\nTrang chủ > Văn bản\nSố ký hiệu: 99/KH-UBND\nNgày ban hành: 01/01/2020',
    'Thuộc tính\tNội dung\nSố hiệu\t12/KH-UBND\nLoại văn bản\tKế hoạch\nTrích yếu\tHỗ trợ doanh nghiệp',
  ])('is no title, and is listed: %s', (page) => {
    const plan = readPlan(`${page}\n\n${reportedHead}\nI. MỤC TIÊU\n`)
    expect([plan.title?.value, plan.number?.value, plan.periods.length]).toEqual([
      'Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030',
      '12/KH-UBND',
      1,
    ])
    expect(aside(plan).length).toBeGreaterThan(2)
  })
})

describe('R25: lines broken by their width', () => {
  it.each([
    [
      'two columns of a head',
      'ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nTỈNH ĐỒNG NAI               VIỆT NAM\n-------              Độc lập - Tự do - Hạnh\n                             phúc\nSố: 12/KH-UBND\n                   Đồng Nai, ngày 05 tháng\n                        5 năm 2026\n\nKẾ HOẠCH\nHỗ trợ doanh nghiệp nâng cao năng\nsuất trên địa bàn tỉnh giai đoạn\n2026 - 2030',
    ],
    [
      'a web copy',
      'ỦY\nBAN NHÂN DÂN\nTỈNH ĐỒNG NAI\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n|\nSố:\n12/KH-UBND\n|\nĐồng Nai, ngày 05\ntháng 5 năm 2026\n|\nKẾ HOẠCH\nHỗ trợ doanh nghiệp nâng cao năng\nsuất trên địa bàn tỉnh giai đoạn\n2026 - 2030',
    ],
    [
      'every part of the head',
      'ỦY BAN NHÂN DÂN TỈNH\nĐỒNG NAI\n________\nSố: 12 /KH-UBND\nĐồng Nai, ngày\n05 tháng 5 năm\n2026\nKẾ\nHOẠCH\nHỗ trợ doanh nghiệp nâng cao năng suất\ntrên địa bàn tỉnh\ngiai đoạn 2026 - 2030',
    ],
  ])('are joined: %s', (_how, broken) => {
    const plan = readPlan(`${broken}\n\nI. MỤC TIÊU\n- Hỗ trợ 40 doanh nghiệp áp dụng\nhệ thống quản lý.\n`)
    expect([
      plan.number?.value,
      plan.date?.value,
      plan.issuer?.value,
      plan.title?.value,
      plan.periods[0]?.from,
    ]).toEqual([
      '12/KH-UBND',
      '2026-05-05',
      'Ủy ban nhân dân tỉnh Đồng Nai',
      'Hỗ trợ doanh nghiệp nâng cao năng suất trên địa bàn tỉnh giai đoạn 2026 - 2030',
      2026,
    ])
    expect(plan.objectives.map(({ text }) => text)).toEqual([
      'Hỗ trợ 40 doanh nghiệp áp dụng hệ thống quản lý.',
    ])
    expect(aside(plan)).toEqual([])
  })
})
