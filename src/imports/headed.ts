import { setImmediate as breathe } from 'node:timers/promises'
import {
  type Cell,
  type CellProblem,
  cellPlace,
  columnLetters,
  findHeading,
  type Header,
  headingsOf,
  headingTexts,
  isEmptyRow,
  keysOf,
  mayBeEither,
  moneyCell,
  numberForm,
  plainCell,
} from '../documents/read/headed-table.ts'
import { isSpecial, type MergedRange } from '../documents/read/sheet.ts'
import type { TableFile } from '../documents/read/table-file.ts'
import { countScale, headingUnit, unitLine, unknownUnit } from '../documents/read/units.ts'
import type { ReadSheet } from '../documents/read/workbook.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { fromLegacyFont, legacyFontOf, legacyFonts } from '../platform/legacy-fonts.ts'
import { formatNumber } from '../platform/numbers.ts'

import { invalidField } from '../platform/problem.ts'
import { fold, nfc, visible } from '../platform/text.ts'

/*
 * Tables with a row of headings, read by their columns: each cell as its column's kind understands it, and a word about every sheet,
 * row, column and cell that is not taken.
 */

/** A column of an import: how it is headed, and what its cells hold. */
export interface ImportColumn {
  readonly words: Words
  /** Other headings that mean it, folded. */
  readonly others?: readonly string[]
  readonly kind: 'text' | 'phone' | 'value' | 'money' | 'count'
}
export type ImportColumns<Column extends string> = Readonly<Record<Column, ImportColumn>>

/** What the form says of a table beside the table itself. */
export interface ReadOptions {
  /** The sheet to read, where several have the headings. */
  readonly sheet?: string | undefined
  /** Whether texts typed for fonts of before Unicode are converted; else they are errors. */
  readonly convert?: boolean | undefined
  /** Unit of money under headings that say none, in đồng; told from the table, else đồng, when null. */
  readonly unit: bigint | null
  /** How numbers in texts are written; told from the table when null. */
  readonly numbers: Language | null
}

export interface HeadedRow<Column extends string> {
  /** As a spreadsheet numbers it. */
  readonly line: number
  readonly cells: readonly Cell[]
  /** What each filled cell says, for the fields of an input. */
  readonly values: Readonly<Partial<Record<Column, unknown>>>
  readonly problems: readonly CellProblem<Column>[]
}

export interface HeadedTable<Column extends string> {
  readonly sheet: string
  readonly header: Header<Column>
  readonly headings: readonly string[]
  readonly unit: bigint
  readonly numbers: Language | null
  readonly rows: readonly HeadedRow<Column>[]
  /** What was not taken, and sums that were compared. */
  readonly notes: readonly Words[]
}

/** What is read of a kind of import. */
export interface HeadedKind<Column extends string> {
  readonly columns: ImportColumns<Column>
  /** Whether these columns make a row of headings. */
  readonly holds: (columns: ReadonlyMap<Column, unknown>) => boolean
  /** Columns that a row of sums leaves empty. */
  readonly keys: readonly Column[]
  /** Said where no sheet has the headings. */
  readonly missing: Words
  readonly mostRows: number
}

const refused = (said: Words, field = 'fileId') => invalidField(field, said)
const listed = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ')

/** A record with a value for each key. */
export function mapped<Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, Value>
}

/** The words of the columns, as lists of names want them. */
export const namesOf = <Column extends string>(columns: ImportColumns<Column>): Record<Column, Words> =>
  mapped(keysOf(columns), (key) => columns[key].words)

/**
 * Reads the sheet that has the headings. Nobody else is kept waiting.
 * @throws Problem 422 at `fileId`: no headings, nothing below them, too many rows, a unit that is not understood; at `sheet`: several
 * sheets have the headings and none is chosen
 */
