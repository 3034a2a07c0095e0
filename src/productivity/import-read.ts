import { z } from 'zod'
import {
  type Cell,
  type CellProblem,
  cellPlace,
  findHeading,
  type Header,
  isEmptyRow,
  mayBeEither,
  moneyCell,
  moneyUnitOf,
  numberForm,
  plainCell,
} from '../documents/read/headed-table.ts'
import { checkTaxCode } from '../enterprises/index.ts'
import { dong, fieldProblems, year } from '../platform/fields.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatDong, formatNumber, formatPercent } from '../platform/money.ts'
import { nfc } from '../platform/text.ts'
import {
  type Figure,
  type Figures,
  figureFields,
  figureKeys,
  keptFigures,
  wholeProblems,
  yearProblem,
} from './accounts-input.ts'
import { headings, type ImportColumn, importColumns, isMoney } from './import-columns.ts'
import { compareValueAdded } from './rules.ts'

/* Reads a sheet of yearly accounts and says what each row would do. Pure: what is on record is given. */

export interface ReadOptions {
  /** Whether each row names its enterprise; a sheet of one enterprise need not. */
  readonly many: boolean
  /** The year of rows without one. */
  readonly year: number | null
  /** Unit of money under headings that say none, in đồng. */
  readonly unit: bigint | null
  /** How numbers in texts are written; told from the sheet when null. */
  readonly numbers: Language | null
}

type Problem = CellProblem<ImportColumn>

/** A row as typed: whose it is, of which year, and the figures that it fills in, for `figureFields`. */
export interface TypedRow {
  /** As a spreadsheet numbers it. */
  readonly line: number
  readonly cells: readonly Cell[]
  readonly taxCode: string | null
  readonly name: string | null
  readonly year: number | null
  readonly typed: Readonly<Partial<Record<Figure, unknown>>>
  readonly valueAdded: unknown
  readonly problems: readonly Problem[]
}

export interface SheetReading {
  readonly header: Header<ImportColumn>
  readonly headings: readonly Cell[]
  /** Unit of money under headings that say none, in đồng. */
  readonly unit: bigint
  readonly numbers: Language | null
  readonly rows: readonly TypedRow[]
  /** Rows that name an enterprise or a year and no figure, as a template has them before it is filled in. */
  readonly blank: number
}

/** The row of headings of a sheet of accounts: a year (unless one is given for all), a figure and, for many enterprises, a tax code. */
export function findHeader(
  rows: readonly (readonly Cell[])[],
  { many, year }: Pick<ReadOptions, 'many' | 'year'>,
): Header<ImportColumn> | null {
  return findHeading(rows, headings, (columns) => {
    const figures = figureKeys.filter((key) => columns.has(key)).length
    const keys = Number(columns.has('year')) + Number(columns.has('taxCode'))
    // Two columns at least: the name of one alone may be a cell of a text.
    return (
      (columns.has('year') || year !== null) &&
      (columns.has('taxCode') || !many) &&
      figures > 0 &&
      figures + keys > 1
    )
  })
}

/** Reads a sheet; null where it has no row of headings. */
export function readSheet(rows: readonly (readonly Cell[])[], options: ReadOptions): SheetReading | null {
  const header = findHeader(rows, options)
  if (header === null) return null
  const body = rows.slice(header.row + 1)
  const unit = options.unit ?? unitAbove(rows.slice(0, header.row)) ?? 1n
  const numbers = options.numbers ?? numberForm(textsOf(body, header))
  const read = body.flatMap((cells, place) =>
    isEmptyRow(cells) ? [] : [readRow(cells, header.row + place + 2, header, { ...options, unit, numbers })],
  )
  const filled = read.filter(hasFigures)
  return {
    header,
    headings: rows[header.row] ?? [],
    unit,
    numbers,
    rows: filled,
    blank: read.length - filled.length,
  }
}

