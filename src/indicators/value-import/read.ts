import { z } from 'zod'
import { type Cell, type CellProblem, cellPlace, plainHeading } from '../../documents/read/headed-table.ts'
import { isSpecial } from '../../documents/read/sheet.ts'
import type { TableFile } from '../../documents/read/table-file.ts'
import {
  type HeadedRow,
  type HeadedTable,
  type ReadOptions,
  readHeaded,
  unclearNumber,
} from '../../imports/index.ts'
import {
  decimal,
  fieldProblems,
  flag,
  optionalDay,
  optionalLongText,
  optionalText,
  year,
} from '../../platform/fields.ts'
import { type Language, type Words, words } from '../../platform/language.ts'
import { formOf, numberFrom, readNumber } from '../../platform/numbers.ts'
import { fold } from '../../platform/text.ts'
import { valueStates } from '../rules.ts'
import { amountProblem, yearProblem } from '../value-rules.ts'
import { isYear, named, table, type ValueColumn } from './columns.ts'

/*
 * A sheet of values: one value a row (indicator, year, value), or one indicator a row with its years across. Each value is read by
 * itself, so that a wrong cell leaves its neighbours alone.
 */

export type Fault = CellProblem<ValueColumn>

/** An indicator as a row may name it. */
export interface KnownIndicator {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly unit: string
  readonly unitEn: string
  readonly way: string
  readonly agencyId: number | null
  readonly agency: Words | null
  /** Whether who brings the table may enter values of it. */
  readonly theirs: boolean
}

export interface KnownPlan {
  readonly id: number
  readonly number: string
  readonly province: string
  readonly firstYear: number
  readonly lastYear: number
}

export interface Known {
  readonly indicators: readonly KnownIndicator[]
  readonly plans: readonly KnownPlan[]
  /** The plan of rows that name none. */
  readonly plan: KnownPlan
  readonly today: string
}

/** One value as it is kept and written. */
export const KeptValue = z.object({
  indicatorId: z.int(),
  planId: z.int(),
  agencyId: z.int(),
  year: z.int(),
  value: z.number(),
  estimate: z.boolean(),
  paperNumber: z.string().nullable(),
  paperOn: z.string().nullable(),
  note: z.string().nullable(),
})
export type KeptValue = z.output<typeof KeptValue>

/** A cell with a value, or what is wrong with it. `left`: the sheet says that it was returned or withdrawn. */
export interface ReadValue {
  /** As the spreadsheet names it: `C7`. */
  readonly cell: string
  readonly column: ValueColumn
  readonly kept: KeptValue | null
  readonly left: boolean
  readonly problems: readonly Fault[]
}

/** Reads the sheet. Numbers of years that head columns are taken as headings. @throws Problem 422, as `readHeaded` */
export async function readValueTable(
  file: TableFile,
  options: ReadOptions,
): Promise<HeadedTable<ValueColumn>> {
  const heads: ReadonlySet<string> = new Set(
    [named.key, named.indicator].flatMap(({ words: { vi, en }, others }) => [
      plainHeading(vi),
      plainHeading(en),
      ...others,
    ]),
  )
  const isHead = (cell: Cell) => typeof cell === 'string' && heads.has(plainHeading(cell))
  const sheets = file.sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((cells, row) =>
      row < 30 && cells.some(isHead)
        ? cells.map((cell) => (typeof cell === 'number' && Number.isInteger(cell) ? String(cell) : cell))
        : cells,
    ),
  }))
  return readHeaded<ValueColumn>({ ...file, sheets }, table, options)
}

/** How the numbers that are typed as texts are written, as far as the table tells. */
export function formOfValues(read: HeadedTable<ValueColumn>, wished: Language | null): Language | null {
  const at = [...read.header.columns].filter(([column]) => column === 'value' || isYear(column))
  const texts = read.rows.flatMap(({ cells }) => at.map(([, column]) => cells[column.at]))
  return wished ?? formOf(texts.filter((cell) => typeof cell === 'string'))
}

const Said = z.object({
  paperNumber: optionalText(100),
  paperOn: optionalDay(),
  note: optionalLongText(2000),
})

