import type { WorkbookCell } from '../../documents/read/sheet.ts'
import { columnLetters } from '../../documents/write/sheet-xml.ts'
import { parseDate } from '../../platform/dates.ts'
import { type Words, words } from '../../platform/language.ts'
import { type LabelReading, type Labels, partMeasure, plain, readLabel, unsaid } from '../labels.ts'
import { type Status, statuses } from '../rules.ts'
import { type UnitKey, unitAs, unitKeys, units } from '../units.ts'
import {
  type BlockCell,
  type BlockDefaults,
  type BlockReading,
  formatOf,
  problemOf,
  readBlock,
} from './block.ts'
import { brokenFigure, type FigureCell, isFigure, isPercentage, kept, numberIn, seen } from './cells.ts'
import { context } from './naming.ts'
import { otherUnit, unitFor } from './unit-words.ts'
import { isBlank, type Rows, yearOfCell } from './years.ts'

/*
 * Long tables: one value a row, and columns that say what it is a value of. They are told from wide ones by their head row,
 * which has a column of years and one of values.
 */

const columns = [
  'territory',
  'measure',
  'sector',
  'year',
  'value',
  'unit',
  'baseYear',
  'edition',
  'status',
  'source',
  'publishedOn',
] as const
type Column = (typeof columns)[number]

/** What each column is headed, in plain letters; our own exports first. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  territory: ['dia ban', 'territory', 'tinh', 'tinh thanh pho', 'province', 'region'],
  measure: ['chi tieu', 'measure', 'ten chi tieu', 'indicator', 'variable'],
  sector: ['nganh', 'sector', 'nganh kinh te', 'ma nganh', 'industry'],
  year: ['nam', 'year'],
  value: ['gia tri', 'value', 'so lieu', 'figure', 'amount', 'obs value'],
  unit: ['don vi', 'unit', 'don vi tinh', 'dvt', 'unit of measure'],
  baseYear: ['nam goc gia', 'price base', 'nam goc', 'goc gia', 'base year', 'gia so sanh nam'],
  edition: ['phien ban so lieu', 'phien ban', 'edition', 'an ban'],
  status: ['trang thai', 'status', 'tinh trang', 'obs status'],
  source: ['nguon', 'source', 'nguon so lieu'],
  publishedOn: ['ngay cong bo', 'published', 'published on', 'publication date'],
}

const columnOf = new Map(columns.flatMap((key) => headings[key].map((name) => [name, key] as const)))

interface LongHead {
  readonly row: number
  readonly at: Partial<Readonly<Record<Column, number>>> & { readonly year: number; readonly value: number }
  /** "Giá trị (tỷ đồng)". */
  readonly unit: UnitKey | null
}

/** The head row of a long table among the first rows; null where there is none, or two columns claim to be the same. */
function findHead(rows: Rows, labels: Labels): LongHead | null {
  for (const [row, cells] of rows.slice(0, 30).entries()) {
    const at: Partial<Record<Column, number>> = {}
    let unit: UnitKey | null = null
    let twice = false
    for (const [place, cell] of cells.entries()) {
      if (typeof cell !== 'string') continue
      const column = columnOf.get(plain(cell)) ?? columnOf.get(plain(cell.replace(/\(.*\)/s, '')))
      if (column === undefined) continue
      twice ||= at[column] !== undefined
      at[column] = place
      if (column === 'value') unit = readLabel(cell, labels, false).unit
    }
    const { year, value } = at
    if (year !== undefined && value !== undefined && !twice) return { row, at: { ...at, year, value }, unit }
  }
  return null
}

/** The head with the unit that stands in the row below it, under the heading of the values. */
function withUnitBelow(
  head: LongHead,
  rows: Rows,
  labels: Labels,
): { readonly head: LongHead; readonly unknownUnit: string | null } {
  const cells = rows[head.row + 1] ?? []
  const said = cells[head.at.value]
  if (!isBlank(cells[head.at.year]) || typeof said !== 'string' || /\d/.test(said)) {
    return { head, unknownUnit: null }
  }
  const unit = unitOfText(said, labels)
  const known = unit === null ? head.unit : unit
  return {
    head: { ...head, row: head.row + 1, unit: known },
    unknownUnit: unit === null ? said.trim() : null,
  }
}

