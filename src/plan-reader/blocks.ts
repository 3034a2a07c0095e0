import { alignedRows } from './aligned-table.ts'
import { isBrokenPhrase, isCapital, isHeadingLine, isUnderName } from './broken-lines.ts'
import { htmlRows } from './html-rows.ts'
import { documentKind, labelOf, startsAnew } from './labels.ts'
import { type Line, linesOf } from './lines.ts'
import type { Span } from './schema.ts'
import { emptyPlain, foldSameLength, joinPlains, type Plain, plainOf, pushAll } from './text.ts'

/* The one model that every format comes to: paragraphs and rows of tables, in order, each with its place in the text. */

export interface TextBlock {
  readonly kind: 'text'
  readonly plain: Plain
  /** The whole of its lines, markup included. */
  readonly span: Span
  /** 1-6 when it is a Markdown heading. */
  readonly heading: number
  /** It is a cell of a row that is no table: other text may stand beside it. */
  readonly beside?: boolean
  /** It stands alone between blank lines, or is the first after one. */
  readonly blankBefore: boolean
}

export interface RowBlock {
  readonly kind: 'row'
  readonly cells: readonly Plain[]
  readonly span: Span
  /** The lines of a row that is set with spaces over several. */
  readonly lines?: readonly { readonly cells: readonly Plain[]; readonly span: Span }[]
  /** Rows of one run, not parted by other text, have the same number. */
  readonly table: number
}

export type Block = TextBlock | RowBlock

type Shape = 'blank' | 'text' | 'tabs' | 'pipes' | 'bars' | 'aligned'

function shapeOf(text: string, line: Line): Shape {
  if (line.ink >= line.end) return 'blank'
  const raw = text.slice(line.start, line.end)
  if (raw.charAt(line.ink - line.start) === '|') return 'pipes'
  const inked = text.slice(line.ink, line.end)
  if (inked.includes('\t') || (line.ink > line.start && raw.includes('\t\t'))) return 'tabs'
  if (/[^\\]\|/.test(inked)) return 'bars'
  // Three spaces part columns; two do so when they come more than once.
  if (/\S {3,200}\S/.test(inked) || (inked.match(/\S {2}(?=\S)/g) ?? []).length > 1) return 'aligned'
  return 'text'
}

function tabCells(text: string, line: Line): Plain[] {
  const cells: Plain[] = []
  for (let start = line.start; start <= line.end; ) {
    const tab = text.indexOf('\t', start)
    const stop = tab === -1 || tab > line.end ? line.end : tab
    cells.push(plainOf(text, start, stop))
    start = stop + 1
  }
  return cells
}

function pipeCells(text: string, line: Line): Plain[] {
  const cells: Plain[] = []
  const last = text.charAt(line.end - 1) === '|' && line.end - 1 > line.ink ? line.end - 1 : line.end
  let start = line.ink + 1
  for (let at = start; at <= last; at++) {
    if (at < last && (text.charAt(at) !== '|' || text.charAt(at - 1) === '\\')) continue
    cells.push(plainOf(text, start, at))
    start = at + 1
  }
  return cells
}

/** `1.<tab>Text` is a paragraph with a label, not a row. */
function isLabelled(cells: readonly Plain[]): boolean {
  const filled = cells.filter((cell) => cell.text !== '')
  const [label, rest] = filled
  if (filled.length === 1) return true
  if (filled.length !== 2 || label === undefined || rest === undefined || label.text.length > 8) return false
  return labelOf(`${label.text} ${rest.text}`) !== null && !/^[\d.,]+$/.test(rest.text)
}

