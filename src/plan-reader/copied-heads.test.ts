import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import { aside } from './testing.ts'

/* Copies of decisions and resolutions that have lost lines of their head, or broken them where no sentence breaks. */

describe('a head that a copy has damaged', () => {
  it('is read under a subject in capitals ("V/V …"), without the line that says the kind', () => {
    const plan = readPlan(`HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 8/2019/NQ-HĐND | Hạ Giang, ngày 12 tháng 7 năm 2019 |
V/V BAN HÀNH QUY ĐỊNH HỖ TRỢ SẢN PHẨM CHỦ LỰC TRÊN ĐỊA BÀN TỈNH HẠ GIANG
HỘI ĐỒNG NHÂN DÂN TỈNH HẠ GIANG
KHÓA X, KỲ HỌP THỨ TÁM
Căn cứ Luật Ngân sách nhà nước năm 2015;
QUYẾT NGHỊ:
Điều 1. Ban hành kèm theo Nghị quyết này Quy định hỗ trợ sản phẩm chủ lực.
Điều 2. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện; hằng năm báo cáo Hội đồng nhân dân tỉnh.
Nghị quyết đã được Hội đồng nhân dân tỉnh Khóa X thông qua ngày 12 tháng 7 năm 2019./.
`)
    expect([plan.issuer?.value, plan.province?.value]).toEqual([
      'Hội đồng nhân dân tỉnh Hạ Giang',
      'Hạ Giang',
    ])
    expect(plan.title?.value).toContain('QUY ĐỊNH HỖ TRỢ SẢN PHẨM CHỦ LỰC')
    expect(plan.legalBases.map(({ text }) => text)).toEqual(['Căn cứ Luật Ngân sách nhà nước năm 2015;'])
    expect(plan.duties.map(({ agency, recurrence }) => [agency, recurrence])).toEqual([
      ['Ủy ban nhân dân tỉnh', 'yearly'],
    ])
    expect(aside(plan)).toEqual([])
  })

  it.each([
    [
      'Phê duyệt Kế hoạch xây dựng nhãn hiệu chè Hạ Giang đến năm 2020 (sau đây gọi tắt là Kế hoạch) với nội dung như sau:',
      'Xây dựng nhãn hiệu chè Hạ Giang đến năm 2020',
    ],
    [
      'Ban hành kèm theo Quyết định này Chương trình “Xây dựng nhãn hiệu chè Hạ Giang đến năm 2020”, gồm các nội dung sau:',
      'Xây dựng nhãn hiệu chè Hạ Giang đến năm 2020',
    ],
  ])('has its title and period from Điều 1: %s', (article, title) => {
    const plan = readPlan(`ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 31/QĐ-UBND | Hạ Giang, ngày 5 tháng 3 năm 2015 |
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẠ GIANG
Căn cứ Luật Sở hữu trí tuệ ngày 29/11/2005;
QUYẾT ĐỊNH:
Điều 1. ${article}
I. MỤC TIÊU
1. Đăng ký nhãn hiệu cho chè Hạ Giang.
`)
    expect(plan.title?.value).toBe(title)
    expect(plan.periods.map(({ to }) => to)).toEqual([2020])
    expect(plan.objectives).toHaveLength(1)
  })

  it('keeps a signature whose "KT." stands on a line by itself, and a heading over two lines', () => {
    const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 31/KH-UBND
Hạ Giang, ngày 5 tháng 3 năm 2025
KẾ HOẠCH
HỖ TRỢ DOANH NGHIỆP NĂM 2025
I. MỤC ĐÍCH,
YÊU CẦU
1. Mục đích
Hỗ trợ doanh nghiệp kịp thời.
II. NỘI DUNG
VÀ GIẢI PHÁP
1. Hướng dẫn doanh nghiệp lập hồ sơ.
Nơi nhận:
- Lưu: VT.
|
KT.
CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Bình
`)
    expect(plan.sections.map(({ title }) => title)).toEqual([
      'MỤC ĐÍCH, YÊU CẦU',
      'Mục đích',
      'NỘI DUNG VÀ GIẢI PHÁP',
    ])
    expect(plan.tasks.map(({ text }) => text)).toEqual(['Hướng dẫn doanh nghiệp lập hồ sơ.'])
    expect(plan.signatory).toMatchObject({
      name: 'Trần Văn Bình',
      office: 'PHÓ CHỦ TỊCH',
      authority: ['KT. CHỦ TỊCH'],
    })
  })
})

describe('bases named in one list', () => {
  it('says the kind and the issuer once for all, and "số" not for each', () => {
    const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 4/CTr-UBND
Hạ Giang, ngày 5 tháng 3 năm 2025
CHƯƠNG TRÌNH HÀNH ĐỘNG
PHỤC HỒI SẢN XUẤT
Thực hiện Nghị quyết số 7/NQ-CP ngày 30/01/2025 của Chính phủ về phục hồi sản xuất và triển khai Nghị quyết số 41/2025/QH15 của Quốc hội về thuế; các Nghị quyết của Hội đồng nhân dân tỉnh: số 34/NQ-HĐND ngày 22/12/2024 về nhiệm vụ năm 2025; 48/NQ-HĐND ngày 26/12/2024 về tài chính và Công văn số 89/BTC-NS ngày 14/02/2025 của Bộ Tài chính, Ủy ban nhân dân tỉnh ban hành Chương trình hành động như sau:
I. MỤC TIÊU
- Hỗ trợ 5 doanh nghiệp.
`)
    expect(plan.legalBases.map(({ kind, number, date, issuer }) => [kind, number, date, issuer])).toEqual([
      ['Nghị quyết', '7/NQ-CP', '2025-01-30', 'Chính phủ'],
      ['Nghị quyết', '41/2025/QH15', null, 'Quốc hội'],
      ['Nghị quyết', '34/NQ-HĐND', '2024-12-22', 'Hội đồng nhân dân tỉnh'],
      ['Nghị quyết', '48/NQ-HĐND', '2024-12-26', 'Hội đồng nhân dân tỉnh'],
      ['Công văn', '89/BTC-NS', '2025-02-14', 'Bộ Tài chính'],
    ])
    expect(aside(plan)).toEqual([])
  })
})

