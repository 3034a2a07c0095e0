import { type Styles, switched } from './docx-styles.ts'
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
  /** All numbers in it as 1, 2, 3 ("1.1" under "I"). */
  readonly decimal: boolean
  /** The paragraph style that this level belongs to. */
  readonly style: string | undefined
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
      decimal: switched(level, 'w:isLgl') === true,
      style: value(level, 'w:pStyle'),
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

interface List {
  readonly levels: ReadonlyMap<number, Level>
  readonly counters: Map<number, number>
}

/** Reads the lists of numbering.xml; a paragraph has one by itself or by its style. */
export function numbersOf(numbering: readonly XmlNode[], styles: Styles): Numbers {
  const lists = listsOf(numbering.find((node) => 'w:numbering' in node))
  return {
    next: (properties) => {
      const { id, level: own, style } = styles.list(properties)
      const list = lists.get(id)
      if (list === undefined) return ''
      const linked = [...list.levels].find(([, each]) => style !== undefined && each.style === style)?.[0]
      const depth = Number(own ?? linked ?? 0)
      const level = list.levels.get(depth)
      if (level === undefined || level.format === 'none') return ''
      if (level.format === 'bullet') return '-'
      list.counters.set(depth, (list.counters.get(depth) ?? level.start - 1) + 1)
      for (const deeper of list.counters.keys()) if (deeper > depth) list.counters.delete(deeper)
      return level.text.replace(/%([1-9])/g, (_all, place: string) => {
        const at = Number(place) - 1
        const outer = list.levels.get(at)
        const format = level.decimal ? 'decimal' : (outer?.format ?? 'decimal')
        return shown(list.counters.get(at) ?? outer?.start ?? 1, format)
      })
    },
  }
}

/** The lists by their numbers. Those of one abstract definition count on together, unless one starts anew. */
function listsOf(root: XmlNode | undefined): Map<string, List> {
  const abstracts = all(root, 'w:abstractNum')
  const levels = new Map(abstracts.map((each) => [attribute(each, 'w:abstractNumId'), levelsOf(each)]))
  // A definition may only point to a list style, whose levels another definition holds.
  const styled = new Map(abstracts.map((each) => [value(each, 'w:styleLink'), levelsOf(each)]))
  for (const each of abstracts) {
    const link = value(each, 'w:numStyleLink')
    const found = link === undefined ? undefined : styled.get(link)
    if (found !== undefined) levels.set(attribute(each, 'w:abstractNumId'), found)
  }
  const lists = new Map<string, List>()
  const shared = new Map<string, Map<number, number>>()
  for (const list of all(root, 'w:num')) {
    const id = attribute(list, 'w:numId')
    const abstractId = value(list, 'w:abstractNumId')
    if (id === undefined || abstractId === undefined) continue
    const overrides = all(list, 'w:lvlOverride')
    const counters = overrides.length === 0 ? (shared.get(abstractId) ?? new Map()) : new Map()
    if (!shared.has(abstractId)) shared.set(abstractId, counters)
    lists.set(id, { levels: overridden(levels.get(abstractId) ?? new Map(), overrides), counters })
  }
  return lists
}

/** The levels of a list where it starts some of them at another number, or defines them anew. */
function overridden(levels: Map<number, Level>, overrides: readonly XmlNode[]): Map<number, Level> {
  const own = new Map(levels)
  for (const override of overrides) {
    for (const [depth, level] of levelsOf(override)) own.set(depth, level)
    const depth = Number(attribute(override, 'w:ilvl') ?? 0)
    const level = own.get(depth)
    const start = value(override, 'w:startOverride')
    if (level !== undefined && start !== undefined) own.set(depth, { ...level, start: Number(start) })
  }
  return own
}
