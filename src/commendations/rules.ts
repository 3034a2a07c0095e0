import type { Words } from '../platform/language.ts'
import { words } from '../platform/language.ts'

/* What a nomination lacks, who may nominate in a call, and what a council's votes make of a list. Pure. */

export interface Asked {
  readonly id: number
  readonly part: 'criterion' | 'paper'
  readonly broughtBy: 'nominator' | 'office' | null
  readonly text: string
  readonly textEn: string
}

/** The papers that whoever nominates must bring and has not. */
export const papersMissing = <R extends Asked>(
  rules: readonly R[],
  papers: readonly (number | null)[],
): R[] =>
  rules.filter(
    ({ id, part, broughtBy }) => part === 'paper' && broughtBy === 'nominator' && !papers.includes(id),
  )

/** The criteria that an officer did not find met. */
export const criteriaUnmet = <R extends Asked>(rules: readonly R[], met: readonly number[]): R[] =>
  rules.filter(({ id, part }) => part === 'criterion' && !met.includes(id))

/** What is missing as one sentence. */
export const said = (missing: readonly Pick<Asked, 'text' | 'textEn'>[]): Words =>
  words(missing.map(({ text }) => text).join(' '), missing.map(({ textEn }) => textEn).join(' '))

export interface CallFor {
  readonly state: string
  readonly opensOn: string
  readonly closesOn: string
  readonly byAgencies: boolean
  readonly byAssociations: boolean
  readonly byEnterprises: boolean
}

/** Whether nominations come in on a day. */
export const takesNominations = (
  { state, opensOn, closesOn }: Pick<CallFor, 'state' | 'opensOn' | 'closesOn'>,
  today: string,
): boolean => state === 'open' && opensOn <= today && today <= closesOn

export type NominatorKind = 'agency' | 'association' | 'enterprise'

/** Whether somebody of a kind nominates in a call. */
export const nominates = (
  call: Pick<CallFor, 'byAgencies' | 'byAssociations' | 'byEnterprises'>,
  kind: NominatorKind,
): boolean =>
  ({ agency: call.byAgencies, association: call.byAssociations, enterprise: call.byEnterprises })[kind]

/** Those on a list whom its council did not pass; all of them where it did not pass the list. */
export const votedOut = <N>(
  nominees: readonly N[],
  heard: { readonly passes: boolean; readonly contents: readonly boolean[] },
): N[] => nominees.filter((_nominee, at) => !heard.passes || heard.contents[at] === false)
