import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeVisits, type VisitRead, visitKey } from './import-rules.ts'

const row = (change: Partial<VisitRead> = {}): VisitRead => ({
  ...{ turn: 1, visitedOn: '2025-05-10', present: undefined, conclusion: 'Làm đúng' },
  ...{ content: undefined, remedy: undefined, dueOn: undefined },
  ...change,
})
const there = { turns: new Set([1, 2]), standing: new Set<string>(), today: '2025-06-01' }
const wrongOf = (rows: VisitRead[]) =>
  judgeVisits(rows, there).map(({ problems }) => problems.map(({ column }) => column))

test('what was found has its remedy and day; a visit without findings has neither', () => {
  expect(wrongOf([row(), row({ turn: 9 }), row({ turn: 2, visitedOn: '2025-07-01' })])).toEqual([
    [],
    ['turn'],
    ['visitedOn'],
  ])
  expect(
    wrongOf([
      row({ content: 'Thiếu hồ sơ' }),
      row({ remedy: 'Bổ sung' }),
      row({ content: 'Sai', remedy: 'Sửa', dueOn: '2025-05-01' }),
    ]),
  ).toEqual([['remedy', 'dueOn'], ['content'], ['dueOn']])
})

test('the same row twice is one in error; one that stands is left as it is', () => {
  expect(judgeVisits([row(), row()], there).map(({ outcome }) => outcome)).toEqual(['new', 'error'])
  expect(judgeVisits([row()], { ...there, standing: new Set([visitKey(row())]) })[0]?.outcome).toBe('same')
})

test('rows that are taken never stand twice', () => {
  const any = fc.record({
    turn: fc.integer({ min: 1, max: 3 }),
    content: fc.constantFrom(undefined, 'Thiếu', 'Sai'),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (given) => {
      const rows = given.map(({ turn, content }) =>
        row({ turn, content, ...(content === undefined ? {} : { remedy: 'Sửa', dueOn: '2025-05-20' }) }),
      )
      const taken = judgeVisits(rows, there).flatMap(({ outcome }, at) => {
        const one = rows[at]
        return outcome === 'new' && one !== undefined ? [visitKey(one)] : []
      })
      expect(new Set(taken).size).toBe(taken.length)
    }),
  )
})
