import { z } from 'zod'
import {
  type Cell,
  type CellProblem,
  cellPlace,
  type Header,
  plainCell,
} from '../documents/read/headed-table.ts'
import type { TableFile } from '../documents/read/table-file.ts'
import { checkTaxCode, yearProblem } from '../enterprises/index.ts'
import { type HeadedRow, type HeadedTable, readHeaded } from '../imports/index.ts'
import { dong, fieldProblems, year } from '../platform/fields.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber, formatPercent } from '../platform/numbers.ts'
import { invalidField } from '../platform/problem.ts'
import { nfc } from '../platform/text.ts'
import { type Figures, keptFigures, wholeProblems } from './accounts-input.ts'
import { accountFigures, type Figure, figureKeys } from './figures.ts'
import { accountsTable, type ImportColumn, importColumns, isMoney } from './import-columns.ts'
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
  readonly sheet?: string | undefined
  readonly convert?: boolean | undefined
}

type Problem = CellProblem<ImportColumn>

/** A row as typed: whose it is, of which year, and the figures that it fills in, for `accountFigures`. */
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

export interface SheetReading extends Omit<HeadedTable<ImportColumn>, 'rows'> {
  readonly rows: readonly TypedRow[]
  /** Rows that name an enterprise or a year and no figure, as a template has them before it is filled in. */
  readonly blank: number
}

/** Reads a table of accounts. @throws Problem as `readHeaded`, and for one without any figure */
export async function readAccounts(table: TableFile, options: ReadOptions): Promise<SheetReading> {
  const read = await readHeaded(table, accountsTable(options.many, options.year), options)
  const typed = read.rows.map((row) => typedRow(row, read.header, options))
  const rows = typed.filter(hasFigures)
  if (rows.length === 0) {
    throw invalidField(
      'fileId',
      words(
        'Tệp không có dòng nào có số liệu dưới tiêu đề.',
        'There is no row with figures below the headings.',
      ),
    )
  }
  return { ...read, rows, blank: typed.length - rows.length }
}

const hasFigures = ({ typed, valueAdded, problems }: TypedRow) =>
  Object.keys(typed).length > 0 || valueAdded !== undefined || problems.some(({ column }) => isMoney(column))

const Year = year()

/** What the cells of a row say of whose accounts they are, of which year, and which figures. */
function typedRow(
  { line, cells, values, problems: read }: HeadedRow<ImportColumn>,
  header: Header<ImportColumn>,
  options: ReadOptions,
): TypedRow {
  const problems = [...read]
  const wrong = (column: ImportColumn, reason: Words) => {
    if (problems.every((problem) => problem.column !== column))
      problems.push({ column, ...cellPlace(header, column, line, cells), words: reason })
  }
  const typed: Partial<Record<Figure, unknown>> = {}
  for (const figure of figureKeys) if (values[figure] !== undefined) typed[figure] = values[figure]
  const code = values.taxCode
  const check = code === undefined ? null : checkTaxCode(String(code))
  if (check === null && options.many)
    wrong('taxCode', words('Xin điền mã số thuế.', 'Please fill in the tax code.'))
  if (check !== null && !check.ok) wrong('taxCode', check.reason)
  return {
    line,
    cells,
    taxCode: check?.ok ? check.value : null,
    name: typeof values.name === 'string' ? nfc(values.name).slice(0, 300) : null,
    year: yearOfRow(values.year, options.year, (reason) => wrong('year', reason)),
    typed,
    valueAdded: values.valueAdded,
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

const Given = z.object(accountFigures.input)
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
function figureText(value: bigint | number | null, language: Language): string {
  if (value === null) return '—'
  return typeof value === 'bigint' ? formatDong(value, language) : formatNumber(value, language, 4)
}

/** `Doanh thu thuần: 1.000 → 1.200` */
export function changeWords({ column, before, after }: FigureChange): Words {
  const words = (language: Language) =>
    `${importColumns[column][language]}: ${figureText(before, language)} → ${figureText(after, language)}`
  return { vi: words('vi'), en: words('en') }
}
