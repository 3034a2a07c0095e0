import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, optionalLongText, optionalText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { QuestionRow } from './forms.ts'
import { type Cell, placeKey, placesOf, readTyped } from './rules.ts'

/* What stands in a report: read from what was typed, written place by place. */

export const cellInput = z.object({
  questionId: id(),
  line: whole(0, 1000),
  col: whole(0, 100),
  value: optionalLongText(8000),
  /** Why a figure is another than the one proposed. */
  reason: optionalText(500),
})
export type CellInput = z.output<typeof cellInput>
export const mostCells = 1000

export const cellsOf = async (db: Db, answerId: number): Promise<Cell[]> =>
  db
    .selectFrom('reportCell')
    .select(['questionId', 'line', 'col', 'said', 'amount', 'proposed', 'reason'])
    .where('answerId', '=', answerId)
    .orderBy('questionId')
    .orderBy('line')
    .orderBy('col')
    .execute()

export interface ReadCells {
  readonly cells: Cell[]
  readonly faults: FieldProblem[]
}

/** What was typed as cells, over those that stand: what is not named stays as it is. */
export function readCells(
  questions: readonly QuestionRow[],
  standing: readonly Cell[],
  typed: readonly CellInput[],
): ReadCells {
  const before = new Map(standing.map((cell) => [placeKey(cell), cell]))
  const byPlace = new Map(
    questions.flatMap((question) => placesOf(question).map((place) => [placeKey(place), question] as const)),
  )
  const cells = new Map(before)
  const faults: FieldProblem[] = []
  for (const [at, { questionId, line, col, value, reason }] of typed.entries()) {
    const place = { questionId, line, col }
    const question = byPlace.get(placeKey(place))
    const fault = (field: string, said: ReturnType<typeof words>) =>
      faults.push({ field: `cells.${at}.${field}`, words: said })
    if (question === undefined) {
      fault('questionId', words('Biểu mẫu không có ô này.', 'The form has no such field.'))
      continue
    }
    const read = readTyped(question, value ?? '')
    if ('wrong' in read) {
      fault('value', read.wrong)
      continue
    }
    const proposed = before.get(placeKey(place))?.proposed ?? null
    const isOther = proposed !== null && read.amount !== null && read.amount !== proposed
    if (isOther && reason === undefined)
      fault(
        'reason',
        words(
          'Số khác với số chương trình có; xin ghi lý do.',
          'It differs from the figure that the program has; please say why.',
        ),
      )
    cells.set(placeKey(place), { ...place, ...read, proposed, reason: isOther ? (reason ?? null) : null })
  }
  return { cells: [...cells.values()], faults }
}

/** Writes the cells of a report that is locked: what is empty and was not proposed goes. */
export async function writeCells(db: Db, answerId: number, cells: readonly Cell[]): Promise<void> {
  const kept = cells.filter(
    ({ said, amount, proposed }) => said !== null || amount !== null || proposed !== null,
  )
  await sql`DELETE FROM report_cell c WHERE c.answer_id = ${answerId} AND NOT EXISTS (
    SELECT FROM unnest(${kept.map((cell) => cell.questionId)}::int[], ${kept.map(({ line }) => line)}::int[], ${kept.map(({ col }) => col)}::int[])
      AS k (question_id, line, col) WHERE k.question_id = c.question_id AND k.line = c.line AND k.col = c.col)`.execute(
    db,
  )
  if (kept.length === 0) return
  await db
    .insertInto('reportCell')
    .values(kept.map((cell) => ({ answerId, ...cell })))
    .onConflict((there) =>
      there.columns(['answerId', 'questionId', 'line', 'col']).doUpdateSet((eb) => ({
        said: eb.ref('excluded.said'),
        amount: eb.ref('excluded.amount'),
        reason: eb.ref('excluded.reason'),
      })),
    )
    .execute()
}
