import {
  type Cell,
  columnLetters,
  type Header,
  isEmptyRow,
  moneyCell,
  plainCell,
} from '../documents/read/headed-table.ts'
import type { ReadSheet } from '../documents/read/workbook.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import { fold, nfc } from '../platform/text.ts'
import type { HeadedKind, HeadedRow, RowReading } from './headed-kind.ts'

/* What of a table is not taken, or is taken though nobody sees it. */

/** Hidden rows of a sheet that is read: they are read too. @param name of the sheet, where several are read */
export function hiddenNotes({ hiddenRows }: Pick<ReadSheet, 'hiddenRows'>, name = ''): Words[] {
  if (hiddenRows.length === 0) return []
  const lines = hiddenRows.slice(0, 20).join(', ')
  const sheet =
    name === '' ? { vi: '', en: '' } : { vi: ` của trang “${name}”`, en: ` of the sheet “${name}”` }
  return [
    words(
      `Các dòng đang ẩn${sheet.vi} cũng được đọc: ${lines}.`,
      `Hidden rows${sheet.en} were read too: ${lines}.`,
    ),
  ]
}

/** Hidden columns that are read, said like hidden rows. */
export function hiddenColumnNotes(columns: readonly number[], name = ''): Words[] {
  if (columns.length === 0) return []
  const letters = columns.slice(0, 20).map(columnLetters).join(', ')
  const sheet =
    name === '' ? { vi: '', en: '' } : { vi: ` của trang “${name}”`, en: ` of the sheet “${name}”` }
  return [
    words(
      `Cột đang ẩn ${letters}${sheet.vi} cũng được đọc.`,
      `The hidden column ${letters}${sheet.en} was read too.`,
    ),
  ]
}

/** Columns that are not read though something stands in them. */
export function leftColumns<Column extends string>(sheet: ReadSheet, header: Header<Column>): Words[] {
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
  const hidden = [...header.columns.values()].filter(({ at }) => sheet.hiddenColumns.includes(at))
  return [
    ...(nameless.length === 0
      ? []
      : [
          words(
            `Cột ${nameless.join(', ')} có số liệu nhưng không có tiêu đề nên không được đọc.`,
            `Column ${nameless.join(', ')} has data but no heading and was not read.`,
          ),
        ]),
    ...hiddenColumnNotes(hidden.map(({ at }) => at)),
  ]
}

const isSums = (text: string) => /^(?:tong(?: cong| so)?|cong|total|sum)(?:\b|$)/.test(fold(nfc(text)))

/** Whether a key is the word of a row of sums and nothing else: “Tổng công ty …” and “Tổng cục …” are names. */
const isSumsAlone = (text: string) =>
  /^(?:tong(?: cong| so)?|cong|total|sum)\s*[:.]?$/.test(fold(nfc(text))) ||
  /^tổng (?:cộng|số)(?!\p{L})/iu.test(nfc(text))

/** Why a row is no data: headings once more, numbers of columns, sums; null for a row of data. */
export function passedOver<Column extends string>(
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
    return text === '' || isSumsAlone(text)
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

/** The figure that a cell holds, in the table's own unit; null where it holds none. */
export function figureIn(cell: Cell | undefined, numbers: Language | null): number | null {
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

/** Holds a row of sums against the rows above it, column by column, in the table's own unit. */
export function sumsNotes<Column extends string>(
  cells: readonly Cell[],
  line: number,
  above: readonly HeadedRow<Column>[],
  { header, kind, numbers }: RowReading<Column>,
): Words[] {
  const found = [
    words(`Dòng ${line} là dòng tổng nên không được nhập.`, `Row ${line} holds sums and is not imported.`),
  ]
  for (const [column, { at }] of header.columns) {
    if (kind.columns[column].kind !== 'money' && kind.columns[column].kind !== 'count') continue
    const stated = figureIn(cells[at], numbers)
    if (stated === null) continue
    const sum = Number(
      above.reduce((total, row) => total + (figureIn(row.cells[at], numbers) ?? 0), 0).toPrecision(15),
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
