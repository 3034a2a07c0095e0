import { strFromU8, strToU8, unzipSync } from 'fflate'
import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/universal'
import { packArchive } from './archive.ts'
import { documentText } from './text.ts'

/** Dates are `YYYY-MM-DD`, money is whole đồng. `null` leaves the cell empty. */
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

/** A picture below the table of a sheet. */
export interface WorkbookImage {
  readonly png: Uint8Array<ArrayBuffer>
  /** In pixels at 96 to the inch. */
  readonly width: number
  readonly height: number
  /** What it says, for those who do not see it. */
  readonly alt: string
}

export interface WorkbookSheet {
  readonly name: string
  /** Rows above the table, bold. */
  readonly title?: readonly string[]
  /** A row above all others: "DỮ LIỆU MẪU". */
  readonly banner?: string
  readonly columns: readonly WorkbookColumn[]
  readonly rows: readonly (readonly WorkbookValue[])[]
  readonly images?: readonly WorkbookImage[]
}

/** Excel shows and calculates 15 digits; an amount with more would be shown with its last digits as zeros. */
const exactInExcel = 10n ** 15n

/** The most characters a cell of Excel holds. */
const cellLimit = 32_767

/**
 * A text as a cell keeps it. `_x0041_` is Excel's escape of a character (ECMA-376 part 1, 22.9.2.19), so a text that holds
 * such a thing has its underscore escaped. A text named as a property of every object ("constructor") write-excel-file
 * 4.1 takes for one it has already written; the control character before it, which it then drops, tells them apart.
 */
function cellText(text: string): string {
  const clean = documentText(text)
  const whole = clean.length <= cellLimit ? clean : `${cutText(clean, cellLimit - 1)}…`
  const escaped = whole.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return escaped in Object.prototype ? `\u0001${escaped}` : escaped
}

/** The day at midnight UTC, which write-excel-file counts in; nothing if Excel's calendar has no such day or shifts it. */
function excelDay(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900-03-01') return null
  const day = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? null : day
}

function textCell(text: string): CellObject {
  const value = cellText(text)
  return value === '' ? {} : { value, type: String, format: '@', wrap: true, alignVertical: 'top' }
}

function numberFormat(type: WorkbookColumn['type'], whole: boolean): string {
  if (type === 'text') return whole ? '0' : '0.###############'
  return whole ? '#,##0' : '#,##0.######'
}

function dataCell(value: WorkbookValue, { type }: WorkbookColumn): CellObject {
  if (value === null) return {}
  if (typeof value === 'boolean') return { value, type: Boolean, alignVertical: 'top' }
  if (typeof value === 'bigint') {
    if (value >= exactInExcel || value <= -exactInExcel) return { ...textCell(String(value)), align: 'right' }
    return {
      value: Number(value),
      type: Number,
      format: type === 'text' ? '0' : '#,##0',
      alignVertical: 'top',
    }
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`Not a number a spreadsheet can hold: ${value}`)
    return { value, type: Number, format: numberFormat(type, Number.isInteger(value)), alignVertical: 'top' }
  }
  const day = type === 'date' ? excelDay(value) : null
  if (day === null) return textCell(value)
  return { value: day, type: Date, format: 'dd/mm/yyyy', align: 'center', alignVertical: 'top' }
}

/** Excel takes 31 characters, none of []/\:*?, no apostrophe at the ends, and no name twice whatever its case. */
function sheetNames(sheets: readonly WorkbookSheet[]): string[] {
  const used = new Set<string>()
  return sheets.map((sheet, index) => {
    const clean = documentText(sheet.name)
      .replace(/[[\]/\\:*?\n\t]+/g, '-')
      .replace(/^[\s']+|[\s']+$/g, '')
    const base = clean === '' ? `Trang ${index + 1}` : clean
    for (let turn = 1; ; turn += 1) {
      const mark = turn === 1 ? '' : ` (${turn})`
      const cut = cutText(base, 31 - mark.length)
      const name = `${cut.replace(/[\s']+$/, '')}${mark}`
      const key = name.toLocaleLowerCase('vi')
      if (used.has(key)) continue
      used.add(key)
      return name
    }
  })
}

/** The first `length` code units, without half a character at the end. */
function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

