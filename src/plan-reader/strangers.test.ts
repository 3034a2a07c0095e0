import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import { aside, counted, readUnderHead, wrong } from './testing.ts'

/* What public documents do that the made-up ones did not: found in a third blind run, each kind in several variants. */

const bases = (text: string) => readPlan(text).legalBases.map(({ number, date }) => [number, date])
const head = (...lines: string[]) =>
  readPlan(
    [
      'ỦY BAN NHÂN DÂN',
      'TỈNH HẠ GIANG',
      'Số: 12/KH-UBND',
      'Hạ Giang, ngày 6 tháng 5 năm 2026',
      ...lines,
    ].join('\n'),
  )

describe('a plan whose line of the kind is lost', () => {
  it.each([
    [
      '| Số hiệu | 12/KH-UBND |',
      '| Loại văn bản | Kế hoạch |',
      '| Cơ quan ban hành | Tỉnh Hạ Giang |',
      '| Người ký | Lò Văn Mẫu |',
    ],
    ['Số hiệu: 12/KH-UBND', 'Cơ quan ban hành: Tỉnh Hạ Giang'],
    [],
  ])('has its title in the capitals under the day, and no metadata for a title', (...metadata) => {
    const plan = readPlan(
      [
        ...metadata,
        'ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |',
        'Số: 12/KH-UBND | Hạ Giang, ngày 6 tháng 5 năm 2026 |',
        'CHUYỂN ĐỔI SỐ TỈNH HẠ GIANG NĂM 2026',
        '- Luật Công nghệ thông tin ngày 29/6/2006;',
        '- Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;',
        'I. MỤC TIÊU',
        '- Hỗ trợ 5 doanh nghiệp.',
      ].join('\n'),
    )
    expect(plan.title?.value).toBe('CHUYỂN ĐỔI SỐ TỈNH HẠ GIANG NĂM 2026')
    expect(plan.periods).toMatchObject([{ from: 2026, to: 2026 }])
    expect(plan.legalBases.map(({ kind, number, date }) => [kind, number, date])).toEqual([
      ['Luật', null, '2006-06-29'],
      ['Nghị quyết', '57-NQ/TW', '2024-12-22'],
    ])
    expect(plan.objectives).toHaveLength(1)
  })
})

