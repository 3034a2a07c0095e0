import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'

/* What the written documents of plans have brought to light, each in the least text that shows it. */

const dutiesOf = (...lines: string[]) =>
  readPlan(['KẾ HOẠCH', 'V. TỔ CHỨC THỰC HIỆN', ...lines].join('\n\n')).duties

describe('whose duty it is', () => {
  it('is told of agencies that are called after a work', () => {
    const duties = dutiesOf(
      '1. Sở Xây dựng',
      '- Hướng dẫn doanh nghiệp vật liệu.',
      '2. Ban Quản lý các Khu công nghiệp:',
      '- Vận động doanh nghiệp tham gia.',
      '3. Giao Sở Tài chính bố trí kinh phí.',
    )
    expect(duties.map(({ agency, text }) => [agency, text])).toEqual([
      ['Sở Xây dựng', 'Hướng dẫn doanh nghiệp vật liệu.'],
      ['Ban Quản lý các Khu công nghiệp', 'Vận động doanh nghiệp tham gia.'],
      ['Sở Tài chính', 'bố trí kinh phí.'],
    ])
  })

  it('is told of as many agencies as one heading names', () => {
    const names = Array.from({ length: 14 }, (_, at) => `Ủy ban nhân dân huyện Số ${at + 1}`).join(', ')
    expect(dutiesOf(`1. ${names}`, '- Tuyên truyền.').map(({ agency, text }) => [agency, text])).toEqual([
      [names, 'Tuyên truyền.'],
    ])
  })
})

describe('how often a duty comes', () => {
  it('is not "every six months" because it is due on the sixth of a month', () => {
    const [dated, halfYearly] = dutiesOf(
      '1. Sở Tài chính',
      '- Báo cáo trước ngày 06 tháng 3 hằng năm.',
      '- Báo cáo 6 tháng một lần.',
    )
    expect(dated).toMatchObject({ recurrence: 'yearly', due: [{ month: 3, day: 6, before: true }] })
    expect(halfYearly?.recurrence).toBe('halfYearly')
  })
})

describe('the plan that is replaced', () => {
  const replaced = (sentence: string) => readPlan(`KẾ HOẠCH\n\nI. MỤC TIÊU\n\n${sentence}`)

  it('is named with all that stands in brackets within it, up to the "./." of the document', () => {
    const plan = replaced(
      '(Kế hoạch này thay thế Kế hoạch số 125/KH-UBND ngày 13/8/2021 của UBND tỉnh về thực hành tốt (G.A.P) đến năm 2030)./.',
    )
    expect(plan.replaces?.number).toBe('125/KH-UBND')
    expect(plan.replaces?.text).toMatch(/tốt \(G\.A\.P\) đến năm 2030\)/)
    expect(plan.unplaced).toEqual([])
  })

  it('ends with its sentence', () => {
    const plan = replaced('Kế hoạch này thay thế Kế hoạch số 125/KH-UBND ngày 13/8/2021. Các sở thực hiện.')
    expect(plan.replaces?.text).toBe('Kế hoạch này thay thế Kế hoạch số 125/KH-UBND ngày 13/8/2021.')
  })
})

describe('a line that the width of the page has broken', () => {
  it('goes on within a number and within a period', () => {
    const { title } = readPlan(
      'KẾ HOẠCH\nNâng cao năng suất theo Nghị quyết số 11/2023/NQ-\nHĐND trên địa bàn tỉnh giai đoạn 2024\n- 2025\n\nI. MỤC TIÊU\n',
    )
    expect(title?.value).toBe(
      'Nâng cao năng suất theo Nghị quyết số 11/2023/NQ-HĐND trên địa bàn tỉnh giai đoạn 2024 - 2025',
    )
  })
})

describe('a table of money', () => {
  const head = 'STT\tNội dung\tTổng\t2024\tGhi chú'

  it('alone under "Phụ lục" is the appendix, whatever its title begins with', () => {
    const plan = readPlan(
      ['Phụ lục', 'DỰ TOÁN KINH PHÍ', 'Đơn vị tính: triệu đồng', `${head}\nI\tHội nghị\t5\t5\t`].join('\n\n'),
    )
    expect([plan.budget?.total, plan.unplaced, plan.funding]).toEqual([5_000_000, [], []])
  })

  it('that says the same once more is no second budget; one that says other things is', () => {
    const again = (amount: string) =>
      readPlan(
        `Đơn vị tính: triệu đồng\n\n${head}\nI\tHội nghị\t5\t5\t\n\nBảng sau\n\nMã\tNội dung\tTổng\t2024\tThuyết minh (đồng)\nI\tHội nghị\t${amount}\t${amount}\t`,
      ).findings.filter(({ code }) => code === 'budget.severalTables').length
    expect([again('5.000.000'), again('6.000.000')]).toEqual([0, 1])
  })
})

