import type { PlanDocument } from '../plan/index.ts'
import type { Words } from '../platform/language.ts'
import type { BaseSource } from './base-plans.ts'
import type { AppliedNorm, BudgetBase, LineYear } from './budget.ts'
import type { Agency } from './duties.ts'
import type { NextTarget } from './rules.ts'

/* What a draft of the next plan is made from, and what it is. */

/** The results of one indicator in the base years. */
export interface ResultBase {
  readonly indicator: string
  readonly name: Words
  readonly unit: Words
  /** The kinds of fact that it counts; none for what is computed or entered. */
  readonly kinds?: string[] | undefined
  readonly years: readonly { readonly year: number; readonly result: number }[]
  /** Base years of which nothing is known, by any territory: they stand in no sum, and are no nought. */
  readonly unknown?: readonly number[] | undefined
  /** Counted in two years of one plan, so once less in the period. */
  readonly repeated: number
  /** A rate or state: its base is the latest year's value, not the sum of the years. */
  readonly level?: boolean | undefined
  /** What each territory gives to it, under which plans, and what is missing of it. */
  readonly sources?: readonly BaseSource[] | undefined
}

/** What the new targets rise by and over what; out of the plan's orientation. */
export interface Orientation {
  readonly firstYear: number
  readonly lastYear: number
  readonly baseFirstYear: number
  readonly baseLastYear: number
  readonly minimumPercent: number
  readonly maximumPercent: number
}

export interface Instrument {
  readonly number: string
  readonly title: string
  readonly titleEn: string
  readonly issuer: string
  readonly issuedOn: string | null
  readonly validTo: string | null
}

export interface ProposalInput {
  readonly plan: PlanDocument
  readonly orientation: Orientation
  /** The rise and, where there is no result, the number of each target, by indicator. */
  readonly targets: ReadonlyMap<
    string,
    { readonly percent: number; readonly given: number | null; readonly reason: string | null }
  >
  readonly results: readonly ResultBase[]
  /** Old provinces of the territory that no plan is entered of. */
  readonly withoutPlan?: readonly string[] | undefined
  readonly tfp: 'atLeastOne' | 'yearly' | 'none'
  /** The indicator of published TFP studies, when the catalogue has it. */
  readonly tfpIndicator: boolean
  readonly bases: Readonly<Record<string, BudgetBase>>
  /** Rises that the officer typed, by line. */
  readonly growth: Readonly<Record<string, number>>
  readonly norms: readonly AppliedNorm[]
  readonly history: readonly LineYear[]
  readonly dataYears: readonly number[]
  /** The source that the budget is of, as a sentence names it. */
  readonly source: Words
  readonly agencies: readonly Agency[]
  /** True: issued by the successor of the old plan's issuer; false: the issuer is kept. */
  readonly passOn: boolean
  readonly replaces: boolean
  readonly instruments: readonly Instrument[]
  readonly today: string
}

export interface Proposal {
  readonly document: PlanDocument
  readonly reasons: Readonly<Record<string, Words>>
  readonly warnings: readonly Words[]
  /** Each target of the present plan as it was worked out. */
  readonly targets: readonly (NextTarget & { readonly indicator: string; readonly percent: number })[]
}