/** The blocks of a canonical text, in the order in which they stand. Linear in its length. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  const count = { table: 0 }
  let from = 0
  for (const row of htmlRows(text)) {
    const between = lineBlocks(text, linesOf(text, from, row.span.start), count)
    if (from === 0 || between.some((block) => block.kind === 'row' || block.plain.text !== '')) count.table++
    pushAll(blocks, between)
    blocks.push({ kind: 'row', ...row, table: count.table })
    from = row.span.end
  }
  return blocks.concat(lineBlocks(text, linesOf(text, from), count))
}

function lineBlocks(text: string, lines: readonly Line[], count: { table: number }): Block[] {
  const blocks: Block[] = []
  const wrap = wrapOf(text, lines)
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]
    if (line === undefined) break
    const shape = shapeOf(text, line)
    const stop = shape === 'text' ? paragraphEnd(text, lines, at, wrap) : runEnd(text, lines, at, shape)
    const run = lines.slice(at, stop)
    const turned = shape === 'text' ? overPage(text, lines, stop, wrap) : null
    if (turned !== null) {
      blocks.push(joinedBlock(text, run, lines.slice(turned.from, turned.to)))
      at = turned.to
      continue
    }
    if (
      shape === 'tabs' ||
      shape === 'pipes' ||
      (shape === 'bars' && (run.length > 1 || isTornRow(text, line)))
    ) {
      const cells = run.map((each) =>
        shape === 'tabs'
          ? tabCells(text, each)
          : shape === 'pipes'
            ? pipeCells(text, each)
            : barCells(text, each),
      )
      count.table++
      if (shape === 'tabs' && cells.every(isLabelled))
        for (const each of run) blocks.push(textBlock(text, [each], true))
      else for (const [i, each] of run.entries()) blocks.push(rowBlock(each, cells[i] ?? [], count.table))
    } else if (shape === 'aligned' && !isLooseText(text, run)) {
      count.table++
      for (const row of alignedRows(text, run)) blocks.push({ kind: 'row', ...row, table: count.table })
    } else if (shape !== 'blank') {
      const blankBefore = at === 0 || shapeOf(text, lines[at - 1] ?? line) === 'blank'
      blocks.push(textBlock(text, run, blankBefore))
    }
    at = stop
  }
  return blocks
}

/** A line of a head or a signature whose two columns a copy has put together: a rule, the national name or "TM. …" beside the other. */
function isTornRow(text: string, line: Line): boolean {
  const all = barCells(text, line)
  // "Nơi nhận: | TM. ỦY BAN NHÂN DÂN |": the bar at the end is an edge.
  const cells = all.length === 3 && all[2]?.text === '' ? all.slice(0, 2) : all
  return (
    cells.length === 2 &&
    cells.some(
      ({ text: words, folded }, at) =>
        // A bar at the end of the line is the edge of a table that the copy has lost.
        (at === 1 && words === '') ||
        /^[-_]{3,}$/.test(words) ||
        /^(?:cong hoa xa hoi|doc lap|(?:tm|kt|tl|tuq)\. ?[a-z])/.test(folded),
    )
  )
}

/** One line with a wide gap by carelessness: what follows the gap goes on in small letters. */
function isLooseText(text: string, run: readonly Line[]): boolean {
  const [line] = run
  return (
    run.length === 1 &&
    line !== undefined &&
    / {2}[\p{Ll}(]/u.test(text.slice(line.ink, line.end)) &&
    line.end - line.ink > 60
  )
}

/** Cells between bars, without one at the ends of the row; an empty first cell begins with a bar. */
function barCells(text: string, line: Line): Plain[] {
  const cells: Plain[] = []
  let start = line.ink
  for (let at = line.ink; at <= line.end; at++) {
    if (at < line.end && (text.charAt(at) !== '|' || text.charAt(at - 1) === '\\')) continue
    cells.push(plainOf(text, start, at))
    start = at + 1
  }
  return cells
}

function rowBlock(line: Line, cells: readonly Plain[], table: number): RowBlock {
  // A lone bar in the first cell counts as no ink of the line, but it is in the row.
  const first = cells.find(({ from }) => from.length > 0)?.from[0] ?? line.ink
  return { kind: 'row', cells, span: { start: Math.min(first, line.ink), end: line.end }, table }
}

function runEnd(text: string, lines: readonly Line[], from: number, shape: Shape): number {
  if (shape === 'aligned') return alignedEnd(text, lines, from)
  if (shape === 'bars') return barsEnd(text, lines, from)
  let at = from + 1
  for (; at < lines.length; at++) {
    const line = lines[at]
    if (line === undefined) break
    // A row with one filled cell has lost the empty ones behind it, but not the tab before it.
    const indented =
      shape === 'tabs' &&
      line.ink < line.end &&
      (text.charAt(line.start) === '\t' || text.charAt(line.end) === '\t')
    if (!indented && shapeOf(text, line) !== shape) break
  }
  return at
}

/** Rows parted by bars alone, without one at their ends: as many cells in each as in the first, whose first may be empty. */
function barsEnd(text: string, lines: readonly Line[], from: number): number {
  const width = barsIn(text, lines[from])
  let at = from + 1
  while (at < lines.length && barsIn(text, lines[at]) === width) at++
  return at
}

function barsIn(text: string, line: Line | undefined): number {
  return line === undefined ? 0 : (text.slice(line.ink, line.end).match(/(?<!\\)\|/g) ?? []).length
}

/** A table set with spaces goes on over indented lines (a cell that runs on) and single blank lines. */
function alignedEnd(text: string, lines: readonly Line[], from: number): number {
  let end = from + 1
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at]
    if (line === undefined) break
    const shape = shapeOf(text, line)
    if (shape === 'aligned' || (shape === 'text' && at === end && line.ink - line.start >= 3)) end = at + 1
    else if (shape !== 'blank' || at > end) break
  }
  return end
}

