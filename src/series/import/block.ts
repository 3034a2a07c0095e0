import { isSpecial, type WorkbookCell } from '../../documents/read/sheet.ts'
import { columnLetters } from '../../documents/write/sheet-xml.ts'
import { type Language, type Words, words } from '../../platform/language.ts'
import { parseNumber } from '../../platform/numbers.ts'
import { type LabelReading, type Labels, partMeasure, readLabel, unsaid } from '../labels.ts'
import type { Status } from '../rules.ts'
import { type Dimension, keptUnit, type UnitKey, unitAs } from '../units.ts'
import { brokenFigure, type FigureCell, isFigure, isPercentage, kept, numberIn, seen } from './cells.ts'
import { spreadTitles } from './spread.ts'

/** What the form says where the table does not. */
export interface BlockDefaults {
  /** The measure of rows or columns that name none. */
  readonly measure: string | null
  /** Unit of values that name none; used where its dimension fits. */
  readonly unit: UnitKey | null
  /** The form of written numbers; told from the cells when null. */
  readonly numbers: Language | null
  readonly baseYear: number
}

export interface BlockCell {
  /** As a spreadsheet names it: C5. */
  readonly address: string
  readonly typed: string
  readonly measure: string | null
  readonly sector: string | null
  readonly baseYear: number | null
  /** Null where a row of a long table has none that is understood. */
  readonly year: number | null
  readonly unit: UnitKey | null
  /** In the kept unit of its measure; null with a problem. */
  readonly value: number | null
  /** What the year's heading says: "Sơ bộ 2024". */
  readonly status: Status | null
  readonly problem: Words | null
  /** What a row of a long table says of itself; the form says it where the row does not. */
  readonly edition?: string | null
  readonly source?: string | null
  readonly publishedOn?: string | null
}

export interface BlockReading {
  readonly orientation: 'across' | 'down' | 'long'
  readonly numbers: Language | null
  /** Whether both forms of numbers fit with different values, so that somebody must say which it is. */
  readonly ambiguous: boolean
  /** Rows or columns that name no measure and sector known here. */
  readonly ignored: string[]
  readonly cells: BlockCell[]
  /** What of the table was not taken, and why. */
  readonly notes?: readonly Words[]
  /** What stands as its unit and is none that is known. */
  readonly unknownUnit?: string | null
}

const yearWords = /^(nam|year|so|bo|uoc|tinh|thuc|hien|prel|preliminary|est|estimate|estimated)$/

