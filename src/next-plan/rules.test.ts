import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { middlePercent, nextTarget } from './rules.ts'

const orientation = { minimumPercent: 10, maximumPercent: 15 }
const next = (result: number, percent: number) => nextTarget({ ...orientation, result, percent })

describe('the target that follows from a result (plan 181, I.2.2)', () => {
  it('18 turns and 12 % make 20, the one whole number between +10 % and +15 %', () => {
    const target = nextTarget({
      ...orientation,
      result: 18,
      percent: 12,
      unit: { vi: 'lượt doanh nghiệp', en: 'support turns' },
      years: [
        { year: 2021, result: 0 },
        { year: 2022, result: 0 },
        { year: 2023, result: 0 },
        { year: 2024, result: 8 },
        { year: 2025, result: 10 },
      ],
    })
    expect(target.value).toBe(20)
    expect(target.rounding).toBe('inside')
    expect(target.words.vi).toBe(
      'Kết quả 2021-2025: 18 lượt doanh nghiệp (2021: 0; 2022: 0; 2023: 0; 2024: 8; 2025: 10). Tăng 12%: 18 × 1,12 = 20,16 → làm tròn 20 (tăng 11,11%, trong khung 10% - 15%: 19,8 - 20,7).',
    )
    expect(target.words.en).toBe(
      'Results of 2021-2025: 18 support turns (2021: 0; 2022: 0; 2023: 0; 2024: 8; 2025: 10). Plus 12%: 18 × 1.12 = 20.16 → rounded 20 (a rise of 11.11%, within 10% - 15%: 19.8 - 20.7).',
    )
  })

  it('a half is rounded up: 20 products and 12,5 % make 22,5, so 23', () => {
    expect(next(20, 12.5)).toMatchObject({ value: 23, rounding: 'inside' })
  })

  it('what rounding would take under the least rise is raised: 15 experts and 10 % make 16,5, so 17', () => {
    expect(next(15, 10).value).toBe(17)
    expect(next(104, 10)).toMatchObject({ value: 115, rounding: 'raised' })
    expect(next(104, 10).words.vi).toBe(
      'Kết quả: 104. Tăng 10%: 104 × 1,1 = 114,4; làm tròn thành 114 thì thấp hơn khung 10% - 15% (114,4 - 119,6) nên lấy 115 (tăng 10,58%).',
    )
  })

  it('what rounding would take over the most rise is lowered: 104 and 15 % make 119,6, so 119', () => {
    expect(next(104, 15)).toMatchObject({ value: 119, rounding: 'lowered' })
  })

  it('where no whole number lies between, 2 conferences make 3, and the words say how far over', () => {
    const target = next(2, 12)
    expect(target).toMatchObject({ value: 3, rounding: 'above' })
    expect(target.words.vi).toBe(
      'Kết quả: 2. Tăng 12%: 2 × 1,12 = 2,24; không có số nguyên nào trong khung 10% - 15% (2,2 - 2,3) nên làm tròn lên 3 (tăng 50%, cao hơn mức 15% là 35 điểm phần trăm).',
    )
  })

  it('a rise chosen outside the range is only rounded, and said to be outside', () => {
    expect(next(10, 30)).toMatchObject({ value: 13, rounding: 'outside' })
    expect(next(10, 0)).toMatchObject({ value: 10, rounding: 'outside' })
  })

  it('nothing is made out of no result: the officer is asked, and a given number is named as given', () => {
    expect(next(0, 12)).toMatchObject({ value: null, rounding: 'none' })
    const given = nextTarget({ ...orientation, result: 0, percent: 12, given: 5 })
    expect(given).toMatchObject({ value: 5, rounding: 'given' })
    expect(given.words.vi).toContain('Số 5 do người lập xác định')
  })

  it('a year of which nothing is known is named as not known, with and without a result', () => {
    const years = [
      { year: 2024, result: 8 },
      { year: 2025, result: 10 },
    ]
    expect(
      nextTarget({ ...orientation, result: 18, percent: 12, years, unknown: [2021, 2022, 2023] }).words.vi,
    ).toMatch(
      /^Kết quả 2024-2025: 18 \(2024: 8; 2025: 10\)\. Chưa rõ kết quả năm 2021, 2022, 2023\. Tăng 12%/,
    )
    expect(
      nextTarget({ ...orientation, result: 0, percent: 12, years: [], unknown: [2021, 2022] }).words.vi,
    ).toBe(
      'Chưa có kết quả nào. Chưa rõ kết quả năm 2021, 2022. Không có kết quả làm căn cứ để nhân tỷ lệ tăng: người lập phải tự xác định con số.',
    )
  })

  it('what counted in two years is named, and counts once', () => {
    expect(nextTarget({ ...orientation, result: 19, percent: 12, repeated: 1 }).words.vi).toContain(
      'Có 1 được tính ở hai năm, cả giai đoạn chỉ tính một lần.',
    )
  })

  it('is whole, never under the least rise, inside whenever a whole number is, and else less than one above the least', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1000, max: 1500 }),
        (result, rise) => {
          const { value } = next(result, rise / 100)
          expect(value).not.toBeNull()
          const chosen = value ?? 0
          expect(Number.isInteger(chosen)).toBe(true)
          expect(chosen * 100).toBeGreaterThanOrEqual(result * 110)
          const insideExists = Math.ceil((result * 110) / 100) * 100 <= result * 115
          if (insideExists) expect(chosen * 100).toBeLessThanOrEqual(result * 115)
          else expect(chosen).toBe(Math.ceil((result * 110) / 100))
        },
      ),
    )
  })

  it('never falls when the chosen rise grows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1000, max: 1500 }),
        fc.integer({ min: 1000, max: 1500 }),
        (result, one, other) => {
          const [low, high] = one < other ? [one, other] : [other, one]
          expect(next(result, low / 100).value ?? 0).toBeLessThanOrEqual(next(result, high / 100).value ?? 0)
        },
      ),
    )
  })
})

it('the rise that is proposed is the middle in whole per cent, 12 of 10-15', () => {
  expect(middlePercent(10, 15)).toBe(12)
  expect(middlePercent(0, 0)).toBe(0)
  expect(middlePercent(10.4, 10.8)).toBe(10.6)
})
