import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import type { PlanDocument } from './schema.ts'

/* What documents of other provinces have brought to light, each in the least text that shows it, with others of its kind. */

const head = `ỦY BAN NHÂN DÂN
TỈNH LAM KHÊ
Số: 12/KH-UBND
Lam Khê, ngày 05 tháng 5 năm 2026

KẾ HOẠCH
Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030
`
const read = (...lines: string[]) => readPlan(`${head}\n${lines.join('\n')}\n`)
const objectives = (plan: PlanDocument) =>
  plan.objectives.map(({ quantity, unit, partOf, perYear }) => [
    quantity?.min ?? null,
    quantity?.max ?? null,
    unit,
    partOf,
    perYear,
  ])
const aims = (...lines: string[]) => objectives(read('I. MỤC TIÊU', ...lines))
const duties = (...lines: string[]) => read('V. TỔ CHỨC THỰC HIỆN', ...lines).duties
const codes = (plan: PlanDocument) =>
  plan.findings.map(({ code }) => code).filter((code) => !/^part\.missing$/.test(code))

describe('R2, R21: a budget whose years belong to one source', () => {
  const appendix = (rows: readonly string[]) =>
    read(
      'I. MỤC TIÊU',
      '- Hỗ trợ 40 doanh nghiệp.',
      '',
      'Phụ lục',
      'DỰ TOÁN KINH PHÍ',
      'Đơn vị tính: triệu đồng',
      '',
      ...rows,
    )

  it.each([
    [
      'in one row of heads',
      [
        'TT|Nội dung|Tổng|Nguồn: NSNN|Nguồn: DN|Phân kỳ NSNN: 2026|2027',
        '1|Hỗ trợ|8|4|4|2|2',
        '|Tổng cộng|8|4|4|2|2',
      ],
    ],
    [
      'in two rows of heads',
      [
        'TT\tNội dung\tTổng\tNguồn\t\tPhân kỳ NSNN\t',
        '\t\t\tNSNN\tDN\t2026\t2027',
        '1\tHỗ trợ\t8\t4\t4\t2\t2',
        '\tTổng cộng\t8\t4\t4\t2\t2',
      ],
    ],
  ])('adds up, %s', (_how, rows) => {
    const plan = appendix(rows)
    expect(plan.budget).toMatchObject({
      total: 8_000_000,
      byYear: { 2026: 2_000_000, 2027: 2_000_000 },
      bySource: { stateBudget: 4_000_000, enterprise: 4_000_000 },
    })
    expect(codes(plan)).toEqual([])
  })

  it('is held against that source, whatever the amounts', () => {
    const amount = fc.integer({ min: 1, max: 9_000 })
    fc.assert(
      fc.property(amount, amount, amount, amount, (first, second, own, off) => {
        const state = first + second
        const rows = (sum: number) => [
          'TT|Nội dung|Tổng|Nguồn: NSNN|Nguồn: DN|Phân kỳ NSNN: 2026|2027',
          `1|Hỗ trợ|${state + own}|${sum}|${state + own - sum}|${first}|${second}`,
        ]
        expect(codes(appendix(rows(state)))).toEqual([])
        if (off !== state && off < state + own)
          expect(codes(appendix(rows(off)))).toContain('budget.yearsVsTotal')
      }),
      { numRuns: 40 },
    )
  })

  it('may be given by sources alone', () => {
    const plan = appendix(['Nguồn|2026 (triệu đồng)', 'Ngân sách tỉnh|100', 'Doanh nghiệp|50', 'Tổng|150'])
    expect(plan.funding.map(({ source, amount, isTotal }) => [source, amount, isTotal])).toEqual([
      ['provincialBudget', 100_000_000, false],
      ['enterprise', 50_000_000, false],
      [null, 150_000_000, true],
    ])
    expect(plan.budget).toMatchObject({ total: 150_000_000, byYear: { 2026: 150_000_000 } })
    expect(plan.unplaced).toEqual([])
  })
})

