/* Sheets of questions: what is wrong with answers, what a test gives, what a survey comes to. Pure. */

export interface Question {
  readonly id: number
  /** What one chooses among; none: one writes. */
  readonly options: readonly string[]
  readonly rightOption: number | null
  readonly points: number | null
}

/** By question: the option that was chosen, counted from 1, or what was written. */
export type Answers = Readonly<Record<string, number | string>>

/** From how many persons on a mean or a distribution is told: of fewer, somebody could be known by it. */
export const leastPersons = 5

/** The answers as they are kept, of what was sent; and the questions that are left open or answered by what is no option. A written answer may be left out. */
export function readAnswers(
  questions: readonly Question[],
  sent: Readonly<Record<string, string>>,
): { readonly answers: Answers; readonly wrong: readonly number[] } {
  const answers: Record<string, number | string> = {}
  const wrong: number[] = []
  for (const { id, options } of questions) {
    const typed = (sent[String(id)] ?? '').trim()
    if (options.length === 0) {
      if (typed !== '') answers[id] = typed
      continue
    }
    const chosen = Number(typed)
    if (Number.isInteger(chosen) && chosen >= 1 && chosen <= options.length) answers[id] = chosen
    else wrong.push(id)
  }
  return { answers, wrong }
}

/** What a test gives: the points of the questions that are answered right, of all there are. */
export function scoreOf(questions: readonly Question[], answers: Answers): { score: number; most: number } {
  let [score, most] = [0, 0]
  for (const { id, rightOption, points } of questions) {
    if (rightOption === null || points === null) continue
    most += points
    if (answers[id] === rightOption) score += points
  }
  return { score, most }
}

/** The mean share of what could be reached, in percent with one decimal; null of fewer persons than may be told of. */
export function meanShare(
  results: readonly { readonly score: number; readonly most: number }[],
): number | null {
  const counted = results.filter(({ most }) => most > 0)
  if (counted.length < leastPersons) return null
  const sum = counted.reduce((all, { score, most }) => all + score / most, 0)
  return Math.round((sum / counted.length) * 1000) / 10
}
