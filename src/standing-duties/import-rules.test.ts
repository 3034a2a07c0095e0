import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../platform/text.ts'
import { type AnswerRead, judgeAnswers, type ReportThere } from './import-rules.ts'

const report = (id: number, more: Partial<ReportThere> = {}): ReportThere => ({
  ...{ id, version: 1, code: 'V.5.1', agency: 'Sở Y tế', dueOn: '2025-12-31', state: 'asked' },
  ...{ done: null, nothing: false, reason: null },
  ...more,
})
const row = (more: Partial<AnswerRead> = {}): AnswerRead => ({
  ...{ duty: 'V.5.1', agency: 'Sở Y tế', dueOn: '2025-12-31', done: 'Đã làm', nothing: false },
  ...more,
})
const judge = (rows: readonly (AnswerRead | null)[], reports: readonly ReportThere[]) =>
  judgeAnswers(rows, { reports, fold }).map(({ outcome, report: found, problems }) => [
    ...[outcome, found?.id ?? null],
    problems.map(({ column }) => column),
  ])

test('a row finds its report by section, agency however written, and day; the sheet of the list names the duty in full', () => {
  const there = [report(1), report(2, { code: 'V.5.10' }), report(3, { dueOn: '2025-06-30' })]
  expect(judge([row({ duty: 'v.5.1. Phổ biến kế hoạch', agency: 'SỞ Y TẾ' })], there)).toEqual([
    ['new', 1, []],
  ])
  expect(judge([row({ duty: 'V.5.10' }), row({ dueOn: '2025-06-30' })], there)).toEqual([
    ['new', 2, []],
    ['new', 3, []],
  ])
})

test('what is not there is named where it is: agency, duty, day', () => {
  expect(
    judge(
      [row({ agency: 'Sở khác' }), row({ duty: 'V.9' }), row({ dueOn: '2025-11-30' }), null],
      [report(1)],
    ),
  ).toEqual([
    ['error', null, ['agency']],
    ['error', null, ['duty']],
    ['error', null, ['dueOn']],
    ['error', null, []],
  ])
})

test('one that was sent so is the same; one that says something else, two of a kind and a row twice are refused', () => {
  const sent = { state: 'reported', done: 'Đã làm' }
  expect(judge([row()], [report(1, sent)])).toEqual([['same', 1, []]])
  expect(judge([row({ done: 'Khác' })], [report(1, sent)])).toEqual([['error', null, ['duty']]])
  expect(judge([row()], [report(1), report(2)])).toEqual([['error', null, ['duty']]])
  expect(judge([row(), row()], [report(1)])).toEqual([
    ['new', 1, []],
    ['error', null, ['duty']],
  ])
})

test('no report is ever answered twice by one table', () => {
  const code = fc.constantFrom('V.5.1', 'V.5.2')
  const state = fc.constantFrom('asked', 'returned', 'reported', 'accepted')
  fc.assert(
    fc.property(
      fc.array(fc.record({ code, state }), { maxLength: 4 }),
      fc.array(code, { maxLength: 6 }),
      (reports, duties) => {
        const found = judgeAnswers(
          duties.map((duty) => row({ duty })),
          { reports: reports.map((of, at) => report(at + 1, of)), fold },
        )
        const ids = found.flatMap(({ outcome, report: of }) =>
          outcome === 'new' && of !== null ? [of.id] : [],
        )
        expect(new Set(ids).size).toBe(ids.length)
        for (const { outcome, problems } of found) expect(problems.length > 0).toBe(outcome === 'error')
      },
    ),
  )
})
