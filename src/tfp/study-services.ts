import { at, mean, sum } from './arrays.ts'
import {
  capitalServices,
  efficiency,
  type InitialStock,
  initialStock,
  type Profile,
  perpetualInventory,
  userCost,
} from './capital.ts'
import type { GrowthYear } from './growth.ts'
import {
  ASSUMED_DELTA,
  checkRatio,
  ECONOMY_CAPITAL,
  initialOf,
  investmentNotPositive,
  outputGrowth,
} from './study-capital.ts'
import { rateFactor } from './study-labour.ts'
import type { StudyOptions } from './study-options.ts'
import {
  assumedLoss,
  assumedStart,
  type Costed,
  cautions,
  gap,
  missing,
  nameOf,
  needsShare,
} from './study-services-warnings.ts'
import type { SeriesRow } from './table.ts'
import type { Warning } from './warnings.ts'

/** One type of asset over the years of a study; lists have one item a year. */
export interface AssetAccount {
  readonly key: string
  /** The row's own stock, or built from its investment. */
  readonly from: 'stock' | 'investment'
  /** Yearly depreciation; null for an asset that wears over a service life. */
  readonly delta: number | null
  /** Service life in years of a straight-line or hyperbolic profile. */
  readonly life: number | null
  /** At the constant prices of output. */
  readonly stock: readonly number[]
  /** Price over that of output; 1 where it is not known. */
  readonly price: readonly number[]
  /** Yearly change of that price; 0 where it is not known. */
  readonly revaluation: readonly number[]
  /** Of one unit of the stock: price × (rate + depreciation − revaluation). */
  readonly userCost: readonly number[]
  /** Its part of the cost of all capital (0 to 1). */
  readonly share: readonly number[]
}

export interface CapitalSplit {
  /** Percentage points of growth from each asset; they sum to capital's points. */
  readonly points: Readonly<Record<string, number>>
}

export interface AssetServices {
  readonly rate: 'given' | 'endogenous'
  /** Real rate of return of each year (0.08 is 8%). */
  readonly rates: readonly number[]
  readonly assets: readonly AssetAccount[]
  readonly years: readonly (CapitalSplit & { readonly year: number })[]
  /** Arithmetic mean of the averaged years. */
  readonly mean: CapitalSplit
}

export interface Services {
  /** Volume of services: Törnqvist over assets × the sum of the first stocks. */
  readonly stock: readonly number[]
  readonly initial: InitialStock
  readonly account: Pick<AssetServices, 'rate' | 'rates' | 'assets'>
}

type Parts = Readonly<Record<string, { readonly delta?: number; readonly life?: number }>>
/** Steps of the sensitivity grid: added to each depreciation rate, or what each service life is multiplied by. */
type Shift = { readonly delta: number; readonly life: number }
const unshifted: Shift = { delta: 0, life: 1 }

/**
 * Capital services of several types of asset. Stocks by perpetual inventory (or given), user cost u = q·(r + δ − π) with
 * everything in units of output: q the asset's price over output's, π its yearly change, r a real rate of return. Without
 * `services.rate` r is endogenous: the rate at which Σ u·K is the income of capital, r = (α·Y − Σ q·K·(δ − π)) / Σ q·K.
 * (OECD, Measuring Capital, 2009, chapters 8, 16 and 17; Jorgenson and Griliches 1967.) δ of a profile over a service
 * life is the part of last year's stock that was lost.
 * @param alphas capital's income share of each year; needed for an endogenous rate
 * Throws TfpError naming asset and year for what is missing, a stock that is not positive, and an endogenous rate without shares.
 */
