import { at } from './arrays.ts'
import { TfpError, type Warning, warning } from './warnings.ts'
import type { Words } from './words.ts'

/**
 * How the stock at the end of the first year is had: as on a steady path on which investment and capital grow at `growth`
 * (0.07 is 7% a year, not a logarithm; Harberger 1978), k·Y_0 from a capital-output ratio, or given (a census of assets).
 */
export type InitialStock =
  | { readonly kind: 'steadyState'; readonly growth: number }
  | { readonly kind: 'ratio'; readonly ratio: number; readonly output: number }
  | { readonly kind: 'given'; readonly stock: number }

/** Investment of a year counts whole in that year's stock, or half of it does and the rest from the next year on. */
export type FirstYear = 'whole' | 'half'

/** How an asset loses efficiency with age. `life` T in years; hyperbolic `b` from below 1 (slow at first, OECD 2009). */
export type Profile =
  | { readonly kind: 'geometric'; readonly delta: number }
  | { readonly kind: 'linear'; readonly life: number }
  | { readonly kind: 'hyperbolic'; readonly life: number; readonly b: number }

/** Efficiency d(a) of an asset of age `a` years, 1 when new (OECD, Measuring Capital, 2009, ch. 11). */
export function efficiency(profile: Profile, age: number): number {
  if (profile.kind === 'geometric') return (1 - profile.delta) ** age
  if (age >= profile.life) return 0
  if (profile.kind === 'linear') return 1 - age / profile.life
  return (profile.life - age) / (profile.life - profile.b * age)
}

/**
 * Stock at the end of the first year, in the unit of investment. The steady state is the sum of all past investment that is
 * left, Σ d(a)·I_0/(1 + g)^a: with a geometric profile the opening stock I_0/(g + δ) of Harberger, carried through the first
 * year, (1 − δ)·I_0/(g + δ) + I_0 = I_0·(1 + g)/(g + δ). Throws TfpError where g + δ ≤ 0, or the stock is not a positive
 * number.
 */
export function initialStock(initial: InitialStock, firstInvestment: number, profile: Profile): number {
  const stock = (() => {
    if (initial.kind === 'given') return initial.stock
    if (initial.kind === 'ratio') return initial.ratio * initial.output
    if (profile.kind === 'geometric') {
      const rate = initial.growth + profile.delta
      return rate > 0 ? (firstInvestment * (1 + initial.growth)) / rate : Number.NaN
    }
    let total = 0
    for (let age = 0; age < profile.life; age++) {
      total += (efficiency(profile, age) * firstInvestment) / (1 + initial.growth) ** age
    }
    return total
  })()
  if (stock > 0 && Number.isFinite(stock)) return stock
  throw new TfpError('stock.initial', {
    vi: 'Không tính được vốn năm đầu: tốc độ tăng cộng khấu hao, đầu tư năm đầu và hệ số vốn phải dương.',
    en: 'No stock for the first year: growth plus depreciation, first investment and ratio must be positive.',
  })
}

/**
 * Capital stock of each year by perpetual inventory. `investment` at constant prices, one value a year without gaps; the
 * stock of the first year is `initial`. Geometric: K_t = (1 − δ)·K_{t−1} + I_t. Otherwise the first stock is spread over
 * past years as if investment had grown at the steady rate (0 where none is given), so that it retires by the same profile.
 * `firstYear: 'half'` takes ½·I_t off each year's stock. δ = 0 is a plain sum. Throws TfpError as `initialStock`.
 */
export function perpetualInventory(
  investment: ArrayLike<number>,
  profile: Profile,
  initial: InitialStock,
  firstYear: FirstYear = 'whole',
): Float64Array {
  const years = investment.length
  const stock = new Float64Array(years)
  if (years === 0) return stock
  const start = initialStock(initial, at(investment, 0), profile)
  if (profile.kind === 'geometric') {
    let closing = start
    stock[0] = closing
    for (let t = 1; t < years; t++) {
      closing = (1 - profile.delta) * closing + at(investment, t)
      stock[t] = closing
    }
  } else {
    fillByAge(stock, investment, profile, start, initial.kind === 'steadyState' ? initial.growth : 0)
  }
  if (firstYear === 'half') for (let t = 0; t < years; t++) stock[t] = at(stock, t) - at(investment, t) / 2
  return stock
}

