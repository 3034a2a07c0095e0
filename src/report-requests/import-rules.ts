import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { type HeadedKind, namesOf } from '../imports/index.ts'
import { optionalText, optionalWhole, text } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { readCells } from './cells.ts'
import type { QuestionRow } from './forms.ts'
import { type Cell, placeKey, placesOf } from './rules.ts'

/* A report that was filled in as a workbook and comes back: one row for each place, named by code, line and column. */

const column = (vi: string, en: string, ...others: string[]) =>
  ({ words: words(vi, en), kind: 'text', others }) as const

export const reportTable = {
  columns: {
    code: column('Mã câu hỏi', 'Code of the question'),
    line: column('Số dòng', 'Number of the line'),
    col: column('Số cột', 'Number of the column'),
    label: column('Nội dung hỏi', 'What is asked'),
    value: column('Trả lời', 'Answer'),
    edition: column('Biểu mẫu', 'Form and edition'),
    reason: column('Lý do sửa số điền sẵn', 'Why the proposed figure was changed'),
  },
  holds: (found) => found.has('code') && found.has('value'),
  keys: ['code'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mã câu hỏi”, “Trả lời”. Xin dùng tệp tải từ báo cáo.',
    'No row of headings with “Mã câu hỏi”, “Trả lời” was found. Please use the file of the report.',
  ),
  mostRows: 1_000,
} as const satisfies HeadedKind<string>
export type ReportColumn = keyof typeof reportTable.columns
export const reportColumnKeys = keysOf(reportTable.columns)
export const reportColumns = namesOf<ReportColumn>(reportTable.columns)

/** A row as its cells say it. */
export const ReportRead = z.object({
  code: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), text(20)),
  line: optionalWhole(0, 1000),
  col: optionalWhole(0, 100),
  label: optionalText(2000),
  value: z.preprocess(
    (value) => (typeof value === 'number' ? String(value).replace('.', ',') : value),
    optionalText(8000),
  ),
  edition: optionalText(400),
  reason: optionalText(500),
})
export type ReportRead = z.output<typeof ReportRead>

export interface JudgedRow {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly cell: Cell | null
  readonly problems: readonly CellProblem<ReportColumn>[]
}

const columnOf: Readonly<Record<string, ReportColumn>> = { value: 'value', reason: 'reason' }

/** What a workbook says of the form that it is of: an older edition has other questions under the same codes. */
export const editionName = ({ name, edition }: { readonly name: string; readonly edition: number }): string =>
  `${name}, phiên bản ${edition}`

/** What rows would do, in their order; null for one that could not be read. A place that the form does not have is named. */
export function judgeRows(
  rows: readonly (ReportRead | null)[],
  questions: readonly QuestionRow[],
  standing: readonly Cell[],
  form: { readonly name: string; readonly edition: number },
): JudgedRow[] {
  const byCode = new Map(questions.map((question) => [question.code, question]))
  const before = new Map(standing.map((cell) => [placeKey(cell), cell]))
  const seen = new Set<string>()
  return rows.map((row): JudgedRow => {
    const wrong = (at: ReportColumn, said: Words): JudgedRow => ({
      ...{ outcome: 'error', cell: null, problems: [{ column: at, words: said }] },
    })
    if (row === null) return { outcome: 'error', cell: null, problems: [] }
    const { code, line = 0, col = 0 } = row
    if (row.edition !== undefined && row.edition !== editionName(form))
      return wrong(
        'edition',
        words(
          `Tệp theo biểu mẫu khác (${row.edition}); báo cáo này dùng “${editionName(form)}”. Xin tải lại tệp từ trang báo cáo.`,
          `The file is of another form (${row.edition}); this report has “${editionName(form)}”. Please take the file from its page again.`,
        ),
      )
    const question = byCode.get(code)
    if (question === undefined)
      return wrong(
        'code',
        words('Biểu mẫu không có câu hỏi mang mã này.', 'The form has no question with this code.'),
      )
    if (question.kind === 'file')
      return wrong(
        'code',
        words(
          'Câu hỏi này nhận tệp đính kèm trên trang báo cáo.',
          'Files of this question are attached on the page of the report.',
        ),
      )
    const place = { questionId: question.id, line, col }
    const key = placeKey(place)
    if (!placesOf(question).some((one) => placeKey(one) === key))
      return wrong('line', words('Biểu mẫu không có ô này.', 'The form has no such field.'))
    if (seen.has(key))
      return wrong('code', words('Dòng này có hai lần trong bảng.', 'The table has this row twice.'))
    seen.add(key)
    const was = before.get(key)
    const { cells, faults } = readCells([question], was === undefined ? [] : [was], [
      { ...place, value: row.value, reason: row.reason },
    ])
    const [fault] = faults
    if (fault !== undefined)
      return wrong(columnOf[fault.field.split('.').at(-1) ?? ''] ?? 'value', fault.words)
    const cell = cells[0] ?? null
    const isSame =
      (was?.said ?? null) === (cell?.said ?? null) &&
      (was?.amount ?? null) === (cell?.amount ?? null) &&
      (was?.reason ?? null) === (cell?.reason ?? null)
    const isEmpty = was === undefined || (was.said === null && was.amount === null)
    return { outcome: isSame ? 'same' : isEmpty ? 'new' : 'changed', cell, problems: [] }
  })
}
