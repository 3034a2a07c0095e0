import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leftOf } from './content-sums.ts'

const of = { byContract: true, given: 200n, drawn: 90n, committed: 150n, drawnOfTask: 90n }

test('a content committed by contract has what the contract holds for it, one by decision what the State gives', () => {
  expect(leftOf(of)).toBe(60n)
  expect(leftOf({ ...of, byContract: false })).toBe(110n)
  // nothing is committed yet: nothing can be granted
  expect(leftOf({ ...of, drawn: 0n, committed: 0n, drawnOfTask: 0n })).toBe(0n)
  // another content has drawn the rest of what was committed
  expect(leftOf({ ...of, drawnOfTask: 150n })).toBe(0n)
  // released below what was drawn
  expect(leftOf({ ...of, committed: 10n })).toBe(0n)
})

const amount = fc.bigInt(0n, 10n ** 12n)
test('turns that each draw at most what is left never draw more than is given, nor more than is committed', () => {
  fc.assert(
    fc.property(fc.boolean(), amount, amount, fc.array(amount), (byContract, given, committed, wishes) => {
      let drawn = 0n
      for (const wish of wishes) {
        const left = leftOf({ byContract, given, drawn, committed, drawnOfTask: drawn })
        if (wish <= left) drawn += wish
      }
      expect(drawn <= given).toBe(true)
      if (byContract) expect(drawn <= committed).toBe(true)
    }),
  )
})
