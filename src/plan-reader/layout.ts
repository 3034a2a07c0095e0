import { agencyIn } from './agency-names.ts'
import type { Block, RowBlock, TextBlock } from './blocks.ts'
import { isBrokenPhrase, isCapital } from './broken-lines.ts'
import { isSeparator } from './columns.ts'
import { labelOf } from './labels.ts'
import { partOf } from './outline.ts'
import type { Span } from './schema.ts'
import { opensSignature, opensTail } from './signature-block.ts'
import { emptyPlain, joinPlains, type Plain, pushAll, slicePlain, spanIn } from './text.ts'
import { isKindLine, isMetadata, kindLineAt } from './title-block.ts'

/* The zones of a document: head, sections, recipients and signature, appendix. */

/**
 * Paragraphs in reading order; rows that are no table (two columns side by side) are read down each column, a cell with
 * `<br>` line by line.
 */
export function paragraphsOf(text: string, blocks: readonly Block[]): TextBlock[] {
  const paragraphs: TextBlock[] = []
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at]
    if (block === undefined) break
    if (block.kind === 'text') {
      paragraphs.push(block)
      at++
      continue
    }
    const run: RowBlock[] = []
    for (let next = blocks[at]; next?.kind === 'row' && next.table === block.table; next = blocks[++at])
      run.push(next)
    const columns: TextBlock[][] = []
    const described = run.filter(isMetadataRow).length
    for (const row of run) {
      if (described >= 3 && isMetadataRow(row)) {
        const plain = joinPlains(row.cells.filter(({ text: words }) => words !== ''))
        paragraphs.push({ kind: 'text', plain, span: row.span, heading: 0, blankBefore: true })
        continue
      }
      if (isSeparator(row)) {
        paragraphs.push({ kind: 'text', plain: emptyPlain, span: row.span, heading: 0, blankBefore: true })
        continue
      }
      for (const [index, plain, span] of (row.lines ?? [row]).flatMap((line) => cellsOf(text, line))) {
        const column = columns[index] ?? []
        columns[index] = column
        column.push({ kind: 'text', plain, span, heading: 0, blankBefore: true, beside: true })
      }
    }
    for (const column of columns) if (column !== undefined) pushAll(paragraphs, column)
  }
  return paragraphs
}

/** "| Người ký | … |": a row of what a web page says of the document. */
function isMetadataRow({ cells }: RowBlock): boolean {
  const filled = cells.filter(({ text }) => text !== '')
  return filled.length === 2 && isMetadata(filled[0]?.folded ?? '')
}

/** The lines of the filled cells of a row. Their places join, so that the signs that part them belong to one of them. */
function cellsOf(text: string, row: Pick<RowBlock, 'cells' | 'span'>): [number, Plain, Span][] {
  const filled = [...row.cells.entries()].flatMap(([index, plain]) =>
    brokenLines(text, plain).map((line) => [index, line] as const),
  )
  let start = row.span.start
  return filled.map(([index, plain], place) => {
    const end = place === filled.length - 1 ? row.span.end : spanIn(plain).end
    const span = { start, end }
    start = end
    return [index, plain, span]
  })
}

/** The parts of a cell between its line breaks (`<br>`), without the empty ones. */
function brokenLines(text: string, plain: Plain): Plain[] {
  const lines: Plain[] = []
  let from = 0
  for (let at = 0; at <= plain.text.length; at++) {
    const isBreak =
      plain.text.charAt(at) === ' ' && /<br/i.test(text.slice(plain.from[at] ?? 0, plain.from[at + 1] ?? 0))
    if (at < plain.text.length && !isBreak) continue
    const line = slicePlain(plain, from, at)
    if (line.text !== '') lines.push(line)
    from = at + 1
  }
  return lines
}

export interface Zones {
  readonly head: readonly TextBlock[]
  readonly body: readonly TextBlock[]
  readonly tail: readonly TextBlock[]
  readonly appendix: readonly TextBlock[]
}

const appendixTitle = /^(?:phu luc|bieu (?:so )?\d{1,2}|phu bieu)\b/

const onlyYears =
  /^(?:,? ?(?:giai doan|den (?:het )?nam|nam|(?:dinh huong|tam nhin)(?: den)?(?: nam)?) 20\d\d(?: ?- ?20\d\d)?){1,3}(?: (?:tren dia ban|cua|tai|tinh|thanh pho|huyen|xa|phuong) .{2,120})?$/

