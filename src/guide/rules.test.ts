import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GuideRead, judgeEntries, referencesIn, referencesOut, saidOf } from './import-rules.ts'
import { lacking, leastTurns, medianOf } from './rules.ts'

test('a median is shown from five turns on, rounded to a whole đồng', () => {
  expect(medianOf([1n, 2n, 3n, 4n])).toEqual({ n: 4, median: null })
  expect(medianOf([5n, 1n, 3n, 2n, 4n])).toEqual({ n: 5, median: 3n })
  expect(medianOf([1n, 2n, 3n, 4n, 5n, 100n])).toEqual({ n: 6, median: 4n })
})

test('a median lies between the least and the greatest and knows no order', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 13n }), { minLength: leastTurns, maxLength: 40 })
  fc.assert(
    fc.property(amounts, (values) => {
      const { n, median } = medianOf(values)
      expect(n).toBe(values.length)
      expect(median).not.toBeNull()
      expect(medianOf(values.toReversed()).median).toBe(median)
      const below = values.filter((value) => value <= (median ?? 0n)).length
      const above = values.filter((value) => value >= (median ?? 0n)).length
      expect(below * 2).toBeGreaterThanOrEqual(n - 1)
      expect(above * 2).toBeGreaterThanOrEqual(n - 1)
    }),
  )
})

test('a source names publisher, address and day; a video its address; an adviser neither', () => {
  expect(lacking({ kind: 'source' })).toEqual(['publisher', 'address', 'readOn'])
  expect(lacking({ kind: 'video', address: null })).toEqual(['address'])
  expect(lacking({ kind: 'adviser' })).toEqual([])
})

test('references come back out of a cell as they were written into it', () => {
  const written = referencesOut([
    { kind: 'source', title: 'TCVN', publisher: 'VSQI', address: 'https://a.vn', readOn: '2026-11-20' },
    { kind: 'adviser', title: 'Viện Năng suất', publisher: null, address: null, readOn: null },
  ])
  expect(referencesIn(written)).toEqual([
    { kind: 'source', title: 'TCVN', publisher: 'VSQI', address: 'https://a.vn', readOn: '2026-11-20' },
    { kind: 'adviser', title: 'Viện Năng suất', publisher: '', address: '', readOn: '' },
  ])
  expect(referencesIn('Nguồn đã đọc | A | B | https://c.vn | 20/11/2026')).toEqual([
    { kind: 'source', title: 'A', publisher: 'B', address: 'https://c.vn', readOn: '20/11/2026' },
  ])
})

const cells = {
  ...{
    content: '5S',
    title: 'Một mục',
    titleEn: 'An entry',
    about: 'a',
    aboutEn: 'a',
    whom: 'b',
    whomEn: 'b',
  },
  ...{ steps: 'c', stepsEn: 'c', standards: 'TCVN 1; TCVN 2', goals: 'Chất lượng sản phẩm; energy' },
  references: 'source | T | P | https://p.vn | 01/11/2026',
}
const contents = new Map([['5s', 7]])

test('a row is new, changed, the same, or an error with its column', () => {
  const row = GuideRead.parse(cells)
  expect(row).toMatchObject({ standards: ['TCVN 1', 'TCVN 2'], goals: ['quality', 'energy'], sectors: [] })
  const judge = (rows: (GuideRead | null)[], state = 'published', said = saidOf(row)) =>
    judgeEntries(rows, contents, [{ id: 3, contentId: 7, title: 'Một  mục', state, said }])
  expect(judgeEntries([row], contents, [])[0]?.outcome).toBe('new')
  expect(judge([row])[0]).toMatchObject({ outcome: 'same', id: 3 })
  expect(judge([{ ...row, about: 'khác' }])[0]?.outcome).toBe('changed')
  expect(judge([row], 'sent')[0]?.problems[0]?.column).toBe('title')
  expect(judge([row, row])[1]?.problems[0]?.column).toBe('title')
  expect(judge([{ ...row, content: 'x' }])[0]?.problems[0]?.column).toBe('content')
  expect(judge([{ ...row, papers: 'p' }])[0]?.problems[0]?.column).toBe('papersEn')
  expect(judge([{ ...row, readiness: 'p', readinessEn: 'p' }])[0]?.problems[0]?.column).toBe(
    'readinessSource',
  )
  expect(judge([null])[0]?.outcome).toBe('error')
})
