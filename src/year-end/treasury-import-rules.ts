import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { type HeadedKind, namesOf } from '../imports/index.ts'
import { dong, optionalLongText, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'

/* The Treasury's statement of a year as a table, one line and source in a row: what each row would do, told without a database. */

export const statementTable = {
  columns: {
    line: { words: words('Mục', 'Line'), others: ['muc du toan', 'ma muc'], kind: 'text' },
    source: { words: words('Nguồn', 'Source'), others: ['nguon kinh phi'], kind: 'text' },
    given: { words: words('Dự toán được sử dụng', 'What could be spent'), others: [], kind: 'money' },
    paid: { words: words('Đã chi', 'Paid'), others: [], kind: 'money' },
    advanced: { words: words('Tạm ứng chưa thanh toán', 'Advances not cleared'), others: [], kind: 'money' },
    leftOver: { words: words('Dự toán còn lại', 'Left of the estimate'), others: ['con lai'], kind: 'money' },
    explanation: {
      words: words('Giải trình chỗ lệch', 'Explanation of what differs'),
      others: ['giai trinh'],
      kind: 'text',
    },
  },
  holds: (found) => found.has('line') && found.has('given') && found.has('paid'),
  keys: ['line'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mục”, “Dự toán được sử dụng”, “Đã chi”. Xin dùng tệp mẫu.',
    'No row of headings with “Mục”, “Dự toán được sử dụng”, “Đã chi” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type StatementColumn = keyof typeof statementTable.columns
export const statementColumnKeys = keysOf(statementTable.columns)
export const statementColumns = namesOf<StatementColumn>(statementTable.columns)

/** A row as its cells say it. */
export const StatementRead = z.object({
  line: z.preprocess((cell) => (typeof cell === 'number' ? String(cell) : cell), text(20)),
  source: optionalText(300),
  given: dong(0n),
  paid: dong(0n),
  advanced: dong(0n),
  leftOver: dong(0n),
  explanation: optionalLongText(2000),
})
export type StatementRead = z.output<typeof StatementRead>

/** A line and source on which money of the year moved, with what was entered of it before. */
export interface StatementPlace {
  readonly lineId: number
  readonly sourceId: number
  readonly line: string
  readonly source: string
  readonly sourceName: string
  readonly sourceNameEn: string
  readonly treasury: {
    readonly given: bigint
    readonly paid: bigint
    readonly advanced: bigint
    readonly leftOver: bigint
    readonly explanation: string | null
    readonly documentNumber: string
  } | null
}

export interface JudgedStatement {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly lineId: number | null
  readonly sourceId: number | null
  readonly problems: readonly CellProblem<StatementColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. A source that is not named is the only one of its line. */
export function judgeStatement(
  rows: readonly (StatementRead | null)[],
  there: {
    readonly places: readonly StatementPlace[]
    readonly documentNumber: string
    readonly fold: (said: string) => string
  },
): JudgedStatement[] {
  const { places, documentNumber, fold } = there
  const seen = new Set<string>()
  return rows.map((row): JudgedStatement => {
    if (row === null) return { outcome: 'error', lineId: null, sourceId: null, problems: [] }
    const problems: CellProblem<StatementColumn>[] = []
    const wrong = (column: StatementColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const ofLine = places.filter(({ line }) => line === row.line)
    const said = row.source === undefined ? null : fold(row.source)
    const named =
      said === null
        ? ofLine
        : ofLine.filter((one) =>
            [one.source, one.sourceName, one.sourceNameEn].some((name) => fold(name) === said),
          )
    if (ofLine.length === 0)
      wrong('line', 'Năm này không có bút toán ở mục này.', 'The year has no entry on this line.')
    else if (named.length === 0)
      wrong(
        'source',
        'Năm này không có bút toán ở mục và nguồn này.',
        'The year has no entry on this line and source.',
      )
    else if (named.length > 1)
      wrong(
        'source',
        'Mục này có nhiều nguồn, xin ghi nguồn.',
        'The line has several sources, please say which.',
      )
    const place = named.length === 1 ? named[0] : undefined
    const key = place === undefined ? null : `${place.lineId} ${place.sourceId}`
    if (key !== null && seen.has(key))
      wrong('line', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    if (key !== null) seen.add(key)
    const before = place?.treasury ?? null
    const same =
      before !== null &&
      before.documentNumber === documentNumber &&
      (['given', 'paid', 'advanced', 'leftOver'] as const).every((name) => before[name] === row[name]) &&
      (before.explanation ?? null) === (row.explanation ?? null)
    return {
      outcome: problems.length > 0 ? 'error' : before === null ? 'new' : same ? 'same' : 'changed',
      ...{ lineId: place?.lineId ?? null, sourceId: place?.sourceId ?? null, problems },
    }
  })
}