describe('R4: a programme that a decision brings', () => {
  const decision = (kind: string) => `ỦY BAN NHÂN DÂN
TỈNH LAM KHÊ
Số: 17/QĐ-UBND
Lam Khê, ngày 09 tháng 8 năm 2021
QUYẾT ĐỊNH
Ban hành ${kind} hỗ trợ doanh nghiệp giai đoạn 2021 - 2025
Điều 1. Ban hành kèm theo Quyết định này ${kind} hỗ trợ doanh nghiệp.
Điều 2. Quyết định này thay thế Quyết định số 9/QĐ-UBND ngày 15/10/2016
Nơi nhận:
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn Mẫu
${kind.toUpperCase()}
Hỗ trợ doanh nghiệp giai đoạn 2021 - 2025
I. MỤC TIÊU
- Hỗ trợ 50 doanh nghiệp áp dụng hệ thống quản lý.
`

  it.each(['Chương trình', 'Kế hoạch', 'Đề án', 'Dự án'])(
    'is read with what the decision says: %s',
    (kind) => {
      const plan = readPlan(decision(kind))
      expect([plan.number?.value, plan.title?.value, plan.periods[0]?.to, plan.replaces?.number]).toEqual([
        '17/QĐ-UBND',
        'Hỗ trợ doanh nghiệp giai đoạn 2021 - 2025',
        2025,
        '9/QĐ-UBND',
      ])
      expect(plan.recipients.map(({ text }) => text)).toEqual(['Lưu: VT'])
      expect(plan.signatory).toMatchObject({ office: 'PHÓ CHỦ TỊCH', name: 'Nguyễn Văn Mẫu' })
      expect(objectives(plan)).toEqual([[50, 50, 'doanh nghiệp', null, false]])
      expect(plan.unplaced).toEqual([])
    },
  )
})

describe('R4: the number of a document', () => {
  it.each([
    '76/CTr-UBND',
    '03/NQ-CP',
    '57-NQ/TW',
    '3260-KH/ĐĐ',
    '11/2023/NQ-HĐND',
    '12/2025/QĐ-UBND',
    '181/KH-UBND',
  ])('may be %s, at the head and as a basis', (number) => {
    expect(readPlan(head.replace('12/KH-UBND', number)).number?.value).toBe(number)
    const [basis] = read(
      `Căn cứ Nghị quyết số ${number} ngày 05/02/2025 của Chính phủ;`,
      '',
      'I. MỤC TIÊU',
    ).legalBases
    expect([basis?.number, basis?.date, basis?.issuer]).toEqual([number, '2025-02-05', 'Chính phủ'])
  })
})

describe('R12: the legal bases', () => {
  it('are two when one sentence names two, and what is amended is none', () => {
    const bases = (text: string) =>
      read(text, '', 'I. MỤC TIÊU').legalBases.map(({ number, issuer }) => [number, issuer])
    expect(
      bases(
        'Thực hiện Quyết định số 1322/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ và Thông tư số 35/2021/TT-BTC ngày 19/5/2021 của Bộ Tài chính',
      ),
    ).toEqual([
      ['1322/QĐ-TTg', 'Thủ tướng Chính phủ'],
      ['35/2021/TT-BTC', 'Bộ Tài chính'],
    ])
    expect(
      bases(
        'Căn cứ Nghị định số 5/2025/NĐ-CP ngày 2/1/2025 của Chính phủ sửa đổi Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2021/NĐ-CP;',
      ),
    ).toHaveLength(1)
  })
})

