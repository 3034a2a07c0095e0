import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takenByLine } from './decision-sums.ts'

const place = { planId: 1, year: 2025, lineCode: 'IV', sourceKey: 'science' }

test('what is granted on one line in one year under one source is one sum', () => {
  expect(
    takenByLine([
      { ...place, amount: 90n },
      { ...place, year: 2024, amount: 5n },
      { ...place, amount: 10n },
      { ...place, lineCode: null, amount: 7n },
    ]),
  ).toEqual([
    { ...place, year: 2024, applications: 1, amount: 5n },
    { ...place, applications: 2, amount: 100n },
  ])
})

test('the sums are all that is granted, in whatever order', () => {
  const granted = fc.array(
    fc.record({
      planId: fc.integer({ min: 1, max: 2 }),
      year: fc.integer({ min: 2024, max: 2026 }),
      lineCode: fc.constantFrom('I', 'IV'),
      sourceKey: fc.constantFrom('science', 'own'),
      amount: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    }),
  )
  fc.assert(
    fc.property(granted, (rows) => {
      const taken = takenByLine(rows)
      const sum = (of: readonly { amount: bigint }[]) => of.reduce((all, { amount }) => all + amount, 0n)
      expect(sum(taken)).toBe(sum(rows))
      expect(taken.reduce((all, { applications }) => all + applications, 0)).toBe(rows.length)
      expect(takenByLine(rows.toReversed())).toEqual(taken)
    }),
  )
})
