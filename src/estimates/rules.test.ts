import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAboveNorm, type YearNorm } from '../norms/index.ts'
import type { Basis } from './basis.ts'
import { amountsTyped, amountTyped } from './grid-sums.ts'
import { type EstimateRead, judgeRows } from './import-rules.ts'
import { lineProblems, sumOf, sumsBy, throughRounds, unfinished } from './rules.ts'
import { isBlank, readLines } from './typed-lines.ts'

const norm = (change: Partial<YearNorm> = {}): YearNorm => ({
  ...{ id: 1, name: 'Hội thảo', nameEn: 'Conference', instrument: '40/2017/TT-BTC', article: 'Điều 12' },
  ...{ kind: 'fixed', share: null, ceiling: 10_000_000n, ceilingUnit: 'session', sizeClass: null },
  ...{ sectorGroup: null, occasion: null, mostTimes: null, perYears: null, condition: null },
  ...{ whenOver: 'stopped', contentId: null, role: null },
  ...change,
})
const basis: Basis = {
  year: 2025,
  lines: [
    { id: 1, code: 'II', title: 'Hội thảo, đào tạo', titleEn: 'Events', group: true, hasYear: true },
    { id: 2, code: 'II.1', title: 'Hội thảo', titleEn: 'Conferences', group: false, hasYear: true },
    { id: 3, code: 'V', title: 'Chi khác', titleEn: 'Other', group: false, hasYear: false },
  ],
  sources: [
    { id: 1, key: 'provincial', name: 'Ngân sách tỉnh', nameEn: 'Provincial budget', own: false },
    { id: 2, key: 'own', name: 'Doanh nghiệp', nameEn: 'Enterprises', own: true },
  ],
  norms: [norm(), norm({ id: 2, name: 'Tập huấn', whenOver: 'approved' })],
  planned: () => null,
  sourceId: 1,
}
const line = { lineId: 2, sourceId: 1, quantity: 2, unitCost: 9_000_000n }
const fieldsOf = (problems: readonly { readonly field: string }[]) => problems.map(({ field }) => field)

describe('a line of an estimate', () => {
  test('stands on a leaf of the year, of money that somebody allocates', () => {
    expect(lineProblems(line, basis)).toEqual([])
    expect(fieldsOf(lineProblems({ ...line, lineId: 1 }, basis))).toEqual(['lineId'])
    expect(fieldsOf(lineProblems({ ...line, lineId: 3 }, basis))).toEqual(['lineId'])
    expect(fieldsOf(lineProblems({ ...line, lineId: 9, sourceId: 2 }, basis))).toEqual(['lineId', 'sourceId'])
  })

  test('above a norm is stopped, or wants a reason and whoever appraises, as the row of the norm says', () => {
    const above = { ...line, unitCost: 11_000_000n }
    expect(fieldsOf(lineProblems({ ...above, normId: 1 }, basis))).toEqual(['unitCost'])
    expect(fieldsOf(lineProblems({ ...above, normId: 2 }, basis))).toEqual(['overNormReason'])
    const said = { ...above, normId: 2, overNormReason: 'Thuê hội trường ở xa' }
    expect(lineProblems(said, basis)).toEqual([])
    expect(isAboveNorm(said, basis.norms)).toBe(true)
    expect(isAboveNorm({ ...said, unitCost: 10_000_000n }, basis.norms)).toBe(false)
    expect(fieldsOf(lineProblems({ ...line, normId: 7 }, basis))).toEqual(['normId'])
  })

  test('may lack its budget line and cost while it is drawn up, not when it is sent', () => {
    expect(fieldsOf(unfinished({ ...line, lineId: null, unitCost: 0n }))).toEqual(['lineId', 'unitCost'])
    expect(unfinished(line)).toEqual([])
  })
})

describe('what is typed into the grid', () => {
  const typed = { id: undefined, title: 'Hội thảo', line: 'ii.1', quantity: 2, unit: 'cuộc', unitCost: 5n }

  test('names records by code or name, without accents, and goes by the source of the estimate', () => {
    const [read] = readLines([{ ...typed, norm: 'hoi thao' }], basis)
    expect(read?.values).toMatchObject({ lineId: 2, sourceId: 1, normId: 1 })
  })

  test('is told what is missing, cell by cell', () => {
    const [read] = readLines([{ id: undefined, title: 'x', line: 'X.9' }], basis)
    expect(fieldsOf(read?.problems ?? [])).toEqual(['quantity', 'unit', 'unitCost', 'line'])
  })

  test('with a source and a quantity alone is an empty row', () => {
    expect(isBlank({ source: 'Ngân sách tỉnh', quantity: 1 })).toBe(true)
    expect(isBlank({ title: 'x' })).toBe(false)
  })

  test('comes to quantity × cost, by budget line; what cannot be read counts nought', () => {
    expect(amountTyped({ quantity: '1.000', unitCost: '30 triệu' })).toBe(30_000_000_000n)
    expect(amountTyped({ quantity: '2', unitCost: 'abc' })).toBe(0n)
    expect(amountTyped({ quantity: '2', unitCost: '5', remove: 'true' })).toBe(0n)
    const rows = [
      { line: 'II.1', quantity: '2', unitCost: '5' },
      { line: 'II.1. Hội thảo', quantity: '1', unitCost: '7' },
      { line: '', quantity: '1', unitCost: '3' },
    ]
    expect(amountsTyped(rows)).toEqual({
      total: 20n,
      byLine: new Map([
        ['II.1', 17n],
        ['', 3n],
      ]),
    })
  })
})

