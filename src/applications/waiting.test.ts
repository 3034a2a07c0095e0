import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitting } from './waiting.ts'

const one = (id: number, amount: bigint, places: number | null = null, key = '0:1') => ({
  id,
  amount,
  places,
  key,
})
const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id)

test('who stands first moves up while the money reaches; who stands lower and asks less does not go before', () => {
  expect(ids(fitting([one(1, 40n), one(2, 50n), one(3, 5n)], 60n))).toEqual([1])
  expect(ids(fitting([one(1, 70n), one(2, 5n)], 60n))).toEqual([])
  expect(ids(fitting([one(1, 40n), one(2, 20n)], 60n))).toEqual([1, 2])
})

test('one place of a call is for one, and who waits for a place does not stop those of other contents', () => {
  expect(ids(fitting([one(1, 1n, 1), one(2, 1n, 1), one(3, 1n, null, '0:2')], 60n))).toEqual([1, 3])
  expect(ids(fitting([one(1, 1n, 0), one(2, 1n, null, '0:2')], 60n))).toEqual([2])
})

test('what moves up never costs more than is left', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 1000n }), { maxLength: 20 }),
      fc.bigInt({ min: 0n, max: 5000n }),
      (amounts, left) => {
        const fits = fitting(
          amounts.map((amount, id) => one(id, amount)),
          left,
        )
        expect(fits.reduce((sum, { amount }) => sum + amount, 0n)).toBeLessThanOrEqual(left)
        expect(ids(fits)).toEqual(amounts.slice(0, fits.length).map((_amount, id) => id))
      },
    ),
  )
})