export async function readHeaded<Column extends string>(
  { sheets, notes: fileNotes }: TableFile,
  kind: HeadedKind<Column>,
  options: ReadOptions,
): Promise<HeadedTable<Column>> {
  const others = Object.fromEntries(
    keysOf(kind.columns).flatMap((key) => (kind.columns[key].others ?? []).map((name) => [name, key])),
  ) as Record<string, Column>
  const headings = headingsOf(namesOf(kind.columns), others)
  const find = (sheet: ReadSheet) => findHeading(sheet.rows, headings, kind.holds)
  const notes = [...fileNotes]
  const sheet = chosenSheet(sheets, find, kind, options.sheet, notes)
  const header = find(sheet)
  if (header === null) throw refused(kind.missing)
  const body = sheet.rows.slice(header.row + 1)
  const filled = body.filter((cells) => !isEmptyRow(cells)).length
  if (filled === 0)
    throw refused(words('Tệp không có dòng nào dưới tiêu đề.', 'There is no row below the headings.'))
  if (filled > kind.mostRows) {
    const most = { vi: formatNumber(kind.mostRows, 'vi'), en: formatNumber(kind.mostRows, 'en') }
    throw refused(
      words(
        `Mỗi lần nhập nhiều nhất ${most.vi} dòng; xin chia tệp.`,
        `One import takes at most ${most.en} rows; please split the file.`,
      ),
    )
  }
  const row = { ...measures(sheet, header, kind, options), sheet, header, kind, options }
  notes.push(...leftColumns(sheet, header))
  const read: HeadedRow<Column>[] = []
  for (const [place, cells] of body.entries()) {
    if (place % 500 === 0) await breathe()
    if (isEmptyRow(cells)) continue
    const line = header.row + place + 2
    const passed = passedOver(cells, line, header, sheet.rows[header.row] ?? [], kind)
    if (passed === 'sums') notes.push(...sumsNotes(cells, line, read, row))
    else if (passed !== null) notes.push(passed)
    else read.push(readRow(cells, line, row))
  }
  if (read.length === 0)
    throw refused(words('Tệp không có dòng nào dưới tiêu đề.', 'There is no row below the headings.'))
  const headed = headingTexts(sheet.rows[header.row] ?? [])
  return {
    sheet: sheet.name,
    header,
    headings: headed,
    unit: row.unit,
    numbers: row.numbers,
    rows: read,
    notes,
  }
}

/** The one visible sheet with headings; those that are not read are named. */
function chosenSheet<Column extends string>(
  sheets: readonly ReadSheet[],
  find: (sheet: ReadSheet) => Header<Column> | null,
  kind: HeadedKind<Column>,
  wished: string | undefined,
  notes: Words[],
): ReadSheet {
  const holding = sheets.filter((sheet) => find(sheet) !== null)
  const shown = holding.filter(({ hidden }) => !hidden)
  const [only, second] = shown
  const named = wished === undefined ? undefined : sheets.find(({ name }) => fold(name) === fold(wished))
  const names = shown.map(({ name }) => name)
  if (wished !== undefined && (named === undefined || find(named) === null)) {
    throw refused(
      words(
        `Không có trang tính “${wished}” có dòng tiêu đề. Các trang đọc được: ${listed(names)}.`,
        `There is no sheet “${wished}” with a row of headings. Sheets that can be read: ${listed(names)}.`,
      ),
      'sheet',
    )
  }
  if (named === undefined && second !== undefined) {
    throw refused(
      words(
        `Tệp có ${shown.length} trang tính có số liệu: ${listed(names)}. Mỗi lần nhập đọc một trang; xin ghi tên trang.`,
        `${shown.length} sheets have data: ${listed(names)}. One import reads one sheet; please name it.`,
      ),
      'sheet',
    )
  }
  const chosen = named ?? only
  if (chosen === undefined) {
    if (holding.length === 0) throw refused(kind.missing)
    const hidden = listed(holding.map(({ name }) => name))
    throw refused(
      words(
        `Dòng tiêu đề chỉ có ở trang ẩn ${hidden}. Xin bỏ ẩn trang rồi thử lại.`,
        `Only the hidden sheet ${hidden} has the headings. Unhide it and try again.`,
      ),
    )
  }
  for (const sheet of sheets) {
    if (sheet === chosen || sheet.rows.length === 0) continue
    notes.push(
      sheet.hidden
        ? words(`Trang ẩn “${sheet.name}” không được đọc.`, `The hidden sheet “${sheet.name}” was not read.`)
        : words(`Trang “${sheet.name}” không được đọc.`, `The sheet “${sheet.name}” was not read.`),
    )
  }
  if (chosen.hiddenRows.length > 0) {
    const lines = chosen.hiddenRows.slice(0, 20).join(', ')
    notes.push(words(`Các dòng đang ẩn cũng được đọc: ${lines}.`, `Hidden rows were read too: ${lines}.`))
  }
  return chosen
}

