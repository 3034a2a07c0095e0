import { z } from 'zod'
import { rateUnit } from '../tfp/index.ts'
import { SectorsData, SectorsShape } from './by-sector/shape.ts'

/*
 * What a study keeps, as shapes: a stored result is read for years by programs newer than the one that computed it, so
 * it is checked when it is read. A number that could not be had (NaN) is stored as null.
 */

export const WordsShape = z.object({ vi: z.string(), en: z.string() })
const number = z.number()
const some = z.number().nullable()

const ProfileShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('geometric'), delta: number }),
  z.object({ kind: z.literal('linear'), life: number }),
  z.object({ kind: z.literal('hyperbolic'), life: number, b: number }),
])
const InitialShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('steadyState'), growth: number }),
  z.object({ kind: z.literal('ratio'), ratio: number, output: number }),
  z.object({ kind: z.literal('given'), stock: number }),
])
const Factors = z.object({ capital: number, labour: number, tfp: number })
const Contributions = z.object({ points: Factors, percent: Factors.nullable() })
const WarningShape = z.object({ code: z.string(), words: WordsShape, year: z.int().optional() })
const Rates = { gY: number, gK: number, gL: number, gTFP: number, alpha: number, beta: number }
const Average = z.object({
  rule: z.enum(['arithmetic', 'geometric']),
  from: z.int(),
  to: z.int(),
  rates: z.int(),
  missing: z.array(z.int()).readonly().optional(),
  ...Rates,
  contributions: Contributions,
  warnings: z.array(WarningShape).readonly(),
})
const EstimateShape = z.object({
  value: some,
  standardError: some,
  interval: z.object({ low: some, high: some, level: number }),
})
const Interval = z.object({ level: number, low: number, median: number, high: number })

const byYear = z.array(some).readonly()
const AssetPoints = z.object({ points: z.record(z.string(), some) })
const ServicesShape = z.object({
  rate: z.enum(['given', 'endogenous']),
  rates: byYear,
  assets: z
    .array(
      z.object({
        key: z.string(),
        from: z.enum(['stock', 'investment']),
        delta: some,
        life: some,
        stock: byYear,
        price: byYear,
        revaluation: byYear,
        userCost: byYear,
        share: byYear,
      }),
    )
    .readonly(),
  years: z.array(AssetPoints.extend({ year: z.int() })).readonly(),
  mean: AssetPoints,
})
const LabourSplit = z.object({
  gPersons: some,
  gQuality: some,
  points: z.object({ persons: some, quality: some }),
})
const LabourShape = z.object({
  groups: z.array(z.object({ key: z.string(), persons: byYear, pay: byYear, share: byYear })).readonly(),
  quality: byYear,
  years: z.array(LabourSplit.extend({ year: z.int() })).readonly(),
  mean: LabourSplit,
})

/** The result of `runStudy` of src/tfp as it is stored. */
export const StoredResult = z.object({
  method: z.enum(['official', 'tornqvist', 'regression']),
  parameters: z.object({
    share: z.union([number, z.enum(['series', 'estimated'])]),
    capital: z.enum(['stock', 'investment', 'services']),
    delta: some,
    profile: ProfileShape.nullable(),
    initial: InitialShape.nullable(),
    firstYear: z.enum(['whole', 'half']).nullable(),
    baseYear: z.int(),
    nearZero: number,
    jump: number,
    /** Not there in studies made before breaks cut the chain. */
    step: number.optional(),
    fall: number.optional(),
    confirmed: z.array(z.int()).readonly().optional(),
  }),
  series: z
    .array(z.object({ year: z.int(), y: number, k: number, l: number, laborShare: number }))
    .readonly(),
  years: z.array(z.object({ year: z.int(), ...Rates, contributions: Contributions })).readonly(),
  index: z.array(z.object({ year: z.int(), value: some })).readonly(),
  averages: z.object({ arithmetic: Average, geometric: Average }),
  regression: z
    .object({
      parameters: z.object({
        constantReturns: z.boolean(),
        trend: z.boolean(),
        differences: z.boolean(),
        lags: number,
        covariance: z.enum(['hac', 'classical']).optional(),
      }),
      alpha: EstimateShape,
      beta: EstimateShape,
      lambda: EstimateShape.nullable(),
      constantReturnsTest: z.object({ sum: some, t: some, f: some, df: number, pValue: some }).nullable(),
      observations: z.int(),
      rSquared: some,
      durbinWatson: some,
      residualSd: some,
    })
    .nullable(),
  uncertainty: z
    .object({
      method: z.enum(['student', 'bootstrap', 'monteCarlo']),
      parameters: z.record(z.string(), number),
      gTFP: Interval,
      percent: Interval.nullable(),
    })
    .nullable(),
  sensitivity: z
    .object({
      alphas: z.array(number).readonly(),
      over: z.enum(['delta', 'life', 'deltaShift', 'lifeFactor']).nullable(),
      columns: z.array(some).readonly(),
      gTFP: z.array(z.array(some).readonly()).readonly(),
      /** Years averaged; not there in studies whose grid is of the whole series in logarithms. */
      years: z.array(z.int()).readonly().optional(),
    })
    .nullable(),
  /** With capital services; studies made before these could not have them. */
  services: ServicesShape.optional(),
  /** With quality of labour. */
  labour: LabourShape.optional(),
  /** By sectors of the economy. */
  sectors: SectorsShape.optional(),
  warnings: z.array(WarningShape).readonly(),
})
export type StoredResult = z.infer<typeof StoredResult>

