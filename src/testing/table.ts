import type { WorkbookCell } from '../documents/read/sheet.ts'
import type { TableFile } from '../documents/read/table-file.ts'
import type { ReadSheet } from '../documents/read/workbook.ts'

/** A table as a file with one sheet holds it. @param rest what else there is to its sheet */
export function tableOf(
  rows: readonly (readonly WorkbookCell[])[],
  rest: Partial<ReadSheet> = {},
): TableFile {
  const sheet = { name: '', hidden: false, merged: [], hiddenRows: [], hiddenColumns: [], ...rest }
  return { sheets: [{ ...sheet, rows: rows.map((row) => [...row]) }], notes: [] }
}
