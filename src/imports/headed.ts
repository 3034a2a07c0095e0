import { setImmediate as breathe } from 'node:timers/promises'
import {
  findHeading,
  type Header,
  headingsOf,
  headingTexts,
  isEmptyRow,
  keysOf,
} from '../documents/read/headed-table.ts'
import type { TableFile } from '../documents/read/table-file.ts'
import type { ReadSheet } from '../documents/read/workbook.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import { fold, nfc } from '../platform/text.ts'
import {
  type HeadedKind,
  type HeadedRow,
  type HeadedTable,
  namesOf,
  type ReadOptions,
  type RowReading,
  refused,
} from './headed-kind.ts'
import { readRow } from './headed-row.ts'
import { measures, withUnitRow } from './headed-units.ts'
import { figureIn, hiddenNotes, leftColumns, passedOver, sumsNotes } from './left-out.ts'

/*
 * Tables with a row of headings, read by their columns: each cell as its column's kind understands it, and a word about every sheet,
 * row, column and cell that is not taken.
 */

const listed = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ')

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
  const chosen = chosenSheet(sheets, find, kind, options.sheet, notes)
  const above = find(chosen)
  if (above === null) throw refused(kind.missing)
  const { sheet, note } = withUnitRow(chosen, above, kind)
  if (note !== null) notes.push(note)
  const header = find(sheet) ?? above
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
    assumed: row.assumed,
    unitNeeded: row.assumed ? unitNeeded(read, row) : null,
    numbers: row.numbers,
    rows: read,
    notes,
  }
}

/** Đồng under which no amount of a list can be the whole of one: 250 of “Doanh thu” is 250 triệu or 250 tỷ, nobody knows which. */
const leastWhole = 1_000_000

/** Asks for the unit of money where nothing says one and no amount of a column can be in đồng; null else. */
function unitNeeded<Column extends string>(
  rows: readonly HeadedRow<Column>[],
  { header, kind, numbers, sheet }: RowReading<Column>,
): Words | null {
  for (const [column, { at, unit }] of header.columns) {
    if (kind.columns[column].kind !== 'money' || unit !== null) continue
    const amounts = rows.map(({ cells }) => figureIn(cells[at], numbers) ?? 0).filter((amount) => amount > 0)
    if (amounts.length === 0 || amounts.some((amount) => amount >= leastWhole)) continue
    const heading = nfc(String(sheet.rows[header.row]?.[at] ?? ''))
    return words(
      `“${heading}” không ghi đơn vị tính, và không số nào đủ lớn để là đồng. Xin ghi đơn vị ở tiêu đề, ví dụ “${heading} (triệu đồng)” hoặc “${heading} (đồng)”.`,
      `“${heading}” says no unit, and no figure is large enough to be in đồng. Please write the unit in the heading, such as “${heading} (million đồng)” or “${heading} (đồng)”.`,
    )
  }
  return null
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
  notes.push(...hiddenNotes(chosen))
  return chosen
}
