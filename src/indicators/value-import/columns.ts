import { keysOf } from '../../documents/read/headed-table.ts'
import { type HeadedKind, type ImportColumn, mapped, namesOf } from '../../imports/index.ts'
import { type Words, words } from '../../platform/language.ts'
import { indicatorFields, valueFields } from '../fields.ts'

/* The columns of a sheet of values: those of one value a row, and one for each year. */

const [firstYear, lastYear] = [1986, 2100]
type YearColumn = `y${number}`
const yearColumn = (of: number): YearColumn => `y${of}`
const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at)

/** The columns of a long table. */
export const named = {
  key: { words: words('Mã', 'Code'), others: ['ma chi so'], kind: 'text' },
  indicator: { words: words('Chỉ số', 'Indicator'), others: ['chi tieu', 'ten chi so'], kind: 'text' },
  unit: { words: indicatorFields.labels.unit, others: ['don vi', 'dvt'], kind: 'text' },
  agency: { words: words('Cơ quan', 'Agency'), others: ['co quan nhap', 'don vi bao cao'], kind: 'text' },
  plan: {
    words: words('Kế hoạch', 'Plan'),
    others: ['so ke hoach', 'dia ban', 'tinh', 'place'],
    kind: 'text',
  },
  year: { words: valueFields.labels.year, kind: 'value' },
  value: { words: valueFields.labels.value, others: ['so lieu', 'ket qua'], kind: 'count' },
  estimate: { words: words('Ước thực hiện', 'Estimated result'), others: ['uoc', 'estimate'], kind: 'text' },
  paperNumber: { words: valueFields.labels.paperNumber, others: ['so bao cao'], kind: 'text' },
  paperOn: { words: valueFields.labels.paperOn, others: ['ngay bao cao'], kind: 'value' },
  state: { words: words('Tình trạng', 'State'), kind: 'text' },
  note: { words: valueFields.labels.note, kind: 'text' },
} as const satisfies Readonly<Record<string, ImportColumn>>

export type ValueColumn = keyof typeof named | YearColumn
const yearColumns = mapped(years.map(yearColumn), (key): ImportColumn => {
  const of = key.slice(1)
  return {
    words: words(of, of),
    others: [
      `nam ${of}`,
      `uoc ${of}`,
      `uoc nam ${of}`,
      `uoc thuc hien ${of}`,
      `year ${of}`,
      `estimate ${of}`,
    ],
    kind: 'count',
  }
})

/** Whether a column is of a year. */
export const isYear = (column: string) => /^y\d{4}$/.test(column)

/** What is read of a sheet of values. */
export const table: HeadedKind<ValueColumn> = {
  columns: { ...named, ...yearColumns },
  holds: (found) =>
    (found.has('indicator') || found.has('key')) &&
    ((found.has('year') && found.has('value')) || [...found.keys()].some(isYear)),
  keys: ['key', 'indicator'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Chỉ số” với “Năm” và “Giá trị”, hoặc với các cột năm. Xin dùng tệp mẫu.',
    'No row of headings with “Chỉ số” (indicator) and “Năm” (year), “Giá trị” (value), or columns of years was found. Please use the template.',
  ),
  mostRows: 2_000,
}
export const valueColumnKeys = keysOf(table.columns)
export const valueColumns: Readonly<Record<ValueColumn, Words>> = namesOf(table.columns)
/** The columns of a long table, for the template's words. */
export const namedColumns = namesOf(named)
