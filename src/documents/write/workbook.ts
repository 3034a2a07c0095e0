import { isSample, markedBanner, sampleMark } from '../../platform/sample.ts'
import { documentText, utf8 } from '../text.ts'
import { packArchive, streamArchive } from './archive.ts'
import {
  contentTypesXml,
  cutText,
  drawingXml,
  relationsXml,
  rowsAbove,
  rowsXml,
  type SheetFrame,
  sheetFoot,
  sheetHead,
  stylesXml,
  workbookXml,
} from './sheet-xml.ts'
import type { WorkbookColumn, WorkbookValue } from './workbook-model.ts'

/** Dates are `YYYY-MM-DD`, money is whole đồng. `null` leaves the cell empty. */

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
  /** A row above all others: "BẢN NHÁP". "DỮ LIỆU MẪU" is added by itself. */
  readonly banner?: string
  readonly columns: readonly WorkbookColumn[]
  readonly rows: readonly (readonly WorkbookValue[])[]
  readonly images?: readonly WorkbookImage[]
}

/** Excel takes 31 characters, none of []/\:*?, no apostrophe at the ends, and no name twice whatever its case. */
function sheetNames(sheets: readonly { readonly name: string }[]): string[] {
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

function columnWidth(column: WorkbookColumn, index: number, rows: WorkbookSheet['rows']): number {
  if (column.width !== undefined) return column.width
  const least = column.type === 'date' ? 12 : 8
  const longest = rows.reduce((most, row) => Math.max(most, String(row[index] ?? '').length), 0)
  const grouped = column.type === 'money' || column.type === 'integer' ? longest * 1.35 : longest
  return Math.min(60, Math.max(least, Math.ceil(column.title.length * 0.7), Math.ceil(grouped) + 2))
}

/** A sheet of sample data says so in its first row and, for whoever copies the table alone, in its name. */
function marked<S extends Pick<WorkbookSheet, 'name' | 'banner'>>(sheet: S): S {
  if (!isSample()) return sheet
  return { ...sheet, name: `MẪU - ${sheet.name}`, banner: markedBanner(sheet.banner) ?? sampleMark }
}

/** @param rows those whose contents tell how wide the columns are */
function frameOf(
  sheet: Omit<WorkbookSheet, 'rows'>,
  rows: WorkbookSheet['rows'],
  first: boolean,
): SheetFrame {
  const { banner, title = [], columns } = sheet
  return { banner, title, columns, widths: columns.map((column, at) => columnWidth(column, at, rows)), first }
}

/** Pixels that a row of the sheet is high. */
const rowHeight = 20

/** Where the pictures stand: under the table, one below the other. */
function placed(images: readonly WorkbookImage[], rows: number) {
  let row = rows + 1
  return images.map(({ width, height, alt }) => {
    const place = { row, width, height, alt }
    row += Math.ceil(height / rowHeight) + 2
    return place
  })
}

/** The parts of an archive that stand around its sheets. */
function partsAround(names: readonly string[], drawings: readonly number[]): [string, string][] {
  return [
    ['[Content_Types].xml', contentTypesXml(names.length, drawings)],
    ['_rels/.rels', relationsXml([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbookXml(names)],
    [
      'xl/_rels/workbook.xml.rels',
      relationsXml([
        ...names.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', stylesXml],
  ]
}

/**
 * Writes an Excel workbook: in each sheet the banner, the title, a bold head row that stays in sight with all above it, and
 * the rows. Texts are strings whatever they begin with, so none runs as a formula. Money beyond 15 digits, which Excel
 * would round, is kept as text; so is a date before 1 March 1900. A text longer than a cell of Excel holds (32.767
 * characters) is cut and ends with "…". The same sheets give the same bytes.
 */
export async function writeWorkbook(given: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const sheets = given.map(marked)
  const drawings = sheets.flatMap(({ images = [] }, at) => (images.length === 0 ? [] : [at + 1]))
  const files: Record<string, Uint8Array> = {}
  for (const [name, xml] of partsAround(sheetNames(sheets), drawings)) files[name] = utf8([xml])
  for (const [at, sheet] of sheets.entries()) {
    const { rows, columns, images = [] } = sheet
    const number = at + 1
    const frame = frameOf(sheet, rows, at === 0)
    const above = rowsAbove(frame)
    files[`xl/worksheets/sheet${number}.xml`] = utf8([
      sheetHead(frame),
      ...rowsXml(rows, columns, above + 1),
      sheetFoot(frame, images.length > 0),
    ])
    if (images.length === 0) continue
    files[`xl/worksheets/_rels/sheet${number}.xml.rels`] = utf8([
      relationsXml([['drawing', `../drawings/drawing${number}.xml`]]),
    ])
    files[`xl/drawings/drawing${number}.xml`] = utf8([drawingXml(placed(images, above + rows.length))])
    const pictures = images.map(({ png }, place) => [`image${number}-${place + 1}.png`, png] as const)
    files[`xl/drawings/_rels/drawing${number}.xml.rels`] = utf8([
      relationsXml(pictures.map(([name]) => ['image', `../media/${name}`])),
    ])
    for (const [name, png] of pictures) files[`xl/media/${name}`] = png
  }
  return packArchive(files)
}

/** Rows that a sheet of Excel holds. */
const sheetRows = 1_048_576

/**
 * The same workbook of one sheet while its rows come, page by page; neither they nor the file stand in memory whole. The
 * columns are as wide as the first page needs. The same pages give the same bytes.
 *
 * @throws RangeError while it is read: more rows than a sheet of Excel holds
 */
export function streamWorkbook(
  given: Omit<WorkbookSheet, 'rows' | 'images'>,
  pages: AsyncIterable<WorkbookSheet['rows']>,
): AsyncGenerator<Uint8Array> {
  const sheet = marked(given)
  return streamArchive([
    ...partsAround(sheetNames([sheet]), []).map(([name, xml]) => [name, [[xml]]] as const),
    ['xl/worksheets/sheet1.xml', sheetParts(sheet, pages)],
  ])
}

async function* sheetParts(
  sheet: Omit<WorkbookSheet, 'rows' | 'images'>,
  pages: AsyncIterable<WorkbookSheet['rows']>,
): AsyncGenerator<string[]> {
  let frame: SheetFrame | undefined
  let next = 0
  for await (const rows of pages) {
    if (frame === undefined) {
      frame = frameOf(sheet, rows, true)
      next = rowsAbove(frame) + 1
      yield [sheetHead(frame)]
    }
    if (next + rows.length - 1 > sheetRows) throw new RangeError('More rows than a sheet of Excel holds')
    yield rowsXml(rows, sheet.columns, next)
    next += rows.length
  }
  const whole = frame ?? frameOf(sheet, [], true)
  yield [frame === undefined ? sheetHead(whole) : '', sheetFoot(whole, false)]
}
