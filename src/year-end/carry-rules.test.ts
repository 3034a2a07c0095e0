import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asked, faultsOf, type Ground, type Left } from './carry-rules.ts'

/* Part IV of Plan 181 in 2025: 1.001 million đồng ("1.001 triệu"), of which contents of a task have something left. */

const grounds: Ground[] = [
  { id: 1, needs: 'added_after', on: '2025-09-30' },
  { id: 2, needs: 'committed_by', on: '2025-12-30' },
  { id: 3, needs: 'paper', on: null },
]
const free: Left = {
  ...{
    line: 'IV',
    source: 's',
    commitmentId: null,
    contentId: null,
    amount: 201_000_000n,
    rest: 201_000_000n,
  },
  ...{ committedOn: null, waiting: 0 },
}
const content = (contentId: number, amount: bigint): Left => ({
  ...{ line: 'IV', source: 's', commitmentId: 7, contentId, amount, rest: 300_000_000n },
  ...{ committedOn: '2025-03-10', waiting: 0 },
})
const left = [free, content(1, 200_000_000n), content(2, 250_000_000n)]
const ask = (at: number, of: Left, amount: bigint, ground: number | null): Asked => ({
  ...{
    at,
    line: of.line,
    source: of.source,
    commitment: of.commitmentId,
    content: of.contentId,
    ground,
    amount,
  },
})
const faults = (kind: 'carry' | 'cancel', asked: Asked[], added = 0n) =>
  faultsOf({ kind, asked, left, grounds, added: () => added }).map(({ field }) => field)

test('contents of a task carry over what each has left, and together no more than the contract has unpaid', () => {
  const [, one, two] = left as [Left, Left, Left]
  expect(faults('carry', [ask(0, one, 100_000_000n, 2), ask(1, two, 200_000_000n, 2)])).toEqual([])
  expect(faults('carry', [ask(0, one, 200_000_000n, 2), ask(1, two, 100_000_001n, 2)])).toEqual([
    'lines.0.amount',
  ])
  expect(faults('carry', [ask(0, one, 200_000_001n, 2)])).toEqual(['lines.0.amount'])
})

test('money added after 30 September goes over up to what was added; a contract of the year only where there is one', () => {
  expect(faults('carry', [ask(0, free, 51_000_000n, 1)], 51_000_000n)).toEqual([])
  expect(faults('carry', [ask(0, free, 51_000_001n, 1)], 51_000_000n)).toEqual(['lines.0.ground'])
  expect(faults('carry', [ask(0, free, 1n, 2)])).toEqual(['lines.0.ground'])
  expect(faults('carry', [ask(0, free, 1n, 3)])).toEqual([])
  expect(faults('carry', [ask(0, free, 1n, null)])).toEqual(['lines.0.ground'])
})

test('only free money is cancelled; nothing is asked twice; something is asked', () => {
  const [, one] = left as [Left, Left]
  expect(faults('cancel', [ask(0, free, 201_000_000n, null)])).toEqual([])
  expect(faults('cancel', [ask(0, one, 1n, null)])).toEqual(['lines.0.amount'])
  expect(faults('cancel', [ask(0, free, 1n, null), ask(1, free, 1n, null)])).toEqual(['lines.1.amount'])
  expect(faults('cancel', [])).toEqual(['lines'])
  const elsewhere = { ...free, line: 'V' }
  expect(faults('cancel', [ask(0, elsewhere, 1n, null)])).toEqual(['lines.0.amount'])
})

test('whatever is asked without a fault fits into what is left', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.bigInt({ min: 1n, max: 400_000_000n })), {
        minLength: 1,
        maxLength: 4,
      }),
      (rows) => {
        const asked = rows.map(([of, amount], at) => ask(at, left[of] ?? free, amount, 3))
        if (faults('carry', asked).length > 0) return
        for (const place of left) {
          const sum = asked
            .filter(
              ({ content: of, commitment }) => of === place.contentId && commitment === place.commitmentId,
            )
            .reduce((total, { amount }) => total + amount, 0n)
          expect(sum <= place.amount).toBe(true)
        }
        const committed = asked
          .filter(({ commitment }) => commitment === 7)
          .reduce((sum, { amount }) => sum + amount, 0n)
        expect(committed <= 300_000_000n).toBe(true)
      },
    ),
  )
})
