import { attribute, readTokens } from './xml-tokens.ts'

/** A cell as it was kept. A date is midnight UTC of its day, whatever the machine's time zone. */
export type WorkbookCell = string | number | boolean | Date | null

/** What the cells of every sheet refer to. */
export interface WorkbookContext {
  readonly strings: readonly string[]
  /** For each look of cells, whether a number that has it is a day. */
  readonly dates: readonly boolean[]
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
export async function readStrings(parts: Parts): Promise<string[]> {
  const strings: string[] = []
  let [text, inText, spoken] = ['', false, false]
  await readTokens(parts, {
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

/** For each look of cells (`cellXfs`), whether it shows a day or a time. */
export async function readDateStyles(parts: Parts): Promise<boolean[]> {
  const formats = new Map<number, boolean>()
  const dates: boolean[] = []
  let inLooks = false
  await readTokens(parts, {
    open(name, attributes) {
      if (name === 'cellXfs') inLooks = true
      const id = Number(attribute(attributes, 'numFmtId') ?? 0)
      if (name === 'numFmt') formats.set(id, showsDate(attribute(attributes, 'formatCode') ?? ''))
      else if (name === 'xf' && inLooks) dates.push(formats.get(id) ?? builtInDates(id))
    },
    close(name) {
      if (name === 'cellXfs') inLooks = false
    },
  })
  return dates
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

/** @throws RangeError for a cell that its kind does not allow */
function cellOf(
  kind: string,
  style: string | undefined,
  value: string,
  context: WorkbookContext,
): WorkbookCell {
  if (kind === 'inlineStr' || kind === 'str') return value === '' ? null : excelText(value)
  if (value === '' || kind === 'e') return null
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
  return style !== undefined && context.dates[Number(style)] === true
    ? dayOf(number, context.from1904)
    : number
}

/**
 * Reads the rows of a sheet as they come: as many as have something in them or have such a row below, each as long as the
 * longest.
 * @param mostCells of the table from A1 to its furthest row and column
 * @param tooLarge what is thrown for more
 * @throws RangeError for what is no sheet
 */
export async function readSheet(
  parts: Parts,
  context: WorkbookContext,
  mostCells: number,
  tooLarge: () => Error,
): Promise<WorkbookCell[][]> {
  const rows: WorkbookCell[][] = []
  let [lastRow, lastColumn] = [0, 0]
  let row: WorkbookCell[] = []
  let column = -1
  let [kind, style, value]: [string, string | undefined, string] = ['n', undefined, '']
  let [inCells, inValue, spoken] = [false, false, false]
  await readTokens(parts, {
    open(name, attributes) {
      if (name === 'sheetData') inCells = true
      else if (!inCells) return
      else if (name === 'row') {
        const stated = attribute(attributes, 'r')
        const number = stated === undefined ? rows.length + 1 : Number(stated)
        if (!Number.isInteger(number) || number <= rows.length) throw new RangeError(`No row ${stated}`)
        if (number * Math.max(1, lastColumn) > mostCells) throw tooLarge()
        while (rows.length < number) rows.push([])
        row = rows.at(-1) ?? []
        column = -1
      } else if (name === 'c') {
        const address = attribute(attributes, 'r')
        const stated = address === undefined ? column + 1 : columnOf(address)
        if (stated <= column || stated > 16_383) throw new RangeError(`No cell ${address}`)
        column = stated
        kind = attribute(attributes, 't') ?? 'n'
        style = attribute(attributes, 's')
        value = ''
      } else if (name === 'v' || name === 't') inValue = !spoken
      else if (name === 'rPh') spoken = true
    },
    close(name) {
      if (!inCells) return
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'rPh') spoken = false
      else if (name === 'sheetData') inCells = false
      else if (name === 'c') {
        const cell = cellOf(kind, style, value, context)
        if (cell === null) return
        lastRow = rows.length
        lastColumn = Math.max(lastColumn, column + 1)
        if (lastRow * lastColumn > mostCells) throw tooLarge()
        while (row.length < column) row.push(null)
        row.push(cell)
      }
    },
    text(piece) {
      if (inValue) value += piece
    },
  })
  const table = rows.slice(0, lastRow)
  for (const cells of table) while (cells.length < lastColumn) cells.push(null)
  return table
}