describe('lines that a narrow page has broken', () => {
  const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH BÀ RỊA - VŨNG TÀU
Số: 31/KH-UBND
Bà Rịa - Vũng
Tàu, ngày 5 tháng 3 năm 2024
KẾ HOẠCH
THỰC HIỆN KẾ HOẠCH SỐ 7-KH/TU NGÀY 18/01/2024 CỦA
BAN THƯỜNG VỤ TỈNH ỦY VỀ NĂNG SUẤT LAO ĐỘNG
Thực hiện Quyết định số 9/QĐ-TTg ngày 23/01/2024 của Thủ tướng Chính phủ về năng suất
lao động, Ủy ban nhân dân tỉnh Bà Rịa -
Vũng Tàu ban hành Kế hoạch thực hiện trên địa bàn tỉnh Bà Rịa
- Vũng Tàu, cụ thể như sau:
I. MỤC
ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao năng suất lao động.
`)

  it('leave title, place and heading whole', () => {
    expect(plan.title?.value).toBe(
      'THỰC HIỆN KẾ HOẠCH SỐ 7-KH/TU NGÀY 18/01/2024 CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ NĂNG SUẤT LAO ĐỘNG',
    )
    expect(plan.date?.value).toBe('2024-03-05')
    expect(plan.sections[0]?.title).toBe('MỤC ĐÍCH, YÊU CẦU')
    expect(aside(plan)).toEqual([])
  })
})

it('a law that another has amended keeps its own day, and takes no number of the other', () => {
  const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 4/KH-UBND
KẾ HOẠCH
HỖ TRỢ DOANH NGHIỆP NĂM 2026
Căn cứ Luật Đo lường ngày 11 tháng 11 năm 2011, được sửa đổi, bổ sung bởi Luật số 35/2018/QH14;
I. MỤC TIÊU
- Hỗ trợ 5 doanh nghiệp.
`)
  expect(plan.legalBases.map(({ kind, number, date }) => [kind, number, date])).toEqual([
    ['Luật', null, '2011-11-11'],
  ])
})

it('a programme whose kind is lost begins at its title over the caption, though Điều 1 is lost too', () => {
  const plan = readPlan(`ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 66/QĐ-UBND | Hạ Giang, ngày 27 tháng 3 năm 2023 |
ỦY BAN NHÂN DÂN TỈNH HẠ GIANG
Căn cứ Chỉ thị số 3-CT/TU ngày 29/12/2022 của Ban Thường vụ Tỉnh ủy về năng suất trên địa bàn tỉnh
Xét đề nghị của Sở Khoa học và Công nghệ tại Tờ trình số 18/TTr-KHCN, ngày 20/3/2023.
QUYẾT ĐỊNH:
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
| TM. ỦY BAN NHÂN DÂN |
NÂNG CAO NĂNG SUẤT TRÊN ĐỊA BÀN TỈNH ĐẾN NĂM 2030
(Ban hành kèm theo Quyết định số 66/QĐ-UBND ngày 27/3/2023 của UBND tỉnh Hạ Giang)
I. MỤC TIÊU
- Hỗ trợ 5 doanh nghiệp.
`)
  expect([plan.title?.value, plan.periods.map(({ to }) => to)]).toEqual([
    'NÂNG CAO NĂNG SUẤT TRÊN ĐỊA BÀN TỈNH ĐẾN NĂM 2030',
    [2030],
  ])
  expect(plan.objectives).toHaveLength(1)
  expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(aside(plan)).toEqual([])
})

it('"tầm nhìn 2030" is a period that the plan looks to', () => {
  const { periods } = readPlan(`KẾ HOẠCH
PHÁT TRIỂN THƯƠNG HIỆU CHÈ, GIAI ĐOẠN 2018-2020 VÀ TẦM NHÌN 2030
I. MỤC TIÊU
- Hỗ trợ 5 doanh nghiệp.
`)
  expect(periods.map(({ to, kind }) => [to, kind])).toEqual([
    [2020, 'main'],
    [2030, 'orientation'],
  ])
})
