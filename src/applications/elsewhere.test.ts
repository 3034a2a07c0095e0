import fc from 'fast-check'
import { expect, test } from 'vitest'
import { otherProgrammes } from './elsewhere.ts'

test('who was not asked has no finding; who says none is met; who had some is judged by a person, with the sum of both', () => {
  expect(otherProgrammes(undefined, 5n)).toEqual([])
  expect(otherProgrammes({ amount: null, from: null }, 5n)).toEqual([])
  expect(otherProgrammes({ amount: 0n, from: null }, 5n)[0]?.outcome).toBe('met')
  const [found] = otherProgrammes({ amount: 20_000_000n, from: 'OCOP' }, 30_000_000n)
  expect(found?.outcome).toBe('open')
  expect(found?.words.vi).toContain('50.000.000')
  expect(found?.words.vi).toContain('OCOP')
})

test('no amount makes it fail: no rule that was found refuses it', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (amount) =>
      otherProgrammes({ amount, from: 'x' }, 1n).every(({ outcome }) => outcome !== 'failed'),
    ),
  )
})
