import { sum } from './arrays.ts'
import { type Warning, warning } from './warnings.ts'
import { formatNumber, type Language, type Words } from './words.ts'

/* What an account by sectors must be read with. */

const list = (years: readonly number[]) => years.toSorted((a, b) => a - b).join(', ')

/** The same caution, said of a sector. */
export function ofSector(name: Words, { code, words, year }: Warning): Warning {
  return warning(code, { vi: `${name.vi}: ${words.vi}`, en: `${name.en}: ${words.en}` }, year)
}

/** Years that the sectors do not cover: at all, or with capital; or none with a rate of every sector. */
export function notCovered(what: 'rows' | 'capital' | 'rates', years: readonly number[]): Warning[] {
  if (what === 'rates') {
    return [
      warning('sectors.years', {
        vi: 'Trong kỳ không có năm nào mà mọi ngành đều tính được tốc độ tăng TFP; chỉ phân tích dịch chuyển cơ cấu.',
        en: 'No year of the period has a TFP growth rate of every sector; there is the shift-share alone.',
      }),
    ]
  }
  if (years.length === 0) return []
  const words =
    what === 'rows'
      ? {
          vi: `Phân tích theo ngành không gồm các năm ${list(years)} vì có ngành thiếu sản lượng hoặc lao động.`,
          en: `The account by sectors leaves out ${list(years)}: a sector lacks output or labour.`,
        }
      : {
          vi: `TFP theo ngành không gồm các năm ${list(years)} vì có ngành thiếu vốn hoặc đầu tư.`,
          en: `TFP by sector leaves out ${list(years)}: a sector lacks capital or investment.`,
        }
  return [warning('sectors.years', words)]
}

/** A sector with output and nobody who works. */
export function withoutLabour(name: Words, years: readonly number[]): Warning {
  return warning('sectors.noLabour', {
    vi: `${name.vi}: có sản lượng nhưng không có lao động các năm ${list(years)}; năng suất của ngành những năm đó coi như bằng 0.`,
    en: `${name.en}: output but no labour in ${list(years)}; the sector counts as having no productivity then.`,
  })
}

/** Years with capital and without a labour share. */
export function withoutShares(years: readonly number[]): Warning {
  return warning('sectors.share', {
    vi: `Có ngành thiếu tỷ trọng lao động các năm ${list(years)}, nên không tính TFP theo ngành.`,
    en: `A sector lacks its labour share in ${list(years)}, so there is no TFP by sector.`,
  })
}

export const constantWeights: Warning = warning('sectors.constantWeights', {
  vi: 'Có ngành thiếu giá trị tăng thêm theo giá hiện hành, nên tỷ trọng các ngành lấy theo giá so sánh; ngành có giá tăng nhanh bị tính nhẹ hơn thực tế.',
  en: 'A sector lacks value added at current prices, so the weights are those of constant prices; sectors whose prices rise fast weigh less than they should.',
})

export const onlyAdditive: Warning = warning('sectors.additive', {
  vi: 'Phân rã năng suất lao động cộng sản lượng các ngành theo giá so sánh; phép cộng này chỉ đúng với giá so sánh của một năm gốc cố định, không dùng cho chuỗi đã nối hoặc chỉ số dây chuyền.',
  en: 'The shift-share adds the sectors’ output at constant prices; that holds for the prices of one fixed base year only, not for linked or chained volumes.',
})

/** The capital that the sectors have is of another kind than asked. */
export function otherCapital(used: 'stock' | 'investment'): Warning {
  return warning('sectors.capital', {
    vi: `Vốn của các ngành ${used === 'stock' ? 'lấy từ trữ lượng vốn đã cho' : 'tích lũy từ đầu tư'}, khác với vốn của toàn nền kinh tế.`,
    en: `The sectors’ capital is ${used === 'stock' ? 'a given stock' : 'built from investment'}, unlike that of the whole economy.`,
  })
}

const measures = {
  y: { vi: 'sản lượng', en: 'output' },
  k: { vi: 'vốn', en: 'capital' },
  l: { vi: 'lao động', en: 'labour' },
} satisfies Record<string, Words>

/** How far the sectors' sum may be from the published whole before it is said. */
export const SUM_TOLERANCE = 0.005

type Amounts = { readonly year: number } & Partial<Readonly<Record<keyof typeof measures, number>>>

/** Measures whose sectors do not sum to the whole within 0.5%, with the years and the widest gap. */
export function checkSums(
  sectors: readonly { readonly rows: readonly Amounts[] }[],
  total: readonly Amounts[],
): Warning[] {
  return (['y', 'k', 'l'] as const).flatMap((what) => {
    const gaps = total.flatMap((whole) => {
      const parts = sectors.map(({ rows }) => rows.find(({ year }) => year === whole.year)?.[what])
      const known = parts.filter((part) => part !== undefined)
      const published = whole[what]
      if (published === undefined || !(published > 0) || known.length < sectors.length) return []
      const gap = sum(known) / published - 1
      return Math.abs(gap) > SUM_TOLERANCE ? [{ year: whole.year, gap }] : []
    })
    const [widest] = gaps.toSorted((a, b) => Math.abs(b.gap) - Math.abs(a.gap))
    if (widest === undefined) return []
    const size = (language: Language) => formatNumber(100 * widest.gap, 1, language)
    const name = measures[what]
    const years = list(gaps.map(({ year }) => year))
    return [
      warning('sectors.sum', {
        vi: `Tổng ${name.vi} của các ngành lệch quá 0,5% so với toàn nền kinh tế các năm ${years} (nhiều nhất ${size('vi')}% năm ${widest.year}).`,
        en: `The sectors’ ${name.en} is off the whole by more than 0.5% in ${years} (most: ${size('en')}% in ${widest.year}).`,
      }),
    ]
  })
}
