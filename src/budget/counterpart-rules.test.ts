import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inStep, mostPaid, ownOwed, paidAhead, perMille, type Sides } from './counterpart-rules.ts'

const rule = { way: 'in_step', advancePercent: 50 } as const
const sides = (stateAgreed: bigint, ownAgreed: bigint, proven: bigint, paid = 0n): Sides => ({
  ...{ stateAgreed, ownAgreed, proven, paid },
})

describe('state money in step with own money', () => {
  test('half of the own money proven lets half of the state money be paid', () => {
    expect(mostPaid(sides(120n, 60n, 30n), rule, false)).toBe(60n)
    expect(mostPaid(sides(120n, 60n, 60n), rule, false)).toBe(120n)
    // a đồng too little rounds down, never up
    expect(mostPaid(sides(100n, 3n, 1n), rule, false)).toBe(33n)
  })
  test('the first advance is up to its share without any own money, the next payment is not', () => {
    expect(mostPaid(sides(120n, 60n, 0n), rule, true)).toBe(60n)
    expect(mostPaid(sides(120n, 60n, 0n, 60n), rule, false)).toBe(0n)
    expect(mostPaid(sides(120n, 60n, 45n), rule, true)).toBe(90n)
  })
  test('no own money was promised: all that was agreed, and not a đồng more', () => {
    expect(mostPaid(sides(120n, 0n, 0n), rule, false)).toBe(120n)
  })
  test('a kind that lets money be paid ahead sets no limit, and says what is owed', () => {
    expect(mostPaid(sides(120n, 60n, 0n), { ...rule, way: 'owed' }, false)).toBeNull()
    expect(mostPaid(sides(120n, 60n, 0n), null, false)).toBeNull()
    expect(paidAhead(sides(120n, 60n, 15n, 60n))).toBe(30n)
    expect(ownOwed(sides(120n, 60n, 15n, 60n))).toBe(15n)
    expect(perMille(60n, 120n)).toBe(500)
    expect(perMille(1n, 0n)).toBeNull()
  })
})

const dong = fc.bigInt(0n, 10n ** 12n)
const any = fc.record({ stateAgreed: dong, ownAgreed: dong, proven: dong, paid: dong })

describe('for whatever was agreed and proven', () => {
  test('what may be paid never goes over what was agreed, and grows with what is proven', () => {
    fc.assert(
      fc.property(any, dong, fc.boolean(), (of, more, first) => {
        const limit = mostPaid(of, rule, first) ?? -1n
        expect(limit >= 0n && limit <= of.stateAgreed).toBe(true)
        const next = mostPaid({ ...of, proven: of.proven + more }, rule, first) ?? -1n
        expect(next >= limit).toBe(true)
      }),
    )
  })
  test('paid ÷ agreed ≤ proven ÷ agreed after the first advance', () => {
    fc.assert(
      fc.property(any, (of) => {
        fc.pre(of.ownAgreed > 0n && of.proven <= of.ownAgreed)
        const paid = mostPaid(of, rule, false) ?? 0n
        expect(paid * of.ownAgreed <= of.proven * of.stateAgreed).toBe(true)
      }),
    )
  })
  test('once what is owed is proven, nothing is paid ahead', () => {
    fc.assert(
      fc.property(any, (of) => {
        fc.pre(of.ownAgreed > 0n && of.paid <= of.stateAgreed)
        expect(paidAhead({ ...of, proven: of.proven + ownOwed(of) })).toBe(0n)
        if (paidAhead(of) === 0n) expect(of.paid <= inStep(of)).toBe(true)
      }),
    )
  })
})
