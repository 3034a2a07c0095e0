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
import {
  fieldProblems,
  optionalChoice,
  optionalDay,
  optionalDong,
  optionalEmail,
  optionalText,
  optionalWhole,
  optionalYear,
} from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { fold, nfc } from '../platform/text.ts'
import { optionalPhone, optionalWebsite, taxCode } from './inputs.ts'
import { type SectorGroup, sectorGroups } from './rules.ts'

/** What an import adds, changes and leaves out, in rows. */
export const ImportCounts = z.object({ id: z.int(), added: z.int(), changed: z.int(), refused: z.int() })

/** The columns of an import, of its template and of the list's export: what is exported can be edited and imported again. */
export const importColumns = {
  taxCode: words('Mã số thuế', 'Tax code'),
  name: words('Tên doanh nghiệp', 'Name of the enterprise'),
  nameEn: words('Tên tiếng Anh', 'Name in English'),
  address: words('Địa chỉ', 'Address'),
  unit: words('Địa bàn', 'Administrative unit'),
  sectorGroup: words('Lĩnh vực', 'Sector group'),
  industry: words('Ngành nghề', 'Industry'),
  foundedOn: words('Ngày thành lập', 'Founded on'),
  representative: words('Người đại diện', 'Representative'),
  phone: words('Điện thoại', 'Telephone'),
  email: words('Thư điện tử', 'E-mail'),
  website: words('Trang web', 'Website'),
  year: words('Năm số liệu', 'Year of figures'),
  employees: words('Lao động bình quân', 'Average employees'),
  revenue: words('Doanh thu (đồng)', 'Revenue (đồng)'),
  capital: words('Tổng nguồn vốn (đồng)', 'Total capital (đồng)'),
  exportValue: words('Kim ngạch xuất khẩu (đồng)', 'Export value (đồng)'),
} as const satisfies Record<string, Words>
export type ImportColumn = keyof typeof importColumns
export const importColumnKeys = keysOf(importColumns)

const otherHeadings: Readonly<Record<string, ImportColumn>> = {
  mst: 'taxCode',
  'ten cong ty': 'name',
  name: 'name',
  'don vi hanh chinh': 'unit',
  huyen: 'unit',
  'nhom nganh': 'sectorGroup',
  sector: 'sectorGroup',
  nganh: 'industry',
  'dai dien': 'representative',
  'so dien thoai': 'phone',
  email: 'email',
  website: 'website',
  nam: 'year',
  'lao dong': 'employees',
  'so lao dong': 'employees',
  'nguon von': 'capital',
  'kim ngach xuat khau': 'exportValue',
}

const headings = headingsOf(importColumns, otherHeadings)

/** Finds the row of headings: the one with a tax code. null when there is none. */
export const findHeader = (rows: readonly (readonly Cell[])[]): Header<ImportColumn> | null =>
  findHeading(rows, headings, (columns) => columns.has('taxCode'))

const moneyColumns: ReadonlySet<ImportColumn> = new Set(['revenue', 'capital', 'exportValue'])
const textColumns: ReadonlySet<ImportColumn> = new Set([
  'name',
  'nameEn',
  'address',
  'unit',
  'industry',
  'representative',
  'phone',
])

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

const Row = z.object({
  taxCode: taxCode(),
  name: optionalText(300),
  nameEn: optionalText(300),
  address: optionalText(500),
  unit: optionalText(200),
  sectorGroup: z.preprocess(
    (value) => (typeof value === 'string' ? (sectorWords.get(plainHeading(value)) ?? value) : value),
    optionalChoice(sectorGroups.keys),
  ),
  industry: optionalText(200),
  foundedOn: optionalDay(),
  representative: optionalText(200),
  phone: optionalPhone(),
  email: optionalEmail(),
  website: optionalWebsite(),
  year: optionalYear(),
  employees: optionalWhole(0, 1_000_000),
  revenue: optionalDong(),
  capital: optionalDong(),
  exportValue: optionalDong(),
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
    const value = moneyColumns.has(column) ? moneyCell(cell, unit ?? 1n, null) : plainCell(cell)
    raw[column] = typeof value === 'number' && textColumns.has(column) ? String(value) : value
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
  const figures = [row.employees, row.revenue, row.capital, row.exportValue].some(
    (figure) => figure !== undefined,
  )
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
