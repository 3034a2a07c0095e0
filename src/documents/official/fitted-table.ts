import { fitColumns } from './fit-columns.ts'
import type { TableBlock } from './model.ts'

/**
 * A table of an official document whose columns are as wide as their content needs: figures on the right and never broken.
 * @param unit what its figures are counted in, which stands above it
 */
export function fittedTable(
  columns: readonly { readonly title: string; readonly figure?: true }[],
  rows: readonly { readonly cells: readonly string[]; readonly sum?: boolean }[],
  page: 'upright' | 'landscape',
  unit?: string,
): TableBlock {
  const { widths, fontSize } = fitColumns(
    columns.map(({ title, figure }) => ({ title, whole: figure === true })),
    rows.map(({ cells }) => cells),
    page,
  )
  return {
    type: 'table',
    fontSize,
    ...(unit === undefined ? {} : { unit: `Đơn vị tính: ${unit}` }),
    columns: columns.map(({ title, figure }, at) => ({
      title,
      align: figure ? 'right' : 'left',
      width: widths[at] ?? 10,
    })),
    rows: rows.map(({ cells, sum }) => ({ cells, bold: sum === true })),
  }
}
