import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  exceeded,
  holdAgainst,
  holdLine,
  limitWords,
  type NormCase,
  type NormRow,
  verdictWords,
} from './rules.ts'

const norm: NormRow = {
  ...{
    id: 1,
    name: 'Tư vấn',
    nameEn: 'Consulting',
    instrument: '01/NQ-HĐND',
    article: 'Điều 2',
    contentId: null,
    kind: 'share',
  },
  ...{ share: 50, ceiling: 50_000_000n, ceilingUnit: 'contract_year', sizeClass: 'small', sectorGroup: null },
  ...{ occasion: null, mostTimes: null, perYears: null, condition: null, whenOver: 'stopped' },
}
const given: NormCase = {
  ...{ contentId: 1, amount: 40_000_000n, cost: 100_000_000n, units: 1, year: 2026, sizeClass: 'small' },
  ...{ sectorGroup: 'production', earlier: [] },
}
const held = (row: Partial<NormRow>, of: Partial<NormCase> = {}) =>
  holdAgainst([{ ...norm, ...row }], { ...given, ...of })[0]

describe('a norm of at most 50 % of the contract and 50 million a contract and year for a small enterprise', () => {
  test('is kept to the đồng', () => {
    expect(held({}, { amount: 50_000_000n })).toMatchObject({ outcome: 'within', most: 50_000_000n })
    expect(held({}, { amount: 50_000_001n })).toMatchObject({ outcome: 'over' })
    expect(held({}, { cost: 80_000_001n, amount: 40_000_001n })).toMatchObject({
      outcome: 'over',
      most: 40_000_000n,
    })
  })
  test('concerns no enterprise of another size; of an unknown size a person judges', () => {
    expect(held({}, { sizeClass: 'medium' })).toBeUndefined()
    expect(held({}, { sizeClass: 'unknown', amount: 90_000_000n })?.outcome).toBe('unknown')
    expect(held({ sizeClass: 'sme' }, { sizeClass: 'medium' })?.outcome).toBe('within')
    expect(held({ sizeClass: 'sme' }, { sizeClass: 'large' })).toBeUndefined()
  })
  test('says so in words', () => {
    expect(limitWords(norm).vi).toBe('tối đa 50% giá trị hợp đồng; tối đa 50.000.000 đồng/hợp đồng/năm')
  })
})

test('Decree 37/2026/NĐ-CP, art. 12.2: 80 % of the contract of a small or medium enterprise, and no ceiling', () => {
  const decree = { share: 80, ceiling: null, ceilingUnit: null, sizeClass: 'sme' } as const
  expect(held(decree, { amount: 80_000_000n })?.outcome).toBe('within')
  expect(held(decree, { amount: 80_000_001n })?.outcome).toBe('over')
})

describe('state money of another programme for the same work', () => {
  const half = { share: 50, ceiling: null, ceilingUnit: null } as const
  test('counts into the share: 30 million elsewhere leave 35 of a work of 100 that costs 130 with them', () => {
    expect(held(half, { elsewhere: 30_000_000n })?.most).toBe(35_000_000n)
    expect(held(half, { elsewhere: 0n })?.most).toBe(held(half)?.most)
  })
  test('never leaves more than without it, and never less than nothing', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 1, max: 100 }),
        (cost, elsewhere, share) => {
          const most = (of: bigint) => held({ ...half, share }, { cost, elsewhere: of })?.most ?? -1n
          expect(most(elsewhere)).toBeLessThanOrEqual(most(0n))
          expect(most(elsewhere)).toBeGreaterThanOrEqual(0n)
        },
      ),
    )
  })
})

