import type { WorkbookCell } from './sheet.ts'
import { isSpecial } from './sheet.ts'
import { readWorkbook } from './workbook.ts'

/** Never `2.9e-8`. Excel keeps fifteen digits; what a double adds behind them is not in the cell. */
const plainNumber = new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 15 })

/** A number as a Vietnamese table has it: `1237,5`. Three decimals get a zero, else they would look like thousands. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  const [whole = '', decimals = ''] = plainNumber.format(value).split('.')
  if (decimals === '') return whole
  return `${whole},${decimals.length === 3 ? `${decimals}0` : decimals}`
}

function cellText(cell: WorkbookCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  if (cell instanceof Date) {
    return `${String(cell.getUTCDate()).padStart(2, '0')}/${String(cell.getUTCMonth() + 1).padStart(2, '0')}/${cell.getUTCFullYear()}`
  }
  if (isSpecial(cell)) {
    if ('percent' in cell) return `${numberText(cell.percent * 100)}%`
    return 'error' in cell ? cell.error : ''
  }
  return cell.replace(/\s+/g, ' ').trim()
}

/** A row with tabs between its cells, without the empty ones at its end. */
function rowText(row: readonly WorkbookCell[]): string {
  const cells = row.map(cellText)
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1).join('\t')
}

/**
 * The text of a workbook: a row a line with tabs between its cells, a blank line between sheets; hidden sheets are left out.
 * @throws Problem as `readWorkbook` does
 */
export async function readXlsx(bytes: Uint8Array): Promise<string> {
  const sheets = await readWorkbook(bytes)
  return sheets
    .filter(({ hidden }) => !hidden)
    .map(({ rows }) => rows.map(rowText).filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}