describe('studies of TFP', () => {
  it('are counted as a target of their own', () => {
    const { objectives } = readPlan(
      'KẾ HOẠCH\n\nI. MỤC TIÊU\n\n- Công bố 01 báo cáo tính toán mức đóng góp của TFP.',
    )
    expect(objectives).toMatchObject([
      { indicator: 'tfpStudies', quantity: { min: 1, max: 1 }, unit: 'báo cáo' },
    ])
  })
})

describe('the fourth batch of documents', () => {
  const under = (heading: string, ...lines: string[]) =>
    readPlan(['KẾ HOẠCH', 'Nâng cao năng suất giai đoạn 2027 - 2030', heading, ...lines].join('\n\n'))

  it('has a programme whose decision has lost the line over its title', () => {
    const plan = readPlan(
      [
        'ỦY BAN NHÂN DÂN TỈNH HẠ GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 17/QĐ-UBND | Hạ Giang, ngày 30 tháng 12 năm 2026 |',
        'BAN HÀNH KẾ HOẠCH NÂNG CAO NĂNG SUẤT TỈNH HẠ GIANG GIAI ĐOẠN 2027 - 2030',
        'QUYẾT ĐỊNH:',
        'Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao năng suất.',
        'Điều 2. Chánh Văn phòng và các sở chịu trách nhiệm thi hành Quyết định này./.',
        '| KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nHoàng Văn Giả |',
        'KẾ HOẠCH',
        'NÂNG CAO NĂNG SUẤT TỈNH HẠ GIANG GIAI ĐOẠN 2027 - 2030\n(Ban hành kèm theo Quyết định số 17/QĐ-UBND ngày 30/12/2026)',
        'I. MỤC TIÊU\n- Hỗ trợ 20 doanh nghiệp.',
      ].join('\n'),
    )
    expect([plan.number?.value, plan.signatory?.name, plan.objectives.length, plan.unplaced]).toEqual([
      '17/QĐ-UBND',
      'Hoàng Văn Giả',
      1,
      [],
    ])
  })

  it('has a body whose place a copy has lost', () => {
    const { issuer, province } = readPlan(
      'ỦY BAN NHÂN DÂN |\nSố: 16/KH-UBND |\nHạ Giang, ngày 22 tháng 01 năm 2027 |\nKẾ HOẠCH\nTruy xuất nguồn gốc năm 2027 trên địa bàn tỉnh Hạ Giang\n\nI. MỤC TIÊU\n- Hỗ trợ 5 hợp tác xã.',
    )
    expect([issuer?.value, province?.value]).toEqual(['Ủy ban nhân dân tỉnh Hạ Giang', 'Hạ Giang'])
  })

  it('has an amount in words between brackets, and one that the line has broken off from its name', () => {
    const { funding } = under(
      'III. KINH PHÍ',
      'Tổng kinh phí: 5.940 triệu đồng (Năm tỷ, chín trăm bốn mươi triệu đồng), trong đó:',
      '- Kinh phí đối ứng của doanh nghiệp:\n5.940 triệu đồng.',
    )
    expect(funding.map(({ source, amount, inWords }) => [source, amount, inWords?.amount])).toEqual([
      [null, 5_940_000_000, 5_940_000_000],
      ['enterprise', 5_940_000_000, undefined],
    ])
  })

  it.each([
    [
      'Phân kỳ ngân sách tỉnh: năm 2027: 4 tỷ đồng; năm 2028: 5 tỷ đồng.',
      ['provincialBudget', 'provincialBudget'],
    ],
    [
      'Năm 2027 là 4 tỷ đồng, năm 2028 là 5 tỷ đồng, lấy từ ngân sách trung ương.',
      ['centralBudget', 'centralBudget'],
    ],
    ['Năm 2027 là 4 tỷ đồng, năm 2028 là 5 tỷ đồng.', [null, null]],
    ['Tổng 9 tỷ đồng: năm 2027 là 4 tỷ đồng. Doanh nghiệp tự lo năm 2028.', [null]],
  ])('has sums of years whose source stands once: %s', (sentence, wanted) => {
    expect(
      under('III. KINH PHÍ', sentence)
        .funding.slice(-wanted.length)
        .map(({ source }) => source),
    ).toEqual(wanted)
  })

  it('has the years of one source after the sources: these are no further parts of the total', () => {
    const { findings } = under(
      'III. KINH PHÍ',
      '1. Tổng kinh phí 12 tỷ đồng, trong đó:',
      'a) Ngân sách trung ương: 3 tỷ đồng;',
      'b) Ngân sách tỉnh: 9 tỷ đồng.',
      '2. Phân kỳ ngân sách tỉnh: Năm 2027: 4 tỷ đồng; năm 2028: 5 tỷ đồng.',
    )
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it.each([
    [
      'Hỗ trợ 24 cơ sở áp dụng 5S (mỗi năm 08 cơ sở).',
      [
        [24, false],
        [8, true],
      ],
    ],
    [
      'Mở 01 lớp tập huấn (40 người/lớp).',
      [
        [1, false],
        [40, false],
      ],
    ],
    [
      'Hỗ trợ 30 sản phẩm (trong đó 10 sản phẩm OCOP).',
      [
        [30, false],
        [10, false],
      ],
    ],
  ])('has numbers in brackets, whose words are their own: %s', (sentence, wanted) => {
    expect(
      under('I. MỤC TIÊU CỤ THỂ', `- ${sentence}`).objectives.map(({ quantity, perYear }) => [
        quantity?.min,
        perYear,
      ]),
    ).toEqual(wanted)
  })

  it('has numbers of places where something is held, which are no targets', () => {
    const { objectives, findings } = under(
      'I. MỤC TIÊU CỤ THỂ',
      '- Tổ chức 08 lớp tập huấn tại 07 huyện và 01 thành phố.',
    )
    expect(objectives.map(({ unit }) => unit)).toEqual(['lớp tập huấn'])
    expect(findings.filter(({ code }) => code === 'objective.numberUnread')).toEqual([])
  })

  it.each([
    '12 làng nghề',
    '15 cụm công nghiệp',
    '1.500 lao động',
    '300 lượt học viên',
    '20 hộ sản xuất',
    '5 nhãn hiệu tập thể',
  ])('has what other provinces count: %s', (counted) => {
    expect(under('I. MỤC TIÊU CỤ THỂ', `- Hỗ trợ ${counted}.`).objectives.map(({ unit }) => unit)).toEqual([
      counted.replace(/^[\d.]+ /, ''),
    ])
  })

  it('has the years of a heading "Định hướng đến năm 2030" over what it says', () => {
    const { objectives } = under(
      'I. MỤC TIÊU',
      '2. Mục tiêu cụ thể',
      'a) Đến năm 2028:',
      '- Có 30 doanh nghiệp.',
      'b) Định hướng đến năm 2030:',
      '- Có 70 doanh nghiệp.',
    )
    expect(objectives.map(({ period }) => period?.to)).toEqual([2028, 2030])
  })

  it('has an order of priority in one sentence', () => {
    const { beneficiaries } = under(
      'II. ĐỐI TƯỢNG HỖ TRỢ',
      '1. Doanh nghiệp trong tỉnh.',
      '2. Thứ tự ưu tiên: (1) Doanh nghiệp do phụ nữ làm chủ; (2) Hợp tác xã.',
    )
    expect(beneficiaries.map(({ text, priority }) => [text, priority]).slice(1)).toEqual([
      ['Doanh nghiệp do phụ nữ làm chủ', 2],
      ['Hợp tác xã', 3],
    ])
  })

  it('has agencies named by one word before what they do', () => {
    expect(
      dutiesOf(
        '1. Các Sở: Công Thương, Nông nghiệp và Môi trường, Xây dựng phối hợp giới thiệu doanh nghiệp.',
      ).map(({ agency }) => agency),
    ).toEqual(['Các Sở: Công Thương, Nông nghiệp và Môi trường, Xây dựng'])
  })

  it('has work that is done all the time, and a line that only introduces a table', () => {
    const plan = readPlan(
      'KẾ HOẠCH\n\nII. NHIỆM VỤ\n\nCác nhiệm vụ, phân công và thời gian thực hiện:\n\n| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Tuyên truyền | Sở Y tế | Thường xuyên |\n',
    )
    expect([plan.tasks, plan.unplaced, plan.duties.map(({ recurrence }) => recurrence)]).toEqual([
      [],
      [],
      ['periodic'],
    ])
  })
})

describe('the fifth batch of documents', () => {
  it.each([
    ['Trong đó: vốn tự có của các chủ thể 15 tỷ đồng.', 'enterprise'],
    ['Ngân sách cấp trung ương: 2 tỷ đồng.', 'centralBudget'],
    ['NS xã: 2 tỷ đồng.', 'districtBudget'],
    ['NS thành phố: 2 tỷ đồng.', 'provincialBudget'],
  ])('names sources by other words: %s', (sentence, source) => {
    expect(readPlan(`KẾ HOẠCH\n\nIII. KINH PHÍ\n\n${sentence}`).funding.map((one) => one.source)).toEqual([
      source,
    ])
  })

  it('heads the columns of a table with the short names of sources', () => {
    const plan = readPlan(
      'Đơn vị tính: triệu đồng\n\nSTT\tNội dung\tTổng cộng\tNS tỉnh\tVốn DN\n1\tĐào tạo\t1.800\t1.000\t800\nCộng\t\t1.800\t1.000\t800',
    )
    expect([plan.budget?.bySource, plan.findings.filter(({ severity }) => severity === 'error')]).toEqual([
      { provincialBudget: 1_000_000_000, enterprise: 800_000_000 },
      [],
    ])
  })

  it('says the money under a heading of work and money', () => {
    const plan = readPlan(
      'NGHỊ QUYẾT\n\nĐiều 3. Nội dung và kinh phí\n\nTổng kinh phí thực hiện là 12.600 triệu đồng.\n\n1. Đào tạo, tập huấn.',
    )
    expect([plan.funding.map(({ amount }) => amount), plan.tasks.map(({ text }) => text)]).toEqual([
      [12_600_000_000],
      ['Đào tạo, tập huấn.'],
    ])
  })

  it('counts the learners of each class apart from the classes of each year', () => {
    const { objectives } = readPlan(
      'KẾ HOẠCH\n\nI. MỤC TIÊU CỤ THỂ\n\n- Mỗi năm tổ chức 02 lớp đào tạo, mỗi lớp 30 học viên.\n\n- Mỗi năm 02 hội nghị, 03 lớp.',
    )
    expect(objectives.map(({ perYear }) => perYear)).toEqual([true, false, true, true])
  })

  it('has years before verbs that are also bodies', () => {
    const { objectives } = readPlan(
      'KẾ HOẠCH\n\nI. MỤC TIÊU CỤ THỂ\n\n- Năm 2027 tổ chức 02 hội nghị; năm 2028 tổ chức 03 hội nghị.',
    )
    expect(objectives.map(({ quantity, period }) => [quantity?.min, period?.to])).toEqual([
      [2, 2027],
      [3, 2028],
    ])
  })

  it('has recipients and signature in one line', () => {
    const { recipients, signatory } = readPlan(
      'KẾ HOẠCH\n\nI. MỤC TIÊU\n- Hỗ trợ 5 doanh nghiệp.\n\nNơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như mục IV; KT. CHỦ TỊCH\n- Chủ tịch UBND tỉnh;\n- Lưu: VT, NNMT. PHÓ CHỦ TỊCH\n\nY Giang Thử',
    )
    expect([recipients.map(({ text }) => text), signatory?.office, signatory?.name]).toEqual([
      ['Như mục IV', 'Chủ tịch UBND tỉnh', 'Lưu: VT, NNMT'],
      'PHÓ CHỦ TỊCH',
      'Y Giang Thử',
    ])
  })
})

describe('the sixth batch of documents', () => {
  it('has the years of its title on a line by themselves', () => {
    const plan = readPlan(
      'KẾ HOẠCH\nNÂNG CAO CHẤT LƯỢNG SẢN PHẨM LÀNG NGHỀ\nGIAI ĐOẠN 2027 - 2030, ĐỊNH HƯỚNG ĐẾN NĂM 2035\nThực hiện Quyết định số 801/QĐ-TTg ngày 07/7/2022, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:\nI. MỤC TIÊU\n- Hỗ trợ 5 làng nghề.',
    )
    expect([plan.title?.value, plan.periods.map(({ to }) => to), plan.legalBases.length]).toEqual([
      'NÂNG CAO CHẤT LƯỢNG SẢN PHẨM LÀNG NGHỀ GIAI ĐOẠN 2027 - 2030, ĐỊNH HƯỚNG ĐẾN NĂM 2035',
      [2030, 2035],
      1,
    ])
  })

  it.each(["H'Lan Niê Thử", 'Y-Blok Êban', 'Chamaléa Thị Ví'])('is signed by %s', (name) => {
    const { signatory } = readPlan(
      `KẾ HOẠCH\n\nI. MỤC TIÊU\n- Hỗ trợ 5 làng nghề.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n${name}`,
    )
    expect(signatory?.name).toBe(name)
  })

  it('says once of classes and their learners that it is each year', () => {
    const { objectives } = readPlan(
      'KẾ HOẠCH\n\nI. MỤC TIÊU CỤ THỂ\n\n- Mỗi năm đào tạo 02 lớp với 60 học viên.',
    )
    expect(objectives.map(({ perYear }) => perYear)).toEqual([true, true])
  })

  it('names a sum whose years follow as "cụ thể"', () => {
    const { funding } = readPlan(
      'KẾ HOẠCH\n\nIII. KINH PHÍ\n\nDự kiến kinh phí: 4.200 triệu đồng, cụ thể:\n\n- Năm 2027: 4.200 triệu đồng.',
    )
    expect(funding.map(({ isTotal }) => isTotal)).toEqual([true, false])
  })
})

describe('the seventh batch of documents', () => {
  it.each(['(Đã ký)', 'Đã ký', '[Đã ký]', '(Đã ký, đóng dấu)', '(Ký số)', '(Ký tên và đóng dấu)'])(
    'is signed by a name and not by "%s"',
    (mark) => {
      const plan = readPlan(
        `KẾ HOẠCH\nNâng cao năng suất năm 2027\n\nI. MỤC TIÊU\n- Hỗ trợ 5 doanh nghiệp.\n\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n${mark}\nVũ Đình Thử\n`,
      )
      expect([plan.signatory?.office, plan.signatory?.name]).toEqual(['CHỦ TỊCH', 'Vũ Đình Thử'])
    },
  )

  it.each([
    ['Hằng năm có 15 doanh nghiệp được hỗ trợ, trong đó ít nhất 05 hợp tác xã.', [true, true]],
    ['Mỗi năm mở 04 lớp, trong đó 02 lớp tại huyện.', [true, true]],
    ['Hằng năm hỗ trợ 10 doanh nghiệp, trong đó 80% là doanh nghiệp nhỏ.', [true, false]],
    ['Hỗ trợ 15 doanh nghiệp, trong đó ít nhất 05 hợp tác xã.', [false, false]],
  ])('takes a part of each year for one of each year: %s', (sentence, yearly) => {
    const { objectives } = readPlan(`KẾ HOẠCH\n\nI. MỤC TIÊU\n\n- ${sentence}`)
    expect(objectives.map(({ perYear }) => perYear)).toEqual(yearly)
    expect(objectives[1]?.partOf).toBe(0)
  })

  it('finds the money under a heading within the part on carrying out, and the work beside it', () => {
    const plan = readPlan(
      [
        'ĐỀ ÁN',
        'Phần thứ ba',
        'TỔ CHỨC THỰC HIỆN',
        'I. Kinh phí thực hiện',
        'Tổng kinh phí: 30 triệu đồng, trong đó: ngân sách tỉnh 20 triệu đồng; hợp tác xã, doanh nghiệp đóng góp 10 triệu đồng.',
        'II. Phân công',
        '1. Sở Khoa học và Công nghệ chủ trì.',
      ].join('\n\n'),
    )
    expect(plan.funding.map(({ source, amount, isTotal }) => [isTotal ? 'tổng' : source, amount])).toEqual([
      ['tổng', 30_000_000],
      ['provincialBudget', 20_000_000],
      ['enterprise', 10_000_000],
    ])
    expect(plan.duties.map(({ agency }) => agency)).toEqual(['Sở Khoa học và Công nghệ'])
  })
})

describe('the eighth batch of documents', () => {
  it.each([
    'Phú Đức, ngày  18  tháng  3  năm 2026',
    'Phú Đức, ngày 18  tháng 3  năm  2026',
    'Phú Đức, ngày    18 tháng    3 năm 2026',
  ])('is dated by a line whose numbers were filled into gaps: %s', (dated) => {
    const plan = readPlan(
      [
        '   ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '     XÃ PHÚ ĐỨC                    Độc lập - Tự do - Hạnh phúc',
        `   Số:  41 /KH-UBND               ${dated}`,
        '',
        '                            KẾ HOẠCH',
        '        Hỗ trợ cơ sở sản xuất nâng cao chất lượng năm 2026',
        '',
        '    I. MỤC TIÊU',
        '    - Hỗ trợ 3 cơ sở.',
      ].join('\n'),
    )
    expect([plan.number?.value, plan.date?.value]).toEqual(['41/KH-UBND', '2026-03-18'])
    expect(plan.unplaced).toEqual([])
  })

  it('gives work to the heads of hamlets', () => {
    const duties = dutiesOf(
      '1. Trưởng các thôn: vận động cơ sở trên địa bàn.',
      '2. Trưởng ấp, Trưởng khu phố tuyên truyền.',
    )
    expect(duties.map(({ agency }) => agency)).toEqual(['Trưởng các thôn', 'Trưởng ấp, Trưởng khu phố'])
  })
})
