/* What a cell and a column of a workbook may be; the sheet writer and the workbook writer share it. */

export type WorkbookValue = string | number | bigint | boolean | null

export interface WorkbookColumn {
  readonly title: string
  /**
   * How its values are kept and shown: `integer` and `money` as #,##0, `decimal` with its decimals, `date` as a real date
   * dd/mm/yyyy. A value of another kind (a note in a column of money) is kept as what it is.
   */
  readonly type: 'text' | 'integer' | 'money' | 'decimal' | 'date'
  /** In characters; by its contents if not said. */
  readonly width?: number
}
