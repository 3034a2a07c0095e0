import { type Words, words } from '../platform/language.ts'
import { mean, TfpError } from '../tfp/index.ts'

/** A figure that a ratio needs below the line is zero or negative. */
function below(words: Words): TfpError {
  return new TfpError('productivity.denominator', words)
}

/** The ratio of two figures; throws TfpError where the lower is not positive. */
function ratio(upper: number | bigint, lower: number | bigint, words: Words): number {
  if (!(lower > 0)) throw below(words)
  return Number(upper) / Number(lower)
}

/**
 * How far the two value added figures of one enterprise are apart, in percent of their mean, and whether that is within
 * `tolerance` percent (default 5). Accounts of one year give two figures that should agree; null when their mean is not positive.
 */
export function compareValueAdded(production: bigint, income: bigint, tolerance = 5) {
  const middle = (Number(production) + Number(income)) / 2
  if (!(middle > 0)) return null
  const percent = (100 * (Number(production) - Number(income))) / middle
  return { percent, agrees: Math.abs(percent) <= tolerance }
}

/** Value added per person (đồng a person a year), or per hour when hours are given for persons. */
export function labourProductivity(valueAdded: bigint, labour: number): number {
  return ratio(valueAdded, labour, words('Số lao động phải dương.', 'Labour must be positive.'))
}

/** Value added per đồng of capital (mean fixed assets of the year). */
export function capitalProductivity(valueAdded: bigint, capital: bigint): number {
  return ratio(valueAdded, capital, words('Vốn phải dương.', 'Capital must be positive.'))
}

/** Labour cost per đồng of value added: above 1 the enterprise pays its labour more than it adds. */
export function unitLabourCost(labourCost: bigint, valueAdded: bigint): number {
  return ratio(
    labourCost,
    valueAdded,
    words('Giá trị tăng thêm phải dương.', 'Value added must be positive.'),
  )
}

/** Profit before tax per đồng of net revenue (or of capital, or of equity, as given). */
export function profitability(profit: bigint, base: bigint): number {
  return ratio(profit, base, words('Doanh thu hoặc vốn phải dương.', 'Revenue or capital must be positive.'))
}

/** One year of an enterprise: value added and capital at the same prices, labour, labour's share of value added. */
export interface EnterpriseYear {
  readonly valueAdded: bigint
  readonly capital: bigint
  readonly labour: number
  readonly laborShare: number
}

/**
 * TFP index of an enterprise, `base` = 100, by Törnqvist with mean shares of the two years (OECD, Measuring Productivity,
 * 2001). Values at constant prices, else price rises count as productivity. Throws TfpError for a value that is not positive.
 */
export function enterpriseTfpIndex(base: EnterpriseYear, current: EnterpriseYear): number {
  const words = {
    vi: 'Giá trị tăng thêm, vốn và lao động phải dương ở cả hai năm.',
    en: 'Value added, capital and labour must be positive in both years.',
  }
  const y = ratio(current.valueAdded, base.valueAdded, words)
  const k = ratio(current.capital, base.capital, words)
  const l = ratio(current.labour, base.labour, words)
  if (!(y > 0 && k > 0 && l > 0)) throw below(words)
  const beta = (base.laborShare + current.laborShare) / 2
  return (100 * y) / (k ** (1 - beta) * l ** beta)
}

/**
 * Fewest enterprises in a cell of which quartiles may be shown: four quarters of three, three being the usual least
 * count below which a figure points at one enterprise (the Law on Statistics 89/2015/QH13 keeps data tied
 * to a named organisation confidential).
 */
export const MINIMUM_CELL = 12

/** Where an enterprise stands in its sector; `null` bounds never leave the function for a small cell. */
export type SectorPlace =
  | {
      readonly shown: true
      /** 1 the lowest quarter, 4 the highest. */
      readonly quartile: 1 | 2 | 3 | 4
      readonly bounds: { readonly q1: number; readonly median: number; readonly q3: number }
      readonly count: number
    }
  | { readonly shown: false; readonly minimum: number; readonly words: Words }

/** The quarters of a sector's values as they may be shown: see `disclosedQuarters`. */
export interface Quarters {
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly count: number
}

/** How far from a quarter, in parts of all, its neighbours stand that are averaged with it; the wider the fewer there are. */
const NEIGHBOURS = [0.08, 0.04, 0.02, 0.01] as const
const QUARTERS = [0.25, 0.5, 0.75] as const

/** The parts of all at which `disclosedQuarters` asks for a quantile, in its order. */
export const quarterShares: readonly number[] = QUARTERS.flatMap((share) =>
  NEIGHBOURS.flatMap((apart) => [share - apart, share, share + apart]),
)

/**
 * Quarters that are nobody's own figure: each the mean of the quantile and of those one enterprise below and above it, in two
 * significant digits. A plain quartile of 13 enterprises is the fourth one's exact value, and of two groups that differ by one
 * enterprise the quartiles tell which value came in.
 * @param quantiles values at `quarterShares`, linear between neighbours (R type 7, PostgreSQL's percentile_cont)
 */
export function disclosedQuarters(quantiles: readonly number[], count: number): Quarters {
  const wide = NEIGHBOURS.findLastIndex((apart) => apart * (count - 1) >= 0.9)
  const of = (quarter: number) => {
    const start = 3 * (quarter * NEIGHBOURS.length + Math.max(0, wide))
    return rounded(mean(quantiles.slice(start, start + 3)))
  }
  return { q1: of(0), median: of(1), q3: of(2), count }
}

/** A figure in two significant digits: what may be said of a group whose members must not be told apart. */
export function rounded(value: number): number {
  return Number(value.toPrecision(2))
}

/**
 * Quartile of `value` in a sector whose quarters are known. A value on a bound belongs to the quarter below it. With fewer
 * enterprises than `minimum` nothing is shown, not even the count.
 */
export function placeByQuarters(
  value: number,
  quarters: Quarters | null,
  minimum = MINIMUM_CELL,
): SectorPlace {
  if (quarters === null || quarters.count < minimum || quarters.count === 0) {
    return {
      shown: false,
      minimum,
      words: words(
        `Không công bố: ngành có dưới ${minimum} doanh nghiệp, phải giữ bí mật thông tin từng doanh nghiệp.`,
        `Not shown: the sector has fewer than ${minimum} enterprises, whose figures must stay confidential.`,
      ),
    }
  }
  const { count, ...bounds } = quarters
  const quartile = value <= bounds.q1 ? 1 : value <= bounds.median ? 2 : value <= bounds.q3 ? 3 : 4
  return { shown: true, quartile, bounds, count }
}