interface RowReading<Column extends string> {
  readonly sheet: ReadSheet
  readonly header: Header<Column>
  readonly kind: HeadedKind<Column>
  readonly options: ReadOptions
  readonly unit: bigint
  readonly numbers: Language | null
  readonly scales: ReadonlyMap<Column, number>
}

/** In which units and form the numbers of a sheet are. @throws Problem 422 for a unit that is not understood */
function measures<Column extends string>(
  sheet: ReadSheet,
  header: Header<Column>,
  { columns }: HeadedKind<Column>,
  options: ReadOptions,
): Pick<RowReading<Column>, 'unit' | 'numbers' | 'scales'> {
  const scales = new Map<Column, number>()
  let bare = false
  for (const [column, { at }] of header.columns) {
    const heading = String(sheet.rows[header.row]?.[at] ?? '')
    if (columns[column].kind === 'count') {
      const scale = countScale(heading)
      if (typeof scale !== 'number') throw refused(unknownUnit(scale.unknown, nfc(heading)))
      scales.set(column, scale)
    }
    if (columns[column].kind !== 'money') continue
    const unit = headingUnit(heading)
    if (unit !== null && typeof unit !== 'bigint') throw refused(unknownUnit(unit.unknown, nfc(heading)))
    bare ||= unit === null
  }
  let above: bigint | null = null
  for (const cell of sheet.rows.slice(0, header.row).flat()) {
    if (typeof cell !== 'string' || !bare || options.unit !== null) continue
    const unit = unitLine(cell)
    if (unit !== null && typeof unit !== 'bigint') throw refused(unknownUnit(unit.unknown, nfc(cell)))
    above ??= unit
  }
  const money = [...header.columns].filter(([column]) => columns[column].kind === 'money')
  const texts = sheet.rows
    .slice(header.row + 1)
    .flatMap((cells) => money.map(([, { at }]) => cells[at]))
    .filter((cell) => typeof cell === 'string')
  return { scales, unit: options.unit ?? above ?? 1n, numbers: options.numbers ?? numberForm(texts) }
}

/** Columns that are not read though something stands in them. */
function leftColumns<Column extends string>(sheet: ReadSheet, header: Header<Column>): Words[] {
  const read = new Set([...header.columns.values()].map(({ at }) => at))
  const heads = sheet.rows[header.row] ?? []
  const width = Math.max(0, ...sheet.rows.slice(header.row, header.row + 200).map((cells) => cells.length))
  const nameless: string[] = []
  for (let at = 0; at < width; at += 1) {
    const headed = String(plainCell(heads[at] ?? null) ?? '').trim() !== ''
    if (read.has(at) || headed) continue
    const holds = sheet.rows.slice(header.row + 1).some((cells) => !isEmptyRow([cells[at] ?? null]))
    if (holds) nameless.push(columnLetters(at))
  }
  const hidden = [...header.columns].filter(([, { at }]) => sheet.hiddenColumns.includes(at))
  const letters = hidden.map(([, { at }]) => columnLetters(at)).join(', ')
  return [
    ...(nameless.length === 0
      ? []
      : [
          words(
            `Cột ${nameless.join(', ')} có số liệu nhưng không có tiêu đề nên không được đọc.`,
            `Column ${nameless.join(', ')} has data but no heading and was not read.`,
          ),
        ]),
    ...(letters === ''
      ? []
      : [words(`Cột đang ẩn ${letters} cũng được đọc.`, `The hidden column ${letters} was read too.`)]),
  ]
}

const isSums = (text: string) => /^(?:tong(?: cong| so)?|cong|total|sum)(?:\b|$)/.test(fold(nfc(text)))

