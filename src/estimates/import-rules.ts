import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { optionalId, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import type { Basis } from './basis.ts'
import { type EstimateLineValues, estimateLineFields } from './fields.ts'
import { readLines, type TypedField } from './typed-lines.ts'

/* A table of lines that comes in: what each row would do, told without a database. The columns are those of the workbook. */

const keyField = {
  field: optionalId(),
  label: words('Mã dòng', 'Number of the line'),
  input: 'number',
  headings: ['ma so dong'],
} as const

export const estimateTable = {
  columns: columnsOf({ key: keyField, ...estimateLineFields.read }),
  holds: (found) => found.has('title') && found.has('quantity') && found.has('unitCost'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Nội dung chi”, “Số lượng”, “Đơn giá”. Xin dùng tệp mẫu.',
    'No row of headings with “Nội dung chi”, “Số lượng”, “Đơn giá” was found. Please use the template.',
  ),
  mostRows: 1_000,
} as const satisfies HeadedKind<string>
export type EstimateColumn = keyof typeof estimateTable.columns
export const estimateColumnKeys = keysOf(estimateTable.columns)
export const sheetColumns = namesOf<EstimateColumn>(estimateTable.columns)

const { lineId: _l, sourceId: _s, normId: _n, ...plain } = estimateLineFields.imported

/** A row as its cells say it: records by their names or codes. */
export const EstimateRead = z.object({
  ...plain,
  key: optionalId(),
  title: estimateLineFields.input.title,
  quantity: estimateLineFields.input.quantity,
  unit: text(60),
  unitCost: estimateLineFields.input.unitCost,
  line: optionalText(600),
  source: optionalText(300),
  norm: optionalText(800),
})
export type EstimateRead = z.output<typeof EstimateRead>

/** A line that is there. */
export type ThereLine = EstimateLineValues & { readonly id: number }

export interface JudgedRow {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  /** The number of the line, where it is there already. */
  readonly id: number | null
  readonly values: EstimateLineValues | null
  readonly changed: readonly EstimateColumn[]
  readonly problems: readonly CellProblem<EstimateColumn>[]
}

const columnOf: Readonly<Record<string, EstimateColumn>> = {
  lineId: 'line',
  sourceId: 'source',
  normId: 'norm',
}
const nameOf = (line: Pick<EstimateLineValues, 'title' | 'lineId' | 'sourceId'>) =>
  JSON.stringify([slug(line.title), line.lineId, line.sourceId])

/**
 * What rows would do, in their order; null for one that could not be read. A row is a line that is there by its number, else by what it
 * is called, its budget line and source.
 */
export function judgeRows(
  rows: readonly (EstimateRead | null)[],
  basis: Basis,
  there: readonly ThereLine[],
): JudgedRow[] {
  const byId = new Map(there.map((line) => [line.id, line]))
  const byName = new Map(there.map((line) => [nameOf(line), line]))
  const seen = new Set<number | string>()
  return rows.map((row): JudgedRow => {
    const wrong = (problems: JudgedRow['problems']): JudgedRow => ({
      ...{ outcome: 'error', id: null, values: null, changed: [], problems },
    })
    if (row === null) return wrong([])
    const { key, ...typed } = row
    const [read] = readLines([{ id: undefined, ...typed }], basis)
    if (read === undefined || read.values === null)
      return wrong(
        (read?.problems ?? []).map(({ field, words: said }) => ({
          column: field as TypedField,
          words: said,
        })),
      )
    const { values } = read
    const before = key === undefined ? byName.get(nameOf(values)) : byId.get(key)
    if (key !== undefined && before === undefined)
      return wrong([
        {
          column: 'key',
          words: words('Dự toán này không có dòng mang mã đó.', 'The estimate has no line of this number.'),
        },
      ])
    const place = before?.id ?? nameOf(values)
    if (seen.has(place))
      return wrong([
        { column: 'title', words: words('Dòng này có hai lần trong bảng.', 'The table has this row twice.') },
      ])
    seen.add(place)
    if (before === undefined) return { outcome: 'new', id: null, values, changed: [], problems: [] }
    const changed = estimateLineFields.keys.filter((field) => values[field] !== before[field])
    return {
      outcome: changed.length === 0 ? 'same' : 'changed',
      ...{ id: before.id, values, problems: [] },
      changed: changed.map((field) => columnOf[field] ?? (field as EstimateColumn)),
    }
  })
}
