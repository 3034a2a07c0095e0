import { at, quantile, sum } from './arrays.ts'
import { type FirstYear, type InitialStock, type Profile, perpetualInventory } from './capital.ts'
import { contributions, type GrowthYear, NEAR_ZERO, type Observation } from './growth.ts'
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
  /** `student`: from how yearly rates differ; `monteCarlo`: from the error of an estimated share. */
  readonly method: 'student' | 'bootstrap' | 'monteCarlo'
  readonly parameters: Readonly<Record<string, number>>
  /** Mean TFP growth, % a year. */
  readonly gTFP: Interval
  /** TFP's part of growth in percent; null where output does not grow, or cannot be told to. */
  readonly percent: Interval | null
}

/**
 * Year-to-year variation of the period's mean TFP growth and of TFP's part of growth: percentiles of the means of years
 * drawn anew. With few years it is no confidence interval (of 3 rates it covers the mean in 77% of cases, of 13 in 91%):
 * `yearsInterval` is. The same seed gives the same percentiles. Throws TfpError for fewer than three years.
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
    ratios[draw] = sumY >= n * NEAR_ZERO ? (100 * sumTfp) / sumY : Number.NaN
  }
  return {
    method: 'bootstrap',
    parameters: { draws, seed, block, years: n },
    gTFP: percentileInterval(means, level),
    percent: percentInterval(ratios, level),
  }
}

function percentInterval(ratios: Float64Array, level: number): Interval | null {
  const usable = ratios.filter(Number.isFinite)
  return usable.length < 0.9 * ratios.length ? null : percentileInterval(usable, level)
}

export interface MonteCarloOptions {
  /** Standard deviation of the labour share (e.g. a regression's standard error). */
  readonly shareSd: number
  /** Standard deviation of measurement error in the logarithm of each year's output, capital and labour. */
  readonly noise?: { readonly y?: number; readonly k?: number; readonly l?: number }
  readonly counts?: (year: number) => boolean
  readonly draws?: number
  readonly seed?: number
  readonly level?: number
}

/**
 * Monte Carlo of the period's mean TFP growth (100·Δln): each draw moves the labour share of all years together by a
 * normal error and each value by its own. Throws TfpError for fewer than two years.
 * @param options.counts whether the growth of a year over the one before counts; default all
 */
export function monteCarlo(series: readonly Observation[], options: MonteCarloOptions): Uncertainty {
  const { shareSd, noise = {}, counts = () => true, draws = 2000, seed = 181, level = 0.95 } = options
  const n = series.length
  if (n < 2) {
    throw new TfpError('series.tooShort', {
      vi: 'Cần ít nhất hai năm số liệu.',
      en: 'At least two years of data are needed.',
    })
  }
  const steps = series.flatMap(({ year }, t) => (t > 0 && counts(year) ? [t] : []))
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
    let growth = 0
    let inputs = 0
    for (const t of steps) {
      growth += at(y, t) - at(y, t - 1)
      const beta = (at(shares, t) + at(shares, t - 1)) / 2 + shift
      inputs += beta * (at(l, t) - at(l, t - 1)) + (1 - beta) * (at(k, t) - at(k, t - 1))
    }
    means[draw] = (100 * (growth - inputs)) / steps.length
    ratios[draw] =
      (100 * growth) / steps.length >= NEAR_ZERO ? (100 * (growth - inputs)) / growth : Number.NaN
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
    percent: percentInterval(ratios, level),
  }
}

/** Mean TFP growth for each capital share (rows) and each depreciation rate or service life (columns). */
export interface Sensitivity {
  /** Mean capital shares of the rows; every year's share is moved by as much. */
  readonly alphas: readonly number[]
  /** What the columns vary; null where capital is a given stock and depreciation plays no part. */
  readonly over: 'delta' | 'life' | 'deltaShift' | 'lifeFactor' | null
  /**
   * Yearly depreciation (0 to 1) or service life in years; one column, null, for a given stock. With several types of asset
   * what is added to each one's depreciation, or what each one's life is multiplied by.
   */
  readonly columns: readonly (number | null)[]
  readonly gTFP: readonly (readonly number[])[]
  /** Years averaged; rates and shares are those of the account, so that the middle cell is its mean. */
  readonly years: readonly number[]
}

/** How far a row's shares are from the account's. */
const ALPHA_STEPS = [-0.1, -0.05, 0, 0.05, 0.1]

/** The years of an account and the mean shares that the rows of its grid have: steps of 0.05 for which no share leaves 0 to 1. */
export function alphaSteps(years: readonly GrowthYear[]): { step: number; alpha: number }[] {
  const shares = years.map(({ alpha }) => alpha)
  const middle = sum(shares) / shares.length
  const possible = (step: number) =>
    step === 0 || shares.every((share) => share + step >= 0 && share + step <= 1)
  return ALPHA_STEPS.filter(possible).map((step) => ({ step, alpha: middle + step }))
}

/**
 * Mean TFP growth of the years of an account with every capital share moved by `step`, and capital growing as given: mean of
 * gY − ((α + step)·gK + (β − step)·gL). @param gK growth of each year in the unit of the account; default the account's own
 */
export function meanTfp(
  years: readonly GrowthYear[],
  step: number,
  gK: ArrayLike<number> = years.map((year) => year.gK),
): number {
  const rates = years.map(({ gY, gL, beta }, t) => contributions(gY, at(gK, t), gL, beta - step).tfp)
  return sum(rates) / rates.length
}

/** The grid of an account whose capital is a given stock: one column. */
export function shareSensitivity(years: readonly GrowthYear[]): Sensitivity {
  const rows = alphaSteps(years)
  return {
    alphas: rows.map(({ alpha }) => alpha),
    over: null,
    columns: [null],
    gTFP: rows.map(({ step }) => [meanTfp(years, step)]),
    years: years.map(({ year }) => year),
  }
}

/**
 * The grid of an account whose capital is built from `investment` (one value for each of `calendar`, which ascends without
 * gaps): one column for each profile.
 * @param rate growth between two stocks in the unit of the account
 */
export function profileSensitivity(
  years: readonly GrowthYear[],
  calendar: readonly number[],
  investment: ArrayLike<number>,
  {
    initial,
    firstYear,
    profiles,
  }: { initial: InitialStock; firstYear: FirstYear; profiles: readonly Profile[] },
  rate: (before: number, after: number) => number,
): Sensitivity {
  const rows = alphaSteps(years)
  const growths = profiles.map((profile) => {
    const stock = perpetualInventory(investment, profile, initial, firstYear)
    return years.map(({ year }) => {
      const t = calendar.indexOf(year)
      return rate(at(stock, t - 1), at(stock, t))
    })
  })
  return {
    alphas: rows.map(({ alpha }) => alpha),
    over: profiles[0]?.kind === 'geometric' ? 'delta' : 'life',
    columns: profiles.map((profile) => (profile.kind === 'geometric' ? profile.delta : profile.life)),
    gTFP: rows.map(({ step }) => growths.map((growth) => meanTfp(years, step, growth))),
    years: years.map(({ year }) => year),
  }
}
