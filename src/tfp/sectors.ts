import { sum } from './arrays.ts'
import { SECTOR_LIMITS } from './breaks.ts'
import { accountGrowth, type GrowthMethod } from './growth.ts'
import { type Accounts, aggregate, type SectorRates, type SectorsTotal } from './sectors-aggregate.ts'
import type { SectorInput, SectorRow, SectorsInput, SectorsOptions } from './sectors-input.ts'
import { type ShiftYears, shiftsOf } from './sectors-shift.ts'
import {
  checkSums,
  constantWeights,
  notCovered,
  ofSector,
  otherCapital,
  withoutShares,
} from './sectors-warnings.ts'
import { type CapitalLimits, studyCapital } from './study-capital.ts'
import { TfpError, type Warning, type WarningCode } from './warnings.ts'
import type { Words } from './words.ts'

export interface SectorsResult {
  readonly method: GrowthMethod
  readonly sectors: readonly {
    readonly key: string
    readonly name: Words
    /** The rows accounted, with the capital used where there is one. */
    readonly rows: readonly {
      readonly year: number
      readonly y: number
      readonly l: number
      readonly va: number | null
      readonly k: number | null
      readonly laborShare: number | null
    }[]
    /** Years in which all sectors have a rate; none where there is no capital or labour share. */
    readonly years: readonly (SectorRates & { readonly year: number })[]
    /** Arithmetic mean of the averaged years. */
    readonly mean: SectorRates | null
  }[]
  /** Null where capital or labour's share is missing: then there is the shift-share alone. */
  readonly growth: {
    readonly capital: 'stock' | 'investment'
    readonly weights: 'current' | 'constant'
    readonly from: number
    readonly to: number
    readonly years: readonly (SectorsTotal & { readonly year: number })[]
    readonly mean: SectorsTotal
  } | null
  readonly shiftShare: {
    readonly years: readonly ShiftYears[]
    readonly period: ShiftYears
  }
  readonly warnings: readonly Warning[]
}

/**
 * A whole economy by its sectors. Rates g in % by the form of the study; w̄_j the mean of both years' shares of sector j in
 * value added at current prices (at constant prices where a current one is missing, with a warning); α_j = 1 − β_j. With
 * Y, K, L the sums of the sectors, β = Σ w̄_j·β_j and gTFP = gY − α·gK − β·gL, exactly:
 *
 *     gTFP = Σ w̄_j·gTFP_j + (Σ w̄_j·α_j·gK_j − α·gK) + (Σ w̄_j·β_j·gL_j − β·gL) + (gY − Σ w̄_j·gY_j)
 *
 * sectors' TFP by Domar weights on value added, reallocation of capital, of labour, and reweighting of output (Jorgenson,
 * Gollop and Fraumeni 1987, ch. 2; Stiroh 2002, American Economic Review 92(5), appendix). Where `whole` is given, `other`
 * is whole − gTFP: taxes on products, totals that are not the sums, a labour share of its own. Means over `from` to `to` are
 * arithmetic, so the identity holds for them too. Shift-share is that of `shiftShare`, of each year and of the whole period.
 * Years that a sector lacks are left out with a warning. Throws TfpError where fewer than two years are left, or with capital
 * as `runStudy` does.
 */
export function accountSectors(input: SectorsInput, options: SectorsOptions = {}): SectorsResult {
  const method = options.method ?? 'official'
  const warnings: Warning[] = []
  const years = commonYears(input.sectors, () => true)
  if (years.length < 2) {
    throw new TfpError('sectors.years', {
      vi: 'Cần ít nhất hai năm mà mọi ngành đều có sản lượng và lao động.',
      en: 'At least two years with output and labour of every sector are needed.',
    })
  }
  const all = [...new Set(input.sectors.flatMap(({ rows }) => rows.map(({ year }) => year)))]
  warnings.push(
    ...notCovered(
      'rows',
      all.filter((year) => !years.includes(year)),
    ),
  )
  const sectors = input.sectors.map((sector) => ({
    ...sector,
    rows: sector.rows.filter(({ year }) => years.includes(year)).toSorted((a, b) => a.year - b.year),
  }))
  warnings.push(...checkSums(sectors, input.total ?? []))
  const shifts = shiftsOf(sectors, years, options, warnings)
  const accounts = accountsOf(sectors, years, { ...options, method }, warnings)
  const growth = accounts && aggregate(accounts, input.whole ?? [], method, options)
  if (accounts !== null && growth === null) warnings.push(...notCovered('rates', []))
  return {
    method,
    sectors: sectors.map(({ key, name, rows }, place) => ({
      key,
      name,
      rows: rows.map((row) => ({
        year: row.year,
        y: row.y,
        l: row.l,
        va: row.va ?? null,
        k: accounts?.sectors[place]?.series.find(({ year }) => year === row.year)?.k ?? null,
        laborShare: row.laborShare ?? null,
      })),
      years: growth?.sectors[place]?.years ?? [],
      mean: growth?.sectors[place]?.mean ?? null,
    })),
    growth:
      accounts === null || growth === null
        ? null
        : {
            capital: accounts.capital,
            weights: accounts.weights,
            from: growth.from,
            to: growth.to,
            years: growth.years,
            mean: growth.mean,
          },
    shiftShare: shifts,
    warnings,
  }
}