function textBlock(text: string, lines: readonly Line[], blankBefore: boolean): TextBlock {
  const start = lines[0]?.ink ?? 0
  const end = lines.at(-1)?.end ?? start
  const hashes = /^#{1,6}(?=\s)/.exec(text.slice(start, start + 7))?.[0].length ?? 0
  const quote = hashes === 0 ? (/^>{1,3}\s/.exec(text.slice(start, start + 5))?.[0].length ?? 0) : 0
  const plain = end > start ? plainOf(text, start + hashes + quote, end) : emptyPlain
  return { kind: 'text', plain, span: { start, end }, heading: hashes, blankBefore }
}

/** Lines that a page's width has broken are one paragraph; a label, a capital heading or a full stop begins a new one. */
function paragraphEnd(text: string, lines: readonly Line[], from: number, wrap: Wrap): number {
  let at = from + 1
  let previous = lines[from]
  while (at < lines.length && previous !== undefined) {
    const line = lines[at]
    if (line === undefined || shapeOf(text, line) !== 'text' || !runsOn(text, previous, line, wrap)) break
    previous = line
    at++
  }
  return at
}

/** "Trang 2/5", "- 3 -", "12" alone on a line: the number of a page. */
export function isPageNumber(folded: string): boolean {
  return /^(?:- ?)?(?:trang (?:so )?)?\d{1,3}(?: ?\/ ?\d{1,3})?(?: ?-)?$/.test(folded)
}

