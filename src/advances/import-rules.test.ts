import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../platform/text.ts'
import { type AdvanceRead, advanceKey, cellsOf, judgeAdvances } from './import-rules.ts'

const row = (change: Partial<AdvanceRead> = {}): AdvanceRead => ({
  ...{ commitment: '1/HĐ', commitmentId: undefined, content: undefined, kind: undefined },
  ...{ amount: 1_000n, documentNumber: 'TU-1', on: '2025-03-05' },
  ...{ basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-01' },
  ...{ dueOn: undefined, dueReason: undefined, note: undefined },
  ...change,
})
const commitment = (id: number, documentNumber: string, titles: readonly string[] = []) => ({
  ...{ id, documentNumber, enterpriseId: 3 },
  contents: titles.map((title, at) => ({ id: id * 10 + at, title })),
})
const there = (commitments: readonly ReturnType<typeof commitment>[], standing: readonly string[] = []) => ({
  ...{ commitments, standing: new Set(standing), fold },
})
const columns = (rows: readonly (AdvanceRead | null)[], of: ReturnType<typeof there>) =>
  judgeAdvances(rows, of).map(({ outcome, problems }) => [outcome, problems.map(({ column }) => column)])

test('a commitment is named by its document, however it is spaced, and by its number where several are by one', () => {
  const rows = [
    row({ commitment: '1 / hđ' }),
    row({ commitment: '2/HĐ' }),
    row({ commitment: '2/HĐ', commitmentId: 8 }),
    row({ commitment: undefined, commitmentId: 9, documentNumber: 'TU-2' }),
    row({ commitment: '1/HĐ', commitmentId: 9 }),
    row({ commitment: '3/HĐ' }),
    row({ commitment: undefined }),
    null,
  ]
  expect(columns(rows, there([commitment(7, '1/HĐ'), commitment(8, '2/HĐ'), commitment(9, '2/HĐ')]))).toEqual(
    [
      ['new', []],
      ['error', ['commitmentId']],
      ['new', []],
      ['new', []],
      ['error', ['commitmentId']],
      ['error', ['commitment']],
      ['error', ['commitment']],
      ['error', []],
    ],
  )
})

test('a content is of the task of its commitment', () => {
  const of = there([commitment(7, '1/HĐ', ['Đào tạo', 'Tư vấn'])])
  expect(judgeAdvances([row({ content: 'tư vấn' })], of)).toMatchObject([{ outcome: 'new', contentId: 71 }])
  expect(columns([row({ content: 'Khác' })], of)).toEqual([['error', ['content']]])
})

test('what stands already is the same, and nothing is drawn up twice whatever the table says', () => {
  const said = fc.array(
    fc.record({ id: fc.constantFrom(7, 8), amount: fc.bigInt(1n, 3n), no: fc.constantFrom('A', ' a') }),
  )
  fc.assert(
    fc.property(said, said, (rows, before) => {
      const read = rows.map(({ id, amount, no }) =>
        row({ commitment: undefined, commitmentId: id, amount, documentNumber: no }),
      )
      const standing = before.map(({ id, amount, no }) =>
        advanceKey({ ...row({ amount, documentNumber: no }), commitmentId: id }),
      )
      const judged = judgeAdvances(read, there([commitment(7, '1'), commitment(8, '2')], standing))
      const added = read.flatMap((one, at) =>
        judged[at]?.outcome === 'new' ? advanceKey({ ...one, commitmentId: one.commitmentId ?? 0 }) : [],
      )
      expect(new Set(added).size).toBe(added.length)
      expect(added.some((one) => standing.includes(one))).toBe(false)
    }),
  )
})

test('a refusal stands at the column of its field; one of no field at the commitment', () => {
  const said = { vi: 'x', en: 'x' }
  expect(
    cellsOf({
      words: said,
      fields: ['dueOn', 'sameVoucher', 'basisFileId'].map((field) => ({ field, words: said })),
    }),
  ).toMatchObject([{ column: 'dueOn' }, { column: 'documentNumber' }, { column: 'basisNumber' }])
  expect(cellsOf({ words: said, fields: [] })).toEqual([{ column: 'commitment', words: said }])
})
