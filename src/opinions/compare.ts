/* The rounds of a document side by side: how each clause read, what was said of it and what each agency thought of the whole. */

interface SaidOf {
  readonly requestId: number
  readonly clause: string | null
}

export interface RoundWhole<O extends SaidOf> {
  readonly number: number
  readonly clauses: readonly { readonly label: string; readonly text: string }[]
  readonly opinions: readonly O[]
}

/** A clause through the rounds: in each its text, null where the draft did not have it, and the opinions on it. */
export interface ClauseThrough<O> {
  /** null: the document as a whole. */
  readonly label: string | null
  readonly rounds: readonly { readonly text: string | null; readonly opinions: readonly O[] }[]
}

/**
 * Every clause of any round once, by its label: in the order of the last round that has it, those that the last round no longer has where
 * they stood. The whole document comes first where something was said of it.
 * @param rounds the first one first
 */
export function clausesThrough<O extends SaidOf>(rounds: readonly RoundWhole<O>[]): ClauseThrough<O>[] {
  const through = (label: string | null): ClauseThrough<O> => ({
    label,
    rounds: rounds.map(({ clauses, opinions }) => ({
      text: clauses.find((clause) => clause.label === label)?.text ?? null,
      opinions: opinions.filter(({ clause }) => clause === label),
    })),
  })
  const labels = rounds.reduce<string[]>(
    (known, { clauses }) => merged(known, [...new Set(clauses.map(({ label }) => label))]),
    [],
  )
  const whole = through(null)
  return [
    ...(whole.rounds.some(({ opinions }) => opinions.length > 0) ? [whole] : []),
    ...labels.map(through),
  ]
}

/** The later order, with each label that it lacks put after the one that it followed before. */
function merged(before: readonly string[], later: readonly string[]): string[] {
  const order = [...later]
  before.forEach((label, at) => {
    if (order.includes(label)) return
    const previous = before[at - 1]
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, label)
  })
  return order
}