describe('a title', () => {
  it.each([
    ['ĐẾN NĂM', '2030 TRÊN ĐỊA BÀN TỈNH', [[null, 2030]]],
    ['GIAI ĐOẠN 2026 -', '2030 TRÊN ĐỊA BÀN TỈNH', [[2026, 2030]]],
    ['TRÊN ĐỊA BÀN TỈNH NĂM', '2027', [[2027, 2027]]],
  ])('broken within its period: %s / %s', (first, second, years) => {
    const { periods } = head(
      'KẾ HOẠCH',
      `TRIỂN KHAI CHIẾN LƯỢC DỮ LIỆU ${first}`,
      second,
      'I. MỤC TIÊU',
      '- Hỗ trợ 5 doanh nghiệp.',
    )
    expect(periods.map(({ from, to }) => [from, to])).toEqual(years)
  })

  it.each(['TRONG NĂM 2026 VÀ CÁC NĂM TIẾP THEO', 'NĂM 2026'])('ends before who acts: %s', (end) => {
    const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 12/QĐ-UBND
Hạ Giang, ngày 6 tháng 5 năm 2026
QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH NÂNG CAO NĂNG SUẤT ${end}
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẠ GIANG
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao năng suất.
`)
    expect(plan.title?.value).toBe(`BAN HÀNH KẾ HOẠCH NÂNG CAO NĂNG SUẤT ${end}`)
  })

  it.each([
    ['ĐẾN NĂM 2025, ĐỊNH HƯỚNG', 'ĐẾN NĂM 2030 TRÊN ĐỊA BÀN TỈNH HẠ GIANG'],
    ['GIAI ĐOẠN 2021 - 2025,', 'ĐỊNH HƯỚNG ĐẾN NĂM 2030 TRÊN ĐỊA BÀN TỈNH'],
  ])('goes on with its years and place: %s / %s', (first, second) => {
    const plan = head(
      'KẾ HOẠCH',
      `PHÁT TRIỂN KINH TẾ SỐ ${first}`,
      second,
      'I. MỤC TIÊU',
      '- Hỗ trợ 5 doanh nghiệp.',
    )
    expect(plan.title?.value).toBe(`PHÁT TRIỂN KINH TẾ SỐ ${first} ${second}`)
    expect(plan.periods.map(({ to, kind }) => [to, kind])).toEqual([
      [2025, 'main'],
      [2030, 'orientation'],
    ])
  })

  it('of a web page is taken in full where the opening shortens it', () => {
    const plan = readPlan(`Thực hiện công tác chuyển đổi số trên địa bàn xã Đăk Mẫu năm 2026
Thực hiện Kế hoạch số 27/KH-UBND ngày 15/12/2025 của UBND tỉnh Hạ Giang về chuyển đổi số; UBND xã Đăk Mẫu xây dựng Kế hoạch thực hiện công tác chuyển đổi số trên địa bàn xã năm 2026, cụ thể như sau:
1. Mục tiêu
- Phòng Văn hóa - Xã hội chủ trì tham mưu:
- 100% hồ sơ được xử lý trên môi trường mạng.
`)
    expect(plan.title?.value).toBe('Thực hiện công tác chuyển đổi số trên địa bàn xã Đăk Mẫu năm 2026')
    // Who acts, not who is named; and a commune is no province.
    expect([plan.issuer?.value, plan.province]).toEqual(['Ủy ban nhân dân xã Đăk Mẫu', null])
    expect(counted(plan)).toEqual([['=', 100, '%']])
  })
})

describe('bases', () => {
  it.each([
    'Căn cứ các Quyết định của Thủ tướng Chính phủ: Số 45/QĐ-TTg ngày 15/5/2020 về kế hoạch; số 18/QĐ-TTg ngày 28/10/2021 về đề án;',
    'Căn cứ các Quyết định của Thủ tướng Chính phủ số 45/QĐ-TTg ngày 15/5/2020 về kế hoạch; số 18/QĐ-TTg ngày 28/10/2021 về đề án;',
    'Căn cứ Quyết định của Thủ tướng Chính phủ số 45/QĐ-TTg ngày 15/5/2020; Quyết định số 18/QĐ-TTg ngày 28/10/2021;',
  ])('under the name of their issuer: %s', (line) => {
    expect(
      bases(
        `Số: 12/KH-UBND\nKẾ HOẠCH\nNâng cao năng suất năm 2026\n${line}\nI. MỤC TIÊU\n- Hỗ trợ 5 doanh nghiệp.\n`,
      ),
    ).toEqual([
      ['45/QĐ-TTg', '2020-05-15'],
      ['18/QĐ-TTg', '2021-10-28'],
    ])
  })

  it.each([
    'theo đề nghị của Sở Công Thương tại Tờ trình số 14/TTr-SCT ngày 16/4/2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch nâng cao năng suất năm 2026 với các nội dung như sau:',
    'Ủy ban nhân dân tỉnh ban hành Kế hoạch nâng cao năng suất năm 2026 như sau:',
  ])('before the opening words of the same sentence: %s', (opening) => {
    const plan = head(
      'KẾ HOẠCH',
      'Nâng cao năng suất năm 2026',
      'Căn cứ Nghị quyết số 9-NQ/TU ngày 05/02/2022 của Ban Thường vụ Tỉnh ủy;',
      `Kế hoạch số 97/KH-UBND ngày 25/3/2023 của Ủy ban nhân dân tỉnh về triển khai Đề án năm 2022 - 2030; ${opening}`,
      'I. MỤC TIÊU',
      '- Hỗ trợ 5 doanh nghiệp.',
    )
    expect(plan.legalBases.map(({ number, date }) => [number, date])).toEqual([
      ['9-NQ/TU', '2022-02-05'],
      ['97/KH-UBND', '2023-03-25'],
    ])
    // The years of the basis are none of the plan's.
    expect(wrong(plan)).toEqual([])
  })
})

it('what a basis carries out, and who asked for the document, are no bases beside it', () => {
  const plan = head(
    'KẾ HOẠCH',
    'Nâng cao năng suất năm 2026 và giai đoạn 2026 - 2028',
    'Căn cứ Kế hoạch số 283/KH-UBND ngày 24/9/2025 của Ủy ban nhân dân tỉnh về việc thực hiện Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ và Chương trình hành động số 10-CTr/TU ngày 13/8/2025;',
    'Xét đề nghị của Sở Tài chính tại Công văn số 31/STC-DN ngày 07/01/2026 và Thông báo số 379/TB-UBND ngày 19/11/2025,',
    'Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:',
    'I. MỤC TIÊU',
    '- Hỗ trợ 5 doanh nghiệp.',
  )
  expect(plan.legalBases.map(({ number }) => number)).toEqual(['283/KH-UBND'])
  expect(plan.periods[0]).toMatchObject({ from: 2026, to: 2028 })
  expect(aside(plan)).toEqual([])
})

describe('a web copy whose first lines are narrow', () => {
  it.each([
    ['Điều 2. Giao', 'Sở Công Thương chủ trì theo dõi, hằng năm báo cáo Ủy ban nhân dân tỉnh.'],
    ['Điều 2. Giao Giám đốc Sở', 'Công Thương chủ trì theo dõi, hằng năm báo cáo Ủy ban nhân dân tỉnh.'],
  ])('does not part a name: %s / %s', (first, second) => {
    const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 12/QĐ-UBND
Hạ Giang, ngày 6 tháng 5 năm 2026
QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH NÂNG CAO NĂNG SUẤT NĂM 2026
Theo đề nghị của Giám đốc Sở
Công Thương tại Tờ trình số 34/TTr-SCT ngày 01 tháng 4 năm 2026.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao năng suất.
${first}
${second}
Điều 3. Quyết định này có hiệu lực từ ngày ký.
`)
    expect(
      plan.duties.map(({ agency, recurrence }) => [agency?.replace('Giám đốc ', ''), recurrence]),
    ).toEqual([['Sở Công Thương', 'yearly']])
    expect(aside(plan)).toEqual([])
  })
})

