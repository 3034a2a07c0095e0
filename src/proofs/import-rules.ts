import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { proofKinds } from '../enterprises/index.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { longText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { measureFields } from './fields.ts'
import { measureFault, measureKinds, units } from './rules.ts'

/* Measures of many enterprises as a table, one row for each: what each row would do, told without a database. */

const { kind, year, value, unit, note } = measureFields.table

export const measureTable = {
  columns: {
    taxCode: {
      words: words('Mã số thuế', 'Tax code'),
      others: ['mst', 'ma so doanh nghiep'],
      kind: 'text',
    },
    ...columnsOf({ kind, year, value, unit, note }),
  },
  holds: (found) => found.has('taxCode') && found.has('value'),
  keys: ['taxCode'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Mã số thuế”, “Giá trị”. Xin dùng tệp mẫu.',
    'No row of headings with “Mã số thuế”, “Giá trị” was found. Please use the template.',
  ),
  mostRows: 10_000,
} as const satisfies HeadedKind<string>
export type MeasureColumn = keyof typeof measureTable.columns
export const measureColumnKeys = keysOf(measureTable.columns)
export const measureColumns = namesOf<MeasureColumn>(measureTable.columns)

/** The kinds of proof that are measures. */
export const measures = { keys: measureKinds, names: proofKinds.names }
const kindOf = keysByWords(measures)
const unitOf = keysByWords(units, [
  ['dong', 'VND'],
  ['usd', 'USD'],
])
const keyed = (found: (said: string) => string | undefined) => (cell: unknown) =>
  typeof cell === 'string' ? (found(cell) ?? cell) : cell

/** A row as its cells say it. */
export const MeasureRead = z.object({
  taxCode: z.preprocess((cell) => String(cell ?? '').replace(/\s/g, ''), z.string().min(1).max(20)),
  kind: z.preprocess(keyed(kindOf), measureFields.input.kind),
  year: measureFields.input.year,
  value: measureFields.input.value,
  unit: z.preprocess(keyed(unitOf), measureFields.input.unit),
  note: longText(2000),
})
export type MeasureRead = z.output<typeof MeasureRead>

/** What the rows are held against. */
export interface MeasuresThere {
  readonly enterprises: ReadonlyMap<string, number>
  /** What waits or is confirmed, by `measureKey`. */
  readonly standing: ReadonlyMap<string, { readonly value: number; readonly unit: string }>
  /** The year that runs. */
  readonly running: number
}

/** One measure of a kind stands for a year of an enterprise. */
export const measureKey = (of: { enterpriseId: number; kind: string; year: number | null }) =>
  JSON.stringify([of.enterpriseId, of.kind, of.year])

export interface JudgedMeasure {
  readonly outcome: 'new' | 'same' | 'error'
  readonly enterpriseId: number | null
  readonly problems: readonly CellProblem<MeasureColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeMeasures(
  rows: readonly (MeasureRead | null)[],
  { enterprises, standing, running }: MeasuresThere,
): JudgedMeasure[] {
  const seen = new Set<string>()
  const wrong = (column: MeasureColumn, vi: string, en: string) => [{ column, words: words(vi, en) }]
  return rows.map((row): JudgedMeasure => {
    if (row === null) return { outcome: 'error', enterpriseId: null, problems: [] }
    const enterpriseId = enterprises.get(row.taxCode)
    if (enterpriseId === undefined)
      return {
        ...{ outcome: 'error', enterpriseId: null },
        problems: wrong(
          'taxCode',
          'Danh bạ không có doanh nghiệp mã số thuế này.',
          'The register has no enterprise of this tax code.',
        ),
      }
    const key = measureKey({ ...row, enterpriseId })
    const there = standing.get(key)
    const fault = measureFault(row)
    const same = there !== undefined && there.value === row.value && there.unit === row.unit
    const problems = [
      ...(fault === null ? [] : [{ column: fault.field as MeasureColumn, words: fault.words }]),
      ...(row.year > running ? wrong('year', 'Năm này chưa tới.', 'This year is yet to come.') : []),
      ...(seen.has(key)
        ? wrong('taxCode', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
        : []),
      ...(there !== undefined && !same
        ? wrong(
            'value',
            'Số liệu khác của năm này đang chờ hoặc đã xác nhận; nếu sai, xin kết thúc số liệu đó trước.',
            'Another measure of this year waits or is confirmed; if it is wrong, end that one first.',
          )
        : []),
    ]
    seen.add(key)
    return { outcome: problems.length > 0 ? 'error' : same ? 'same' : 'new', enterpriseId, problems }
  })
}
