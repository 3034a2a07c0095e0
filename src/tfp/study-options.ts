import type { FirstYear, Profile } from './capital.ts'
import type { CobbDouglasOptions } from './cobb-douglas.ts'
import type { Words } from './words.ts'

export type StudyMethod = 'official' | 'tornqvist' | 'regression'

export interface StudyOptions {
  /** `regression` estimates the labour share and then accounts in logarithms with it. Default `official`. */
  readonly method?: StudyMethod
  /** Labour share (0 to 1) of all years, instead of the series' own. */
  readonly share?: number
  /**
   * The series' own capital stock, or one built from its investment; default the stock where every year has one. `services`
   * takes the rows' `assets`: capital services by type of asset.
   */
  readonly capital?: 'stock' | 'investment' | 'services'
  /** For `services`: what holds for one asset, by its key, and a real rate of return (0.08 is 8%), else found from the data. */
  readonly services?: {
    /** Yearly depreciation, or service life where there is a `profile`; default `delta`, or the profile's life. */
    readonly assets?: Readonly<Record<string, { readonly delta?: number; readonly life?: number }>>
    readonly rate?: number
    /** What warnings call each asset; its key when left out. */
    readonly names?: Readonly<Record<string, Words>>
  }
  /** Labour as the rows count it, or times the quality that the rows' `groups` give. */
  readonly labour?: 'plain' | 'quality'
  /** How investment loses efficiency, where not by the rate `delta`: straight-line or hyperbolic over a service life. */
  readonly profile?: Exclude<Profile, { kind: 'geometric' }>
  /** Yearly depreciation (0 to 1) for capital from investment; default 0.05, with a warning that it is assumed. */
  readonly delta?: number
  /** First stock for capital from investment; default the steady state at the mean growth of output. */
  readonly initial?:
    | { readonly kind: 'ratio'; readonly ratio: number }
    | { readonly kind: 'given'; readonly stock: number }
  readonly firstYear?: FirstYear
  /** Years in which a person has found that a change too large to pass unread is real growth: the chain is not cut there. */
  readonly confirmed?: readonly number[]
  /** Years whose rates are averaged; default all. */
  readonly from?: number
  readonly to?: number
  /** Year with TFP index 100; default the first. */
  readonly baseYear?: number
  readonly regression?: Pick<CobbDouglasOptions, 'trend' | 'differences' | 'lags'>
  /** Draws of the interval that a regression gives, and the seed that they come from. */
  readonly draws?: number
  readonly seed?: number
}
