import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../tfp/index.ts'
import { deviation } from '../tfp/testing/coverage.ts'
import { clusteredMean, type Observed, supportEffect } from './effect.ts'
import { MINIMUM_CELL, rounded } from './rules.ts'
import { placeInSector } from './testing/place-in-sector.ts'

const boundsOf = (values: readonly number[]) => {
  const place = placeInSector(values[0] ?? 0, values)
  if (!place.shown) throw new Error('enough of them')
  return Object.values(place.bounds)
}
/** Productivity of made-up enterprises in đồng a person: no two alike, none round. */
const sector = (count: number, seed: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => Math.round(4e7 * Math.exp(3 * random())) + 7)
}

describe('the quarters that an enterprise sees of its sector', () => {
  test('are no competitor’s figure, whatever the number of enterprises', () => {
    fc.assert(
      fc.property(fc.integer({ min: MINIMUM_CELL, max: 120 }), fc.integer(), (count, seed) => {
        const values = sector(count, seed)
        for (const bound of boundsOf(values)) {
          expect(values).not.toContain(bound)
          expect(bound).toBe(rounded(bound))
        }
      }),
    )
  })

  test('of 13, 17, 21 … enterprises are means of several: moving the one on the bound alone does not move it as far', () => {
    for (const count of [13, 17, 21, 25, 41]) {
      const values = Array.from({ length: count }, (_, i) => 100_000 + 10_000 * i)
      const at = (count - 1) / 4
      const own = values[at] ?? 0
      const moved = values.map((value, i) => (i === at ? value + 9_000 : value))
      const [before = 0, after = 0] = [boundsOf(values)[0], boundsOf(moved)[0]]
      expect(before).toBe(rounded(own))
      expect(after - before).toBeLessThanOrEqual(rounded(own + 9_000) - rounded(own))
    }
  })

  test('still lie where the quarters do', () => {
    for (const count of [12, 13, 40, 200, 2000]) {
      const sorted = sector(count, count).toSorted((a, b) => a - b)
      for (const [quarter, bound] of boundsOf(sorted).entries()) {
        const place = sorted.filter((value) => value <= bound).length / count
        expect(Math.abs(place - (quarter + 1) / 4)).toBeLessThan(count < 20 ? 0.1 : 0.06)
      }
    }
  })

  test('taken from each other, with and without one enterprise, do not give its figure', () => {
    let near = 0
    const tries = 400
    for (let seed = 0; seed < tries; seed++) {
      const all = sector(14, seed)
      const [hidden = 0, ...others] = all
      const [one, two] = [boundsOf(all), boundsOf(others)]
      // What a subtraction can try: any bound, any change of a bound carried to a sum or a mean.
      const guesses = [...one, ...two, ...one.map((bound, i) => bound * 14 - (two[i] ?? 0) * 13)]
      if (guesses.some((guess) => Math.abs(guess / hidden - 1) < 0.005)) near++
    }
    // Nine guesses in a range of e³ come within half a percent by luck in some 3% of cases.
    expect(near / tries).toBeLessThan(0.06)
  })
})

describe('the effect of support', () => {
  const observed = (seed: number): Observed[] => {
    const random = seededRandom(seed)
    return Array.from({ length: 30 }, (_, i) => {
      const [productivity, labour] = [5e7 * Math.exp(0.2 * random()), 20 + 5 * random()]
      const after = productivity * Math.exp(0.3 * (random() - 0.5))
      const [before, then] = [productivity, after].map((value) => ({ productivity: value, labour }))
      if (before === undefined || then === undefined) throw new Error('two')
      return {
        id: `e${String(i).padStart(2, '0')}`,
        sector: 'food',
        supported: i % 2 === 0,
        before,
        after: then,
      }
    })
  }

  test('shown in whole percent and two digits, with and without one enterprise, does not give its growth', () => {
    let near = 0
    let tried = 0
    for (let seed = 0; seed < 150; seed++) {
      const all = observed(seed)
      const hidden = all[0]
      const [one, two] = [
        supportEffect(all, { caliper: 9, minimum: 5 }),
        supportEffect(all.slice(1), { caliper: 9, minimum: 5 }),
      ]
      if (!one.shown || !two.shown || hidden === undefined) continue
      tried++
      const sum = (effect: typeof one) =>
        effect.pairs * Math.log(rounded(effect.groups.supported.after.value))
      const guess = Math.exp(sum(one) - sum(two))
      if (Math.abs(guess / hidden.after.productivity - 1) < 0.02) near++
    }
    expect(tried).toBeGreaterThan(100)
    // Rounded to two digits, fifteen enterprises leave the sixteenth open by some tens of percent.
    expect(near / tried).toBeLessThan(0.2)
  })

  test('has the interval of a cluster-robust t, computed here by its own formula', () => {
    const random = seededRandom(3)
    const clusters = Array.from({ length: 8 }, (_, g) =>
      Array.from({ length: 1 + (g % 3) }, () => random() + g / 8),
    )
    const items = clusters.flat()
    const middle = items.reduce((total, item) => total + item, 0) / items.length
    const meat = clusters
      .map((cluster) => cluster.reduce((total, item) => total + item, 0) - cluster.length * middle)
      .reduce((total, each) => total + each * each, 0)
    // Student's t of 7 degrees of freedom, 95%: 2.3646.
    const half = 2.364624 * Math.sqrt(((8 / 7) * meat) / items.length ** 2)
    const found = clusteredMean(clusters)
    expect(found.median).toBeCloseTo(middle, 12)
    expect(found.high - middle).toBeCloseTo(half, 5)
    const alone = [3, 5, 9, 4]
    const plain = clusteredMean(alone.map((item) => [item]))
    expect((plain.high - plain.low) / 2).toBeCloseTo((3.182446 * deviation(alone)) / 2, 5)
  })

  test('that was there the year before already is told', () => {
    const pairs = (earlierEdge: number) =>
      observed(1).map((each, i) => ({
        ...each,
        earlier: {
          productivity:
            each.before.productivity / (1.03 + 0.002 * Math.sin(i) + (each.supported ? earlierEdge : 0)),
          labour: each.before.labour,
        },
      }))
    const [same, faster] = [0, 0.1].map((edge) => supportEffect(pairs(edge), { caliper: 9, minimum: 5 }))
    expect(same?.shown && same.preTrend).toMatchObject({ shown: true, parallel: true })
    expect(faster?.shown && faster.preTrend).toMatchObject({ shown: true, parallel: false })
    const unknown = supportEffect(observed(1), { caliper: 9, minimum: 5 })
    expect(unknown.shown && unknown.preTrend).toMatchObject({ shown: false })
  })
})