describe('a programme that has lost its kind and its caption', () => {
  it.each([
    'Nơi nhận: | TM. ỦY BAN NHÂN DÂN |',
    'Nơi nhận: |\nTM.\nỦY BAN NHÂN DÂN |',
    'Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN',
  ])('begins with its title after %s', (tail) => {
    const plan = readPlan(`ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 42/QĐ-UBND | Hạ Giang, ngày 6 tháng 5 năm 2026 |
ỦY BAN NHÂN DÂN TỈNH HẠ GIANG
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Đề án nâng cao năng suất tỉnh Hạ Giang giai đoạn 2026 - 2030.
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.
${tail}
NÂNG CAO NĂNG SUẤT, CHẤT LƯỢNG SẢN PHẨM TỈNH HẠ GIANG GIAI ĐOẠN 2026 - 2030
I. MỤC TIÊU
- Hỗ trợ 60 doanh nghiệp.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Bố trí kinh phí hằng năm.
`)
    expect(plan.title?.value).toBe(
      'NÂNG CAO NĂNG SUẤT, CHẤT LƯỢNG SẢN PHẨM TỈNH HẠ GIANG GIAI ĐOẠN 2026 - 2030',
    )
    expect(plan.periods).toMatchObject([{ from: 2026, to: 2030 }])
    expect(counted(plan)).toEqual([['=', 60, 'doanh nghiệp']])
    expect(plan.duties.map(({ agency }) => agency)).toEqual(['Sở Tài chính'])
    expect(plan.recipients.map(({ text }) => text).filter((text) => text !== 'Lưu: VT')).toEqual([])
    expect(aside(plan)).toEqual([])
  })

  it.each(['DANH MỤC NHIỆM VỤ TRIỂN KHAI NĂM 2026', 'BIỂU TỔNG HỢP KINH PHÍ THỰC HIỆN'])(
    'is not what an appendix of the decision is called: %s',
    (title) => {
      const plan = readPlan(`ỦY BAN NHÂN DÂN TỈNH HẠ GIANG
Số: 42/QĐ-UBND
QUYẾT ĐỊNH
Phê duyệt Kế hoạch nâng cao năng suất năm 2026
Điều 1. Phê duyệt Kế hoạch.
I. MỤC TIÊU
- Hỗ trợ 60 doanh nghiệp.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lò Văn Mẫu
${title}
`)
      expect(plan.title?.value).toBe('Phê duyệt Kế hoạch nâng cao năng suất năm 2026')
    },
  )
})

it('numbers that begin anew behind the aims are work, where a copy has lost the headings', () => {
  const plan = head(
    'KẾ HOẠCH',
    'Nâng cao năng suất năm 2026',
    '1. Mục tiêu chung',
    'Nâng cao năng suất.',
    '2. Mục tiêu cụ thể',
    '- Hỗ trợ 5 doanh nghiệp.',
    '1. Thông tin, tuyên truyền',
    'Xây dựng chuyên mục trên báo.',
    '2. Đào tạo',
    'Mở lớp cho cán bộ.',
    '1. Sở Tài chính',
    'Bố trí kinh phí.',
  )
  expect(plan.tasks.map(({ text }) => text)).toEqual([
    'Thông tin, tuyên truyền',
    'Xây dựng chuyên mục trên báo.',
    'Đào tạo',
    'Mở lớp cho cán bộ.',
  ])
  expect(plan.duties.map(({ agency }) => agency)).toEqual(['Sở Tài chính'])
})

