import {
  type Cell,
  type CellProblem,
  cellPlace,
  mayBeEither,
  moneyCell,
  plainCell,
} from '../documents/read/headed-table.ts'
import { isSpecial, type MergedRange } from '../documents/read/sheet.ts'
import { type Words, words } from '../platform/language.ts'
import { fromLegacyFont, legacyFontOf, legacyFonts } from '../platform/legacy-fonts.ts'
import { nfc, visible } from '../platform/text.ts'
import type { HeadedRow, ImportColumn, RowReading } from './headed-kind.ts'

/** A row's cells as their columns understand them, with what is wrong in each. */
export function readRow<Column extends string>(
  cells: readonly Cell[],
  line: number,
  reading: RowReading<Column>,
): HeadedRow<Column> {
  const { header, kind, sheet } = reading
  const problems: CellProblem<Column>[] = []
  const values: Partial<Record<Column, unknown>> = {}
  for (const [column, { at }] of header.columns) {
    const cell = cells[at] ?? null
    const wrong = (said: Words) => {
      problems.push({ column, ...cellPlace(header, column, line, cells), words: said })
      return undefined
    }
    const broken = brokenCell(cell, kind.columns[column].kind) ?? mergedAway(cell, sheet.merged, line - 1, at)
    const value = broken === null ? cellValue(cell, column, reading, wrong) : wrong(broken)
    if (value !== undefined && !(typeof value === 'string' && value.trim() === '')) values[column] = value
  }
  return { line, cells, values, problems }
}

/** Why a cell holds nothing that can be taken. */
function brokenCell(cell: Cell, kind: ImportColumn['kind']): Words | null {
  if (!isSpecial(cell)) return null
  if ('error' in cell) {
    return words(
      `Ô có lỗi ${cell.error} của bảng tính. Xin sửa ô rồi nhập lại.`,
      `The cell has the spreadsheet's error ${cell.error}. Mend it and import again.`,
    )
  }
  if ('formula' in cell) {
    return words(
      'Ô là công thức chưa có kết quả. Xin mở tệp trong Excel, lưu lại rồi nhập.',
      'The cell is a formula without its result. Open the file in Excel, save it and import again.',
    )
  }
  if (kind !== 'money' && kind !== 'phone') return null
  return words('Ô định dạng phần trăm, không phải số tiền.', 'The cell is a percentage, not an amount.')
}

const byRow = new WeakMap<readonly MergedRange[], ReadonlyMap<number, readonly MergedRange[]>>()

/** The ranges of more than one row, by each of their rows: a long table asks for every empty cell. */
function downwards(merged: readonly MergedRange[]): ReadonlyMap<number, readonly MergedRange[]> {
  const known = byRow.get(merged)
  if (known !== undefined) return known
  const found = new Map<number, MergedRange[]>()
  for (const range of merged) {
    if (range.bottom === range.top) continue
    for (let row = range.top; row <= range.bottom; row += 1) {
      const there = found.get(row)
      if (there === undefined) found.set(row, [range])
      else there.push(range)
    }
  }
  byRow.set(merged, found)
  return found
}

/** Only the first of merged cells has what is seen; whether the others mean the same nobody can tell. */
function mergedAway(cell: Cell, merged: readonly MergedRange[], row: number, at: number): Words | null {
  if (cell !== null) return null
  const range = downwards(merged)
    .get(row)
    ?.find(({ left, right }) => at >= left && at <= right)
  if (range === undefined) return null
  return words(
    `Ô nằm trong vùng ô gộp ${range.name} nên không rõ giá trị của dòng này. Xin bỏ gộp ô và điền từng dòng.`,
    `The cell is part of the merged cells ${range.name}, so the value of this row is unclear. Unmerge them and fill in each row.`,
  )
}

function cellValue<Column extends string>(
  cell: Cell,
  column: Column,
  { header, kind, options, unit, numbers, scales }: RowReading<Column>,
  wrong: (said: Words) => undefined,
): unknown {
  const { kind: holds } = kind.columns[column]
  if (holds === 'money') {
    const stated = header.columns.get(column)?.unit ?? unit
    // In đồng there are no decimals, so that a group of three is thousands in either form.
    const unclear = typeof cell === 'string' && stated > 1n && numbers === null ? unclearNumber(cell) : null
    if (unclear !== null) return wrong(unclear)
    return moneyCell(cell, stated, numbers)
  }
  if (holds === 'count') {
    const scale = scales.get(column) ?? 1
    if (isSpecial(cell) && 'percent' in cell) return Number((cell.percent * 100).toPrecision(15))
    const plain = plainCell(cell)
    return typeof plain === 'number' ? Number((plain * scale).toPrecision(15)) : scaled(plain, scale)
  }
  const plain = plainCell(cell)
  if (holds === 'value' || plain === undefined)
    return typeof plain === 'string' ? visible(plain).trim() : plain
  if (holds === 'phone') return telephone(String(plain))
  const text = String(plain)
  const font = legacyFontOf(text)
  if (font === null) return text
  const meant = fromLegacyFont(text, font)
  if (options.convert === true) return meant
  return wrong(
    words(
      `Ô viết bằng phông chữ cũ ${legacyFonts[font]}; đọc ra là “${nfc(meant).slice(0, 80)}”. Chọn “Chuyển phông chữ cũ sang Unicode” rồi kiểm tra lại.`,
      `The cell is typed for the old font ${legacyFonts[font]}; it reads “${nfc(meant).slice(0, 80)}”. Choose to convert old fonts and check again.`,
    ),
  )
}

/** A written count in thousands: digits alone are taken, anything else stays for its field to refuse. */
function scaled(plain: unknown, scale: number): unknown {
  if (typeof plain !== 'string') return plain
  const text = visible(plain).trim()
  if (scale === 1 || text === '') return text
  const number = Number(text.replace(',', '.'))
  return Number.isFinite(number) ? Number((number * scale).toPrecision(15)) : text
}

/** What is said of a number that may be thousands or decimals (`1,234`), or null for another. */
export function unclearNumber(text: string): Words | null {
  if (!mayBeEither(text)) return null
  return words(
    `“${text.trim()}” có thể là hàng nghìn hoặc số lẻ. Xin chọn kiểu số (1.234,5 hay 1,234.5) rồi kiểm tra lại.`,
    `“${text.trim()}” may be thousands or decimals. Choose the form of numbers (1.234,5 or 1,234.5) and check again.`,
  )
}

/** A number of nine or ten digits lost its zero to a spreadsheet: a number of Viet Nam begins with one. */
function telephone(text: string): string {
  const typed = nfc(text)
  return /^[2-9]\d{8,9}$/.test(typed) ? `0${typed}` : typed
}
