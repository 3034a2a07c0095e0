import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber, type WarningCode } from '../tfp/index.ts'
import type { StoredResult } from './result.ts'

/** Cautions of the computation that a reader of the published figure must not have to find. */
const grave: readonly WarningCode[] = [
  'investment.notPositive',
  'return.implausible',
  'series.jump',
  'share.extreme',
  'share.outOfRange',
  'userCost.negative',
]

/** Durbin-Watson statistics within these are no sign of a spurious regression. */
const DURBIN_WATSON = { low: 1, high: 3 }

/**
 * What makes a result one that cannot be right as it stands: a share outside 0 to 1, TFP above all of growth, residuals that
 * hang together, a chain cut at a break that nobody has looked at. Empty for a result that may be published without a word.
 */
export function implausible(result: StoredResult): Words[] {
  const { averages, regression, warnings } = result
  const { alpha, beta, contributions } = averages.arithmetic
  const both = (
    make: (show: (value: number, digits: number) => string, language: Language) => string,
  ): Words => ({
    vi: make((value, digits) => formatNumber(value, digits, 'vi'), 'vi'),
    en: make((value, digits) => formatNumber(value, digits, 'en'), 'en'),
  })
  const found: Words[] = []
  if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1)) {
    found.push(
      both((show, language) =>
        language === 'vi'
          ? `Tỷ trọng vốn α = ${show(alpha, 3)} hoặc lao động β = ${show(beta, 3)} nằm ngoài khoảng từ 0 đến 1.`
          : `The capital share α = ${show(alpha, 3)} or the labour share β = ${show(beta, 3)} lies outside 0 to 1.`,
      ),
    )
  }
  const tfp = contributions.percent?.tfp
  if (tfp !== undefined && tfp > 100) {
    found.push(
      both((show, language) =>
        language === 'vi'
          ? `TFP bằng ${show(tfp, 1)}% của tăng trưởng, nhiều hơn toàn bộ tăng trưởng.`
          : `TFP is ${show(tfp, 1)}% of growth, more than all of it.`,
      ),
    )
  }
  const residuals = regression?.durbinWatson ?? null
  if (residuals !== null && (residuals < DURBIN_WATSON.low || residuals > DURBIN_WATSON.high)) {
    found.push(
      both((show, language) =>
        language === 'vi'
          ? `Thống kê Durbin-Watson ${show(residuals, 2)} cách xa 2: hồi quy có thể là giả.`
          : `Durbin-Watson ${show(residuals, 2)} is far from 2: the regression may be spurious.`,
      ),
    )
  }
  const said = warnings.filter(({ code }) => grave.some((each) => each === code)).map((each) => each.words)
  return [...found, ...said]
}

/** The reason for which an unusual result was published, as a caution that travels with it. */
export function reasonWords(reason: string): Words {
  return words(
    `Kết quả nằm ngoài khoảng thường gặp; lý do vẫn công bố: ${reason}`,
    `The result is outside what is usual; it was published for this reason: ${reason}`,
  )
}
