import { expect, test } from 'vitest'
import { fold } from '../platform/text.ts'
import { type FindingRead, findingKey, judgeFindings } from './import-rules.ts'

const row = (more: Partial<FindingRead> = {}): FindingRead => ({
  documentNumber: '12/KL',
  documentDate: '2026-03-16',
  issuer: 'Thanh tra tỉnh',
  kind: 'inspection',
  content: 'Chi vượt',
  article: 'Điều 3',
  demand: 'recover',
  amount: 5n,
  line: 'III.1',
  year: 2025,
  voucher: undefined,
  agency: 'Sở Khoa học và Công nghệ',
  dueOn: '2026-04-16',
  ...more,
})
const there = (standing: string[] = []) => ({
  lines: new Map([['III.1', { id: 7, years: [2025] }]]),
  agencies: new Map([[fold('Sở Khoa học và Công nghệ'), 3]]),
  standing: new Set(standing),
  ...{ fold, today: '2026-05-01' },
})
const columns = (rows: (FindingRead | null)[]) =>
  judgeFindings(rows, there()).map(({ outcome, problems }) => [outcome, problems.map(({ column }) => column)])

test('a row that names a line, a year and an agency that there are is new; one that stands already is the same', () => {
  expect(judgeFindings([row()], there())).toEqual([{ outcome: 'new', lineId: 7, agencyId: 3, problems: [] }])
  const key = findingKey({ ...row(), lineId: 7 })
  expect(judgeFindings([row()], there([key]))[0]?.outcome).toBe('same')
})

test('each cell that is wrong is named: line, year, agency, days, a recovery without its sum, a row twice', () => {
  expect(
    columns([
      row({ line: 'IX' }),
      row({ year: 2031 }),
      row({ agency: 'Không có' }),
      row({ documentDate: '2026-06-01', dueOn: '2026-05-31' }),
      row({ amount: undefined }),
      row({ content: 'Hai lần' }),
      row({ content: 'Hai lần' }),
      null,
    ]),
  ).toEqual([
    ['error', ['line']],
    ['error', ['year']],
    ['error', ['agency']],
    ['error', ['documentDate', 'dueOn']],
    ['error', ['amount']],
    ['new', []],
    ['error', ['content']],
    ['error', []],
  ])
})
