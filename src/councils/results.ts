import { type Scores, type Sheet, scoredBy } from './scores.ts'
import { outcomeOfVote, type VoteChoice } from './votes.ts'

/* What the sheets of a council come to: scores, votes on each content, the money that the lines allow. Pure. */

export interface GivenSheet {
  readonly scores: Scores
  /** The vote by content. */
  readonly votes: ReadonlyMap<number, string>
}

export interface CostLine {
  readonly contentId: number
  readonly quantity: number
  readonly unitCost: bigint
  readonly allowed: bigint
}

/** The votes on one content. */
export function votedOn<C extends VoteChoice>(
  choices: readonly C[],
  sheets: readonly GivenSheet[],
  contentId: number,
) {
  const given = sheets.flatMap(({ votes }) => votes.get(contentId) ?? [])
  return {
    contentId,
    counts: choices.map(({ key }) => ({ key, count: given.filter((vote) => vote === key).length })),
    outcome: outcomeOfVote(choices, given)?.key ?? null,
    passes: outcomeOfVote(choices, given)?.passes === true,
  }
}

/**
 * What a council comes to with the sheets of those who were there. Thresholds that a sheet holds against its mean must be reached, and where
 * contents are voted on one of them at least must pass.
 */
export function resultOf(
  of: {
    readonly sheet: Sheet | null
    readonly votes: readonly VoteChoice[]
    readonly contentIds: readonly number[]
    readonly costs: readonly CostLine[]
  },
  sheets: readonly GivenSheet[],
) {
  const scored =
    of.sheet === null
      ? null
      : scoredBy(
          of.sheet,
          sheets.map(({ scores }) => scores),
        )
  const contents = of.votes.length === 0 ? [] : of.contentIds.map((id) => votedOn(of.votes, sheets, id))
  const byScores = of.sheet?.judged === 'mean' ? scored?.passes === true : true
  const byVotes = of.votes.length === 0 || contents.some(({ passes }) => passes)
  const passed = new Set(
    of.votes.length === 0
      ? of.contentIds
      : contents.filter(({ passes }) => passes).map(({ contentId }) => contentId),
  )
  return {
    scored,
    contents,
    passes: sheets.length > 0 && byScores && byVotes,
    /** What may be granted: the lines of the contents that pass. */
    allowed: of.costs
      .filter(({ contentId }) => passed.has(contentId))
      .reduce((all, { allowed }) => all + allowed, 0n),
  }
}

/** What the lines ask for. */
export const askedIn = (costs: readonly CostLine[]): bigint =>
  costs.reduce((all, { quantity, unitCost }) => all + BigInt(quantity) * unitCost, 0n)
