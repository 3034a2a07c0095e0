import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchControls, type Observed, supportEffect } from './effect.ts'
import {
  capitalProductivity,
  compareValueAdded,
  enterpriseTfpIndex,
  labourProductivity,
  profitability,
  unitLabourCost,
} from './rules.ts'
import { placeInSector } from './testing/place-in-sector.ts'

describe('value added of an enterprise', () => {
  const production = 4_000_000_000n

  test('by production and by income is compared in percent of the mean', () => {
    expect(compareValueAdded(production, production)).toEqual({ percent: 0, agrees: true })
    expect(compareValueAdded(110n, 90n)).toEqual({ percent: 20, agrees: false })
    expect(compareValueAdded(-5n, 5n)).toBeNull()
  })

  test('ratios: 80 million a worker, 0.5 per đồng of capital, 60% of value added paid to labour', () => {
    expect(labourProductivity(production, 50)).toBe(80_000_000)
    expect(capitalProductivity(production, 8_000_000_000n)).toBe(0.5)
    expect(unitLabourCost(2_400_000_000n, production)).toBe(0.6)
    expect(profitability(700_000_000n, 14_000_000_000n)).toBe(0.05)
    expect(() => labourProductivity(production, 0)).toThrow(/productivity.denominator/)
    expect(() => unitLabourCost(1n, -5n)).toThrow(/productivity.denominator/)
  })

  test('unit labour cost is labour cost per worker over labour productivity', () => {
    const money = fc.bigInt({ min: 1n, max: 10n ** 15n })
    fc.assert(
      fc.property(money, money, fc.integer({ min: 1, max: 5000 }), (cost, value, workers) => {
        const ratio = Number(cost) / workers / labourProductivity(value, workers)
        expect(unitLabourCost(cost, value) / ratio).toBeCloseTo(1, 12)
      }),
    )
  })
})

describe('TFP index of an enterprise', () => {
  const base = { valueAdded: 4_000n, capital: 8_000n, labour: 50, laborShare: 0.6 }

  test('21% more value added from 10% more of both inputs is 110', () => {
    const current = { valueAdded: 4_840n, capital: 8_800n, labour: 55, laborShare: 0.5 }
    expect(enterpriseTfpIndex(base, current)).toBeCloseTo(110, 10)
    expect(enterpriseTfpIndex(base, base)).toBe(100)
  })

  test('there and back is 100, and a loss of value added has no index', () => {
    const current = { valueAdded: 5_100n, capital: 7_000n, labour: 61, laborShare: 0.55 }
    expect((enterpriseTfpIndex(base, current) * enterpriseTfpIndex(current, base)) / 100).toBeCloseTo(100, 10)
    expect(() => enterpriseTfpIndex(base, { ...base, valueAdded: -1n })).toThrow(/productivity.denominator/)
  })
})

describe('place in the sector', () => {
  const sector = Array.from({ length: 13 }, (_, i) => i + 1)

  test('of 13 enterprises the fourth closes the first quarter and the eleventh opens the last', () => {
    expect(placeInSector(4, sector)).toEqual({
      shown: true,
      quartile: 1,
      bounds: { q1: 4, median: 7, q3: 10 },
      count: 13,
    })
    expect(
      [5, 8, 11].map((value) => placeInSector(value, sector)).map((place) => place.shown && place.quartile),
    ).toEqual([2, 3, 4])
  })

  test('a sector of eleven enterprises shows nothing, not even how many there are', () => {
    const place = placeInSector(4, sector.slice(0, 11))
    expect(place.shown).toBe(false)
    expect(Object.keys(place).sort()).toEqual(['minimum', 'shown', 'words'])
    expect(JSON.stringify(place)).not.toContain('11')
  })
})

