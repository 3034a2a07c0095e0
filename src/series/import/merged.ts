import type { SheetContent, WorkbookCell } from '../../documents/read/sheet.ts'

/**
 * The rows of a sheet in which a title merged over several columns stands in each of them, as it is seen: “Theo giá so sánh 2010” over
 * five columns is said of all five. Figures are left where they are: a figure over two columns is of neither.
 */
export function filledFromMerged({ rows, merged }: Pick<SheetContent, 'rows' | 'merged'>): WorkbookCell[][] {
  const across = merged.filter(({ left, right }) => right > left)
  if (across.length === 0) return rows
  const filled = rows.map((row) => [...row])
  for (const { top, left, bottom, right } of across) {
    const said = rows[top]?.[left]
    // A title over the whole table stands above it once.
    if (typeof said !== 'string' || left === 0) continue
    for (let row = top; row <= bottom; row += 1) {
      const cells = filled[row]
      if (cells === undefined) continue
      for (let at = left; at <= right; at += 1) cells[at] ??= said
    }
  }
  return filled
}
