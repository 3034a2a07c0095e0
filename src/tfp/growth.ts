import { type BreakLimits, breaksOf, ECONOMY_LIMITS } from './breaks.ts'
import {
  gapBefore,
  jump,
  nearZero,
  notPositive,
  outputFell,
  shareExtreme,
  shareOutOfRange,
  short,
  TfpError,
  type Warning,
} from './warnings.ts'

/** One year of an economy: output and capital at constant prices, labour in any unit, labour's income share (0 to 1). */
export interface Observation {
  readonly year: number
  readonly y: number
  readonly k: number
  readonly l: number
  readonly laborShare: number
}

/** What capital, labour and TFP add. */
export interface Factors {
  readonly capital: number
  readonly labour: number
  readonly tfp: number
}

/** Growth of one year over the year before. Rates are in % a year, or for `tornqvist` in log points: 100 × Δln. */
export interface GrowthYear {
  readonly year: number
  readonly gY: number
  readonly gK: number
  readonly gL: number
  readonly gTFP: number
  /** Shares used: α of capital, β of labour, α + β = 1. */
  readonly alpha: number
  readonly beta: number
  readonly contributions: {
    /** Percentage points of growth; they sum to gY. */
    readonly points: Factors
    /** Percent of growth, summing to 100; null where output does not grow, or hardly. */
    readonly percent: Factors | null
  }
}

/** TFP index of one year, base year = 100; null where a gap cuts the chain to the base year. */
export interface IndexYear {
  readonly year: number
  readonly value: number | null
}

export type GrowthMethod = 'official' | 'tornqvist'

export interface GrowthAccount {
  readonly method: GrowthMethod
  readonly parameters: { readonly nearZero: number; readonly baseYear: number } & BreakLimits
  readonly years: readonly GrowthYear[]
  readonly index: readonly IndexYear[]
  readonly warnings: readonly Warning[]
}

/** Below this growth of output, in % a year, contributions in percent of growth are not given. */
export const NEAR_ZERO = 0.5

/**
 * Each factor's points as percent of growth. Null where growth is below `threshold` (all in % a year): near zero the division
 * says nothing, and of a fall there are no parts of growth.
 */
export function percentOfGrowth(points: Factors, growth: number, threshold = NEAR_ZERO): Factors | null {
  if (!(growth >= threshold)) return null
  const scale = 100 / growth
  return { capital: points.capital * scale, labour: points.labour * scale, tfp: points.tfp * scale }
}

/**
 * Contributions in percentage points from rates in %: I_TFP = I_Y − (α·I_K + β·I_L), the form in which Vietnamese
 * statistics publish it (indicator "tốc độ tăng năng suất các nhân tố tổng hợp"); also Solow 1957 with rates as
 * differences of logarithms. β is labour's share, α = 1 − β.
 */
export function contributions(gY: number, gK: number, gL: number, beta: number): Factors {
  const capital = (1 - beta) * gK
  const labour = beta * gL
  return { capital, labour, tfp: gY - (capital + labour) }
}

/** TFP level A = Y / (K^α·L^β), α = 1 − β. Its unit follows the units of Y, K, L: compare levels, do not quote them. */
export function tfpLevel(y: number, k: number, l: number, beta: number): number {
  return y / (k ** (1 - beta) * l ** beta)
}

/** Growth between two values in the unit of each form: % or log points. */
export const growthRate: Record<GrowthMethod, (before: number, after: number) => number> = {
  official: (before, after) => 100 * (after / before - 1),
  tornqvist: (before, after) => 100 * Math.log(after / before),
}

/**
 * Growth of `after` over `before` (the year before it, or any other year for a comparison).
 * `official`: rates in %, share of the later year. `tornqvist`: 100·Δln, mean of the two years' shares (OECD, Measuring
 * Productivity, 2001), so that turning time round only changes the sign.
 */
export function growthBetween(
  before: Observation,
  after: Observation,
  method: GrowthMethod,
  threshold = NEAR_ZERO,
): GrowthYear {
  const gY = growthRate[method](before.y, after.y)
  const gK = growthRate[method](before.k, after.k)
  const gL = growthRate[method](before.l, after.l)
  const beta = method === 'official' ? after.laborShare : (before.laborShare + after.laborShare) / 2
  const points = contributions(gY, gK, gL, beta)
  return {
    year: after.year,
    gY,
    gK,
    gL,
    gTFP: points.tfp,
    alpha: 1 - beta,
    beta,
    contributions: { points, percent: percentOfGrowth(points, gY, threshold) },
  }
}

const factors = ['y', 'k', 'l'] as const

interface StepCheck {
  readonly warnings: readonly Warning[]
  /** Whether a rate can be had of this step. */
  readonly usable: boolean
}

/** What is to be said of each step of a series, and whether it has a rate: one item for each year but the first. */
function checkSteps(
  series: readonly Observation[],
  method: GrowthMethod,
  { confirmed, estimatedShare, ...limits }: Settled,
): StepCheck[] {
  const steps = series.slice(1).map((after, t) => ({ before: series[t] ?? after, after }))
  const next = steps.map(({ before, after }) => after.year === before.year + 1)
  const broken = factors.map((what) =>
    breaksOf(
      steps.map(({ before, after }, t) =>
        next[t] ? 100 * Math.log(after[what] / before[what]) : Number.NaN,
      ),
      limits,
    ),
  )
  return steps.map(({ before, after }, t) => {
    const warnings: Warning[] = []
    const positive = factors.every((what) => before[what] > 0 && after[what] > 0)
    if (!next[t]) warnings.push(gapBefore(after.year, before.year))
    for (const what of factors) if (!(after[what] > 0)) warnings.push(notPositive(what, after.year))
    const jumps = factors.filter((_, place) => broken[place]?.[t])
    const real = confirmed === 'all' || confirmed.includes(after.year)
    if (next[t] && positive) {
      for (const what of jumps)
        warnings.push(jump(what, 100 * (after[what] / before[what] - 1), after.year, real))
    }
    const shares = method === 'official' ? [after] : [before, after]
    const shared = estimatedShare || shares.every(({ laborShare }) => possibleShare(laborShare))
    return { warnings, usable: next[t] === true && positive && shared && (real || jumps.length === 0) }
  })
}

