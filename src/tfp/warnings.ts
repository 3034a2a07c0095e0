import type { Words } from './words.ts'

/** What a result must be read with. */
export type WarningCode =
  | 'growth.nearZero'
  | 'labour.coverage'
  | 'labour.imputed'
  | 'regression.autocorrelation'
  | 'regression.implausible'
  | 'regression.smallSample'
  | 'regression.returns'
  | 'return.implausible'
  | 'revaluation.unknown'
  | 'sectors.additive'
  | 'sectors.capital'
  | 'sectors.constantWeights'
  | 'sectors.noLabour'
  | 'sectors.share'
  | 'sectors.sum'
  | 'sectors.years'
  | 'series.gap'
  | 'series.jump'
  | 'series.preliminary'
  | 'series.short'
  | 'share.outOfRange'
  | 'share.percent'
  | 'stock.assumed'
  | 'userCost.negative'
  | 'value.notPositive'

/** One caution about a result, in both languages, with the year it concerns where it concerns one. */
export interface Warning {
  readonly code: WarningCode
  readonly words: Words
  readonly year?: number
}

/** Makes a warning. */
export function warning(code: WarningCode, words: Words, year?: number): Warning {
  return year === undefined ? { code, words } : { code, words, year }
}

/** An input with which nothing can be computed. Row and column are those of the file, counted from 1. */
export class TfpError extends Error {
  readonly code: string
  readonly words: Words
  readonly row: number | undefined
  readonly column: string | undefined

  constructor(code: string, words: Words, place: { row?: number; column?: string } = {}) {
    super(`${code}: ${words.en}`)
    this.name = 'TfpError'
    this.code = code
    this.words = words
    this.row = place.row
    this.column = place.column
  }
}

const names = {
  y: { vi: 'sản lượng', en: 'output' },
  k: { vi: 'vốn', en: 'capital' },
  l: { vi: 'lao động', en: 'labour' },
} satisfies Record<string, Words>

/** A value that has no logarithm and no growth rate. */
export function notPositive(what: 'y' | 'k' | 'l', year: number): Warning {
  const name = names[what]
  return warning(
    'value.notPositive',
    {
      vi: `Năm ${year}: ${name.vi} không dương nên không tính được tốc độ tăng.`,
      en: `${year}: ${name.en} is not positive, so no growth rate is computed.`,
    },
    year,
  )
}

/** A labour share outside 0 to 1. */
export function shareOutOfRange(share: number, year: number): Warning {
  return warning(
    'share.outOfRange',
    {
      vi: `Năm ${year}: tỷ trọng lao động ${share} nằm ngoài khoảng từ 0 đến 1, kết quả không có ý nghĩa kinh tế.`,
      en: `${year}: the labour share ${share} lies outside 0 to 1; the result has no economic meaning.`,
    },
    year,
  )
}

/** Years missing before this one. */
export function gapBefore(year: number, previous: number): Warning {
  return warning(
    'series.gap',
    {
      vi: `Chuỗi đứt quãng giữa năm ${previous} và năm ${year}; không tính tốc độ tăng của năm ${year}.`,
      en: `The series has a gap between ${previous} and ${year}; no growth rate is computed for ${year}.`,
    },
    year,
  )
}

/** A change too large to pass unread: a change of boundary, of price base or of definition. */
export function jump(what: 'y' | 'k' | 'l', percent: number, year: number): Warning {
  const name = names[what]
  const size = Math.round(percent)
  return warning(
    'series.jump',
    {
      vi: `Năm ${year}: ${name.vi} thay đổi ${size}%; cần kiểm tra thay đổi địa giới, gốc giá so sánh hoặc phạm vi thống kê.`,
      en: `${year}: ${name.en} changes by ${size}%; check for a change of boundary, price base or coverage.`,
    },
    year,
  )
}

/** Growth so small that dividing by it says nothing. */
export function nearZero(growth: number, year?: number): Warning {
  const shown = growth.toFixed(2)
  const when =
    year === undefined ? { vi: 'Cả giai đoạn', en: 'Whole period' } : { vi: `Năm ${year}`, en: `${year}` }
  return warning(
    'growth.nearZero',
    {
      vi: `${when.vi}: sản lượng tăng ${shown.replace('.', ',')}%, gần 0, nên không tính tỷ phần đóng góp theo phần trăm tăng trưởng.`,
      en: `${when.en}: output grows by ${shown}%, near zero, so contributions in percent of growth are undefined.`,
    },
    year,
  )
}

/** Fewer yearly rates than an average should rest on. */
export function short(rates: number): Warning {
  return warning('series.short', {
    vi: `Chỉ có ${rates} tốc độ tăng hằng năm; bình quân của dưới 5 năm chịu ảnh hưởng mạnh của chu kỳ và sai số.`,
    en: `Only ${rates} yearly growth rates; an average over fewer than 5 years is dominated by the cycle and by error.`,
  })
}
