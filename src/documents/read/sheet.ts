import type { Budget } from './budget.ts'
import { attribute, readTokens } from './xml-tokens.ts'

/** A cell that says something else than a value: what Excel could not compute, a formula whose value was not kept, a percentage. */
export type SpecialCell =
  | { readonly error: string }
  | { readonly formula: string }
  /** A number shown with %: 0.556 is seen as 55,6 %. */
  | { readonly percent: number }

/** A cell as it was kept. A date is midnight UTC of its day, whatever the machine's time zone. */
export type WorkbookCell = string | number | boolean | Date | null | SpecialCell

/** Whether a cell is one of the special ones. */
export const isSpecial = (cell: unknown): cell is SpecialCell =>
  typeof cell === 'object' && cell !== null && !(cell instanceof Date)

/** Cells merged into one: only the first of them has what is seen. Rows and columns from 0, ends included. */
export interface MergedRange {
  readonly name: string
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** What stands in a sheet, and what does not show of it. */
export interface SheetContent {
  readonly rows: WorkbookCell[][]
  readonly merged: readonly MergedRange[]
  /** Numbers of the rows, from 1, that are hidden and have something in them. */
  readonly hiddenRows: readonly number[]
  /** Indexes of the columns that are hidden. */
  readonly hiddenColumns: readonly number[]
}

/** What the numbers of cells with one look are seen as. */
export type NumberLook = 'number' | 'date' | 'percent'

/** What the cells of every sheet refer to. */
export interface WorkbookContext {
  readonly strings: readonly string[]
  readonly looks: readonly NumberLook[]
  /** Days are counted from 1904, as on old Macintoshes. */
  readonly from1904: boolean
}

type Parts = AsyncIterable<Uint8Array>

/** `_x000D_` is Excel's escape of a character (ECMA-376 part 1, 22.9.2.19). */
function excelText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text
  return plain.normalize('NFC')
}

/** The texts that cells refer to by number: those of `<t>` in each `<si>`, without how they are to be spoken (`<rPh>`). */
export async function readStrings(parts: Parts, budget: Budget): Promise<string[]> {
  const strings: string[] = []
  let [text, inText, spoken] = ['', false, false]
  await readTokens(parts, budget, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = !spoken
      else if (name === 'rPh') spoken = true
    },
    close(name) {
      if (name === 'si') strings.push(excelText(text))
      else if (name === 't') inText = false
      else if (name === 'rPh') spoken = false
    },
    text(piece) {
      if (inText) text += piece
    },
  })
  return strings
}

