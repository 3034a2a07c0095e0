import { at } from './arrays.ts'
import { type BreakLimits, ECONOMY_LIMITS, meanGrowth } from './breaks.ts'
import {
  type FirstYear,
  type InitialStock,
  initialStock,
  type Profile,
  perpetualInventory,
} from './capital.ts'
import type { StudyOptions } from './study-options.ts'
import type { SeriesRow } from './table.ts'
import { TfpError, type Warning, warning } from './warnings.ts'
import { formatNumber, type Language, type Words } from './words.ts'

/** The capital that a study accounts with, and how it came to be; the last four null for a stock that is given. */
export interface StudyCapital {
  readonly kind: 'stock' | 'investment' | 'services'
  readonly stock: ArrayLike<number>
  readonly profile: Profile | null
  readonly initial: InitialStock | null
  readonly firstYear: FirstYear | null
}

/** Depreciation taken where none is given: the middle of the 4% to 6% usual in studies of Vietnamese provinces. */
export const ASSUMED_DELTA = 0.05

/** What holds for the capital of one kind of account: when output breaks, and first stocks that there can be. */
export interface CapitalLimits {
  readonly breaks: BreakLimits
  /** Lowest and highest first stock over first output that is taken for possible. */
  readonly ratio: { readonly low: number; readonly high: number }
}

/** A whole economy. National capital-output ratios of the Penn World Table lie between 0.8 and 8 almost everywhere. */
export const ECONOMY_CAPITAL: CapitalLimits = { breaks: ECONOMY_LIMITS, ratio: { low: 0.4, high: 10 } }

/**
 * Capital of every year: the series' own stock, or built from its investment by the chosen loss of efficiency. Without a
 * choice the stock is taken where every year has one. Throws TfpError where years lack what is needed, or the first stock of
 * capital from investment is outside `limits.ratio` times the first output.
 */
export function studyCapital(
  rows: readonly SeriesRow[],
  options: StudyOptions,
  warnings: Warning[],
  limits: CapitalLimits = ECONOMY_CAPITAL,
): StudyCapital {
  const given = rows.flatMap(({ k }) => (k === undefined ? [] : [k]))
  if (given.length === rows.length && options.capital !== 'investment') {
    return { kind: 'stock', stock: given, profile: null, initial: null, firstYear: null }
  }
  if (options.capital === 'stock') {
    throw new TfpError('capital.stockMissing', {
      vi: 'Chưa có trữ lượng vốn của mọi năm; hãy tính vốn từ đầu tư hoặc bổ sung số liệu.',
      en: 'Not every year has a capital stock; build capital from investment or add the figures.',
    })
  }
  const investment = rows.map(({ i }) => i ?? Number.NaN)
  const first = rows[0]
  const last = rows.at(-1)
  const steps = rows.length - 1
  if (first === undefined || last === undefined || investment.some(Number.isNaN)) {
    throw new TfpError('capital.missing', {
      vi: 'Mỗi năm cần có vốn, hoặc mỗi năm cần có đầu tư.',
      en: 'Every year needs capital, or every year needs investment.',
    })
  }
  if (last.year - first.year !== steps) {
    throw new TfpError('investment.gap', {
      vi: 'Tích lũy vốn từ đầu tư cần chuỗi năm liên tục.',
      en: 'Perpetual inventory needs investment of every year without gaps.',
    })
  }
  const profile = profileOf(options)
  const firstYear = options.firstYear ?? 'whole'
  const initial = initialOf(options.initial, first.y, outputGrowth(rows, options, limits.breaks))
  const assumedRate = profile.kind === 'geometric' && options.delta === undefined
  if (assumedRate || initial.kind === 'steadyState') warnings.push(assumedStock(profile, initial))
  const negative = rows.filter(({ i = 0 }) => i <= 0).map(({ year }) => year)
  if (negative.length > 0) warnings.push(investmentNotPositive(negative))
  const stock = perpetualInventory(investment, profile, initial, firstYear)
  checkRatio(at(stock, 0), first.y, limits.ratio)
  return { kind: 'investment', stock, profile, initial, firstYear }
}

/** Mean growth of output on which a steady path rests (0.05 is 5% a year), without the steps at which the series breaks. */
export function outputGrowth(
  rows: readonly SeriesRow[],
  { confirmed = [] }: StudyOptions,
  limits: BreakLimits = ECONOMY_LIMITS,
): number {
  return meanGrowth(
    rows.map(({ year, y }) => ({ year, value: y })),
    limits,
    confirmed,
  )
}

