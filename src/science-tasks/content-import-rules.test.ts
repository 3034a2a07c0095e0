import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ContentRead,
  contentKey,
  judgeContents,
  type KnownContent,
  writtenBy,
} from './content-import-rules.ts'

const sources = new Map([
  ['ngan-sach', 1],
  ['von-doi-ung', 2],
])
const row = (more: Partial<ContentRead> & { title: string }): ContentRead =>
  ({
    output: undefined,
    startsOn: undefined,
    endsOn: undefined,
    paymentPapers: undefined,
    source: undefined,
    amount: undefined,
    ...more,
  }) as ContentRead
const columns = (rows: readonly ContentRead[], there: ReadonlyMap<string, KnownContent> = new Map()) =>
  judgeContents(rows, sources, there).map(({ outcome, problems }) => [
    outcome,
    ...problems.map(({ column }) => column),
  ])

test('rows of one title are one content; what a new one lacks, and what stands twice, is said at its cell', () => {
  expect(
    columns([
      row({ title: 'Áp dụng 5S', output: 'x', source: 'Ngân sách', amount: 5n }),
      row({ title: 'áp dụng 5s', source: 'Vốn đối ứng', amount: 3n }),
      row({ title: 'Áp dụng 5S', source: 'Ngân sách', amount: 7n }),
      row({ title: 'Tập huấn' }),
      row({ title: 'Khảo sát', output: 'x', amount: 1n }),
      row({ title: 'Khảo sát', output: 'x', startsOn: '2025-05-01', endsOn: '2025-04-01' }),
    ]),
  ).toEqual([
    ['new'],
    ['new'],
    ['error', 'title'],
    ['error', 'output'],
    ['error', 'source'],
    ['error', 'endsOn'],
  ])
})

const known = fc.record({
  title: fc.constantFrom('A', 'B', 'C'),
  output: fc.constantFrom('x', 'y'),
  source: fc.constantFrom('Ngân sách', 'Vốn đối ứng'),
  amount: fc.bigInt(1n, 9n),
})
test('a table that was written changes nothing when it comes again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(known, { selector: ({ title, source }) => `${title}${source}` }), (given) => {
      // of one content the words stand in its first row alone
      const rows = given.map((one, at) =>
        row({
          ...one,
          output: given.findIndex(({ title }) => title === one.title) === at ? one.output : undefined,
        }),
      )
      const now = judgeContents(rows, sources, new Map())
      expect(now.every(({ outcome }) => outcome === 'new')).toBe(true)
      const written = writtenBy(rows.map((one, at) => ({ row: one, now: now[at] })))
      const there = new Map(
        [...written].map(([key, { title, words, money }], at) => [
          key,
          { id: at, title, output: '', startsOn: null, endsOn: null, paymentPapers: null, ...words, money },
        ]),
      )
      expect(judgeContents(rows, sources, there).every(({ outcome }) => outcome === 'same')).toBe(true)
      expect(there.size).toBe(new Set(rows.map(({ title }) => contentKey(title))).size)
    }),
  )
})
