import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../platform/dates.ts'
import { belongs, momentsDue, monthsAfter, readAnswers } from './rules.ts'

const moments = [
  { id: 1, months: 0, answerDays: 30 },
  { id: 2, months: 6, answerDays: 30 },
  { id: 3, months: 12, answerDays: 30 },
]
const due = (finishedOn: string, today: string, asked: number[]) =>
  momentsDue(finishedOn, today, moments, asked).map(({ id }) => id)

test('months after a day end on the last day of a shorter month', () => {
  expect(monthsAfter('2025-08-31', 6)).toBe('2026-02-28')
  expect(monthsAfter('2023-08-31', 6)).toBe('2024-02-29')
  expect(monthsAfter('2025-12-15', 12)).toBe('2026-12-15')
  expect(monthsAfter('2025-06-30', 6)).toBe('2025-12-30')
})

test('a turn is asked about when it is done and after 6 and 12 months, once each and not long afterwards', () => {
  expect(due('2025-03-10', '2025-03-09', [])).toEqual([])
  expect(due('2025-03-10', '2025-03-10', [])).toEqual([1])
  expect(due('2025-03-10', '2025-03-20', [1])).toEqual([])
  expect(due('2025-03-10', '2025-09-10', [1])).toEqual([2])
  expect(due('2025-03-10', '2026-03-12', [1, 2])).toEqual([3])
  expect(due('2020-03-10', '2026-03-12', [])).toEqual([])
})

test('day after day, each moment is asked about exactly once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), (offset) => {
      const finished = addDays('2024-01-01', offset)
      const asked: number[] = []
      for (let day = 0; day <= 430; day += 7) asked.push(...due(finished, addDays(finished, day), asked))
      expect(asked).toEqual([1, 2, 3])
    }),
    { numRuns: 30 },
  )
})

test('a question belongs to the askings of its time and of its days', () => {
  const always = { askedAt: 'always', beginsOn: null, endedOn: null } as const
  expect(belongs(always, 0, '2026-01-01')).toBe(true)
  expect(belongs({ ...always, askedAt: 'end' }, 6, '2026-01-01')).toBe(false)
  expect(belongs({ ...always, askedAt: 'later' }, 6, '2026-01-01')).toBe(true)
  expect(belongs({ ...always, beginsOn: '2026-01-02' }, 6, '2026-01-01')).toBe(false)
  expect(belongs({ ...always, endedOn: '2026-01-01' }, 6, '2026-01-01')).toBe(false)
})

test('an answer is one of the choices or words; what is left open is named', () => {
  const questions = [
    { id: 1, kind: 'scale' },
    { id: 2, kind: 'kept' },
    { id: 3, kind: 'text' },
  ] as const
  expect(readAnswers(questions, { 1: '5', 2: '3', 3: ' Giảm lỗi ' })).toEqual({
    answers: [
      { questionId: 1, value: 5, said: null },
      { questionId: 2, value: 3, said: null },
      { questionId: 3, value: null, said: 'Giảm lỗi' },
    ],
    wrong: [],
  })
  expect(readAnswers(questions, { 1: '6', 2: '4' }).wrong.map(({ id }) => id)).toEqual([1, 2, 3])
})