const possibleShare = (share: number) => share >= 0 && share <= 1

/**
 * TFP index with the base year at 100, chained from yearly rates: × (1 + g/100) for `official`, × exp(g/100) for
 * `tornqvist`. A year whose rate is missing cuts the chain: years beyond the cut, seen from the base year, are null.
 */
export function tfpIndex(
  allYears: readonly number[],
  rates: ReadonlyMap<number, number>,
  method: GrowthMethod,
  baseYear: number,
): IndexYear[] {
  const base = allYears.indexOf(baseYear)
  if (base < 0) {
    throw new TfpError('baseYear.missing', {
      vi: `Năm gốc ${baseYear} không có trong chuỗi số liệu.`,
      en: `The base year ${baseYear} is not in the series.`,
    })
  }
  const step = (year: number | undefined) => {
    const g = year === undefined ? undefined : rates.get(year)
    if (g === undefined) return null
    return method === 'official' ? 1 + g / 100 : Math.exp(g / 100)
  }
  const values = new Map<number, number | null>([[baseYear, 100]])
  let value: number | null = 100
  for (const year of allYears.slice(base + 1)) {
    const factor = step(year)
    value = value === null || factor === null ? null : value * factor
    values.set(year, value)
  }
  value = 100
  for (let i = base - 1; i >= 0; i--) {
    const factor = step(allYears[i + 1])
    value = value === null || factor === null ? null : value / factor
    const year = allYears[i]
    if (year !== undefined) values.set(year, value)
  }
  return allYears.map((year) => ({ year, value: values.get(year) ?? null }))
}

export interface AccountOptions extends Partial<BreakLimits> {
  readonly nearZero?: number
  /** Year with TFP index 100; default the first. */
  readonly baseYear?: number
  /** Years whose break a person has found to be real growth, or all of them. */
  readonly confirmed?: readonly number[] | 'all'
  /** The share is an estimate, the same in all years: one outside 0 to 1 is accounted with, for whoever judges the estimate. */
  readonly estimatedShare?: boolean
}
type Settled = BreakLimits & Required<Pick<AccountOptions, 'confirmed' | 'estimatedShare'>>

/**
 * Growth accounting over a series in ascending order of years. No rate, but a warning, have: years after a gap, years with a
 * value that is not positive or a labour share outside 0 to 1, and years at which the series breaks (`breaksOf`; limits
 * `jump`, `step` and `fall`, default `ECONOMY_LIMITS`) until they are `confirmed`. The index stops there. Throws TfpError for fewer
 * than two years, or a base year (default: the first) that is not there.
 */
export function accountGrowth(
  series: readonly Observation[],
  method: GrowthMethod,
  options: AccountOptions = {},
): GrowthAccount {
  const [first] = series
  if (first === undefined || series.length < 2) {
    throw new TfpError('series.tooShort', {
      vi: 'Cần ít nhất hai năm số liệu để tính tốc độ tăng.',
      en: 'At least two years of data are needed for a growth rate.',
    })
  }
  const { nearZero: threshold = NEAR_ZERO } = options
  const { jump: most, step, fall } = { ...ECONOMY_LIMITS, ...options }
  const limits = { jump: most, step, fall }
  const { confirmed = [], estimatedShare = false, baseYear = first.year } = options
  const parameters = { nearZero: threshold, ...limits, baseYear }
  const warnings: Warning[] = []
  const years: GrowthYear[] = []
  for (const what of factors) if (!(first[what] > 0)) warnings.push(notPositive(what, first.year))
  for (const { year, laborShare } of series)
    if (!possibleShare(laborShare)) warnings.push(shareOutOfRange(laborShare, year))
  const extreme = series.filter(
    ({ laborShare: share }) => possibleShare(share) && (share < 0.05 || share > 0.95),
  )
  if (extreme.length > 0) warnings.push(shareExtreme(extreme.map(({ year }) => year)))
  const checks = checkSteps(series, method, { ...limits, confirmed, estimatedShare })
  for (const [t, { warnings: found, usable }] of checks.entries()) {
    warnings.push(...found)
    const [before, after] = [series[t], series[t + 1]]
    if (!usable || before === undefined || after === undefined) continue
    years.push(growthBetween(before, after, method, threshold))
  }
  const fallen = years.filter(({ gY }) => gY <= -threshold)
  if (fallen.length > 0) warnings.push(outputFell(fallen.map(({ year }) => year)))
  for (const { gY, year } of years) if (Math.abs(gY) < threshold) warnings.push(nearZero(gY, year))
  if (years.length < 5) warnings.push(short(years.length))
  const rates = new Map(years.map(({ year, gTFP }) => [year, gTFP]))
  const index = tfpIndex(
    series.map(({ year }) => year),
    rates,
    method,
    baseYear,
  )
  return { method, parameters, years, index, warnings }
}
