import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingOf, writingSteps } from './writing-rules.ts'

const whole = {
  ...{ description: 'Áp dụng 5S', requested: 90n, ownFunds: 30n, ownFundsSource: 'Vốn tự có' },
  ...{ otherSupport: 0n, otherSupportFrom: null, figuresSeen: true },
}

test('an application that says everything and has its papers misses nothing', () => {
  expect(missingOf(whole, [], [])).toEqual([])
  expect(missingOf({ ...whole, ownFunds: 0n, ownFundsSource: null }, [], [])).toEqual([])
})

test('own funds want their source, support of another programme its name, a paper its own place', () => {
  const fields = (change: Partial<typeof whole>) =>
    missingOf({ ...whole, ...change } as typeof whole, [], []).map(({ field }) => field)
  expect(fields({ ownFundsSource: null as never })).toEqual(['ownFundsSource'])
  expect(fields({ otherSupport: 5n })).toEqual(['otherSupportFrom'])
  expect(missingOf(whole, [{ id: 7, name: 'Ảnh' }], [])).toMatchObject([{ step: 'papers', field: '7' }])
})

test('each thing that is missing has a step and words in both languages', () => {
  const maybe = <V>(arbitrary: fc.Arbitrary<V>) => fc.option(arbitrary, { nil: null })
  const money = maybe(fc.bigInt({ min: 0n, max: 10n ** 12n }))
  fc.assert(
    fc.property(
      fc.record({
        ...{ description: maybe(fc.string({ minLength: 1 })), requested: money, ownFunds: money },
        ...{ ownFundsSource: maybe(fc.string({ minLength: 1 })), otherSupport: money },
        ...{ otherSupportFrom: maybe(fc.string({ minLength: 1 })), figuresSeen: fc.boolean() },
      }),
      (draft) => {
        const missing = missingOf(draft, [], [])
        expect(
          missing.every(
            ({ step, words }) => writingSteps.includes(step) && words.vi !== '' && words.en !== '',
          ),
        ).toBe(true)
        expect(new Set(missing.map(({ field }) => field)).size).toBe(missing.length)
      },
    ),
  )
})
