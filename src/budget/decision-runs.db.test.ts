import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { Problem } from '../platform/problem.ts'
import { isLong } from '../testing/long.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { commitDirectly } from './commands.ts'
import { bookDecisionCorrection, correctDecision, refuseDecisionCorrection } from './decision-corrections.ts'
import { showDecision } from './decision-queries.ts'
import { decide } from './decisions.ts'
import { budgetOverview, position } from './queries.ts'

/*
 * Random runs of decisions, commitments and corrections against a model kept in memory: what the program takes and refuses, and what each
 * line then has, is what the model says. The model knows nothing of the program's rules but what a person would say of them.
 */

const nscl = await testSystem()
const source = 'provincial_st'
const year = 2025
let coordinator: Someone
let finance: Someone
let leader: Someone
let planId: number
let fileId: number
let lines: string[]

type Kind = 'allocation' | 'shift' | 'withdrawal'
/** What changes on each of the lines, in the order of `lines`. */
type Amounts = readonly bigint[]

interface Held {
  readonly id: number
  readonly kind: Kind
  /** How many lines it named when it was booked. */
  readonly named: number
  sums: Amounts
  /** A correction of it that waits. */
  waits: { id: number; change: Amounts } | null
}

/** The model: per line what is allocated and what of it is free, and the decisions. */
const allocated = [0n, 0n, 0n]
const free = [0n, 0n, 0n]
const decisions: Held[] = []

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  const plan = await activePlan({ db: nscl.system.db, planId: null })
  planId = plan.id
  fileId = await nscl.evidence()
  const overview = await coordinator.run(budgetOverview, { year, source })
  lines = overview.lines
    .filter((line) => !line.group && line.code !== plan.supportLine)
    .slice(0, 3)
    .map(({ code }) => code)
  expect(lines).toHaveLength(3)
})

const sum = (amounts: Amounts) => amounts.reduce((total, amount) => total + amount, 0n)
const abs = (amount: bigint) => (amount < 0n ? -amount : amount)
const coverable = (change: Amounts) => change.every((amount, at) => (free[at] ?? 0n) + amount >= 0n)
const isEmpty = (amounts: Amounts) => amounts.every((amount) => amount === 0n)
const meant = (kind: Kind, typed: Amounts) =>
  kind === 'withdrawal' ? typed.map((amount) => -abs(amount)) : typed
/** What a kind of decision can say at all. */
const sayable = (kind: Kind, change: Amounts) =>
  kind === 'allocation'
    ? change.every((amount) => amount >= 0n)
    : kind === 'shift'
      ? sum(change) === 0n
      : true
const apply = (change: Amounts) => {
  for (const [at, amount] of change.entries()) {
    allocated[at] = (allocated[at] ?? 0n) + amount
    free[at] = (free[at] ?? 0n) + amount
  }
}

let number = 0
const paper = () => {
  number += 1
  return {
    ...{ documentNumber: `${number}/QĐ-UBND`, documentDate: '2025-02-10', issuer: 'Ủy ban nhân dân tỉnh' },
    ...{ subject: 'Giao dự toán', fileId, reason: 'Theo tờ trình', overEstimate: true },
  }
}
const entries = (amounts: Amounts) => amounts.map((amount, at) => ({ line: lines[at] ?? '', source, amount }))

/** @returns what the program answered, or null where it refused by a rule; anything else is a fault of the program */
async function tried<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

interface Step {
  readonly what: Kind | 'commit' | 'race' | 'correct' | 'book' | 'refuse'
  readonly typed: Amounts
  readonly pick: number
}

const unit = 1_000n
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom<Step['what']>(
    ...(['allocation', 'allocation', 'shift', 'withdrawal', 'commit', 'race'] as const),
    ...(['correct', 'correct', 'book', 'book', 'refuse'] as const),
  ),
  typed: fc
    .oneof(
      fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -4, max: 9 }))),
      // Often enough what a shift asks for.
      fc
        .tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }))
        .map(([one, two]) => [one, two, -one - two]),
    )
    .map((amounts) => amounts.map((amount) => BigInt(amount) * unit)),
  pick: fc.nat(1_000),
})

const commitOn = (at: number, amount: bigint) =>
  coordinator.run(commitDirectly, {
    ...{ line: lines[at] ?? '', source, year, amount, purpose: 'Hội nghị' },
    ...{ documentNumber: `${paper().documentNumber}`, documentDate: '2025-03-01', fileId },
  })
const decideOn = (kind: Kind, typed: Amounts) =>
  finance.run(decide, { ...paper(), year, kind, entries: entries(typed) })

