import { documentText } from '../text.ts'
import type { WorkbookColumn, WorkbookValue } from './workbook-model.ts'

/*
 * The parts of an XLSX archive (ECMA-376, SpreadsheetML) as texts. Texts of cells stand in the cells themselves ("inline
 * strings"), not in a table of their own: so a sheet can be written row by row, however long it is.
 */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Excel shows and calculates 15 digits; an amount with more would be shown with its last digits as zeros. */
const exactInExcel = 10n ** 15n

/** The most characters a cell of Excel holds. */
const cellLimit = 32_767

/** The first `length` code units, without half a character at the end. */
export function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

/** A text of an attribute or element. */
function xmlText(text: string): string {
  if (!/[&<>"]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/**
 * A text as a cell keeps it. `_x0041_` is Excel's escape of a character (ECMA-376 part 1, 22.9.2.19), so a text that holds
 * such a thing has its underscore escaped.
 */
function cellText(text: string): string {
  const clean = documentText(text)
  const whole = clean.length <= cellLimit ? clean : `${cutText(clean, cellLimit - 1)}…`
  return whole.includes('_x') ? whole.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : whole
}

/** The looks of cells: their places in `cellXfs` of `stylesXml`. */
const look = {
  banner: 1,
  title: 2,
  head: 3,
  empty: 4,
  text: 5,
  rightText: 6,
  yesNo: 7,
  plainWhole: 8,
  plainDecimal: 9,
  whole: 10,
  decimal: 11,
  date: 12,
} as const

const formats = { decimal: 164, plainDecimal: 165, date: 166, plainWhole: 1, whole: 3, text: 49 } as const

function xf(font: number, fill: number, border: number, format = 0, alignment = ''): string {
  const aligned = alignment === '' ? '/>' : ` applyAlignment="1"><alignment ${alignment}/></xf>`
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${aligned}`
}

const font = (color: string, bold: boolean) =>
  `<font>${bold ? '<b/>' : ''}<sz val="12"/><color rgb="${color}"/><name val="Times New Roman"/><family val="1"/></font>`
const side = (name: string) => `<${name} style="thin"><color rgb="FF808080"/></${name}>`
const [top, topWrapped] = ['vertical="top"', 'vertical="top" wrapText="1"']
/** In the order of `look`. */
const cellXfs = [
  xf(0, 0, 0),
  xf(1, 0, 0),
  xf(2, 0, 0),
  xf(2, 2, 1, 0, 'horizontal="center" vertical="center" wrapText="1"'),
  xf(0, 0, 1),
  xf(0, 0, 1, formats.text, topWrapped),
  xf(0, 0, 1, formats.text, `horizontal="right" ${topWrapped}`),
  xf(0, 0, 1, 0, top),
  xf(0, 0, 1, formats.plainWhole, top),
  xf(0, 0, 1, formats.plainDecimal, top),
  xf(0, 0, 1, formats.whole, top),
  xf(0, 0, 1, formats.decimal, top),
  xf(0, 0, 1, formats.date, `horizontal="center" ${top}`),
]

/** The same for every workbook. */
export const stylesXml = [
  declaration,
  `<styleSheet xmlns="${main}"><numFmts count="3">`,
  `<numFmt numFmtId="${formats.decimal}" formatCode="#,##0.######"/>`,
  `<numFmt numFmtId="${formats.plainDecimal}" formatCode="0.###############"/>`,
  `<numFmt numFmtId="${formats.date}" formatCode="dd/mm/yyyy"/></numFmts>`,
  `<fonts count="3">${font('FF000000', false)}${font('FFC00000', true)}${font('FF000000', true)}</fonts>`,
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8E8E8"/><bgColor indexed="64"/></patternFill></fill></fills>',
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${cellXfs.length}">${cellXfs.join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('')

/** 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26)
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** Excel's number of a day `YYYY-MM-DD`; null if Excel's calendar has no such day or shifts it. */
function excelDay(text: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (parts === null || text < '1900-03-01') return null
  const day = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.getUTCDate() !== Number(parts[3])) return null
  return day.getTime() / 86_400_000 + 25_569
}

function textCell(address: string, style: number, text: string): string {
  const kept = cellText(text)
  if (kept === '') return `<c r="${address}" s="${style === look.head ? style : look.empty}"/>`
  const space = /^\s|\s$|\n/.test(kept) ? ' xml:space="preserve"' : ''
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(kept)}</t></is></c>`
}

const numberCell = (address: string, style: number, value: number) =>
  `<c r="${address}" s="${style}"><v>${value}</v></c>`

function dataCell(address: string, type: WorkbookColumn['type'], value: WorkbookValue): string {
  if (typeof value === 'string') {
    const day = type === 'date' ? excelDay(value) : null
    return day === null ? textCell(address, look.text, value) : numberCell(address, look.date, day)
  }
  if (value === null) return `<c r="${address}" s="${look.empty}"/>`
  if (typeof value === 'boolean')
    return `<c r="${address}" s="${look.yesNo}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'bigint') {
    if (value >= exactInExcel || value <= -exactInExcel)
      return textCell(address, look.rightText, String(value))
    return numberCell(address, type === 'text' ? look.plainWhole : look.whole, Number(value))
  }
  if (!Number.isFinite(value)) throw new RangeError(`Not a number a spreadsheet can hold: ${value}`)
  if (Number.isInteger(value))
    return numberCell(address, type === 'text' ? look.plainWhole : look.whole, value)
  return numberCell(address, type === 'text' ? look.plainDecimal : look.decimal, value)
}

/** Rows of data from row `first` (1 is the sheet's first) on, each a text. */
export function rowsXml(
  rows: readonly (readonly WorkbookValue[])[],
  columns: readonly WorkbookColumn[],
  first: number,
): string[] {
  const letters = columns.map((_, at) => columnLetters(at))
  return rows.map((row, place) => {
    const number = first + place
    let xml = `<row r="${number}">`
    for (let at = 0; at < columns.length; at += 1)
      xml += dataCell(`${letters[at]}${number}`, columns[at]?.type ?? 'text', row[at] ?? null)
    return `${xml}</row>`
  })
}

export interface SheetFrame {
  readonly banner: string | undefined
  readonly title: readonly string[]
  readonly columns: readonly WorkbookColumn[]
  /** In characters, one a column. */
  readonly widths: readonly number[]
  /** Whether it is the sheet that a reader sees first. */
  readonly first: boolean
}

/** How many rows stand above the data. */
export const rowsAbove = (frame: Pick<SheetFrame, 'banner' | 'title'>) =>
  (frame.banner === undefined ? 0 : 1) + frame.title.length + 1

/** Everything of a sheet before its rows of data: banner, title and head stay in sight. */
export function sheetHead(frame: SheetFrame): string {
  const { columns, widths } = frame
  const above = rowsAbove(frame)
  const lines = [
    ...(frame.banner === undefined ? [] : [{ style: look.banner, text: frame.banner }]),
    ...frame.title.map((text) => ({ style: look.title, text })),
  ]
  const head = columns.map(({ title }, at) => textCell(`${columnLetters(at)}${above}`, look.head, title))
  return [
    declaration,
    `<worksheet xmlns="${main}" xmlns:r="${relations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView${frame.first ? ' tabSelected="1"' : ''} workbookViewId="0">`,
    `<pane ySplit="${above}" topLeftCell="A${above + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    widths.length === 0 ? '' : '<cols>',
    ...widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`),
    widths.length === 0 ? '' : '</cols>',
    '<sheetData>',
    ...lines.map(({ style, text }, at) => `<row r="${at + 1}">${textCell(`A${at + 1}`, style, text)}</row>`),
    `<row r="${above}">${head.join('')}</row>`,
  ].join('')
}

/** Everything after the rows: it prints on A4 as wide as the page, its columns together, on as many pages as it takes. */
export function sheetFoot(frame: SheetFrame, pictures: boolean): string {
  const lines = rowsAbove(frame) - 1
  const last = columnLetters(Math.max(0, frame.columns.length - 1))
  const merged =
    frame.columns.length < 2
      ? []
      : Array.from({ length: lines }, (_, at) => `<mergeCell ref="A${at + 1}:${last}${at + 1}"/>`)
  return [
    '</sheetData>',
    merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>`,
    `<pageSetup paperSize="9"${frame.columns.length > 6 ? ' orientation="landscape"' : ''} fitToHeight="0"/>`,
    pictures ? '<drawing r:id="rId1"/>' : '',
    '</worksheet>',
  ].join('')
}

/** A part's list of the parts that it names: `rId1` the first. */
export function relationsXml(targets: readonly (readonly [type: string, target: string])[]): string {
  const listed = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  )
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${listed.join('')}</Relationships>`
}

/** The workbook: the names of its sheets in order. */
export function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`
}

/** What kind each part of the archive is. @param drawings numbers of the sheets with pictures */
export function contentTypesXml(sheets: number, drawings: readonly number[]): string {
  const office = 'application/vnd.openxmlformats-officedocument'
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${office}.${type}+xml"/>`
  return [
    declaration,
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    drawings.length === 0 ? '' : '<Default Extension="png" ContentType="image/png"/>',
    part('workbook', 'spreadsheetml.sheet.main'),
    part('styles', 'spreadsheetml.styles'),
    ...Array.from({ length: sheets }, (_, at) =>
      part(`worksheets/sheet${at + 1}`, 'spreadsheetml.worksheet'),
    ),
    ...drawings.map((number) => part(`drawings/drawing${number}`, 'drawing')),
    '</Types>',
  ].join('')
}

/** A picture's place: over which row its upper edge lies (0 is the first), and its size in pixels at 96 to the inch. */
export interface PlacedPicture {
  readonly row: number
  readonly width: number
  readonly height: number
  readonly alt: string
}

/** The pictures of a sheet, at its left edge; `rId1` is the first one's file. Lengths are in EMU, 914,400 to the inch. */
export function drawingXml(pictures: readonly PlacedPicture[]): string {
  const anchors = pictures.map(({ row, width, height, alt }, at) => {
    const said = xmlText(documentText(alt))
    return [
      `<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>`,
      `<xdr:ext cx="${Math.round(width * 9525)}" cy="${Math.round(height * 9525)}"/>`,
      `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${at + 1}" name="${said}" descr="${said}"/>`,
      '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>',
      `<xdr:blipFill><a:blip r:embed="rId${at + 1}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`,
      '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>',
    ].join('')
  })
  const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'
  return `${declaration}<xdr:wsDr xmlns:xdr="${drawing}/spreadsheetDrawing" xmlns:a="${drawing}/main" xmlns:r="${relations}">${anchors.join('')}</xdr:wsDr>`
}
