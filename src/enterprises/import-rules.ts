import { z } from 'zod'
import {
  type Cell,
  type CellProblem,
  findHeading,
  type Header,
  headingsOf,
  keysOf,
  moneyCell,
  plainCell,
  plainHeading,
} from '../documents/read/headed-table.ts'
import { fieldProblems, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { fold, nfc } from '../platform/text.ts'
import { kindOf, type RecordField } from '../ui/index.ts'
import { profile, yearFigures } from './profile.ts'
import { type SectorGroup, sectorGroups } from './rules.ts'

/** What an import adds, changes and leaves out, in rows. */
export const ImportCounts = z.object({ id: z.int(), added: z.int(), changed: z.int(), refused: z.int() })

/** The columns of an import, of its template and of the list's export: what is exported can be edited and imported again. */
const importFields = {
  ...profile.read,
  year: { label: words('Năm số liệu', 'Year of figures'), field: optionalYear(), headings: ['nam'] },
  ...yearFigures.read,
} satisfies Readonly<Record<string, RecordField>>
export type ImportColumn = keyof typeof importFields
export const importColumnKeys = keysOf(importFields)
const eachColumn = <V>(of: (field: RecordField, column: ImportColumn) => V) =>
  Object.fromEntries(importColumnKeys.map((column) => [column, of(importFields[column], column)])) as Record<
    ImportColumn,
    V
  >
export const importColumns = eachColumn(({ label }) => label)
/** How the values of each column are written in the template. */
export const importKinds = eachColumn(kindOf)

const otherHeadings = Object.fromEntries(
  importColumnKeys.flatMap((column) => {
    const field: RecordField = importFields[column]
    return (field.headings ?? []).map((heading) => [heading, column] as const)
  }),
)

const headings = headingsOf(importColumns, otherHeadings)

/** Finds the row of headings: the one with a tax code. null when there is none. */
export const findHeader = (rows: readonly (readonly Cell[])[]): Header<ImportColumn> | null =>
  findHeading(rows, headings, (columns) => columns.has('taxCode'))

const sectorWords: ReadonlyMap<string, SectorGroup> = new Map([
  ...sectorGroups.keys.flatMap((key) =>
    [key, sectorGroups.names[key].vi, sectorGroups.names[key].en].map(
      (words) => [plainHeading(words), key] as const,
    ),
  ),
  ['san xuat', 'production'],
  ['nong lam nghiep thuy san', 'production'],
  ['cong nghiep xay dung', 'production'],
  ['cong nghiep', 'production'],
  ['xay dung', 'production'],
  ['nong nghiep', 'production'],
  ['thuong mai', 'trade_services'],
  ['dich vu', 'trade_services'],
])

const { adminUnitId: _unit, ...imported } = profile.imported
const Row = z.object({
  ...imported,
  taxCode: profile.input.taxCode,
  unit: optionalText(200),
  sectorGroup: z.preprocess(
    (value) => (typeof value === 'string' ? (sectorWords.get(plainHeading(value)) ?? value) : value),
    imported.sectorGroup,
  ),
  year: importFields.year.field,
  ...yearFigures.imported,
})

/** What a row says; what it leaves empty stays as it is in the register. Money in đồng. */
export type ImportedRow = Omit<z.output<typeof Row>, 'unit'> & { readonly unitId: number | undefined }

type Fault = CellProblem<ImportColumn>

export type RowReading =
  | { readonly ok: true; readonly row: ImportedRow }
  | { readonly ok: false; readonly problems: Fault[] }

/**
 * Reads one row of a sheet: each cell by its column, then what the cells say together.
 * @param units folded name of an administrative unit → its id
 * @param today ISO
 */
export function readRow(
  cells: readonly Cell[],
  header: Header<ImportColumn>,
  units: ReadonlyMap<string, number>,
  today: string,
): RowReading {
  const raw: Partial<Record<ImportColumn, unknown>> = {}
  for (const [column, { at, unit }] of header.columns) {
    const cell = cells[at] ?? null
    const field: RecordField = importFields[column]
    const isText = kindOf(field) === undefined && field !== importFields.year
    const value = kindOf(field) === 'money' ? moneyCell(cell, unit ?? 1n, null) : plainCell(cell)
    raw[column] = typeof value === 'number' && isText ? String(value) : value
  }
  const parsed = Row.safeParse(raw, { reportInput: true })
  const unit = typeof raw.unit === 'string' ? nfc(raw.unit) : ''
  const unitId = units.get(fold(unit))
  const problems: Fault[] = parsed.success
    ? together(parsed.data, today)
    : fieldProblems(parsed.error).map(({ field, words }) => ({ column: columnOf(field), words }))
  if (unit !== '' && unitId === undefined && problems.every((problem) => problem.column !== 'unit')) {
    problems.push({
      column: 'unit',
      words: words(`Không có địa bàn “${unit}” trong danh mục.`, `There is no unit “${unit}”.`),
    })
  }
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  const { unit: _name, ...row } = parsed.data
  return { ok: true, row: { ...row, unitId } }
}

function columnOf(field: string): ImportColumn {
  return field in importColumns ? (field as ImportColumn) : 'taxCode'
}

function together(row: Omit<z.output<typeof Row>, 'unit'>, today: string): Fault[] {
  const problems: Fault[] = []
  const figures = yearFigures.keys.some((figure) => row[figure] !== undefined)
  if (figures && row.year === undefined) {
    problems.push({
      column: 'year',
      words: words('Có số liệu thì phải ghi năm của số liệu.', 'Figures need the year that they are of.'),
    })
  }
  if (row.year !== undefined && !figures) {
    problems.push({
      column: 'year',
      words: words('Có năm nhưng không có số liệu nào.', 'There is a year but no figure.'),
    })
  }
  if (row.year !== undefined && row.year > Number(today.slice(0, 4))) {
    problems.push({
      column: 'year',
      words: words('Năm chưa tới nên chưa có số liệu.', 'That year has not come yet.'),
    })
  }
  if (row.foundedOn !== undefined && row.foundedOn > today) {
    problems.push({
      column: 'foundedOn',
      words: words('Ngày thành lập không thể sau hôm nay.', 'The founding day cannot be after today.'),
    })
  }
  return problems
}

/** What a new enterprise must have and the row does not give. */
export function missingForNew(row: ImportedRow): Fault[] {
  const needed = { name: row.name, address: row.address, unit: row.unitId, sectorGroup: row.sectorGroup }
  return (['name', 'address', 'unit', 'sectorGroup'] as const)
    .filter((column) => needed[column] === undefined)
    .map((column) => ({
      column,
      words: words('Doanh nghiệp mới cần mục này.', 'A new enterprise needs this.'),
    }))
}
