import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balances, barsOf, differences, given, type Sums } from './settlement-rules.ts'

/* Part III.1 of Plan 181 in 2025: 120 triệu đồng, of which 40 were paid, 65 carried over, 15 cancelled. */
const training: Sums = {
  ...{ carriedIn: 0n, allocated: 120_000_000n, adjusted: 0n, paid: 40_000_000n },
  ...{ carriedOut: 65_000_000n, cancelled: 15_000_000n, left: 0n },
}
const treasury = {
  given: 120_000_000n,
  paid: 40_000_000n,
  advanced: 0n,
  leftOver: 80_000_000n,
  explanation: null,
}
const nothing = {
  ...{ free: 0n, committed: 0n, paymentsWaiting: 0, proposalsWaiting: 0 },
  ...{ unreconciled: 0, unexplained: 0, advanced: 0n },
}

test('the figures of a line come to nought when each đồng is paid, carried over or cancelled', () => {
  expect(balances(training)).toBe(true)
  expect(given(training)).toBe(120_000_000n)
  expect(balances({ ...training, cancelled: 14_999_999n })).toBe(false)
  expect(balances({ ...training, cancelled: 14_999_999n, left: 1n })).toBe(true)
})

test('where the Treasury says the same nothing differs; else it is told by how much', () => {
  expect(differences(training, treasury)).toEqual([])
  expect(differences(training, { ...treasury, paid: 30_000_000n, advanced: 10_000_000n })).toEqual([])
  expect(
    differences(training, { ...treasury, paid: 39_000_000n, leftOver: 81_000_000n }).map(({ by }) => by),
  ).toEqual([-1_000_000n, 1_000_000n])
})

test('what bars the settlement is said in the order in which it is done away with', () => {
  expect(barsOf(nothing)).toEqual([])
  const all = barsOf({
    ...{ free: 1n, committed: 2n, paymentsWaiting: 3, proposalsWaiting: 4 },
    ...{ unreconciled: 5, unexplained: 6, advanced: 7n },
  })
  expect(all.map(({ bar }) => bar)).toEqual([
    ...['payments', 'committed', 'proposals', 'free', 'unreconciled', 'unexplained', 'advanced'],
  ])
})

test('whatever a line was given, its parts come to it', () => {
  const amount = fc.bigInt({ min: 0n, max: 10_000_000_000n })
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      amount,
      amount,
      (carriedIn, allocated, paid, carriedOut, cancelled) => {
        const left = carriedIn + allocated - paid - carriedOut - cancelled
        const sums = { carriedIn, allocated, adjusted: 0n, paid, carriedOut, cancelled, left }
        expect(balances(sums)).toBe(true)
        const same = {
          given: given(sums),
          paid,
          advanced: 0n,
          leftOver: carriedOut + cancelled + left,
          explanation: null,
        }
        expect(differences(sums, same)).toEqual([])
      },
    ),
  )
})