function bare(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** The year of a heading, with the status that it tells: 2023, "Năm 2023", "Sơ bộ - Prel. 2023", "Ước tính 2024". */
export function yearOfCell(cell: WorkbookCell | undefined): { year: number; status: Status | null } | null {
  if (typeof cell !== 'string' && typeof cell !== 'number') return null
  // “2018(1)”, “2020 *” and “2021[2]” bear the mark of a footnote.
  const words = bare(String(cell).replace(/((?:19|20|21)\d\d)\s*(?:[([]\s*[\d*]{1,2}\s*[)\]]|\*+)/, '$1'))
  const years = new Set(words.filter((word) => /^(19[89]|20|21)\d+$/.test(word) && word.length === 4))
  const [found] = years
  if (found === undefined || years.size > 1) return null
  if (words.some((word) => word !== found && !yearWords.test(word))) return null
  const estimated = words.some((word) => word === 'uoc' || word.startsWith('est'))
  const preliminary = words.some((word) => word === 'so' || word.startsWith('prel'))
  return { year: Number(found), status: estimated ? 'estimate' : preliminary ? 'preliminary' : null }
}

/** Signs of "no figure" in statistical tables. */
export const isBlank = (cell: WorkbookCell | undefined) =>
  cell === null ||
  cell === undefined ||
  (!isSpecial(cell) && /^\s*([-–—…:]|\.{2,}|n\/a)?\s*$/i.test(String(cell)))

export type Rows = readonly (readonly WorkbookCell[])[]
interface Heading {
  readonly at: number
  readonly year: number
  readonly status: Status | null
}

/** The row of years and their columns, or the column of years and their rows; null when there are none. */
function findYears(rows: Rows): { orientation: 'across' | 'down'; line: number; headings: Heading[] } | null {
  for (const [row, cells] of rows.slice(0, 30).entries()) {
    const headings = cells.flatMap((cell, at): Heading[] => {
      const found = at === 0 ? null : yearOfCell(cell)
      return found === null ? [] : [{ at, ...found }]
    })
    const others = cells.filter((cell, at) => typeof cell === 'number' && yearOfCell(cell) === null && at > 0)
    const first = yearOfCell(cells[0])
    if (headings.length > 0 && others.length === 0 && first === null && distinct(headings)) {
      return { orientation: 'across', line: row, headings }
    }
    if (first !== null) break
  }
  for (const column of [0, 1]) {
    const headings = rows.flatMap((cells, at): Heading[] => {
      const found = yearOfCell(cells[column])
      return found === null ? [] : [{ at, ...found }]
    })
    if (headings.length > 0) return { orientation: 'down', line: column, headings }
  }
  return null
}

/** All years different: a table has each once. */
const distinct = (headings: readonly Heading[]) =>
  new Set(headings.map((heading) => heading.year)).size === headings.length

interface Found {
  readonly row: number
  readonly column: number
  readonly cell: FigureCell
  readonly heading: Heading
  readonly measure: string | null
  readonly sector: string | null
  readonly baseYear: number | null
  readonly unit: UnitKey | null
  readonly part: string | null
}

/**
 * Reads a block of a spreadsheet: years across the top with a measure or sector a row, or years down the side with one a
 * column. Titles and rows of words give the measure, the unit and the base year of what follows ("Theo giá so sánh 2010",
 * "Đơn vị tính: Tỷ đồng"). Written numbers are read in the one form that they fit; see `BlockReading.ambiguous`.
 * @returns null where no years are found
 */
export function readBlock(rows: Rows, labels: Labels, defaults: BlockDefaults): BlockReading | null {
  const years = findYears(rows)
  if (years === null) return null
  const ignored: string[] = []
  const notes: Words[] = []
  const found =
    years.orientation === 'across'
      ? acrossCells(rows, years, labels, ignored, notes)
      : sectionsOf(rows, years).flatMap((section) => downCells(rows, section, labels, ignored, notes))
  const { format, ambiguous } = formatOf(
    found.map(({ cell }) => cell),
    defaults.numbers,
    found.every(({ unit }) => (unit ?? defaults.unit) === 'persons'),
  )
  const cells = found.map((one): BlockCell => {
    const whole = one.measure ?? defaults.measure
    const measure = partMeasure(whole, one.part, labels)
    const dimension = measure === null ? null : (labels.dimensions.get(measure) ?? null)
    const unit = unitFor(dimension, one.unit, defaults.unit)
    const number = numberIn(one.cell, format)
    const problem =
      brokenFigure(one.cell) ??
      problemOf({
        measure,
        undivided: whole !== null && measure === null,
        dimension,
        number,
        typed: seen(one.cell),
        stated: isPercentage(one.cell) ? 'percent' : one.unit,
        ambiguous,
      })
    return {
      address: `${columnLetters(one.column)}${one.row + 1}`,
      typed: seen(one.cell).trim().slice(0, 60),
      measure,
      // A measure without a sector is of the whole economy.
      sector: one.sector ?? 'total',
      baseYear: measure !== null && labels.constant.has(measure) ? (one.baseYear ?? defaults.baseYear) : null,
      year: one.heading.year,
      unit,
      value: problem !== null || number === null || unit === null ? null : kept(one.cell, number, unit),
      status: one.heading.status,
      problem,
    }
  })
  return {
    orientation: years.orientation,
    numbers: format,
    ambiguous,
    ignored,
    cells,
    notes,
    unknownUnit: unknownUnitOf(rows, years),
  }
}

export function unitFor(
  dimension: Dimension | null,
  stated: UnitKey | null,
  wished: UnitKey | null,
): UnitKey | null {
  if (dimension === null) return null
  return unitAs(stated, dimension) ?? unitAs(wished, dimension) ?? keptUnit[dimension]
}

export function problemOf(one: {
  measure: string | null
  /** The row names a part that the measure is not kept by. */
  undivided: boolean
  dimension: Dimension | null
  number: number | null
  typed: string
  stated: UnitKey | null
  ambiguous: boolean
}): Words | null {
  if (one.undivided) {
    return words(
      'Chỉ tiêu này không có số liệu chia theo loại tài sản hoặc trình độ ghi ở dòng (cột) này.',
      'This measure is not kept by the type of asset or qualification that the row (column) names.',
    )
  }
  if (one.measure === null) {
    return words(
      'Không rõ chỉ tiêu: chọn chỉ tiêu trong biểu mẫu hoặc ghi tên chỉ tiêu trên bảng.',
      'The measure is unknown: choose one in the form, or name it above the table.',
    )
  }
  if (one.ambiguous) {
    return words(
      `“${one.typed.trim()}” có thể đọc theo hai kiểu số; chọn kiểu số trong biểu mẫu.`,
      `“${one.typed.trim()}” can be read in two ways; choose the form of numbers.`,
    )
  }
  if (one.number === null || !Number.isFinite(one.number)) {
    return words(
      `“${one.typed.trim()}” không phải là số, hoặc viết theo kiểu số khác với các ô còn lại.`,
      `“${one.typed.trim()}” is not a number, or is written in another form than the other cells.`,
    )
  }
  if (one.stated === 'percent' && one.dimension !== 'share') {
    return words(
      'Bảng ghi đơn vị là %: đây là cơ cấu hoặc chỉ số, không phải giá trị.',
      'The table is in %: a structure or an index, not values.',
    )
  }
  return null
}

type Years = NonNullable<ReturnType<typeof findYears>>

/** Years down the side, each once: a table may have several such parts below each other (values, then their structure). */
interface Section {
  readonly line: number
  readonly headings: readonly Heading[]
  /** Where the years of the table begin. */
  readonly firstRow: number
  readonly first: boolean
  /** The row above the years of a further part, which says what it is. */
  readonly title: readonly WorkbookCell[]
}

function sectionsOf(rows: Rows, { line, headings }: Years): Section[] {
  const parts: Heading[][] = []
  for (const heading of headings) {
    const part = parts.at(-1)
    if (part === undefined || part.some(({ year }) => year === heading.year)) parts.push([heading])
    else part.push(heading)
  }
  const firstRow = headings[0]?.at ?? 0
  return parts.map((part, place) => {
    const last = parts[place - 1]?.at(-1)?.at ?? firstRow
    const between = rows.slice(last + 1, part[0]?.at)
    const title = between.findLast((cells) => cells.some((cell) => !isBlank(cell))) ?? []
    return { line, headings: part, firstRow, first: place === 0, title }
  })
}

const isNameless = ({ measure, subject, prices, part }: LabelReading) =>
  measure === null && subject === null && prices === null && part === null

function sectionLeft({ headings }: Section, title: string): Words {
  const [from, to] = [headings[0]?.at ?? 0, headings.at(-1)?.at ?? 0]
  const name = title
    .replace(/[\s|]+/g, ' ')
    .trim()
    .slice(0, 60)
  return words(
    `Dòng ${from + 1} đến ${to + 1}${name === '' ? '' : ` “${name}”`} lặp lại các năm, không phải giá trị của chỉ tiêu nên không được đọc.`,
    `Rows ${from + 1} to ${to + 1}${name === '' ? '' : ` “${name}”`} repeat the years and hold no values of a measure; they were not read.`,
  )
}

const asText = (cell: FigureCell): string | number => (isSpecial(cell) ? seen(cell) : cell)

/** Columns with figures whose heading is no year. */
function columnsLeft(rows: Rows, years: Years, firstYear: number): Words[] {
  const known = new Set(years.headings.map(({ at }) => at))
  const heads = rows[years.line] ?? []
  return heads.flatMap((cell, at): Words[] => {
    if (at < firstYear || known.has(at) || isBlank(cell) || typeof cell !== 'string') return []
    const figures = rows
      .slice(years.line + 1)
      .some((cells) => typeof cells[at] === 'number' || parseNumber(String(cells[at] ?? ''), 'vi') !== null)
    if (!figures) return []
    const name = cell.replace(/\s+/g, ' ').trim().slice(0, 40)
    return [
      words(
        `Cột ${columnLetters(at)} “${name}” không phải một năm nên không được đọc.`,
        `Column ${columnLetters(at)} “${name}” is no year and was not read.`,
      ),
    ]
  })
}

/** A unit that stands alone in a row above the figures, mostly at the right margin: it is that of the whole table. */
function marginUnit(heads: Rows, line: number, labels: Labels): { row: number; unit: UnitKey } | null {
  for (const [row, cells] of heads.entries()) {
    const [only, second] = cells.slice(line + 1).filter((cell) => !isBlank(cell))
    if (typeof only !== 'string' || second !== undefined) continue
    const { unit, ...said } = readLabel(only, labels, false)
    if (unit !== null && said.sector === null && isNameless({ ...said, unit })) return { row, unit }
  }
  return null
}

/** The words of a line “Đơn vị tính: …” above the figures that are no unit known here. */
function unknownUnitOf(rows: Rows, years: Years): string | null {
  const end = years.orientation === 'across' ? years.line + 1 : (years.headings[0]?.at ?? 0)
  for (const cell of rows.slice(0, end).flat()) {
    if (typeof cell !== 'string') continue
    const said = /(?:đơn\s*vị\s*tính|đvt|unit(?:\s*of\s*measure)?)\s*[:.-]\s*([^\n)\]]+)/iu.exec(
      cell.normalize('NFC'),
    )?.[1]
    const foreign = /[([]\s*((?:\S+\s+)?(?:usd|eur|đô la mỹ|dollars?))\s*[)\]]/iu.exec(cell)?.[1]
    if (foreign !== undefined) return foreign.trim()
    if (
      said !== undefined &&
      readLabel(`(${said})`, emptyLabels, false).unit === null &&
      readLabel(said, emptyLabels, false).unit === null
    )
      return said.trim().slice(0, 40)
  }
  return null
}

