/* What the votes on a content come to. Pure. */

/** What may be voted for, in the order in which the outcome is sought. */
export interface VoteChoice {
  readonly key: string
  readonly passes: boolean
  /** At least `parts` of `of` of the votes; null: the outcome of all else. */
  readonly parts: number | null
  readonly of: number | null
  /** More than that share, not at least. */
  readonly over: boolean
  /** And nobody voted for this one. */
  readonly noneOf: string | null
}

/**
 * The outcome of a vote: the first choice that has its share, else the one that is of all else.
 * @returns null where nobody voted or the rule names no outcome
 */
export function outcomeOfVote<C extends VoteChoice>(
  choices: readonly C[],
  votes: readonly string[],
): C | null {
  if (votes.length === 0) return null
  const count = (key: string) => votes.filter((vote) => vote === key).length
  const reached = ({ key, parts, of, over, noneOf }: C) => {
    if (parts === null || of === null) return false
    if (noneOf !== null && count(noneOf) > 0) return false
    const [mine, wanted] = [count(key) * of, votes.length * parts]
    return over ? mine > wanted : mine >= wanted
  }
  return choices.find(reached) ?? choices.find(({ parts }) => parts === null) ?? null
}
