import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorityOf, initials, placeOf } from '../agencies/index.ts'
import { goalNumber } from '../plan/index.ts'
import {
  assess,
  count,
  figureHref,
  headingOf,
  shortfall,
  type TargetFigure,
  targetSentence,
} from './rules.ts'

const target = (changes: Partial<TargetFigure>): TargetFigure => ({
  key: 'conferences',
  name: 'Hội nghị, hội thảo',
  nameEn: 'Conferences',
  unit: 'hội nghị, hội thảo',
  unitEn: 'conferences',
  parent: null,
  firstYear: 2024,
  lastYear: 2025,
  bound: 'exactly',
  minimum: 2,
  maximum: 2,
  result: 0,
  cumulative: 0,
  ...changes,
})
const sentence = (changes: Partial<TargetFigure>, year = 2025) =>
  targetSentence(target(changes), year)
    .map((piece) => piece.text)
    .join('')

const experts = { key: 'experts', bound: 'about', minimum: 15, maximum: 15 } as const
const certified = {
  key: 'certifiedTurns',
  parent: 'supportTurns',
  bound: 'atLeast',
  minimum: 10,
  maximum: null,
} as const

describe('the sentence on a target', () => {
  it('says 02/02 and 100% when both conferences of the plan were held', () => {
    expect(sentence({ result: 2, cumulative: 2 })).toBe(
      'tổ chức 02/02 hội nghị, hội thảo, đạt 100% chỉ tiêu giai đoạn 2024 - 2025',
    )
  })
  it('tells the year from the sum of the years', () => {
    expect(sentence({ result: 1, cumulative: 2 })).toBe(
      'trong năm tổ chức 01 hội nghị, hội thảo; lũy kế 02/02 hội nghị, hội thảo, đạt 100% chỉ tiêu giai đoạn 2024 - 2025',
    )
    expect(sentence({ result: 0, cumulative: 2 })).toBe(
      'trong năm chưa tổ chức thêm; lũy kế 02/02 hội nghị, hội thảo, đạt 100% chỉ tiêu giai đoạn 2024 - 2025',
    )
  })
  it('says plainly in the last year that a target was not reached, and what is wanting', () => {
    expect(sentence({ result: 1, cumulative: 1 })).toBe(
      'tổ chức 01/02 hội nghị, hội thảo, chưa đạt chỉ tiêu giai đoạn 2024 - 2025, mới bằng 50%, còn thiếu 01',
    )
    expect(sentence({})).toBe(
      'chưa tổ chức hội nghị, hội thảo (chỉ tiêu giai đoạn 2024 - 2025: 02), chưa đạt chỉ tiêu',
    )
  })
  it('says before the last year what is left to do, not that the target was missed', () => {
    expect(sentence({ result: 1, cumulative: 1 }, 2024)).toBe(
      'tổ chức 01/02 hội nghị, hội thảo, đạt 50% chỉ tiêu giai đoạn 2024 - 2025, còn 01 thực hiện đến hết năm 2025',
    )
    expect(sentence({}, 2024)).toBe('chưa tổ chức hội nghị, hội thảo (chỉ tiêu giai đoạn 2024 - 2025: 02)')
  })
  it('keeps "khoảng" of the experts and makes up no tolerance', () => {
    expect(sentence({ ...experts, result: 14, cumulative: 14 })).toBe(
      'đào tạo 14 chuyên gia về năng suất, chất lượng, chưa đạt chỉ tiêu giai đoạn 2024 - 2025 (khoảng 15), mới bằng 93,3%, còn thiếu 01',
    )
    expect(sentence({ ...experts, result: 15, cumulative: 15 })).toBe(
      'đào tạo 15 chuyên gia về năng suất, chất lượng, đạt 100% chỉ tiêu giai đoạn 2024 - 2025 (khoảng 15)',
    )
  })
  it('keeps "ít nhất" of the certified turns: twelve are 120%, not too many', () => {
    expect(sentence({ ...certified, result: 12, cumulative: 12 })).toBe(
      'trong đó, có 12 lượt doanh nghiệp được chứng nhận hệ thống, đạt 120% chỉ tiêu giai đoạn 2024 - 2025 (ít nhất 10)',
    )
    expect(sentence({ ...certified })).toBe(
      'trong đó, chưa có lượt doanh nghiệp được chứng nhận hệ thống (chỉ tiêu giai đoạn 2024 - 2025: ít nhất 10), chưa đạt chỉ tiêu',
    )
  })
  it('says that a plain number was exceeded', () => {
    expect(sentence({ result: 3, cumulative: 3 })).toBe(
      'tổ chức 03/02 hội nghị, hội thảo, đạt 150%, vượt chỉ tiêu giai đoạn 2024 - 2025',
    )
  })
  it('words an indicator of another plan by its unit', () => {
    expect(sentence({ key: 'awards', unit: 'giải thưởng', result: 2, cumulative: 2 })).toBe(
      'thực hiện 02/02 giải thưởng, đạt 100% chỉ tiêu giai đoạn 2024 - 2025',
    )
  })
  it('links the number of the year to the year and the sum to the whole period', () => {
    const links = targetSentence(target({ result: 1, cumulative: 2 }), 2025).flatMap(
      (piece) => piece.href ?? [],
    )
    expect(links).toEqual(['/indicators/conferences?year=2025', '/indicators/conferences'])
  })
  it('never claims a target that is not reached, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.constantFrom('exactly', 'about', 'atLeast'),
        (asked, done, bound) => {
          const text = sentence({ bound, minimum: asked, maximum: asked, result: done, cumulative: done })
          expect(text.includes('chưa đạt chỉ tiêu')).toBe(done < asked)
          if (done < asked) expect(text).not.toMatch(/đạt 1\d\d/)
        },
      ),
    )
  })
})

