import { at, quantile, sum } from './arrays.ts'
import { type FirstYear, type InitialStock, type Profile, perpetualInventory } from './capital.ts'
import type { GrowthYear, Observation } from './growth.ts'
import { normal, seededRandom } from './random.ts'
import { TfpError } from './warnings.ts'

/** A percentile interval: `level` of the draws lie between low and high. */
export interface Interval {
  readonly level: number
  readonly low: number
  readonly median: number
  readonly high: number
}

/** Percentile interval of draws, which are sorted in place. NaN draws must have been left out. */
export function percentileInterval(draws: Float64Array, level = 0.95): Interval {
  draws.sort()
  const tail = (1 - level) / 2
  return { level, low: quantile(draws, tail), median: quantile(draws, 0.5), high: quantile(draws, 1 - tail) }
}

export interface BootstrapOptions {
  readonly draws?: number
  readonly seed?: number
  readonly level?: number
  /** Length of the blocks of consecutive years drawn together (Künsch 1989); 1 draws years singly (Efron 1979). */
  readonly block?: number
}

export interface Uncertainty {
  readonly method: 'bootstrap' | 'monteCarlo'
  readonly parameters: Readonly<Record<string, number>>
  /** Mean TFP growth, % a year. */
  readonly gTFP: Interval
  /** TFP's part of growth in percent: the ratio of a draw's means; null where a tenth of the draws grow by nothing. */
  readonly percent: Interval | null
}

/**
 * Bootstrap of the period's mean TFP growth and of TFP's part of growth, over the years of an account. The same seed
 * gives the same interval. Throws TfpError for fewer than three years.
 */
export function bootstrap(years: readonly GrowthYear[], options: BootstrapOptions = {}): Uncertainty {
  const { draws = 2000, seed = 181, level = 0.95 } = options
  const n = years.length
  if (n < 3) {
    throw new TfpError('bootstrap.tooShort', {
      vi: 'Cần ít nhất ba tốc độ tăng hằng năm để ước lượng khoảng tin cậy.',
      en: 'At least three yearly rates are needed for an interval.',
    })
  }
  const block = Math.min(Math.max(1, Math.floor(options.block ?? 1)), n)
  const output = Float64Array.from(years, ({ gY }) => gY)
  const residual = Float64Array.from(years, ({ gTFP }) => gTFP)
  const random = seededRandom(seed)
  const means = new Float64Array(draws)
  const ratios = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    let [sumY, sumTfp] = [0, 0]
    for (let taken = 0; taken < n; ) {
      const start = Math.floor(random() * (n - block + 1))
      for (let i = start; i < start + block && taken < n; i++, taken++) {
        sumY += at(output, i)
        sumTfp += at(residual, i)
      }
    }
    means[draw] = sumTfp / n
    ratios[draw] = Math.abs(sumY) > n * 1e-9 ? (100 * sumTfp) / sumY : Number.NaN
  }
  return {
    method: 'bootstrap',
    parameters: { draws, seed, block, years: n },
    gTFP: percentileInterval(means, level),
    percent: ratioInterval(ratios, level),
  }
}

function ratioInterval(ratios: Float64Array, level: number): Interval | null {
  const usable = ratios.filter(Number.isFinite)
  return usable.length < 0.9 * ratios.length ? null : percentileInterval(usable, level)
}

export interface MonteCarloOptions {
  /** Standard deviation of the labour share (e.g. a regression's standard error). */
  readonly shareSd: number
  /** Standard deviation of measurement error in the logarithm of each year's output, capital and labour. */
  readonly noise?: { readonly y?: number; readonly k?: number; readonly l?: number }
  readonly draws?: number
  readonly seed?: number
  readonly level?: number
}

/**
 * Monte Carlo of the period's mean TFP growth (100·Δln): each draw moves the labour share of all years together by a
 * normal error and each value by its own. Only the first and last year of Y matter to the mean, but every share does.
 * Throws TfpError for fewer than two years.
 */