describe('what was paid before counts', () => {
  const earlier = [
    { contentId: 1, year: 2024, amount: 30_000_000n },
    { contentId: 1, year: 2026, amount: 15_000_000n },
  ]
  const ceiling = (ceilingUnit: NormRow['ceilingUnit']) =>
    held({ kind: 'fixed', share: null, ceiling: 50_000_000n, ceilingUnit }, { earlier })?.most
  test('where the ceiling is of the enterprise, of the year, or once', () => {
    expect(ceiling('enterprise')).toBe(5_000_000n)
    expect(ceiling('enterprise_year')).toBe(35_000_000n)
    expect(ceiling('enterprise_once')).toBe(0n)
    expect(ceiling('contract')).toBe(50_000_000n)
  })
  test('a number of times in years is used up', () => {
    expect(held({ mostTimes: 1 }, { earlier })?.most).toBe(0n)
    expect(held({ mostTimes: 2, perYears: 2 }, { earlier })?.outcome).toBe('within')
    expect(held({ mostTimes: 1, perYears: 2 }, { earlier })?.outcome).toBe('over')
  })
  test('a norm of the first time is none for later ones', () => {
    expect(held({ occasion: 'first' }, { earlier })).toBeUndefined()
    expect(held({ occasion: 'repeat' }, { earlier })).toBeDefined()
  })
})

