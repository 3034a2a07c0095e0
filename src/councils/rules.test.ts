import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LawTerms, LegalData } from '../legal/rules.ts'
import { packageDirectory } from '../platform/config.ts'
import { AppraisalData } from './catalogue.ts'
import { lacksToMeet, type Post, quorumOf, wrongInComposition } from './quorum.ts'
import { alwaysBarred, barredUnder } from './rules.ts'
import { mostOf, passesAlone, type Scores, scoredBy, totalOf } from './scores.ts'
import { readableSeats } from './sight.ts'
import { outcomeOfVote } from './votes.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(join(packageDirectory, 'data', name), 'utf8'))
const data = AppraisalData.parse(read('appraisal.json'))
const law = LegalData.parse(read('legal.json'))
const ruleOf = (key: string) => {
  const rule = data.rules.find((one) => one.key === key)
  if (rule === undefined) throw new Error(`no rule ${key}`)
  return rule
}
/** A shipped sheet with numbers for its rows. */
function sheetOf(key: string) {
  const sheet = data.sheets.find((one) => one.key === key)
  if (sheet === undefined) throw new Error(`no sheet ${key}`)
  let next = 0
  return {
    ...sheet,
    groups: sheet.groups.map((group) => ({
      ...group,
      id: ++next,
      criteria: group.criteria.map((criterion) => ({ ...criterion, id: ++next })),
    })),
    grades: sheet.grades.map((grade) => ({ ...grade, id: ++next })),
  }
}
const b8 = sheetOf('task-b8')
const i10a = sheetOf('innovation-i10a')
const i10b = sheetOf('innovation-i10b')
const criteriaOf = (sheet: typeof b8) => sheet.groups.flatMap(({ criteria }) => criteria)
/** Points in the order of the criteria. */
const points = (sheet: typeof b8, ...given: number[]): Scores =>
  new Map(criteriaOf(sheet).map(({ id }, at) => [id, given[at] ?? 0]))
const [urgency, feasibility, effect] = [15, 40, 15]

describe('the shipped rows say what the law says', () => {
  const scores = (key: string) =>
    LawTerms.parse(law.rules.find((rule) => rule.key === key)?.value).terms.flatMap(({ count }) =>
      count === null ? [] : [count],
    )
  test.each([
    ['terms.taskScores', b8],
    ['terms.innovationScores', i10a],
    ['terms.innovationOtherScores', i10b],
  ] as const)(
    '%s: points of each group, those of all and of feasibility with which it passes',
    (key, sheet) => {
      expect(sheet.groups.map((group) => mostOf([group]))).toEqual(scores(key).slice(0, 3))
      expect([sheet.grades[0]?.atLeast, sheet.groups[1]?.passMin]).toEqual(scores(key).slice(3, 5))
    },
  )

  test('each rule names an instrument of the law and a legal rule whose rows say who sits', () => {
    for (const { instrument } of [...data.rules, ...data.sheets])
      expect(
        law.instruments.some(({ number }) => number === instrument),
        instrument,
      ).toBe(true)
    for (const { legalKey } of data.rules)
      expect(
        law.rules.some(({ key }) => key === legalKey),
        String(legalKey),
      ).toBe(true)
  })

  test('form I.10A has goals 5, contents 15, method 10, capacity 10 and money 10 under feasibility', () => {
    const most = (i10a.groups[1]?.criteria ?? []).map((criterion) => criterion.most)
    expect(most).toEqual([3, 2, 5, 10, 4, 4, 2, 4, 4, 2, 4, 3, 3])
  })

  test('form I.10B passes with 70 points in all and 45 of feasibility, and with one of feasibility less it does not', () => {
    expect(totalOf(i10b.groups, points(i10b, 15, 5, 20, 15, 10, 10, 25))).toBe(100)
    expect(passesAlone(i10b, points(i10b, 10, 5, 15, 10, 8, 7, 15))).toBe(true)
    expect(passesAlone(i10b, points(i10b, 15, 5, 15, 10, 8, 6, 25))).toBe(false)
    expect(passesAlone(i10b, points(i10b, 9, 5, 15, 10, 8, 7, 15))).toBe(false)
  })

  test('two thirds of 7, 8 and 9 members meet under Decree 268/2025', () => {
    for (const { size, quorum } of ruleOf('innovation').sizes) expect(quorum).toBe(Math.ceil((2 * size) / 3))
  })
})

const council: readonly Post[] = ['chair', 'vice', 'reviewer', 'reviewer', 'secretary', 'member', 'member']

