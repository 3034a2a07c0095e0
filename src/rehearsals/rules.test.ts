import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NormRow } from '../norms/index.ts'
import { compareRuns, type RehearsalCase, type RehearsalInput, type RuleChange, runRules } from './rules.ts'

const criteria = ['a', 'b', 'c'].map((code) => ({ code, text: code, textEn: code }))

function application(id: number, change: Partial<RehearsalCase> = {}): RehearsalCase {
  return {
    id,
    enterpriseId: id,
    contentId: 1,
    year: 2025,
    filedAt: `2025-01-${String(id).padStart(2, '0')}T00:00:00.000000`,
    met: [],
    requested: 100n,
    ownFunds: 100n,
    units: 1,
    sizeClass: 'small',
    sectorGroup: 'production',
    age: 5,
    before: [],
    ...change,
  }
}
const norm = (change: Partial<NormRow> = {}): NormRow => ({
  id: 7,
  name: 'x',
  nameEn: 'x',
  instrument: 'NQ 1',
  article: 'Điều 1',
  contentId: null,
  kind: 'share',
  share: 50,
  ceiling: null,
  ceilingUnit: null,
  sizeClass: null,
  sectorGroup: null,
  occasion: null,
  mostTimes: null,
  perYears: null,
  condition: null,
  whenOver: 'stopped',
  ...change,
})
const given = (
  cases: readonly RehearsalCase[],
  money: bigint,
  norms: readonly NormRow[] = [],
): RehearsalInput => ({
  cases,
  criteria,
  normsOf: () => norms,
  money: new Map([[2025, money]]),
})
const outcomesOf = (input: RehearsalInput, changes: readonly RuleChange[] = []) =>
  [...runRules(input, changes)].map(([id, { rank, outcome, amount }]) => [id, rank, outcome, amount])

describe('a run walks the line of a year with its money', () => {
  test('in the order of priority; where the money does not reach, the line ends', () => {
    const line = [application(1), application(2, { met: ['a'] }), application(3, { requested: 10n })]
    expect(outcomesOf(given(line, 150n))).toEqual([
      [2, 1, 'supported', 100n],
      [1, 2, 'money', 0n],
      [3, 3, 'money', 0n],
    ])
  })

  test('a norm that may not be exceeded cuts what is asked for; one that may be, and one to be judged, cut nothing', () => {
    const one = [application(1, { requested: 150n, ownFunds: 50n })]
    expect(outcomesOf(given(one, 1000n, [norm()]))).toEqual([[1, 1, 'supported', 100n]])
    expect(outcomesOf(given(one, 1000n, [norm({ whenOver: 'approved' })]))).toEqual([
      [1, 1, 'supported', 150n],
    ])
    expect(outcomesOf(given(one, 1000n, [norm({ condition: 'ở vùng khó khăn' })]))).toEqual([
      [1, 1, 'supported', 150n],
    ])
  })

  test('what the run gave before counts against a ceiling of the enterprise', () => {
    const two = [application(1), application(2, { enterpriseId: 1 })]
    const once = norm({ kind: 'fixed', share: null, ceiling: 120n, ceilingUnit: 'enterprise' })
    expect(outcomesOf(given(two, 1000n, [once]))).toEqual([
      [1, 1, 'supported', 100n],
      [2, 2, 'supported', 20n],
    ])
  })

  test('so does what it gave for other contents, where the norm is of any', () => {
    const two = [application(1), application(2, { enterpriseId: 1, contentId: 2 })]
    const year = { kind: 'fixed', share: null, ceiling: 120n, ceilingUnit: 'enterprise_year' } as const
    expect(outcomesOf(given(two, 1000n, [norm(year)])).at(1)).toEqual([2, 2, 'supported', 20n])
    expect(outcomesOf(given(two, 1000n, [norm({ ...year, contentId: 2 })])).at(1)).toEqual([
      2,
      2,
      'supported',
      100n,
    ])
  })
})

