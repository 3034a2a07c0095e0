import { fitColumns } from './fit-columns.ts'
import type { TableBlock } from './model.ts'

/** A column of a fitted table: a figure stands on the right, a day in the middle, and neither is ever broken. */
interface Column {
  readonly title: string
  readonly figure?: true | 'day' | undefined
  /** How wide it would like to be beside the others. */
  readonly width?: number
}

/**
 * A table of an official document whose columns are as wide as their content needs.
 * @param unit what its figures are counted in, which stands above it
 */
export function fittedTable(
  columns: readonly Column[],
  rows: readonly { readonly cells: readonly string[]; readonly sum?: boolean }[],
  page: 'upright' | 'landscape',
  unit?: string,
  caption?: string,
): TableBlock {
  const { widths, fontSize } = fitColumns(
    columns.map(({ title, figure, width }) => ({
      title,
      whole: figure !== undefined,
      ...(width && { width }),
    })),
    rows.map(({ cells }) => cells),
    page,
  )
  return {
    type: 'table',
    fontSize,
    ...(caption === undefined ? {} : { caption }),
    ...(unit === undefined ? {} : { unit: `Đơn vị tính: ${unit}` }),
    columns: columns.map(({ title, figure }, at) => ({
      title,
      align: figure === 'day' ? 'center' : figure ? 'right' : 'left',
      width: widths[at] ?? 10,
    })),
    rows: rows.map(({ cells, sum }) => ({ cells, bold: sum === true })),
  }
}