const hasFigures = ({ typed, valueAdded, problems }: TypedRow) =>
  Object.keys(typed).length > 0 || valueAdded !== undefined || problems.some(({ column }) => isMoney(column))

/** `Đơn vị tính: triệu đồng`, as it stands above a table. */
function unitAbove(rows: readonly (readonly Cell[])[]): bigint | null {
  for (const cell of rows.flat()) {
    if (typeof cell !== 'string' || !/đơn vị|đvt|unit/i.test(cell)) continue
    const unit = moneyUnitOf(cell)
    if (unit !== null) return unit
  }
  return null
}

function* textsOf(rows: readonly (readonly Cell[])[], { columns }: Header<ImportColumn>) {
  const places = [...columns].filter(([column]) => isMoney(column)).map(([, { at }]) => at)
  for (const cells of rows) {
    for (const at of places) {
      const cell = cells[at]
      if (typeof cell === 'string') yield cell
    }
  }
}

const Year = year()

function readRow(
  cells: readonly Cell[],
  line: number,
  header: Header<ImportColumn>,
  options: ReadOptions & { readonly unit: bigint },
): TypedRow {
  const problems: Problem[] = []
  const wrong = (column: ImportColumn, words: Words) =>
    problems.push({ column, ...cellPlace(header, column, line, cells), words })
  const cellOf = (column: ImportColumn): Cell => {
    const found = header.columns.get(column)
    return found === undefined ? null : (cells[found.at] ?? null)
  }
  const money = (column: ImportColumn) => {
    const unit = header.columns.get(column)?.unit ?? options.unit
    const cell = cellOf(column)
    // In đồng there are no decimals, so that a group of three is thousands in either form.
    if (typeof cell === 'string' && unit > 1n && options.numbers === null && mayBeEither(cell)) {
      wrong(column, eitherWords(cell))
      return undefined
    }
    return moneyCell(cell, unit, options.numbers)
  }
  const typed: Partial<Record<Figure, unknown>> = {}
  for (const figure of figureKeys) {
    const value = isMoney(figure) ? money(figure) : plainCell(cellOf(figure))
    if (value !== undefined && !(typeof value === 'string' && value.trim() === '')) typed[figure] = value
  }
  const code = plainCell(cellOf('taxCode'))
  const check = code === undefined ? null : checkTaxCode(String(code))
  if (check === null && options.many)
    wrong('taxCode', words('Xin điền mã số thuế.', 'Please fill in the tax code.'))
  if (check !== null && !check.ok && (options.many || String(code).trim() !== ''))
    wrong('taxCode', check.reason)
  const name = plainCell(cellOf('name'))
  return {
    line,
    cells,
    taxCode: check?.ok ? check.value : null,
    name: typeof name === 'string' && name.trim() !== '' ? nfc(name).slice(0, 300) : null,
    year: yearOfRow(plainCell(cellOf('year')), options.year, (words) => wrong('year', words)),
    typed,
    valueAdded: money('valueAdded'),
    problems,
  }
}

/** 2024, “2024” or “Năm 2024”; the year given for all rows where the cell is empty. */
function yearOfRow(cell: unknown, given: number | null, wrong: (words: Words) => void): number | null {
  const bare = typeof cell === 'string' ? nfc(cell).replace(/^(?:năm|year)\s+/i, '') : cell
  if ((bare === undefined || bare === '') && given !== null) return given
  const parsed = Year.safeParse(bare, { reportInput: true })
  if (parsed.success) return parsed.data
  wrong(fieldProblems(parsed.error)[0]?.words ?? words('Năm không hợp lệ.', 'The year is not valid.'))
  return null
}

function eitherWords(text: string): Words {
  return words(
    `“${text.trim()}” có thể là hàng nghìn hoặc số lẻ. Xin chọn kiểu số (1.234,5 hay 1,234.5) rồi kiểm tra lại.`,
    `“${text.trim()}” may be thousands or decimals. Choose the form of numbers (1.234,5 or 1,234.5) and check again.`,
  )
}

