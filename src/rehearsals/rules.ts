import { compareContenders, type RankCriterion } from '../applications/index.ts'
import { holdAgainst, type NormCase, type NormRow } from '../norms/index.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/*
 * A draft rule run over the applications of a programme: who gains, who loses, what it costs. Pure. Each year's line is walked in the order
 * of priority with the year's money, once by the rules in force, once by the draft, and once by each change alone.
 */

/** An application as far as the rules look at it. Money in đồng. */
export interface RehearsalCase {
  readonly id: number
  readonly enterpriseId: number
  readonly contentId: number
  readonly year: number
  /** When it was first filed: ISO text whose order is the order of time. */
  readonly filedAt: string
  /** Codes of the criteria that the enterprise meets. */
  readonly met: readonly string[]
  readonly requested: bigint
  readonly ownFunds: bigint
  /** How many certificates, products, persons … it is for. */
  readonly units: number
  readonly sizeClass: NormCase['sizeClass']
  readonly sectorGroup: string
  /** Full years between founding and filing; null where the founding day is not known. */
  readonly age: number | null
  /** Support that no application of the run stands for. */
  readonly before: NormCase['earlier']
}

export interface DraftNorm {
  readonly kind: 'norm'
  readonly norm: NormRow
  /** The content that it is for; null: any. */
  readonly contentId: number | null
  /** The norm in force that it stands in for; null: it comes beside. */
  readonly replaces: number | null
}

/** One change of the rules. */
export type RuleChange =
  /** The criteria in this order; one that is left out counts no more. */
  | { readonly kind: 'order'; readonly codes: readonly string[] }
  | DraftNorm
  /** Own money of at least so many percent of the whole cost. */
  | { readonly kind: 'ownShare'; readonly percent: number }
  /** At least so many full years since the founding. */
  | { readonly kind: 'age'; readonly years: number }
  /** At most so many supports of one enterprise in a year. */
  | { readonly kind: 'perYear'; readonly most: number }
export const changeKinds = ['order', 'norm', 'ownShare', 'age', 'perYear'] as const

/** What becomes of an application in a run. */
export const outcomes = states({
  supported: { ...words('Được hỗ trợ', 'Supported'), tone: 'success' },
  money: words('Kinh phí năm không tới', "The year's money does not reach it"),
  norm: words('Định mức không cho chi', 'A norm lets nothing be paid'),
  ownShare: words('Thiếu vốn tự có', 'Too little own money'),
  age: words('Chưa đủ số năm thành lập', 'Founded too short ago'),
  perYear: words('Đã đủ số lượt trong năm', 'Enough supports in the year'),
})
export type RehearsalOutcome = StateOf<typeof outcomes>

export interface RehearsalPlace {
  readonly rank: number
  readonly outcome: RehearsalOutcome
  /** What would be paid, in đồng: what is asked for, cut to the least norm that is not to be exceeded; 0 unless supported. */
  readonly amount: bigint
}

export interface RehearsalInput {
  readonly cases: readonly RehearsalCase[]
  readonly criteria: readonly RankCriterion[]
  /** The norms in force that concern a case. */
  readonly normsOf: (of: RehearsalCase) => readonly NormRow[]
  /** The money of each year, in đồng; a year that is left out has none. */
  readonly money: ReadonlyMap<number, bigint>
}