/** Throws TfpError for a first stock that no economy has: one odd year of investment, or figures in two units. */
export function checkRatio(stock: number, output: number, { low, high }: CapitalLimits['ratio']) {
  const ratio = stock / output
  if (!(output > 0) || (ratio >= low && ratio <= high)) return
  const show = (value: number, language: Language) => formatNumber(value, value < 0.1 ? 3 : 1, language)
  throw new TfpError('stock.ratio', {
    vi: `Vốn năm đầu bằng ${show(ratio, 'vi')} lần sản lượng năm đầu, ngoài khoảng có thể có (${show(low, 'vi')} đến ${show(high, 'vi')} lần); hãy kiểm tra đầu tư và đơn vị của năm đầu, hoặc nêu hệ số vốn trên sản lượng.`,
    en: `The first stock is ${show(ratio, 'en')} times the first output, outside what is possible (${show(low, 'en')} to ${show(high, 'en')} times); check the first year's investment and units, or give a capital-output ratio.`,
  })
}

/** Investment that adds nothing, or takes capital away: a slip, or a net figure where a gross one is meant. */
export function investmentNotPositive(years: readonly number[], asset?: Words): Warning {
  return warning('investment.notPositive', {
    vi: `${asset === undefined ? 'Đầu tư' : `Đầu tư vào ${asset.vi}`} năm ${years.join(', ')} âm hoặc bằng 0; vốn tích lũy từ đó có thể sai, cần kiểm tra số liệu.`,
    en: `Investment${asset === undefined ? '' : ` in ${asset.en}`} of ${years.join(', ')} is negative or zero; the capital built from it may be wrong: check the figures.`,
  })
}

function profileOf({ profile, delta }: StudyOptions): Profile {
  return profile ?? { kind: 'geometric', delta: delta ?? ASSUMED_DELTA }
}

/** How the first stock is had, with what it rests on: the first output, or the mean growth (0.05 is 5%). */
export function initialOf(initial: StudyOptions['initial'], output: number, growth: number): InitialStock {
  if (initial === undefined) return { kind: 'steadyState', growth }
  return initial.kind === 'ratio' ? { ...initial, output } : initial
}

function assumedStock(profile: Profile, initial: InitialStock): Warning {
  const steady = initial.kind === 'steadyState'
  const vi = steady ? ' và vốn năm đầu theo giả định trạng thái dừng' : ''
  const en = steady ? ' and a first stock assumed on a steady path' : ''
  if (profile.kind !== 'geometric') {
    return warning('stock.assumed', {
      vi: `Vốn tích lũy từ đầu tư với tuổi thọ tài sản ${profile.life} năm${vi}; các năm đầu phụ thuộc nhiều vào giả định này.`,
      en: `Capital is built from investment with a service life of ${profile.life} years${en}; the first years depend much on it.`,
    })
  }
  const rate = (language: Language) => formatNumber(100 * profile.delta, 1, language)
  return warning('stock.assumed', {
    vi: `Vốn tích lũy từ đầu tư với khấu hao ${rate('vi')}%/năm${vi}; các năm đầu phụ thuộc nhiều vào giả định này.`,
    en: `Capital is built from investment with ${rate('en')}% depreciation a year${en}; the first years depend much on it.`,
  })
}

/**
 * The profiles of a sensitivity grid around the study's own: δ 0.02 either way, or a service life a fifth either way.
 * Those for which no first stock can be had are left out.
 */
export function gridProfiles(
  profile: Profile,
  initial: InitialStock,
  firstInvestment: number,
): readonly Profile[] {
  const around: Profile[] =
    profile.kind === 'geometric'
      ? [-0.02, 0, 0.02]
          .map((step) => profile.delta + step)
          .filter((delta) => delta >= 0 && delta < 1)
          .map((delta) => ({ kind: 'geometric', delta }))
      : [...new Set([0.8, 1, 1.2].map((factor) => Math.max(1, Math.round(profile.life * factor))))].map(
          (life) => ({ ...profile, life }),
        )
  return around.filter((each) => {
    try {
      return initialStock(initial, firstInvestment, each) > 0
    } catch (error) {
      if (error instanceof TfpError) return false
      throw error
    }
  })
}