export function monteCarlo(series: readonly Observation[], options: MonteCarloOptions): Uncertainty {
  const { shareSd, noise = {}, draws = 2000, seed = 181, level = 0.95 } = options
  const n = series.length
  if (n < 2) {
    throw new TfpError('series.tooShort', {
      vi: 'Cần ít nhất hai năm số liệu.',
      en: 'At least two years of data are needed.',
    })
  }
  const random = seededRandom(seed)
  const logs = (key: 'y' | 'k' | 'l') => Float64Array.from(series, (row) => Math.log(row[key]))
  const base = { y: logs('y'), k: logs('k'), l: logs('l') }
  const shares = Float64Array.from(series, ({ laborShare }) => laborShare)
  const shake = (values: Float64Array, sd: number | undefined) =>
    sd ? values.map((value) => value + sd * normal(random)) : values
  const means = new Float64Array(draws)
  const ratios = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    const shift = shareSd * normal(random)
    const [y, k, l] = [shake(base.y, noise.y), shake(base.k, noise.k), shake(base.l, noise.l)]
    const growth = at(y, n - 1) - at(y, 0)
    let inputs = 0
    for (let t = 1; t < n; t++) {
      const beta = (at(shares, t) + at(shares, t - 1)) / 2 + shift
      inputs += beta * (at(l, t) - at(l, t - 1)) + (1 - beta) * (at(k, t) - at(k, t - 1))
    }
    means[draw] = (100 * (growth - inputs)) / (n - 1)
    ratios[draw] = Math.abs(growth) > 1e-9 ? (100 * (growth - inputs)) / growth : Number.NaN
  }
  return {
    method: 'monteCarlo',
    parameters: {
      draws,
      seed,
      shareSd,
      noiseY: noise.y ?? 0,
      noiseK: noise.k ?? 0,
      noiseL: noise.l ?? 0,
      years: n,
    },
    gTFP: percentileInterval(means, level),
    percent: ratioInterval(ratios, level),
  }
}

/** Mean TFP growth (100·Δln a year) for each capital share (rows) and each depreciation rate or service life (columns). */
export interface Sensitivity {
  readonly alphas: readonly number[]
  /** What the columns vary; null where capital is a given stock and depreciation plays no part. */
  readonly over: 'delta' | 'life' | 'deltaShift' | 'lifeFactor' | null
  /**
   * Yearly depreciation (0 to 1) or service life in years; one column, null, for a given stock. With several types of asset
   * what is added to each one's depreciation, or what each one's life is multiplied by.
   */
  readonly columns: readonly (number | null)[]
  readonly gTFP: readonly (readonly number[])[]
}

/** Capital of the grid: a stock that is given, or investment from which each profile makes its own. */
export type GridCapital =
  | { readonly stock: ArrayLike<number> }
  | {
      readonly investment: ArrayLike<number>
      readonly initial: InitialStock
      readonly firstYear: FirstYear
      readonly profiles: readonly Profile[]
    }

/** Sensitivity of mean TFP growth to α and to depreciation over consecutive years. `y` and `l` must be positive. */
export function sensitivity(
  y: ArrayLike<number>,
  l: ArrayLike<number>,
  capital: GridCapital,
  alphas: readonly number[],
): Sensitivity {
  const last = y.length - 1
  const growth = (values: ArrayLike<number>) => (100 * Math.log(at(values, last) / at(values, 0))) / last
  const [gY, gL] = [growth(y), growth(l)]
  const gK =
    'stock' in capital
      ? [growth(capital.stock)]
      : capital.profiles.map((profile) =>
          growth(perpetualInventory(capital.investment, profile, capital.initial, capital.firstYear)),
        )
  const gTFP = alphas.map((alpha) => gK.map((g) => gY - (alpha * g + (1 - alpha) * gL)))
  if ('stock' in capital) return { alphas, over: null, columns: [null], gTFP }
  const columns = capital.profiles.map((profile) =>
    profile.kind === 'geometric' ? profile.delta : profile.life,
  )
  return { alphas, over: capital.profiles[0]?.kind === 'geometric' ? 'delta' : 'life', columns, gTFP }
}

/**
 * Mean and percentile interval by resampling whole clusters, for items that are not independent within one (enterprises
 * compared with the same control). Clusters of one item are the plain bootstrap. NaN of no items.
 */
export function bootstrapClusters(
  clusters: readonly (readonly number[])[],
  options: BootstrapOptions = {},
): Interval & { mean: number } {
  const { draws = 2000, seed = 181, level = 0.95 } = options
  const random = seededRandom(seed)
  const n = clusters.length
  const sums = Float64Array.from(clusters, (items) => sum(items))
  const counts = Float64Array.from(clusters, (items) => items.length)
  const means = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    let [total, count] = [0, 0]
    for (let i = 0; i < n; i++) {
      const cluster = Math.floor(random() * n)
      total += at(sums, cluster)
      count += at(counts, cluster)
    }
    means[draw] = total / count
  }
  return { mean: sum(sums) / sum(counts), ...percentileInterval(means, level) }
}
