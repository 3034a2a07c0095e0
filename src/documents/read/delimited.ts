import { invalidField } from '../../platform/problem.ts'
import { budgetOf, longestCell, tooMuch, widestRow, workbookLimits } from './budget.ts'

const separators = ['\t', ';', ','] as const

/** Lines that tell the separator, and the characters that they are looked for in. */
const sampleRows = 200
const sampleText = 1_000_000

/**
 * Reads delimited text (RFC 4180): a CSV file with commas or, as Vietnamese Excel writes, semicolons; or cells copied from a
 * spreadsheet, with tabs. The separator is what a first line `sep=;` says, else the one that parts the most lines into equally
 * many cells. Apostrophes that `writeCsv` puts before what looks like a formula are taken off.
 * @param field the input that a problem is named at
 * @throws Problem 422 for a quotation mark that is not closed, or whose end swallows further lines; 413 beyond the limits of a workbook
 */
export function readDelimited(text: string, field = 'text'): string[][] {
  const [first = '', stated] = /^\ufeff?(?:sep=(.)\r?\n)?/.exec(text) ?? []
  const body = text.slice(first.length)
  const separator = stated ?? separatorOf(body.slice(0, sampleText))
  const { rows, swallowed } = split(body, separator, Number.POSITIVE_INFINITY, limited())
  if (swallowed !== null) throw unclosed(swallowed, field)
  return rows.map((row) => row.map(disarmed))
}

/** `'+84…` is a text for a spreadsheet; the apostrophe is no part of it. */
const disarmed = (cell: string) =>
  cell.includes("'")
    ? cell.replace(/^'([ ']*[=+\-@\t\r\n＝＋－＠])/, '$1').replace(/([;\t])'([ ']*[=+\-@＝＋－＠])/g, '$1$2')
    : cell

interface Swallowed {
  /** Lines of the text, from 1, that the quoted cell begins and ends in. */
  readonly from: number
  readonly to: number
}

function unclosed({ from, to }: Swallowed, field: string) {
  return invalidField(field, {
    vi: `Dấu nháy kép mở ở dòng ${from} không được đóng đúng chỗ nên nuốt các dòng đến dòng ${to}. Xin sửa dòng ${from} rồi thử lại.`,
    en: `The quotation mark opened in line ${from} is not closed where it should be and takes in all up to line ${to}. Mend line ${from} and try again.`,
  })
}

/** Cells copied from a spreadsheet have tabs, and their commas and semicolons belong to them. */
function separatorOf(body: string): string {
  if (
    body
      .slice(0, 20_000)
      .replace(/"[^"]*"/g, '')
      .includes('\t')
  )
    return '\t'
  const scored = separators.map((separator) => {
    const widths = new Map<number, number>()
    const { rows, swallowed, strayMarks } = split(body, separator, sampleRows)
    for (const row of rows) if (row.length > 1) widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
    // With another separator quotation marks may all stand where they should.
    const agreeing = Math.max(0, ...widths.values()) - strayMarks
    // Of two that part as many lines, the one that leaves no mark open; one mark left open does not make another the better.
    return { separator, score: swallowed === null ? agreeing : agreeing - 0.5 }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator
}

/** Whether a row may have one more cell: what no spreadsheet can hold is a mistake or an attack. @throws Problem 413 */
function limited(): (row: readonly string[], cell: string) => void {
  const budget = budgetOf(workbookLimits, tooMuch)
  return (row, cell) => {
    if (row.length >= widestRow || cell.length > longestCell) throw tooMuch()
    budget.spend('cells', 1)
  }
}

/**
 * The cells of each line; the quoted cell, if one, that is not closed or holds what looks like lines of the table; how many cells
 * have quotation marks of their own.
 */
function split(
  body: string,
  separator: string,
  most: number,
  allow: (row: readonly string[], cell: string) => void = () => {},
): { rows: string[][]; swallowed: Swallowed | null; strayMarks: number } {
  const rows: string[][] = []
  let swallowed: Swallowed | null = null
  let strayMarks = 0
  let row: string[] = []
  let line = 1
  let at = 0
  // A spreadsheet ends its rows by CR LF and the lines in a cell by LF; a form sends both alike.
  const rowEnd = body.includes('\r\n') ? '\r\n' : /\r|\n/
  const isEnd = (sign: string | undefined) => sign === undefined || sign === separator || /[\r\n]/.test(sign)
  while (at < body.length && rows.length < most) {
    const quoted = body[at] === '"' ? quotedCell(body, at + 1) : null
    let cell: string
    if (quoted !== null && isEnd(body[quoted.end])) {
      cell = quoted.text
      const lines = cell.split(/\r\n?|\n/)
      const last = line + lines.length - 1
      // Nobody types a line with as many separators as the table has into one cell of several lines. A mark that is closed in its own
      // line has swallowed none, whatever stands between; nor has one whose lines do not end as those of the table do.
      const width = rows[0]?.length ?? 0
      const swallowing = cell.split(rowEnd)
      const holdsRow = swallowing.length > 1 && swallowing.some((one) => one.split(separator).length >= width)
      if (quoted.open || (width > 2 && holdsRow)) swallowed ??= { from: line, to: last }
      line = last
      at = quoted.end
    } else {
      // A quotation mark that something follows is a letter of the cell: `"Hoa Sen" JSC`. One whose end is in another line is not.
      const lines = quoted?.text.split(/\r\n?|\n/).length ?? 1
      if (lines > 1) swallowed ??= { from: line, to: line + lines - 1 }
      const from = at
      while (!isEnd(body[at])) at += 1
      cell = body.slice(from, at)
      if (cell.includes('"')) strayMarks += 1
    }
    allow(row, cell)
    row.push(cell)
    if (body[at] === separator) {
      at += 1
      if (at < body.length) continue
      row.push('')
    }
    if (at >= body.length) break
    at += body[at] === '\r' && body[at + 1] === '\n' ? 2 : 1
    line += 1
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return { rows, swallowed, strayMarks }
}

/** A quoted cell from behind its first mark: its text, and where the text goes on behind its last one. */
function quotedCell(body: string, from: number): { text: string; end: number; open: boolean } {
  for (let at = from; ; ) {
    const mark = body.indexOf('"', at)
    if (mark === -1) return { text: body.slice(from), end: body.length, open: true }
    if (body[mark + 1] !== '"')
      return { text: body.slice(from, mark).replaceAll('""', '"'), end: mark + 1, open: false }
    at = mark + 2
  }
}
