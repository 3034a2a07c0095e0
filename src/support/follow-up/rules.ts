import { addDays } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { type StateOf, states } from '../../platform/states.ts'

/* When enterprises are asked about turns that are done, which questions they find, and what of their answers is kept. Pure. */

/** What a question takes: a point of a scale, a choice, or words. */
export const questionKinds = states({
  scale: words('Thang điểm từ 1 đến 5', 'A scale from 1 to 5'),
  kept: words('Còn duy trì, một phần, không còn', 'Kept up, in part, no more'),
  yes_no: words('Có hoặc không', 'Yes or no'),
  text: words('Viết bằng lời', 'Written in words'),
})
export type QuestionKind = StateOf<typeof questionKinds>

export const askedTimes = states({
  always: words('Mọi lần hỏi', 'Each time'),
  end: words('Chỉ khi lượt hoàn thành', 'When the turn is done alone'),
  later: words('Chỉ những lần hỏi sau đó', 'Months later alone'),
})

/** What may be chosen, by its number. */
export const choicesOf = {
  scale: [
    words('1, rất không hài lòng', '1, not at all'),
    words('2', '2'),
    words('3', '3'),
    words('4', '4'),
    words('5, rất hài lòng', '5, very much'),
  ],
  kept: [
    words('Còn duy trì đầy đủ', 'Kept up in full'),
    words('Duy trì một phần', 'Kept up in part'),
    words('Không còn duy trì', 'Not kept up'),
  ],
  yes_no: [words('Có', 'Yes'), words('Không', 'No')],
  text: [],
} as const satisfies Record<QuestionKind, readonly unknown[]>

export interface Moment {
  readonly id: number
  /** After the turn was done. */
  readonly months: number
  /** In which an answer is waited for. */
  readonly answerDays: number
}

interface Asked {
  readonly askedAt: StateOf<typeof askedTimes>
  readonly beginsOn: string | null
  readonly endedOn: string | null
}

/** Whether a question belongs to an asking of that day, so many months after the end of the turn. */
export const belongs = ({ askedAt, beginsOn, endedOn }: Asked, months: number, askedOn: string): boolean =>
  (askedAt === 'always' || (askedAt === 'end') === (months === 0)) &&
  (beginsOn === null || beginsOn <= askedOn) &&
  (endedOn === null || endedOn > askedOn)

/** The day some months after another; of a month that is shorter its last day. */
export function monthsAfter(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const firstOf = (at: number) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
  const at = year * 12 + month - 1 + count
  const wanted = addDays(firstOf(at), date - 1)
  return wanted < firstOf(at + 1) ? wanted : addDays(firstOf(at + 1), -1)
}

/**
 * When a turn that was done is to be asked about today, and was not yet. What is later than its time of answering is not asked any more: the program was
 * not there, or the turn came in with old data.
 */
export const momentsDue = <M extends Moment>(
  finishedOn: string,
  today: string,
  moments: readonly M[],
  asked: readonly number[],
): M[] =>
  moments.filter(({ id, months, answerDays }) => {
    const on = monthsAfter(finishedOn, months)
    return !asked.includes(id) && on <= today && addDays(on, answerDays) >= today
  })

export interface Question {
  readonly id: number
  readonly kind: QuestionKind
}
export interface Answer {
  readonly questionId: number
  readonly value: number | null
  readonly said: string | null
}

/** The answers as they are kept, of what was sent by question; and the questions that are left open or answered by what is no choice. */
export function readAnswers(
  questions: readonly Question[],
  sent: Readonly<Record<string, string>>,
): { readonly answers: Answer[]; readonly wrong: Question[] } {
  const answers: Answer[] = []
  const wrong: Question[] = []
  for (const question of questions) {
    const typed = (sent[String(question.id)] ?? '').trim()
    const most = choicesOf[question.kind].length
    if (most === 0 && typed !== '') answers.push({ questionId: question.id, value: null, said: typed })
    else if (most > 0 && /^[1-9]$/.test(typed) && Number(typed) <= most)
      answers.push({ questionId: question.id, value: Number(typed), said: null })
    else wrong.push(question)
  }
  return { answers, wrong }
}