const act: Record<Step['what'], (of: Step) => Promise<void>> = {
  allocation: (of) => decided('allocation', of),
  shift: (of) => decided('shift', of),
  withdrawal: (of) => decided('withdrawal', of),
  async commit({ typed, pick }) {
    const at = pick % 3
    const amount = abs(typed[at] ?? 0n)
    const made = await tried(commitOn(at, amount))
    expect(made !== null).toBe(amount > 0n && amount <= (free[at] ?? 0n))
    if (made !== null) free[at] = (free[at] ?? 0n) - amount
  },
  // Two take from one line at once: both only where it holds both.
  async race({ typed, pick }) {
    const at = pick % 3
    const has = free[at] ?? 0n
    const taken = abs(typed[at] ?? 0n) + unit
    const held = has - taken + (pick % 2 === 0 ? 0n : unit)
    if (taken > has || held <= 0n) return
    const one = lines.map((_, place) => (place === at ? taken : 0n))
    const [withdrawn, committed] = await Promise.all([
      tried(decideOn('withdrawal', one)),
      tried(commitOn(at, held)),
    ])
    const both = taken + held <= has
    expect([withdrawn, committed].filter((made) => made !== null)).toHaveLength(both ? 2 : 1)
    if (withdrawn !== null) {
      const change = one.map((amount) => -amount)
      apply(change)
      decisions.push({ id: withdrawn.id, kind: 'withdrawal', named: 1, sums: change, waits: null })
    }
    if (committed !== null) free[at] = (free[at] ?? 0n) - held
  },
  async correct({ typed, pick }) {
    const one = decisions[pick % Math.max(1, decisions.length)]
    if (one === undefined) return
    const right = meant(one.kind, typed)
    const change = right.map((amount, at) => amount - (one.sums[at] ?? 0n))
    const byItsEntry = one.kind === 'allocation' && one.named === 1
    const made = await tried(
      coordinator.run(correctDecision, { ...paper(), id: one.id, entries: entries(typed) }),
    )
    const can =
      !byItsEntry && one.waits === null && sayable(one.kind, right) && !isEmpty(change) && coverable(change)
    expect(made !== null).toBe(can)
    if (made !== null) one.waits = { id: made.id, change }
  },
  book: ({ pick }) => settled(pick, true),
  refuse: ({ pick }) => settled(pick, false),
}

async function decided(kind: Kind, { typed }: Step): Promise<void> {
  const change = meant(kind, typed)
  const made = await tried(decideOn(kind, typed))
  expect(made !== null).toBe(!isEmpty(change) && sayable(kind, change) && coverable(change))
  if (made === null) return
  apply(change)
  const named = change.filter((amount) => amount !== 0n).length
  decisions.push({ id: made.id, kind, named, sums: change, waits: null })
}

async function settled(pick: number, agreed: boolean): Promise<void> {
  const waiting = decisions.filter(({ waits }) => waits !== null)
  const one = waiting[pick % Math.max(1, waiting.length)]
  if (one?.waits == null) return
  const { id, change } = one.waits
  // Who proposed it does not approve it, whatever stands on the lines.
  if (agreed) expect(await tried(coordinator.run(bookDecisionCorrection, { id }))).toBeNull()
  const done = await tried(
    agreed
      ? leader.run(bookDecisionCorrection, { id })
      : finance.run(refuseDecisionCorrection, { id, reason: 'Không có căn cứ' }),
  )
  expect(done !== null).toBe(!agreed || coverable(change))
  if (done === null) return
  one.waits = null
  if (!agreed) return
  apply(change)
  one.sums = one.sums.map((amount, at) => amount + (change[at] ?? 0n))
}

async function standsAsModelled(): Promise<void> {
  for (const [at, lineCode] of lines.entries()) {
    const found = await position(nscl.system.db, { planId, lineCode, year, sourceKey: source })
    expect([lineCode, found.allocated, found.remaining]).toEqual([lineCode, allocated[at], free[at]])
  }
}

test('any run of decisions, commitments and corrections comes to what the model says', async () => {
  const steps = isLong ? 120 : 25
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: steps, maxLength: steps }), async (run) => {
      for (const one of run) {
        await act[one.what](one)
        await standsAsModelled()
      }
    }),
    // The installation goes on from run to run, so that a run that failed cannot be shortened.
    { numRuns: isLong ? 5 : 1, endOnFailure: true },
  )
  for (const { id, sums } of decisions) {
    const { standing } = await coordinator.run(showDecision, { id })
    expect(lines.map((code) => standing.find(({ lineCode }) => lineCode === code)?.amount ?? 0n)).toEqual(
      sums,
    )
  }
})
