import { namesMoney } from './amounts.ts'
import type { RowBlock } from './blocks.ts'
import type { Column } from './columns.ts'
import { labelOf } from './labels.ts'
import { emptyPlain, joinPlains, type Plain, slicePlain } from './text.ts'

/* The rows of a budget table as what they are: lines with codes, rows of sums, runs-on of the row above. */

export type RowKind = 'line' | 'sum' | 'group' | 'runsOn' | 'partial' | 'blank'

export interface TableRow {
  readonly kind: RowKind
  /** As written: I, 1, 1.1, a, -; empty for none. */
  readonly mark: string
  readonly title: Plain
  readonly cells: readonly Plain[]
  readonly block: RowBlock
}

const codeLike = /^(?:[IVXL]{1,6}|[ivx]{1,5}|[A-Za-zĐđ]|\d{1,3}(?:\.\d{1,3}){0,3}|[-–—+*•])[.)]?$/
const sumTitle =
  /^(?:tổng (?:cộng|số|kinh phí|dự toán|nhu cầu|chi phí|chi|vốn)(?![\p{L}])|tổng(?:$|[ :(]{1,2}(?:$|[(ivx\d]))|cộng(?:$|[ :(.]))/iu
const partialTitle = /^(?:trong đó|gồm|bao gồm|trong do)\s?:?$/i

function at(cells: readonly Plain[], index: number): Plain {
  return index === -1 ? emptyPlain : (cells[index] ?? emptyPlain)
}

/** Tells what each row of the body is. */
export function classify(rows: readonly RowBlock[], columns: readonly Column[]): TableRow[] {
  const codeAt = columns.findIndex(({ role }) => role === 'code')
  const titleAt = columns.findIndex(({ role }) => role === 'title')
  return rows.map((block) => {
    const { cells } = block
    const codeCell = at(cells, codeAt)
    const titleCell = at(cells, titleAt)
    const isCode = codeLike.test(codeCell.text)
    // A merged cell holds its words in its first column, whichever that is.
    const words =
      titleCell.text !== '' ? titleCell : isCode ? emptyPlain : (firstWords(cells, columns) ?? codeCell)
    const label = isCode ? null : labelOf(words.text)
    const title = label === null ? words : slicePlain(words, label.length)
    const mark = isCode ? codeCell.text : label === null ? '' : label.code || words.text.charAt(0)
    return { kind: kindOf(cells, columns, mark, words), mark: mark.replace(/[.)]$/, ''), title, cells, block }
  })
}

function firstWords(cells: readonly Plain[], columns: readonly Column[]): Plain | null {
  const index = cells.findIndex((cell, i) => /\p{L}{2}/u.test(cell.text) && columns[i]?.role !== 'note')
  return index === -1 ? null : (cells[index] ?? null)
}

function kindOf(cells: readonly Plain[], columns: readonly Column[], mark: string, title: Plain): RowKind {
  if (cells.every((cell) => cell.text === '')) return 'blank'
  if (mark === '' && sumTitle.test(title.text)) return 'sum'
  const hasAmount = cells.some((cell, index) => columns[index]?.role === 'amount' && namesMoney(cell.text))
  if (!hasAmount && partialTitle.test(title.text)) return 'partial'
  if (mark === '' && !hasAmount && /^[\p{Ll}\d(,.;]/u.test(title.text)) return 'runsOn'
  return 'line'
}

/** The words of a title that runs over several rows. */
export function wholeTitle(parts: readonly Plain[]): string {
  return joinPlains(parts).text
}

type MarkKind = 'roman' | 'upper' | 'romanLower' | 'lower' | `number${number}` | 'dash' | 'plus' | 'none'

/** The kind of a code; a lone I, V or X is Roman unless the letter before it came last, and so below. */
function markKind(mark: string, lastUpper: string, lastLower: string): MarkKind {
  if (mark === '') return 'none'
  if (/^[-–—]$/.test(mark)) return 'dash'
  if (/^[+*•]$/.test(mark)) return 'plus'
  if (/^\d/.test(mark)) return `number${mark.split('.').length}`
  const follows = (last: string) =>
    last !== '' && mark.charCodeAt(0) === last.charCodeAt(0) + 1 && mark.length === 1
  if (/^[A-ZĐ]/.test(mark)) {
    if (mark.length === 1 && (follows(lastUpper) || !/^[IVX]$/.test(mark))) return 'upper'
    return 'roman'
  }
  return mark.length === 1 && (follows(lastLower) || mark !== 'i') ? 'lower' : 'romanLower'
}

/** Gives each line its code on the way (`I.2`) and its group, by the order of kinds as they come. */
export function codeMaker(): (mark: string) => { code: string; parent: string | null; repeated: boolean } {
  const open: { kind: MarkKind; code: string; mark: string; unmarked: number }[] = []
  const used = new Map<string, number>()
  const rootCount = { unmarked: 0 }
  const last = { upper: '', lower: '' }
  return (mark) => {
    const kind = markKind(mark, last.upper, last.lower)
    if (kind === 'upper') last.upper = mark
    if (kind === 'lower') last.lower = mark
    const same = open.findIndex((each) => each.kind === kind)
    if (same !== -1) open.length = same
    else if (kind === 'roman' || kind === 'upper') {
      while (open.length > 0 && open.at(-1)?.kind !== 'roman' && open.at(-1)?.kind !== 'upper') open.pop()
    }
    if (kind === 'roman') last.lower = ''
    const group = open.at(-1) ?? null
    const unmarked = kind === 'none' || kind === 'dash' || kind === 'plus'
    const counter = group ?? rootCount
    if (unmarked) counter.unmarked++
    const own = unmarked ? `-${counter.unmarked}` : withoutOuter(mark, group?.mark ?? '')
    let code =
      group === null ? own.replace(/^-/, '') : unmarked ? `${group.code}${own}` : `${group.code}.${own}`
    const copies = (used.get(code) ?? 0) + 1
    used.set(code, copies)
    if (copies > 1) code = `${code}#${copies}`
    open.push({ kind, code, mark, unmarked: 0 })
    return { code, parent: group?.code ?? null, repeated: copies > 1 }
  }
}

/** `1.2` under `1` adds `2`. */
function withoutOuter(mark: string, outer: string): string {
  return outer !== '' && mark.startsWith(`${outer}.`) ? mark.slice(outer.length + 1) : mark
}