describe('a draft', () => {
  const line = [application(1, { met: ['a'] }), application(2, { met: ['b'] })]

  test('that turns the order of two criteria gives the money to the other', () => {
    const before = runRules(given(line, 100n), [])
    const after = runRules(given(line, 100n), [{ kind: 'order', codes: ['b', 'a', 'c'] }])
    expect(after.get(2)).toEqual({ rank: 1, outcome: 'supported', amount: 100n })
    expect(compareRuns(before, after)).toEqual({
      supported: 1,
      cost: 100n,
      gain: 1,
      lose: 1,
      more: 0,
      less: 0,
    })
  })

  test('a criterion that it leaves out counts no more: the earlier filing goes first', () => {
    const both = [application(1), application(2, { met: ['a'] })]
    expect(runRules(given(both, 1000n), [{ kind: 'order', codes: ['b'] }]).get(1)?.rank).toBe(1)
  })

  test('a norm stands in for the one it replaces, for its content alone', () => {
    const draft: RuleChange = {
      kind: 'norm',
      norm: norm({ id: 0, share: 25 }),
      contentId: 1,
      replaces: 7,
    }
    const cases = [application(1), application(2, { contentId: 2 })]
    const before = runRules(given(cases, 1000n, [norm()]), [])
    const after = runRules(given(cases, 1000n, [norm()]), [draft])
    expect([after.get(1)?.amount, after.get(2)?.amount]).toEqual([50n, 100n])
    expect(compareRuns(before, after)).toMatchObject({ supported: 2, cost: 150n, less: 1, more: 0 })
  })

  test.each<[RuleChange, Partial<RehearsalCase>, string]>([
    [{ kind: 'ownShare', percent: 50.001 }, {}, 'ownShare'],
    [{ kind: 'ownShare', percent: 50 }, {}, 'supported'],
    [{ kind: 'age', years: 6 }, {}, 'age'],
    [{ kind: 'age', years: 5 }, {}, 'supported'],
    [{ kind: 'age', years: 6 }, { age: null }, 'supported'],
    [{ kind: 'perYear', most: 1 }, {}, 'supported'],
  ])('the threshold %o holds against %o: %s', (change, of, outcome) => {
    expect(runRules(given([application(1, of)], 1000n), [change]).get(1)?.outcome).toBe(outcome)
  })

  test('a second support of a year is one too many', () => {
    const two = [application(1), application(2, { enterpriseId: 1, contentId: 2 })]
    expect(outcomesOf(given(two, 1000n), [{ kind: 'perYear', most: 1 }])).toEqual([
      [1, 1, 'supported', 100n],
      [2, 2, 'perYear', 0n],
    ])
  })
})

const anyCase = fc.record({
  met: fc.subarray(['a', 'b', 'c']),
  enterpriseId: fc.integer({ min: 1, max: 4 }),
  contentId: fc.integer({ min: 1, max: 2 }),
  year: fc.constantFrom(2024, 2025),
  requested: fc.bigInt({ min: 1n, max: 300n }),
  ownFunds: fc.bigInt({ min: 0n, max: 300n }),
  age: fc.option(fc.integer({ min: 0, max: 9 })),
})
const anyLine = fc
  .array(anyCase, { maxLength: 15 })
  .map((cases) => cases.map((of, index) => application(index + 1, of)))
const anyChange = fc.oneof(
  fc
    .shuffledSubarray(['a', 'b', 'c'], { minLength: 1 })
    .map((codes): RuleChange => ({ kind: 'order', codes })),
  fc.integer({ min: 1, max: 100 }).map((percent): RuleChange => ({ kind: 'ownShare', percent })),
  fc.integer({ min: 1, max: 9 }).map((years): RuleChange => ({ kind: 'age', years })),
  fc.integer({ min: 1, max: 3 }).map((most): RuleChange => ({ kind: 'perYear', most })),
  fc.tuple(fc.integer({ min: 1, max: 100 }), fc.boolean()).map(
    ([share, replaces]): RuleChange => ({
      kind: 'norm',
      norm: norm({ id: 0, share }),
      contentId: null,
      replaces: replaces ? 7 : null,
    }),
  ),
)
const anyMoney = fc.bigInt({ min: 0n, max: 2000n })
const inputOf = (cases: readonly RehearsalCase[], money: bigint): RehearsalInput => ({
  ...given(cases, money, [norm()]),
  money: new Map([
    [2024, money],
    [2025, money / 2n],
  ]),
})

describe('whatever the applications and the draft', () => {
  test('no year spends more than it has, no application gets more than it asks for, and each has one place', () => {
    fc.assert(
      fc.property(anyLine, anyMoney, fc.array(anyChange, { maxLength: 3 }), (cases, money, changes) => {
        const input = inputOf(cases, money)
        const run = runRules(input, changes)
        expect(new Set(run.keys())).toEqual(new Set(cases.map(({ id }) => id)))
        for (const [year, left] of input.money) {
          const spent = cases
            .filter((one) => one.year === year)
            .reduce((sum, { id }) => sum + (run.get(id)?.amount ?? 0n), 0n)
          expect(spent <= left).toBe(true)
        }
        for (const { id, requested } of cases) expect((run.get(id)?.amount ?? 0n) <= requested).toBe(true)
      }),
    )
  })

  test('the order in which they are read does not matter, and the rules in force as a draft change nothing', () => {
    fc.assert(
      fc.property(anyLine, anyMoney, (cases, money) => {
        const run = runRules(inputOf(cases, money), [])
        const turned = runRules(inputOf(cases.toReversed(), money), [
          { kind: 'order', codes: criteria.map(({ code }) => code) },
        ])
        expect(new Map([...turned].toSorted(([a], [b]) => a - b))).toEqual(
          new Map([...run].toSorted(([a], [b]) => a - b)),
        )
        expect(compareRuns(run, turned)).toMatchObject({ gain: 0, lose: 0, more: 0, less: 0 })
      }),
    )
  })
})
