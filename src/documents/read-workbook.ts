import { strFromU8, unzipSync } from 'fflate'
import readExcelFile from 'read-excel-file/universal'
import { Problem } from '../platform/problem.ts'

/** A cell as it was kept. A date is midnight UTC of its day, whatever the machine's time zone. */
export type WorkbookCell = string | number | boolean | Date | null

export interface ReadSheet {
  readonly name: string
  readonly rows: WorkbookCell[][]
}

/** A workbook of this office is a few megabytes; what unpacks to more is a mistake or an attack. */
const limits = { unpackedBytes: 100 * 1024 * 1024, files: 2_000, cells: 2_000_000 }

function damaged(): Problem {
  return new Problem('spreadsheet.damaged', 422, {
    vi: 'Không đọc được tệp Excel: tệp hỏng hoặc không phải định dạng .xlsx. Xin mở tệp trong Excel, lưu lại dưới dạng .xlsx rồi thử lại.',
    en: 'The Excel file cannot be read: it is damaged or not in the .xlsx format. Open it in Excel, save it as .xlsx and try again.',
  })
}

function tooLarge(): Problem {
  return new Problem('spreadsheet.tooLarge', 413, {
    vi: 'Tệp Excel quá lớn. Xin xóa các dòng, cột không dùng hoặc chia thành nhiều tệp.',
    en: 'The Excel file is too large. Delete the rows and columns not in use, or split it into several files.',
  })
}

/** 'A' → 1, 'Z' → 26, 'AA' → 27. */
function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

/** Whether the sheet's furthest row and column leave a table that memory holds: one cell may stand at XFD1048576. */
function checkExtent(xml: string): void {
  let rows = 0
  let columns = 0
  for (const [, address = ''] of xml.matchAll(/\sr\s*=\s*["']([^"']*)["']/g)) {
    const [, letters, digits] = /^([A-Z]{0,3})([0-9]{0,7})$/.exec(address) ?? []
    if (letters === undefined || digits === undefined) throw damaged()
    columns = Math.max(columns, columnNumber(letters))
    rows = Math.max(rows, Number(digits))
    if (rows * columns > limits.cells) throw tooLarge()
  }
}

/** Reads sizes from the archive's directory before anything is unpacked; fflate then unpacks no more than they say. */
function checkArchive(bytes: Uint8Array): void {
  let unpacked = 0
  let files = 0
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unpacked += originalSize
      files += 1
      if (unpacked > limits.unpackedBytes || files > limits.files) throw tooLarge()
      return false
    },
  })
  const sheets = unzipSync(bytes, { filter: ({ name }) => /^xl\/worksheets\/.*\.xml$/i.test(name) })
  for (const sheet of Object.values(sheets)) checkExtent(strFromU8(sheet))
}

function cellValue(value: unknown): WorkbookCell {
  if (value instanceof Date || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'string' && value !== '' ? value.normalize('NFC') : null
}

/**
 * Reads every sheet of an .xlsx file, row by row, texts in NFC and otherwise as written.
 *
 * @throws Problem `spreadsheet.damaged` (422) for what is no such file, `spreadsheet.tooLarge` (413) for one that unpacks to
 * more than 100 MB or spreads over more than 2 million cells
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadSheet[]> {
  try {
    checkArchive(bytes)
    const sheets = await readExcelFile(new Uint8Array(bytes).buffer, { trim: false })
    return sheets.map(({ sheet, data }) => ({
      name: sheet.normalize('NFC'),
      rows: data.map((row) => row.map(cellValue)),
    }))
  } catch (error) {
    // read-excel-file and fflate throw plain errors of many kinds, and all of them say that the file is no workbook.
    throw error instanceof Problem ? error : damaged()
  }
}
