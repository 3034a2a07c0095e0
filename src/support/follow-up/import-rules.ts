import { z } from 'zod'
import { type CellProblem, keysOf, plainHeading } from '../../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../../imports/index.ts'
import { text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'

import { paperFields } from './fields.ts'
import { type Answer, choicesOf, type Question, readAnswers } from './rules.ts'

/* Answers of many enterprises as a table, a row for each answer: what each row would do, told without a database. */

const { answeredOn } = paperFields.table

export const answerTable = {
  columns: {
    turn: { words: words('Lượt số', 'Turn number'), others: ['luot so', 'luot'], kind: 'count' },
    months: {
      words: words('Sau bao nhiêu tháng', 'After how many months'),
      others: ['sau bao nhieu thang', 'so thang'],
      kind: 'count',
    },
    question: { words: words('Câu hỏi', 'Question'), others: ['cau hoi'], kind: 'text' },
    answer: { words: words('Trả lời', 'Answer'), others: ['tra loi'], kind: 'text' },
    ...columnsOf({ answeredOn }),
  },
  holds: (found) => found.has('turn') && found.has('question') && found.has('answer'),
  keys: ['turn', 'question'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Lượt số”, “Câu hỏi”, “Trả lời”. Xin dùng tệp mẫu.',
    'No row of headings with “Lượt số”, “Câu hỏi”, “Trả lời” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type AnswerColumn = keyof typeof answerTable.columns
export const answerColumnKeys = keysOf(answerTable.columns)
export const answerColumns = namesOf<AnswerColumn>(answerTable.columns)

/** A row as its cells say it. */
export const AnswerRead = z.object({
  turn: whole(1, 2_147_483_647),
  months: whole(0, 120),
  question: text(500),
  answer: text(2000),
  answeredOn: paperFields.input.answeredOn,
})
export type AnswerRead = z.output<typeof AnswerRead>

/** An asking about a turn, as rows are held against it. */
export interface StandingAsking {
  readonly id: number
  readonly state: string
  readonly askedOn: string
  readonly answeredOn: string | null
  /** Its questions, by their folded name. */
  readonly questions: ReadonlyMap<string, Question>
  /** What stands, by question. */
  readonly answers: ReadonlyMap<number, Answer>
}

export const askingOf = ({ turn, months }: Pick<AnswerRead, 'turn' | 'months'>) => `${turn}:${months}`

export interface JudgedAnswer {
  readonly outcome: 'new' | 'same' | 'error'
  readonly followUpId: number | null
  readonly answer: Answer | null
  readonly problems: readonly CellProblem<AnswerColumn>[]
}

/** The number of a choice as a cell says it: the number itself, or its words. */
function numberOfChoice({ kind }: Question, said: string): string {
  const at = choicesOf[kind].findIndex(({ vi, en }) =>
    [vi, en].some((label) => plainHeading(label) === plainHeading(said)),
  )
  return at < 0 ? said : String(at + 1)
}

const wrong = (column: AnswerColumn, vi: string, en: string): CellProblem<AnswerColumn> => ({
  column,
  words: words(vi, en),
})

/** What rows would do, in their order; null for one that could not be read. All questions of an asking must be answered, or none of its rows is taken. */
export function judgeAnswers(
  rows: readonly (AnswerRead | null)[],
  there: {
    readonly askings: ReadonlyMap<string, StandingAsking>
    readonly fold: (said: string) => string
    readonly today: string
  },
): JudgedAnswer[] {
  const seen = new Set<string>()
  const days = new Map<string, string>()
  const judged = rows.map((row): JudgedAnswer => {
    if (row === null) return { outcome: 'error', followUpId: null, answer: null, problems: [] }
    const error = (...problems: CellProblem<AnswerColumn>[]): JudgedAnswer => ({
      ...{ outcome: 'error', followUpId: null, answer: null, problems },
    })
    const asking = there.askings.get(askingOf(row))
    if (asking === undefined)
      return error(
        wrong('turn', 'Lượt này không được hỏi sau số tháng đó.', 'This turn was not asked about then.'),
      )
    const question = asking.questions.get(there.fold(row.question))
    if (question === undefined)
      return error(wrong('question', 'Lần hỏi này không có câu hỏi đó.', 'It is no question of this asking.'))
    const { answers } = readAnswers([question], {
      [question.id]: question.kind === 'text' ? row.answer : numberOfChoice(question, row.answer),
    })
    const [answer] = answers
    if (answer === undefined)
      return error(wrong('answer', 'Không phải một câu trả lời được chọn.', 'It is none of the choices.'))
    const key = `${asking.id}:${question.id}`
    if (seen.has(key))
      return error(wrong('question', 'Câu hỏi này đã có ở dòng trên.', 'It stands above already.'))
    seen.add(key)
    if (row.answeredOn > there.today)
      return error(wrong('answeredOn', 'Ngày này chưa đến.', 'This day has not come yet.'))
    if (row.answeredOn < asking.askedOn)
      return error(wrong('answeredOn', 'Trước ngày hỏi doanh nghiệp.', 'Before the enterprise was asked.'))
    const day = days.get(askingOf(row)) ?? row.answeredOn
    days.set(askingOf(row), day)
    if (day !== row.answeredOn)
      return error(wrong('answeredOn', 'Khác ngày ở dòng trên của lần hỏi.', 'Another day than above.'))
    if (asking.state === 'answered') {
      const stands = asking.answers.get(question.id)
      return stands?.value === answer.value && stands.said === answer.said && asking.answeredOn === day
        ? { outcome: 'same', followUpId: asking.id, answer, problems: [] }
        : error(wrong('turn', 'Đã có câu trả lời khác.', 'It is answered otherwise already.'))
    }
    return { outcome: 'new', followUpId: asking.id, answer, problems: [] }
  })
  const given = Map.groupBy(
    judged.filter(({ outcome }) => outcome === 'new'),
    ({ followUpId }) => followUpId,
  )
  return judged.map((one, at) => {
    const row = rows[at]
    const asking = row == null ? undefined : there.askings.get(askingOf(row))
    if (one.outcome !== 'new' || asking === undefined) return one
    return given.get(asking.id)?.length === asking.questions.size
      ? one
      : {
          ...one,
          outcome: 'error',
          problems: [
            wrong('question', 'Lần hỏi này còn câu chưa trả lời.', 'A question of this asking is left open.'),
          ],
        }
  })
}
