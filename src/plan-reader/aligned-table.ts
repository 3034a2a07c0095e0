import { intoColumns, type Piece } from './columns-by-place.ts'
import type { Line } from './lines.ts'
import type { Span } from './schema.ts'
import { emptyPlain, joinPlains, type Plain, plainOf } from './text.ts'

/** The pieces of a line between gaps of two spaces or more. */
function piecesOf(text: string, line: Line): Piece<Plain>[] {
  const pieces: Piece<Plain>[] = []
  let start = line.ink
  for (let at = line.ink; at <= line.end; at++) {
    const gap = at === line.end || (text.charAt(at) === ' ' && text.charAt(at + 1) === ' ')
    if (!gap || (at < line.end && isWithinDate(text, at))) continue
    if (at > start) {
      pieces.push({ left: start - line.start, right: at - line.start, content: plainOf(text, start, at) })
    }
    while (at < line.end && text.charAt(at) === ' ') at++
    start = at
  }
  return pieces
}

/** "ngày  18  tháng  3  năm 2026": where the day was filled in by hand, the gaps beside its numbers part nothing. */
function isWithinDate(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at)
  const after = /^ {2,6}(\S{1,6})/.exec(text.slice(at, at + 14))?.[1] ?? ''
  return (
    (/(?:^|[\s,])(?:ngày|tháng|năm)$/iu.test(before) && /^\d{1,4}$/.test(after)) ||
    (/(?:^|\s)\d{1,2}$/.test(before) && /^(?:tháng|năm)$/iu.test(after))
  )
}

const numeric = /^[-–]$|^\d{1,3}(?:[.,]\d{1,3}){0,5}$|^\d{1,15}$/
/** A row of the body has at least one amount, or a code before its words. */
function isBody(line: readonly Piece<Plain>[]): boolean {
  const [first, ...rest] = line
  if (/^(?:\d{1,2}|[IVX]{1,4})[.)]?$/.test(first?.content.text ?? '') && rest.length > 1) return true
  return rest.some(({ content }) => numeric.test(content.text) && !/^20\d\d$/.test(content.text))
}

/** Whether a line of a table set with spaces goes on with the row above it: words alone, no code and no amount. */
function goesOn(line: readonly Piece<Plain>[], codeRight: number): boolean {
  return line.every(({ left, content }) => left >= codeRight && !numeric.test(content.text))
}

interface AlignedRow {
  readonly cells: readonly Plain[]
  readonly span: Span
  /** Its lines one by one, when it has several. */
  readonly lines?: readonly { readonly cells: readonly Plain[]; readonly span: Span }[]
}

/**
 * The rows of a table that is set with spaces: columns from the places of the words, and a line of words alone joined to
 * the row above, as a cell that runs over several lines is.
 */
export function alignedRows(text: string, lines: readonly Line[]): AlignedRow[] {
  const filled = lines.filter((line) => line.end > line.ink)
  const pieces = filled.map((line) => piecesOf(text, line))
  const columns = intoColumns(pieces, isBody)
  const codeRight = pieces
    .filter(isBody)
    .slice(0, 200)
    .reduce((most, line) => Math.max(most, firstCodeRight(line)), 0)
  const rows: { cells: readonly Plain[]; span: Span }[][] = []
  let inBody = false
  for (const [index, line] of filled.entries()) {
    const own = pieces[index] ?? []
    const row = rows.at(-1)
    const read = { cells: (columns[index] ?? []).map(joinPlains), span: { start: line.ink, end: line.end } }
    if (row !== undefined && inBody && codeRight > 0 && !isBody(own) && goesOn(own, codeRight)) row.push(read)
    else rows.push([read])
    inBody ||= isBody(own)
  }
  return rows.map(joinRow)
}

function joinRow(lines: readonly { cells: readonly Plain[]; span: Span }[]): AlignedRow {
  const [first] = lines
  if (first === undefined || lines.length === 1) return first ?? { cells: [], span: { start: 0, end: 0 } }
  const cells = first.cells.map((_cell, column) =>
    joinPlains(lines.map((line) => line.cells[column] ?? emptyPlain)),
  )
  return { cells, span: { start: first.span.start, end: lines.at(-1)?.span.end ?? first.span.end }, lines }
}

function firstCodeRight(line: readonly Piece<Plain>[]): number {
  const first = line[0]
  return first !== undefined && first.content.text.length <= 6 ? first.right : 0
}
