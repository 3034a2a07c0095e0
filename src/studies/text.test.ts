import { describe, expect, test } from 'vitest'
import type { SeriesRow } from '../tfp/index.ts'
import { choicesOf, dataOf, madeUpRows, plainText, storedStudy } from './testing.ts'
import { studyWords, type Told } from './text.ts'

/** Two years whose growth can be checked by hand: 8% of output, 10% of capital, 2% of labour, β = 0.6. */
const two = [
  { year: 2022, y: 100, k: 200, l: 50, laborShare: 0.6 },
  { year: 2023, y: 108, k: 220, l: 51, laborShare: 0.6 },
]
const told = (rows: readonly SeriesRow[] = two, extra: Partial<Told> = {}, options = {}): Told => ({
  territory: { vi: 'Tỉnh Sóc Trăng', en: 'Sóc Trăng province' },
  sector: null,
  choices: choicesOf(),
  data: dataOf(rows),
  result: storedStudy(rows, options),
  ...extra,
})

describe('the words of a study', () => {
  test('state growth and contributions in points and percent, as each language writes numbers', () => {
    const { found } = studyWords(told())
    expect(found[0]?.vi).toBe(
      'Năm 2023, tổng sản phẩm trên địa bàn (GRDP) tỉnh Sóc Trăng theo giá so sánh tăng 8,00% so với năm trước. Trong đó, vốn đóng góp 4,00 điểm phần trăm (50,0% của tăng trưởng), lao động đóng góp 1,20 điểm phần trăm (15,0% của tăng trưởng) và TFP đóng góp 2,80 điểm phần trăm (35,0% của tăng trưởng).',
    )
    expect(found[0]?.en).toBe(
      'In 2023 the GRDP of Sóc Trăng province at constant prices grew by 8.00% over the year before. Of this, capital contributed 4.00 percentage points (50.0% of growth), labour contributed 1.20 percentage points (15.0% of growth) and TFP contributed 2.80 percentage points (35.0% of growth).',
    )
    expect(found[1]?.vi).toBe('Lấy năm 2022 bằng 100, chỉ số TFP năm 2023 là 102,80, cao hơn 2,80%.')
  })

  test('say that output fell, and give no percent of a growth near zero', () => {
    const fallen = told(two.map((row) => (row.year === 2023 ? { ...row, y: 99.8 } : row)))
    const words = studyWords(fallen).found[0]
    expect(words?.vi).toContain('giảm 0,20% so với năm trước')
    expect(words?.vi).toContain('TFP làm giảm 5,40 điểm phần trăm')
    expect(words?.vi).toContain('không quy ra phần trăm của tăng trưởng vì tăng trưởng gần bằng 0')
    expect(words?.vi).not.toContain('% của tăng trưởng)')
    expect(words?.en).toContain('fell by 0.20% over the year before')
  })

  test('name both averages of several years, and logarithms for what they are', () => {
    const three = [...two, { year: 2024, y: 112.32, k: 231, l: 51, laborShare: 0.6 }]
    expect(studyWords(told(three)).found[0]?.vi).toContain(
      'Giai đoạn 2023–2024, tổng sản phẩm trên địa bàn (GRDP) tỉnh Sóc Trăng theo giá so sánh tăng bình quân 6,00%/năm (bình quân cộng các năm; bình quân nhân 5,98%). Trong đó, vốn đóng góp 3,00 điểm phần trăm',
    )
    const logs = studyWords(told(three, {}, { method: 'tornqvist' })).found[0]
    // ln(112.32/100)/2 = 5.810 log points: 5.98% a year.
    expect(logs?.vi).toContain(
      'tăng bình quân 5,98%/năm (bình quân nhân; 5,81 điểm lôgarit/năm). Trong đó, vốn đóng góp',
    )
    expect(logs?.vi).toMatch(/vốn đóng góp \d,\d\d điểm lôgarit \(/)
    expect(logs?.en).toContain('log points (')
    expect(logs?.vi).not.toContain('điểm phần trăm')
  })

  test('give the interval with where it comes from, and say when it holds zero', () => {
    const words = studyWords(told([...madeUpRows], {}, { method: 'tornqvist', seed: 7 }))
    expect(plainText(words.found, 'vi')).toMatch(
      /Khoảng tin cậy 95% của tốc độ tăng TFP bình quân là từ -?\d+,\d\d đến \d+,\d\d điểm lôgarit\/năm \(phân phối Student từ mức chênh giữa 13 năm/,
    )
    const flat = madeUpRows.map((row, t) => ({
      ...row,
      y: 20_000 * Math.exp(0.0356 * t) * (t % 2 === 0 ? 1 : 1.03),
    }))
    expect(plainText(studyWords(told(flat)).found, 'vi')).toContain('chứa số 0 nên chưa thể khẳng định')
  })

  test('name a sector, the way of capital, the source of the share and the method with its formula', () => {
    const invested = madeUpRows.map(({ k: _, ...row }) => ({ ...row, i: 6000 }))
    const words = studyWords(
      told(
        invested,
        {
          sector: { vi: 'Dịch vụ', en: 'Services' },
          choices: choicesOf({ shareSource: 'constant', labour: 'hours' }),
        },
        { share: 0.55, delta: 0.06, initial: { kind: 'ratio', ratio: 2.5 }, firstYear: 'half' },
      ),
    )
    expect(words.found[0]?.vi).toContain('giá trị tăng thêm ngành "Dịch vụ" của tỉnh Sóc Trăng')
    const how = plainText(words.how, 'vi')
    expect(how).toContain('I_TFP = I_Y − (α·I_K + β·I_L)')
    expect(how).toContain('khấu hao 6,0%/năm, vốn năm đầu bằng 2,50 lần sản lượng năm đầu')
    expect(how).toContain('tính một nửa vào vốn của năm đó')
    expect(how).toContain('Lao động: số giờ làm việc. Tỷ trọng lao động do người tính nêu, chung cho mọi năm')
    expect(how).toContain('β = 0,550')
  })

  test('tell what a regression found and tested', () => {
    const uneven = madeUpRows.map((row, t) => {
      const k = (row.k ?? 0) * (1 + 0.1 * Math.sin(1.3 * t))
      return { ...row, k, y: 9 * Math.exp(0.02 * t) * k ** 0.4 * row.l ** 0.6 }
    })
    const words = studyWords(told(uneven, {}, { method: 'regression' }))
    expect(plainText(words.how, 'en')).toMatch(
      /Regression in levels with 14 observations: α = \d\.\d{3} \(Newey-West standard error/,
    )
    expect(plainText(words.how, 'vi')).toContain('Tỷ trọng lao động ước lượng từ số liệu')
  })

  test('hold every caution once: preliminary years that were used, warnings, and that TFP is a residual', () => {
    const { caveats } = studyWords(told([...madeUpRows]))
    const texts = caveats.map(({ vi }) => vi)
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts[0]).toContain('Số liệu các năm 2023 là sơ bộ hoặc ước tính')
    expect(texts.at(-1)).toContain('TFP là phần dư')
    const earlier = studyWords(told(madeUpRows.filter(({ year }) => year < 2023)))
    expect(plainText(earlier.caveats, 'vi')).not.toContain('sơ bộ')
    expect(plainText(studyWords(told()).caveats, 'en')).toContain('Only 1 yearly growth rates')
  })
})
