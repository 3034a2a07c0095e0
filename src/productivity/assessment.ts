import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageDirectory } from '../platform/config.ts'
import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

const WordsShape = z.object({ vi: z.string().min(1), en: z.string().min(1) })

/** The questionnaire of data/self-assessment.json: areas of practice, their statements, the support contents that fit each. */
const Questionnaire = z.object({
  /** Changes when a statement does: answers are compared within one edition. */
  edition: z.string(),
  levels: z.array(WordsShape).length(5),
  areas: z
    .array(
      z.object({
        key: z.string(),
        name: WordsShape,
        /** Keys of the catalogue of support contents, the first to be looked at first. */
        contents: z.array(z.string()).min(1),
        statements: z.array(WordsShape.extend({ key: z.string() })).min(1),
      }),
    )
    .min(1),
})
export type Questionnaire = z.infer<typeof Questionnaire>

let read: Questionnaire | null = null

/** The questionnaire in use; read once. */
export function questionnaire(): Questionnaire {
  read ??= Questionnaire.parse(
    JSON.parse(readFileSync(join(packageDirectory, 'data', 'self-assessment.json'), 'utf8')),
  )
  return read
}

/** The level 0 to 4 that was chosen for each statement, by its key. */
export type Answers = Readonly<Record<string, number>>

export interface AreaScore {
  readonly key: string
  readonly name: Words
  /** 0 to 1: the levels chosen over the highest possible. */
  readonly share: number
  /** Where to begin: the statement with the lowest level, the first of several. */
  readonly weakest: Words
  readonly contents: readonly string[]
}

/** The score of each area, in the questionnaire's order. An answer that is missing counts as level 0. */
export function scoresOf(questions: Questionnaire, answers: Answers): AreaScore[] {
  const top = questions.levels.length - 1
  return questions.areas.map(({ key, name, contents, statements }) => {
    const levels = statements.map((statement) => Math.min(top, Math.max(0, answers[statement.key] ?? 0)))
    const lowest = levels.indexOf(Math.min(...levels))
    const { vi, en } = statements[lowest] ?? words('', '')
    return {
      key,
      name,
      share: levels.reduce((sum, level) => sum + level, 0) / (top * statements.length),
      weakest: { vi, en },
      contents,
    }
  })
}

/** How far a practice has come: below 40 % it has yet to begin, below 70 % it is being built, above it is in place. */
export const stages = states({
  begin: { vi: 'Cần bắt đầu từ nền tảng', en: 'Begin with the basics', tone: 'error' },
  build: { vi: 'Đang hình thành, cần củng cố', en: 'Being built, to be consolidated', tone: 'warning' },
  keep: { vi: 'Đã thành nền nếp', en: 'In place', tone: 'success' },
})
export type Stage = StateOf<typeof stages>

/** The stage of a score from 0 to 1. */
export function stageOf(share: number): Stage {
  return share < 0.4 ? 'begin' : share < 0.7 ? 'build' : 'keep'
}

/**
 * What the scores advise: the areas that are not yet in place, the weakest first (in the questionnaire's order when
 * equal), each with the support contents that fit. Empty when all are in place.
 */
export function adviceOf(scores: readonly AreaScore[]): AreaScore[] {
  return scores
    .filter((score) => stageOf(score.share) !== 'keep')
    .map((score, place) => ({ score, place }))
    .sort((one, other) => one.score.share - other.score.share || one.place - other.place)
    .map(({ score }) => score)
}
