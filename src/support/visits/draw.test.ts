import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, draw, explained, lotOf, medianOf, riskFactors, type Weights } from './draw.ts'

const weights: Weights = { late: 3, paid: 2, large: 1, blocked: 4, found: 2, unseen: 1 }
const turns: Candidate[] = [
  { turnId: 1, factors: [] },
  { turnId: 2, factors: ['late', 'paid'] },
  { turnId: 3, factors: ['unseen'] },
  { turnId: 4, factors: ['blocked', 'late'] },
  { turnId: 5, factors: [] },
]

test('risk picks those with the most points, the lot among the rest, and each says why', () => {
  const drawn = draw(turns, { seed: 'K2026', byRisk: 2, byLot: 1, weights })
  expect(drawn.filter(({ picked }) => picked === 'risk').map(({ turnId }) => turnId)).toEqual([4, 2])
  const lots = [1, 3, 5].toSorted((a, b) => (lotOf('K2026', a) < lotOf('K2026', b) ? -1 : 1))
  expect(drawn.find(({ picked }) => picked === 'lot')?.turnId).toBe(lots[0])
  const first = drawn[0]
  expect(first && explained({ ...first, weights }).vi).toBe(
    `Theo rủi ro: 7 điểm, đứng thứ 1. ${riskFactors.names.blocked.vi} (4); ${riskFactors.names.late.vi} (3)`,
  )
})

test('a lot is the SHA-256 of seed and turn, as any tool reckons it', () => {
  // printf 'K2026:4' | sha256sum
  expect(lotOf('K2026', 4)).toBe('d72aeefbf99941213c874df5e0098d707acc1e0914ed90301d5ce7fa2964aaac')
})

test('the middle of amounts', () => {
  expect(medianOf([])).toBe(0n)
  expect(medianOf([5n])).toBe(5n)
  expect(medianOf([9n, 1n, 5n])).toBe(5n)
  expect(medianOf([9n, 1n, 5n, 7n])).toBe(5n)
})

const candidate = fc.record({
  turnId: fc.integer({ min: 1, max: 100_000 }),
  factors: fc.subarray([...riskFactors.keys]),
})
const anyWeights = fc.record(
  Object.fromEntries(riskFactors.keys.map((key) => [key, fc.nat(10)])) as {
    [K in (typeof riskFactors.keys)[number]]: fc.Arbitrary<number>
  },
)

test('a draw is the same whatever the order of the list, picks as many as asked, and none by risk below one left out', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(candidate, { selector: ({ turnId }) => turnId, maxLength: 30 }),
      fc.string(),
      fc.nat(10),
      fc.nat(10),
      anyWeights,
      (all, seed, byRisk, byLot, given) => {
        const of = { seed, byRisk, byLot, weights: given }
        const drawn = draw(all, of)
        expect(draw(all.toReversed(), of)).toEqual(drawn)
        const risky = drawn.filter(({ picked }) => picked === 'risk')
        const others = drawn.filter(({ picked }) => picked !== 'risk')
        expect(risky).toHaveLength(Math.min(byRisk, all.length))
        expect(drawn.filter(({ picked }) => picked === 'lot')).toHaveLength(
          Math.min(byLot, Math.max(0, all.length - byRisk)),
        )
        const least = Math.min(...risky.map(({ points }) => points))
        for (const { points } of others) if (risky.length > 0) expect(points).toBeLessThanOrEqual(least)
      },
    ),
  )
})
