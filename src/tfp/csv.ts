import { TfpError } from './warnings.ts'

const DELIMITERS = [';', '\t', ','] as const

/**
 * Splits CSV text (RFC 4180, quotes doubled inside quotes) separated by comma, semicolon or tab into rows of cells. The
 * separator is the one that gives the most rows of equal width, preferring semicolon and tab, because a comma may also be
 * a decimal sign. A leading byte order mark is dropped. Throws TfpError for a quote that is never closed.
 */
export function parseCsv(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '')
  let best: { rows: string[][]; score: number } = { rows: [], score: -1 }
  for (const delimiter of DELIMITERS) {
    const rows = split(body, delimiter)
    const score = agreement(rows)
    if (score > best.score) best = { rows, score }
  }
  return best.rows
}

/** How many rows have the commonest width above one. */
function agreement(rows: string[][]): number {
  const widths = new Map<number, number>()
  for (const row of rows) if (row.length > 1) widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  return Math.max(0, ...widths.values())
}

function split(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  let opened = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true
      opened = rows.length + 1
      cell = ''
    } else if (sign === delimiter) {
      row.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[i + 1] === '\n') i++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  if (quoted) {
    throw new TfpError(
      'file.quote',
      { vi: 'Dấu nháy kép mở ra mà không đóng.', en: 'A quotation mark is opened and never closed.' },
      { row: opened },
    )
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}
