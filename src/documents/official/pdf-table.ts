import { documentText } from '../text.ts'
import type { Align, RichText, TableBlock } from './model.ts'
import { atMost, millimetres, type SheetText, sheetText } from './pdf-text.ts'
import { headOf, placeCells } from './words.ts'

export interface SheetCell {
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly rows: number
  readonly runs: SheetText
  readonly align: Align
  readonly breakable: boolean
}

export interface SheetTable {
  readonly type: 'table'
  readonly caption: SheetText | null
  readonly unit: SheetText | null
  readonly size: number
  readonly above: number
  /** Shares of the width. */
  readonly widths: readonly number[]
  /** Stands on every page. */
  readonly head: readonly SheetCell[]
  readonly body: readonly SheetCell[]
  /** A last row that is a total: it stays with the row before it. */
  readonly foot: readonly SheetCell[]
}

interface Placed {
  readonly text: RichText
  readonly x: number
  readonly row: number
  readonly columns: number
  readonly rows: number
  readonly bold: boolean
  readonly italic: boolean
  readonly align: Align
}

type Row = Parameters<typeof placeCells>[0][number]

/**
 * The cells of consecutive rows, each on squares of its own: spans end where the rows, the columns or another cell do, and
 * squares nobody names hold an empty cell.
 */
function onGrid(
  rows: readonly Row[],
  columns: number,
  look: (row: number, column: number) => { bold: boolean; align: Align },
): Placed[] {
  const taken = new Set<string>()
  const placed: Placed[] = []
  const take = (text: RichText, x: number, row: number, across: number, down: number, own: object) => {
    for (let y = row; y < row + down; y += 1)
      for (let column = x; column < x + across; column += 1) taken.add(`${y},${column}`)
    placed.push({ text, x, row, columns: across, rows: down, italic: false, ...look(row, x), ...own })
  }
  for (const [row, cells] of placeCells(rows).entries()) {
    for (const { cell, from, columnSpan } of cells) {
      let across = 1
      while (across < columnSpan && from + across < columns && !taken.has(`${row},${from + across}`))
        across += 1
      const own = {
        ...(cell.bold === undefined ? {} : { bold: cell.bold }),
        ...(cell.italic === undefined ? {} : { italic: cell.italic }),
        ...(cell.align === undefined ? {} : { align: cell.align }),
      }
      take(cell.text, from, row, across, Math.max(1, Math.min(cell.rowSpan ?? 1, rows.length - row)), own)
    }
    for (let x = 0; x < columns; x += 1) if (!taken.has(`${row},${x}`)) take('', x, row, 1, 1, {})
  }
  return placed
}

/** How many columns the rows really have, should one have more cells than the table has columns. */
function columnCount(block: TableBlock, head: readonly Row[]): number {
  const parts = [head, block.rows.map((row) => row.cells)]
  const ends = parts.flatMap((rows) => placeCells(rows).flatMap((cells) => cells.map(({ from }) => from + 1)))
  return Math.max(1, block.columns.length, ...ends)
}

function plain(text: RichText): string {
  return documentText(typeof text === 'string' ? text : text.map((run) => run.text).join(''))
}

/**
 * A table for the layout: its cells on a grid, what may break over pages and what repeats.
 *
 * @param width between the margins in points
 * @param height of the page's text in points: a row that would fill half of it may break, every other stays whole
 * @param touching whether a table stands right above it
 */
export function tableSheet(block: TableBlock, width: number, height: number, touching: boolean): SheetTable {
  const size = block.fontSize ?? 12
  const head = headOf(block)
  const columns = columnCount(block, head)
  const shares = Array.from({ length: columns }, (_, index) =>
    Math.max(0.01, block.columns[index]?.width ?? 1),
  )
  const all = shares.reduce((sum, share) => sum + share, 0)
  const widthOf = (cell: Placed) =>
    (width * shares.slice(cell.x, cell.x + cell.columns).reduce((sum, share) => sum + share, 0)) / all -
    millimetres(3)
  const heightOf = (cell: Placed) => {
    const inner = Math.max(size, widthOf(cell))
    const lines = plain(cell.text)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((atMost(line, size) * 1.15) / inner)), 0)
    return lines * size * 1.15 + 5
  }
  const tallRows = (cells: readonly Placed[]) => {
    const tall = new Set<number>()
    for (const cell of cells)
      if (heightOf(cell) > height / 2)
        for (let row = cell.row; row < cell.row + cell.rows; row += 1) tall.add(row)
    return tall
  }
  const sheetCells = (cells: readonly Placed[], from: number): SheetCell[] => {
    const tall = tallRows(cells)
    return cells.map((cell) => ({
      x: cell.x,
      y: from + cell.row,
      columns: cell.columns,
      rows: cell.rows,
      runs: sheetText(cell.text, Math.max(0, widthOf(cell)), { bold: cell.bold, italic: cell.italic, size }),
      align: cell.align,
      breakable: cell.rows > 1 || tall.has(cell.row),
    }))
  }

  const headCells = onGrid(head, columns, () => ({ bold: true, align: 'center' }))
  const headHeight = head.reduce((sum, _, row) => {
    const heights = headCells.filter((cell) => cell.row === row).map(heightOf)
    return sum + Math.max(0, ...heights)
  }, 0)
  const bodyCells = onGrid(
    block.rows.map((row) => row.cells),
    columns,
    (row, column) => ({
      bold: block.rows[row]?.bold ?? false,
      align: block.columns[column]?.align ?? 'left',
    }),
  )
  const last = block.rows.length - 1
  const total =
    last > 0 &&
    block.rows[last]?.bold === true &&
    bodyCells.every((cell) => cell.row === last || cell.row + cell.rows <= last)
  const laid = sheetCells(bodyCells, head.length)
  const isFoot = (cell: SheetCell) => total && cell.y === head.length + last
  // A head cannot break over pages: one that would fill them stands once, as rows.
  const repeats = headHeight < height / 3
  const headLaid = sheetCells(headCells, 0)
  const lead = block.caption === undefined && block.unit === undefined
  return {
    type: 'table',
    caption: block.caption === undefined ? null : sheetText(block.caption, width, { bold: true }),
    unit: block.unit === undefined ? null : sheetText(block.unit, width, { italic: true, size: 12 }),
    size,
    above: touching && lead ? 16 : 2,
    widths: shares,
    head: repeats ? headLaid : [],
    body: [...(repeats ? [] : headLaid), ...laid.filter((cell) => !isFoot(cell))],
    foot: laid.filter(isFoot),
  }
}
