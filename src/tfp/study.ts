import { at } from './arrays.ts'
import { type AverageRule, type PeriodAverage, periodAverage } from './averages.ts'
import type { FirstYear, InitialStock, Profile } from './capital.ts'
import { type CobbDouglas, cobbDouglas } from './cobb-douglas.ts'
import { accountGrowth, type GrowthYear, growthRate, type IndexYear, type Observation } from './growth.ts'
import { dependence, yearsInterval } from './intervals.ts'
import { gridProfiles, type StudyCapital, studyCapital } from './study-capital.ts'
import { type LabourQuality, labourGroups, splitLabour } from './study-labour.ts'
import type { StudyMethod, StudyOptions } from './study-options.ts'
import { type AssetServices, assetServices, type Services, splitCapital } from './study-services.ts'
import { servicesSensitivity } from './study-services-sensitivity.ts'
import type { SeriesRow } from './table.ts'
import {
  monteCarlo,
  profileSensitivity,
  type Sensitivity,
  shareSensitivity,
  type Uncertainty,
} from './uncertainty.ts'
import { TfpError, type Warning, type WarningCode, warning } from './warnings.ts'

/** What a regression says, without its long vectors. */
export type RegressionSummary = Pick<
  CobbDouglas,
  'parameters' | 'alpha' | 'beta' | 'lambda' | 'constantReturnsTest'
> & {
  readonly observations: number
  readonly rSquared: number
  readonly durbinWatson: number
  readonly residualSd: number
}

export interface StudyResult {
  readonly method: StudyMethod
  readonly parameters: {
    readonly share: number | 'series' | 'estimated'
    readonly capital: 'stock' | 'investment' | 'services'
    /** Yearly depreciation of a geometric profile. */
    readonly delta: number | null
    readonly profile: Profile | null
    readonly initial: InitialStock | null
    readonly firstYear: FirstYear | null
    readonly baseYear: number
    readonly nearZero: number
    readonly jump: number
    readonly step: number
    readonly fall: number
    readonly confirmed: readonly number[]
  }
  /** The series accounted, with the capital stock and labour share used. */
  readonly series: readonly Observation[]
  readonly years: readonly GrowthYear[]
  readonly index: readonly IndexYear[]
  readonly averages: Readonly<Record<AverageRule, PeriodAverage>>
  readonly regression: RegressionSummary | null
  readonly uncertainty: Uncertainty | null
  readonly sensitivity: Sensitivity | null
  /** With `capital: 'services'`. */
  readonly services?: AssetServices
  /** With `labour: 'quality'`. */
  readonly labour?: LabourQuality
  readonly warnings: readonly Warning[]
}

/**
 * A whole TFP study of one series of years (ascending): capital from its stock or by perpetual inventory, labour share
 * given or estimated, growth account, index, both averages, interval and sensitivity, with all warnings. Pure: the same
 * input and seed give the same result. Throws TfpError naming what is missing or impossible.
 */