/** `count` enterprises with and without support in two sectors; support adds `effect` to the growth all have. */
function enterprises(count: number, effect: number): Observed[] {
  return Array.from({ length: count * 2 }, (_, i) => {
    const supported = i % 2 === 0
    const pair = Math.floor(i / 2)
    const productivity = 50 * Math.exp(0.1 * (pair % 7))
    const labour = 20 + 3 * pair
    const growth = 0.05 + 0.02 * Math.sin(i) + (supported ? effect : 0)
    return {
      id: `${supported ? 's' : 'c'}${String(pair).padStart(3, '0')}`,
      sector: pair % 2 === 0 ? 'food' : 'textiles',
      supported,
      before: { productivity, labour },
      after: { productivity: productivity * Math.exp(growth), labour },
    }
  })
}

describe('effect of support', () => {
  test('each supported enterprise is compared with its like in its own sector', () => {
    const { pairs, unmatched } = matchControls(enterprises(12, 0.1))
    expect(unmatched).toEqual([])
    for (const { supported, control, distance } of pairs) {
      expect(control).toBe(supported.replace('s', 'c'))
      expect(distance).toBe(0)
    }
  })

  test('an effect of 10 log points is found, and none is not', () => {
    const found = supportEffect(enterprises(40, 0.1))
    if (!found.shown) throw new Error('no result')
    expect(found.logPoints).toBeCloseTo(0.1, 1)
    expect(found.interval.low).toBeLessThan(0.1)
    expect(found.interval.high).toBeGreaterThan(0.09)
    expect(found.clear).toBe(true)
    expect(found.percent.value).toBeCloseTo(100 * Math.expm1(found.logPoints), 12)
    const none = supportEffect(enterprises(40, 0))
    expect(none.shown && none.clear).toBe(false)
    expect(supportEffect(enterprises(40, 0.1))).toEqual(found)
    expect(supportEffect(enterprises(40, 0.1).reverse())).toEqual(found)
  })

  test('the means of both groups before and after give the effect between them', () => {
    const found = supportEffect(enterprises(40, 0.1))
    if (!found.shown) throw new Error('no result')
    const { supported, controls } = found.groups
    const grown = (moved: typeof supported) => Math.log(moved.after.value / moved.before.value)
    expect(grown(supported) - grown(controls)).toBeCloseTo(found.logPoints, 12)
    for (const { before, after } of [supported, controls]) {
      for (const { value, low, high } of [before, after]) {
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
      }
    }
  })

  test('growth common to all is no effect: it falls out of the difference', () => {
    const shift = (list: Observed[]) =>
      list.map((each) => ({ ...each, after: { ...each.after, productivity: each.after.productivity * 3 } }))
    const [plain, shifted] = [supportEffect(enterprises(20, 0.1)), supportEffect(shift(enterprises(20, 0.1)))]
    expect(plain.shown && shifted.shown && shifted.logPoints).toBeCloseTo(
      plain.shown ? plain.logPoints : Number.NaN,
      12,
    )
  })

  test('nine pairs give the reason and no figure', () => {
    const few = supportEffect(enterprises(9, 0.1))
    expect(few).toMatchObject({ shown: false, pairs: 9 })
    expect(few).not.toHaveProperty('logPoints')
  })

  test('many supported that share one control give no figure either', () => {
    const list = enterprises(20, 0.1).filter(
      ({ supported, id }) => supported || id === 'c000' || id === 'c001',
    )
    expect(supportEffect(list, { caliper: 100 })).toMatchObject({ shown: false, pairs: 20, controls: 2 })
  })

  test('an enterprise without its like near enough, or in its sector, stays unmatched', () => {
    const [first, ...others] = enterprises(12, 0.1)
    if (first === undefined) throw new Error('no enterprise')
    const alone = { ...first, id: 'alone', sector: 'other' }
    const giant = { ...first, id: 'giant', before: { ...first.before, labour: 1e6 } }
    expect(matchControls([alone, giant, ...others]).unmatched).toEqual(['alone', 'giant'])
    expect(() => matchControls([{ ...first, before: { productivity: 0, labour: 1 } }])).toThrow(
      /effect.notPositive/,
    )
  })
})
