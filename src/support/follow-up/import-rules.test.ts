import { expect, test } from 'vitest'
import { fold } from '../../platform/text.ts'
import { type AnswerRead, judgeAnswers, type StandingAsking } from './import-rules.ts'

const row = (more: Partial<AnswerRead> = {}): AnswerRead => ({
  ...{ turn: 7, months: 6, question: 'Mức hài lòng', answer: '4', answeredOn: '2026-04-01' },
  ...more,
})
const kept = row({ question: 'Còn duy trì không', answer: 'Duy trì một phần' })
const asking = (more: Partial<StandingAsking> = {}): StandingAsking => ({
  ...{ id: 1, state: 'asked', askedOn: '2026-03-20', answeredOn: null },
  questions: new Map([
    [fold('Mức hài lòng'), { id: 3, kind: 'scale' }],
    [fold('Còn duy trì không'), { id: 4, kind: 'kept' }],
  ]),
  answers: new Map(),
  ...more,
})
const judged = (rows: (AnswerRead | null)[], of = asking()) =>
  judgeAnswers(rows, { askings: new Map([['7:6', of]]), fold, today: '2026-05-01' }).map(
    ({ outcome, problems }) => [outcome, ...problems.map(({ column }) => column)],
  )

test('an asking is taken when all its questions are answered, by number or words; else none of its rows', () => {
  expect(judged([row(), kept])).toEqual([['new'], ['new']])
  expect(judged([row()])).toEqual([['error', 'question']])
  expect(judged([row({ answer: '9' }), kept])).toEqual([
    ['error', 'answer'],
    ['error', 'question'],
  ])
})

test('what stands is the same; another answer than it is an error', () => {
  const answers = new Map([
    [3, { questionId: 3, value: 4, said: null }],
    [4, { questionId: 4, value: 2, said: null }],
  ])
  const stands = asking({ state: 'answered', answeredOn: '2026-04-01', answers })
  expect(judged([row(), kept], stands)).toEqual([['same'], ['same']])
  expect(judged([row({ answer: '5' })], stands)).toEqual([['error', 'turn']])
})

test('each cell that is wrong is named: turn, question, a day before the asking or to come', () => {
  expect(
    judged([
      row({ turn: 8 }),
      row({ question: 'Khác' }),
      row({ answeredOn: '2026-03-01' }),
      { ...kept, answeredOn: '2026-06-01' },
      null,
    ]),
  ).toEqual([
    ['error', 'turn'],
    ['error', 'question'],
    ['error', 'answeredOn'],
    ['error', 'answeredOn'],
    ['error'],
  ])
})
