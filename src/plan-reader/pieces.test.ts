import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dongInWords } from '../testing/dong-in-words.ts'
import { amountInWords, moneyInText, moneyUnitOf, numberStyle, parseAmount } from './amounts.ts'
import { timesIn } from './duties.ts'
import { daysIn } from './instruments.ts'
import { labelOf } from './labels.ts'
import { quantitiesIn, yearsIn } from './quantities.ts'
import { readPlan } from './read.ts'
import { canonical, foldSameLength, plainOf, spanIn } from './text.ts'

const plain = (text: string) => plainOf(text, 0, text.length)
const quantity = (text: string) => {
  const folded = foldSameLength(text)
  return quantitiesIn(folded).map(({ quantity, unit, start, end }) => [
    text.slice(start, end),
    quantity.bound,
    quantity.min,
    quantity.max,
    unit === null ? null : text.slice(unit.start, unit.end),
  ])
}

describe('amounts of a table', () => {
  it('are whole đồng in any unit and both styles', () => {
    expect(parseAmount('2.238', 'vi', 'triệu đồng')).toEqual({ kind: 'amount', value: 2_238_000_000 })
    expect(parseAmount('1.237,5', 'vi', 'triệu đồng')).toEqual({ kind: 'amount', value: 1_237_500_000 })
    expect(parseAmount('1,237.5', 'en', 'triệu đồng')).toEqual({ kind: 'amount', value: 1_237_500_000 })
    expect(parseAmount('0,1', 'vi', 'nghìn đồng')).toEqual({ kind: 'amount', value: 100 })
    expect(parseAmount('(20)', 'vi', 'đồng')).toEqual({ kind: 'amount', value: -20 })
    expect(parseAmount('-', 'vi', 'đồng')).toEqual({ kind: 'amount', value: 0 })
    expect(parseAmount('', 'vi', 'đồng')).toEqual({ kind: 'blank' })
  })

  it('are not guessed at: words, parts of a đồng and what is too large are unread', () => {
    expect(parseAmount('hai mươi', 'vi', 'đồng')).toEqual({ kind: 'unread', why: 'notNumber' })
    expect(parseAmount('1,5', 'vi', 'đồng')).toEqual({ kind: 'unread', why: 'fraction' })
    expect(parseAmount('999.999.999.999', 'vi', 'triệu đồng')).toEqual({ kind: 'unread', why: 'tooLarge' })
  })

  it('tell their style by the numbers that can only be one', () => {
    expect(numberStyle(['2.238', '1,5'])).toEqual({ style: 'vi', mixed: false, unsure: false })
    expect(numberStyle(['2,238', '1.5'])).toEqual({ style: 'en', mixed: false, unsure: false })
    expect(numberStyle(['2,238'])).toEqual({ style: 'vi', mixed: false, unsure: true })
    expect(numberStyle(['1,5', '2.5', '3.5'])).toEqual({ style: 'en', mixed: true, unsure: false })
  })

  it('have the unit that the words name', () => {
    expect(
      ['đvt: triệu đồng', 'đơn vị: 1.000 đồng', 'ngàn đồng', 'đơn vị tính: đồng', 'tỷ đồng', 'lớp'].map(
        (text) => moneyUnitOf(foldSameLength(text)),
      ),
    ).toEqual(['triệu đồng', 'nghìn đồng', 'nghìn đồng', 'đồng', 'tỷ đồng', null])
  })

  it('come back from how they are written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 999_999 }),
        (millions, rest) => {
          const text = `${new Intl.NumberFormat('vi-VN').format(millions)},${String(rest).padStart(6, '0')}`
          expect(parseAmount(text, 'vi', 'triệu đồng')).toEqual({
            kind: 'amount',
            value: millions * 1_000_000 + rest,
          })
        },
      ),
    )
  })
})

describe('sums in a sentence', () => {
  const sums = (text: string) =>
    moneyInText(foldSameLength(text)).map(({ amount, start, end }) => [text.slice(start, end), amount])

  it('are found in every unit, and in two parts', () => {
    expect(
      sums('là 2.662 triệu đồng, năm 2024: 1,5 tỷ; 500.000 đồng và 2 tỷ 662 triệu đồng cho 15 doanh nghiệp'),
    ).toEqual([
      ['2.662 triệu đồng', 2_662_000_000],
      ['1,5 tỷ', 1_500_000_000],
      ['500.000 đồng', 500_000],
      ['2 tỷ 662 triệu đồng', 2_662_000_000],
    ])
  })

  it('are read in words as documents spell them', () => {
    expect(amountInWords('Hai tỷ, sáu trăm sáu mươi hai triệu đồng chẵn')).toBe(2_662_000_000)
    expect(amountInWords('Một triệu lẻ năm nghìn')).toBe(1_005_000)
    expect(amountInWords('rất nhiều tiền')).toBeNull()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (amount) => {
        expect(amountInWords(dongInWords(BigInt(amount)))).toBe(amount)
      }),
    )
  })
})

