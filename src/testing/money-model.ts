import { z } from 'zod'

/* The money of a year as a model in memory knows it: what each step of the clients was to write, and what all of them come to. Pure. */

const amount = z.string().transform(BigInt)
const Line = z.object({ line: z.string(), amount, commitment: z.int().optional() })
/** What a client sets out to do. */
export const Step = z.object({
  n: z.int(),
  kind: z.enum([
    ...['allocation', 'shift', 'withdrawal', 'commit', 'pay', 'refund', 'release', 'carry', 'cancel'],
    ...['advance', 'clear', 'back', 'recover', 'paidIn', 'own', 'commitTask', 'grant', 'drop', 'uncarry'],
  ] as const),
  line: z.string().optional(),
  commitment: z.int().optional(),
  amount: amount.optional(),
  lines: z.array(Line).optional(),
  /** The advance or the recovery that it is of. */
  advance: z.int().optional(),
  recovery: z.int().optional(),
})
export type Step = z.infer<typeof Step>
/** What came of it. */
export const Outcome = z.object({
  n: z.int(),
  ok: z.boolean(),
  code: z.string().optional(),
  commitment: z.int().optional(),
})
export type Outcome = z.infer<typeof Outcome>

/** An entry of the ledger; the commitment of a new one is not known before it is acknowledged. */
export interface Entry {
  readonly kind: string
  readonly line: string
  readonly year: number
  readonly commitment: number | null
  readonly amount: bigint
}
/** A record that a step made beside the ledger; `settled` once another person confirmed it. */
export interface Made {
  readonly kind: string
  readonly id: number
  readonly amount: bigint
  readonly settled: boolean
}

export const said = ({ kind, line, year, commitment, amount: sum }: Entry) =>
  `${kind} ${line} ${year} ${commitment ?? ''} ${sum}`

/** What the contract of a task commits by a step: sums tell these steps apart, since the ledger has the number of the contract. */
export const taskSum = (n: number) => 5_000_000n + BigInt(n)

const entryOf: Partial<Record<Step['kind'], string>> = {
  ...{ commit: 'commitment', commitTask: 'commitment', pay: 'disbursement', advance: 'disbursement' },
  ...{ refund: 'refund', back: 'refund', paidIn: 'refund', release: 'release', drop: 'release' },
}
const madeBy: Partial<Record<Step['kind'], string>> = {
  ...{ advance: 'advance', clear: 'voucher', back: 'back', recover: 'recovery', own: 'own' },
  ...{ paidIn: 'deposit', grant: 'grant', drop: 'dropped' },
}

/** Whether nothing of a step counts: no entry, and what it made waits for another person. */
export const isNothing = (entries: readonly Entry[], made: readonly Made[]): boolean =>
  entries.length === 0 && made.every(({ settled }) => !settled)

/** Whether entries and records are what a step was to write. What goes to or comes from a commitment stands in the year in which it stood just then. */
export function isWhole(
  step: Step,
  entries: readonly Entry[],
  made: readonly Made[],
  lineOf: ReadonlyMap<number, string>,
): boolean {
  if (step.lines !== undefined) {
    const wanted = movedBy(step, step.lines).map(said).toSorted()
    return wanted.join('\n') === entries.map(said).toSorted().join('\n')
  }
  const confirmed = made.filter(({ settled }) => settled)
  const kinds = confirmed.map(({ kind }) => kind).filter((kind) => kind !== 'recovered')
  if (kinds.join() !== (madeBy[step.kind] ?? '')) return false
  // A recovery settles its advance as far as that is not settled.
  const most = (kind: string) =>
    kind === 'recovered' && step.advance === undefined ? 0n : (step.amount ?? 0n)
  if (
    confirmed.some(({ kind, amount: sum }) => (kind === 'recovered' ? sum > most(kind) : sum !== most(kind)))
  )
    return false
  const kind = entryOf[step.kind]
  if (kind === undefined) return entries.length === 0
  const commits = step.kind === 'commit' || step.kind === 'commitTask'
  const ofOne = entries.every(
    (entry) =>
      entry.kind === kind &&
      (commits
        ? entry.line === step.line && entry.year === 2025
        : entry.commitment === step.commitment && entry.line === lineOf.get(step.commitment ?? 0)),
  )
  // What is left of a commitment may stand in the year and, carried over, in the next; of a turn that its task pays there is none.
  if (kind === 'release') return ofOne && entries.length <= 2 && (step.kind === 'drop' || entries.length > 0)
  const sum = step.kind === 'commitTask' ? taskSum(step.n) : step.amount
  return ofOne && entries.length === 1 && entries[0]?.amount === sum
}

