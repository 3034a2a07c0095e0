import type { ReadTable } from '../../documents/read/table.ts'
import { hiddenColumnNotes, hiddenNotes, oldFontOf, oldFontWords, unicodeRows } from '../../imports/index.ts'
import { type Words, words } from '../../platform/language.ts'
import { invalidField } from '../../platform/problem.ts'
import type { Labels } from '../labels.ts'
import type { UnitKey } from '../units.ts'
import type { BlockDefaults, BlockReading } from './block.ts'
import { readSeriesTable } from './long.ts'
import { filledFromMerged } from './merged.ts'

/** A sheet of a table that came in, as it was read. */
export interface SheetRead {
  readonly name: string
  readonly block: BlockReading
}

/** What the sheets of a table are read with. */
export interface SheetOptions {
  readonly labels: Labels
  readonly form: BlockDefaults
  /** Names of the chosen territory. */
  readonly territory: readonly string[]
  /** Whether texts typed for fonts of before Unicode are converted. */
  readonly convert: boolean
}

/**
 * Reads every sheet that is shown and has years; the others, hidden rows and hidden columns are named in the notes.
 * @throws Problem 422 at `convert` for a table typed for an old font, unless it is to be converted
 */
export function readSheets(
  { sheets, notes: said }: Pick<ReadTable, 'sheets' | 'notes'>,
  options: SheetOptions,
): { readonly read: SheetRead[]; readonly notes: Words[]; readonly unnamed: Words[] } {
  const notes = [...said]
  const unnamed: Words[] = []
  const filled = sheets.filter(({ rows }) => rows.length > 0)
  const read = filled.flatMap((sheet): SheetRead[] => {
    if (sheet.hidden) {
      notes.push(
        words(`Trang ẩn “${sheet.name}” không được đọc.`, `The hidden sheet “${sheet.name}” was not read.`),
      )
      return []
    }
    const old = oldFontOf(sheet.rows)
    if (old !== null && !options.convert) throw invalidField('convert', oldFontWords(old))
    const rows = old === null ? sheet.rows : unicodeRows(sheet.rows, old.font)
    const { labels, form, territory } = options
    const block = readSeriesTable(filledFromMerged({ ...sheet, rows }), labels, form, territory)
    if (block !== null && block.cells.length === 0 && block.ignored.length > 0) {
      unnamed.push(...(block.notes ?? []).map(ofSheet(filled.length > 1 ? sheet.name : null)))
      return []
    }
    if (block === null || block.cells.length === 0) {
      notes.push(
        words(
          `Trang “${sheet.name}” không có bảng theo năm nên không được đọc.`,
          `The sheet “${sheet.name}” has no table by years and was not read.`,
        ),
      )
      return []
    }
    const name = filled.length > 1 ? sheet.name : ''
    notes.push(...hiddenNotes(sheet, name), ...hiddenColumnNotes(sheet.hiddenColumns, name))
    return [{ name: sheet.name, block }]
  })
  const ofRead = read.flatMap(({ name, block }) =>
    (block.notes ?? []).map(ofSheet(read.length > 1 ? name : null)),
  )
  return { read, notes: [...notes, ...ofRead, ...unnamed], unnamed }
}

/** A note with its sheet: the same row number stands in every sheet. */
const ofSheet =
  (name: string | null) =>
  ({ vi, en }: Words) =>
    name === null ? words(vi, en) : words(`Trang “${name}”: ${vi}`, `Sheet “${name}”: ${en}`)

/**
 * Refuses a table of which somebody must say more before its figures can be taken.
 * @param field that the table came by
 * @throws Problem 422: at `field` where no sheet has years or no row (column) beside them has a name that is known, at `numbers` where both forms of numbers fit, at `unit` where its unit is not
 * understood
 */
export function refuseUnclear(
  { read, unnamed }: { readonly read: readonly SheetRead[]; readonly unnamed: readonly Words[] },
  { unit }: { readonly unit?: UnitKey | undefined },
  field: string,
): void {
  if (read.length === 0 && unnamed.length > 0) {
    throw invalidField(
      field,
      words(unnamed.map(({ vi }) => vi).join(' '), unnamed.map(({ en }) => en).join(' ')),
    )
  }
  if (read.length === 0) {
    throw invalidField(field, {
      vi: 'Không thấy dòng hoặc cột năm có số liệu. Bảng cần một dòng năm ở trên hoặc một cột năm ở bên trái, và tên chỉ tiêu hoặc ngành ở mỗi dòng (cột); hoặc mỗi dòng một giá trị, dưới các tiêu đề Năm, Giá trị, Chỉ tiêu, Ngành.',
      en: 'No row or column of years with figures was found. The table needs years across the top or down the side, and the name of a measure or sector on each row (column); or one value a row, under the headings Year, Value, Measure, Sector.',
    })
  }
  if (read.some(({ block }) => block.ambiguous)) {
    throw invalidField('numbers', {
      vi: 'Các số như 1.234 có thể là một nghìn hai trăm ba mươi tư hoặc một phẩy hai ba tư. Xin chọn kiểu số.',
      en: 'Numbers such as 1.234 may be one thousand two hundred thirty-four or one point two three four. Choose the form of numbers.',
    })
  }
  const unknown = read.find(({ block }) => typeof block.unknownUnit === 'string')?.block.unknownUnit
  if (typeof unknown === 'string' && unit === undefined) {
    throw invalidField(
      'unit',
      words(
        `Không hiểu đơn vị tính “${unknown}” của bảng. Xin chọn đơn vị tính.`,
        `The unit “${unknown}” of the table is not understood. Please choose the unit.`,
      ),
    )
  }
}