/** Why a row is no data: headings once more, numbers of columns, sums; null for a row of data. */
function passedOver<Column extends string>(
  cells: readonly Cell[],
  line: number,
  { columns }: Header<Column>,
  heads: readonly Cell[],
  { keys }: HeadedKind<Column>,
): Words | 'sums' | null {
  const texts = cells.map((cell) => String(plainCell(cell) ?? '').trim())
  const filled = texts.filter((text) => text !== '')
  const again = [...columns.values()].every(
    ({ at }) => texts[at] === String(plainCell(heads[at] ?? null) ?? '').trim(),
  )
  if (again) {
    return words(
      `Dòng ${line} lặp lại tiêu đề nên không được đọc.`,
      `Row ${line} repeats the headings and was not read.`,
    )
  }
  if (
    filled.length > 2 &&
    filled.every((text) => /^\(?\d{1,2}\)?$|^\(?[a-z]\)?$/i.test(text)) &&
    isRun(filled)
  ) {
    return words(
      `Dòng ${line} là số thứ tự cột nên không được đọc.`,
      `Row ${line} numbers the columns and was not read.`,
    )
  }
  const keyless = keys.every((key) => {
    const at = columns.get(key)?.at
    const text = at === undefined ? '' : (texts[at] ?? '')
    return text === '' || isSums(text)
  })
  return keyless && filled.some(isSums) ? 'sums' : null
}

/** 1, 2, 3 or (1), (2), (3). */
function isRun(texts: readonly string[]): boolean {
  const numbers = texts
    .map((text) => Number(text.replace(/[()]/g, '')))
    .filter((number) => !Number.isNaN(number))
  return (
    numbers.length > 1 && numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1)
  )
}

/** Holds a row of sums against the rows above it, column by column, in the table's own unit. */
function sumsNotes<Column extends string>(
  cells: readonly Cell[],
  line: number,
  above: readonly HeadedRow<Column>[],
  { header, kind, numbers }: RowReading<Column>,
): Words[] {
  const found = [
    words(`Dòng ${line} là dòng tổng nên không được nhập.`, `Row ${line} holds sums and is not imported.`),
  ]
  const numberIn = (cell: Cell | undefined) => {
    const amount = moneyCell(cell ?? null, 1n, numbers)
    const plain =
      typeof amount === 'string'
        ? amount
            .replace(/ đồng$/, '')
            .replace(/[\s.]/g, '')
            .replace(',', '.')
        : amount
    const number = typeof plain === 'string' && plain.trim() === '' ? Number.NaN : Number(plain)
    return Number.isFinite(number) ? number : null
  }
  for (const [column, { at }] of header.columns) {
    if (kind.columns[column].kind !== 'money' && kind.columns[column].kind !== 'count') continue
    const stated = numberIn(cells[at])
    if (stated === null) continue
    const sum = Number(
      above.reduce((total, row) => total + (numberIn(row.cells[at]) ?? 0), 0).toPrecision(15),
    )
    const name = kind.columns[column].words
    const cell = `${columnLetters(at)}${line}`
    const said = (language: Language) =>
      [formatNumber(sum, language), formatNumber(stated, language)] as const
    const [vi, en] = [said('vi'), said('en')]
    found.push(
      Math.abs(sum - stated) <= Math.abs(stated) * 1e-9 + 0.5
        ? words(
            `${name.vi}: cộng các dòng được ${vi[0]}, khớp với ô tổng ${cell}.`,
            `${name.en}: the rows add up to ${en[0]}, as cell ${cell} says.`,
          )
        : words(
            `${name.vi}: cộng các dòng được ${vi[0]}, ô tổng ${cell} ghi ${vi[1]}. Xin xem lại.`,
            `${name.en}: the rows add up to ${en[0]}, cell ${cell} says ${en[1]}. Please look again.`,
          ),
    )
  }
  return found
}

function readRow<Column extends string>(
  cells: readonly Cell[],
  line: number,
  reading: RowReading<Column>,
): HeadedRow<Column> {
  const { header, kind, sheet } = reading
  const problems: CellProblem<Column>[] = []
  const values: Partial<Record<Column, unknown>> = {}
  for (const [column, { at }] of header.columns) {
    const cell = cells[at] ?? null
    const wrong = (said: Words) => {
      problems.push({ column, ...cellPlace(header, column, line, cells), words: said })
      return undefined
    }
    const broken = brokenCell(cell, kind.columns[column].kind) ?? mergedAway(cell, sheet.merged, line - 1, at)
    const value = broken === null ? cellValue(cell, column, reading, wrong) : wrong(broken)
    if (value !== undefined && !(typeof value === 'string' && value.trim() === '')) values[column] = value
  }
  return { line, cells, values, problems }
}