/** Whether a paragraph is a heading of a section: a part, a Roman number, or words that name a part of a plan. */
function opensBody({ plain, heading }: TextBlock): boolean {
  const label = labelOf(plain.text)
  if (label !== null && ['part', 'roman', 'upper'].includes(label.kind)) return true
  const known = partOf(plain.folded.slice(label?.length ?? 0)) !== 'unknown'
  if (label !== null) return known && label.kind === 'number' && plain.text.length <= 120
  // "GIAI ĐOẠN 2027 - 2030, ĐỊNH HƯỚNG ĐẾN NĂM 2035" on a line by itself is the end of a title.
  if (onlyYears.test(plain.folded)) return false
  return known && (heading > 0 || isCapital(plain.text)) && plain.text.length <= 120
}

function tailFrom(blocks: readonly TextBlock[], from: number): number {
  return blocks.findIndex(
    ({ plain }, index) => index > from && (opensTail(plain.folded) || opensSignature(blocks, index)),
  )
}

/** "PHẦN I" on a line by itself is the label of the line under it; a phrase that a column of the head breaks is one. */
export function withLabelsJoined(blocks: readonly TextBlock[]): TextBlock[] {
  const joined: TextBlock[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const isTitle =
      block.plain.text !== '' && block.plain.text.length <= 200 && labelOf(block.plain.text) === null
    // The first line of a column stands before the last one of the column to its left: they are no phrase.
    const isBelow = last !== undefined && block.span.start >= last.span.end
    const isHalf =
      last?.beside === true && block.beside === true && isBrokenPhrase(last.plain.text, block.plain.text)
    const isUnderLabel = isTitle && last?.beside !== true && loneLabel.test(last?.plain.text ?? '')
    if (isBelow && (isHalf || isUnderLabel)) {
      const span = { start: last.span.start, end: block.span.end }
      joined[joined.length - 1] = { ...last, span, plain: joinPlains([last.plain, block.plain]) }
    } else joined.push(block)
  }
  return joined
}

const loneLabel =
  /^(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC) (?:(?:thứ|THỨ) )?(?:[IVXLivxl\d]{1,5}|nhất|hai|ba|bốn|tư|năm|NHẤT|HAI|BA|BỐN|TƯ|NĂM)[.:]?$/

function isAssigned({ plain }: TextBlock): boolean {
  const label = labelOf(plain.text)
  return label?.kind === 'number' && agencyIn(slicePlain(plain, label.length)) !== null
}