describe('a council of Circular 15/2022', () => {
  const rule = ruleOf('task-selection')
  test('has 7 or 9 members: chair, vice-chair, two reviewers, a secretary', () => {
    expect(wrongInComposition(rule, council)).toEqual([])
    expect(wrongInComposition(rule, [...council, 'member'])).toHaveLength(1)
    expect(wrongInComposition(rule, [...council, 'member', 'member'])).toEqual([])
    expect(wrongInComposition(rule, council.with(2, 'member'))).toHaveLength(1)
    expect(wrongInComposition(rule, council.with(0, 'vice'))).toHaveLength(2)
  })

  test('meets with 5 of 7 or 7 of 9, chair or vice-chair and both reviewers among them', () => {
    expect([quorumOf(rule, 7), quorumOf(rule, 9), quorumOf(rule, 8)]).toEqual([5, 7, null])
    const five: Post[] = ['vice', 'reviewer', 'reviewer', 'secretary', 'member']
    expect(lacksToMeet(rule, council, five)).toEqual([])
    expect(lacksToMeet(rule, council, five.slice(0, 4))).toHaveLength(1)
    expect(lacksToMeet(rule, council, five.with(0, 'member'))).toHaveLength(1)
    expect(lacksToMeet(rule, council, five.with(1, 'member'))).toHaveLength(1)
    expect(lacksToMeet(rule, [...council, 'member', 'member'], [...five, 'member'])).toHaveLength(1)
  })

  test('one of Decree 268/2025 needs no reviewers, but the chair or the vice-chair', () => {
    const innovation = ruleOf('innovation')
    const eight: Post[] = ['chair', 'vice', 'secretary', 'member', 'member', 'member', 'member', 'member']
    expect(wrongInComposition(innovation, eight)).toEqual([])
    expect(lacksToMeet(innovation, eight, eight.slice(1, 7))).toEqual([])
    expect(lacksToMeet(innovation, eight, eight.slice(2))).toHaveLength(1)
  })

  test('meets still when more come', () => {
    fc.assert(
      fc.property(fc.subarray([...council.keys()]), fc.nat(6), (there, more) => {
        const posts = (places: readonly number[]) => places.flatMap((place) => council[place] ?? [])
        if (lacksToMeet(rule, council, posts(there)).length > 0) return
        expect(lacksToMeet(rule, council, posts([...new Set([...there, more])]))).toEqual([])
      }),
    )
  })
})

describe('scores', () => {
  const seven = (one: Scores, others: Scores = one) => [one, ...Array.from({ length: 6 }, () => others)]
  test('a mean of 70 with 40 of feasibility passes, 69.99 or 39.99 does not', () => {
    expect(scoredBy(b8, seven(points(b8, urgency, feasibility, effect))).passes).toBe(true)
    expect(scoredBy(b8, seven(points(b8, 14.99, 40, 15))).passes).toBe(false)
    expect(scoredBy(b8, seven(points(b8, 15, 39.99, 30))).passes).toBe(false)
    expect(scoredBy(b8, seven(points(b8, 0, 50, 35), points(b8, 15, 39, 35))).passes).toBe(true)
  })

  test('a criterion with zero from more than a third of those present fails, from a third passes', () => {
    const full = points(b8, 15, 50, 35)
    const none = points(b8, 0, 50, 35)
    const of = (zeros: number, all: number) =>
      scoredBy(b8, [
        ...Array.from({ length: zeros }, () => none),
        ...Array.from({ length: all - zeros }, () => full),
      ]).passes
    expect([of(2, 6), of(3, 6), of(2, 7), of(3, 7), of(3, 9), of(4, 9)]).toEqual([
      ...[true, false, true, false, true, false],
    ])
  })

  test('the spread is told: least, most, mean and deviation of each criterion', () => {
    const { total, criteria } = scoredBy(b8, [points(b8, 10, 40, 30), points(b8, 14, 40, 20)])
    expect(total).toEqual({ mean: 77, least: 74, most: 80, deviation: 3 })
    expect(criteria[0]?.spread).toEqual({ mean: 12, least: 10, most: 14, deviation: 2 })
  })

  test('a member’s own sheet of form I.10A passes by 70 and 40', () => {
    const most = criteriaOf(i10a).map((criterion) => criterion.most)
    expect(totalOf(i10a.groups, points(i10a, ...most))).toBe(100)
    expect(passesAlone(i10a, points(i10a, ...most))).toBe(true)
    expect(
      passesAlone(i10a, points(i10a, ...most.map((one, at) => (at < 3 ? 0 : at > 12 ? one : one)))),
    ).toBe(true)
    expect(passesAlone(i10a, points(i10a, ...most.map((one, at) => (at === 6 || at === 7 ? 0 : one))))).toBe(
      false,
    )
  })

  test('nobody’s sheets pass nothing', () => {
    expect(scoredBy(b8, [])).toMatchObject({ sheets: 0, grade: null, passes: false })
  })

  const someScores = fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 3500 }),
      ),
      {
        minLength: 1,
        maxLength: 9,
      },
    )
    .map((rows) => rows.map((row) => points(b8, ...row.map((hundredths) => hundredths / 100))))

  test('the mean lies between least and most, the order of sheets says nothing, a point more never fails what passed', () => {
    fc.assert(
      fc.property(someScores, fc.nat(8), (sheets, which) => {
        const scored = scoredBy(b8, sheets)
        expect(scored.total.mean).toBeGreaterThanOrEqual(scored.total.least - 1e-9)
        expect(scored.total.mean).toBeLessThanOrEqual(scored.total.most + 1e-9)
        expect(scoredBy(b8, sheets.toReversed()).passes).toBe(scored.passes)
        const at = which % sheets.length
        const raised = sheets.with(
          at,
          new Map(
            criteriaOf(b8).map(
              ({ id, most }) => [id, Math.min(most, (sheets[at]?.get(id) ?? 0) + 1)] as const,
            ),
          ),
        )
        if (scored.passes) expect(scoredBy(b8, raised).passes).toBe(true)
      }),
    )
  })
})

