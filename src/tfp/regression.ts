import { at, mean } from './arrays.ts'
import { fisherUpper, studentTwoSided } from './distributions.ts'
import { TfpError } from './warnings.ts'

/** Ordinary least squares of y on columns, with what is needed to judge it. Vectors follow `names`. */
export interface Regression {
  readonly names: readonly string[]
  readonly observations: number
  readonly degreesOfFreedom: number
  readonly coefficients: Float64Array
  readonly standardErrors: Float64Array
  readonly tStatistics: Float64Array
  readonly pValues: Float64Array
  /** Covariance of the coefficients, row by row. */
  readonly covariance: Float64Array
  readonly residuals: Float64Array
  readonly residualSumOfSquares: number
  readonly residualSd: number
  /** About the mean where there is an intercept, about zero where not. */
  readonly rSquared: number
  readonly adjustedRSquared: number
  readonly fStatistic: number
  readonly fPValue: number
  readonly durbinWatson: number
  /** Newey-West 1987, Bartlett weights, with the factor n/(n − p) for small samples. */
  readonly hac: {
    readonly lags: number
    readonly standardErrors: Float64Array
    readonly covariance: Float64Array
  }
}

/** Lags of the Newey-West estimator where none are given: ⌊4·(n/100)^{2/9}⌋ (Newey and West 1994). */
export function neweyWestLags(observations: number): number {
  return Math.floor(4 * (observations / 100) ** (2 / 9))
}

/** Householder QR of a column-major n×p matrix, in place: R above the diagonal, reflectors below and in `heads`. */
function factor(a: Float64Array, n: number, p: number): { diagonal: Float64Array; heads: Float64Array } {
  const diagonal = new Float64Array(p)
  const heads = new Float64Array(p)
  for (let j = 0; j < p; j++) {
    const own = j * n
    let whole = 0
    for (let i = 0; i < n; i++) whole = Math.hypot(whole, at(a, own + i))
    let norm = 0
    for (let i = j; i < n; i++) norm = Math.hypot(norm, at(a, own + i))
    // R is orthogonal to the columns before, so the whole column keeps its first length: what is left of it is new.
    if (!(norm > 1e-12 * whole)) throw collinear()
    const top = at(a, own + j)
    const r = top > 0 ? -norm : norm
    diagonal[j] = r
    heads[j] = top - r
    for (let k = j + 1; k < p; k++) reflect(a, own, j, at(heads, j), n, a, k * n)
  }
  return { diagonal, heads }
}

/** Applies reflector `j` (stored in `a` at `own`, with its head) to the n numbers of `target` from `offset`. */
function reflect(
  a: Float64Array,
  own: number,
  j: number,
  head: number,
  n: number,
  target: Float64Array,
  offset: number,
) {
  let length = head * head
  let dot = head * at(target, offset + j)
  for (let i = j + 1; i < n; i++) {
    const v = at(a, own + i)
    length += v * v
    dot += v * at(target, offset + i)
  }
  const scale = (2 * dot) / length
  target[offset + j] = at(target, offset + j) - scale * head
  for (let i = j + 1; i < n; i++) target[offset + i] = at(target, offset + i) - scale * at(a, own + i)
}

function collinear(): TfpError {
  return new TfpError('regression.collinear', {
    vi: 'Các biến giải thích phụ thuộc tuyến tính vào nhau nên không ước lượng được.',
    en: 'The explanatory variables are collinear, so nothing can be estimated.',
  })
}

function tooFew(n: number, p: number): TfpError {
  return new TfpError('regression.tooFew', {
    vi: `Hồi quy ${p} hệ số cần ít nhất ${p + 1} quan sát, chỉ có ${n}.`,
    en: `A regression of ${p} coefficients needs at least ${p + 1} observations; there are ${n}.`,
  })
}

/**
 * Least squares by Householder QR, which keeps the digits that normal equations lose (certified against NIST StRD).
 * `columns` are the explanatory variables, each as long as `y`; a column of ones goes before them unless
 * `intercept: false`. Throws TfpError for too few observations, collinear columns or values that are not numbers.
 */