/** "BIỂU CHI TIẾT KINH PHÍ" over "(Kèm theo Chương trình số …)": an appendix that does not call itself one. */
function isNamedTable(blocks: readonly TextBlock[], at: number): boolean {
  const text = blocks[at]?.plain.text ?? ''
  if (!isCapital(text) || !/^(?:BIỂU|BẢNG|DANH MỤC|DỰ TOÁN|PHÂN CÔNG|TỔNG HỢP) /.test(text)) return false
  return blocks.slice(at + 1, at + 4).some(({ plain }) => /^\(?kem theo\b/.test(plain.folded))
}

/** Cuts the paragraphs into zones by what opens each. `alone`: a table without sections, such as a workbook. */
export function zonesOf(blocks: readonly TextBlock[], hasBudget: boolean): Zones {
  const titled = kindLineAt(blocks)
  const isAppendix = ({ plain }: TextBlock, at: number) =>
    plain.text.length <= 80 && (appendixTitle.test(plain.folded) || isNamedTable(blocks, at))
  // "CHÍNH SÁCH KHUYẾN KHÍCH …" over "(Ban hành kèm theo Quyết định …)" is a title, whatever it begins with.
  const captioned = titled === -1 ? blocks.slice(0, 6).findIndex(({ plain }) => isOfDecision(plain)) : -1
  const begun = Math.max(titled, captioned)
  const named = blocks.findIndex((block, index) => index > begun && opensBody(block))
  // A directive has no headings: its body are the numbered agencies.
  const opens =
    named !== -1 || titled === -1
      ? named
      : blocks.findIndex((block, index) => index > titled && isAssigned(block))
  // "Phụ lục" before "DỰ TOÁN KINH PHÍ": the appendix by itself, not a section about money.
  const isAlone = hasBudget && titled === -1 && blocks.slice(0, Math.max(0, opens)).some(isAppendix)
  const bodyAt = isAlone ? -1 : opens
  const from = Math.max(0, bodyAt)
  const appendixAt = blocks.findIndex((block, index) => index >= from && isAppendix(block, index))
  const stop = appendixAt === -1 ? blocks.length : appendixAt
  if (bodyAt === -1 || bodyAt > stop) {
    const alone = hasBudget && titled === -1
    const tail = titled === -1 ? -1 : tailFrom(blocks, titled)
    const end = tail === -1 || tail > stop ? stop : tail
    return {
      head: alone ? [] : blocks.slice(0, end),
      body: [],
      tail: alone ? [] : blocks.slice(end, stop),
      appendix: blocks.slice(alone ? 0 : stop),
    }
  }
  let tailAt = tailFrom(blocks, bodyAt)
  if (tailAt === -1 || tailAt > stop) tailAt = stop
  return {
    head: blocks.slice(0, bodyAt),
    body: blocks.slice(bodyAt, tailAt),
    tail: blocks.slice(tailAt, stop),
    appendix: blocks.slice(stop),
  }
}

/**
 * Where the programme begins that a decision brings with it: the line of its kind after the signature of the decision, or
 * over "(Ban hành kèm theo Quyết định số …)". -1 for a document that stands by itself.
 */
export function attachedAt(blocks: readonly TextBlock[]): number {
  const kind = kindLineAt(blocks)
  const isDecision = /^(?:quyet dinh|nghi quyet)$/.test(blocks[kind]?.plain.folded ?? '')
  // A copy that has lost the line "QUYẾT ĐỊNH" over the title still has "QUYẾT ĐỊNH:" over its articles.
  const cover = isDecision
    ? kind
    : blocks
        .slice(0, kind === -1 ? undefined : kind)
        .findIndex(({ plain }) => /^quyet (?:dinh|nghi) ?:$/.test(plain.folded))
  if (cover === -1) return -1
  const signed = blocks.findIndex(({ plain }, index) => index > cover && opensTail(plain.folded))
  const named = blocks.findIndex((block, index) => {
    if (index <= cover || !isKindLine(block) || /^(?:quyet dinh|nghi quyet)$/.test(block.plain.folded))
      return false
    const under = blocks.slice(index + 1, index + 6)
    return (signed !== -1 && index > signed) || under.some(({ plain }) => isOfDecision(plain))
  })
  if (named !== -1) return named
  // A copy may have lost the line of the kind: the title in capitals stands over the caption.
  const caption = blocks.findIndex(
    ({ plain }, index) => index > Math.max(cover, signed) && isOfDecision(plain),
  )
  if (caption === -1) return titleAfter(blocks, signed)
  let from = caption
  while (from - 1 > cover && isTitleLine(blocks[from - 1])) from--
  return from < caption ? from : -1
}

/** Where capitals under the signature of a decision open its programme, whose kind and caption a copy has lost; -1 for none. */
function titleAfter(blocks: readonly TextBlock[], signed: number): number {
  if (signed === -1) return -1
  const at = blocks.findIndex(
    (block, index) =>
      index > signed &&
      isTitleLine(block) &&
      block.plain.text.length >= 25 &&
      !/^(?:BIỂU|BẢNG|DANH MỤC|DỰ TOÁN|PHÂN CÔNG|TỔNG HỢP|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CỘNG HÒA) ?/.test(
        block.plain.text,
      ) &&
      !isNamedTable(blocks, index),
  )
  return at !== -1 && blocks.slice(at + 1).some(opensBody) ? at : -1
}

function isOfDecision({ folded }: Plain): boolean {
  return /^\(?(?:ban hanh )?kem theo (?:quyet dinh|nghi quyet)/.test(folded)
}

function isTitleLine(block: TextBlock | undefined): boolean {
  return (
    block !== undefined &&
    isCapital(block.plain.text) &&
    !opensTail(block.plain.folded) &&
    !/^(?:phu luc|pho |chu tich|giam doc)/.test(block.plain.folded) &&
    labelOf(block.plain.text) === null
  )
}