describe('a table that comes back', () => {
  const there = [
    {
      ...{ id: 5, title: 'Hội thảo', lineId: 2, sourceId: 1, quantity: 2, unit: 'cuộc', unitCost: 5n },
      ...{ counterpart: null, normId: null, overNormReason: null, note: null },
    },
  ]
  const row: EstimateRead = {
    ...{ title: 'Hội thảo', line: 'II.1', quantity: 2, unit: 'cuộc', unitCost: 5n },
    ...{ counterpart: undefined, overNormReason: undefined, note: undefined },
  }

  test('changes a line by its number, or by its name and place', () => {
    expect(judgeRows([row], basis, there)[0]).toMatchObject({ outcome: 'same', id: 5 })
    const renamed = { ...row, key: 5, title: 'Hội nghị', unitCost: 6n }
    expect(judgeRows([renamed], basis, there)[0]).toMatchObject({
      ...{ outcome: 'changed', id: 5, changed: ['title', 'unitCost'] },
    })
    expect(judgeRows([{ ...row, title: 'Khác' }], basis, there)[0]).toMatchObject({ outcome: 'new' })
    expect(judgeRows([{ ...row, key: 9 }], basis, there)[0]?.problems).toMatchObject([{ column: 'key' }])
    expect(judgeRows([row, row], basis, there)[1]?.problems).toMatchObject([{ column: 'title' }])
  })
})

const amounts = fc.bigInt({ min: 0n, max: 10n ** 15n })
const lines = fc.array(
  fc.record({ id: fc.integer({ min: 1, max: 30 }), key: fc.constantFrom('a', 'b', 'c'), amount: amounts }),
)

describe('properties', () => {
  test('sums by any key come to the sum of all', () => {
    fc.assert(
      fc.property(lines, (rows) => {
        const all = rows.map((row) => ({ ...row, counterpart: null }))
        const parts = [...sumsBy(all, ({ key }) => key).values()]
        expect(parts.reduce((sum, one) => sum + one, 0n)).toBe(sumOf(all).amount)
      }),
    )
  })

  test('each line stands once beside all rounds, with what each round asked for it', () => {
    const rounds = fc.array(
      fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 20 }), amount: amounts }), {
        selector: ({ id }) => id,
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(rounds, (given) => {
        const whole = given.map((round) =>
          round.map((one) => ({ ...one, title: `${one.id}`, quantity: 1, unitCost: one.amount })),
        )
        const through = throughRounds(whole)
        expect(new Set(through.map(({ id }) => id)).size).toBe(through.length)
        for (const [at, round] of whole.entries())
          expect(through.reduce((sum, one) => sum + (one.amounts[at] ?? 0n), 0n)).toBe(
            round.reduce((sum, { amount }) => sum + amount, 0n),
          )
      }),
    )
  })

  test('whatever is typed, a row of the grid is read to values or told what is wrong, and what is read holds to the rules', () => {
    const row = fc.record(
      {
        title: fc.string({ minLength: 1, maxLength: 20 }),
        line: fc.constantFrom('II', 'II.1', 'V', 'không có'),
        source: fc.constantFrom('provincial', 'own', 'lạ'),
        quantity: fc.integer({ min: 1, max: 1_000_000 }),
        unit: fc.constant('cuộc'),
        unitCost: fc.bigInt({ min: 0n, max: 10n ** 12n }),
        norm: fc.constantFrom('Hội thảo', 'Tập huấn', 'lạ'),
        overNormReason: fc.constant('có lý do'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const read = readLines(
          rows.map((one) => ({ ...one, id: undefined })),
          basis,
        )
        expect(read).toHaveLength(rows.length)
        for (const { values, problems } of read) {
          expect(values === null).toBe(problems.length > 0)
          if (values !== null) expect(lineProblems(values, basis)).toEqual([])
        }
      }),
    )
  })
})
