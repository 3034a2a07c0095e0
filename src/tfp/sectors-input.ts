import type { GrowthMethod } from './growth.ts'
import type { StudyOptions } from './study-options.ts'
import type { SeriesRow } from './table.ts'
import type { Words } from './words.ts'

/** One sector in one year: a row of a study, with value added at current prices for its weight. */
export interface SectorRow extends SeriesRow {
  readonly va?: number
}

/** A sector with its years. */
export interface SectorInput {
  readonly key: string
  readonly name: Words
  readonly rows: readonly SectorRow[]
}

export interface SectorsInput {
  readonly sectors: readonly SectorInput[]
  /** The whole as published for itself, output without taxes on products: held against the sum of the sectors. */
  readonly total?: readonly {
    readonly year: number
    readonly y?: number
    readonly k?: number
    readonly l?: number
  }[]
  /** TFP growth of the whole as a study accounts it, in % a year of the same form. */
  readonly whole?: readonly { readonly year: number; readonly gTFP: number }[]
}

export type SectorsOptions = Pick<
  StudyOptions,
  'capital' | 'delta' | 'profile' | 'initial' | 'firstYear' | 'from' | 'to' | 'confirmed'
> & {
  /** The shares are an estimate, accounted with whatever it is. */
  readonly estimatedShare?: boolean
  /** Form of the rates; default `official`. */
  readonly method?: GrowthMethod
}