/** Why a cell holds nothing that can be taken. */
function brokenCell(cell: Cell, kind: ImportColumn['kind']): Words | null {
  if (!isSpecial(cell)) return null
  if ('error' in cell) {
    return words(
      `Ô có lỗi ${cell.error} của bảng tính. Xin sửa ô rồi nhập lại.`,
      `The cell has the spreadsheet's error ${cell.error}. Mend it and import again.`,
    )
  }
  if ('formula' in cell) {
    return words(
      'Ô là công thức chưa có kết quả. Xin mở tệp trong Excel, lưu lại rồi nhập.',
      'The cell is a formula without its result. Open the file in Excel, save it and import again.',
    )
  }
  if (kind !== 'money' && kind !== 'phone') return null
  return words('Ô định dạng phần trăm, không phải số tiền.', 'The cell is a percentage, not an amount.')
}

/** Only the first of merged cells has what is seen; whether the others mean the same nobody can tell. */
function mergedAway(cell: Cell, merged: readonly MergedRange[], row: number, at: number): Words | null {
  if (cell !== null) return null
  const range = merged.find(
    ({ top, left, bottom, right }) =>
      row >= top && row <= bottom && at >= left && at <= right && bottom > top,
  )
  if (range === undefined) return null
  return words(
    `Ô nằm trong vùng ô gộp ${range.name} nên không rõ giá trị của dòng này. Xin bỏ gộp ô và điền từng dòng.`,
    `The cell is part of the merged cells ${range.name}, so the value of this row is unclear. Unmerge them and fill in each row.`,
  )
}

function cellValue<Column extends string>(
  cell: Cell,
  column: Column,
  { header, kind, options, unit, numbers, scales }: RowReading<Column>,
  wrong: (said: Words) => undefined,
): unknown {
  const { kind: holds } = kind.columns[column]
  if (holds === 'money') {
    const stated = header.columns.get(column)?.unit ?? unit
    // In đồng there are no decimals, so that a group of three is thousands in either form.
    if (typeof cell === 'string' && stated > 1n && numbers === null && mayBeEither(cell))
      return wrong(either(cell))
    return moneyCell(cell, stated, numbers)
  }
  if (holds === 'count') {
    const scale = scales.get(column) ?? 1
    if (isSpecial(cell) && 'percent' in cell) return Number((cell.percent * 100).toPrecision(15))
    const plain = plainCell(cell)
    return typeof plain === 'number' ? Number((plain * scale).toPrecision(15)) : scaled(plain, scale)
  }
  const plain = plainCell(cell)
  if (holds === 'value' || plain === undefined)
    return typeof plain === 'string' ? visible(plain).trim() : plain
  if (holds === 'phone') return telephone(String(plain))
  const text = String(plain)
  const font = legacyFontOf(text)
  if (font === null) return text
  const meant = fromLegacyFont(text, font)
  if (options.convert === true) return meant
  return wrong(
    words(
      `Ô viết bằng phông chữ cũ ${legacyFonts[font]}; đọc ra là “${nfc(meant).slice(0, 80)}”. Chọn “Chuyển phông chữ cũ sang Unicode” rồi kiểm tra lại.`,
      `The cell is typed for the old font ${legacyFonts[font]}; it reads “${nfc(meant).slice(0, 80)}”. Choose to convert old fonts and check again.`,
    ),
  )
}

/** A written count in thousands: digits alone are taken, anything else stays for its field to refuse. */
function scaled(plain: unknown, scale: number): unknown {
  if (typeof plain !== 'string') return plain
  const text = visible(plain).trim()
  if (scale === 1 || text === '') return text
  const number = Number(text.replace(',', '.'))
  return Number.isFinite(number) ? Number((number * scale).toPrecision(15)) : text
}

const either = (text: string): Words => ({
  vi: `“${text.trim()}” có thể là hàng nghìn hoặc số lẻ. Xin chọn kiểu số (1.234,5 hay 1,234.5) rồi kiểm tra lại.`,
  en: `“${text.trim()}” may be thousands or decimals. Choose the form of numbers (1.234,5 or 1,234.5) and check again.`,
})

/** A number of nine or ten digits lost its zero to a spreadsheet: a number of Viet Nam begins with one. */
function telephone(text: string): string {
  const typed = nfc(text)
  return /^[2-9]\d{8,9}$/.test(typed) ? `0${typed}` : typed
}