/** What a row says, with what is wrong with it. */
interface LongRow {
  readonly row: number
  readonly cell: FigureCell
  readonly year: number | null
  readonly said: LabelReading
  /** The unit that the row itself gives. */
  readonly unit: UnitKey | null
  readonly edition: string | null
  readonly status: Status | null
  readonly source: string | null
  readonly publishedOn: string | null
  readonly problem: Words | null
}

/**
 * Reads a long table. Titles above it and the form say what its columns do not; a cell that is filled but not understood
 * makes its row an error, so that nothing is written under another name than the table gives.
 * @param territory names of the chosen territory; a row of another one is an error. Null: not looked at
 * @returns null where no head row has a column of years and one of values
 */
export function readLong(
  rows: Rows,
  labels: Labels,
  defaults: BlockDefaults,
  territory: readonly string[] | null,
): BlockReading | null {
  const found = findHead(rows, labels)
  if (found === null) return null
  const { head, unknownUnit } = withUnitBelow(found, rows, labels)
  const above = context(rows, head.row, labels)
  const names =
    territory === null ? null : new Set(territory.flatMap((name) => [plain(name), bareName(name)]))
  const values = rows.slice(head.row + 1).flatMap((cells, place): LongRow[] => {
    const cell = cells[head.at.value]
    if (cell === null || cell === undefined || isBlank(cell)) return []
    const figure = isFigure(cell) ? cell : String(cell)
    return [{ row: head.row + 1 + place, cell: figure, ...readRow(cells, head, labels, above, names) }]
  })
  const { format, ambiguous } = formatOf(
    values.map(({ cell }) => cell),
    defaults.numbers,
  )
  const cells = values.map((one): BlockCell => {
    // What is not understood is not taken for what the form says.
    const whole = one.said.measure ?? (one.problem === null ? defaults.measure : null)
    const measure = partMeasure(whole, one.said.part, labels)
    const dimension = measure === null ? null : (labels.dimensions.get(measure) ?? null)
    const unit = unitFor(dimension, one.said.unit, defaults.unit)
    const number = numberIn(one.cell, format)
    const typed = seen(one.cell)
    const problem =
      brokenFigure(one.cell) ??
      one.problem ??
      problemOf({
        measure,
        undivided: whole !== null && measure === null,
        dimension,
        number,
        typed,
        stated: isPercentage(one.cell) ? 'percent' : one.said.unit,
        ambiguous,
      }) ??
      (one.unit === null || dimension === null || unitAs(one.unit, dimension) !== null
        ? null
        : otherUnit(one.unit))
    const constant = measure !== null && labels.constant.has(measure)
    return {
      address: `${columnLetters(head.at.value)}${one.row + 1}`,
      typed: typed.trim().slice(0, 60),
      measure,
      sector: one.said.sector ?? (one.problem === null ? 'total' : null),
      baseYear: constant ? (one.said.baseYear ?? defaults.baseYear) : null,
      year: one.year,
      unit,
      value: problem !== null || number === null || unit === null ? null : kept(one.cell, number, unit),
      status: one.status,
      problem,
      edition: one.edition,
      source: one.source,
      publishedOn: one.publishedOn,
    }
  })
  return {
    orientation: 'long',
    numbers: format,
    ambiguous,
    ignored: [],
    cells,
    ...(unknownUnit === null ? {} : { unknownUnit }),
  }
}

/** A long table, else a wide one; see `readLong` and `readBlock`. */
export function readSeriesTable(
  rows: Rows,
  labels: Labels,
  defaults: BlockDefaults,
  territory: readonly string[] | null,
): BlockReading | null {
  return readLong(rows, labels, defaults, territory) ?? readBlock(rows, labels, defaults)
}

