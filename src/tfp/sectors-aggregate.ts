import { mean, sum } from './arrays.ts'
import { domar } from './decomposition.ts'
import { type GrowthMethod, type GrowthYear, growthBetween, type Observation } from './growth.ts'
import { TfpError } from './warnings.ts'

/** A sector's growth in %, its labour share, its weight (0 to 1) and what it adds to TFP growth of the whole, in points. */
export interface SectorRates {
  readonly gY: number
  readonly gK: number
  readonly gL: number
  readonly gTFP: number
  readonly beta: number
  readonly weight: number
  readonly contribution: number
}

/** TFP growth of the whole out of its sectors, in percentage points. */
export interface SectorsTotal {
  /** Of the sums of the sectors: growth in %, and labour's share Σ w̄_j·β_j. */
  readonly gY: number
  readonly gK: number
  readonly gL: number
  readonly beta: number
  readonly gTFP: number
  /** Σ w̄_j·gTFP_j. */
  readonly fromSectors: number
  readonly reallocation: {
    /** Capital that moved to where it earns more: Σ w̄_j·α_j·gK_j − α·gK. */
    readonly capital: number
    /** Labour that moved to where it earns more: Σ w̄_j·β_j·gL_j − β·gL. */
    readonly labour: number
    /** Growth of summed output less that of the weighted sectors, gY − Σ w̄_j·gY_j: weights of constant against current prices. */
    readonly output: number
  }
  /** TFP growth of the whole as given, and what it has beyond the sums of the sectors; null where it was not given. */
  readonly whole: number | null
  readonly other: number | null
}

/** Each sector by itself: what is summed and weighted. */
export interface Accounts {
  readonly capital: 'stock' | 'investment'
  readonly weights: 'current' | 'constant'
  readonly sectors: readonly {
    readonly series: readonly (Observation & { readonly va?: number })[]
    readonly years: ReadonlyMap<number, GrowthYear>
  }[]
}

/** Years of the whole with their mean, and those of each sector. */
export interface Aggregate {
  readonly from: number
  readonly to: number
  readonly years: readonly (SectorsTotal & { readonly year: number })[]
  readonly mean: SectorsTotal
  readonly sectors: readonly {
    readonly years: readonly (SectorRates & { readonly year: number })[]
    readonly mean: SectorRates
  }[]
}

/**
 * The identity of `accountSectors`, for each year with a rate of every sector; null where the period `from` to `to` has none.
 * @param whole TFP growth of the whole by year, where it is known otherwise
 */
export function aggregate(
  { weights, sectors }: Accounts,
  whole: readonly { readonly year: number; readonly gTFP: number }[],
  method: GrowthMethod,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: { from?: number; to?: number },
): Aggregate | null {
  const shares = weightsOf(sectors, weights)
  const given = new Map(whole.map(({ year, gTFP }) => [year, gTFP]))
  const steps = [...(sectors[0]?.years.keys() ?? [])].flatMap((year) => {
    const rates = sectors.flatMap((sector) => sector.years.get(year) ?? [])
    if (rates.length < sectors.length) return []
    const [before, after] = [shares.get(year - 1) ?? [], shares.get(year) ?? []]
    const parts = rates.map((rate, j) => ({ rate, weight: ((before[j] ?? 0) + (after[j] ?? 0)) / 2 }))
    return [step(year, parts, sectors, method, given.get(year) ?? null)]
  })
  const inside = steps.filter(({ total: { year } }) => year >= from && year <= to)
  const [first, last] = [inside[0], inside.at(-1)]
  if (first === undefined || last === undefined) return null
  return {
    from: first.total.year,
    to: last.total.year,
    years: steps.map(({ total }) => total),
    mean: meanTotal(inside.map(({ total }) => total)),
    sectors: sectors.map((_, j) => ({
      years: steps.flatMap(({ rates }) => rates[j] ?? []),
      mean: meanRates(inside.flatMap(({ rates }) => rates[j] ?? [])),
    })),
  }
}