function fillByAge(
  stock: Float64Array,
  investment: ArrayLike<number>,
  profile: Exclude<Profile, { kind: 'geometric' }>,
  start: number,
  growth: number,
) {
  const life = Math.ceil(profile.life)
  const decay = Float64Array.from({ length: life + stock.length }, (_, age) => efficiency(profile, age))
  const past = Float64Array.from({ length: life }, (_, age) => (1 + growth) ** -age)
  let unit = 0
  for (let age = 0; age < life; age++) unit += at(decay, age) * at(past, age)
  for (let t = 0; t < stock.length; t++) {
    let total = 0
    for (let age = 0; age < life; age++) total += at(decay, age + t) * at(past, age) * (start / unit)
    for (let s = 1; s <= t; s++) total += at(decay, t - s) * at(investment, s)
    stock[t] = total
  }
}

/** User cost of one unit of an asset for a year: q·(r + δ − π) (OECD, Measuring Capital, 2009; Jorgenson 1963). */
export function userCost(price: number, rate: number, delta: number, revaluation: number): number {
  return price * (rate + delta - revaluation)
}

/** One type of asset: its stock and its user cost for each year. */
export interface Asset {
  readonly name: string | Words
  readonly stock: ArrayLike<number>
  readonly userCost: ArrayLike<number>
}

export interface CapitalServices {
  /** Volume index of services, first year = 1. */
  readonly index: Float64Array
  /** Cost share of each asset in each year: `shares[asset][year]`. */
  readonly shares: readonly Float64Array[]
  readonly warnings: readonly Warning[]
}

/**
 * Capital services of several assets: Δln KS = Σ ½(v_t + v_{t−1})·Δln K_i with v = u_i·K_i/Σ u·K (Törnqvist; OECD,
 * Measuring Capital, 2009). All stocks must be positive, else TfpError; a negative user cost is warned of and kept.
 * `firstCalendarYear` only names years in warnings.
 */
export function capitalServices(assets: readonly Asset[], firstCalendarYear = 0): CapitalServices {
  const years = assets[0]?.stock.length ?? 0
  const warnings: Warning[] = []
  const shares = assets.map(() => new Float64Array(years))
  for (let t = 0; t < years; t++) {
    let cost = 0
    for (const asset of assets) {
      const u = at(asset.userCost, t)
      if (!(at(asset.stock, t) > 0)) throw stockNotPositive(asset.name, firstCalendarYear + t)
      if (u < 0) warnings.push(negativeUserCost(asset.name, firstCalendarYear + t))
      cost += u * at(asset.stock, t)
    }
    for (const [i, asset] of assets.entries()) {
      const row = shares[i]
      if (row) row[t] = (at(asset.userCost, t) * at(asset.stock, t)) / cost
    }
  }
  const index = new Float64Array(years).fill(1)
  for (let t = 1; t < years; t++) {
    let growth = 0
    for (const [i, { stock }] of assets.entries()) {
      const row = shares[i] ?? []
      growth += ((at(row, t) + at(row, t - 1)) / 2) * Math.log(at(stock, t) / at(stock, t - 1))
    }
    index[t] = at(index, t - 1) * Math.exp(growth)
  }
  return { index, shares, warnings }
}

const nameIn = (name: string | Words, language: keyof Words) =>
  typeof name === 'string' ? name : name[language]

function stockNotPositive(name: string | Words, year: number): TfpError {
  return new TfpError('stock.notPositive', {
    vi: `Vốn của loại tài sản ${nameIn(name, 'vi')} năm ${year} không dương.`,
    en: `The stock of asset ${nameIn(name, 'en')} in ${year} is not positive.`,
  })
}

function negativeUserCost(name: string | Words, year: number): Warning {
  return warning(
    'userCost.negative',
    {
      vi: `Năm ${year}: chi phí sử dụng vốn của loại tài sản ${nameIn(name, 'vi')} âm; cần xem lại lãi suất và tốc độ tăng giá tài sản.`,
      en: `${year}: the user cost of asset ${nameIn(name, 'en')} is negative; check the rate of return and the asset's price rise.`,
    },
    year,
  )
}
