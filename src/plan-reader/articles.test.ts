import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import { aside, counted, readUnderHead, wrong } from './testing.ts'

/* What articles of a decision say beside the programme, what times and numbers reach over, and a source spread over years. */

const million = 1_000_000

describe('the articles of a decision with a programme', () => {
  const plan = readPlan(`ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 42/QĐ-UBND
Hạ Giang, ngày 6 tháng 5 năm 2026
QUYẾT ĐỊNH
Về việc phê duyệt Chương trình sản phẩm vùng cao giai đoạn 2026 - 2030
Điều 1. Phê duyệt kèm theo Quyết định này Chương trình sản phẩm vùng cao.
Điều 2. Giao Sở Công Thương chủ trì thực hiện, hằng năm báo cáo Ủy ban nhân dân tỉnh trước ngày 10 tháng 12.
Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Phạm Thị Dung
CHƯƠNG TRÌNH
Sản phẩm vùng cao giai đoạn 2026 - 2030
I. MỤC TIÊU
- Hỗ trợ 5 doanh nghiệp.
`)

  it('give duties that the programme does not repeat', () => {
    expect(plan.duties).toMatchObject([
      {
        agency: 'Sở Công Thương',
        recurrence: 'yearly',
        due: [{ year: null, month: 12, day: 10, before: true }],
      },
    ])
  })

  it('are placed whole', () => {
    expect(aside(plan)).toEqual([])
  })
})

describe('what is replaced', () => {
  it.each([
    'Nghị quyết này bãi bỏ Nghị quyết số 9/NQ-HĐND ngày 12 tháng 8 năm 2021 của Hội đồng nhân dân tỉnh.',
    'Nghị quyết này có hiệu lực từ ngày ký và bãi bỏ Nghị quyết số 9/NQ-HĐND ngày 12 tháng 8 năm 2021 của Hội đồng nhân dân tỉnh.',
  ])('is no duty, and its day no deadline: %s', (line) => {
    const plan = readUnderHead('V. TỔ CHỨC THỰC HIỆN', '1. Sở Tài chính bố trí kinh phí.', line)
    expect(plan.replaces).toMatchObject({ number: '9/NQ-HĐND', date: '2021-08-12' })
    expect(plan.duties.map(({ text, due }) => [text, due])).toEqual([['bố trí kinh phí.', []]])
  })
})

describe('months of every year', () => {
  const months = (line: string) =>
    readUnderHead('V. TỔ CHỨC THỰC HIỆN', `1. Sở Công Thương ${line}`).duties.map(({ recurrence, due }) => [
      recurrence,
      due.map(({ month }) => month),
    ])

  it.each([
    ['tổ chức đánh giá mỗi năm 02 đợt (tháng 6 và tháng 11).', 'yearly', [6, 11]],
    ['hằng năm tổ chức hội chợ vào tháng 10.', 'yearly', [10]],
    ['hằng năm tổng hợp, định kỳ 6 tháng 01 lần báo cáo.', 'halfYearly', []],
    ['tổ chức hội chợ (dự kiến tháng 10).', 'none', []],
  ] as const)('%s', (line, recurrence, wanted) => {
    expect(months(line)).toEqual([[recurrence, [...wanted]]])
  })

  it('are not taken from the day of a decision', () => {
    expect(months('thực hiện Quyết định số 9/QĐ-UBND ngày 12 tháng 8 năm 2021.')).toEqual([['none', []]])
  })
})

it('what is said of every year is said of those for whom it is done', () => {
  const { objectives } = readUnderHead(
    'I. MỤC TIÊU',
    '- Hằng năm tổ chức 02 lớp về quản lý chất lượng cho tối thiểu 80 lượt cán bộ.',
  )
  expect(objectives.map(({ perYear, quantity }) => [perYear, quantity?.min])).toEqual([
    [true, 2],
    [true, 80],
  ])
  expect(counted(readUnderHead('I. MỤC TIÊU', '- Hỗ trợ 02 lớp cho 80 người.'))).toHaveLength(2)
})

it('the head of one source is over its years alone, another source stands beside it', () => {
  const plan = readUnderHead(
    'I. MỤC TIÊU',
    '- Hỗ trợ 5 doanh nghiệp.',
    'Phụ lục',
    'Đơn vị tính: triệu đồng',
    '',
    '| TT | Nội dung | Tổng | Ngân sách tỉnh | | Doanh nghiệp |',
    '| | | | 2026 | 2027 | |',
    '| 1 | Hỗ trợ | 9 | 2 | 3 | 4 |',
    '| | Tổng cộng | 9 | 2 | 3 | 4 |',
  )
  expect(plan.budget?.lines[0]?.amounts.map(({ year, source, amount }) => [year, source, amount])).toEqual([
    [null, null, 9 * million],
    [2026, 'provincialBudget', 2 * million],
    [2027, 'provincialBudget', 3 * million],
    [null, 'enterprise', 4 * million],
  ])
  expect(wrong(plan)).toEqual([])
})

describe('what else offices count', () => {
  it.each([
    ['1. 100% cơ sở được tập huấn.', 100, '%'],
    ['- Cấp 350 mã truy xuất cho sản phẩm.', 350, 'mã truy xuất'],
    ['- Số hóa 02 vùng nuôi tôm.', 2, 'vùng nuôi'],
    ['- Chứng nhận hữu cơ cho 50 ha chè.', 50, 'ha'],
    ['- Đào tạo 45 kỹ thuật viên.', 45, 'kỹ thuật viên'],
  ])('%s', (line, number, unit) => {
    const { objectives, findings } = readUnderHead('II. MỤC TIÊU CỤ THỂ', line)
    expect(objectives.map((each) => [each.quantity?.min, each.unit])).toEqual([[number, unit]])
    expect(findings.filter(({ code }) => code === 'objective.numberUnread')).toEqual([])
  })
})

it('a table of money over its caption is an appendix under whatever name', () => {
  const plan = readUnderHead(
    'I. MỤC TIÊU',
    '- Hỗ trợ 5 doanh nghiệp.',
    'Nơi nhận:',
    '- Lưu: VT.',
    'CHỦ TỊCH',
    'Trần Văn Bình',
    'BIỂU CHI TIẾT KINH PHÍ',
    '(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/5/2026 của UBND tỉnh Đồng Nai)',
    'ĐVT: Triệu đồng',
    '',
    '| TT | Nội dung | Tổng số |',
    '| 1 | Hỗ trợ | 9 |',
  )
  expect(plan.budget?.total).toBe(9 * million)
  expect(aside(plan)).toEqual([])
})

it('who pays the rest may be called "Chủ thể" right of another source', () => {
  const plan = readUnderHead(
    'I. MỤC TIÊU',
    '- Hỗ trợ 5 doanh nghiệp.',
    'Phụ lục',
    'Đơn vị tính: triệu đồng',
    '',
    '| TT | Nội dung | Thành tiền | NST | Chủ thể |',
    '| 1 | Hỗ trợ | 9 | 5 | 4 |',
    '| | Tổng | 9 | 5 | 4 |',
  )
  expect(plan.budget?.bySource).toEqual({ provincialBudget: 5 * million, enterprise: 4 * million })
  expect(wrong(plan)).toEqual([])
})
