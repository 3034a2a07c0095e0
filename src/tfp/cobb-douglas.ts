import { at } from './arrays.ts'
import { fisherUpper, studentQuantile, studentTwoSided } from './distributions.ts'
import type { Observation } from './growth.ts'
import { leastSquares, type Regression } from './regression.ts'
import { notPositive, TfpError, type Warning, warning } from './warnings.ts'
import { formatNumber, type Language, type Words } from './words.ts'

export interface CobbDouglasOptions {
  /** α + β = 1 imposed (default), or left free and tested. */
  readonly constantReturns?: boolean
  /** A linear trend λt of technology in the levels form (default true); in differences it is the intercept. */
  readonly trend?: boolean
  /** Estimated on first differences of logarithms, against spurious regression of trending series. */
  readonly differences?: boolean
  /** Newey-West lags; default by the number of observations. */
  readonly lags?: number
  /**
   * What standard errors, intervals and the test of constant returns rest on: `hac` (default) Newey-West, for series of years;
   * `classical` independent errors of one variance, for a cross-section such as provinces or states.
   */
  readonly covariance?: 'hac' | 'classical'
}

/**
 * In how many of 100 made-up samples of 10 to 30 years the 95% interval of a share estimated in levels holds the true one, where errors
 * keep a part of themselves from year to year: fewer than it says. In first differences it is 92 to 96 of 100. Held by
 * `intervals.long.test.ts`.
 */
export const LEVELS_COVERAGE = [
  { kept: 0.5, low: 86, high: 90 },
  { kept: 0.8, low: 79, high: 87 },
] as const

/** A coefficient with its standard error and 95% interval. */
export interface Estimate {
  readonly value: number
  readonly standardError: number
  readonly interval: { readonly low: number; readonly high: number; readonly level: number }
}

export interface CobbDouglas {
  readonly method: 'cobb-douglas'
  readonly parameters: Required<CobbDouglasOptions>
  readonly alpha: Estimate
  readonly beta: Estimate
  /** Yearly growth of technology in log points; null without a trend. */
  readonly lambda: Estimate | null
  readonly regression: Regression
  /** Test of α + β = 1 by the free form, with the covariance of the table: t, F = t², and their common p-value. */
  readonly constantReturnsTest: {
    readonly sum: number
    readonly t: number
    readonly f: number
    readonly df: number
    readonly pValue: number
  } | null
  readonly warnings: readonly Warning[]
}

const changes = (values: Float64Array) =>
  Float64Array.from({ length: values.length - 1 }, (_, t) => at(values, t + 1) - at(values, t))

/**
 * Cobb-Douglas production function from a series. Constant returns: ln(Y/L) = ln A + λt + α·ln(K/L) + ε, β = 1 − α;
 * free: ln Y = ln A + λt + α·ln K + β·ln L + ε; in differences the same with Δ and λ as the intercept. Years need not be
 * consecutive in levels; differences use neighbouring years only. Throws TfpError for values that are not positive,
 * too few years or collinear inputs.
 */
export function cobbDouglas(series: readonly Observation[], options: CobbDouglasOptions = {}): CobbDouglas {
  for (const row of series) {
    for (const what of ['y', 'k', 'l'] as const) {
      if (!(row[what] > 0)) throw new TfpError('value.notPositive', notPositive(what, row.year).words)
    }
  }
  const { constantReturns = true, trend = true, differences = false, covariance = 'hac' } = options
  const data = prepare(series, differences)
  // In differences the trend is the intercept.
  const regress = (y: Float64Array, columns: Record<string, Float64Array>) =>
    leastSquares(y, trend && !differences ? { trend: data.t, ...columns } : columns, {
      lags: options.lags,
      intercept: !differences || trend,
    })
  const free = () => regress(data.y, { lnK: data.k, lnL: data.l })
  const perWorker = (values: Float64Array) => values.map((value, i) => value - at(data.l, i))
  const regression = constantReturns ? regress(perWorker(data.y), { lnKL: perWorker(data.k) }) : free()
  const alpha = estimate(regression, constantReturns ? 'lnKL' : 'lnK', covariance)
  const beta = constantReturns
    ? {
        value: 1 - alpha.value,
        standardError: alpha.standardError,
        interval: { low: 1 - alpha.interval.high, high: 1 - alpha.interval.low, level: alpha.interval.level },
      }
    : estimate(regression, 'lnL', covariance)
  const lambda = trend ? estimate(regression, differences ? 'intercept' : 'trend', covariance) : null
  const test = constantReturns ? tryFree(free, covariance) : returnsTest(regression, covariance)
  return {
    method: 'cobb-douglas',
    parameters: { constantReturns, trend, differences, lags: regression.hac.lags, covariance },
    alpha,
    beta,
    lambda,
    regression,
    constantReturnsTest: test,
    warnings: judge(alpha.value, beta.value, regression, test?.pValue ?? null),
  }
}

/** The free form may be out of reach (collinear, too few years) where the imposed one is not: then there is no test. */
function tryFree(free: () => Regression, covariance: Covariance) {
  try {
    return returnsTest(free(), covariance)
  } catch (error) {
    if (error instanceof TfpError) return null
    throw error
  }
}

function prepare(series: readonly Observation[], differences: boolean) {
  const logs = (key: 'y' | 'k' | 'l') => Float64Array.from(series, (row) => Math.log(row[key]))
  const first = series[0]?.year ?? 0
  const levels = {
    y: logs('y'),
    k: logs('k'),
    l: logs('l'),
    t: Float64Array.from(series, (row) => row.year - first),
  }
  if (!differences) return levels
  const steps = changes(levels.t)
  const keep = (values: Float64Array) => changes(values).filter((_, t) => at(steps, t) === 1)
  return { y: keep(levels.y), k: keep(levels.k), l: keep(levels.l), t: keep(levels.t) }
}

