/* What a claim comes to, out of its lines. Whole đồng; nothing here knows the database. */

/** How a line stands: not judged yet (null), accepted whole, cut, or asked about. */
export type Verdict = 'accepted' | 'cut' | 'asked' | null

export interface LineSum {
  readonly amount: bigint
  readonly verdict: Verdict
  /** What is accepted of it; null while it is not judged. */
  readonly accepted: bigint | null
}

/** What a claim asks for, and what became of it: `asked` = `accepted` + `cut` + `open`. */
export interface ClaimSums {
  readonly asked: bigint
  readonly accepted: bigint
  readonly cut: bigint
  /** Of lines that nobody has judged, or that are asked about. */
  readonly open: bigint
}

const isJudged = ({ verdict }: LineSum) => verdict === 'accepted' || verdict === 'cut'

export function claimSums(lines: readonly LineSum[]): ClaimSums {
  const sums = { asked: 0n, accepted: 0n, cut: 0n, open: 0n }
  for (const line of lines) {
    sums.asked += line.amount
    if (!isJudged(line)) {
      sums.open += line.amount
      continue
    }
    const accepted = line.accepted ?? 0n
    sums.accepted += accepted
    sums.cut += line.amount - accepted
  }
  return sums
}

/** Whose turn it is while a claim is judged: the claimant's while a line is asked about, else the officer's. */
export const stateOfLines = (lines: readonly Pick<LineSum, 'verdict'>[]): 'asked' | 'sent' =>
  lines.some(({ verdict }) => verdict === 'asked') ? 'asked' : 'sent'

/** What a claim comes to when each of its lines is judged; null while one is not. Nothing accepted of any line is a claim refused. */
export function conclusionOf(lines: readonly LineSum[]): 'accepted' | 'refused' | null {
  if (lines.length === 0 || !lines.every(isJudged)) return null
  return claimSums(lines).accepted > 0n ? 'accepted' : 'refused'
}

/** What is wrong with a verdict: a cut leaves less than was asked. */
export const cutTooLittle = (amount: bigint, accepted: bigint): boolean => accepted >= amount
