import { intoColumns, type Piece } from '../../documents/read-columns.ts'
import type { Line } from './lines.ts'
import type { Span } from './schema.ts'
import { joinPlains, type Plain, plainOf, pushAll } from './text.ts'

/** The pieces of a line between gaps of two spaces or more. */
function piecesOf(text: string, line: Line): Piece<Plain>[] {
  const pieces: Piece<Plain>[] = []
  let start = line.ink
  for (let at = line.ink; at <= line.end; at++) {
    const gap = at === line.end || (text.charAt(at) === ' ' && text.charAt(at + 1) === ' ')
    if (!gap) continue
    if (at > start) {
      pieces.push({ left: start - line.start, right: at - line.start, content: plainOf(text, start, at) })
    }
    while (at < line.end && text.charAt(at) === ' ') at++
    start = at
  }
  return pieces
}

const numeric = /^[-–]$|^\d{1,3}(?:[.,]\d{1,3}){0,5}$|^\d{1,15}$/
/** A row of the body has at least one amount, or a code before its words. */
function isBody(line: readonly Piece<Plain>[]): boolean {
  const rest = line.slice(1)
  return rest.some(({ content }) => numeric.test(content.text) && !/^20\d\d$/.test(content.text))
}

/** Whether a line of a table set with spaces goes on with the row above it: words alone, no code and no amount. */
function goesOn(line: readonly Piece<Plain>[], codeRight: number): boolean {
  return line.every(({ left, content }) => left >= codeRight && !numeric.test(content.text))
}

/**
 * The rows of a table that is set with spaces: columns from the places of the words, and a line of words alone joined to
 * the row above, as a cell that runs over several lines is.
 */
export function alignedRows(text: string, lines: readonly Line[]): { cells: Plain[]; span: Span }[] {
  const filled = lines.filter((line) => line.end > line.ink)
  const pieces = filled.map((line) => piecesOf(text, line))
  const columns = intoColumns(pieces, isBody)
  const codeRight = Math.max(
    0,
    ...pieces
      .filter(isBody)
      .slice(0, 200)
      .map((line) => firstCodeRight(line)),
  )
  const rows: { cells: Plain[][]; span: Span }[] = []
  let inBody = false
  for (const [index, line] of filled.entries()) {
    const own = pieces[index] ?? []
    const cells = columns[index] ?? []
    const row = rows.at(-1)
    if (row !== undefined && inBody && codeRight > 0 && !isBody(own) && goesOn(own, codeRight)) {
      for (const [column, cell] of cells.entries()) pushAll(row.cells[column] ?? [], cell)
      row.span.end = line.end
      continue
    }
    inBody ||= isBody(own)
    rows.push({ cells: cells.map((cell) => [...cell]), span: { start: line.ink, end: line.end } })
  }
  return rows.map(({ cells, span }) => ({ cells: cells.map(joinPlains), span }))
}

function firstCodeRight(line: readonly Piece<Plain>[]): number {
  const first = line[0]
  return first !== undefined && first.content.text.length <= 6 ? first.right : 0
}