/** Sectors differ more than economies do: services with little capital, electricity with much. */
const SECTOR_CAPITAL: CapitalLimits = { breaks: SECTOR_LIMITS, ratio: { low: 0.05, high: 50 } }

const saidOnce: readonly WarningCode[] = ['series.short', 'growth.nearZero', 'growth.negative']

type Rows = readonly SectorInput[]

/** Years in which every sector has a row that passes, ascending. */
function commonYears(sectors: Rows, passes: (row: SectorRow) => boolean): number[] {
  const [first, ...rest] = sectors.map(({ rows }) => new Set(rows.filter(passes).map(({ year }) => year)))
  return [...(first ?? [])].filter((year) => rest.every((each) => each.has(year))).sort((a, b) => a - b)
}

type Settled = SectorsOptions & { readonly method: GrowthMethod }

/** Growth of each sector by itself; null where capital or shares allow none. */
function accountsOf(
  sectors: Rows,
  years: readonly number[],
  options: Settled,
  warnings: Warning[],
): Accounts | null {
  const known = {
    stock: commonYears(sectors, ({ k }) => k !== undefined),
    investment: commonYears(sectors, ({ i }) => i !== undefined),
  }
  const wished = options.capital === 'investment' ? 'investment' : 'stock'
  const other = wished === 'stock' ? 'investment' : 'stock'
  const capital = known[other].length > known[wished].length ? other : wished
  const kept = known[capital]
  if (kept.length < 2) return null
  const shared = commonYears(sectors, ({ laborShare }) => laborShare !== undefined)
  if (kept.some((year) => !shared.includes(year))) {
    warnings.push(withoutShares(kept.filter((year) => !shared.includes(year))))
    return null
  }
  if (options.capital === other && capital === wished) warnings.push(otherCapital(capital))
  if (options.capital === wished && capital === other) warnings.push(otherCapital(capital))
  warnings.push(
    ...notCovered(
      'capital',
      years.filter((year) => !kept.includes(year)),
    ),
  )
  const first = sectors.map(({ rows }) => rows.find(({ year }) => year === kept[0])?.i ?? 0)
  const current = sectors.every(({ rows }) =>
    rows.every(({ year, va }) => !kept.includes(year) || va !== undefined),
  )
  if (!current) warnings.push(constantWeights)
  const accounts = sectors.map((sector, place) => {
    const rows = sector.rows.filter(({ year }) => kept.includes(year))
    const found: Warning[] = []
    const part = (first[place] ?? 0) / sum(first)
    const { stock } = inSector(sector.name, () =>
      studyCapital(
        rows,
        { ...options, capital, initial: partOf(options.initial, part) },
        found,
        SECTOR_CAPITAL,
      ),
    )
    const series = rows.map((row, t) => ({
      ...row,
      k: stock[t] ?? Number.NaN,
      laborShare: row.laborShare ?? Number.NaN,
    }))
    const account = accountGrowth(series, options.method, {
      ...SECTOR_LIMITS,
      confirmed: options.confirmed,
      estimatedShare: options.estimatedShare,
    })
    // What each sector would say again of its own, or of few years, the whole says once.
    const said = account.warnings.filter(({ code }) => !saidOnce.includes(code))
    for (const each of said) warnings.push(ofSector(sector.name, each))
    for (const each of found)
      if (!warnings.some(({ words }) => words.vi === each.words.vi)) warnings.push(each)
    return { series, years: new Map(account.years.map((each) => [each.year, each])) }
  })
  return { capital, weights: current ? 'current' : 'constant', sectors: accounts }
}

/** A given stock of the whole is divided as the investment of the first year. */
function partOf(initial: SectorsOptions['initial'], part: number): SectorsOptions['initial'] {
  return initial?.kind === 'given' ? { kind: 'given', stock: initial.stock * part } : initial
}

function inSector<T>(name: Words, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof TfpError)) throw error
    const { vi, en } = error.words
    throw new TfpError(error.code, { vi: `${name.vi}: ${vi}`, en: `${name.en}: ${en}` })
  }
}
