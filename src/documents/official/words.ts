import type { TableBlock, TableCellText } from './model.ts'
import { type ListBlock, longDate, numberAndSymbol, type OfficialDocument } from './model.ts'

/* What an official document says and how its tables lie, whatever file it is written to. */

export const nation = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
export const motto = 'Độc lập - Tự do - Hạnh phúc'

/** A text with this mark at its end, in place of the comma, semicolon or full stop it may already have. */
export function endWith(text: string, mark: '.' | ';'): string {
  return `${text.replace(/[\s.;,]+$/, '')}${mark}`
}

/** "- Như trên;" … "- Lưu: VT, KHCN.": the last is where the office keeps its copy. */
export function recipientLines(recipients: readonly string[]): string[] {
  const bare = recipients.map((each) => each.replace(/^\s*[-–]\s*/, ''))
  const kept = bare.some((each) => /^lưu\s*:/i.test(each.normalize('NFC'))) ? bare : [...bare, 'Lưu: VT']
  return kept.map((each, index) => `- ${endWith(each, index === kept.length - 1 ? '.' : ';')}`)
}

/** "Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2025 của …": the document as its appendices name it. */
export function attachment(document: OfficialDocument): string {
  const name = document.kind ?? 'Công văn'
  const kind = name.charAt(0).toLocaleUpperCase('vi') + name.slice(1).toLocaleLowerCase('vi')
  const number = numberAndSymbol(document.number, document.symbol).replace('Số:', 'số')
  return `${kind} ${number} ${longDate(document.date)} của ${document.issuer.replace(/\s+/g, ' ')}`
}

/** Points are lettered in the order of the Vietnamese alphabet (appendix I, II.5). */
const letters = [...'abcdđeghiklmnopqrstuvxy']

/** "- ", "+ ", "1. " or "a) ", with the space behind it. */
export function listMark(mark: ListBlock['mark'], index: number): string {
  if (mark === 'dash') return '- '
  if (mark === 'plus') return '+ '
  const letter = letters[index]
  return mark === 'letter' && letter !== undefined ? `${letter}) ` : `${index + 1}. `
}

/** The head rows of a table: the ones given, or one of the columns' titles. */
export function headOf(block: TableBlock): readonly (readonly (string | TableCellText)[])[] {
  return block.headerRows ?? [block.columns.map((column) => column.title)]
}

/** Lays the cells of consecutive rows on the grid, so that each knows its first column whatever spans above it. */
export function placeCells(rows: readonly (readonly (string | TableCellText)[])[]) {
  const taken = new Set<string>()
  return rows.map((cells, row) => {
    let column = 0
    return cells.map((given) => {
      const cell: TableCellText = typeof given === 'string' ? { text: given } : given
      while (taken.has(`${row},${column}`)) column += 1
      const from = column
      const columnSpan = cell.columnSpan ?? 1
      for (let down = 0; down < (cell.rowSpan ?? 1); down += 1)
        for (let across = 0; across < columnSpan; across += 1) taken.add(`${row + down},${from + across}`)
      column += columnSpan
      return { cell, from, columnSpan }
    })
  })
}