/** No names: units alone are looked for. */
const emptyLabels: Labels = {
  measures: new Map(),
  sectors: new Map(),
  dimensions: new Map(),
  constant: new Set(),
  parts: new Map(),
  partMeasures: new Map(),
}

export function context(rows: Rows, until: number, labels: Labels): LabelReading {
  let naming = unsaid
  for (const cells of rows.slice(0, until)) {
    for (const cell of cells)
      if (typeof cell === 'string') naming = over(naming, readLabel(cell, labels, true))
  }
  return { ...naming, sector: null }
}

/** What is said here, else what was said above; "Theo giá so sánh" under "Vốn đầu tư" makes investment at constant prices. */
function over(above: LabelReading, here: LabelReading): LabelReading {
  const subject = here.subject ?? (here.measure === null ? above.subject : null)
  const prices = here.prices ?? (here.measure === null && here.subject === null ? above.prices : null)
  const joined = subject !== null && prices !== null ? `${subject}_${prices}` : null
  const renamed = here.measure !== null || here.subject !== null || here.prices !== null
  return {
    measure: here.measure ?? (renamed ? joined : above.measure),
    sector: here.sector ?? above.sector,
    // A new measure does not inherit the other's base year.
    baseYear: here.baseYear ?? (renamed ? null : above.baseYear),
    unit: here.unit ?? above.unit,
    subject,
    prices,
    part: here.part ?? (renamed ? null : above.part),
  }
}