describe('support of other contents', () => {
  const earlier = [{ contentId: 2, year: 2026, amount: 30_000_000n }]
  const year = { kind: 'fixed', share: null, ceiling: 50_000_000n, ceilingUnit: 'enterprise_year' } as const
  test('counts against a norm of any content, and against none of its own content', () => {
    expect(held(year, { earlier })).toMatchObject({ outcome: 'over', most: 20_000_000n, before: 30_000_000n })
    expect(held({ ...year, contentId: 1 }, { earlier })?.most).toBe(50_000_000n)
  })
  test('may be of another case than a condition names: it is left to a person', () => {
    expect(held({ mostTimes: 1, condition: 'sản phẩm xuất khẩu' }, { earlier })?.most).toBe(50_000_000n)
  })
  test('is said in the verdict', () => {
    const [verdict] = holdAgainst([{ ...norm, ...year }], { ...given, earlier })
    expect(verdict && verdictWords(verdict).vi).toContain(
      'đã hỗ trợ 30.000.000 đồng, nay còn 20.000.000 đồng',
    )
  })
  test('decided one after the other never comes to more than any ceiling of the enterprise, whatever the norms', () => {
    const amounts = fc.bigInt({ min: 1n, max: 100n })
    const rows = fc.array(
      fc.record({
        contentId: fc.constantFrom(null, 1, 2),
        ceiling: amounts,
        ceilingUnit: fc.constantFrom('enterprise' as const, 'enterprise_year' as const),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const batch = fc.array(
      fc.record({
        contentId: fc.integer({ min: 1, max: 2 }),
        year: fc.integer({ min: 2026, max: 2027 }),
        amount: amounts,
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(rows, batch, (limits, asked) => {
        const norms = limits.map((limit) => ({
          ...norm,
          kind: 'fixed' as const,
          share: null,
          sizeClass: null,
          ...limit,
        }))
        const granted: NormCase['earlier'][number][] = []
        for (const one of asked) {
          const of = norms.filter(({ contentId }) => contentId === null || contentId === one.contentId)
          const verdicts = holdAgainst(of, { ...given, ...one, earlier: granted })
          if (exceeded(verdicts).stopped.length === 0) granted.push(one)
        }
        for (const { contentId, ceiling, ceilingUnit } of norms)
          for (const year of [2026, 2027]) {
            const sum = granted
              .filter((one) => contentId === null || one.contentId === contentId)
              .filter((one) => ceilingUnit === 'enterprise' || one.year === year)
              .reduce((all, { amount }) => all + amount, 0n)
            expect(sum).toBeLessThanOrEqual(ceiling)
          }
      }),
    )
  })
})

test('a ceiling of one certificate is taken as often as there are certificates', () => {
  const each = { kind: 'fixed', share: null, ceiling: 10_000_000n, ceilingUnit: 'certificate' } as const
  expect(held(each, { units: 4, amount: 40_000_000n })?.outcome).toBe('within')
  expect(held(each, { units: 3, amount: 40_000_000n })?.outcome).toBe('over')
})

test('actual cost is no bound; what another instrument sets, or a condition of its own, a person judges', () => {
  expect(held({ kind: 'actual', share: null, ceiling: null, ceilingUnit: null })).toMatchObject({
    outcome: 'within',
    most: null,
  })
  expect(held({ kind: 'borrowed', share: null, ceiling: null, ceilingUnit: null })?.outcome).toBe('unknown')
  expect(held({ condition: 'x' }, { amount: 99_000_000n })?.outcome).toBe('unknown')
})

test('more money is never within where less is above, and the most that is told is within', () => {
  const amounts = fc.bigInt({ min: 1n, max: 1_000_000_000n })
  fc.assert(
    fc.property(amounts, amounts, amounts, fc.integer({ min: 1, max: 100_000 }), (one, more, cost, share) => {
      const row = { share: share / 1000, ceiling: 300_000_000n }
      const [less, greater] = [one, one + more].map((amount) => held(row, { amount, cost })?.outcome)
      expect(less === 'over' && greater === 'within').toBe(false)
      const most = held(row, { amount: one, cost })?.most ?? 0n
      expect(held(row, { amount: most, cost })?.outcome).toBe('within')
      expect(held(row, { amount: most + 1n, cost })?.outcome).toBe('over')
    }),
  )
})

test('some norms stop, others want a reason', () => {
  const verdicts = holdAgainst([norm, { ...norm, id: 2, whenOver: 'approved' }], {
    ...given,
    amount: 60_000_000n,
  })
  expect(exceeded(verdicts).stopped.map((verdict) => verdict.norm.id)).toEqual([1])
  expect(exceeded(verdicts).approved.map((verdict) => verdict.norm.id)).toEqual([2])
})

describe('a line of an estimate', () => {
  const session: NormRow = {
    ...norm,
    ...{ share: null, kind: 'fixed', ceiling: 1_500_000n, ceilingUnit: 'session', sizeClass: null },
  }
  test('is held to the ceiling of each unit, and to a share of all that it costs with what others pay', () => {
    expect(holdLine(session, { quantity: 4, unitCost: 1_500_000n, counterpart: 0n })).toMatchObject({
      outcome: 'within',
      most: 6_000_000n,
    })
    expect(holdLine(session, { quantity: 4, unitCost: 1_500_001n, counterpart: 0n }).outcome).toBe('over')
    const half = { ...session, kind: 'share', share: 50, ceiling: null, ceilingUnit: null } as const
    expect(holdLine(half, { quantity: 1, unitCost: 40n, counterpart: 40n }).outcome).toBe('within')
    expect(holdLine(half, { quantity: 1, unitCost: 41n, counterpart: 40n }).outcome).toBe('over')
  })
  test('under a norm with a further condition, of another instrument or of actual cost is never over', () => {
    const dear = { quantity: 1, unitCost: 9_000_000n, counterpart: 0n }
    expect(holdLine({ ...session, condition: 'sản phẩm đang hoàn thiện' }, dear).outcome).toBe('unknown')
    expect(holdLine({ ...session, kind: 'borrowed', ceiling: null, ceilingUnit: null }, dear).outcome).toBe(
      'unknown',
    )
    expect(holdLine({ ...session, kind: 'actual' }, dear)).toMatchObject({ outcome: 'within', most: null })
  })
  test('with more units, dearer ones or less paid by others is never within where it was over', () => {
    const row: NormRow = { ...session, share: 60 }
    const money = fc.bigInt({ min: 0n, max: 10_000_000n })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        money,
        money,
        money,
        (quantity, unitCost, dearer, others) => {
          const cheap = holdLine(row, { quantity, unitCost, counterpart: others })
          const dear = holdLine(row, { quantity, unitCost: unitCost + dearer, counterpart: others })
          expect(cheap.outcome === 'over' && dear.outcome === 'within').toBe(false)
          const alone = holdLine(row, { quantity, unitCost, counterpart: 0n })
          expect(cheap.outcome === 'over' && alone.outcome === 'within').toBe(false)
        },
      ),
    )
  })
})
