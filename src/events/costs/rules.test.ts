import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceOf, costSums, plannedOf } from './rules.ts'

test('what an event is to cost and has cost, and how many lines have no voucher', () => {
  const lines = [
    { quantity: 2, unitCost: 1_000_000n, spent: 1_800_000n },
    { quantity: 60, unitCost: 20_000n, spent: null },
  ]
  expect(costSums(lines)).toEqual({ planned: 3_200_000n, spent: 1_800_000n, open: 1 })
  expect(balanceOf(1_800_000n, 1_000_000n)).toEqual({ left: 800_000n, over: 0n })
  expect(balanceOf(1_000_000n, 1_800_000n)).toEqual({ left: 0n, over: 800_000n })
})

test('nothing is lost between what was spent and what was paid, whatever the lines are', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 1000 }),
    unitCost: fc.bigInt(0n, 1_000_000_000n),
    spent: fc.option(fc.bigInt(0n, 1_000_000_000n)),
  })
  fc.assert(
    fc.property(fc.array(line), fc.bigInt(0n, 10n ** 12n), (lines, paid) => {
      const { planned, spent, open } = costSums(lines)
      expect(planned).toBe(lines.reduce((sum, one) => sum + plannedOf(one), 0n))
      expect(open).toBe(lines.filter((one) => one.spent === null).length)
      const { left, over } = balanceOf(spent, paid)
      expect(paid + left - over).toBe(spent)
      expect(left === 0n || over === 0n).toBe(true)
    }),
  )
})
