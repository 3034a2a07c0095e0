import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Given, marksOf, medianOf } from './marks.ts'
import { type Asked, type Cell, faultsOf, periodAfter, placesOf, readTyped, yearOf } from './rules.ts'

const asked = (of: Partial<Asked>): Asked => ({
  ...{ id: 1, code: '1', label: 'Số hội nghị', kind: 'number', required: false, unit: null, choices: [] },
  ...{ lines: [], columns: [], minimum: null, maximum: null, integral: false, sumOf: [], totalLine: false },
  ...of,
})
const cell = (questionId: number, amount: number | null, line = 0, col = 0): Cell => ({
  ...{ questionId, line, col, said: null, amount, proposed: null, reason: null },
})
const figures = (amounts: readonly number[]): Given[] =>
  amounts.map((amount, at) => ({ key: String(at), amount, before: null }))

describe('what is typed into a form', () => {
  test('is read by the kind of its question', () => {
    expect(readTyped(asked({}), '1.250,5')).toEqual({ said: null, amount: 1250.5 })
    expect(readTyped(asked({ kind: 'text' }), ' Đã làm ')).toEqual({ said: 'Đã làm', amount: null })
    expect(readTyped(asked({ kind: 'choice', choices: ['Có', 'Không'] }), 'Có')).toMatchObject({ said: 'Có' })
    for (const [of, typed] of [
      [asked({}), 'nhiều'],
      [asked({ integral: true }), '1,5'],
      [asked({ minimum: 0 }), '-1'],
      [asked({ maximum: 100 }), '101'],
      [asked({ kind: 'choice', choices: ['Có'] }), 'Không'],
    ] as const)
      expect(readTyped(of, typed)).toHaveProperty('wrong')
  })

  test('is not sent while something that must be there is missing or a sum does not agree', () => {
    const sum = asked({ id: 3, code: '3', sumOf: ['1', '2'] })
    const parts = [asked({ required: true }), asked({ id: 2, code: '2' }), sum]
    expect(faultsOf(parts, []).map(({ place }) => place.questionId)).toEqual([1])
    expect(faultsOf(parts, [cell(1, 0.1), cell(2, 0.2), cell(3, 0.3)])).toEqual([])
    expect(faultsOf(parts, [cell(1, 1), cell(2, 2), cell(3, 4)])[0]?.words.vi).toContain('phải bằng tổng 3')
    const files = asked({ id: 9, kind: 'file', required: true })
    expect(placesOf(files)).toEqual([])
    expect(faultsOf([files], [])[0]?.words.vi).toContain('chưa đính kèm tệp')
    expect(faultsOf([files], [], new Set([9]))).toEqual([])
    const table = asked({ kind: 'table', lines: ['A', 'B', 'Cộng'], columns: ['Nam', 'Nữ'], totalLine: true })
    expect(placesOf(table)).toHaveLength(6)
    const cells = [cell(1, 1, 1, 1), cell(1, 2, 2, 1), cell(1, 4, 3, 1)]
    expect(faultsOf([table], cells).map(({ place }) => [place.line, place.col])).toEqual([[3, 1]])
  })

  test('any number that is written the Vietnamese way is the number that was meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (of, decimals) => {
        const typed = `${of.toLocaleString('vi-VN')},${String(decimals).padStart(2, '0')}`
        const value = (Math.abs(of) + decimals / 100) * (typed.startsWith('-') ? -1 : 1)
        const read = readTyped(asked({}), typed)
        expect('amount' in read ? read.amount : null).toBeCloseTo(value, 6)
      }),
    )
  })
})

test('a period follows the one before without a gap, to the end of its month', () => {
  expect(periodAfter('2025-06-30', 'halfYearly')).toEqual({ fromOn: '2025-07-01', toOn: '2025-12-31' })
  expect(periodAfter('2025-12-14', 'quarterly')).toEqual({ fromOn: '2025-12-15', toOn: '2026-03-14' })
  expect(periodAfter('2025-01-31', 'monthly')).toEqual({ fromOn: '2025-02-01', toOn: '2025-02-28' })
  expect(periodAfter('2025-12-31', 'yearly')).toEqual({ fromOn: '2026-01-01', toOn: '2026-12-31' })
})

describe('marks on figures', () => {
  test('a change by half or more, from nothing to something too; a smaller one is none', () => {
    const of = (amount: number, before: number | null) => marksOf([{ key: 'a', amount, before }])[0]
    expect(of(15, 10)).toMatchObject({ change: 5, isChange: true })
    expect(of(14, 10)).toMatchObject({ change: 4, isChange: false })
    expect(of(3, 0)?.isChange).toBe(true)
    expect(of(0, 0)?.isChange).toBe(false)
    expect(of(3, null)).toMatchObject({ change: null, isChange: false })
  })

  test('an outlier among five or more, by the modified z-score over 3.5', () => {
    const outliers = (amounts: readonly number[]) =>
      marksOf(figures(amounts)).flatMap(({ key, isOutlier }) => (isOutlier ? [Number(key)] : []))
    expect(outliers([10, 11, 12, 13, 100])).toEqual([4])
    expect(outliers([10, 11, 12, 100])).toEqual([])
    expect(outliers([10, 10, 10, 10, 100])).toEqual([])
    expect(medianOf([3, 1, 2, 10])).toBe(2.5)
  })

  test('neither the order of the recipients nor the unit changes what an outlier is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(2, 1024, 0.5),
        (amounts, unit) => {
          const marked = (of: readonly number[]) => marksOf(figures(of)).map(({ isOutlier }) => isOutlier)
          expect(marked(amounts.toReversed()).toReversed()).toEqual(marked(amounts))
          expect(marked(amounts.map((amount) => amount * unit))).toEqual(marked(amounts))
          // more than half of the figures are never called outliers
          expect(marked(amounts).filter(Boolean).length * 2).toBeLessThanOrEqual(amounts.length)
        },
      ),
    )
  })
})

describe('the year whose figure a period gives', () => {
  test.each([
    ['2025-01-01', '2025-12-31', 2025],
    ['2024-12-15', '2025-12-14', 2025],
    // a report that is due before 30 November
    ['2024-12-15', '2025-11-14', 2025],
    ['2025-01-01', '2025-06-30', null],
    ['2025-10-01', '2025-12-31', null],
    ['2024-01-01', '2025-12-31', null],
    ['2025-02-01', '2025-12-30', null],
  ])('%s to %s: %s', (fromOn, toOn, year) => {
    expect(yearOf({ fromOn, toOn })).toBe(year)
  })
})