function readRow(
  cells: readonly WorkbookCell[],
  head: LongHead,
  labels: Labels,
  above: LabelReading,
  territory: ReadonlySet<string> | null,
): Omit<LongRow, 'row' | 'cell'> {
  const problems: Words[] = []
  const unknown = (vi: string, en: string, text: string) => {
    problems.push(words(`${vi} “${text.slice(0, 60)}”.`, `${en} “${text.slice(0, 60)}”.`))
    return null
  }
  const text = (column: Column) => {
    const at = head.at[column]
    const cell = at === undefined ? null : cells[at]
    if (cell instanceof Date) return cell.toISOString().slice(0, 10)
    return isBlank(cell) ? null : String(cell).trim()
  }
  const place = text('territory')
  if (
    place !== null &&
    territory !== null &&
    !territory.has(plain(place)) &&
    (place.includes('(') || !territory.has(bareName(place)))
  ) {
    problems.push({
      vi: `Dòng này là số liệu của “${place.slice(0, 60)}”, không phải địa bàn đã chọn.`,
      en: `This row is about “${place.slice(0, 60)}”, not the territory that was chosen.`,
    })
  }
  const measure = text('measure')
  const named = measure === null ? unsaid : readLabel(measure, labels, false)
  if (measure !== null && (named.measure === null || named.measure === 'other'))
    unknown('Không có chỉ tiêu', 'There is no measure', measure)
  const sector = text('sector')
  const divided = sector === null ? unsaid : readLabel(sector, labels, false)
  if (sector !== null && divided.sector === null && divided.part === null)
    unknown('Không có ngành', 'There is no sector', sector)
  const unit = text('unit')
  const statedUnit = unit === null ? null : unitOfText(unit, labels)
  if (unit !== null && statedUnit === null) unknown('Không có đơn vị', 'There is no unit', unit)
  const base = text('baseYear')
  const baseYear = base === null ? null : (yearOfCell(base)?.year ?? null)
  if (base !== null && baseYear === null) unknown('Không hiểu năm gốc', 'The base year is unclear:', base)
  const stated = text('status')
  const status = stated === null ? null : statusOfText(stated)
  if (stated !== null && status === null) unknown('Không có trạng thái', 'There is no status', stated)
  const published = text('publishedOn')
  const day = published === null ? null : parseDate(published)
  const publishedOn = day?.ok === true ? day.value : null
  if (published !== null && publishedOn === null)
    unknown('Không hiểu ngày công bố', 'The day of publication is unclear:', published)
  const year = yearOfCell(cells[head.at.year])
  if (year === null) unknown('Không hiểu năm', 'The year is unclear:', text('year') ?? '')
  const inherited = measure === null ? above : unsaid
  return {
    year: year?.year ?? null,
    said: {
      ...inherited,
      measure: named.measure === 'other' ? null : (named.measure ?? inherited.measure),
      sector: divided.sector ?? named.sector,
      part: divided.part ?? named.part ?? inherited.part,
      baseYear: baseYear ?? named.baseYear ?? inherited.baseYear,
      unit: statedUnit ?? named.unit ?? head.unit ?? above.unit,
    },
    unit: statedUnit,
    edition: text('edition')?.slice(0, 80) ?? null,
    status: status ?? year?.status ?? null,
    source: text('source')?.slice(0, 300) ?? null,
    publishedOn,
    problem: joined(problems),
  }
}

const joined = (problems: readonly Words[]): Words | null =>
  problems.length === 0
    ? null
    : { vi: problems.map(({ vi }) => vi).join(' '), en: problems.map(({ en }) => en).join(' ') }

const unitNames = new Map(
  unitKeys.flatMap((key) =>
    [key, units[key].words.vi, units[key].words.en].map((name) => [plain(name), key]),
  ),
)

function unitOfText(text: string, labels: Labels): UnitKey | null {
  return unitNames.get(plain(text)) ?? readLabel(text, labels, false).unit
}

const statusWords = new Map(
  statuses.keys.flatMap((key) =>
    [key, statuses.names[key].vi, statuses.names[key].en].map((name) => [plain(name), key] as const),
  ),
)

function statusOfText(text: string): Status | null {
  const said = plain(text)
  const exact = statusWords.get(said)
  if (exact !== undefined) return exact
  if (/^uoc|^est/.test(said)) return 'estimate'
  return /^so bo|^prel/.test(said) ? 'preliminary' : null
}

/** A territory's name without "Tỉnh" or "province", and without the brackets that tell it from a namesake. */
function bareName(name: string): string {
  return plain(name.replace(/\(.*\)/s, ''))
    .replace(/^(?:tinh|thanh pho|tp) /, '')
    .replace(/ (?:province|city)$/, '')
}