/** The values of one row. */
export function readValues(
  row: HeadedRow<ValueColumn>,
  read: HeadedTable<ValueColumn>,
  form: Language | null,
  known: Known,
): ReadValue[] {
  const faults: Fault[] = [...row.problems.filter(({ column }) => column !== 'value' && !isYear(column))]
  const wrong: Wrong = (column, said) => {
    if (faults.every((fault) => fault.column !== column)) faults.push({ column, words: said })
  }
  const said = saidOf(row, known.today, wrong)
  const indicator = indicatorOf(row, known, wrong)
  const text = (column: ValueColumn) => String(row.values[column] ?? '')
  const agencySaid = plainHeading(text('agency'))
  if (indicator?.agency && agencySaid !== '' && !isNamed(agencySaid, indicator.agency))
    wrong('agency', words(`Chỉ số này do ${indicator.agency.vi} nhập.`, `${indicator.agency.en} enters it.`))
  const left = isLeft(text('state'))
  const cells = cellsOf(row, read)
  if (cells.length === 0) {
    // A row of years across may have none yet, as the template has; a row of one value cannot.
    if (!read.header.columns.has('value')) return []
    const problems = [
      { column: 'value' as const, words: words('Dòng này không có số nào.', 'The row has no value.') },
    ]
    return [{ cell: String(row.line), column: 'value', kept: null, left: false, problems }]
  }
  return cells.map(({ column, year: typed, estimate }) => {
    const mine: Fault[] = row.problems.filter((problem) => problem.column === column)
    const value = mine.length > 0 ? null : numberOf(row, read, column, form, indicator, mine)
    const year = yearOf(typed, row, mine)
    const plan = planOf(text('plan'), year, known, mine)
    if (year !== null && plan !== null) {
      const problem = yearProblem({ year, estimate }, plan, Number(known.today.slice(0, 4)))
      const at = isYear(column) ? column : (problem?.field ?? column)
      if (problem !== null && mine.every(({ column: faulty }) => faulty !== at))
        mine.push({ column: at, words: problem.words })
    }
    const problems = [...faults, ...mine]
    const whole =
      indicator !== null && indicator.agencyId !== null && year !== null && value !== null && plan !== null
    return {
      cell: cellPlace(read.header, column, row.line, row.cells).cell ?? String(row.line),
      column,
      left,
      problems,
      kept:
        problems.length > 0 || said === null || !whole
          ? null
          : {
              ...said,
              indicatorId: indicator.id,
              agencyId: indicator.agencyId,
              planId: plan.id,
              year,
              value,
              estimate,
            },
    }
  })
}

type Wrong = (column: ValueColumn, said: Words) => void

function saidOf(row: HeadedRow<ValueColumn>, today: string, wrong: Wrong) {
  const { paperNumber, paperOn, note } = row.values
  const parsed = Said.safeParse({ paperNumber, paperOn, note }, { reportInput: true })
  if (!parsed.success) {
    for (const { field, words: said } of fieldProblems(parsed.error)) wrong(field as keyof typeof named, said)
    return null
  }
  const { data } = parsed
  if (data.paperOn !== undefined && data.paperOn > today)
    wrong('paperOn', words('Ngày này chưa đến.', 'This day has not come yet.'))
  return { paperNumber: data.paperNumber ?? null, paperOn: data.paperOn ?? null, note: data.note ?? null }
}

const isNamed = (said: string, { vi, en }: Words) => [vi, en].some((name) => plainHeading(name) === said)

/** By its code where there is one, else by its name; an unknown one, or one that is not entered, is said. */
function indicatorOf(row: HeadedRow<ValueColumn>, known: Known, wrong: Wrong): KnownIndicator | null {
  const [key, name] = [row.values.key, row.values.indicator].map((said) => String(said ?? '').trim())
  const column = key === '' || key === undefined ? 'indicator' : 'key'
  const said = plainHeading(name ?? '')
  const found =
    column === 'key'
      ? known.indicators.filter((one) => fold(one.key) === fold(key ?? ''))
      : known.indicators.filter((one) => said !== '' && isNamed(said, words(one.name, one.nameEn)))
  const [indicator, second] = found
  if (indicator === undefined) wrong(column, words('Không có chỉ số này.', 'There is no such indicator.'))
  else if (second !== undefined)
    wrong(
      column,
      words('Nhiều chỉ số trùng tên; xin ghi cột “Mã”.', 'Several indicators have this name; give the code.'),
    )
  else if (indicator.way !== 'entered' || indicator.agencyId === null)
    wrong(
      column,
      words(
        'Chỉ số này được đếm hoặc tính, không nhập số.',
        'This indicator is counted or computed, not entered.',
      ),
    )
  else if (!indicator.theirs)
    wrong(
      column,
      words(
        `Chỉ số này do ${indicator.agency?.vi ?? ''} nhập; cơ quan khác không nhập.`,
        `${indicator.agency?.en ?? ''} enters this indicator; other agencies do not.`,
      ),
    )
  else return ofUnit(row, indicator, wrong)
  return null
}