function acrossCells(rows: Rows, years: Years, labels: Labels, ignored: string[], notes: Words[]): Found[] {
  const firstYear = Math.min(...years.headings.map((heading) => heading.at))
  notes.push(...columnsLeft(rows, years, firstYear))
  let naming = context(rows, years.line + 1, labels)
  // Rows of parts may stand under the row of their whole, as "of which".
  let whole = naming
  return rows.slice(years.line + 1).flatMap((cells, place): Found[] => {
    const row = years.line + 1 + place
    const label = cells
      .slice(0, firstYear)
      .filter((cell) => !isBlank(cell))
      .map(String)
      .join(' | ')
    const filled = years.headings.flatMap((heading) => {
      const cell = cells[heading.at]
      return isFigure(cell) && !isBlank(cell) ? [{ heading, cell }] : []
    })
    // The row of years once more, above another part of the table.
    const again =
      filled.length > 1 && filled.every((one) => yearOfCell(asText(one.cell))?.year === one.heading.year)
    if (filled.length === 0 || again) {
      const here = readLabel(label, labels, true)
      naming = { ...over(naming, here), sector: null }
      whole = naming
      return []
    }
    const here = readLabel(label, labels, false)
    const nameless =
      here.measure === null && here.sector === null && here.prices === null && here.part === null
    if (label !== '' && nameless) {
      ignored.push(label)
      return []
    }
    if (here.measure === 'other' || (naming.measure === 'other' && here.measure === null)) {
      ignored.push(label)
      return []
    }
    const named = over({ ...(here.part === null ? naming : whole), sector: null }, here)
    if (here.part === null && here.sector === null) whole = named
    return filled.map(({ heading, cell }) => ({ row, column: heading.at, cell, heading, ...named }))
  })
}