/** Formats of days and times that every Excel has, those of East Asian ones with them (ECMA-376 part 1, 18.8.30). */
const builtInDates = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Whether a format shows a day or a time: it has one of their letters outside quotes, brackets and escapes. */
const showsDate = (code: string) =>
  code !== 'General' && /[dmyhs]/i.test(code.replace(/"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[\\_*]./gi, ''))

/** Whether a format shows a number times a hundred: it has a % outside quotes and escapes. */
const showsPercent = (code: string) => code.replace(/"[^"]*"|\\./g, '').includes('%')

function lookOf(code: string): NumberLook {
  if (showsDate(code)) return 'date'
  return showsPercent(code) ? 'percent' : 'number'
}

function builtInLook(id: number): NumberLook {
  if (builtInDates(id)) return 'date'
  return id === 9 || id === 10 ? 'percent' : 'number'
}

/** What each look of cells (`cellXfs`) shows a number as. */
export async function readLooks(parts: Parts, budget: Budget): Promise<NumberLook[]> {
  const formats = new Map<number, NumberLook>()
  const looks: NumberLook[] = []
  let inLooks = false
  await readTokens(parts, budget, {
    open(name, attributes) {
      if (name === 'cellXfs') inLooks = true
      const id = Number(attribute(attributes, 'numFmtId') ?? 0)
      if (name === 'numFmt') formats.set(id, lookOf(attribute(attributes, 'formatCode') ?? ''))
      else if (name === 'xf' && inLooks) looks.push(formats.get(id) ?? builtInLook(id))
    },
    close(name) {
      if (name === 'cellXfs') inLooks = false
    },
  })
  return looks
}

/** 'A' → 0, 'Z' → 25, 'AA' → 26; -1 for what is no address of a cell. */
function columnOf(address: string): number {
  let [number, at] = [0, 0]
  for (; at < address.length && at < 4; at += 1) {
    const code = address.charCodeAt(at) - 64
    if (code < 1 || code > 26) break
    number = number * 26 + code
  }
  return at > 3 || !/^[1-9]\d{0,6}$/.test(address.slice(at)) ? -1 : number - 1
}

function dayOf(number: number, from1904: boolean): Date {
  return new Date(Math.round((number - 25_569 + (from1904 ? 1462 : 0)) * 86_400_000))
}

/** `D2:D3`; null for what is no range of several cells. */
function rangeOf(name: string): MergedRange | null {
  const [from = '', to = ''] = name.split(':')
  const [left, right] = [columnOf(from), columnOf(to)]
  if (left === -1 || right === -1) return null
  const [top, bottom] = [from, to].map((address) => Number(address.replace(/^[A-Z]+/, '')) - 1)
  return top === undefined || bottom === undefined ? null : { name, top, left, bottom, right }
}

/** A cell as its XML has it. */
interface RawCell {
  readonly kind: string
  readonly style: string | undefined
  readonly value: string
  /** The formula; null for a cell that has none. */
  readonly formula: string | null
}

/** @throws RangeError for a cell that its kind does not allow */
function cellOf({ kind, style, value, formula }: RawCell, context: WorkbookContext): WorkbookCell {
  // A formula may give an empty text; one without any value was never computed.
  if (kind === 'inlineStr' || kind === 'str') return value === '' ? null : excelText(value)
  if (value === '') return formula === null ? null : { formula }
  if (kind === 'e') return { error: value }
  if (kind === 's') {
    const text = context.strings[Number(value)]
    if (text === undefined) throw new RangeError(`No text ${value}`)
    return text === '' ? null : text
  }
  if (kind === 'b') return value === '1' || value === 'true'
  if (kind === 'd')
    return new Date(/[zZ]|T.*[+-]/.test(value) ? value : `${value.length === 10 ? `${value}T00:00` : value}Z`)
  const number = Number(value)
  if (Number.isNaN(number)) throw new RangeError(`No number: ${value}`)
  const look = style === undefined ? 'number' : context.looks[Number(style)]
  if (look === 'date') return dayOf(number, context.from1904)
  return look === 'percent' ? { percent: number } : number
}

/** What is known of a sheet while its XML is read. */
interface Reading {
  readonly rows: WorkbookCell[][]
  readonly merged: MergedRange[]
  readonly hiddenRows: number[]
  readonly hiddenColumns: number[]
  lastRow: number
  lastColumn: number
}

/**
 * Reads a sheet as it comes: as many rows as have something in them or have such a row below, each as long as the longest.
 * @param budget its cells are those of the table from A1 to its furthest row and column
 * @throws RangeError for what is no sheet
 */
export async function readSheet(
  parts: Parts,
  context: WorkbookContext,
  budget: Budget,
): Promise<SheetContent> {
  const sheet: Reading = {
    rows: [],
    merged: [],
    hiddenRows: [],
    hiddenColumns: [],
    lastRow: 0,
    lastColumn: 0,
  }
  let spent = 0
  const spend = (cells: number) => {
    if (cells <= spent) return
    budget.spend('cells', cells - spent)
    spent = cells
  }
  let row: WorkbookCell[] = []
  let column = -1
  let hidden = false
  let [kind, style, value]: [string, string | undefined, string] = ['n', undefined, '']
  let formula: string | null = null
  let [inCells, inValue, inFormula, spoken] = [false, false, false, false]
  await readTokens(parts, budget, {
    open(name, attributes) {
      if (name === 'sheetData') inCells = true
      else if (name === 'col') hideColumns(attributes, sheet.hiddenColumns)
      else if (name === 'mergeCell') {
        const range = rangeOf(attribute(attributes, 'ref') ?? '')
        if (range === null) return
        // Whoever reads the table looks at each of them.
        budget.spend('cells', (range.bottom - range.top + 1) * (range.right - range.left + 1))
        sheet.merged.push(range)
      } else if (!inCells) return
      else if (name === 'row') {
        row = beginRow(sheet, attribute(attributes, 'r'))
        spend(sheet.rows.length * Math.max(1, sheet.lastColumn))
        hidden = isTrue(attribute(attributes, 'hidden'))
        column = -1
      } else if (name === 'c') {
        const address = attribute(attributes, 'r')
        const stated = address === undefined ? column + 1 : columnOf(address)
        if (stated <= column || stated > 16_383) throw new RangeError(`No cell ${address}`)
        column = stated
        kind = attribute(attributes, 't') ?? 'n'
        style = attribute(attributes, 's')
        value = ''
        formula = null
      } else if (name === 'f') {
        formula = ''
        inFormula = true
      } else if (name === 'v' || name === 't') inValue = !spoken
      else if (name === 'rPh') spoken = true
    },
    close(name) {
      if (!inCells) return
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'f') inFormula = false
      else if (name === 'rPh') spoken = false
      else if (name === 'sheetData') inCells = false
      else if (name === 'c') {
        const cell = cellOf({ kind, style, value, formula }, context)
        if (cell === null) return
        if (hidden && sheet.hiddenRows.at(-1) !== sheet.rows.length) sheet.hiddenRows.push(sheet.rows.length)
        sheet.lastRow = sheet.rows.length
        sheet.lastColumn = Math.max(sheet.lastColumn, column + 1)
        spend(sheet.lastRow * sheet.lastColumn)
        while (row.length < column) row.push(null)
        row.push(cell)
      }
    },
    text(piece) {
      if (inValue) value += piece
      else if (inFormula && formula !== null) formula += piece
    },
  })
  const table = sheet.rows.slice(0, sheet.lastRow)
  for (const cells of table) while (cells.length < sheet.lastColumn) cells.push(null)
  const { merged, hiddenRows, hiddenColumns } = sheet
  return { rows: table, merged, hiddenRows, hiddenColumns }
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true'

/** The row that begins, with the empty ones before it. */
function beginRow({ rows }: Reading, stated: string | undefined): WorkbookCell[] {
  const number = stated === undefined ? rows.length + 1 : Number(stated)
  if (!Number.isInteger(number) || number <= rows.length || number > 1_048_576)
    throw new RangeError(`No row ${stated}`)
  while (rows.length < number) rows.push([])
  return rows.at(-1) ?? []
}

function hideColumns(attributes: string, hidden: number[]): void {
  if (!isTrue(attribute(attributes, 'hidden'))) return
  const [first, last] = [Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))]
  // A whole sheet's unused columns may be hidden: no table is so wide.
  for (let at = first; at <= Math.min(last, first + 200); at += 1) hidden.push(at - 1)
}