/** Shares of each sector in value added, by year. */
function weightsOf(sectors: Accounts['sectors'], kind: Accounts['weights']): ReadonlyMap<number, number[]> {
  const rows = sectors[0]?.series ?? []
  return new Map(
    rows.map(({ year }, t) => {
      const values = sectors.map(({ series }) => {
        const row = series[t]
        return (kind === 'current' ? row?.va : row?.y) ?? Number.NaN
      })
      const total = sum(values)
      if (!(total > 0)) {
        throw new TfpError('sectors.valueAdded', {
          vi: `Tổng giá trị tăng thêm của các ngành năm ${year} phải dương.`,
          en: `Total value added of the sectors in ${year} must be positive.`,
        })
      }
      return [year, values.map((value) => value / total)]
    }),
  )
}

/** One year's step: see `accountSectors` for the identity. */
function step(
  year: number,
  parts: readonly { readonly rate: GrowthYear; readonly weight: number }[],
  sectors: Accounts['sectors'],
  method: GrowthMethod,
  whole: number | null,
): { total: SectorsTotal & { year: number }; rates: (SectorRates & { year: number })[] } {
  const weighted = (of: (rate: GrowthYear) => number) =>
    sum(parts.map(({ rate, weight }) => weight * of(rate)))
  const beta = weighted((rate) => rate.beta)
  const added = (of: number) => {
    const rows = sectors.flatMap(({ series }) => series.find((row) => row.year === of) ?? [])
    const total = (key: 'y' | 'k' | 'l') => sum(rows.map((row) => row[key]))
    return { year: of, y: total('y'), k: total('k'), l: total('l'), laborShare: beta }
  }
  const { gY, gK, gL, gTFP, alpha } = growthBetween(added(year - 1), added(year), method)
  const { gTFP: fromSectors, sectors: contributions } = domar(
    parts.map(({ rate, weight }, j) => ({
      name: String(j),
      gTFP: rate.gTFP,
      output: weight,
      valueAdded: weight,
    })),
  )
  return {
    total: {
      year,
      gY,
      gK,
      gL,
      beta,
      gTFP,
      fromSectors,
      reallocation: {
        capital: weighted((rate) => rate.alpha * rate.gK) - alpha * gK,
        labour: weighted((rate) => rate.beta * rate.gL) - beta * gL,
        output: gY - weighted((rate) => rate.gY),
      },
      whole,
      other: whole === null ? null : whole - gTFP,
    },
    rates: parts.map(({ rate }, j) => ({
      year,
      gY: rate.gY,
      gK: rate.gK,
      gL: rate.gL,
      gTFP: rate.gTFP,
      beta: rate.beta,
      weight: contributions[j]?.weight ?? Number.NaN,
      contribution: contributions[j]?.contribution ?? Number.NaN,
    })),
  }
}

function meanRates(rates: readonly SectorRates[]): SectorRates {
  const of = (key: keyof SectorRates) => mean(rates.map((rate) => rate[key]))
  return {
    gY: of('gY'),
    gK: of('gK'),
    gL: of('gL'),
    gTFP: of('gTFP'),
    beta: of('beta'),
    weight: of('weight'),
    contribution: of('contribution'),
  }
}

function meanTotal(years: readonly SectorsTotal[]): SectorsTotal {
  const of = (pick: (year: SectorsTotal) => number) => mean(years.map(pick))
  const known = (pick: (year: SectorsTotal) => number | null) => {
    const values = years.flatMap((year) => pick(year) ?? [])
    return values.length === years.length ? mean(values) : null
  }
  return {
    gY: of(({ gY }) => gY),
    gK: of(({ gK }) => gK),
    gL: of(({ gL }) => gL),
    beta: of(({ beta }) => beta),
    gTFP: of(({ gTFP }) => gTFP),
    fromSectors: of(({ fromSectors }) => fromSectors),
    reallocation: {
      capital: of(({ reallocation }) => reallocation.capital),
      labour: of(({ reallocation }) => reallocation.labour),
      output: of(({ reallocation }) => reallocation.output),
    },
    whole: known(({ whole }) => whole),
    other: known(({ other }) => other),
  }
}
