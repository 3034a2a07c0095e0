import { attribute, child, childrenOf, tagOf, type XmlNode } from './docx-xml.ts'

/* Automatic numbers: Word keeps "I.", "1.", "a)" of a list out of the text, in numbering.xml. */

export interface Numbers {
  /** The label of the next paragraph with these properties; `''` when it has none. Counts on. */
  readonly next: (properties: XmlNode | undefined) => string
}

interface Level {
  readonly format: string
  readonly text: string
  readonly start: number
}

function all(node: XmlNode | undefined, tag: string): XmlNode[] {
  return node === undefined ? [] : childrenOf(node).filter((each) => tagOf(each) === tag)
}

function value(node: XmlNode | undefined, tag: string): string | undefined {
  return attribute(child(node, tag), 'w:val')
}

function levelsOf(abstract: XmlNode): Map<number, Level> {
  const levels = new Map<number, Level>()
  for (const level of all(abstract, 'w:lvl')) {
    levels.set(Number(attribute(level, 'w:ilvl') ?? 0), {
      format: value(level, 'w:numFmt') ?? 'decimal',
      text: value(level, 'w:lvlText') ?? '',
      start: Number(value(level, 'w:start') ?? 1),
    })
  }
  return levels
}

const romans: readonly (readonly [number, string])[] = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(number: number): string {
  let rest = Math.min(Math.max(number, 0), 89)
  let text = ''
  for (const [worth, sign] of romans) {
    while (rest >= worth) {
      text += sign
      rest -= worth
    }
  }
  return text
}

function shown(number: number, format: string): string {
  if (format === 'upperRoman') return roman(number)
  if (format === 'lowerRoman') return roman(number).toLowerCase()
  const letter = String.fromCharCode(97 + ((number - 1) % 26))
  if (format === 'upperLetter') return letter.toUpperCase()
  if (format === 'lowerLetter') return letter
  return format === 'decimalZero' ? String(number).padStart(2, '0') : String(number)
}

/** Reads the lists of numbering.xml and the styles that carry a list. */
export function numbersOf(numbering: readonly XmlNode[], styles: readonly XmlNode[]): Numbers {
  const root = numbering.find((node) => 'w:numbering' in node)
  const abstracts = new Map(
    all(root, 'w:abstractNum').map((each) => [attribute(each, 'w:abstractNumId'), levelsOf(each)]),
  )
  const lists = new Map<string, { levels: Map<number, Level>; counters: Map<number, number> }>()
  // Lists of one abstract definition count on together, unless one starts anew.
  const shared = new Map<string, Map<number, number>>()
  for (const list of all(root, 'w:num')) {
    const id = attribute(list, 'w:numId')
    const abstractId = value(list, 'w:abstractNumId')
    if (id === undefined || abstractId === undefined) continue
    const counters =
      child(list, 'w:lvlOverride') === undefined ? (shared.get(abstractId) ?? new Map()) : new Map()
    if (!shared.has(abstractId)) shared.set(abstractId, counters)
    lists.set(id, { levels: abstracts.get(abstractId) ?? new Map(), counters })
  }
  const ofStyle = new Map<string, XmlNode>()
  for (const style of all(
    styles.find((node) => 'w:styles' in node),
    'w:style',
  )) {
    const id = attribute(style, 'w:styleId')
    const properties = child(child(style, 'w:pPr'), 'w:numPr')
    if (id !== undefined && properties !== undefined) ofStyle.set(id, properties)
  }
  return {
    next: (properties) => {
      const own = child(properties, 'w:numPr') ?? ofStyle.get(value(properties, 'w:pStyle') ?? '')
      const list = lists.get(value(own, 'w:numId') ?? '')
      if (list === undefined) return ''
      const depth = Number(value(own, 'w:ilvl') ?? 0)
      const level = list.levels.get(depth)
      if (level === undefined || level.format === 'none') return ''
      if (level.format === 'bullet') return '-'
      list.counters.set(depth, (list.counters.get(depth) ?? level.start - 1) + 1)
      for (const deeper of list.counters.keys()) if (deeper > depth) list.counters.delete(deeper)
      return level.text.replace(/%([1-9])/g, (_all, place: string) => {
        const at = Number(place) - 1
        const outer = list.levels.get(at)
        return shown(list.counters.get(at) ?? outer?.start ?? 1, outer?.format ?? 'decimal')
      })
    },
  }
}
