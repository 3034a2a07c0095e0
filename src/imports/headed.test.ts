import { describe, expect, test } from 'vitest'
import { words } from '../platform/language.ts'
import { problemOf } from '../testing/problem.ts'
import { readHeaded } from './headed.ts'
import type { HeadedKind } from './headed-kind.ts'

const kind: HeadedKind<'code' | 'revenue' | 'workers'> = {
  columns: {
    code: { words: words('Mã số thuế', 'Tax code'), kind: 'value' },
    revenue: { words: words('Doanh thu', 'Revenue'), kind: 'money' },
    workers: { words: words('Lao động', 'Workers'), kind: 'count' },
  },
  holds: (columns) => columns.has('code'),
  keys: ['code'],
  missing: words('Không có tiêu đề.', 'No headings.'),
  mostRows: 100,
}
const read = (rows: (string | number)[][]) =>
  readHeaded(
    {
      sheets: [{ name: '', hidden: false, rows, merged: [], hiddenRows: [], hiddenColumns: [] }],
      notes: [],
    },
    kind,
    { unit: null, numbers: null },
  )
const heads = ['Mã số thuế', 'Doanh thu', 'Lao động']

describe('units in a row of their own directly under the headings', () => {
  test.each([
    [['', 'triệu đồng', 'người'], 5_000_000, 12],
    [['', '(triệu đồng)', ''], 5_000_000, 12],
    [['ĐVT', 'Tỷ đồng', 'nghìn người'], 5_000_000_000, 12_000],
    [['Đơn vị tính', 'đồng', '1000 người'], 5, 12_000],
  ])('%j are those of the columns', async (units, revenue, workers) => {
    const { rows, notes } = await read([heads, units, ['0100000001', 5, 12]])
    expect(rows.map(({ line, values, problems }) => [line, values, problems])).toEqual([
      [3, { code: '0100000001', revenue, workers }, []],
    ])
    expect(notes.map(({ vi }) => vi)).toEqual(['Dòng 2 được hiểu là đơn vị tính của các cột.'])
  })

  test.each([['USD'], ['(nghìn USD)'], ['tấn']])(
    'are asked about where one is not known: %s',
    async (unit) => {
      const found = await problemOf(read([heads, ['', unit, 'người'], ['0100000001', 5, 12]]))
      expect(found.fields[0]?.words.vi).toContain('Không hiểu')
    },
  )

  test.each([[['0100000001', 5, 12]], [['0100000001', '5.000', '12']], [['', '', 'x']], [['1', '2', '3']]])(
    'a row of anything else is no row of units: %j',
    async (row) => {
      const { notes } = await read([heads, row, ['0100000002', 5, 12]])
      expect(notes.map(({ vi }) => vi).join()).not.toContain('đơn vị tính của các cột')
    },
  )
})
