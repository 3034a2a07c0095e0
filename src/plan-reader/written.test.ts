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
