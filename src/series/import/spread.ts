import type { WorkbookCell } from '../../documents/read/sheet.ts'
import { type Labels, readLabel } from '../labels.ts'

/**
 * Heading rows in which a title over several columns stands in each of them. A pasted block has it in its first column alone,
 * with empty cells after it: “Theo giá so sánh 2010” is said of all columns up to the next title. Only what says a measure or
 * prices, and no sector, is taken for such a title; and only where the row below names the columns one by one.
 * @param heads the rows above the first year; @param from the first column of figures
 */
export function spreadTitles<Row extends readonly WorkbookCell[]>(
  heads: readonly Row[],
  from: number,
  labels: Labels,
): (readonly WorkbookCell[])[] {
  return heads.map((cells, place) => {
    const below = heads.slice(place + 1)
    const named = (at: number) => below.some((row) => !isEmpty(row[at]))
    const filled: WorkbookCell[] = [...cells]
    const width = Math.max(cells.length, ...below.map((row) => row.length))
    let title: WorkbookCell = null
    for (let at = from; at < width; at++) {
      const cell = filled[at]
      if (!isEmpty(cell)) title = typeof cell === 'string' && spans(cell, labels) ? cell : null
      else if (title !== null && named(at)) filled[at] = title
    }
    return filled
  })
}

const isEmpty = (cell: WorkbookCell | undefined) => cell === null || cell === undefined || cell === ''

function spans(text: string, labels: Labels): boolean {
  const { measure, subject, prices, sector } = readLabel(text, labels, false)
  return sector === null && measure !== 'other' && (measure !== null || subject !== null || prices !== null)
}