function downCells(rows: Rows, years: Section, labels: Labels, ignored: string[], notes: Words[]): Found[] {
  const firstRow = years.firstRow
  const width = Math.max(...rows.map((cells) => cells.length))
  const margin = marginUnit(rows.slice(0, firstRow), years.line, labels)
  const titles = rows
    .slice(0, firstRow)
    .map((cells, row) => (row === margin?.row ? cells.slice(0, years.line + 1) : cells))
  const heads = spreadTitles(titles, years.line + 1, labels)
  const title = years.title.map((cell) => (typeof cell === 'string' ? cell : '')).join(' | ')
  const section = title.trim() === '' ? unsaid : readLabel(title, labels, true)
  if (!years.first && (section.measure === 'other' || isNameless(section))) {
    notes.push(sectionLeft(years, title))
    return []
  }
  // A title stands in the first column; what stands over a column of figures names that column.
  const above = context(
    heads.map((cells) => cells.slice(0, years.line + 1)),
    heads.length,
    labels,
  )
  const said = margin === null ? above : { ...above, unit: margin.unit }
  const naming = years.first ? said : { ...over(said, section), sector: null }
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => column > years.line)
    .flatMap((column): Found[] => {
      const filled = years.headings.flatMap((heading) => {
        const cell = rows[heading.at]?.[column]
        return isFigure(cell) && !isBlank(cell) ? [{ heading, cell }] : []
      })
      if (filled.length === 0) return []
      const texts = heads.flatMap((cells) => (isBlank(cells[column]) ? [] : [String(cells[column])]))
      const here = texts.reduce(
        (above: LabelReading, text) => over(above, readLabel(text, labels, false)),
        unsaid,
      )
      if (
        texts.length > 0 &&
        here.measure === null &&
        here.sector === null &&
        here.prices === null &&
        here.part === null &&
        here.unit === null
      ) {
        ignored.push(texts.join(' '))
        return []
      }
      if (here.measure === 'other' || (naming.measure === 'other' && here.measure === null)) {
        ignored.push(texts.join(' '))
        return []
      }
      const named = over({ ...naming, sector: null }, here)
      return filled.map(({ heading, cell }) => ({ row: heading.at, column, cell, heading, ...named }))
    })
}

/**
 * The form of numbers that most written cells fit; ambiguous where all fit both and mean different numbers.
 * @param whole whether all count single persons: of 620.100 there is then one reading without a part of a person
 */
export function formatOf(
  cells: readonly FigureCell[],
  wished: Language | null,
  whole = false,
): { format: Language | null; ambiguous: boolean } {
  const texts = cells.filter((cell) => typeof cell === 'string')
  if (wished !== null) return { format: wished, ambiguous: false }
  if (texts.length === 0) return { format: null, ambiguous: false }
  const fitting = (format: Language) => texts.filter((text) => parseNumber(text, format) !== null).length
  const [vi, en] = [fitting('vi'), fitting('en')]
  if (vi !== en) return { format: vi > en ? 'vi' : 'en', ambiguous: false }
  const wholeIn = (format: Language) =>
    texts.every((text) => Number.isInteger(parseNumber(text, format) ?? 0))
  if (whole && wholeIn('vi') !== wholeIn('en'))
    return { format: wholeIn('vi') ? 'vi' : 'en', ambiguous: false }
  const differ = texts.some((text) => parseNumber(text, 'vi') !== parseNumber(text, 'en'))
  return { format: 'vi', ambiguous: differ }
}