type Covariance = NonNullable<CobbDouglasOptions['covariance']>

/**
 * Standard errors that a t statistic must reach to differ from 0 at 5%. Classical: Student's t. Newey-West errors are too
 * small in short series, the more so the more lags they have: Student's t, widened as the critical values of Kiefer and
 * Vogelsang (2005, Econometric Theory 21, table 1, Bartlett kernel) are wider than the normal one at b = (lags + 1)/n.
 */
export function criticalValue(
  { observations, degreesOfFreedom, hac }: Regression,
  covariance: Covariance,
): number {
  const student = studentQuantile(0.95, degreesOfFreedom)
  if (covariance === 'classical') return student
  const b = Math.min(1, (hac.lags + 1) / observations)
  const fixed = 1.96 + 2.9694 * b + 0.416 * b ** 2 - 0.5324 * b ** 3
  return (student * fixed) / 1.96
}

const covarianceOf = ({ covariance, hac }: Regression, kind: Covariance) =>
  kind === 'hac' ? hac.covariance : covariance

function estimate(regression: Regression, name: string, covariance: Covariance): Estimate {
  const j = regression.names.indexOf(name)
  const value = at(regression.coefficients, j)
  const variance = at(covarianceOf(regression, covariance), j * regression.names.length + j)
  const standardError = Math.sqrt(variance)
  const half = criticalValue(regression, covariance) * standardError
  return { value, standardError, interval: { low: value - half, high: value + half, level: 0.95 } }
}

function returnsTest(free: Regression, kind: Covariance) {
  const p = free.names.length
  const covariance = covarianceOf(free, kind)
  const [k, l] = [free.names.indexOf('lnK'), free.names.indexOf('lnL')]
  const sum = at(free.coefficients, k) + at(free.coefficients, l)
  const variance = at(covariance, k * p + k) + at(covariance, l * p + l) + 2 * at(covariance, k * p + l)
  const t = (sum - 1) / Math.sqrt(variance)
  const df = free.degreesOfFreedom
  // On the scale of Student's t, so that p falls below 5% where t passes the critical value of the intervals.
  const scaled = (t * studentQuantile(0.95, df)) / criticalValue(free, kind)
  return { sum, t, f: t * t, df, pValue: studentTwoSided(scaled, df) }
}

/** F test of a restriction from two nested regressions: ((RSS_r − RSS_f)/q)/(RSS_f/df), with its p-value. */
export function restrictionTest(restricted: Regression, free: Regression): { f: number; pValue: number } {
  const q = restricted.degreesOfFreedom - free.degreesOfFreedom
  const gap = (restricted.residualSumOfSquares - free.residualSumOfSquares) / q
  const f = gap / (free.residualSumOfSquares / free.degreesOfFreedom)
  return { f, pValue: fisherUpper(f, q, free.degreesOfFreedom) }
}

/** A p-value in words: `p = 0,031`, or `p < 0,001` where three decimals would show nothing. */
export function pText(p: number, language: Language): string {
  return p < 0.0005 ? `p < ${formatNumber(0.001, 3, language)}` : `p = ${formatNumber(p, 3, language)}`
}

function judge(alpha: number, beta: number, regression: Regression, returns: number | null): Warning[] {
  const warnings: Warning[] = []
  const { observations, durbinWatson } = regression
  const both = (
    make: (language: Language, show: (value: number, digits: number) => string) => string,
  ): Words => ({
    vi: make('vi', (value, digits) => formatNumber(value, digits, 'vi')),
    en: make('en', (value, digits) => formatNumber(value, digits, 'en')),
  })
  if (!(alpha > 0 && alpha < 1 && beta > 0 && beta < 1)) {
    const words = both((language, show) =>
      language === 'vi'
        ? `Hệ số ước lượng của vốn (${show(alpha, 3)}) hoặc lao động (${show(beta, 3)}) nằm ngoài khoảng từ 0 đến 1.`
        : `The estimated coefficient of capital (${show(alpha, 3)}) or labour (${show(beta, 3)}) lies outside 0 to 1.`,
    )
    warnings.push(warning('regression.implausible', words))
  }
  if (observations < 20) {
    warnings.push(
      warning('regression.smallSample', {
        vi: `Hồi quy chỉ có ${observations} quan sát; sai số chuẩn và kiểm định kém tin cậy khi dưới 20.`,
        en: `The regression has only ${observations} observations; standard errors and tests are weak below 20.`,
      }),
    )
  }
  if (durbinWatson < 1 || durbinWatson > 3) {
    const words = both((language, show) =>
      language === 'vi'
        ? `Thống kê Durbin-Watson ${show(durbinWatson, 2)} cho thấy phần dư tự tương quan mạnh, có thể là hồi quy giả; nên ước lượng theo sai phân.`
        : `Durbin-Watson ${show(durbinWatson, 2)} shows strongly autocorrelated residuals, perhaps a spurious regression; try first differences.`,
    )
    warnings.push(warning('regression.autocorrelation', words))
  }
  if (returns !== null && returns < 0.05) {
    warnings.push(
      warning('regression.returns', {
        vi: `Kiểm định bác bỏ giả thiết lợi suất không đổi theo quy mô (${pText(returns, 'vi')}).`,
        en: `The test rejects constant returns to scale (${pText(returns, 'en')}).`,
      }),
    )
  }
  return warnings
}