export function assetServices(
  rows: readonly SeriesRow[],
  options: StudyOptions,
  alphas: readonly number[] | null,
  warnings: Warning[],
  shift: Shift = unshifted,
): Services {
  const { rate, assets: parts = {}, names = {} } = options.services ?? {}
  // In one order whatever the order of the rows' keys: sums of the same rows are the same to the last digit.
  const keys = [...new Set(rows.flatMap(({ assets }) => Object.keys(assets ?? {})))].sort()
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined || keys.length === 0) throw missing()
  const steps = rows.length - 1
  const growth = outputGrowth(rows, options)
  const initial = initialOf(options.initial, first.y, growth)
  const bare = keys.map((key) => ({
    key,
    profile: profileOf(options, parts, key, shift),
    ...inputOf(rows, key),
    ...pricesOf(rows, key),
  }))
  const starts = startsOf(bare, initial, growth)
  const built = bare.map((asset, place) => ({
    ...asset,
    ...stockOf(asset, starts[place], options.firstYear ?? 'whole'),
  }))
  if (built.some(({ from }) => from === 'investment')) {
    if (last.year - first.year !== steps) throw gap()
    if (initial.kind === 'steadyState') warnings.push(assumedStart)
    checkRatio(sum(built.map(({ stock }) => at(stock, 0))), first.y, ECONOMY_CAPITAL.ratio)
  }
  for (const { key, from, values } of built) {
    const wrong = from === 'stock' ? [] : rows.filter((_, t) => at(values, t) < 0).map(({ year }) => year)
    if (wrong.length > 0) warnings.push(investmentNotPositive(wrong, nameOf(names, key)))
  }
  if (options.profile === undefined && options.delta === undefined) {
    const assumed = keys.filter((key) => parts[key]?.delta === undefined).map((key) => nameOf(names, key))
    if (assumed.length > 0) warnings.push(assumedLoss(assumed))
  }
  const rates = rows.map(({ y }, t) => rate ?? endogenous(built, t, at(alphas ?? [], t) * y))
  if (rate === undefined && alphas === null) throw needsShare()
  const costed = built.map((asset) => ({
    ...asset,
    userCost: rates.map((r, t) =>
      userCost(at(asset.price, t), r, at(asset.loss, t), at(asset.revaluation, t)),
    ),
  }))
  const named = costed.map(({ key, stock, userCost: cost }) => ({
    name: nameOf(names, key),
    stock,
    userCost: cost,
  }))
  const { index, shares } = capitalServices(named, first.year)
  warnings.push(...cautions(rows, rates, rate === undefined, costed, names))
  const start = sum(costed.map(({ stock }) => at(stock, 0)))
  return {
    stock: rows.map((_, t) => start * at(index, t)),
    initial,
    account: {
      rate: rate === undefined ? 'endogenous' : 'given',
      rates,
      assets: costed.map(({ key, from, profile, stock, price, revaluation, userCost: cost }, place) => ({
        key,
        from,
        delta: profile.kind === 'geometric' ? profile.delta : null,
        life: profile.kind === 'geometric' ? null : profile.life,
        stock: Array.from(stock),
        price,
        revaluation,
        userCost: cost,
        share: [...(shares[place] ?? [])],
      })),
    },
  }
}

function profileOf({ profile, delta }: StudyOptions, parts: Parts, key: string, shift: Shift): Profile {
  const own = parts[key]
  if (profile !== undefined) {
    return { ...profile, life: Math.max(1, Math.round((own?.life ?? profile.life) * shift.life)) }
  }
  const rate = (own?.delta ?? delta ?? ASSUMED_DELTA) + shift.delta
  return { kind: 'geometric', delta: Math.min(Math.max(rate, 0), 0.99) }
}

/** The asset's stock where every year has it, else its investment. */
function inputOf(rows: readonly SeriesRow[], key: string) {
  const column = (what: 'k' | 'i') => rows.map(({ assets }) => assets?.[key]?.[what] ?? Number.NaN)
  const [stock, investment] = [column('k'), column('i')]
  if (!stock.some(Number.isNaN)) return { from: 'stock' as const, values: stock }
  const empty = rows.find((_, t) => Number.isNaN(at(investment, t)))
  if (empty !== undefined) throw missing(key, empty.year)
  return { from: 'investment' as const, values: investment }
}

