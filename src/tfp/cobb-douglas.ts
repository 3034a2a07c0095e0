import { at } from './arrays.ts'
import { fisherUpper, studentQuantile, studentTwoSided } from './distributions.ts'
import type { Observation } from './growth.ts'
import { leastSquares, type Regression } from './regression.ts'
import { notPositive, TfpError, type Warning, warning } from './warnings.ts'

export interface CobbDouglasOptions {
  /** α + β = 1 imposed (default), or left free and tested. */
  readonly constantReturns?: boolean
  /** A linear trend λt of technology in the levels form (default true); in differences it is the intercept. */
  readonly trend?: boolean
  /** Estimated on first differences of logarithms, against spurious regression of trending series. */
  readonly differences?: boolean
  /** Newey-West lags; default by the number of observations. */
  readonly lags?: number
}

/** A coefficient with its Newey-West standard error and 95% interval. */
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
  /** Test of α + β = 1 by the free form: t with `df`, F = t² with (1, df), and their common p-value. */
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
  const { constantReturns = true, trend = true, differences = false } = options
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
  const alpha = estimate(regression, constantReturns ? 'lnKL' : 'lnK')
  const beta = constantReturns
    ? {
        value: 1 - alpha.value,
        standardError: alpha.standardError,
        interval: { low: 1 - alpha.interval.high, high: 1 - alpha.interval.low, level: alpha.interval.level },
      }
    : estimate(regression, 'lnL')
  const lambda = trend ? estimate(regression, differences ? 'intercept' : 'trend') : null
  const test = constantReturns ? tryFree(free) : returnsTest(regression)
  return {
    method: 'cobb-douglas',
    parameters: { constantReturns, trend, differences, lags: regression.hac.lags },
    alpha,
    beta,
    lambda,
    regression,
    constantReturnsTest: test,
    warnings: judge(alpha.value, beta.value, regression, test?.pValue ?? null),
  }
}

/** The free form may be out of reach (collinear, too few years) where the imposed one is not: then there is no test. */
function tryFree(free: () => Regression) {
  try {
    return returnsTest(free())
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

function estimate(regression: Regression, name: string): Estimate {
  const j = regression.names.indexOf(name)
  const value = at(regression.coefficients, j)
  const standardError = at(regression.hac.standardErrors, j)
  const half = studentQuantile(0.95, regression.degreesOfFreedom) * standardError
  return { value, standardError, interval: { low: value - half, high: value + half, level: 0.95 } }
}

function returnsTest(free: Regression) {
  const p = free.names.length
  const [k, l] = [free.names.indexOf('lnK'), free.names.indexOf('lnL')]
  const sum = at(free.coefficients, k) + at(free.coefficients, l)
  const variance =
    at(free.covariance, k * p + k) + at(free.covariance, l * p + l) + 2 * at(free.covariance, k * p + l)
  const t = (sum - 1) / Math.sqrt(variance)
  const df = free.degreesOfFreedom
  return { sum, t, f: t * t, df, pValue: studentTwoSided(t, df) }
}

/** F test of a restriction from two nested regressions: ((RSS_r − RSS_f)/q)/(RSS_f/df), with its p-value. */
export function restrictionTest(restricted: Regression, free: Regression): { f: number; pValue: number } {
  const q = restricted.degreesOfFreedom - free.degreesOfFreedom
  const gap = (restricted.residualSumOfSquares - free.residualSumOfSquares) / q
  const f = gap / (free.residualSumOfSquares / free.degreesOfFreedom)
  return { f, pValue: fisherUpper(f, q, free.degreesOfFreedom) }
}

function judge(alpha: number, beta: number, regression: Regression, returns: number | null): Warning[] {
  const warnings: Warning[] = []
  const { observations, durbinWatson } = regression
  if (!(alpha > 0 && alpha < 1 && beta > 0 && beta < 1)) {
    warnings.push(
      warning('regression.implausible', {
        vi: `Hệ số ước lượng của vốn (${alpha.toFixed(3)}) hoặc lao động (${beta.toFixed(3)}) nằm ngoài khoảng từ 0 đến 1.`,
        en: `The estimated coefficient of capital (${alpha.toFixed(3)}) or labour (${beta.toFixed(3)}) lies outside 0 to 1.`,
      }),
    )
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
    warnings.push(
      warning('regression.autocorrelation', {
        vi: `Thống kê Durbin-Watson ${durbinWatson.toFixed(2)} cho thấy phần dư tự tương quan mạnh, có thể là hồi quy giả; nên ước lượng theo sai phân.`,
        en: `Durbin-Watson ${durbinWatson.toFixed(2)} shows strongly autocorrelated residuals, perhaps a spurious regression; try first differences.`,
      }),
    )
  }
  if (returns !== null && returns < 0.05) {
    warnings.push(
      warning('regression.returns', {
        vi: `Kiểm định bác bỏ giả thiết lợi suất không đổi theo quy mô (p = ${returns.toFixed(3)}).`,
        en: `The test rejects constant returns to scale (p = ${returns.toFixed(3)}).`,
      }),
    )
  }
  return warnings
}
