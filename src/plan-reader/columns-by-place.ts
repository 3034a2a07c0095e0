/*
 * Columns out of positions: a table that is set with spaces in plain text, or at places on a page in a PDF. Both give
 * lines of pieces with a left and a right edge; here the pieces find their columns and the lines their rows.
 */

/** A piece of a line between two wide gaps; `left` and `right` in any unit (characters, points). */
export interface Piece<T> {
  readonly left: number
  readonly right: number
  readonly content: T
}

/** One line of a table by columns: the contents that stand in each. */
export type ColumnLine<T> = readonly (readonly T[])[]

/**
 * Puts each piece of each line into its column. Columns are the places that the pieces of the narrow lines (all but
 * those that run over several columns, such as a merged head) share.
 * @param isBody whether a line may tell where columns are; heads often run over several
 * @returns for each line its cells, as many as there are columns
 */
export function intoColumns<T>(
  lines: readonly (readonly Piece<T>[])[],
  isBody: (line: readonly Piece<T>[]) => boolean,
): ColumnLine<T>[] {
  const telling = lines.filter((line) => isBody(line))
  const columns = mergeIntervals((telling.length > 0 ? telling : lines).flat())
  // A head over a column that no row of the body fills (an empty column of notes) makes a column of its own.
  for (const piece of lines.flat()) {
    if (columns.length > mostColumns) break
    if (!columns.some((column) => overlaps(column, piece))) insertColumn(columns, piece)
  }
  // No table of an office is so wide: pieces stay as they come, one cell each.
  if (columns.length > mostColumns) return lines.map((line) => line.map(({ content }) => [content]))
  return lines.map((line) => {
    const cells: T[][] = columns.map(() => [])
    for (const piece of line) cells[columnOf(columns, piece)]?.push(piece.content)
    return cells
  })
}

/** More columns than this are not a table. */
export const mostColumns = 60

interface Interval {
  left: number
  right: number
}

function overlaps(one: Interval, other: Interval): boolean {
  return one.left < other.right && other.left < one.right
}

function mergeIntervals(pieces: readonly Piece<unknown>[]): Interval[] {
  const sorted = [...pieces].sort((one, other) => one.left - other.left)
  const merged: Interval[] = []
  for (const { left, right } of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && left < last.right) last.right = Math.max(last.right, right)
    else merged.push({ left, right })
  }
  return merged
}

function insertColumn(columns: Interval[], piece: Interval): void {
  const at = columns.findIndex((column) => column.left > piece.left)
  columns.splice(at === -1 ? columns.length : at, 0, { left: piece.left, right: piece.right })
}

/** The column that a piece stands in; a piece over several belongs to the leftmost, as a merged head does. */
function columnOf(columns: readonly Interval[], piece: Interval): number {
  const at = columns.findIndex((column) => overlaps(column, piece))
  return at === -1 ? 0 : at
}
