/* What one decision takes of the lines of the budget that its applications stand on. Pure. */

/** Where the money of a support stands. */
export interface MoneyPlace {
  readonly planId: number
  readonly year: number
  /** null: the plan of the application has no line for support. */
  readonly lineCode: string | null
  readonly sourceKey: string
}

/** What is taken of one line in a year under a source. */
export interface Taken extends MoneyPlace {
  readonly lineCode: string
  readonly applications: number
  readonly amount: bigint
}

/** What the granted amounts come to, line by line; what stands on no line is left out, since it cannot be granted. */
export function takenByLine(granted: readonly (MoneyPlace & { readonly amount: bigint })[]): Taken[] {
  const taken = new Map<string, Taken>()
  for (const { planId, year, lineCode, sourceKey, amount } of granted) {
    if (lineCode === null) continue
    const key = `${planId} ${year} ${lineCode} ${sourceKey}`
    const before = taken.get(key)
    taken.set(key, {
      ...{ planId, year, lineCode, sourceKey },
      applications: (before?.applications ?? 0) + 1,
      amount: (before?.amount ?? 0n) + amount,
    })
  }
  const order = (a: Taken, b: Taken) =>
    a.planId - b.planId ||
    a.year - b.year ||
    a.lineCode.localeCompare(b.lineCode, 'vi') ||
    a.sourceKey.localeCompare(b.sourceKey)
  return [...taken.values()].toSorted(order)
}