function pricesOf(rows: readonly SeriesRow[], key: string) {
  const price = rows.map(({ assets }) => assets?.[key]?.price ?? Number.NaN)
  if (!price.every((each) => each > 0)) {
    return { revalued: false, price: rows.map(() => 1), revaluation: rows.map(() => 0) }
  }
  const revaluation = rows.map(({ year }, t) => {
    const before = rows[t - 1]
    return before === undefined
      ? Number.NaN
      : (at(price, t) / at(price, t - 1)) ** (1 / (year - before.year)) - 1
  })
  // Of the first year no earlier price is known: it is taken to move as in the second.
  return {
    revalued: true,
    price,
    revaluation: revaluation.map((each, t) => (t === 0 ? (revaluation[1] ?? 0) : each)),
  }
}

type Bare = Pick<AssetAccount, 'key' | 'from'> & {
  readonly profile: Profile
  readonly values: readonly number[]
}

/** The first stock of each asset that is built: on its own steady path, or its part of the total that is given. */
function startsOf(assets: readonly Bare[], initial: InitialStock, growth: number): InitialStock[] {
  if (initial.kind === 'steadyState') return assets.map(() => initial)
  const total = initial.kind === 'given' ? initial.stock : initial.ratio * initial.output
  const known = sum(assets.map(({ from, values }) => (from === 'stock' ? at(values, 0) : 0)))
  const built = assets.filter(({ from }) => from === 'investment')
  // Divided as on steady paths.
  const weight = ({ values, profile }: Bare) =>
    built.length < 2 ? 1 : initialStock({ kind: 'steadyState', growth }, at(values, 0), profile)
  const weights = sum(built.map(weight))
  return assets.map((asset) => ({
    kind: 'given',
    stock: asset.from === 'stock' ? at(asset.values, 0) : ((total - known) * weight(asset)) / weights,
  }))
}

/** Stock of each year, and the part of the stock that a year takes. */
function stockOf(
  { from, values, profile }: Bare,
  start: InitialStock | undefined,
  firstYear: 'whole' | 'half',
): { stock: ArrayLike<number>; loss: number[] } {
  if (from === 'stock' || start === undefined) {
    const loss = profile.kind === 'geometric' ? profile.delta : 1 / profile.life
    return { stock: values, loss: values.map(() => loss) }
  }
  const stock = perpetualInventory(values, profile, start, firstYear)
  if (profile.kind === 'geometric') return { stock, loss: values.map(() => profile.delta) }
  const whole = perpetualInventory(values, profile, start, 'whole')
  const lost = values.map((value, t) => 1 - (at(whole, t) - value) / at(whole, t - 1))
  return { stock, loss: lost.map((each, t) => (t === 0 ? (lost[1] ?? 1 - efficiency(profile, 1)) : each)) }
}

function endogenous(assets: readonly Costed[], t: number, income: number): number {
  const value = (asset: Costed) => at(asset.price, t) * at(asset.stock, t)
  const worn = assets.map((asset) => value(asset) * (at(asset.loss, t) - at(asset.revaluation, t)))
  return (income - sum(worn)) / sum(assets.map(value))
}

/** Capital's points of each year by asset; they sum to the account's. */
export function splitCapital(
  rows: readonly SeriesRow[],
  account: Services['account'],
  years: readonly GrowthYear[],
  averaged: { readonly from: number; readonly to: number },
): AssetServices {
  const split = years.map(({ year, alpha, gK }) => {
    const t = rows.findIndex((row) => row.year === year)
    const logs = account.assets.map(
      ({ share, stock }) =>
        ((at(share, t) + at(share, t - 1)) / 2) * Math.log(at(stock, t) / at(stock, t - 1)),
    )
    const factor = rateFactor(gK, sum(logs))
    return {
      year,
      points: Object.fromEntries(account.assets.map(({ key }, i) => [key, alpha * factor * at(logs, i)])),
    }
  })
  const inside = split.filter(({ year }) => year >= averaged.from && year <= averaged.to)
  const points = Object.fromEntries(
    account.assets.map(({ key }) => [key, mean(inside.map((each) => each.points[key] ?? Number.NaN))]),
  )
  return { ...account, years: split, mean: { points } }
}
