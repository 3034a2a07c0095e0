import type { Plan, PlanDocument } from '../plan/index.ts'
import type { Words } from '../platform/language.ts'
import type { Agency } from './duties.ts'
import type { Instrument, Orientation, ResultBase } from './input.ts'

export interface ResultRow {
  readonly planId: number
  readonly year: number
  readonly result: number
}

export interface NormRow {
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly unit: string
  readonly unitEn: string
  readonly amount: bigint
  readonly instrument: string
  readonly article: string
  /** Whether it is the norm of a support content, so of the line of support to enterprises. */
  readonly ofContent: boolean
}

/** Everything that a draft of the next plan is made from. */
export interface Basis {
  readonly plan: Plan
  readonly document: PlanDocument
  readonly orientation: Orientation
  /** Where the article on the next period is: null when the plan has none. */
  readonly orientationWords: (Words & { readonly article?: string | undefined }) | null
  /** The plans that the next one succeeds: their results are added up. */
  readonly bases: readonly Plan[]
  /** Old provinces of the territory that no plan is entered of. */
  readonly withoutPlan: readonly string[]
  readonly results: readonly (ResultBase & {
    readonly rows: readonly ResultRow[]
    /** Base years of which one territory or more knows nothing. */
    readonly missing: readonly number[]
    readonly unknown: readonly number[]
    /** Years that old reports tell of, with the đồng that they name. */
    readonly reported: readonly { readonly year: number; readonly amount: bigint | null }[]
  })[]
  readonly execution: readonly { line: string; year: number; disbursed: bigint; estimate: bigint }[]
  /** The base years in which anything was paid on the plan's lines. */
  readonly dataYears: readonly number[]
  readonly norms: readonly NormRow[]
  readonly agencies: readonly Agency[]
  readonly instruments: readonly Instrument[]
  readonly tfpIndicator: boolean
  readonly openDraft: { readonly id: number; readonly label: string } | null
}
