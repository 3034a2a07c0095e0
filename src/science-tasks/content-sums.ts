/* What turns may still draw of a content of a task. Pure. */

/** A content with the sums that bound what its turns draw, in đồng. */
export interface CapOf {
  /** The contract of the task commits its money; else each decision does. */
  readonly byContract: boolean
  /** What the State gives to the content, and what turns draw of that. */
  readonly given: bigint
  readonly drawn: bigint
  /** What the contract of the task has committed in all, and what turns under its contents draw of that. */
  readonly committed: bigint
  readonly drawnOfTask: bigint
}

/**
 * What is left of a content: not more than the State gives to it, and where the contract commits not more than that has committed, so that
 * nothing is granted that no entry of the ledger holds.
 */
export function leftOf({ byContract, given, drawn, committed, drawnOfTask }: CapOf): bigint {
  const ofContent = given - drawn
  const ofTask = committed - drawnOfTask
  const left = byContract && ofTask < ofContent ? ofTask : ofContent
  return left < 0n ? 0n : left
}
