import { unzipSync } from 'fflate'
import { words } from '../../platform/language.ts'
import { Problem } from '../../platform/problem.ts'
import { budgetOf, wordLimits } from './budget.ts'
import { type Numbers, numbersOf } from './docx-numbers.ts'
import { type Styles, stylesOf, switched } from './docx-styles.ts'
import { attribute, child, childrenOf, damagedDocument, parseXml, tagOf, type XmlNode } from './docx-xml.ts'

/*
 * A Word document to plain text: a paragraph a line with a blank line after it, automatic numbers written out, a row of a
 * table a line with tabs between its cells, merged cells empty but for their first.
 */

const mostFiles = 5_000

function tooLarge(): Problem {
  return new Problem(
    'document.tooLarge',
    413,
    words('Tệp Word quá lớn để đọc.', 'The Word file is too large to read.'),
  )
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  const budget = budgetOf(wordLimits, tooLarge)
  let files = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      files++
      const wanted = /^word\/(?:document|numbering|styles|footnotes|endnotes)\.xml$/.test(name)
      if (wanted) budget.spend('bytes', originalSize)
      if (files > mostFiles) throw tooLarge()
      return wanted
    },
  })
  // Before any of them becomes a node: a million empty paragraphs pack into some kilobytes.
  for (const part of Object.values(parts)) budget.spend('elements', elementsIn(part))
  return parts
}

/** The tags that open an element in a part, as its bytes tell. */
function elementsIn(xml: Uint8Array): number {
  const [tag, slash] = [0x3c, 0x2f]
  let count = 0
  for (let at = xml.indexOf(tag); at !== -1; at = xml.indexOf(tag, at + 1)) if (xml[at + 1] !== slash) count++
  return count
}

// What has no text, or a text that is not of the document (deleted, a field's code, the older copy of a picture).
const without: ReadonlySet<string> = new Set([
  'w:pPr',
  'w:rPr',
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:instrText',
  'mc:Fallback',
  'w:tblPr',
  'w:tblGrid',
  'w:trPr',
  'w:tcPr',
  'w:sectPr',
])

/** What a document says beside its body. */
interface Rules {
  readonly numbers: Numbers
  readonly styles: Styles
}

interface Boxes {
  /** Text boxes stand beside the text: their lines come after the paragraph that holds them. */
  readonly lines: string[]
}

function runText(node: XmlNode, rules: Rules, boxes: Boxes): string {
  const tag = tagOf(node)
  if (without.has(tag)) return ''
  if (tag === '#text') return ''
  if (tag === 'w:t') return textOf(node)
  if (tag === 'w:tab' || tag === 'w:ptab') return '\t'
  if (tag === 'w:br' || tag === 'w:cr') return '\n'
  if (tag === 'w:noBreakHyphen') return '-'
  if (tag === 'w:r' && rules.styles.isHidden(child(node, 'w:rPr'), 'w:rStyle')) return ''
  if (tag === 'w:txbxContent') {
    boxes.lines.push(...blockLines(childrenOf(node), rules))
    return ''
  }
  return childrenOf(node)
    .map((each) => runText(each, rules, boxes))
    .join('')
}

function textOf(node: XmlNode): string {
  return childrenOf(node)
    .map((each) => (typeof each['#text'] === 'string' ? each['#text'] : ''))
    .join('')
}

/** A paragraph whose end was taken out under tracked changes: it goes on in the next one. */
interface Opened {
  readonly text: string
  readonly label: string
}

interface ReadParagraph {
  readonly lines: string[]
  readonly opened: Opened | null
}

/** The lines of a paragraph, the first with its automatic number. */
function paragraphLines(paragraph: XmlNode, rules: Rules, before: Opened | null): ReadParagraph {
  const boxes: Boxes = { lines: [] }
  const properties = child(paragraph, 'w:pPr')
  const isHidden = rules.styles.isHidden(properties, 'w:pStyle')
  const own = isHidden
    ? shownAgain(paragraph, rules, boxes)
    : childrenOf(paragraph)
        .map((each) => runText(each, rules, boxes))
        .join('')
  const mark = child(properties, 'w:rPr')
  const isGone = child(mark, 'w:del') !== undefined || child(mark, 'w:moveFrom') !== undefined
  const isUnseen = own.trim() === '' && (isGone || isHidden || switched(mark, 'w:vanish') === true)
  // What is deleted or hidden whole is no item of its list. Text that has lost its end keeps the number it began with.
  const begins = before === null || before.text.trim() === ''
  const label = isUnseen ? '' : begins ? rules.numbers.next(properties) : before.label
  const text = (before?.text ?? '') + own
  if (isGone) return { lines: boxes.lines, opened: { text, label } }
  if (isUnseen && text.trim() === '') return { lines: boxes.lines, opened: null }
  const lines = text.split('\n').map(withoutTabs)
  const [first = ''] = lines
  if (label !== '' && first.trim() !== '') lines[0] = `${label} ${first.trim()}`
  return { lines: [...lines, ...boxes.lines], opened: null }
}

/** The runs of a paragraph of a hidden style that show themselves all the same. */
function shownAgain(paragraph: XmlNode, rules: Rules, boxes: Boxes): string {
  return inside(paragraph, 'w:r')
    .filter((run) => switched(child(run, 'w:rPr'), 'w:vanish') === false)
    .map((run) => runText(run, rules, boxes))
    .join('')
}

/** A tab after a label is a space; further on it parts two columns that are set side by side. */
function withoutTabs(line: string): string {
  const trimmed = line.replace(/^\t+/, '')
  const tab = trimmed.indexOf('\t')
  if (tab === -1) return trimmed
  const head = tab <= 6 ? `${trimmed.slice(0, tab)} ${trimmed.slice(tab + 1)}` : trimmed
  return head.replace(/\t+/g, '    ')
}