/** A unit that the row names must be the indicator's: nothing is converted. */
function ofUnit(row: HeadedRow<ValueColumn>, indicator: KnownIndicator, wrong: Wrong): KnownIndicator {
  const said = fold(String(row.values.unit ?? '').trim())
  if (said !== '' && ![indicator.unit, indicator.unitEn].some((unit) => fold(unit) === said))
    wrong(
      'unit',
      words(
        `Chỉ số này tính bằng “${indicator.unit}”; xin đổi số sang đơn vị đó.`,
        `The indicator is in “${indicator.unitEn}”; please convert the value to that unit.`,
      ),
    )
  return indicator
}

/** Where the values of a row stand. */
function cellsOf(row: HeadedRow<ValueColumn>, read: HeadedTable<ValueColumn>) {
  const ticked = ['co', 'x', 'uoc'].includes(fold(String(row.values.estimate ?? '').trim()))
  const estimate = ticked || flag().safeParse(row.values.estimate).data === true
  const has = (column: ValueColumn) =>
    row.values[column] !== undefined || row.problems.some((problem) => problem.column === column)
  const across = [...read.header.columns.keys()].filter((column) => isYear(column) && has(column))
  const heading = (column: ValueColumn) =>
    fold(read.headings[read.header.columns.get(column)?.at ?? -1] ?? '')
  const cells: { column: ValueColumn; year: unknown; estimate: boolean }[] = across.map((column) => ({
    column,
    year: Number(column.slice(1)),
    estimate: estimate || /\b(?:uoc|estimate)/.test(heading(column)),
  }))
  if (has('value')) cells.push({ column: 'value', year: row.values.year, estimate })
  return cells
}

function yearOf(typed: unknown, row: HeadedRow<ValueColumn>, mine: Fault[]): number | null {
  const parsed = year().safeParse(typed, { reportInput: true })
  if (parsed.success) return parsed.data
  if (row.problems.some(({ column }) => column === 'year')) return null
  const [problem] = fieldProblems(parsed.error)
  mine.push({ column: 'year', words: problem?.words ?? words('Không phải năm.', 'Not a year.') })
  return null
}

/** The plan that the row names by its number or its province, of several that of the year; else the chosen one. */
function planOf(typed: string, of: number | null, known: Known, mine: Fault[]): KnownPlan | null {
  const said = plainHeading(typed)
  if (said === '') return known.plan
  const bare = (name: string) => plainHeading(name).replace(/^(?:tinh|thanh pho|tp) /, '')
  const found = known.plans.filter(
    ({ number, province }) => plainHeading(number) === said || bare(province) === bare(typed),
  )
  if (found.length === 0) {
    mine.push({
      column: 'plan',
      words: words('Không có kế hoạch của số hoặc địa bàn này.', 'No plan has this number or place.'),
    })
    return null
  }
  const running = found.filter((plan) => of !== null && plan.firstYear <= of && of <= plan.lastYear)
  return (
    running[0] ?? found.find(({ firstYear: first }) => of === null || first - 1 <= of) ?? found[0] ?? null
  )
}

function numberOf(
  row: HeadedRow<ValueColumn>,
  read: HeadedTable<ValueColumn>,
  column: ValueColumn,
  form: Language | null,
  indicator: KnownIndicator | null,
  mine: Fault[],
): number | null {
  const wrong = (said: Words) => {
    mine.push({ column, words: said })
    return null
  }
  const raw = row.cells[read.header.columns.get(column)?.at ?? -1] ?? null
  if (isSpecial(raw) && 'percent' in raw && indicator !== null && !indicator.unit.startsWith('%'))
    return wrong(
      words(
        `Ô định dạng phần trăm, mà chỉ số tính bằng “${indicator.unit}”.`,
        `The cell is a percentage, the indicator is in “${indicator.unitEn}”.`,
      ),
    )
  const typed = row.values[column]
  if (typeof typed === 'string') {
    const unclear = form === null ? unclearNumber(typed) : null
    if (unclear !== null) return wrong(unclear)
    const written = form === null ? null : readNumber(typed.replace(/\s*%$/, ''), form)
    if (written !== null) return judged(numberFrom(written))
  }
  const parsed = decimal().safeParse(typed, { reportInput: true })
  if (parsed.success) return judged(parsed.data)
  return wrong(fieldProblems(parsed.error)[0]?.words ?? words('Không phải số.', 'Not a number.'))

  function judged(value: number): number | null {
    const problem = indicator === null ? null : amountProblem(value, indicator.unit)
    return problem === null ? value : wrong(problem)
  }
}

/** The program's own list says of each value in which state it is: what was returned or withdrawn is not entered again by it. */
function isLeft(said: string): boolean {
  const state = valueStates.keys.find((key) => isNamed(plainHeading(said), valueStates.names[key]))
  return state === 'returned' || state === 'withdrawn'
}