export function runStudy(rows: readonly SeriesRow[], options: StudyOptions = {}): StudyResult {
  const method = options.method ?? 'official'
  checkOptions(options)
  const warnings: Warning[] = []
  const alphas = () => sharesOf(rows, options.share).map((share) => 1 - share)
  const services =
    options.capital === 'services'
      ? assetServices(rows, options, method === 'regression' ? null : alphas(), warnings)
      : null
  const capital = services === null ? studyCapital(rows, options, warnings) : capitalOf(services, options)
  const groups = options.labour === 'quality' ? labourGroups(rows, warnings) : null
  const bareSeries = rows.map(({ year, y, l }, t) => ({
    year,
    y,
    l: groups === null ? l : l * at(groups.quality, t),
    k: at(capital.stock, t),
    laborShare: 0.5,
  }))
  const form = method === 'official' ? 'official' : 'tornqvist'
  const estimated =
    method === 'regression' ? cobbDouglas(unbroken(bareSeries, options, warnings), options.regression) : null
  const shares = estimated ? rows.map(() => estimated.beta.value) : sharesOf(rows, options.share)
  const series = bareSeries.map((row, t) => ({ ...row, laborShare: at(shares, t) }))
  const account = accountGrowth(series, form, {
    baseYear: options.baseYear,
    confirmed: options.confirmed,
    estimatedShare: estimated !== null,
  })
  const period = { from: options.from, to: options.to }
  const averages = {
    arithmetic: periodAverage(account, 'arithmetic', period),
    geometric: periodAverage(account, 'geometric', period),
  }
  const averaged = account.years.filter(
    ({ year }) => year >= averages.arithmetic.from && year <= averages.arithmetic.to,
  )
  // An estimated share is the same in all years: the regression's own warning says once what each year would repeat.
  const ofShare: WarningCode[] = estimated ? ['share.outOfRange', 'share.extreme'] : []
  warnings.push(...(estimated?.warnings ?? []))
  warnings.push(...account.warnings.filter(({ code }) => !ofShare.includes(code)))
  warnings.push(...averages.arithmetic.warnings)
  if (estimated === null) warnings.push(...dependence(averaged))
  return {
    method,
    parameters: {
      share: estimated ? 'estimated' : (options.share ?? 'series'),
      capital: capital.kind,
      delta: capital.profile?.kind === 'geometric' ? capital.profile.delta : null,
      profile: capital.profile,
      initial: capital.initial,
      firstYear: capital.firstYear,
      ...account.parameters,
      confirmed: options.confirmed ?? [],
    },
    series,
    years: account.years,
    index: account.index,
    averages,
    regression: estimated && summary(estimated),
    uncertainty: estimated
      ? estimatedInterval(series, averaged, estimated, options)
      : yearsInterval(averaged),
    sensitivity: grid(rows, averaged, capital, growthRate[form], options, estimated ? null : shares),
    ...(services === null
      ? {}
      : { services: splitCapital(rows, services.account, account.years, averages.arithmetic) }),
    ...(groups === null
      ? {}
      : { labour: splitLabour(rows, groups, account.years, form, averages.arithmetic) }),
    warnings,
  }
}

/**
 * The longest run of years without a break, the later of two equal ones: across a new price base or unit a regression of
 * levels finds the break and nothing else.
 */
function unbroken(
  series: readonly Observation[],
  { confirmed }: StudyOptions,
  warnings: Warning[],
): readonly Observation[] {
  const jumps = accountGrowth(series, 'official', { confirmed }).warnings.filter(
    ({ code }) => code === 'series.jump',
  )
  const cuts = new Set(jumps.map(({ year }) => year))
  const runs: Observation[][] = [[]]
  for (const row of series) {
    if (cuts.has(row.year)) runs.push([])
    runs.at(-1)?.push(row)
  }
  if (runs.length === 1) return series
  const longest = runs.reduce((best, run) => (run.length >= best.length ? run : best))
  const [from, to] = [longest[0]?.year, longest.at(-1)?.year]
  warnings.push(
    warning('regression.part', {
      vi: `Hồi quy chỉ dùng các năm ${from}–${to}: chuỗi bị cắt ở năm ${[...cuts].join(', ')}.`,
      en: `The regression uses ${from}–${to} only: the series is cut at ${[...cuts].join(', ')}.`,
    }),
  )
  return longest
}

function capitalOf({ stock, initial }: Services, { firstYear = 'whole' }: StudyOptions): StudyCapital {
  return { kind: 'services', stock, profile: null, initial, firstYear }
}