describe('quantities', () => {
  it('have the bound that the words give', () => {
    expect(quantity('khoảng 15 chuyên gia')).toEqual([
      ['khoảng 15 chuyên gia', 'about', 15, 15, 'chuyên gia'],
    ])
    expect(quantity('ít nhất 10 lượt')).toEqual([['ít nhất 10 lượt', 'atLeast', 10, null, 'lượt']])
    expect(quantity('02 hội thảo')).toEqual([['02 hội thảo', 'exactly', 2, 2, 'hội thảo']])
    expect(quantity('trên 20 sản phẩm')).toEqual([['trên 20 sản phẩm', 'atLeast', 20, null, 'sản phẩm']])
    expect(quantity('tối thiểu là 1.200 người')).toEqual([
      ['tối thiểu là 1.200 người', 'atLeast', 1200, null, 'người'],
    ])
    expect(quantity('từ 5 mô hình trở lên')).toMatchObject([['từ 5 mô hình', 'atLeast', 5, null, 'mô hình']])
    expect(quantity('không quá 3 lớp')).toEqual([['không quá 3 lớp', 'atMost', null, 3, 'lớp']])
    expect(quantity('10-15 doanh nghiệp')).toEqual([['10-15 doanh nghiệp', 'range', 10, 15, 'doanh nghiệp']])
    expect(quantity('từ 10 đến 15 doanh nghiệp')).toMatchObject([
      [expect.any(String), 'range', 10, 15, 'doanh nghiệp'],
    ])
    expect(quantity('tăng khoảng 10% – 15%')).toEqual([['khoảng 10% – 15%', 'range', 10, 15, '%']])
    expect(quantity('hai (02) hội nghị')).toMatchObject([[expect.any(String), 'exactly', 2, 2, 'hội nghị']])
  })

  it('are not the numbers of years, days, documents or standards', () => {
    expect(quantity('giai đoạn 2026 - 2030, năm 2025, ngày 30 tháng 11, Quyết định số 1322/QĐ-TTg')).toEqual(
      [],
    )
    expect(quantity('ISO 9001:2015, TCVN 12850:2019, ISO 22000, công nghiệp 4.0, công cụ 5S')).toEqual([])
  })

  it('find years as spans, singles and horizons', () => {
    const years = (text: string) => yearsIn(foldSameLength(text)).map(({ from, to }) => [from, to])
    expect(years('giai đoạn 2024 - 2025, định hướng đến năm 2030; năm 2026')).toEqual([
      [2024, 2025],
      [null, 2030],
      [2026, 2026],
    ])
    expect(years('từ năm 2026 đến năm 2030')).toEqual([[2026, 2030]])
  })
})

describe('days and times', () => {
  const times = (text: string) => {
    const { recurrence, onRequest, due } = timesIn(plain(text))
    return [
      recurrence,
      onRequest,
      due.map(({ year, quarter, month, day, before }) => [year, quarter, month, day, before]),
    ]
  }

  it('are real days only', () => {
    const days = (text: string) =>
      daysIn(foldSameLength(text)).map(({ iso, day, month, real }) => [iso, day, month, real])
    expect(days('ngày 18 tháng 11 năm 2024, 31/8/2020, ngày 31/11, ngày 29/2/2025')).toEqual([
      ['2024-11-18', 18, 11, true],
      ['2020-08-31', 31, 8, true],
      [null, 31, 11, false],
      [null, 29, 2, false],
    ])
    expect(days('10-15 doanh nghiệp, tỷ lệ 1/2, Nghị quyết 11/2023/NQ-HĐND')).toEqual([])
  })

  it('give recurrence and deadline', () => {
    expect(times('Định kỳ, trước ngày 30 tháng 11 hằng năm hoặc đột xuất')).toEqual([
      'yearly',
      true,
      [[null, null, 11, 30, true]],
    ])
    expect(times('Báo cáo quý trước ngày 25 tháng cuối quý')).toEqual([
      'quarterly',
      false,
      [[null, null, null, 25, true]],
    ])
    expect(times('định kỳ 06 tháng, trước ngày 15/6 và 15/12')).toMatchObject([
      'halfYearly',
      false,
      [[null, null, 6, 15, true], expect.anything()],
    ])
    expect(times('Hoàn thành trong quý II/2026')).toEqual(['once', false, [[2026, 2, null, null, false]]])
    expect(times('tổ chức sơ kết vào năm 2025')).toEqual(['once', false, [[2025, null, null, null, false]]])
    expect(times('báo cáo hàng tháng')).toEqual(['monthly', false, []])
    expect(times('theo quy định tại Quyết định số 5/QĐ-UBND ngày 1/2/2024')).toEqual(['none', false, []])
    expect(times('giai đoạn 2026 - 2030, đến năm 2030')).toEqual(['none', false, []])
  })
})

