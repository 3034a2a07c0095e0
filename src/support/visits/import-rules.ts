import { z } from 'zod'
import { type CellProblem, keysOf } from '../../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../../imports/index.ts'
import { id, optionalDay, optionalLongText } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { foundFields, resultFields } from './fields.ts'

/* Visits that were made on paper, as a table: one row for each thing found, or one for a visit that found nothing. */

const { visitedOn, present, conclusion } = resultFields.table
const { content, remedy, dueOn } = foundFields.table

export const visitTable = {
  columns: {
    turn: { words: words('Lượt số', 'Turn number'), others: ['luot', 'so luot'], kind: 'value' },
    ...columnsOf({ visitedOn, present, conclusion, content, remedy, dueOn }),
  },
  holds: (found) => found.has('turn') && found.has('visitedOn') && found.has('conclusion'),
  keys: ['turn'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Lượt số”, “Ngày kiểm tra tại chỗ”, “Kết quả kiểm tra tại chỗ”. Xin dùng tệp mẫu.',
    'No row of headings with “Lượt số”, “Ngày kiểm tra tại chỗ”, “Kết quả kiểm tra tại chỗ” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type VisitColumn = keyof typeof visitTable.columns
export const visitColumnKeys = keysOf(visitTable.columns)
export const visitColumns = namesOf<VisitColumn>(visitTable.columns)

const { input } = resultFields

/** A row as its cells say it. */
export const VisitRead = z.object({
  turn: id(),
  visitedOn: input.visitedOn,
  present: input.present,
  conclusion: input.conclusion,
  content: optionalLongText(2000),
  remedy: optionalLongText(2000),
  dueOn: optionalDay(),
})
export type VisitRead = z.output<typeof VisitRead>

/** What the rows are held against. */
interface VisitsThere {
  /** Turns with a contract. */
  readonly turns: ReadonlySet<number>
  /** What stands, by `visitKey`. */
  readonly standing: ReadonlySet<string>
  readonly today: string
}

/** What makes a row the same as another: turn, day, and what was found. */
export const visitKey = (of: { turn: number; visitedOn: string; content?: string | null | undefined }) =>
  JSON.stringify([of.turn, of.visitedOn, of.content ?? null])

interface JudgedVisit {
  readonly outcome: 'new' | 'same' | 'error'
  readonly problems: readonly CellProblem<VisitColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeVisits(rows: readonly (VisitRead | null)[], there: VisitsThere): JudgedVisit[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedVisit => {
    if (row === null) return { outcome: 'error', problems: [] }
    const problems: CellProblem<VisitColumn>[] = []
    const wrong = (column: VisitColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    if (!there.turns.has(row.turn))
      wrong('turn', 'Không có lượt số này, hoặc chưa ký hợp đồng.', 'No such turn, or it has no contract.')
    if (row.visitedOn > there.today) wrong('visitedOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (row.content !== undefined && row.remedy === undefined)
      wrong(
        'remedy',
        'Có điều phát hiện thì ghi việc phải làm.',
        'Where something was found, say its remedy.',
      )
    if (row.content !== undefined && row.dueOn === undefined)
      wrong('dueOn', 'Có điều phát hiện thì ghi hạn khắc phục.', 'Where something was found, say by when.')
    if (row.dueOn !== undefined && row.dueOn < row.visitedOn)
      wrong('dueOn', 'Không thể trước ngày kiểm tra.', 'Not before the visit.')
    if (row.content === undefined && (row.remedy ?? row.dueOn) !== undefined)
      wrong('content', 'Xin ghi điều phát hiện.', 'Say what was found.')
    const key = visitKey(row)
    if (seen.has(key)) wrong('content', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    return {
      outcome: problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new',
      problems,
    }
  })
}
