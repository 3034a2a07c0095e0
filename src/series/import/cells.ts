import { isSpecial, type WorkbookCell } from '../../documents/read/sheet.ts'
import { type Language, type Words, words } from '../../platform/language.ts'
import { formatNumber, parseNumber } from '../../platform/numbers.ts'
import { toKept, type UnitKey } from '../units.ts'

/* What stands in a cell of figures: a number, a written number, a percentage, or what a spreadsheet could not compute. */

/** A cell that holds a figure or should. */
export type FigureCell = Exclude<WorkbookCell, null | Date | boolean>

/** Whether a cell holds a figure or should. */
export const isFigure = (cell: WorkbookCell | undefined): cell is FigureCell =>
  typeof cell === 'string' || typeof cell === 'number' || isSpecial(cell)

/** A cell as it is seen. */
export function seen(cell: FigureCell): string {
  if (!isSpecial(cell)) return String(cell)
  if ('percent' in cell) return `${formatNumber(Number((cell.percent * 100).toPrecision(15)), 'vi')}%`
  return 'error' in cell ? cell.error : `=${cell.formula}`
}

/** Its number in the form of numbers of the table; `45,5%` and a cell shown as 45,5% are 0.455. */
export function numberIn(cell: FigureCell, format: Language | null): number | null {
  if (typeof cell === 'number') return cell
  if (isSpecial(cell)) return 'percent' in cell ? cell.percent : null
  return format === null ? null : parseNumber(cell, format)
}

/** A percentage is a share of one already, whatever unit its table is in. */
export const isPercentage = (cell: FigureCell): boolean =>
  isSpecial(cell) ? 'percent' in cell : typeof cell === 'string' && cell.trim().endsWith('%')

/** A number in the unit that its measure is kept in. */
export const kept = (cell: FigureCell, number: number, unit: UnitKey): number =>
  toKept(number, isPercentage(cell) ? 'share' : unit)

/** Why a cell holds no figure. */
export function brokenFigure(cell: FigureCell): Words | null {
  if (!isSpecial(cell) || 'percent' in cell) return null
  return 'error' in cell
    ? words(
        `Ô có lỗi ${cell.error} của bảng tính. Xin sửa ô rồi nhập lại.`,
        `The cell has the spreadsheet's error ${cell.error}. Mend it and import again.`,
      )
    : words(
        'Ô là công thức chưa có kết quả. Xin mở tệp trong Excel, lưu lại rồi nhập.',
        'The cell is a formula without its result. Open the file in Excel, save it and import again.',
      )
}
