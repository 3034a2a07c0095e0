import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, sum } from './arrays.ts'
import {
  capitalServices,
  efficiency,
  initialStock,
  type Profile,
  perpetualInventory,
  userCost,
} from './capital.ts'
import { laborShare, labourInput, qualityAdjusted } from './labour.ts'

const investments = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })
const geometric = (delta: number): Profile => ({ kind: 'geometric', delta })

describe('perpetual inventory', () => {
  test('K = 0.95·K + I by hand: 1000, then 1050, then 1107.5', () => {
    const stock = perpetualInventory([90, 100, 110], geometric(0.05), { kind: 'given', stock: 1000 })
    expect([...stock]).toEqual([1000, 1050, 1107.5])
    const half = perpetualInventory([90, 100, 110], geometric(0.05), { kind: 'given', stock: 1000 }, 'half')
    expect([...half]).toEqual([955, 1000, 1052.5])
  })

  test('the first stock by Harberger, by ratio, or refused where growth and depreciation cancel', () => {
    // The opening stock 100/(0.05 + 0.05) = 1,000, carried through the year: 0.95 × 1,000 + 100.
    expect(initialStock({ kind: 'steadyState', growth: 0.05 }, 100, geometric(0.05))).toBe(1050)
    expect(initialStock({ kind: 'ratio', ratio: 2.5, output: 400 }, 100, geometric(0.05))).toBe(1000)
    expect(() => initialStock({ kind: 'steadyState', growth: -0.05 }, 100, geometric(0.05))).toThrow(
      /stock.initial/,
    )
    expect(() => initialStock({ kind: 'given', stock: 0 }, 100, geometric(0.05))).toThrow(/stock.initial/)
  })

  test('without depreciation capital is a plain sum', () => {
    fc.assert(
      fc.property(investments, fc.double({ min: 1, max: 1e6, noNaN: true }), (investment, stock) => {
        const result = perpetualInventory(investment, geometric(0), { kind: 'given', stock })
        for (const [t, value] of result.entries()) {
          const expected = stock + sum(investment.slice(1, t + 1))
          expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12)
        }
      }),
    )
  })

  test('investment that grows at g from a steady start keeps K growing at g', () => {
    const investment = Array.from({ length: 20 }, (_, t) => 100 * 1.06 ** t)
    for (const profile of [
      { kind: 'linear', life: 12 },
      { kind: 'hyperbolic', life: 12, b: 0.6 },
    ] as const) {
      const stock = perpetualInventory(investment, profile, { kind: 'steadyState', growth: 0.06 })
      for (let t = 1; t < 20; t++) expect(at(stock, t) / at(stock, t - 1)).toBeCloseTo(1.06, 10)
    }
  })

  test('a straight-line asset of four years is worth 1, 3/4, 1/2, 1/4 and then nothing', () => {
    const profile = { kind: 'linear', life: 4 } as const
    expect([0, 1, 2, 3, 4, 5].map((age) => efficiency(profile, age))).toEqual([1, 0.75, 0.5, 0.25, 0, 0])
    // After four years without investment a stock of any past has retired.
    const stock = perpetualInventory([8, 0, 0, 0, 0], profile, { kind: 'given', stock: 20 })
    expect(at(stock, 0)).toBeCloseTo(20, 12)
    expect(at(stock, 4)).toBe(0)
  })

  test('hyperbolic efficiency (T − a)/(T − b·a) falls slowly first: at half of a ten-year life with b = 0.5 it is 2/3', () => {
    expect(efficiency({ kind: 'hyperbolic', life: 10, b: 0.5 }, 5)).toBeCloseTo(2 / 3, 14)
    expect(efficiency({ kind: 'hyperbolic', life: 10, b: 0 }, 5)).toBe(0.5)
  })
})

describe('capital services', () => {
  test('assets weigh by user cost: machines that cost twice as much to use count more than buildings', () => {
    const services = capitalServices([
      { name: 'buildings', stock: [100, 110], userCost: [0.1, 0.1] },
      { name: 'machines', stock: [50, 60], userCost: [0.2, 0.2] },
    ])
    expect(at(services.shares[0] ?? [], 0)).toBeCloseTo(0.5, 14)
    const weight = (0.5 + 11 / 23) / 2
    expect(Math.log(at(services.index, 1))).toBeCloseTo(
      weight * Math.log(1.1) + (1 - weight) * Math.log(1.2),
      13,
    )
    expect(userCost(1.2, 0.08, 0.05, 0.03)).toBeCloseTo(0.12, 14)
  })

  test('one asset is its own stock, and a negative user cost is warned of', () => {
    const one = capitalServices([{ name: 'all', stock: [100, 125], userCost: [0.1, 0.2] }])
    expect(at(one.index, 1)).toBeCloseTo(1.25, 14)
    const odd = capitalServices(
      [
        { name: 'land', stock: [10, 10], userCost: [0.1, -0.02] },
        { name: 'machines', stock: [10, 11], userCost: [0.1, 0.1] },
      ],
      2020,
    )
    expect(odd.warnings).toEqual([expect.objectContaining({ code: 'userCost.negative', year: 2021 })])
  })
})

describe('labour', () => {
  test('the share of labour by the three ways of Gollin', () => {
    const base = { compensation: 300, valueAdded: 1000 }
    expect(laborShare({ ...base, way: 'samePay', employed: 200, employees: 100 }).share).toBeCloseTo(0.6, 14)
    expect(laborShare({ ...base, way: 'asRest', mixedIncome: 400 }).share).toBeCloseTo(0.5, 14)
    expect(laborShare({ ...base, way: 'allLabour', mixedIncome: 400 }).share).toBeCloseTo(0.7, 14)
    expect(laborShare({ ...base, way: 'paidOnly' }).warnings).toEqual([
      expect.objectContaining({ code: 'labour.imputed' }),
    ])
  })

  test('the same pay imputed to very many self-employed may exceed all income, which is said', () => {
    const result = laborShare({
      way: 'samePay',
      compensation: 300,
      valueAdded: 1000,
      employed: 400,
      employees: 100,
    })
    expect(result.warnings.map(({ code }) => code)).toEqual(['share.outOfRange'])
    expect(() => laborShare({ way: 'asRest', compensation: 1, valueAdded: 10, mixedIncome: 10 })).toThrow(
      /share.denominator/,
    )
  })

  test('labour in hours and quality multiplies', () => {
    expect(labourInput(1000)).toBe(1000)
    expect(labourInput(1000, 2000, 1.1)).toBeCloseTo(2.2e6, 6)
  })

  test('more skilled workers raise labour beyond their hours; equal growth of all leaves quality alone', () => {
    const better = qualityAdjusted([
      { name: 'trained', hours: [100, 120], pay: [3, 3] },
      { name: 'untrained', hours: [100, 80], pay: [1, 1] },
    ])
    expect(at(better.quality, 1)).toBeGreaterThan(1)
    const even = qualityAdjusted([
      { name: 'trained', hours: [100, 110], pay: [3, 4] },
      { name: 'untrained', hours: [50, 55], pay: [1, 1] },
    ])
    expect(at(even.index, 1)).toBeCloseTo(1.1, 13)
    expect(at(even.quality, 1)).toBeCloseTo(1, 13)
  })
})
