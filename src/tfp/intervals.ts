import { at, mean, sum } from './arrays.ts'
import { studentQuantile } from './distributions.ts'
import { type GrowthYear, NEAR_ZERO } from './growth.ts'
import type { Interval, Uncertainty } from './uncertainty.ts'
import { type Warning, warning } from './warnings.ts'

/** Fewer yearly rates than this get no interval. */
export const LEAST_RATES = 5

/**
 * Interval of the mean of values by Student's t, mean ± t·s/√n. It covers the true mean as often as `level` says for
 * independent normal values, whatever their number from two on. NaN bounds of fewer than two.
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): Interval {
  const n = values.length
  const middle = mean(values)
  const half = studentQuantile(level, n - 1) * Math.sqrt(covariance(values, values) / n)
  return { level, low: middle - half, median: middle, high: middle + half }
}

/** Sample covariance of two lists of equal length, over n − 1. */
function covariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ma, mb] = [mean(a), mean(b)]
  return sum(Array.from(a, (value, i) => (value - ma) * (at(b, i) - mb))) / (a.length - 1)
}

/**
 * Interval of the ratio of two means of paired values by Fieller's theorem: all θ for which the mean of top − θ·bottom is
 * within t standard errors of 0 (Fieller 1954; exact for normal pairs). Null where the mean of `bottom` is itself within t
 * standard errors of 0: the set then has no ends.
 */
export function ratioInterval(
  top: ArrayLike<number>,
  bottom: ArrayLike<number>,
  level = 0.95,
): Interval | null {
  const n = top.length
  const [x, y] = [mean(top), mean(bottom)]
  const g = studentQuantile(level, n - 1) ** 2 / n
  const a = y * y - g * covariance(bottom, bottom)
  const b = x * y - g * covariance(top, bottom)
  const c = x * x - g * covariance(top, top)
  if (!(a > 0)) return null
  // Rounding may bring the root of a difference that is nothing below zero.
  const root = Math.sqrt(Math.max(0, b * b - a * c))
  return { level, low: (b - root) / a, median: x / y, high: (b + root) / a }
}

/**
 * Interval of the mean TFP growth of the years and of TFP's part of growth (in percent), from how the rates differ from year
 * to year, taken as independent. Null for fewer than `LEAST_RATES` years; the part of growth null where output does not grow.
 */
export function yearsInterval(years: readonly GrowthYear[], level = 0.95): Uncertainty | null {
  if (years.length < LEAST_RATES) return null
  const [residual, output] = [years.map(({ gTFP }) => gTFP), years.map(({ gY }) => gY)]
  const ratio = mean(output) >= NEAR_ZERO ? ratioInterval(residual, output, level) : null
  return {
    method: 'student',
    parameters: { years: years.length },
    gTFP: meanInterval(residual, level),
    percent: ratio && {
      level,
      low: 100 * ratio.low,
      median: 100 * ratio.median,
      high: 100 * ratio.high,
    },
  }
}

/** First-order autocorrelation of values in their order; 0 for values that are all alike. */
export function autocorrelation(values: readonly number[]): number {
  const middle = mean(values)
  const off = values.map((value) => value - middle)
  const total = sum(off.map((value) => value * value))
  return total > 0 ? sum(off.slice(1).map((value, t) => value * at(off, t))) / total : 0
}

/** Warns where the rates of neighbouring years go together more than chance makes them, as independent ones do not. */
export function dependence(years: readonly GrowthYear[]): Warning[] {
  const related = autocorrelation(years.map(({ gTFP }) => gTFP)) > 1.645 / Math.sqrt(years.length)
  if (years.length < LEAST_RATES || !related) return []
  return [
    warning('rates.autocorrelated', {
      vi: 'Tốc độ tăng TFP các năm liền nhau phụ thuộc nhau, nên khoảng tin cậy thật rộng hơn khoảng nêu ra.',
      en: 'TFP growth of neighbouring years goes together, so the true interval is wider than the one given.',
    }),
  ]
}
