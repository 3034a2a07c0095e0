import {
  gapBefore,
  jump,
  nearZero,
  notPositive,
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

/** Growth of one year over the year before. Rates are in % a year (`tornqvist`: 100 × difference of logarithms). */
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
    /** Percent of growth, summing to 100; null where growth is near zero. */
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
  readonly parameters: { readonly nearZero: number; readonly jump: number; readonly baseYear: number }
  readonly years: readonly GrowthYear[]
  readonly index: readonly IndexYear[]
  readonly warnings: readonly Warning[]
}

/** Below this growth of output, in % a year, contributions in percent of growth are not given. */
export const NEAR_ZERO = 0.5

/** Each factor's points as percent of growth; null where |growth| is below `threshold` (all in % a year). */
export function percentOfGrowth(points: Factors, growth: number, threshold = NEAR_ZERO): Factors | null {
  if (!(Math.abs(growth) >= threshold)) return null
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

const rate: Record<GrowthMethod, (before: number, after: number) => number> = {
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
  const gY = rate[method](before.y, after.y)
  const gK = rate[method](before.k, after.k)
  const gL = rate[method](before.l, after.l)
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

/** Warnings about one step of a series; `usable` is false where no rate can be had. */
function checkStep(before: Observation, after: Observation, jumpAt: number) {
  const warnings: Warning[] = []
  let usable = true
  if (after.year !== before.year + 1) {
    warnings.push(gapBefore(after.year, before.year))
    usable = false
  }
  for (const what of ['y', 'k', 'l'] as const) {
    if (!(after[what] > 0)) warnings.push(notPositive(what, after.year))
    if (!(before[what] > 0 && after[what] > 0)) {
      usable = false
      continue
    }
    const change = 100 * (after[what] / before[what] - 1)
    if (usable && Math.abs(100 * Math.log(after[what] / before[what])) > jumpAt) {
      warnings.push(jump(what, change, after.year))
    }
  }
  return { warnings, usable }
}

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

/**
 * Growth accounting over a series in ascending order of years. Years after a gap, and years with a value that is not
 * positive, get no rate but a warning; changes above `jump` (100·Δln, default 25) are marked as possible breaks.
 * Throws TfpError for fewer than two years, or a base year (default: the first) that is not there.
 */
export function accountGrowth(
  series: readonly Observation[],
  method: GrowthMethod,
  options: { nearZero?: number; jump?: number; baseYear?: number } = {},
): GrowthAccount {
  const [first] = series
  if (first === undefined || series.length < 2) {
    throw new TfpError('series.tooShort', {
      vi: 'Cần ít nhất hai năm số liệu để tính tốc độ tăng.',
      en: 'At least two years of data are needed for a growth rate.',
    })
  }
  const parameters = {
    nearZero: options.nearZero ?? NEAR_ZERO,
    jump: options.jump ?? 25,
    baseYear: options.baseYear ?? first.year,
  }
  const warnings: Warning[] = []
  const years: GrowthYear[] = []
  for (const what of ['y', 'k', 'l'] as const)
    if (!(first[what] > 0)) warnings.push(notPositive(what, first.year))
  for (const { year, laborShare } of series) {
    if (!(laborShare >= 0 && laborShare <= 1)) warnings.push(shareOutOfRange(laborShare, year))
  }
  let before = first
  for (const after of series.slice(1)) {
    const check = checkStep(before, after, parameters.jump)
    warnings.push(...check.warnings)
    if (check.usable) {
      const growth = growthBetween(before, after, method, parameters.nearZero)
      if (growth.contributions.percent === null) warnings.push(nearZero(growth.gY, after.year))
      years.push(growth)
    }
    before = after
  }
  if (years.length < 5) warnings.push(short(years.length))
  const rates = new Map(years.map(({ year, gTFP }) => [year, gTFP]))
  const index = tfpIndex(
    series.map(({ year }) => year),
    rates,
    method,
    parameters.baseYear,
  )
  return { method, parameters, years, index, warnings }
}