describe('votes on a content', () => {
  const votes = (yes: string, n: number, no: string, m: number) => [
    ...Array.from({ length: n }, () => yes),
    ...Array.from({ length: m }, () => no),
  ]
  test('two thirds of the votes pass it under Decree 268/2025', () => {
    const choices = ruleOf('innovation').votes
    const outcome = (yes: number, no: number) =>
      outcomeOfVote(choices, votes('passed', yes, 'failed', no))?.key
    expect([outcome(6, 3), outcome(5, 3), outcome(5, 2), outcome(4, 3), outcome(0, 7)]).toEqual([
      ...['passed', 'failed', 'passed', 'failed', 'failed'],
    ])
    expect(outcomeOfVote(choices, [])).toBeNull()
  })

  test('a task is carried out when three quarters of those present say so', () => {
    const choices = ruleOf('task-defining').votes
    expect(outcomeOfVote(choices, votes('do', 6, 'not', 2))?.key).toBe('do')
    expect(outcomeOfVote(choices, votes('do', 5, 'not', 2))?.key).toBe('not')
  })

  test('grades of acceptance: excellent by three quarters and nobody against, failed by more than a third, else passed', () => {
    const choices = ruleOf('task-acceptance').votes
    const of = (excellent: number, passed: number, failed: number) =>
      outcomeOfVote(choices, [
        ...votes('excellent', excellent, 'passed', passed),
        ...Array.from({ length: failed }, () => 'failed'),
      ])?.key
    expect([of(6, 2, 0), of(6, 1, 1), of(5, 2, 0), of(3, 3, 3), of(3, 2, 4), of(0, 9, 0)]).toEqual([
      ...['excellent', 'passed', 'passed', 'passed', 'failed', 'passed'],
    ])
  })

  test('some choice is always the outcome, whatever the order of the votes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('excellent', 'passed', 'failed'), { minLength: 1, maxLength: 9 }),
        (given) => {
          const choices = ruleOf('task-acceptance').votes
          const outcome = outcomeOfVote(choices, given)
          expect(outcome).not.toBeNull()
          expect(outcomeOfVote(choices, given.toReversed())).toEqual(outcome)
        },
      ),
    )
  })
})

describe('whose sheet is read', () => {
  const seat = (id: number, given: boolean, more: object = {}) => ({
    ...{ id, given, mine: false, keptOut: false, expected: true },
    ...more,
  })
  test('nobody reads another’s before his own is in, and his own always', () => {
    expect([...readableSeats([seat(1, true), seat(2, false, { mine: true })], false, 2)]).toEqual([])
    expect([...readableSeats([seat(1, true), seat(2, true, { mine: true })], false, 2)]).toEqual([1, 2])
    expect([...readableSeats([seat(1, true), seat(2, false)], false, 2)]).toEqual([])
    expect([...readableSeats([seat(1, true), seat(2, true)], false, 2)]).toEqual([1, 2])
    expect([...readableSeats([seat(1, true)], false, 2)]).toEqual([])
    expect([
      ...readableSeats([seat(1, true), seat(2, false, { mine: true, keptOut: true })], true, 2),
    ]).toEqual([])
  })

  test('property: while it goes on, whoever reads another’s has given his own, or has none to give and all are in', () => {
    const seats = fc
      .array(
        fc.record({ mine: fc.boolean(), keptOut: fc.boolean(), given: fc.boolean(), expected: fc.boolean() }),
        {
          maxLength: 9,
        },
      )
      .map((rows) => rows.map((row, at) => ({ ...row, id: at + 1 })))
    fc.assert(
      fc.property(seats, fc.nat(9), (all, expected) => {
        const read = readableSeats(all, false, expected)
        const mine = all.filter((one) => one.mine)
        const others = all.filter((one) => !one.mine && read.has(one.id))
        if (mine.some((one) => one.keptOut)) expect(read.size).toBe(0)
        for (const { given } of all.filter(({ id }) => read.has(id))) expect(given).toBe(true)
        if (others.length === 0) return
        if (mine.length > 0) expect(mine.every((one) => one.given)).toBe(true)
        else expect(all.filter((one) => one.expected).every((one) => one.given)).toBe(true)
      }),
    )
  })
})

test('own enterprise, employer, partner, family and adviser are kept out whatever a rule names', () => {
  expect(barredUnder([])).toEqual([...alwaysBarred])
  expect(barredUnder(['sanction'])).toContain('sanction')
})
