import { childrenOf, parseXml, tagOf, type XmlNode } from '../read/docx-xml.ts'
import type { Parts } from './package.ts'

/*
 * The marks of a template, `{so}`, `{#ho_so} … {/ho_so}`, `{^ly_do} … {/ly_do}`, each with the place where it stands. Word splits a
 * mark over several runs as it likes; a paragraph's text is read as one.
 */

/** Where a mark stands. Numbers begin at 1, as one counts in Word. */
export interface Place {
  readonly part: 'body' | 'header' | 'footer' | 'note'
  /** The paragraph among those of its part that stand in no table; in a table the paragraph of its cell. */
  readonly paragraph: number
  readonly cell: { readonly table: number; readonly row: number; readonly cell: number } | null
  readonly box: boolean
}

/** `broken`: a brace without its other one, or a mark of a kind that templates do not have. */
export type MarkKind = 'value' | 'open' | 'unless' | 'close' | 'broken'

export interface Mark {
  readonly kind: MarkKind
  /** The name as typed, without signs; of a broken one all of it. */
  readonly name: string
  readonly place: Place
  /** The text in which it stands. */
  readonly around: string
}

const kindOf: Readonly<Record<string, MarkKind>> = { '#': 'open', '^': 'unless', '/': 'close' }

/** A name of a field: letters of any alphabet, digits, `_`. */
const fieldName = /^[\p{L}\p{N}_]+$/u
const besides = 40

/** The marks of a paragraph's text, in their order. */
export function marksIn(text: string, place: Place): Mark[] {
  const found: Mark[] = []
  const add = (kind: MarkKind, name: string, from: number, to: number) =>
    found.push({ kind, name, place, around: around(text, from, to) })
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('{', at)
    const close = text.indexOf('}', at)
    if (close !== -1 && (open === -1 || close < open)) {
      add('broken', '}', close, close + 1)
      at = close + 1
      continue
    }
    if (open === -1) break
    const again = text.indexOf('{', open + 1)
    if (close === -1 || (again !== -1 && again < close)) {
      add('broken', text.slice(open, Math.min(again === -1 ? text.length : again, open + 30)), open, open + 1)
      at = again === -1 ? text.length : again
      continue
    }
    const inner = text.slice(open + 1, close).trim()
    const kind = kindOf[inner[0] ?? ''] ?? 'value'
    const name = (kind === 'value' ? inner : inner.slice(1).trim()).normalize('NFC')
    if (fieldName.test(name) || (kind === 'close' && name === '')) add(kind, name, open, close + 1)
    else add('broken', text.slice(open, close + 1), open, close + 1)
    at = close + 1
  }
  return found
}

function around(text: string, from: number, to: number): string {
  const [start, end] = [Math.max(0, from - besides), Math.min(text.length, to + besides)]
  return `${start > 0 ? '…' : ''}${text.slice(start, end).replace(/\s+/g, ' ')}${end < text.length ? '…' : ''}`
}

const partKinds: readonly (readonly [RegExp, Place['part']])[] = [
  [/^word\/header\d*\.xml$/, 'header'],
  [/^word\/document\d*\.xml$/, 'body'],
  [/^word\/footer\d*\.xml$/, 'footer'],
  [/^word\/(?:foot|end)notes\.xml$/, 'note'],
]

/** All marks of a Word file: headers first, then the body, footers and notes, in the order of their text. */
export function marksOf(parts: Parts): Mark[] {
  return partKinds.flatMap(([pattern, part]) =>
    [...parts.keys()]
      .filter((name) => pattern.test(name))
      .sort()
      .flatMap((name) => marksOfPart(parseXml(parts.get(name)), part)),
  )
}

// Deleted text, codes of fields, and the older copy of a picture's text.
const without = new Set(['w:pPr', 'w:rPr', 'w:del', 'w:instrText', 'w:delText', 'mc:Fallback'])

function marksOfPart(nodes: readonly XmlNode[], part: Place['part']): Mark[] {
  const found: Mark[] = []
  let tables = 0
  const counter = () => ({ count: 0 })
  interface At {
    readonly cell: Place['cell']
    readonly box: boolean
    readonly paragraphs: { count: number }
  }
  const walk = (node: XmlNode, at: At): void => {
    const tag = tagOf(node)
    if (without.has(tag)) return
    if (tag === 'w:p') paragraph(node, at)
    else if (tag === 'w:tbl') table(node, at)
    else for (const each of childrenOf(node)) walk(each, at)
  }
  const table = (node: XmlNode, at: At): void => {
    tables += 1
    const number = tables
    const rows = rowsOf(node)
    for (const [row, cells] of rows.entries())
      for (const [cell, content] of cells.entries()) {
        const inside = { ...at, cell: { table: number, row: row + 1, cell: cell + 1 }, paragraphs: counter() }
        for (const each of childrenOf(content)) walk(each, inside)
      }
  }
  const paragraph = (node: XmlNode, at: At): void => {
    at.paragraphs.count += 1
    const boxes: XmlNode[] = []
    const text = textIn(node, boxes)
    const { cell, box, paragraphs } = at
    found.push(...marksIn(text, { part, paragraph: paragraphs.count, cell, box }))
    for (const each of boxes)
      for (const inner of childrenOf(each)) walk(inner, { ...at, box: true, paragraphs: counter() })
  }
  for (const node of nodes) walk(node, { cell: null, box: false, paragraphs: counter() })
  return found
}

/** The cells of each row, also where Word wraps rows or cells in content controls. */
function rowsOf(table: XmlNode): XmlNode[][] {
  const inner = (node: XmlNode, wanted: string): XmlNode[] =>
    childrenOf(node).flatMap((each) => {
      const tag = tagOf(each)
      if (tag === wanted) return [each]
      return ['w:sdt', 'w:sdtContent', 'w:ins'].includes(tag) ? inner(each, wanted) : []
    })
  return inner(table, 'w:tr').map((row) => inner(row, 'w:tc'))
}

function textIn(node: XmlNode, boxes: XmlNode[]): string {
  const tag = tagOf(node)
  if (without.has(tag)) return ''
  if (tag === 'w:t')
    return childrenOf(node)
      .map((each) => String(each['#text'] ?? ''))
      .join('')
  if (tag === 'w:tab' || tag === 'w:br' || tag === 'w:cr') return ' '
  if (tag === 'w:txbxContent') {
    boxes.push(node)
    return ''
  }
  return childrenOf(node)
    .map((each) => textIn(each, boxes))
    .join('')
}

/** What a template still carries that would go out with each letter: tracked changes, remarks in the margin. */
export function leftovers(parts: Parts): { readonly changes: boolean; readonly remarks: boolean } {
  const changed = (node: XmlNode): boolean => {
    const tag = tagOf(node)
    return tag === 'w:del' || tag === 'w:ins' || tag === 'w:moveFrom' || childrenOf(node).some(changed)
  }
  return {
    changes: [...parts].some(
      ([name, part]) => partKinds.some(([pattern]) => pattern.test(name)) && parseXml(part).some(changed),
    ),
    remarks: parseXml(parts.get('word/comments.xml')).flatMap(childrenOf).length > 0,
  }
}