function checkOptions({ share, delta, profile, services }: StudyOptions) {
  if (share !== undefined && !(share >= 0 && share <= 1)) {
    throw new TfpError('share.outOfRange', {
      vi: 'Tỷ trọng lao động phải từ 0 đến 1.',
      en: 'The labour share must be between 0 and 1.',
    })
  }
  if (delta !== undefined && !(delta >= 0 && delta < 1)) {
    throw new TfpError('delta.outOfRange', {
      vi: 'Tỷ lệ khấu hao phải từ 0 đến dưới 1.',
      en: 'Depreciation must be from 0 to below 1.',
    })
  }
  if (profile !== undefined && !(profile.life >= 1 && profile.life <= 200)) {
    throw new TfpError('life.outOfRange', {
      vi: 'Tuổi thọ tài sản phải từ 1 đến 200 năm.',
      en: 'The service life must be from 1 to 200 years.',
    })
  }
  for (const [key, part] of Object.entries(services?.assets ?? {})) {
    if (part.delta !== undefined && !(part.delta >= 0 && part.delta < 1)) {
      throw new TfpError(`asset.delta.${key}`, {
        vi: 'Tỷ lệ khấu hao phải từ 0 đến dưới 100%.',
        en: 'Depreciation must be from 0 to below 100%.',
      })
    }
    if (part.life !== undefined && !(part.life >= 1 && part.life <= 200)) {
      throw new TfpError(`asset.life.${key}`, {
        vi: 'Tuổi thọ tài sản phải từ 1 đến 200 năm.',
        en: 'The service life must be from 1 to 200 years.',
      })
    }
  }
  if (profile?.kind === 'hyperbolic' && !(profile.b < 1)) {
    throw new TfpError('b.outOfRange', {
      vi: 'Hệ số b của dạng hypebol phải nhỏ hơn 1.',
      en: 'The b of a hyperbolic profile must be below 1.',
    })
  }
}

function sharesOf(rows: readonly SeriesRow[], share: number | undefined): number[] {
  if (share !== undefined) return rows.map(() => share)
  return rows.map(({ laborShare, year }) => {
    if (laborShare !== undefined) return laborShare
    throw new TfpError('share.missing', {
      vi: `Chưa có tỷ trọng lao động năm ${year}: hãy thêm cột tỷ trọng lao động, nêu một tỷ trọng chung, hoặc ước lượng bằng hồi quy.`,
      en: `No labour share for ${year}: add a labor_share column, give one share for all years, or estimate it by regression.`,
    })
  })
}

function summary({
  parameters,
  alpha,
  beta,
  lambda,
  constantReturnsTest,
  regression,
}: CobbDouglas): RegressionSummary {
  const { observations, rSquared, durbinWatson, residualSd } = regression
  return {
    parameters,
    alpha,
    beta,
    lambda,
    constantReturnsTest,
    observations,
    rSquared,
    durbinWatson,
    residualSd,
  }
}

/** The normal quantile of 95%. */
const NORMAL_95 = 1.959963984540054

/** What the estimated share's own interval means for mean TFP growth, by draws whose 95% are as wide as that interval. */
function estimatedInterval(
  series: readonly Observation[],
  averaged: readonly GrowthYear[],
  { beta }: CobbDouglas,
  { draws, seed }: StudyOptions,
): Uncertainty {
  const counted = new Set(averaged.map(({ year }) => year))
  const shareSd = (beta.interval.high - beta.interval.low) / (2 * NORMAL_95)
  return monteCarlo(series, { shareSd, draws, seed, counts: (year) => counted.has(year) })
}

/** α two steps of 0.05 either way; depreciation as `gridProfiles`, or `servicesSensitivity`, says. */
function grid(
  rows: readonly SeriesRow[],
  averaged: readonly GrowthYear[],
  { kind, profile, initial, firstYear }: StudyCapital,
  rate: (before: number, after: number) => number,
  options: StudyOptions,
  shares: readonly number[] | null,
): Sensitivity {
  if (kind === 'services') {
    return servicesSensitivity(rows, averaged, options, shares?.map((share) => 1 - share) ?? null, rate)
  }
  if (profile === null || initial === null || firstYear === null) return shareSensitivity(averaged)
  const investment = rows.map(({ i }) => i ?? Number.NaN)
  const profiles = gridProfiles(profile, initial, at(investment, 0))
  const calendar = rows.map(({ year }) => year)
  return profileSensitivity(averaged, calendar, investment, { initial, firstYear, profiles }, rate)
}