/** What paragraphs and tables may stand in: content controls, inserted parts, the newer of two alternatives. */
const wrappers: ReadonlySet<string> = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:ins',
  'w:moveTo',
  'w:customXml',
  'mc:AlternateContent',
  'mc:Choice',
])

function blockLines(blocks: readonly XmlNode[], rules: Rules): string[] {
  const lines: string[] = []
  let opened: Opened | null = null
  const close = () => {
    if (opened !== null && opened.text.trim() !== '')
      lines.push(`${opened.label} ${opened.text.trim()}`.trimStart(), '')
    opened = null
  }
  for (const block of unwrapped(blocks)) {
    if (tagOf(block) === 'w:p') {
      const read: ReadParagraph = paragraphLines(block, rules, opened)
      opened = read.opened
      for (const line of read.lines) lines.push(line, '')
    } else {
      close()
      for (const line of tableLines(block, rules)) lines.push(line)
    }
  }
  close()
  return lines
}

/** The paragraphs and tables of a part, also those within wrappers. */
function unwrapped(blocks: readonly XmlNode[]): XmlNode[] {
  return blocks.flatMap((block) => {
    const tag = tagOf(block)
    if (tag === 'w:p' || tag === 'w:tbl') return [block]
    return wrappers.has(tag) ? unwrapped(childrenOf(block)) : []
  })
}

interface Cell {
  readonly lines: readonly string[]
  readonly span: number
  readonly continues: boolean
}

function rowsOf(table: XmlNode, rules: Rules): { before: number; cells: Cell[] }[] {
  return inside(table, 'w:tr').flatMap((row) => {
    const own = child(row, 'w:trPr')
    // A row that was deleted under tracked changes, or is hidden, is none.
    if (child(own, 'w:del') !== undefined || switched(own, 'w:hidden') === true) return []
    return [{ before: spanOf(child(own, 'w:gridBefore'), 0), cells: cellsOf(row, rules) }]
  })
}

function cellsOf(row: XmlNode, rules: Rules): Cell[] {
  return inside(row, 'w:tc')
    .filter((cell) => child(child(cell, 'w:tcPr'), 'w:cellDel') === undefined)
    .map((cell) => {
      const properties = child(cell, 'w:tcPr')
      const merge = child(properties, 'w:vMerge')
      return {
        lines: blockLines(childrenOf(cell), rules).filter((line) => line.trim() !== ''),
        span: spanOf(child(properties, 'w:gridSpan'), 1),
        continues: merge !== undefined && attribute(merge, 'w:val') !== 'restart',
      }
    })
}

/** The children with a tag, also within wrappers. */
function inside(node: XmlNode, tag: string): XmlNode[] {
  return childrenOf(node).flatMap((each) =>
    tag in each ? [each] : wrappers.has(tagOf(each)) ? inside(each, tag) : [],
  )
}

function spanOf(node: XmlNode | undefined, otherwise: number): number {
  const value = Number(attribute(node, 'w:val'))
  return Number.isInteger(value) && value >= 1 && value <= 60 ? value : otherwise
}

/** A table of few cells with several paragraphs sets things side by side: each cell is read to its end. */
function isLayout(rows: readonly { cells: readonly Cell[] }[]): boolean {
  const widest = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  if (widest <= 1) return true
  return (
    widest <= 3 && rows.length <= 4 && rows.some(({ cells }) => cells.some(({ lines }) => lines.length > 1))
  )
}

function tableLines(table: XmlNode, rules: Rules): string[] {
  const rows = rowsOf(table, rules)
  if (isLayout(rows)) {
    const columns: string[][] = []
    for (const { cells } of rows) {
      for (const [index, { lines }] of cells.entries()) {
        const column = columns[index] ?? []
        columns[index] = column
        for (const line of lines) column.push(line.replaceAll('\t', ' '), '')
      }
    }
    return ['', ...columns.flat()]
  }
  const lines = rows.map(({ before, cells }) => {
    const texts = Array.from({ length: before }, () => '')
    for (const { lines, span, continues } of cells) {
      texts.push(continues ? '' : lines.join(' ').replace(/\s+/g, ' ').trim())
      for (let more = 1; more < span; more++) texts.push('')
    }
    return texts.join('\t')
  })
  return ['', ...lines.filter((line) => line.trim() !== ''), '']
}

/**
 * The text of a Word document.
 * @throws Problem `document.damaged` (422) for what is no such file, `document.tooLarge` (413) for more than
 * `wordLimits`
 */
export function readDocx(bytes: Uint8Array): string {
  try {
    const files = unpack(bytes)
    const root = parseXml(files['word/document.xml']).find((node) => 'w:document' in node)
    const body = child(root, 'w:body')
    if (body === undefined) throw damagedDocument()
    const styles = stylesOf(parseXml(files['word/styles.xml']))
    const rules: Rules = { styles, numbers: numbersOf(parseXml(files['word/numbering.xml']), styles) }
    const lines = blockLines(childrenOf(body), rules)
    for (const [name, tag] of [
      ['footnotes', 'w:footnote'],
      ['endnotes', 'w:endnote'],
    ] as const) {
      const notes = parseXml(files[`word/${name}.xml`]).find((node) => `w:${name}` in node)
      if (notes === undefined) continue
      for (const note of inside(notes, tag))
        for (const line of blockLines(childrenOf(note), rules)) lines.push(line)
    }
    return `${lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()}\n`
  } catch (error) {
    // fflate and the XML parser throw plain errors of many kinds, and all of them say that the file is no Word document.
    throw error instanceof Problem ? error : damagedDocument()
  }
}
