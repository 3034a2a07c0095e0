import { type Language, type Words, words } from '../../platform/language.ts'
import { billion, million } from '../../platform/money.ts'
import { formatNumber, formOf, readNumber } from '../../platform/numbers.ts'
import { sampleMark } from '../../platform/sample.ts'
import { fold, nfc } from '../../platform/text.ts'
import { isSpecial, type WorkbookCell } from './sheet.ts'
import { moneyUnitOf, withoutUnit } from './units.ts'

/*
 * Tables with a row of headings, as lists of enterprises and accounts come: which column is which by its heading, in which unit its
 * money is, and what a cell says.
 */

/** A cell of a workbook, or of a delimited text (always text). */
export type Cell = WorkbookCell

/** A cell as a spreadsheet names it, and what stands in it; neither where the sheet has no such column. */
interface CellPlace {
  readonly cell?: string | undefined
  readonly typed?: string | undefined
}

/** What is wrong with one row: the column, the cell, the reason. */
export interface CellProblem<Column extends string> extends CellPlace {
  readonly column: Column
  readonly words: Words
}

/** The keys of the columns, in their order. */
export function keysOf<Column extends string>(columns: Readonly<Record<Column, unknown>>): Column[] {
  return Object.keys(columns).filter((key): key is Column => key in columns)
}

/** A heading without case, accents, signs and what stands in brackets. */
export function plainHeading(heading: string): string {
  return fold(nfc(heading))
    .replace(/[([][^)\]]*[)\]]/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** What each column may be headed: its words in both languages and other names (folded), without case, accents and units. */
export function headingsOf<Column extends string>(
  words: Readonly<Record<Column, Words>>,
  others: Readonly<Record<string, Column>>,
): ReadonlyMap<string, Column> {
  const found = new Map<string, Column>(Object.entries<Column>(others))
  for (const key in words)
    for (const text of [words[key].vi, words[key].en]) found.set(plainHeading(text), key)
  return found
}

/** The heading of the reasons in a sheet of rows to mend; like the mark of sample data, such a column is never data. */
export const reasonHeading: Words = words('Lý do', 'Reason')
const noData: ReadonlySet<string> = new Set(
  [reasonHeading.vi, reasonHeading.en, sampleMark].map(plainHeading),
)

/** Where each column stands in the sheet, and in which unit its money is. */
export interface Header<Column extends string> {
  /** Index of the row of headings. */
  readonly row: number
  /** `unit` in đồng; null where the heading says none. */
  readonly columns: ReadonlyMap<Column, { readonly at: number; readonly unit: bigint | null }>
  /** Headings that are no column of ours. */
  readonly ignored: readonly string[]
}

/** Finds the row of headings among the first 30: the first that `holds` says is one. null when there is none. */
export function findHeading<Column extends string>(
  rows: readonly (readonly Cell[])[],
  headings: ReadonlyMap<string, Column>,
  holds: (columns: ReadonlyMap<Column, unknown>) => boolean,
): Header<Column> | null {
  for (const [row, cells] of rows.slice(0, 30).entries()) {
    const columns = new Map<Column, { at: number; unit: bigint | null }>()
    const ignored: string[] = []
    for (const [at, cell] of cells.entries()) {
      if (typeof cell !== 'string' || cell.trim() === '' || noData.has(plainHeading(cell))) continue
      const key = headings.get(plainHeading(cell)) ?? headings.get(plainHeading(withoutUnit(cell)))
      if (key === undefined || columns.has(key)) ignored.push(nfc(cell))
      else columns.set(key, { at, unit: moneyUnitOf(cell) })
    }
    if (holds(columns)) return { row, columns, ignored }
  }
  return null
}

/** Longer than any number or name that one would look for. */
const typedLimit = 40

/** The cell of a column and what stands in it. @param line from 1; @param cells those of its row */
export function cellPlace<Column extends string>(
  { columns }: Header<Column>,
  column: Column,
  line: number,
  cells: readonly Cell[],
): CellPlace {
  const found = columns.get(column)
  if (found === undefined) return {}
  const text = String(plainCell(cells[found.at] ?? null) ?? '').trim()
  const typed = text.length > typedLimit ? `${text.slice(0, typedLimit)}…` : text
  return { cell: `${columnLetters(found.at)}${line}`, typed: typed === '' ? undefined : typed }
}

