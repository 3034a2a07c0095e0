import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import {
  type Cell,
  type CellProblem,
  headingTexts,
  isEmptyRow,
  placed,
  plainCell,
} from '../documents/read/headed-table.ts'
import { fileOfTable, readTable, tableInput } from '../documents/read/table.ts'
import type { Db } from '../platform/database.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import {
  findHeader,
  type ImportColumn,
  ImportCounts,
  type ImportedRow,
  missingForNew,
  readRow,
} from './import-rules.ts'
import {
  dayOfFigures,
  isUnderOneYear,
  type SizeExplanation,
  type SizeInput,
  sizeClass,
  type Thresholds,
  withoutRule,
} from './rules.ts'
import { thresholdsOn } from './size.ts'

/** Rows that one import may have. */
const importLimit = 100_000
type Fault = CellProblem<ImportColumn>
const importProblem = (words: { vi: string; en: string }) => invalidField('fileId', words)

/**
 * Reads a workbook or CSV file, or rows pasted from a spreadsheet, and keeps what each row would do: a new enterprise, an
 * update, or an error with its column and reason. The register does not change.
 */
export const checkImport = command({
  name: 'enterprises.checkImport',
  summary: words('Kiểm tra tệp nhập doanh nghiệp', 'Check a file of enterprises'),
  route: 'POST /enterprise-imports',
  formerRoutes: ['POST /enterprises/imports'],
  input: z.object(tableInput),
  output: ImportCounts,
  may: ['coordinator'],
  secret: ['text'],
  subject: (_input, output) => `enterprise-import:${output.id}`,
  async prepare(context, input) {
    const { db, today } = context
    const table = await readTable(context, input)
    const { sheets } = table
    const rows = sheets.find((sheet) => findHeader(sheet.rows) !== null)?.rows ?? []
    const header = findHeader(rows)
    if (header === null) {
      throw importProblem({
        vi: 'Không thấy dòng tiêu đề có cột “Mã số thuế”. Xin dùng tệp mẫu.',
        en: 'No row of headings with “Mã số thuế” (tax code) was found. Please use the template.',
      })
    }
    const body = rows.slice(header.row + 1)
    const filled = body.filter((cells) => !isEmptyRow(cells)).length
    if (filled === 0)
      throw importProblem(words('Tệp không có dòng nào dưới tiêu đề.', 'There is no row below the headings.'))
    if (filled > importLimit) {
      throw importProblem({
        vi: 'Mỗi lần nhập nhiều nhất 100.000 dòng; xin chia tệp.',
        en: 'One import takes at most 100,000 rows; please split the file.',
      })
    }
    const units = new Map<string, number>()
    for (const unit of await adminUnits(db, today)) {
      for (const name of [unit.name, unit.nameEn]) if (!units.has(fold(name))) units.set(fold(name), unit.id)
    }
    const readings: { line: number; cells: readonly Cell[]; reading: ReturnType<typeof readRow> }[] = []
    for (const [place, cells] of body.entries()) {
      if (place % 500 === 0) await breathe()
      if (isEmptyRow(cells)) continue
      // the line as a spreadsheet numbers it
      readings.push({ line: header.row + place + 2, cells, reading: readRow(cells, header, units, today) })
    }
    const codes = readings.flatMap(({ reading }) => (reading.ok ? [reading.row.taxCode] : []))
    const register = await registered(db, codes)
    const rules = await rulesOfYears(
      db,
      today,
      readings.flatMap(({ reading }) => (reading.ok ? (reading.row.year ?? []) : [])),
      register,
    )
    const seen = new Map<string, Known>()
    const taken = new Set<string>()
    const staged: Staged[] = []
    for (const [place, { line, cells, reading }] of readings.entries()) {
      if (place % 500 === 0) await breathe()
      const label = labelOf(cells, header.columns.get('name')?.at, header.columns.get('taxCode')?.at)
      const row = stage(line, label, reading, { register, seen, taken, rules, today })
      staged.push(
        row.outcome === 'error'
          ? { ...row, problems: placed(row.problems, header, line, cells), cells: cells.map(plainCell) }
          : row,
      )
    }
    const count = (outcome: Staged['outcome']) => staged.filter((row) => row.outcome === outcome).length
    const counts = { added: count('new'), changed: count('update'), refused: count('error') }
    const kept = { ignored: [...header.ignored], headings: headingTexts(rows[header.row] ?? []), ...counts }
    return { table, staged, counts, kept }
  },
  async run(context, input, { table, staged, counts, kept }) {
    const { db, actor } = context
    const created = await db
      .insertInto('enterpriseImport')
      .values({
        fileId: await fileOfTable(context, table, input.text, null),
        checkedBy: actor.name,
        ...kept,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await keep(db, created.id, staged)
    return { id: created.id, ...counts }
  },
})

function labelOf(cells: readonly Cell[], ...places: (number | undefined)[]): string {
  for (const at of places) {
    const cell = at === undefined ? null : cells[at]
    if (cell !== null && cell !== undefined && String(cell).trim() !== '')
      return String(cell).trim().slice(0, 300)
  }
  return '—'
}

interface Figures {
  readonly sectorGroup: SizeInput['sectorGroup']
  readonly employees: number | null
  readonly revenue: bigint | null
  readonly capital: bigint | null
  readonly exportValue: bigint | null
}

/** What the register, or an earlier row of the same file, knows of an enterprise. */
interface Known {
  readonly version: number
  readonly foundedOn: string | null
  readonly sectorGroup: SizeInput['sectorGroup']
  readonly years: ReadonlyMap<number, Figures>
}

const sectorOf = (value: string): SizeInput['sectorGroup'] =>
  value === 'production' ? 'production' : 'trade_services'

async function registered(db: Db, codes: readonly string[]): Promise<Map<string, Known>> {
  const enterprises = await sql<{
    id: number
    taxCode: string
    version: number
    foundedOn: string | null
    sectorGroup: string
  }>`
    SELECT id, tax_code, version, founded_on, sector_group FROM enterprise WHERE tax_code = ANY (${codes}::text[])`.execute(
    db,
  )
  const years = await sql<{
    enterpriseId: number
    year: number
    sectorGroup: string
    employees: number | null
    revenue: bigint | null
    capital: bigint | null
    exportValue: bigint | null
  }>`
    SELECT enterprise_id, year, sector_group, employees, revenue, capital, export_value FROM enterprise_year
     WHERE enterprise_id = ANY (${enterprises.rows.map((row) => row.id)}::int[])`.execute(db)
  const byEnterprise = Map.groupBy(years.rows, (row) => row.enterpriseId)
  return new Map(
    enterprises.rows.map((row) => [
      row.taxCode,
      {
        version: row.version,
        foundedOn: row.foundedOn,
        sectorGroup: sectorOf(row.sectorGroup),
        years: new Map(
          (byEnterprise.get(row.id) ?? []).map((year) => [
            year.year,
            {
              sectorGroup: sectorOf(year.sectorGroup),
              employees: year.employees,
              revenue: year.revenue,
              capital: year.capital,
              exportValue: year.exportValue,
            },
          ]),
        ),
      },
    ]),
  )
}

type Rules = ReadonlyMap<number, Thresholds | null>

async function rulesOfYears(
  db: Db,
  today: string,
  years: readonly number[],
  register: ReadonlyMap<string, Known>,
): Promise<Rules> {
  const all = new Set([...years, ...[...register.values()].flatMap((known) => [...known.years.keys()])])
  const rules = new Map<number, Thresholds | null>()
  for (const year of all) rules.set(year, await thresholdsOn(db, dayOfFigures(year, today)))
  return rules
}

interface YearToWrite extends Figures {
  readonly year: number
  readonly sizeClass: SizeExplanation['sizeClass']
  readonly explanation: SizeExplanation
}

interface Staged {
  readonly line: number
  readonly outcome: 'new' | 'update' | 'error'
  readonly label: string
  readonly data: object
  readonly problems: readonly Fault[]
  /** The row as it was typed, for one in error. */
  readonly cells?: readonly unknown[]
}

/** What a row would do, given the register and the rows above it. */
function stage(
  line: number,
  label: string,
  reading: ReturnType<typeof readRow>,
  state: {
    readonly register: ReadonlyMap<string, Known>
    readonly seen: Map<string, Known>
    readonly taken: Set<string>
    readonly rules: Rules
    readonly today: string
  },
): Staged {
  const wrong = (problems: readonly Fault[]): Staged => ({
    line,
    outcome: 'error',
    label,
    data: {},
    problems,
  })
  if (!reading.ok) return wrong(reading.problems)
  const { row } = reading
  const place = `${row.taxCode}/${row.year ?? ''}`
  if (state.taken.has(place)) {
    return wrong([
      {
        column: 'taxCode',
        words: words(
          `Mã số thuế này${row.year === undefined ? '' : ` với năm ${row.year}`} đã có ở dòng trên của tệp.`,
          `This tax code${row.year === undefined ? '' : ` with the year ${row.year}`} stands in a row above.`,
        ),
      },
    ])
  }
  const known = state.seen.get(row.taxCode) ?? state.register.get(row.taxCode)
  const missing = known === undefined ? missingForNew(row) : []
  if (missing.length > 0) return wrong(missing)
  const foundedOn = row.foundedOn ?? known?.foundedOn ?? null
  if (foundedOn !== null && row.year !== undefined && row.year < Number(foundedOn.slice(0, 4))) {
    return wrong([
      {
        column: 'year',
        words: words(
          `Doanh nghiệp thành lập năm ${foundedOn.slice(0, 4)}.`,
          `The enterprise was founded in ${foundedOn.slice(0, 4)}.`,
        ),
      },
    ])
  }
  const sectorGroup = row.sectorGroup ?? known?.sectorGroup ?? 'production'
  const years = yearsToWrite(row, known, foundedOn, sectorGroup, state)
  state.taken.add(place)
  state.seen.set(row.taxCode, {
    version: known?.version ?? 0,
    foundedOn,
    sectorGroup,
    years: new Map([...(known?.years ?? []), ...years.map((year) => [year.year, year] as const)]),
  })
  const { year: _year, employees: _e, revenue: _r, capital: _c, exportValue: _x, ...profile } = row
  return {
    line,
    outcome: known === undefined ? 'new' : 'update',
    label: row.name ?? label,
    data: { ...profile, base: state.register.get(row.taxCode)?.version ?? 0, years },
    problems: [],
  }
}

/** The row's own year, and years on record whose class moves because the founding day does. */
function yearsToWrite(
  row: ImportedRow,
  known: Known | undefined,
  foundedOn: string | null,
  sectorGroup: SizeInput['sectorGroup'],
  state: { readonly rules: Rules; readonly today: string },
): YearToWrite[] {
  const write = (year: number, figures: Figures): YearToWrite => {
    const thresholds = state.rules.get(year) ?? null
    const explanation =
      thresholds === null
        ? withoutRule(figures.sectorGroup)
        : sizeClass(
            { ...figures, operatingUnderOneYear: isUnderOneYear(foundedOn, year, state.today) },
            thresholds,
          )
    return { year, ...figures, sizeClass: explanation.sizeClass, explanation }
  }
  const moved = [...(known?.years ?? [])].filter(
    ([year]) =>
      year !== row.year &&
      isUnderOneYear(known?.foundedOn ?? null, year, state.today) !==
        isUnderOneYear(foundedOn, year, state.today),
  )
  const again = moved.map(([year, figures]) => write(year, figures))
  if (row.year === undefined) return again
  const before = known?.years.get(row.year)
  const own = write(row.year, {
    sectorGroup: row.sectorGroup ?? before?.sectorGroup ?? sectorGroup,
    employees: row.employees ?? before?.employees ?? null,
    revenue: row.revenue ?? before?.revenue ?? null,
    capital: row.capital ?? before?.capital ?? null,
    exportValue: row.exportValue ?? before?.exportValue ?? null,
  })
  return [own, ...again]
}

const portion = 2_000

async function keep(db: Db, importId: number, staged: readonly Staged[]): Promise<void> {
  for (let start = 0; start < staged.length; start += portion) {
    await sql`
      INSERT INTO enterprise_import_row (import_id, line, outcome, label, data, problems, cells)
      SELECT ${importId}, r.line, r.outcome, r.label, r.data, r.problems, r.cells
        FROM jsonb_to_recordset(${toJson(staged.slice(start, start + portion))}::jsonb)
          AS r (line int, outcome text, label text, data jsonb, problems jsonb, cells jsonb)`.execute(db)
  }
}
