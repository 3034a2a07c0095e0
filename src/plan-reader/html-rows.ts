import type { Span } from './schema.ts'
import { emptyPlain, type Plain, plainOf } from './text.ts'

/* Tables in HTML, as programs that turn scans into Markdown write them. */

interface HtmlRow {
  cells: Plain[]
  span: Span
}

const widest = 60

function attribute(head: string, name: string): number {
  const found = new RegExp(`${name} ?= ?["']?(\\d{1,3})`, 'i').exec(head)
  return Math.min(widest, Math.max(1, Number(found?.[1] ?? 1)))
}

/** The rows of every HTML table of the text; a merged cell fills its first place, the others are empty. */
export function htmlRows(text: string): HtmlRow[] {
  const rows: HtmlRow[] = []
  const boundary = /<(\/?)(table|tr|td|th)\b([^<>]{0,200})>/gi
  let row: HtmlRow | null = null
  let cell: { start: number; head: string } | null = null
  // A row too wide for a table is left to be read as text: none of its cells may be lost.
  let tooWide = false
  // Columns that a cell with a rowspan still takes in the rows below.
  let taken = new Map<number, number>()

  const closeCell = (end: number) => {
    if (row === null || cell === null) return
    fillTaken(row, taken)
    const across = attribute(cell.head, 'colspan')
    const down = attribute(cell.head, 'rowspan')
    if (row.cells.length + across > widest) tooWide = true
    else {
      if (down > 1) for (let i = 0; i < across; i++) taken.set(row.cells.length + i, down)
      row.cells.push(plainOf(text, cell.start, end))
      for (let i = 1; i < across; i++) row.cells.push(emptyPlain)
    }
    cell = null
  }
  const closeRow = (end: number) => {
    if (row === null) return
    fillTaken(row, taken)
    row.span.end = end
    if (row.cells.length > 0 && !tooWide) rows.push(row)
    tooWide = false
    for (const [column, left] of taken) {
      if (left <= 1) taken.delete(column)
      else taken.set(column, left - 1)
    }
    row = null
  }

  for (const found of text.matchAll(boundary)) {
    const name = (found[2] ?? '').toLowerCase()
    const closing = found[1] === '/'
    const after = found.index + found[0].length
    closeCell(found.index)
    if (name === 'table') {
      closeRow(found.index)
      taken = new Map()
    } else if (name === 'tr') {
      closeRow(closing ? after : found.index)
      if (!closing) row = { cells: [], span: { start: found.index, end: after } }
    } else if (!closing) {
      row ??= { cells: [], span: { start: found.index, end: after } }
      cell = { start: after, head: found[3] ?? '' }
    }
  }
  closeCell(text.length)
  closeRow(text.length)
  return rows
}

/** Empty cells where a cell from above still stands. It counts this row in once, when the row closes. */
function fillTaken(row: HtmlRow, taken: ReadonlyMap<number, number>): void {
  while ((taken.get(row.cells.length) ?? 0) > 0 && row.cells.length < widest) row.cells.push(emptyPlain)
}
