import type { Words } from './words.ts'

/** How numbers are written: `vi` 1.234,56 or `en` 1,234.56. */
export type NumberFormat = 'vi' | 'en'

const patterns: Record<NumberFormat, RegExp> = {
  vi: /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/,
  en: /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/,
}

/** Takes off blanks that group digits (1 234 567), a percent sign, and the long minus of typeset tables. */
function clean(text: string): { digits: string; percent: boolean } {
  const trimmed = text.normalize('NFKC').trim().replace(/[−–]/g, '-')
  const percent = trimmed.endsWith('%')
  const bare = percent ? trimmed.slice(0, -1).trim() : trimmed
  return { digits: /^[+-]?\d{1,3}( \d{3})+([.,]\d+)?$/.test(bare) ? bare.replaceAll(' ', '') : bare, percent }
}

/** As programs write very small and large numbers (2.1e-08, 1,5E+10): the exponent has a sign, the separator is the decimal one. */
const SCIENTIFIC = /^[+-]?\d([.,]\d+)?e[+-]\d{1,3}$/i

/** The number a text means when written in `format`; null when it is not written so. "45,5%" is 0.455. */
export function parseNumber(text: string, format: NumberFormat): number | null {
  const { digits, percent } = clean(text)
  if (SCIENTIFIC.test(digits)) return Number(digits.replace(',', '.')) / (percent ? 100 : 1)
  if (!patterns[format].test(digits)) return null
  const plain = format === 'vi' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
  return percent ? Number(plain) / 100 : Number(plain)
}

/** A cell of a column of numbers; `row` is its row in the file, from 1. */
export interface NumberCell {
  readonly row: number
  readonly value: string | number
}

/** What keeps a column from being read, with the row to look at. */
export interface ColumnFault {
  readonly row: number
  readonly code: 'notNumber' | 'mixed' | 'ambiguous'
  readonly words: Words
}

const shown = (text: string) => `“${text.trim()}”`

/**
 * Reads a column in the one format that all its cells fit. Numbers from a spreadsheet are taken as they are. Where all
 * cells fit both formats with different values (1.234 alone), the column is ambiguous and stays unread unless `format` says,
 * or it holds whole things and only one format makes all of them whole.
 * @param whole whether the column counts what cannot be divided, such as persons
 */
export function readNumbers(
  cells: readonly NumberCell[],
  format?: NumberFormat,
  whole = false,
): { numbers: number[]; fault: null } | { numbers: null; fault: ColumnFault } {
  const formats: NumberFormat[] = format ? [format] : ['vi', 'en']
  const readings = formats.map((each) =>
    cells.map(({ value }) => (typeof value === 'number' ? value : parseNumber(value, each))),
  )
  const texts = cells.map(({ value }) => value)
  for (const [i, cell] of cells.entries()) {
    if (readings.some((reading) => Number.isFinite(reading[i]))) continue
    return fail(cell.row, 'notNumber', {
      vi: `${shown(String(cell.value))} không phải là số.`,
      en: `${shown(String(cell.value))} is not a number.`,
    })
  }
  const complete = readings.filter((reading) => reading.every((number) => number !== null))
  const wholes = whole ? complete.filter((reading) => reading.every(Number.isInteger)) : []
  const fitting = wholes.length === 1 ? wholes : complete
  const [first, second] = fitting
  if (first === undefined) {
    // Every cell fits one format or the other, so the first that leaves the column's format is the one to look at.
    const i = Math.max(...readings.map((reading) => reading.indexOf(null)))
    return fail(cells[i]?.row ?? 0, 'mixed', {
      vi: `${shown(String(texts[i]))} viết theo kiểu số khác với các dòng trên (1.234,56 hay 1,234.56).`,
      en: `${shown(String(texts[i]))} is written in another number format than the rows above (1.234,56 or 1,234.56).`,
    })
  }
  if (second !== undefined) {
    const i = first.findIndex((number, j) => number !== second[j])
    if (i >= 0) {
      return fail(cells[i]?.row ?? 0, 'ambiguous', {
        vi: `${shown(String(texts[i]))} có thể là ${first[i]} hoặc ${second[i]}; hãy nêu rõ kiểu số (vi: 1.234,56; en: 1,234.56).`,
        en: `${shown(String(texts[i]))} may be ${first[i]} or ${second[i]}; say which number format it is (vi: 1.234,56; en: 1,234.56).`,
      })
    }
  }
  return { numbers: first.map((number) => number ?? Number.NaN), fault: null }
}

function fail(row: number, code: ColumnFault['code'], words: Words): { numbers: null; fault: ColumnFault } {
  return { numbers: null, fault: { row, code, words } }
}