describe('labels', () => {
  it('are told from words that begin alike', () => {
    const label = (text: string) => {
      const found = labelOf(text)
      return found === null ? null : [found.kind, found.code, text.slice(found.length)]
    }
    expect(label('IV. KINH PHÍ')).toEqual(['roman', 'IV', 'KINH PHÍ'])
    expect(label('2.1. Giai đoạn')).toEqual(['multi2', '2.1', 'Giai đoạn'])
    expect(label('- đ) Doanh nghiệp')).toEqual(['letter', 'đ', 'Doanh nghiệp'])
    expect(label('– Tổ chức')).toEqual(['dash', '', 'Tổ chức'])
    expect(label('Điều 2. Sở Tài chính')).toEqual(['part', '2', 'Sở Tài chính'])
    expect(label('10-15 doanh nghiệp')).toBeNull()
    expect(label('2.662 triệu đồng')).toBeNull()
    expect(label('2024 là năm đầu')).toBeNull()
  })
})

describe('a plain view', () => {
  it('has no markup and knows where each sign stands', () => {
    const text = '**<b>Sở</b>  Tài\u00a0chính** &amp; *a\\*b*'
    const view = plain(text)
    expect(view.text).toBe('Sở Tài chính & a*b')
    for (let at = 0; at < view.text.length; at++) {
      const sign = text.charAt(view.from[at] ?? -1)
      expect([view.text.charAt(at), '&'].includes(sign) || /\s/.test(sign)).toBe(true)
    }
    expect(text.slice(spanIn(view, 3, 12).start, spanIn(view, 3, 12).end)).toBe('Tài\u00a0chính')
  })

  it('folds to the same length, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const whole = canonical(text)
        expect(foldSameLength(whole)).toHaveLength(whole.length)
      }),
    )
  })
})

describe('a budget table', () => {
  const read = (...rows: string[]) => readPlan(`Đơn vị: triệu đồng\n\n${rows.join('\n')}`)
  const table = (...rows: string[]) => read(...rows).budget

  it('keeps what stands in columns without a field of their own', () => {
    const budget = table(
      'STT\tNội dung\tSố lượng\tThời gian\tCơ quan thực hiện\tKinh phí\tGhi chú',
      '1\tHội nghị\ttheo thực tế\tQuý II\tSở KH&CN\t20\tmột lần',
      '\tvà hội thảo\t\t\t\t\tmỗi năm',
      '\tTổng cộng\t\t\t\t20\t',
    )
    expect(budget?.lines).toMatchObject([
      {
        title: 'Hội nghị và hội thảo',
        total: 20_000_000,
        note: 'Số lượng: theo thực tế; Thời gian: Quý II; Cơ quan thực hiện: Sở KH&CN; một lần mỗi năm',
      },
    ])
  })

  it('takes a second row of heads that has lost the empty cells before it', () => {
    const budget = table(
      'STT\tNội dung\tDự toán kinh phí\tGhi chú',
      'Tổng\t2024\t2025',
      '1\tHội nghị\t30\t10\t20\t',
    )
    expect(budget?.lines).toMatchObject([
      { total: 30_000_000, byYear: { '2024': 10_000_000, '2025': 20_000_000 } },
    ])
  })

  it('numbers rows without a code under their group, and sums groups by "Cộng"', () => {
    const { budget, findings } = read(
      'TT\tNội dung\tNăm 2026\tNăm 2027',
      'I\tĐào tạo\t\t',
      '-\tLớp\t1\t2',
      '-\tGiảng viên\t3\t4',
      '\tCộng (I)\t4\t6',
      'II\tKhác\t1\t1',
      '\tTổng cộng\t5\t7',
    )
    expect(budget?.lines.map(({ code, total }) => [code, total])).toEqual([
      ['I', null],
      ['I-1', 3_000_000],
      ['I-2', 7_000_000],
      ['II', 2_000_000],
    ])
    expect(budget?.sums.map(({ of, total }) => [of, total])).toEqual([
      ['I', 10_000_000],
      [null, 12_000_000],
    ])
    expect(findings.map(({ code }) => code)).toEqual(['document.appendixAlone'])
  })
})
