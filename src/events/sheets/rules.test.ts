import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastPersons, meanShare, type Question, readAnswers, scoreOf } from './rules.ts'

const questions: Question[] = [
  { id: 1, options: ['a', 'b'], rightOption: 2, points: 3 },
  { id: 2, options: ['a', 'b', 'c'], rightOption: 1, points: 2 },
  { id: 3, options: [], rightOption: null, points: null },
]

test('answers are options of their questions; what is written may be left out', () => {
  expect(readAnswers(questions, { 1: '2', 2: '4', 3: ' Hay ' })).toEqual({
    answers: { 1: 2, 3: 'Hay' },
    wrong: [2],
  })
  expect(readAnswers(questions, { 1: '1', 2: '3' })).toEqual({ answers: { 1: 1, 2: 3 }, wrong: [] })
})

test('a test gives the points of what is right', () => {
  expect(scoreOf(questions, { 1: 2, 2: 3 })).toEqual({ score: 3, most: 5 })
})

test('a mean is told of five persons and more', () => {
  const one = { score: 1, most: 2 }
  expect(meanShare([one, one, one, one])).toBeNull()
  expect(meanShare([one, one, one, one, { score: 2, most: 2 }])).toBe(60)
})

test('no answer gives more than the most, and the mean lies between the lowest and the highest', () => {
  const question = fc.record({
    id: fc.integer({ min: 1, max: 50 }),
    options: fc.constant(['a', 'b', 'c']),
    rightOption: fc.integer({ min: 1, max: 3 }),
    points: fc.integer({ min: 1, max: 10 }),
  })
  const all = fc.uniqueArray(question, { selector: ({ id }) => id, minLength: 1 })
  fc.assert(
    fc.property(
      all,
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 50, maxLength: 50 }),
      (asked, picks) => {
        const sent = Object.fromEntries(asked.map(({ id }) => [id, String(picks[id - 1])]))
        const { answers, wrong } = readAnswers(asked, sent)
        expect(wrong).toEqual([])
        const { score, most } = scoreOf(asked, answers)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(most)
        const mean = meanShare(Array.from({ length: leastPersons }, () => ({ score, most })))
        expect(mean).toBeCloseTo((score / most) * 100, 0)
      },
    ),
  )
})
