import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Accounts, measuresOf } from './accounts.ts'

const year = (over: Partial<Accounts>): Accounts => ({
  year: 2023,
  netRevenue: 10_000_000_000n,
  labourCost: 1_800_000_000n,
  profit: 600_000_000n,
  fixedAssets: 4_000_000_000n,
  labour: 30,
  hours: 72_000n,
  priceIndex: 100,
  valueAddedProduction: 3_100_000_000n,
  valueAddedIncome: 3_000_000_000n,
  ...over,
})

test('a year is measured by value added from income, and the other way is held against it', () => {
  expect(measuresOf([year({})])).toEqual([
    {
      year: 2023,
      valueAdded: 3_000_000_000n,
      way: 'income',
      twoWays: { percent: expect.closeTo(3.2787, 4), agrees: true },
      perPerson: 100_000_000,
      perHour: expect.closeTo(41_666.6667, 3),
      perCapital: 0.75,
      unitLabourCost: 0.6,
      profitability: 0.06,
      tfp: null,
    },
  ])
})

test('a year that is short of figures gives dashes, and no fault', () => {
  const [only] = measuresOf([
    year({ labourCost: null, profit: null, fixedAssets: null, hours: null, valueAddedIncome: null }),
  ])
  expect(only).toMatchObject({
    way: 'production',
    twoWays: null,
    perHour: null,
    perCapital: null,
    unitLabourCost: null,
    profitability: null,
    tfp: null,
  })
  expect(measuresOf([year({ valueAddedIncome: -5n, valueAddedProduction: null })])[0]).toMatchObject({
    perPerson: -5 / 30,
    unitLabourCost: null,
  })
})

test('TFP takes the rise of prices out and leaves what capital and labour do not explain', () => {
  // Value added doubles while prices rise by half: 4/3 in volume. Inputs as before: TFP 133,3.
  const two = [
    year({}),
    year({ year: 2024, valueAddedIncome: 6_000_000_000n, labourCost: 3_600_000_000n, priceIndex: 150 }),
  ]
  expect(measuresOf(two).map(({ tfp }) => tfp)).toEqual([100, expect.closeTo(400 / 3, 6)])
})

test('twice of everything is no rise of TFP, whatever the share of labour', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 1000 }),
      (factor, share, labour) => {
        const added = 1_000_000_000n
        const one = year({
          labour,
          valueAddedIncome: added,
          labourCost: (added * BigInt(share)) / 100n,
          fixedAssets: 7_000_000_000n,
        })
        const k = BigInt(factor)
        const other = {
          ...one,
          year: 2024,
          labour: labour * factor,
          valueAddedIncome: added * k,
          labourCost: (one.labourCost ?? 0n) * k,
          fixedAssets: 7_000_000_000n * k,
        }
        expect(measuresOf([one, other])[1]?.tfp).toBeCloseTo(100, 6)
      },
    ),
  )
})

test('a year without accounts of capital breaks no chain of the years around it', () => {
  const index = measuresOf([
    year({}),
    year({ year: 2024, fixedAssets: null }),
    year({ year: 2025, valueAddedIncome: 3_300_000_000n, labourCost: 1_980_000_000n }),
  ]).map(({ tfp }) => tfp)
  expect(index).toEqual([100, null, expect.closeTo(110, 6)])
})