/** The problems of a row with their cells. */
export function placed<Column extends string>(
  problems: readonly CellProblem<Column>[],
  header: Header<Column>,
  line: number,
  cells: readonly Cell[],
): CellProblem<Column>[] {
  return problems.map((problem) => ({ ...problem, ...cellPlace(header, problem.column, line, cells) }))
}

/** A problem in words, with its cell and column: `Ô C7 (“chín tỷ”), Doanh thu thuần: …`. @param column its name */
export function problemWords(column: Words, { cell, typed, words }: CellPlace & { words: Words }): Words {
  const place = (name: string) =>
    cell === undefined ? '' : `${name} ${cell}${typed === undefined ? '' : ` (“${typed}”)`}, `
  return {
    vi: `${place('Ô')}${column.vi}: ${words.vi}`,
    en: `${place('Cell')}${column.en}: ${words.en}`,
  }
}

/** A row of headings as texts, for the sheet of rows to mend. */
export const headingTexts = (cells: readonly Cell[]): string[] =>
  cells.map((cell) => String(plainCell(cell) ?? ''))

export function columnLetters(at: number): string {
  const before = Math.floor(at / 26)
  return (before === 0 ? '' : columnLetters(before - 1)) + String.fromCharCode(65 + (at % 26))
}

export const isEmptyRow = (cells: readonly Cell[]): boolean =>
  cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''))

/** A cell as the fields of an input understand it; a special one as it is seen. */
export function plainCell(cell: Cell): unknown {
  if (cell === null) return undefined
  if (isSpecial(cell)) {
    if ('percent' in cell) return `${formatNumber(Number((cell.percent * 100).toPrecision(15)), 'vi')}%`
    return 'error' in cell ? cell.error : `=${cell.formula}`
  }
  // Excel shows and keeps 15 digits; what a computation leaves behind them (12.000000000000002) is not in the cell.
  if (typeof cell === 'number') return Number(cell.toPrecision(15))
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'boolean' ? String(cell) : cell
}

const unitWords: ReadonlyMap<bigint, string> = new Map([
  [1n, 'đồng'],
  [1_000n, 'nghìn đồng'],
  [million, 'triệu đồng'],
  [billion, 'tỷ đồng'],
])
const nothing: ReadonlySet<string> = new Set(['-', '…', '...'])

/**
 * An amount as `dong()` understands it, from a cell of a column whose money is in `unit`. Brackets are a minus, a dash or dots are
 * nothing. A number computed in a larger unit is rounded to whole đồng.
 * @param form how numbers of the sheet are written, `vi` 1.234,5 or `en` 1,234.5; null where nothing tells
 */
export function moneyCell(cell: Cell, unit: bigint, form: Language | null): unknown {
  const plain = plainCell(cell)
  if (typeof plain === 'number') return unit === 1n ? plain : Math.round(plain * Number(unit))
  if (typeof plain !== 'string') return plain
  const text = signed(plain)
  if (nothing.has(text)) return undefined
  if (!/^-?[\d\s.,]+$/.test(text)) return text
  return `${form === null ? text : written(text, form)} ${unitWords.get(unit) ?? ''}`
}

/** `(1.234)` and `−1.234` are below zero, as accounts write it; an apostrophe is the mark of a text in a spreadsheet. */
function signed(text: string): string {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^'/, '')
    .replace(/^[−–—]/, '-')
  const inside = /^\((.*)\)$/.exec(plain)?.[1]
  return inside === undefined ? plain : `-${inside.trim()}`
}

/** The number that a text means in this form, so written that no reader takes its decimals for thousands. Another text stays as it is. */
function written(text: string, form: Language): string {
  const read = readNumber(text, form)
  if (read === null) return text
  const { negative, whole, decimals } = read
  return `${negative ? '-' : ''}${whole}${decimals === '' ? '' : `,${decimals}${decimals.length === 3 ? '0' : ''}`}`
}

/** The one form that numbers written as texts are in, a minus in brackets too; null where none tells or they disagree. */
export const numberForm = (texts: Iterable<string>): Language | null => formOf([...texts].map(signed))

/**
 * Whether a number written `1,234` may be thousands or decimals. `1.234` is read as thousands, as everywhere in the program: who
 * writes decimals with a point seldom gives three of them in all cells.
 */
export function mayBeEither(text: string): boolean {
  return /^-?\d{1,3},\d{3}$/.test(signed(text).replace(/\s/g, ''))
}