function movedBy({ kind }: Step, lines: NonNullable<Step['lines']>): Entry[] {
  return lines.flatMap(({ line, amount: sum, commitment = null }): Entry[] => {
    const entry = (name: string, year: number) => ({
      ...{ kind: name, line, year, commitment, amount: sum < 0n ? -sum : sum },
    })
    if (kind === 'cancel') return [entry('cancellation', 2025)]
    if (kind !== 'carry' && kind !== 'uncarry') return [entry(sum < 0n ? 'withdrawal' : 'allocation', 2025)]
    const name = commitment === null ? 'carry' : 'commitment'
    const back = kind === 'uncarry' ? '_back' : ''
    return [entry(`${name}_out${back}`, 2025), entry(`${name}_in${back}`, 2026)]
  })
}

const ways: Record<string, readonly [string, string]> = {
  ...{ allocation: ['funding', 'available'], withdrawal: ['available', 'funding'] },
  ...{ commitment: ['available', 'committed'], release: ['committed', 'available'] },
  ...{ disbursement: ['committed', 'disbursed'], refund: ['disbursed', 'committed'] },
  ...{ carry_out: ['available', 'carried_out'], carry_in: ['carried_in', 'available'] },
  ...{ commitment_out: ['committed', 'carried_out'], commitment_in: ['carried_in', 'committed'] },
  ...{ carry_out_back: ['carried_out', 'available'], carry_in_back: ['available', 'carried_in'] },
  ...{ commitment_out_back: ['carried_out', 'committed'], commitment_in_back: ['committed', 'carried_in'] },
  cancellation: ['available', 'cancelled'],
}

/** What each account holds: every entry takes from one place and gives to another. Those with nothing are left out. */
export function balancesBy(entries: readonly Entry[]): {
  readonly lines: string[]
  readonly below: string[]
} {
  const held = new Map<string, bigint>()
  for (const { kind, line, year, commitment, amount: sum } of entries)
    for (const [at, place] of (ways[kind] ?? []).entries()) {
      const own = place === 'committed' || place === 'disbursed' ? [commitment] : []
      const key = [line, year, place, ...own].join(' ')
      held.set(key, (held.get(key) ?? 0n) + (at === 0 ? -sum : sum))
    }
  const all = [...held].filter(([, balance]) => balance !== 0n)
  const text = ([key, balance]: [string, bigint]) => `${key}: ${balance}`
  // Nothing but the origin of money goes below nought.
  const below = all.filter(([key, balance]) => balance < 0n && !/ (funding|carried_in)$/.test(key))
  return { lines: all.map(text).toSorted(), below: below.map(text) }
}

/** A step that came about, with what it made. */
export interface Done {
  readonly step: Step
  readonly made: readonly Made[]
}

/** How advances and recoveries stand by the steps that came about: what of each is cleared, paid back, recovered or paid in. */
export function standingsBy(done: readonly Done[]): string[] {
  const rows: string[] = []
  const sum = (kind: Step['kind'], of: (step: Step) => boolean, amountOf = (one: Done) => one.step.amount) =>
    done.reduce(
      (total, one) => (one.step.kind === kind && of(one.step) ? total + (amountOf(one) ?? 0n) : total),
      0n,
    )
  const recovered = ({ made }: Done) => made.find(({ kind }) => kind === 'recovered')?.amount
  for (const { step, made } of done) {
    const id = made.find(({ kind }) => kind === madeBy[step.kind])?.id
    if (step.kind === 'advance') {
      const ofIt = (other: Step) => other.advance === id
      const [cleared, back, taken] = [sum('clear', ofIt), sum('back', ofIt), sum('paidIn', ofIt, recovered)]
      const whole = cleared + back + taken === step.amount
      // Less than was paid in is recovered only of an advance of which nothing is left.
      const short = !whole && taken !== sum('paidIn', ofIt) ? ' short' : ''
      rows.push(`advance ${id}: ${step.amount} ${cleared} ${back} ${taken}${short}`)
    }
    if (step.kind === 'recover')
      rows.push(`recovery ${id}: ${step.amount} ${sum('paidIn', (other) => other.recovery === id)}`)
  }
  return rows.toSorted()
}
