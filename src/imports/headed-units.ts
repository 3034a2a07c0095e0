import { type Header, isEmptyRow, numberForm, plainCell } from '../documents/read/headed-table.ts'
import { countScale, headingUnit, unitLine, unknownUnit } from '../documents/read/units.ts'
import type { ReadSheet } from '../documents/read/workbook.ts'
import { type Words, words } from '../platform/language.ts'
import { nfc } from '../platform/text.ts'
import { type HeadedKind, type ReadOptions, type RowReading, refused } from './headed-kind.ts'

/** In which units and form the numbers of a sheet are. @throws Problem 422 for a unit that is not understood */
export function measures<Column extends string>(
  sheet: ReadSheet,
  header: Header<Column>,
  { columns }: HeadedKind<Column>,
  options: ReadOptions,
): Pick<RowReading<Column>, 'unit' | 'numbers' | 'scales'> & { readonly assumed: boolean } {
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
  const said = options.unit ?? above
  return {
    scales,
    unit: said ?? 1n,
    assumed: bare && said === null,
    numbers: options.numbers ?? numberForm(texts),
  }
}

/** What stands for nothing in a cell. */
const isSignOfNothing = (text: string) => /^[-–—.…:x]*$/i.test(text)

/**
 * A sheet whose units stand in a row of their own directly under the headings, as one whose headings say them: “Doanh thu” over
 * “triệu đồng” is “Doanh thu (triệu đồng)”. Such a row has words in columns of figures alone; a unit that is not known is then asked
 * about like one in a heading.
 */
export function withUnitRow<Column extends string>(
  sheet: ReadSheet,
  header: Header<Column>,
  { columns }: HeadedKind<Column>,
): { readonly sheet: ReadSheet; readonly note: Words | null } {
  const below = sheet.rows.findIndex((cells, row) => row > header.row && !isEmptyRow(cells))
  const cells = sheet.rows[below] ?? []
  const measured = new Set(
    [...header.columns]
      .filter(([column]) => ['money', 'count'].includes(columns[column].kind))
      .map(([, { at }]) => at),
  )
  const said = cells.flatMap((cell, at) => {
    const text = String(plainCell(cell) ?? '').trim()
    return isSignOfNothing(text) ? [] : [{ at, text }]
  })
  const isUnits =
    said.some(({ at }) => measured.has(at)) &&
    said.every(({ at, text }) =>
      measured.has(at)
        ? !/\d/.test(text.replace(/^[([]?\s*(?:1[.,]?000|10\^?[369])\b/, ''))
        : /^(?:đvt|đơn vị(?: tính)?|units?)\W*$/iu.test(nfc(text)),
    )
  if (!isUnits) return { sheet, note: null }
  const units = new Map(said.map(({ at, text }) => [at, text.replace(/^[([]\s*|\s*[)\]]$/g, '')]))
  const heads = (sheet.rows[header.row] ?? []).map((cell, at) =>
    measured.has(at) && units.has(at) ? `${String(plainCell(cell) ?? '').trim()} (${units.get(at)})` : cell,
  )
  const rows = sheet.rows.map((cells, row) => (row === header.row ? heads : row === below ? [] : cells))
  const line = below + 1
  return {
    sheet: { ...sheet, rows },
    note: words(
      `Dòng ${line} được hiểu là đơn vị tính của các cột.`,
      `Row ${line} was understood as the units of the columns.`,
    ),
  }
}
