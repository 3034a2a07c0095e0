import type { WorkbookCell } from '../documents/read/sheet.ts'
import { type Words, words } from '../platform/language.ts'
import { fromLegacyFont, type LegacyFont, legacyFontOf, legacyFonts } from '../platform/legacy-fonts.ts'
import { nfc } from '../platform/text.ts'

type Rows = readonly (readonly WorkbookCell[])[]

/** The font of before Unicode that most texts of a table were typed for, with one of them; null where there is none. */
export function oldFontOf(rows: Rows): { readonly font: LegacyFont; readonly text: string } | null {
  const found = new Map<LegacyFont, { count: number; text: string }>()
  for (const cell of rows.flat()) {
    const font = typeof cell === 'string' ? legacyFontOf(cell) : null
    if (font === null) continue
    const known = found.get(font)
    found.set(font, { count: (known?.count ?? 0) + 1, text: known?.text ?? String(cell) })
  }
  const [most] = [...found].sort(([, one], [, other]) => other.count - one.count)
  return most === undefined ? null : { font: most[0], text: most[1].text }
}

/** A table's rows with the texts that were typed for this font as Unicode; texts that are Unicode stay as they are. */
export function unicodeRows(rows: Rows, font: LegacyFont): WorkbookCell[][] {
  return rows.map((cells) =>
    cells.map((cell) =>
      // A text that has letters of Unicode's Vietnamese was not typed for an old font, whatever stands beside it.
      typeof cell === 'string' && !/[\u0100-\u017f\u01a0-\u01b0\u1ea0-\u1ef9]/.test(cell)
        ? nfc(fromLegacyFont(cell, font))
        : cell,
    ),
  )
}

/** Why a table typed for an old font is not read as it stands, with what it would say. */
export const oldFontWords = ({ font, text }: { readonly font: LegacyFont; readonly text: string }): Words => {
  const meant = nfc(fromLegacyFont(text, font)).slice(0, 80)
  return words(
    `Bảng viết bằng phông chữ cũ ${legacyFonts[font]}; “${text.slice(0, 80)}” đọc ra là “${meant}”. Chọn “Chuyển phông chữ cũ sang Unicode” rồi kiểm tra lại.`,
    `The table is typed for the old font ${legacyFonts[font]}; “${text.slice(0, 80)}” reads “${meant}”. Choose to convert old fonts and check again.`,
  )
}
