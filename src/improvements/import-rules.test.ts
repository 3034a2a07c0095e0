import { expect, test } from 'vitest'
import { fold } from '../platform/text.ts'
import { judgeValues, slotOf, type ValueRead } from './import-rules.ts'

const row = (more: Partial<ValueRead> = {}): ValueRead => ({
  ...{
    project: 1,
    measure: 'Thời gian chu kỳ',
    phase: 'after',
    value: 9,
    measuredOn: '2026-04-01',
    how: 'Bấm giờ',
  },
  ...more,
})
const choices = new Map([[fold('Thời gian chu kỳ'), 7]])
const there = (standing: [string, number][] = []) => ({
  projects: new Map([
    [1, { state: 'running', startedOn: '2026-03-01', choices }],
    [2, { state: 'planned', startedOn: null, choices }],
  ]),
  standing: new Map(standing),
  ...{ fold, today: '2026-05-01' },
})
const judged = (rows: (ValueRead | null)[], standing: [string, number][] = []) =>
  judgeValues(rows, there(standing)).map(({ outcome, problems }) => [
    outcome,
    ...problems.map(({ column }) => column),
  ])

test('a value of a chosen measure is new; the same value of the same day is the same, another one of that day is an error', () => {
  expect(judged([row(), row({ project: 2, phase: 'before' })])).toEqual([['new'], ['new']])
  const stands: [string, number][] = [[slotOf(7, row()), 9]]
  expect(judged([row(), row()], stands)).toEqual([['same'], ['error', 'measuredOn']])
  expect(judged([row({ value: 8 })], stands)).toEqual([['error', 'measuredOn']])
})

test('each cell that is wrong is named: project, measure, phase out of its time, a day before the start or not come yet', () => {
  expect(
    judged([
      row({ project: 9 }),
      row({ measure: 'Khác' }),
      row({ phase: 'before' }),
      row({ project: 2 }),
      row({ measuredOn: '2026-02-01' }),
      row({ measuredOn: '2026-06-01' }),
      null,
    ]),
  ).toEqual([
    ['error', 'project'],
    ['error', 'measure'],
    ['error', 'phase'],
    ['error', 'phase'],
    ['error', 'measuredOn'],
    ['error', 'measuredOn'],
    ['error'],
  ])
})