/** Where a paragraph goes on behind the number of a page that stands alone within it; null where it does not. */
function overPage(
  text: string,
  lines: readonly Line[],
  stop: number,
  wrap: Wrap,
): { from: number; to: number } | null {
  const isBlank = (line: Line | undefined) => line !== undefined && line.ink >= line.end
  const words = (line: Line | undefined) => (line === undefined ? '' : text.slice(line.ink, line.end))
  const before = lines[stop - 1]
  let at = stop
  while (isBlank(lines[at])) at++
  const page = foldSameLength(words(lines[at]).slice(0, 30))
  if (before === undefined || at === stop || words(lines[at]).length > 30 || !isPageNumber(page)) return null
  at++
  while (isBlank(lines[at])) at++
  const goesOn = /^\p{Ll}{2}/u.test(words(lines[at])) && !startsAnew(words(lines[at]))
  if (!goesOn || /[.;:!?](?:\*{1,2}|["”)])?$/.test(words(before).slice(-4))) return null
  return { from: at, to: paragraphEnd(text, lines, at, wrap) }
}

/** A paragraph over two pages; the number between them is of its place, not of its words. */
function joinedBlock(text: string, first: readonly Line[], second: readonly Line[]): TextBlock {
  const [above, below] = [textBlock(text, first, true), textBlock(text, second, false)]
  return {
    ...above,
    plain: joinPlains([above.plain, below.plain]),
    span: { start: above.span.start, end: below.span.end },
  }
}

/** The widths at which a text was broken: the first lines of its paragraphs, and those that go on; null where it was not. */
interface Wrap {
  readonly first: number | null
  readonly rest: number | null
}

/** Whether a line begins a paragraph, as far as it shows: the first lines of a web copy are often narrower. */
function isFirst(text: string, line: Line): boolean {
  return startsAnew(text.slice(line.ink, line.end))
}

/**
 * The width at which a text was broken by hand or by a program: nearly every line whose sentence goes on is so long that the
 * next word would not have fitted.
 */
function wrapOf(text: string, lines: readonly Line[]): Wrap {
  const whole = widthOf(text, lines, () => true)
  if (whole !== null) return { first: whole, rest: whole }
  return {
    first: widthOf(text, lines, (line) => isFirst(text, line)),
    rest: widthOf(text, lines, (line) => !isFirst(text, line)),
  }
}

function widthOf(text: string, lines: readonly Line[], counts: (line: Line) => boolean): number | null {
  const pairs: { length: number; word: number }[] = []
  let width = 0
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    if (line.ink >= line.end || shapeOf(text, line) !== 'text' || !counts(line)) continue
    const own = text.slice(line.ink, line.end)
    if (own.length > 140) return null
    width = Math.max(width, own.length)
    if (next === undefined || next.ink >= next.end || isCapital(own.slice(0, 200))) continue
    const after = text.slice(next.ink, next.end)
    // Where the next line begins in small letters the sentence surely goes on.
    if (/^\p{Ll}{2}/u.test(after) && !/[.:;]$/.test(own))
      pairs.push({ length: own.length, word: after.split(' ')[0]?.length ?? 0 })
  }
  const full = pairs.filter(({ length, word }) => length + 1 + word > width * 0.8)
  return width >= 28 && pairs.length >= 2 && full.length >= pairs.length * 0.7 ? width : null
}

function runsOn(text: string, previous: Line, line: Line, { first, rest }: Wrap): boolean {
  const before = text.slice(previous.ink, previous.end)
  const wrap = isFirst(text, previous) ? first : rest
  if (before.startsWith('#') || text.slice(previous.end, previous.end + 2) === '  ') return false
  const after = text.slice(line.ink, Math.min(line.end, line.ink + 300))
  if (!/[\p{L}\p{N}]/u.test(after)) return false
  if (isBrokenPhrase(before, after)) return true
  // "giai đoạn 2024" and "- 2025" are one period, not a dash of a list.
  if (/(?:19|20)\d\d$/.test(before) && /^[-–] ?(?:19|20)\d\d\b/.test(after)) return true
  // "Kinh phí đối ứng của doanh nghiệp:" and "6.000 triệu đồng;".
  if (before.endsWith(':') && /^[\d.,]{1,20} (?:nghìn|ngàn|triệu|tỷ|tỉ|đồng)(?!\p{L})/u.test(after))
    return true
  if (startsAnew(after) || (documentKind.test(foldSameLength(before.slice(0, 30))) && isCapital(before)))
    return false
  const tail = before.slice(-4)
  // "tỉnh Bà Rịa -" and "Vũng Tàu"
  if (/\p{L} [-–]$/u.test(tail) && /^\p{L}/u.test(after)) return true
  if (/(?:[\p{L}\d]-|\/)$/u.test(tail) && /^\p{Lu}/u.test(after)) return true
  if (/[.;:!?](?:\*{1,2}|["”)])?$/.test(tail) && !/^\p{Ll}/u.test(after)) return false
  if (/^[\p{Ll}(]/u.test(after)) return true
  if (isUnderName(before, after)) return false
  // "II. NỘI DUNG" and "VÀ MỨC HỖ TRỢ", "I. MỤC" and "ĐÍCH, YÊU CẦU": a heading over two lines.
  if (isHeadingLine(before) && isCapital(after))
    return (
      labelOf(before)?.kind === 'roman' ||
      before.endsWith(',') ||
      /^(?:VÀ|HOẶC|CỦA|CHO|VỚI|TRÊN|TRONG|TẠI|THEO) /.test(after)
    )
  if (isCapital(before.slice(0, 200)) || isCapital(after)) return false
  if (wrap !== null && before.length + 1 + (after.split(' ')[0]?.length ?? 0) > wrap * 0.9) return true
  return before.length >= 60 || (wrap !== null && /^\d/.test(after) && !/^(?:\d|[IVX]+[.)])/.test(before))
}