function columnWidth(column: WorkbookColumn, index: number, rows: WorkbookSheet['rows']): number {
  if (column.width !== undefined) return column.width
  const least = column.type === 'date' ? 12 : 8
  const longest = rows.reduce((most, row) => Math.max(most, String(row[index] ?? '').length), 0)
  const grouped = column.type === 'money' || column.type === 'integer' ? longest * 1.35 : longest
  return Math.min(60, Math.max(least, Math.ceil(column.title.length * 0.7), Math.ceil(grouped) + 2))
}

/** A line above the table; it runs over the table's columns. */
function lineAbove(text: string, look: CellObject, columns: number): Row {
  const span = Math.max(1, columns)
  return [{ value: cellText(text), type: String, ...look, columnSpan: span }, ...Array(span - 1).fill(null)]
}

function sheetData(sheet: WorkbookSheet): Row[] {
  const count = sheet.columns.length
  const border = { borderStyle: 'thin', borderColor: '#808080' } as const
  const header = sheet.columns.map((column): CellObject => {
    const value = cellText(column.title)
    return {
      ...(value === '' ? {} : { value, type: String }),
      ...border,
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      backgroundColor: '#E8E8E8',
    }
  })
  return [
    ...(sheet.banner === undefined
      ? []
      : [lineAbove(sheet.banner, { fontWeight: 'bold', textColor: '#C00000' }, count)]),
    ...(sheet.title ?? []).map((line) => lineAbove(line, { fontWeight: 'bold' }, count)),
    header,
    ...sheet.rows.map((row) =>
      sheet.columns.map((column, index) => ({ ...dataCell(row[index] ?? null, column), ...border })),
    ),
  ]
}

/** Pixels that a row of the sheet is high. */
const rowHeight = 20

/** The pictures under the table, one below the other. */
function imagesBelow(sheet: WorkbookSheet, rowsAbove: number) {
  let row = rowsAbove + 2
  return (sheet.images ?? []).map((image) => {
    const anchor = { row, column: 1 }
    row += Math.ceil(image.height / rowHeight) + 2
    const alt = documentText(image.alt)
    return {
      content: new Blob([image.png], { type: 'image/png' }),
      contentType: 'image/png',
      width: image.width,
      height: image.height,
      dpi: 96,
      anchor,
      title: alt,
      description: alt,
    }
  })
}

/**
 * Writes an Excel workbook: in each sheet the banner, the title, a bold head row that stays in sight with all above it, and
 * the rows. Texts are strings whatever they begin with, so none runs as a formula. Money beyond 15 digits, which Excel
 * would round, is kept as text; so is a date before 1 March 1900. A text longer than a cell of Excel holds (32.767
 * characters) is cut and ends with "…". The same sheets give the same bytes.
 */
export async function writeWorkbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const names = sheetNames(sheets)
  const file = writeExcelFile(
    sheets.map((sheet, index) => ({
      sheet: names[index] ?? `Trang ${index + 1}`,
      data: sheetData(sheet),
      ...(sheet.images === undefined ? {} : { images: imagesBelow(sheet, sheetData(sheet).length) }),
      columns: sheet.columns.map((column, at) => ({ width: columnWidth(column, at, sheet.rows) })),
      stickyRowsCount: (sheet.banner === undefined ? 0 : 1) + (sheet.title?.length ?? 0) + 1,
      ...(sheet.columns.length > 6 ? { orientation: 'landscape' as const } : {}),
    })),
    { fontFamily: 'Times New Roman', fontSize: 12 },
  )
  const blob = await file.toBlob()
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
  for (const [name, bytes] of Object.entries(files)) {
    if (/^xl\/worksheets\/[^/]*\.xml$/.test(name)) files[name] = strToU8(onePageWide(strFromU8(bytes)))
  }
  return packArchive(files)
}

/** A sheet that prints on A4 as wide as the page, on as many pages as it takes, its columns together. */
function onePageWide(xml: string): string {
  const fitted = xml.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
  if (fitted.includes('<pageSetup ')) return fitted.replace('<pageSetup ', '<pageSetup fitToHeight="0" ')
  return fitted.replace(/(?=<drawing |<\/worksheet>)/, '<pageSetup paperSize="9" fitToHeight="0"/>')
}