export function leastSquares(
  y: ArrayLike<number>,
  columns: Readonly<Record<string, ArrayLike<number>>>,
  options: { intercept?: boolean; lags?: number } = {},
): Regression {
  const intercept = options.intercept ?? true
  const n = y.length
  const names = [...(intercept ? ['intercept'] : []), ...Object.keys(columns)]
  const p = names.length
  if (n <= p) throw tooFew(n, p)
  const a = new Float64Array(n * p)
  if (intercept) a.fill(1, 0, n)
  for (const [j, column] of Object.values(columns).entries())
    a.set(Array.from(column), (j + p - Object.keys(columns).length) * n)
  if (!a.every(Number.isFinite) || !Array.from(y).every(Number.isFinite)) {
    throw new TfpError('regression.notFinite', {
      vi: 'Số liệu hồi quy có giá trị không phải là số.',
      en: 'The regression data hold values that are not numbers.',
    })
  }
  const { diagonal, heads } = factor(a, n, p)
  const rotated = Float64Array.from(y)
  for (let j = 0; j < p; j++) reflect(a, j * n, j, at(heads, j), n, rotated, 0)
  const coefficients = rotated.slice(0, p)
  for (let j = p - 1; j >= 0; j--) {
    let value = at(coefficients, j)
    for (let k = j + 1; k < p; k++) value -= at(a, k * n + j) * at(coefficients, k)
    coefficients[j] = value / at(diagonal, j)
  }
  // The residual is the part of y outside the columns' space: turned back, it keeps digits that y − Xb loses.
  const residuals = rotated.slice()
  residuals.fill(0, 0, p)
  for (let j = p - 1; j >= 0; j--) reflect(a, j * n, j, at(heads, j), n, residuals, 0)
  const rss = squares(rotated.subarray(p))
  const df = n - p
  const inverse = invertUpper(a, diagonal, n, p)
  const covariance = gram(inverse, p, rss / df)
  const standardErrors = roots(covariance, p)
  const tStatistics = coefficients.map((b, j) => b / at(standardErrors, j))
  const centre = intercept ? mean(y) : 0
  const total = squares(Float64Array.from(y, (value) => value - centre))
  const model = p - (intercept ? 1 : 0)
  const fStatistic = (total - rss) / model / (rss / df)
  const lags = Math.min(options.lags ?? neweyWestLags(n), n - 1)
  const hacCovariance = neweyWest(influences(a, heads, inverse, n, p), residuals, n, p, lags)
  return {
    names,
    observations: n,
    degreesOfFreedom: df,
    coefficients,
    standardErrors,
    tStatistics,
    pValues: tStatistics.map((t) => studentTwoSided(t, df)),
    covariance,
    residuals,
    residualSumOfSquares: rss,
    residualSd: Math.sqrt(rss / df),
    rSquared: 1 - rss / total,
    adjustedRSquared: 1 - (rss / df / total) * (n - (intercept ? 1 : 0)),
    fStatistic,
    fPValue: model > 0 ? fisherUpper(fStatistic, model, df) : Number.NaN,
    durbinWatson: durbinWatson(residuals),
    hac: { lags, standardErrors: roots(hacCovariance, p), covariance: hacCovariance },
  }
}

/** Durbin-Watson statistic Σ(e_t − e_{t−1})²/Σe²: near 2 without first-order autocorrelation, towards 0 with it. */
export function durbinWatson(residuals: ArrayLike<number>): number {
  let changes = 0
  for (let t = 1; t < residuals.length; t++) changes += (at(residuals, t) - at(residuals, t - 1)) ** 2
  return changes / squares(residuals)
}

function squares(values: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += at(values, i) ** 2
  return total
}

/** R⁻¹, row by row. */
function invertUpper(a: Float64Array, diagonal: Float64Array, n: number, p: number): Float64Array {
  const inverse = new Float64Array(p * p)
  for (let j = 0; j < p; j++) {
    inverse[j * p + j] = 1 / at(diagonal, j)
    for (let i = j - 1; i >= 0; i--) {
      let total = 0
      for (let k = i + 1; k <= j; k++) total += at(a, k * n + i) * at(inverse, k * p + j)
      inverse[i * p + j] = -total / at(diagonal, i)
    }
  }
  return inverse
}

/** scale · M·Mᵀ of a p×p matrix. */
function gram(m: Float64Array, p: number, scale: number): Float64Array {
  const product = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      let total = 0
      for (let k = 0; k < p; k++) total += at(m, i * p + k) * at(m, j * p + k)
      product[i * p + j] = scale * total
    }
  }
  return product
}

function roots(covariance: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p }, (_, j) => Math.sqrt(at(covariance, j * p + j)))
}

/** X(XᵀX)⁻¹ = Q·R⁻ᵀ, one row of p numbers per observation: what each residual moves each coefficient by. */
function influences(
  a: Float64Array,
  heads: Float64Array,
  inverse: Float64Array,
  n: number,
  p: number,
): Float64Array {
  const rows = new Float64Array(n * p)
  const column = new Float64Array(n)
  for (let k = 0; k < p; k++) {
    column.fill(0)
    column[k] = 1
    for (let j = p - 1; j >= 0; j--) reflect(a, j * n, j, at(heads, j), n, column, 0)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < p; j++)
        rows[i * p + j] = at(rows, i * p + j) + at(column, i) * at(inverse, j * p + k)
    }
  }
  return rows
}

function neweyWest(
  rows: Float64Array,
  residuals: Float64Array,
  n: number,
  p: number,
  lags: number,
): Float64Array {
  const covariance = new Float64Array(p * p)
  for (let lag = 0; lag <= lags; lag++) {
    const weight = (1 - lag / (lags + 1)) * (n / (n - p))
    for (let t = lag; t < n; t++) {
      const product = weight * at(residuals, t) * at(residuals, t - lag)
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          const now = at(rows, t * p + i) * at(rows, (t - lag) * p + j)
          const turned = lag === 0 ? 0 : at(rows, (t - lag) * p + i) * at(rows, t * p + j)
          covariance[i * p + j] = at(covariance, i * p + j) + product * (now + turned)
        }
      }
    }
  }
  return covariance
}