describe('R5: words that differ by their accents alone', () => {
  it('are told apart', () => {
    expect(aims('- Hỗ trợ 40 doanh nghiệp; nâng tỷ trọng đóng góp của TFP lên 45%.')).toEqual([
      [40, 40, 'doanh nghiệp', null, false],
      [45, 45, '%', null, false],
    ])
    expect(aims('- Hồ sơ kết quả của 12 doanh nghiệp được số hóa.')[0]).toEqual([
      12,
      12,
      'doanh nghiệp',
      null,
      false,
    ])
    expect(
      read('I. MỤC TIÊU', '- Hồ sơ kết quả của 12 doanh nghiệp được số hóa.').objectives[0]?.indicator,
    ).not.toBe('reviews')
    expect(aims('- Trang bị mới năm 2026 cho 12 doanh nghiệp.')[0]?.[4]).toBe(false)
    expect(aims('- Đào tạo 10 kỹ sư.')[0]?.[2]).not.toBe('kỹ')
    expect(
      duties(
        '1. Bố trí kinh phí thực hiện Kế hoạch.',
        '2. Báo cáo kết quả thực hiện.',
        '3. Bộ Tài chính thực hiện.',
      ).map(({ agency }) => agency),
    ).toEqual([null, null, 'Bộ Tài chính'])
  })

  it('in an opening such as "Ban hành", "Tổ chức", "Số liệu" name no agency', () => {
    const opening = fc.constantFrom(
      'Ban hành',
      'Tổ chức hội nghị',
      'Số liệu',
      'Bảo đảm',
      'Tính toán',
      'Quy định',
      'Phong trào',
      'Hội nghị',
    )
    fc.assert(
      fc.property(opening, (words) => {
        expect(duties(`1. ${words} theo kế hoạch, thực hiện hằng năm.`)[0]?.agency).toBeNull()
      }),
    )
  })
})

describe('R18: numbers that belong together', () => {
  it('share "mỗi năm" and "ít nhất"', () => {
    expect(aims('- Mỗi năm ít nhất 01 hội nghị và 03 lớp.')).toEqual([
      [1, null, 'hội nghị', null, true],
      [3, null, 'lớp', null, true],
    ])
    expect(
      aims('- Hằng năm tổ chức 02 hội nghị, 05 lớp; hỗ trợ 10 doanh nghiệp.').map((row) => row[4]),
    ).toEqual([true, true, false])
  })
})

describe('R16: parts that are no objectives', () => {
  it.each(['Yêu cầu', 'Quan điểm', 'Nguyên tắc'])('are those under "%s"', (heading) => {
    const plan = read(
      'I. MỤC ĐÍCH, YÊU CẦU',
      `1. ${heading}`,
      '- Bảo đảm 100% doanh nghiệp được biết.',
      '2. Mục đích',
      '- Nâng cao nhận thức.',
    )
    expect(plan.objectives.map(({ text }) => text)).toEqual(['Nâng cao nhận thức.'])
    expect(plan.statements.filter(({ kind }) => kind === 'principle')).toHaveLength(1)
  })
})

describe('R17: headings', () => {
  it('need no dot after a Roman number, and a word that begins like one is none', () => {
    expect(
      read('I MỤC TIÊU', '- Hỗ trợ 40 doanh nghiệp.', 'II NHIỆM VỤ').sections.map(({ code, title }) => [
        code,
        title,
      ]),
    ).toEqual([
      ['I', 'MỤC TIÊU'],
      ['II', 'NHIỆM VỤ'],
    ])
    expect(read('I MỤC TIÊU', 'XI MĂNG VÀ VẬT LIỆU').sections.map(({ code }) => code)).toEqual(['I'])
  })
})

describe('R13: the days of a duty', () => {
  const times = (text: string) => {
    const [duty] = duties('1. Sở Tài chính', `- ${text}`)
    return [duty?.recurrence, duty?.due.map(({ day, month }) => `${day}/${month}`)]
  }

  it('come once a year each when they are not half a year apart', () => {
    expect(times('Gửi báo cáo 6 tháng trước ngày 15/6 và báo cáo năm trước ngày 15/11')).toEqual([
      'yearly',
      ['15/6', '15/11'],
    ])
    expect(times('Báo cáo 6 tháng một lần, trước ngày 15/6 và 15/12')).toEqual([
      'halfYearly',
      ['15/6', '15/12'],
    ])
  })
})