/** What is on record of an enterprise. */
export interface KnownEnterprise {
  readonly id: number
  readonly name: string
  readonly taxCode: string
  readonly foundedOn: string | null
  readonly years: ReadonlyMap<number, Figures & { readonly version: number }>
  /** Revenue by year as the register has it, for telling a slip of units. */
  readonly revenues: ReadonlyMap<number, bigint>
}

export interface FigureChange {
  readonly column: Figure
  readonly before: bigint | number | null
  readonly after: bigint | number | null
}

export interface StagedRow {
  readonly line: number
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly label: string
  readonly enterpriseId: number | null
  readonly year: number | null
  readonly figures: Figures | null
  readonly base: number | null
  readonly changes: readonly FigureChange[]
  readonly problems: readonly Problem[]
  readonly cells: readonly unknown[] | null
}

const Given = z.object(figureFields)
const Amount = dong(-1_000_000_000_000_000n)

/**
 * What each row would do. Figures that a row leaves empty stay as they are on record; what comes of both must hold as
 * `productivity.record` asks. @param enterpriseOf who a row is of; @param today ISO
 */
export function stageRows(
  { rows, header }: SheetReading,
  enterpriseOf: (row: TypedRow) => KnownEnterprise | Words,
  today: string,
): StagedRow[] {
  const taken = new Map<string, number>()
  return rows.map((row): StagedRow => {
    const place = (column: ImportColumn, words: Words): Problem => ({
      column,
      ...cellPlace(header, column, row.line, row.cells),
      words,
    })
    const enterprise = enterpriseOf(row)
    const known = 'id' in enterprise ? enterprise : null
    const fail = (problems: readonly Problem[]): StagedRow => ({
      line: row.line,
      outcome: 'error',
      label: known?.name ?? row.name ?? row.taxCode ?? '—',
      enterpriseId: known?.id ?? null,
      year: row.year,
      figures: null,
      base: null,
      changes: [],
      problems,
      cells: row.cells.map((cell) => plainCell(cell) ?? null),
    })
    const problems = [...row.problems]
    if (!('id' in enterprise) && problems.every(({ column }) => column !== 'taxCode'))
      problems.push(place('taxCode', enterprise))
    const wrongYear = row.year === null ? null : yearProblem(row.year, known?.foundedOn ?? null, today)
    if (wrongYear !== null) problems.push(place('year', wrongYear))
    const before = known?.years.get(row.year ?? 0)
    const parsed = Given.safeParse({ ...stored(before), ...row.typed }, { reportInput: true })
    const faults = parsed.success ? wholeProblems(parsed.data) : fieldProblems(parsed.error)
    for (const { field, words } of faults) {
      const column = figureKeys.find((key) => key === field) ?? 'netRevenue'
      if (problems.every((problem) => problem.column !== column)) problems.push(place(column, words))
    }
    const earlier = known === null || row.year === null ? undefined : taken.get(`${known.id}/${row.year}`)
    if (earlier !== undefined)
      problems.push(
        place('year', {
          vi: `Năm ${row.year} của doanh nghiệp này đã có ở dòng ${earlier}.`,
          en: `Row ${earlier} has the year ${row.year} of this enterprise already.`,
        }),
      )
    if (problems.length > 0 || !parsed.success || known === null || row.year === null) return fail(problems)
    taken.set(`${known.id}/${row.year}`, row.line)
    const figures = keptFigures(parsed.data)
    const changes = changesOf(before, figures)
    return {
      line: row.line,
      outcome: before === undefined ? 'new' : changes.length > 0 ? 'changed' : 'same',
      label: known.name,
      enterpriseId: known.id,
      year: row.year,
      figures,
      base: before?.version ?? 0,
      changes: before === undefined ? [] : changes,
      problems: oddities(figures, row, known).map(({ column, words }) => place(column, words)),
      cells: null,
    }
  })
}

