import { columnLetters } from '../../documents/write/sheet-xml.ts'
import { type Words, words } from '../../platform/language.ts'
import { parseNumber } from '../../platform/numbers.ts'
import { isBlank, type Rows, type Years } from './years.ts'

/* What of a table by years is not taken, each row and column by its place, so that nothing is left out in silence. */

/** A row or column that names no measure and sector known here. */
export type Left = ({ readonly row: number } | { readonly column: number }) & { readonly name: string }

/** How many places a note names one by one. */
const named = 50

const short = (name: string) =>
  name
    .replace(/[\s|]+/g, ' ')
    .trim()
    .slice(0, 40)
const inQuotes = (name: string) => (short(name) === '' ? '' : ` “${short(name)}”`)
const hasFigure = (cell: unknown) =>
  typeof cell === 'number' || (typeof cell === 'string' && parseNumber(cell, 'vi') !== null)

/** The rows and columns whose names say nothing that is kept here, in a note each kind. */
export function leftNotes(left: readonly Left[]): Words[] {
  const note = (places: readonly { place: string; name: string }[], vi: string, en: string): Words[] => {
    if (places.length === 0) return []
    const listed = places.slice(0, named).map(({ place, name }) => `${place}${inQuotes(name)}`)
    const more = places.length - listed.length
    const list = listed.join(', ')
    return [
      words(
        `${vi} ${list}${more > 0 ? ` và ${more} chỗ nữa` : ''} không được đọc: không rõ là chỉ tiêu hay ngành nào.`,
        `${en} ${list}${more > 0 ? ` and ${more} more` : ''} not read: no measure or sector is known by that name.`,
      ),
    ]
  }
  const places = (of: 'row' | 'column') =>
    left.flatMap((one) => {
      if (of === 'row') return 'row' in one ? [{ place: String(one.row + 1), name: one.name }] : []
      return 'column' in one ? [{ place: columnLetters(one.column), name: one.name }] : []
    })
  return [...note(places('row'), 'Dòng', 'Rows'), ...note(places('column'), 'Cột', 'Columns')]
}

/** Columns with figures whose heading is no year, or that have none. */
export function columnsLeft(rows: Rows, years: Years): Words[] {
  const known = new Set(years.headings.map(({ at }) => at))
  const heads = rows[years.line] ?? []
  const below = rows.slice(years.line + 1)
  const width = Math.max(heads.length, ...below.map((cells) => cells.length))
  return Array.from({ length: width }, (_, at) => at).flatMap((at): Words[] => {
    // The first column names the rows, by a number of theirs too.
    if (at === 0 || known.has(at) || !below.some((cells) => hasFigure(cells[at]))) return []
    const head = heads[at]
    if (isBlank(head)) {
      return [
        words(
          `Cột ${columnLetters(at)} không có năm ở đầu cột nên không được đọc.`,
          `Column ${columnLetters(at)} has no year at its head and was not read.`,
        ),
      ]
    }
    return [
      words(
        `Cột ${columnLetters(at)}${inQuotes(String(head))} không phải một năm nên không được đọc.`,
        `Column ${columnLetters(at)}${inQuotes(String(head))} is no year and was not read.`,
      ),
    ]
  })
}

/** Rows with figures among or below the years down the side, at which no year stands. */
export function rowsLeft(rows: Rows, { line, headings }: Years): Words[] {
  const known = new Set(headings.map(({ at }) => at))
  const first = Math.min(...known)
  return rows.flatMap((cells, row): Words[] => {
    if (row <= first || known.has(row) || !cells.some((cell, at) => at > line && hasFigure(cell))) return []
    const name = cells
      .slice(0, line + 1)
      .filter((cell) => !isBlank(cell))
      .map(String)
      .join(' ')
    if (short(name) === '') {
      return [
        words(
          `Dòng ${row + 1} không có năm nên không được đọc.`,
          `Row ${row + 1} has no year and was not read.`,
        ),
      ]
    }
    return [
      words(
        `Dòng ${row + 1}${inQuotes(name)} không phải một năm nên không được đọc.`,
        `Row ${row + 1}${inQuotes(name)} is no year and was not read.`,
      ),
    ]
  })
}