describe('R6b: a kind of agency with names', () => {
  it('is all of them, with one duty', () => {
    expect(
      duties('1. Các Sở: Công Thương, Nông nghiệp và Môi trường, Y tế', '- Phối hợp tuyên truyền.').map(
        ({ agency, text }) => [agency, text],
      ),
    ).toEqual([['Các Sở: Công Thương, Nông nghiệp và Môi trường, Y tế', 'Phối hợp tuyên truyền.']])
  })
})

describe('R7: a table of targets', () => {
  it('is no budget', () => {
    const plan = read(
      'I. MỤC TIÊU',
      '',
      'TT|Chỉ tiêu|Đơn vị tính|Mục tiêu đến năm 2030',
      '1|Số doanh nghiệp được hỗ trợ|Doanh nghiệp|60',
      '2|Tỷ lệ truy xuất|%|≥ 30',
    )
    expect([plan.budget, objectives(plan)]).toEqual([
      null,
      [
        [60, 60, 'Doanh nghiệp', null, false],
        [30, null, '%', null, false],
      ],
    ])
    expect([plan.unplaced, codes(plan)]).toEqual([[], []])
  })

  it('keeps every cell: in an objective, or listed as not placed', () => {
    const value = fc.constantFrom('10', '≥ 30', 'khoảng 5', 'theo thực tế', '12,5')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, fc.constantFrom('', 'Sở Y tế')), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const lines = rows.map(
            ([one, other, note], at) => `${at + 1}\tTiêu chí ${'abcde'[at]}\tLớp\t${one}\t${other}\t${note}`,
          )
          const plan = read(
            'I. MỤC TIÊU',
            '',
            'TT\tChỉ tiêu\tĐVT\tNăm 2028\tNăm 2030\tCơ quan theo dõi',
            ...lines,
          )
          const kept = [
            ...plan.objectives.map(({ quantitySpan }) => quantitySpan),
            ...plan.unplaced.map(({ span }) => span),
          ]
          for (const [one, other, note] of rows)
            for (const cell of [one, other, note].filter((text) => text !== ''))
              expect(
                kept.some(
                  (span) =>
                    span !== null && plan.text.slice(span.start, span.end).includes(cell.replace(/^≥ /, '')),
                ),
              ).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('R8: a table of work', () => {
  it('keeps its days, helpers and products', () => {
    const plan = read(
      'I. MỤC TIÊU',
      '- Hỗ trợ 40 doanh nghiệp.',
      '',
      'Phụ lục',
      '',
      'TT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Sản phẩm|Thời gian',
      '1|Chuyên mục|Sở Khoa học và Công nghệ|Báo Lam Khê|Chuyên mục|6/2026',
      '2|Đào tạo|Sở Nội vụ|Các Sở|Lớp học|2027',
      '3|Hỗ trợ|Sở Công Thương|Sở Tài chính|Báo cáo|2026 - 2027',
    )
    expect(
      plan.duties.map(({ due, helpers, product }) => [due[0]?.month, due[0]?.year, helpers, product]),
    ).toEqual([
      [6, 2026, 'Báo Lam Khê', 'Chuyên mục'],
      [null, 2027, 'Các Sở', 'Lớp học'],
      [null, 2027, 'Sở Tài chính', 'Báo cáo'],
    ])
  })
})

describe('R14: a document without a head', () => {
  it('has its title, period and body in its opening words', () => {
    const plan = readPlan(
      'Ủy ban nhân dân tỉnh Lam Khê ban hành Kế hoạch nâng cao năng suất giai đoạn 2021 - 2025 như sau:\n\nI. MỤC TIÊU\n- Hỗ trợ 4 doanh nghiệp.',
    )
    expect([plan.issuer?.value, plan.title?.value, plan.periods.map(({ from, to }) => [from, to])]).toEqual([
      'Ủy ban nhân dân tỉnh Lam Khê',
      'Nâng cao năng suất giai đoạn 2021 - 2025',
      [[2021, 2025]],
    ])
  })
})

describe('R15: a total and its sources', () => {
  const found = (text: string, ...more: string[]) =>
    read('IV. KINH PHÍ', text, ...more)
      .findings.filter(({ code }) => code === 'funding.partsVsTotal')
      .map(({ expected, found: is }) => [expected, is])

  it('are added up, in one sentence or in the list under it', () => {
    expect(found('Tổng kinh phí 45,6 tỷ, trong đó: ngân sách 20 tỷ; doanh nghiệp 25 tỷ')).toEqual([
      [45_000_000_000, 45_600_000_000],
    ])
    expect(
      found('Tổng kinh phí 45 tỷ, trong đó:', '- Ngân sách: 20 tỷ đồng;', '- Doanh nghiệp: 26 tỷ đồng.'),
    ).toEqual([[46_000_000_000, 45_000_000_000]])
    expect(found('Tổng kinh phí 45 tỷ, trong đó: ngân sách 20 tỷ; doanh nghiệp 25 tỷ')).toEqual([])
    expect(found('Tổng kinh phí 45 tỷ, trong đó: ngân sách 20 tỷ.')).toEqual([])
  })
})

describe('R19, R20, R25: what stands around a plan', () => {
  it('is no period of it: the day of the decision that it comes with', () => {
    const plan = read('(Ban hành kèm theo Quyết định số 17 ngày 09 tháng 8 năm 2021)', '', 'I. MỤC TIÊU')
    expect(plan.periods.map(({ from, to }) => [from, to])).toEqual([[2026, 2030]])
  })

  it('is not its title: the name and the metadata of a web page', () => {
    const plan = readPlan(
      `Kế hoạch 12/KH-UBND 2026 hỗ trợ doanh nghiệp - Thư viện\n\n|Số hiệu|12/KH-UBND|Loại văn bản|Kế hoạch|\n|---|---|---|---|\n|Cơ quan|Tỉnh Lam Khê|Tình trạng|Còn hiệu lực|\n\n${head}\nI. MỤC TIÊU\n`,
    )
    expect(plan.title?.value).toBe('Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030')
  })

  it('is not broken by the width of its lines', () => {
    const plan = readPlan(
      head.replace('nâng cao năng suất giai đoạn 2026 - 2030', 'nâng cao\nnăng suất giai đoạn 2026\n- 2030'),
    )
    expect(plan.title?.value).toBe('Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030')
  })
})

describe('R8: the time of a row of work', () => {
  it.each([
    ['6/2026', [[2026, null, 6, null]]],
    ['Tháng 01/2026', [[2026, null, 1, null]]],
    [
      'Tháng 6, tháng 12/2026',
      [
        [2026, null, 6, null],
        [2026, null, 12, null],
      ],
    ],
    ['Quý I - Quý II/2026', [[2026, 2, null, null]]],
    ['Q4/2026', [[2026, 4, null, null]]],
    ['15/4/2026 - 30/5/2026', [[2026, null, 5, 30]]],
    ['Trước 15/12/2027', [[2027, null, 12, 15]]],
    ['2026 - 2027', [[2027, null, null, null]]],
    ['Hằng quý', []],
    ['Thường xuyên', []],
  ])('is read: %s', (time, due) => {
    const plan = read(
      'I. MỤC TIÊU',
      '',
      'TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian',
      `1\tKhảo sát\tSở Y tế\t${time}`,
    )
    expect(plan.duties[0]?.due.map(({ year, quarter, month, day }) => [year, quarter, month, day])).toEqual(
      due,
    )
  })
})

describe('lettered years over their own items', () => {
  it('are the time of these, and no objective', () => {
    const plan = read(
      'II. MỤC TIÊU',
      '2. Mục tiêu cụ thể',
      'a) Đến năm 2028',
      '- Hỗ trợ 5 doanh nghiệp.',
      'b) Đến năm 2030',
      '- Hỗ trợ 9 doanh nghiệp.',
    )
    expect(plan.objectives.map(({ quantity, period }) => [quantity?.min, period?.to])).toEqual([
      [5, 2028],
      [9, 2030],
    ])
  })
})