/** What is on record, as an input gives it. */
function stored(before: Figures | undefined): Partial<Record<Figure, unknown>> {
  if (before === undefined) return {}
  return Object.fromEntries(figureKeys.map((key) => [key, before[key] ?? undefined]))
}

const changesOf = (before: Figures | undefined, after: Figures): FigureChange[] =>
  figureKeys
    .filter((column) => before?.[column] !== after[column])
    .map((column) => ({ column, before: before?.[column] ?? null, after: after[column] }))

/** What may be a slip though nothing forbids it: a unit, value added that two ways or the sheet itself put differently. */
function oddities(
  figures: Figures,
  row: TypedRow,
  known: KnownEnterprise,
): { column: ImportColumn; words: Words }[] {
  const found: { column: ImportColumn; words: Words }[] = []
  const revenue = known.revenues.get(row.year ?? 0)
  if (revenue !== undefined && revenue > 0n && figures.netRevenue > 0n) {
    const times = Number(figures.netRevenue) / Number(revenue)
    if (times >= 50 || times <= 0.02) {
      found.push({
        column: 'netRevenue',
        words: words(
          `Hồ sơ doanh nghiệp ghi doanh thu năm này là ${formatDong(revenue, 'vi')} đồng, tệp là ${formatDong(figures.netRevenue, 'vi')} đồng. Xin xem lại đơn vị tính.`,
          `The register has revenue of ${formatDong(revenue, 'en')} đồng for this year, the file ${formatDong(figures.netRevenue, 'en')} đồng. Please look at the unit.`,
        ),
      })
    }
  }
  const { production, income } = valueAddedOf(figures)
  const ways = production === null || income === null ? null : compareValueAdded(production, income)
  if (ways !== null && !ways.agrees) {
    const apart = Math.abs(ways.percent) / 100
    found.push({
      column: 'intermediate',
      words: words(
        `Giá trị tăng thêm theo sản xuất và theo thu nhập chênh nhau ${formatPercent(apart, 'vi')}.`,
        `Value added by production and by income are ${formatPercent(apart, 'en')} apart.`,
      ),
    })
  }
  const typed = row.valueAdded === undefined ? null : Amount.safeParse(row.valueAdded)
  const reckoned = income ?? production
  if (typed?.success && reckoned !== null) {
    const off = Math.abs(Number(typed.data - reckoned))
    if (off > Math.max(1_000_000, Math.abs(Number(reckoned)) / 100)) {
      found.push({
        column: 'valueAdded',
        words: words(
          `Tệp ghi ${formatDong(typed.data, 'vi')} đồng, các khoản cho ${formatDong(reckoned, 'vi')} đồng.`,
          `The file has ${formatDong(typed.data, 'en')} đồng, the figures give ${formatDong(reckoned, 'en')} đồng.`,
        ),
      })
    }
  }
  return found
}

/** Value added both ways, as the database keeps it. */
function valueAddedOf(figures: Figures): { production: bigint | null; income: bigint | null } {
  const { intermediate, labourCost, depreciation, productionTaxes, subsidies, interest, profit } = figures
  const parts = [labourCost, depreciation, productionTaxes, interest, profit]
  const income = parts.reduce<bigint | null>(
    (sum, part) => (sum === null || part === null ? null : sum + part),
    0n,
  )
  return {
    production:
      intermediate === null
        ? null
        : figures.netRevenue + figures.stockChange - figures.goodsForResale - intermediate,
    income: income === null || subsidies === null ? null : income - subsidies,
  }
}

/** A figure as the pages show it. */
export function figureText(value: bigint | number | null, language: Language): string {
  if (value === null) return '—'
  return typeof value === 'bigint' ? formatDong(value, language) : formatNumber(value, language, 4)
}

/** `Doanh thu thuần: 1.000 → 1.200` */
export function changeWords({ column, before, after }: FigureChange): Words {
  const words = (language: Language) =>
    `${importColumns[column][language]}: ${figureText(before, language)} → ${figureText(after, language)}`
  return { vi: words('vi'), en: words('en') }
}
