import { mean } from './arrays.ts'
import {
  contributions,
  type Factors,
  type GrowthAccount,
  type GrowthYear,
  NEAR_ZERO,
  percentOfGrowth,
} from './growth.ts'
import { clipped, noPercent, partial, TfpError, type Warning } from './warnings.ts'

/** How yearly rates become one rate of a period: both exist in publications, so each result names its own. */
export type AverageRule = 'arithmetic' | 'geometric'

/** Arithmetic mean of yearly rates, in their own unit. NaN of none. */
export function arithmeticMean(rates: ArrayLike<number>): number {
  return mean(rates)
}

/** Geometric mean of yearly rates in %: 100·((Π(1 + g/100))^{1/n} − 1). NaN of none, and of a fall of 100% or more. */
export function geometricMean(rates: ArrayLike<number>): number {
  let logs = 0
  for (const g of Array.from(rates)) logs += Math.log1p(g / 100)
  return 100 * Math.expm1(logs / rates.length)
}

export interface PeriodAverage {
  readonly rule: AverageRule
  /** First and last year whose rates count (growth of 2021 over 2020 is the rate of 2021), and how many there are. */
  readonly from: number
  readonly to: number
  readonly rates: number
  /** Years between the first and the last asked for that have no rate. */
  readonly missing: readonly number[]
  readonly gY: number
  readonly gK: number
  readonly gL: number
  readonly gTFP: number
  readonly alpha: number
  readonly beta: number
  readonly contributions: { readonly points: Factors; readonly percent: Factors | null }
  readonly warnings: readonly Warning[]
}

/**
 * Average growth and contributions over the years `from` to `to` (default: all). Arithmetic: means of the yearly rates and
 * of the yearly points, in the unit of the account (% or log points a year). Geometric, always in % a year: geometric means
 * of gY, gK, gL (log rates turned into ordinary ones first), mean shares, TFP as what remains, so that the points still sum
 * to gY. Percent of growth is the ratio of the averages, never the average of yearly ratios, which one bad year can carry
 * anywhere. Years of the period without a rate are warned of. Throws TfpError when no rate falls in the period.
 */
export function periodAverage(
  account: Pick<GrowthAccount, 'method' | 'years'> & {
    readonly parameters?: { readonly nearZero: number }
    readonly index?: GrowthAccount['index']
  },
  rule: AverageRule,
  period: { from?: number; to?: number } = {},
): PeriodAverage {
  const years = account.years.filter(
    ({ year }) => year >= (period.from ?? -Infinity) && year <= (period.to ?? Infinity),
  )
  const first = years[0]
  const last = years.at(-1)
  if (first === undefined || last === undefined) {
    throw new TfpError('period.empty', {
      vi: 'Không có tốc độ tăng nào trong kỳ đã chọn.',
      en: 'No growth rate falls in the chosen period.',
    })
  }
  const pick = (key: 'gY' | 'gK' | 'gL' | 'beta') => years.map((year) => year[key])
  const beta = mean(pick('beta'))
  const averages =
    rule === 'arithmetic' ? arithmetic(years, pick) : geometric(pick, beta, account.method === 'tornqvist')
  const threshold = account.parameters?.nearZero ?? NEAR_ZERO
  const percent = percentOfGrowth(averages.points, averages.gY, threshold)
  const missing = missingYears(years, account.index, period)
  const [from, to] = [Math.min(first.year, ...missing), Math.max(last.year, ...missing)]
  const warnings: Warning[] = percent === null ? [noPercent(averages.gY, threshold)] : []
  if (missing.length > 0) warnings.push(partial(years.length, from, to, missing))
  if ((period.from ?? from) < from || (period.to ?? to) > to) warnings.push(clipped(from, to))
  return {
    rule,
    from: first.year,
    to: last.year,
    rates: years.length,
    missing,
    gY: averages.gY,
    gK: averages.gK,
    gL: averages.gL,
    gTFP: averages.points.tfp,
    alpha: 1 - beta,
    beta,
    contributions: { points: averages.points, percent },
    warnings,
  }
}

/** Years of the data within the period that have no rate. */
function missingYears(
  years: readonly GrowthYear[],
  index: GrowthAccount['index'] | undefined,
  { from = -Infinity, to = Infinity }: { from?: number; to?: number },
): number[] {
  const known = new Set(years.map(({ year }) => year))
  const all = index === undefined ? [...known] : index.slice(1).map(({ year }) => year)
  const [first, last] = [Math.max(Math.min(...all), from), Math.min(Math.max(...all), to)]
  return Array.from({ length: last - first + 1 }, (_, t) => first + t).filter((year) => !known.has(year))
}

type PickRates = (key: 'gY' | 'gK' | 'gL') => number[]

function arithmetic(years: readonly GrowthYear[], pick: PickRates) {
  const points = (key: keyof Factors) => mean(years.map((year) => year.contributions.points[key]))
  return {
    gY: mean(pick('gY')),
    gK: mean(pick('gK')),
    gL: mean(pick('gL')),
    points: { capital: points('capital'), labour: points('labour'), tfp: points('tfp') },
  }
}

function geometric(pick: PickRates, beta: number, logs: boolean) {
  const average = (key: 'gY' | 'gK' | 'gL') =>
    logs ? 100 * Math.expm1(mean(pick(key)) / 100) : geometricMean(pick(key))
  const gY = average('gY')
  const gK = average('gK')
  const gL = average('gL')
  return { gY, gK, gL, points: contributions(gY, gK, gL, beta) }
}
