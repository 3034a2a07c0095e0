import { formatNumber, type Language, type Words } from './words.ts'

/** What a result must be read with. */
export type WarningCode =
  | 'growth.nearZero'
  | 'growth.negative'
  | 'investment.notPositive'
  | 'labour.coverage'
  | 'labour.imputed'
  | 'period.clipped'
  | 'period.partial'
  | 'rates.autocorrelated'
  | 'regression.autocorrelation'
  | 'regression.implausible'
  | 'regression.part'
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
  | 'series.confirmed'
  | 'series.gap'
  | 'series.jump'
  | 'series.preliminary'
  | 'series.short'
  | 'share.extreme'
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

/** A labour share outside 0 to 1: no rate is computed with it. */
export function shareOutOfRange(share: number, year: number): Warning {
  const show = (language: Language) => formatNumber(share, 3, language)
  return warning(
    'share.outOfRange',
    {
      vi: `Năm ${year}: tỷ trọng lao động ${show('vi')} nằm ngoài khoảng từ 0 đến 1 nên không tính tốc độ tăng TFP với tỷ trọng này.`,
      en: `${year}: the labour share ${show('en')} lies outside 0 to 1, so no TFP growth is computed with it.`,
    },
    year,
  )
}

/** Labour shares that leave nothing to one of the factors. */
export function shareExtreme(years: readonly number[]): Warning {
  return warning('share.extreme', {
    vi: `Tỷ trọng lao động gần bằng 0 hoặc 1 (năm ${years.join(', ')}): một yếu tố coi như không đóng góp gì; cần kiểm tra số liệu.`,
    en: `The labour share is nearly 0 or 1 (${years.join(', ')}): one factor counts as contributing nothing; check the figures.`,
  })
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

/**
 * A change too large to pass unread: a change of boundary, of price base, of unit or of definition.
 * @param confirmed whether a person has found it to be real growth
 */
export function jump(what: 'y' | 'k' | 'l', percent: number, year: number, confirmed: boolean): Warning {
  const name = names[what]
  const moved = (language: Language) => `${formatNumber(percent, 0, language)}%`
  if (confirmed) {
    return warning(
      'series.confirmed',
      {
        vi: `Năm ${year}: ${name.vi} thay đổi ${moved('vi')}; người tính đã xác nhận đây là thay đổi thật.`,
        en: `${year}: ${name.en} changes by ${moved('en')}; the author has confirmed that this is real.`,
      },
      year,
    )
  }
  return warning(
    'series.jump',
    {
      vi: `Năm ${year}: ${name.vi} thay đổi ${moved('vi')}, khác hẳn các năm khác; chuỗi bị cắt tại đây, không tính tốc độ tăng của năm ${year} cho tới khi có người kiểm tra thay đổi địa giới, gốc giá so sánh, đơn vị hoặc phạm vi thống kê và xác nhận.`,
      en: `${year}: ${name.en} changes by ${moved('en')}, unlike the other years; the chain is cut here and ${year} has no growth rate until somebody has checked for a change of boundary, price base, unit or coverage and confirms it.`,
    },
    year,
  )
}

/** Growth so small that dividing by it says nothing, or a fall, of which there are no parts of growth. */
export function noPercent(growth: number, nearZeroAt: number): Warning {
  return growth <= -nearZeroAt ? outputFell([], growth) : nearZero(growth)
}

/** Output falls in these years, or by `whole` in the whole period. */
export function outputFell(years: readonly number[], whole?: number): Warning {
  const when = (language: Language) => {
    if (whole === undefined) return years.join(', ')
    const size = formatNumber(-whole, 2, language)
    return language === 'vi' ? `bình quân cả kỳ, ${size}%/năm` : `on average, by ${size}% a year`
  }
  return warning('growth.negative', {
    vi: `Sản lượng giảm (${when('vi')}), nên không tính tỷ phần đóng góp theo phần trăm tăng trưởng.`,
    en: `Output falls (${when('en')}), so there are no contributions in percent of growth.`,
  })
}

/** Growth so small that dividing by it says nothing. */
export function nearZero(growth: number, year?: number): Warning {
  const shown = (language: Language) => formatNumber(growth, 2, language)
  const when =
    year === undefined ? { vi: 'Cả giai đoạn', en: 'Whole period' } : { vi: `Năm ${year}`, en: `${year}` }
  return warning(
    'growth.nearZero',
    {
      vi: `${when.vi}: sản lượng tăng ${shown('vi')}%, gần 0, nên không tính tỷ phần đóng góp theo phần trăm tăng trưởng.`,
      en: `${when.en}: output grows by ${shown('en')}%, near zero, so contributions in percent of growth are undefined.`,
    },
    year,
  )
}

/** Years of the period without a rate: the average is of the others. */
export function partial(used: number, from: number, to: number, without: readonly number[]): Warning {
  const all = used + without.length
  const years = without.join(', ')
  return warning('period.partial', {
    vi: `Bình quân kỳ ${from}–${to} tính từ ${used} trong ${all} tốc độ tăng; không có tốc độ của năm ${years}.`,
    en: `The average of ${from}–${to} is of ${used} out of ${all} growth rates; there is none for ${years}.`,
  })
}

/** The period asked for is longer than the series. */
export function clipped(from: number, to: number): Warning {
  return warning('period.clipped', {
    vi: `Kỳ được chọn dài hơn chuỗi số liệu; bình quân chỉ gồm tốc độ tăng các năm ${from}–${to}.`,
    en: `The chosen period is longer than the series; the average covers the growth rates of ${from}–${to} only.`,
  })
}

/** Fewer yearly rates than an average should rest on. */
export function short(rates: number): Warning {
  return warning('series.short', {
    vi: `Chỉ có ${rates} tốc độ tăng hằng năm; bình quân của dưới 5 năm chịu ảnh hưởng mạnh của chu kỳ và sai số.`,
    en: `Only ${rates} yearly growth rates; an average over fewer than 5 years is dominated by the cycle and by error.`,
  })
}