type Headline = Pick<StoredResult, 'method'> & {
  readonly averages: Pick<StoredResult['averages'], 'arithmetic' | 'geometric'>
}

/**
 * The averages by which studies of any method stand beside each other, in % a year: arithmetic means of rates in percent;
 * geometric ones where the rates are logarithms, whose arithmetic mean is in no percent.
 */
export function percentAverages<T extends Headline>({ method, averages }: T): T['averages']['arithmetic'] {
  return method === 'official' ? averages.arithmetic : averages.geometric
}

type Yearly = Pick<StoredResult, 'method' | 'years'>

/** TFP growth of each year of two studies in one unit: their own where they count alike, else percent. */
export function comparableYears(studies: readonly [Yearly, Yearly]) {
  const [one, other] = studies
  const alike = (one.method === 'official') === (other.method === 'official')
  const ofYears = ({ method, years }: Yearly) =>
    years.map(({ year, gTFP }) => ({
      year,
      value: alike || method === 'official' ? gTFP : 100 * Math.expm1(gTFP / 100),
    }))
  return {
    years: [ofYears(one), ofYears(other)] as const,
    unit: alike ? rateUnit(one.method).perYear : rateUnit('official').perYear,
  }
}

/** The data of a study: the rows accounted, where they came from, and what to know of them. */
export const StudyData = z.object({
  rows: z
    .array(
      z.object({
        year: z.int(),
        y: number,
        k: number.optional(),
        i: number.optional(),
        l: number,
        laborShare: number.optional(),
        /** Capital by type of asset, and workers by qualification, where the study uses them. */
        assets: z
          .record(
            z.string(),
            z.object({ i: number.optional(), k: number.optional(), price: number.optional() }),
          )
          .optional(),
        groups: z.record(z.string(), z.object({ persons: number, pay: number })).optional(),
      }),
    )
    .readonly(),
  used: z
    .array(
      z.object({
        measure: z.string(),
        label: WordsShape,
        unit: WordsShape,
        sources: z.array(z.string()).readonly(),
        preliminaryYears: z.array(z.int()).readonly(),
        summedYears: z.array(z.int()).readonly(),
        seriesIds: z.array(z.int()).readonly(),
      }),
    )
    .readonly(),
  /** Year whose prices output and capital are in. */
  baseYear: z.int().nullable(),
  warnings: z.array(WordsShape).readonly(),
  /** The assets and groups of the rows, as the catalogue named them and proposed their depreciation then. */
  parts: z
    .array(
      z.object({
        key: z.string(),
        kind: z.enum(['asset', 'skill']),
        name: WordsShape,
        depreciation: some,
        serviceLife: some,
        source: WordsShape.nullable(),
        toCheck: z.boolean(),
      }),
    )
    .readonly()
    .optional(),
  /** The figures by sector, where the study looks at sectors. */
  sectors: SectorsData.optional(),
})
export type StudyData = z.infer<typeof StudyData>