describe('a result against its bound', () => {
  it('is below, reached or exceeded by the number itself', () => {
    expect(assess(target({}), 1)).toEqual({ state: 'below', percent: 50, missing: 1 })
    expect(assess(target({}), 2)).toEqual({ state: 'reached', percent: 100, missing: 0 })
    expect(assess(target({}), 3)).toEqual({ state: 'exceeded', percent: 150, missing: 0 })
  })
  it('is over the limit of "at most" and of a range', () => {
    const most = target({ bound: 'atMost', minimum: null, maximum: 5 })
    expect(assess(most, 5).state).toBe('reached')
    expect(assess(most, 6).state).toBe('over')
    const range = target({ bound: 'range', minimum: 10, maximum: 15 })
    expect([9, 10, 15, 16].map((n) => assess(range, n).state)).toEqual([
      'below',
      'reached',
      'reached',
      'over',
    ])
  })
  it('wants exactly what is missing to the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(2000), (asked, done) => {
        const goal = target({ minimum: asked, maximum: asked })
        const { missing, state } = assess(goal, done)
        expect(missing).toBe(Math.max(0, asked - done))
        expect(state === 'below').toBe(done < goalNumber(goal))
      }),
    )
  })
  it('lists what is wanting in one line', () => {
    expect(
      shortfall(target({ cumulative: 1 }))
        .map((piece) => piece.text)
        .join(''),
    ).toBe('hội nghị, hội thảo: đã thực hiện 01, chỉ tiêu 02, còn thiếu 01')
  })
})

describe('numbers and names in the heading', () => {
  it('writes a zero before one digit, as Vietnamese offices do', () => {
    expect([0, 2, 9, 10, 1234].map(count)).toEqual(['0', '02', '09', '10', '1.234'])
  })
  it('is of Sóc Trăng before 1 July 2025', () => {
    const heading = headingOf(
      'Sở Khoa học và Công nghệ tỉnh Sóc Trăng',
      'Ủy ban nhân dân tỉnh Sóc Trăng',
      'Kết quả',
    )
    expect(heading).toMatchObject({
      superior: 'UBND TỈNH SÓC TRĂNG',
      issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      symbol: 'BC-SKHCN',
      place: 'Sóc Trăng',
    })
    expect(heading.recipients.at(-1)).toBe('Lưu: VT')
    expect(authorityOf(heading.issuer)).toEqual(['GIÁM ĐỐC'])
  })
  it('is of Cần Thơ for its successor', () => {
    expect(
      headingOf('Sở Khoa học và Công nghệ thành phố Cần Thơ', 'Ủy ban nhân dân thành phố Cần Thơ', ''),
    ).toMatchObject({
      superior: 'UBND THÀNH PHỐ CẦN THƠ',
      issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      place: 'Cần Thơ',
    })
  })
  it('reads the province and the initials off names', () => {
    expect(placeOf('Ủy ban nhân dân tỉnh Sóc Trăng')).toBe('Sóc Trăng')
    expect(placeOf('Bộ Khoa học và Công nghệ')).toBe('Bộ Khoa học và Công nghệ')
    expect(initials('Chi cục Tiêu chuẩn Đo lường Chất lượng')).toBe('CCTCĐLCL')
  })
})

describe('where a figure leads', () => {
  const one = { planId: 7, beside: [] }

  it('stays in the plan of the report: in an indicator of it and in a list, not in a record', () => {
    expect(figureHref(one, '/indicators/courses')).toBe('/indicators/courses?plan=7')
    expect(figureHref(one, '/support?year=2025')).toBe('/support?year=2025&plan=7')
    expect(figureHref(one, '/support/12')).toBe('/support/12')
  })

  it('keeps the plans that it names already', () => {
    expect(figureHref(one, '/improvements?year=2025&plan=all')).toBe('/improvements?year=2025&plan=all')
    expect(figureHref({ planId: 7, beside: [9] }, '/support?year=2025')).toBe('/support?year=2025')
  })
})
