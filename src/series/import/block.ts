import { columnLetters } from '../../documents/write/sheet-xml.ts'
import { type Language, type Words, words } from '../../platform/language.ts'
import { parseNumber } from '../../platform/numbers.ts'
import { type Labels, partMeasure } from '../labels.ts'
import type { Status } from '../rules.ts'
import { type Dimension, type UnitKey, unitAs } from '../units.ts'
import { brokenFigure, type FigureCell, isPercentage, kept, numberIn, seen } from './cells.ts'
import { acrossCells, downCells } from './figures.ts'
import { type Left, leftNotes, rowsLeft } from './left.ts'
import { otherUnit, unitFor, unknownUnitOf } from './unit-words.ts'
import { findYears, type Rows, sectionsOf } from './years.ts'

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

/**
 * Reads a block of a spreadsheet: years across the top with a measure or sector a row, or years down the side with one a
 * column. Titles and rows of words give the measure, the unit and the base year of what follows ("Theo giá so sánh 2010",
 * "Đơn vị tính: Tỷ đồng"). Written numbers are read in the one form that they fit; see `BlockReading.ambiguous`.
 * @returns null where no years are found
 */
export function readBlock(rows: Rows, labels: Labels, defaults: BlockDefaults): BlockReading | null {
  const years = findYears(rows)
  if (years === null) return null
  const left: Left[] = []
  const notes: Words[] = years.orientation === 'down' ? rowsLeft(rows, years) : []
  const found =
    years.orientation === 'across'
      ? acrossCells(rows, years, labels, left, notes)
      : sectionsOf(rows, years).flatMap((section) => downCells(rows, section, labels, left, notes))
  const { format, ambiguous } = formatOf(
    found.map(({ cell }) => cell),
    defaults.numbers,
    found.every(({ unit }) => (unit ?? defaults.unit) === 'persons'),
  )
  const cells = found.map((one): BlockCell => {
    const whole = one.measure ?? measureOf(one.subject, defaults.measure)
    const measure = partMeasure(whole, one.part, labels)
    const dimension = measure === null ? null : (labels.dimensions.get(measure) ?? null)
    const unit = unitFor(dimension, one.unit, defaults.unit)
    const number = numberIn(one.cell, format)
    const problem =
      brokenFigure(one.cell) ??
      (one.foreign == null || defaults.unit !== null ? null : foreignUnitWords(one.foreign)) ??
      problemOf({
        measure,
        undivided: whole !== null && measure === null,
        dimension,
        number,
        typed: seen(one.cell),
        stated: isPercentage(one.cell) ? 'percent' : one.unit,
        ambiguous,
      }) ??
      (one.unit === null ||
      dimension === null ||
      defaults.unit !== null ||
      unitAs(one.unit, dimension) !== null
        ? null
        : otherUnit(one.unit))
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
    ignored: left.map(({ name }) => name),
    cells,
    notes: [...notes, ...leftNotes(left)],
    unknownUnit: unknownUnitOf(rows, years),
  }
}

/** The measure that the form names, where it is of what the table speaks of: GRDP is no investment. */
const measureOf = (subject: string | null, chosen: string | null) =>
  subject === null || chosen?.startsWith(`${subject}_`) === true ? chosen : null

/** Why a figure in such a unit is not taken. */
const foreignUnitWords = (unit: string): Words =>
  words(
    `Không hiểu đơn vị tính “${unit}”. Chọn đơn vị tính trong biểu mẫu hoặc sửa trên bảng.`,
    `The unit “${unit}” is not understood. Choose the unit in the form, or mend the table.`,
  )

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
