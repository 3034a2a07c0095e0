import { writeCsv } from '../documents/write/csv.ts'
import { writeWorkbook } from '../documents/write/workbook.ts'
import type { WorkbookValue } from '../documents/write/workbook-model.ts'
import { download } from '../platform/file-answer.ts'
import type { Language } from '../platform/language.ts'
import {
  columnNotes,
  type ImportColumn,
  importColumnKeys,
  importColumns,
  isMoney,
  type MoneyUnit,
  templateHeading,
  unitOf,
  unitValues,
} from './import-columns.ts'

/** What one row of a template is filled with; money in đồng. */
export type TemplateRow = Readonly<Partial<Record<ImportColumn, string | number | bigint | null>>>

export interface TemplateOptions {
  readonly language: Language
  readonly unit: MoneyUnit
  /** Whether rows name their enterprise. */
  readonly many: boolean
}

const columnsOf = ({ many }: TemplateOptions) =>
  importColumnKeys.filter((key) => key !== 'valueAdded' && (many || (key !== 'taxCode' && key !== 'name')))

/** An amount in the unit of the template: whole where it is, else with its decimals. */
function inUnit(value: bigint, unit: bigint): bigint | number {
  return value % unit === 0n ? value / unit : Number(value) / Number(unit)
}

function cellsOf(row: TemplateRow, columns: readonly ImportColumn[], unit: MoneyUnit): WorkbookValue[] {
  return columns.map((column) => {
    const value = row[column] ?? null
    return typeof value === 'bigint' && isMoney(column) ? inUnit(value, unitValues[unit]) : value
  })
}

/** The sheet to fill in, with what is on record in it, and a sheet that explains its columns. */
export async function accountsWorkbook(
  rows: readonly TemplateRow[],
  options: TemplateOptions,
): Promise<Uint8Array> {
  const { language, unit } = options
  const columns = columnsOf(options)
  const words = (vi: string, en: string) => ({ vi, en })[language]
  return writeWorkbook([
    {
      name: words('Số liệu năm', 'Yearly accounts'),
      columns: columns.map((column) => ({
        title: templateHeading(column, unit)[language],
        type: column === 'taxCode' || column === 'name' || column === 'year' ? 'text' : 'decimal',
        width: column === 'name' ? 32 : 16,
      })),
      rows: rows.map((row) => cellsOf(row, columns, unit)),
    },
    {
      name: words('Giải thích', 'Explanation'),
      title: [
        words(
          'Ô trống giữ nguyên số đang có. Cần chi phí trung gian, hoặc đủ các khoản tính theo thu nhập.',
          'An empty cell keeps what is on record. Intermediate consumption, or all columns by income, is needed.',
        ),
      ],
      columns: [
        { title: words('Cột', 'Column'), type: 'text', width: 30 },
        { title: words('Đơn vị', 'Unit'), type: 'text', width: 18 },
        { title: words('Cần hay không', 'Needed'), type: 'text', width: 20 },
        { title: words('Ý nghĩa', 'Meaning'), type: 'text', width: 60 },
      ],
      rows: columns.map((column) => {
        const [need, meaning] = columnNotes[column]
        return [
          importColumns[column][language],
          unitOf(column, unit)?.[language] ?? null,
          need[language],
          meaning[language],
        ]
      }),
    },
  ])
}

/** The same sheet as CSV, numbers with a decimal point. */
export function accountsCsv(rows: readonly TemplateRow[], options: TemplateOptions): string {
  const columns = columnsOf(options)
  return writeCsv(
    columns.map((column) => templateHeading(column, options.unit)[options.language]),
    rows.map((row) => cellsOf(row, columns, options.unit).map(plainDecimal)),
  )
}

/** Three decimals get a zero, else a reader may take them for thousands: `123.4560`. */
const plainDecimal = (value: WorkbookValue) =>
  typeof value === 'number' && /\.\d{3}$/.test(String(value)) ? `${value}0` : value

/** The template as a download. */
export async function accountsTemplate(
  format: 'csv' | 'xlsx',
  rows: readonly TemplateRow[],
  options: TemplateOptions,
): Promise<Response> {
  const name = { vi: 'so-lieu-nam', en: 'yearly-accounts' }[options.language]
  if (format === 'csv') return download(`${name}.csv`, 'text/csv; charset=utf-8', accountsCsv(rows, options))
  return download(
    `${name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    new Uint8Array(await accountsWorkbook(rows, options)),
  )
}
