import fc from 'fast-check'
import { expect, test } from 'vitest'
import { criteriaUnmet, nominates, papersMissing, takesNominations, votedOut } from './rules.ts'

const rule = (id: number, part: 'criterion' | 'paper', broughtBy: 'nominator' | 'office' | null) => ({
  ...{ id, part, broughtBy },
  ...{ text: `Quy định ${id}`, textEn: `Rule ${id}` },
})
const rules = [rule(1, 'criterion', null), rule(2, 'paper', 'nominator'), rule(3, 'paper', 'office')]

test('whoever nominates brings its own papers alone; every criterion is confirmed', () => {
  expect(papersMissing(rules, [null]).map(({ id }) => id)).toEqual([2])
  expect(papersMissing(rules, [2])).toEqual([])
  expect(criteriaUnmet(rules, []).map(({ id }) => id)).toEqual([1])
  expect(criteriaUnmet(rules, [1])).toEqual([])
  expect([papersMissing([], []), criteriaUnmet([], [])]).toEqual([[], []])
})

test('a call takes nominations from its first to its last day, once it is published', () => {
  const call = { opensOn: '2026-03-01', closesOn: '2026-03-31' }
  const takes = (state: string, day: string) => takesNominations({ ...call, state }, day)
  expect([takes('open', '2026-03-01'), takes('open', '2026-03-31')]).toEqual([true, true])
  expect([takes('open', '2026-02-28'), takes('open', '2026-04-01')]).toEqual([false, false])
  expect([takes('draft', '2026-03-10'), takes('cancelled', '2026-03-10')]).toEqual([false, false])
})

test('who nominates is said by the call', () => {
  const call = { byAgencies: true, byAssociations: false, byEnterprises: true }
  expect((['agency', 'association', 'enterprise'] as const).map((kind) => nominates(call, kind))).toEqual([
    true,
    false,
    true,
  ])
})

test('whom a council votes out, with those who stay, are all of the list', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), fc.boolean(), (contents, passes) => {
      const nominees = contents.map((_vote, at) => at)
      const out = votedOut(nominees, { passes, contents })
      expect(out).toEqual(passes ? nominees.filter((at) => contents[at] === false) : nominees)
    }),
  )
})