describe('words that lead to others', () => {
  it('are no targets and no work', () => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Văn phòng xã chủ trì tham mưu:',
      '- Hỗ trợ 5 doanh nghiệp.',
      'II. NHIỆM VỤ',
      '1. Rà soát sản phẩm.',
      '2. Phân công cụ thể:',
      '',
      '| TT | Nội dung công việc | Phân công thực hiện | Tiến độ |',
      '| 1 | Khảo sát | Chủ trì: Sở Công Thương.<br>Phối hợp: Sở Tài chính. | Quý II/2026 |',
    )
    expect(plan.objectives).toHaveLength(1)
    expect(plan.tasks.map(({ text }) => text)).toEqual(['Rà soát sản phẩm.'])
    expect(plan.duties).toMatchObject([
      { agency: 'Sở Công Thương', helpers: 'Sở Tài chính', due: [{ quarter: 2, year: 2026 }] },
    ])
  })

  it.each([
    'Điều 4. Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Tài chính, Công Thương căn cứ Quyết định thi hành./.',
    'Điều 4. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Tài chính chịu trách nhiệm thi hành Quyết định này./.',
  ])('that say who obeys are no duty: %s', (line) => {
    expect(
      readUnderHead('I. MỤC TIÊU', '- Hỗ trợ 5 doanh nghiệp.', 'Điều 3. Tổ chức thực hiện', line).duties,
    ).toEqual([])
  })
})

it('a day over the signature is the day where the head gives none', () => {
  const plan = readPlan(`UBND TỈNH HẠ GIANG
Số: 12/KH-UBND
KẾ HOẠCH
Nâng cao năng suất năm 2026
I. MỤC TIÊU
- Hỗ trợ 5 doanh nghiệp.
Nơi nhận:
- Lưu: VT.
Hạ Giang, ngày 5 tháng 6 năm 2026
CHỦ TỊCH
Lò Văn Mẫu
`)
  expect(plan.date?.value).toBe('2026-06-05')
  expect([plan.signatory?.name, aside(plan)]).toEqual(['Lò Văn Mẫu', []])
})

describe('tables', () => {
  it.each(['Phân công nhiệm vụ', 'Phân công thực hiện', 'Phân công'])('assign work under %s', (title) => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Hỗ trợ 5 doanh nghiệp.',
      '',
      `| Nội dung | ${title} | Tiến độ | Sản phẩm đầu ra |`,
      '| --- | --- | --- | --- |',
      '| 1. Kiểm kê | Chủ trì: Sở Công Thương.<br>Phối hợp: Sở Tài chính. | Quý II/2027 | Báo cáo |',
      '| Tổng kinh phí dự kiến giai đoạn 2026 - 2030: 30.000 triệu đồng. | | | |',
    )
    expect(plan.duties).toMatchObject([
      { agency: 'Sở Công Thương', helpers: 'Sở Tài chính', product: 'Báo cáo' },
    ])
    expect(plan.funding).toMatchObject([{ isTotal: true, amount: 30_000_000_000 }])
  })

  it('whose cells name the đồng themselves need no unit over them', () => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Hỗ trợ 5 doanh nghiệp.',
      'II. KINH PHÍ',
      '',
      '| Khoản mục | Chi phí/tháng | Chi phí/năm (ước tính) |',
      '|---|---:|---:|',
      '| Máy chủ | ~614.000 VNĐ | ~7.368.000 VNĐ |',
      '| Lưu trữ | 0 VNĐ (miễn phí) | 0 VNĐ |',
      '| Tổng cộng | ~614.000 VNĐ/tháng | ~7.368.000 VNĐ/năm |',
    )
    expect(plan.budget?.lines.map(({ title, unitPrice, total }) => [title, unitPrice, total])).toEqual([
      ['Máy chủ', 614_000, 7_368_000],
      ['Lưu trữ', 0, 0],
    ])
    expect(wrong(plan)).toEqual([])
  })

  it('that are no estimate are no money, whatever their cells say', () => {
    const plan = readUnderHead(
      'I. MỤC TIÊU',
      '- Hỗ trợ 5 doanh nghiệp.',
      'II. NGUỒN LỰC',
      '',
      '| Vai trò | Số lượng | Trách nhiệm chính |',
      '|---|---|---|',
      '| Lãnh đạo phường | 1 | Phê duyệt |',
    )
    expect(plan.funding).toEqual([])
    expect(aside(plan).join(' ')).toContain('Lãnh đạo phường')
  })
})

describe('whose duty it is', () => {
  it.each([
    ['- **Bộ phận Một cửa:** Tiếp nhận hồ sơ.', 'Bộ phận Một cửa'],
    ['- Các bộ phận nghiệp vụ: Cung cấp thông tin.', 'Các bộ phận nghiệp vụ'],
    ['- Đề nghị UBND phường sớm bố trí kinh phí.', 'UBND phường'],
    ['- Phòng Công nghệ thông tin: Vận hành hệ thống.', 'Phòng Công nghệ thông tin'],
    ['- Trung tâm hỗ trợ doanh nghiệp: Tư vấn cho doanh nghiệp.', 'Trung tâm hỗ trợ doanh nghiệp'],
  ])('%s', (line, agency) => {
    expect(readUnderHead('I. TỔ CHỨC THỰC HIỆN', line).duties.map((duty) => duty.agency)).toEqual([agency])
  })
})