/** The whole run by one set of rules: each application's place. @returns by the application's number */
export function runRules(
  input: RehearsalInput,
  changes: readonly RuleChange[],
): ReadonlyMap<number, RehearsalPlace> {
  const order = changes.find((change) => change.kind === 'order')
  const criteria =
    order === undefined
      ? input.criteria
      : order.codes.flatMap((code) => input.criteria.filter((criterion) => criterion.code === code))
  const draft = changes.find((change) => change.kind === 'norm')
  const places = new Map<number, RehearsalPlace>()
  // What the run itself has given so far: by enterprise, and by enterprise and year.
  const given = new Map<number, RehearsalCase['before'][number][]>()
  const times = new Map<string, number>()
  for (const year of [...new Set(input.cases.map((one) => one.year))].toSorted((a, b) => a - b)) {
    const line = input.cases
      .filter((one) => one.year === year)
      .toSorted((one, other) => compareContenders(one, other, criteria))
    let left = input.money.get(year) ?? 0n
    for (const [index, one] of line.entries()) {
      const ofYear = `${one.enterpriseId}:${year}`
      const earlier = [...one.before, ...(given.get(one.enterpriseId) ?? [])]
      const norms = withDraft(input.normsOf(one), draft, one)
      const amount = cutToNorms(one, norms, earlier)
      const refused =
        refusedBy(one, changes, times.get(ofYear) ?? 0) ?? (amount > 0n ? null : ('norm' as const))
      const outcome: RehearsalOutcome = refused ?? (amount <= left ? 'supported' : 'money')
      // A line that the money does not reach ends it: nobody further down is served before.
      if (outcome === 'money') left = 0n
      if (outcome === 'supported') {
        left -= amount
        given.set(one.enterpriseId, [
          ...(given.get(one.enterpriseId) ?? []),
          { contentId: one.contentId, year, amount },
        ])
        times.set(ofYear, (times.get(ofYear) ?? 0) + 1)
      }
      places.set(one.id, { rank: index + 1, outcome, amount: outcome === 'supported' ? amount : 0n })
    }
  }
  return places
}

/** The norms of a case as the draft has them. */
function withDraft(
  norms: readonly NormRow[],
  draft: DraftNorm | undefined,
  { contentId }: RehearsalCase,
): readonly NormRow[] {
  if (draft === undefined) return norms
  const kept = draft.replaces === null ? norms : norms.filter(({ id }) => id !== draft.replaces)
  return draft.contentId === null || draft.contentId === contentId ? [draft.norm, ...kept] : kept
}

/** What is asked for, cut to the least of the norms that may not be exceeded. What a person must judge cuts nothing. */
function cutToNorms(one: RehearsalCase, norms: readonly NormRow[], earlier: NormCase['earlier']): bigint {
  const verdicts = holdAgainst(norms, {
    amount: one.requested,
    contentId: one.contentId,
    cost: one.requested + one.ownFunds,
    units: one.units,
    year: one.year,
    sizeClass: one.sizeClass,
    sectorGroup: one.sectorGroup,
    earlier,
  })
  return verdicts.reduce(
    (amount, { outcome, most, norm }) =>
      outcome === 'over' && most !== null && norm.whenOver === 'stopped' && most < amount ? most : amount,
    one.requested,
  )
}

/** The threshold of the draft that keeps a case out; what is not known keeps nobody out. */
function refusedBy(
  one: RehearsalCase,
  changes: readonly RuleChange[],
  timesOfYear: number,
): 'ownShare' | 'age' | 'perYear' | null {
  for (const change of changes) {
    if (change.kind === 'ownShare') {
      const needed = BigInt(Math.round(change.percent * 1000)) * (one.requested + one.ownFunds)
      if (one.ownFunds * 100_000n < needed) return 'ownShare'
    }
    if (change.kind === 'age' && one.age !== null && one.age < change.years) return 'age'
    if (change.kind === 'perYear' && timesOfYear >= change.most) return 'perYear'
  }
  return null
}

/** What one set of rules costs and does beside the rules in force. */
export interface RehearsalSum {
  readonly supported: number
  /** In đồng. */
  readonly cost: bigint
  /** Supported by these rules and not by those in force. */
  readonly gain: number
  /** The other way round. */
  readonly lose: number
  /** Supported by both, with more or less money. */
  readonly more: number
  readonly less: number
}

/** Sets one run beside the run by the rules in force. */
export function compareRuns(
  inForce: ReadonlyMap<number, RehearsalPlace>,
  by: ReadonlyMap<number, RehearsalPlace>,
): RehearsalSum {
  const sum = { supported: 0, cost: 0n, gain: 0, lose: 0, more: 0, less: 0 }
  for (const [id, { outcome, amount }] of by) {
    const before = inForce.get(id)
    const was = before?.outcome === 'supported'
    const is = outcome === 'supported'
    if (is) {
      sum.supported += 1
      sum.cost += amount
    }
    if (is && !was) sum.gain += 1
    if (was && !is) sum.lose += 1
    if (is && was && before !== undefined && amount > before.amount) sum.more += 1
    if (is && was && before !== undefined && amount < before.amount) sum.less += 1
  }
  return sum
}
