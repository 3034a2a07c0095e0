import { attribute, child, childrenOf, tagOf, type XmlNode } from './docx-xml.ts'

/* The styles of a Word document: what a paragraph or a run takes from its style, and that from the style it is based on. */

export interface Styles {
  /** The list of a paragraph: its own number properties over those of its style and of the styles above it. */
  readonly list: (properties: XmlNode | undefined) => {
    id: string
    level: string | undefined
    style: string | undefined
  }
  /** Whether a run or a paragraph's mark is hidden text, by its own properties or by its style. */
  readonly isHidden: (properties: XmlNode | undefined, styleTag: 'w:rStyle' | 'w:pStyle') => boolean
}

/** Word goes at most this far up from a style; a circle ends here too. */
const mostAncestors = 30

/** Whether a switch such as `w:vanish` is on; undefined when it is not there. */
export function switched(properties: XmlNode | undefined, tag: string): boolean | undefined {
  const node = child(properties, tag)
  if (node === undefined) return undefined
  return !['false', '0', 'off'].includes(attribute(node, 'w:val') ?? 'true')
}

/** Reads styles.xml. */
export function stylesOf(nodes: readonly XmlNode[]): Styles {
  const root = nodes.find((node) => 'w:styles' in node)
  const styles = new Map<string, XmlNode>()
  let standard: string | undefined
  for (const style of root === undefined ? [] : childrenOf(root)) {
    if (tagOf(style) !== 'w:style') continue
    const id = attribute(style, 'w:styleId')
    if (id === undefined) continue
    styles.set(id, style)
    if (attribute(style, 'w:type') === 'paragraph' && attribute(style, 'w:default') === '1') standard = id
  }
  const chain = (first: string | undefined): { id: string; style: XmlNode }[] => {
    const found: { id: string; style: XmlNode }[] = []
    let id = first
    while (id !== undefined && found.length < mostAncestors) {
      const style = styles.get(id)
      if (style === undefined) break
      found.push({ id, style })
      id = attribute(child(style, 'w:basedOn'), 'w:val')
    }
    return found
  }
  const styleOf = (properties: XmlNode | undefined, tag: string) =>
    attribute(child(properties, tag), 'w:val') ?? (tag === 'w:pStyle' ? standard : undefined)
  return {
    list: (properties) => {
      let id: string | undefined
      let level: string | undefined
      let named: string | undefined
      const take = (numbers: XmlNode | undefined, style?: string) => {
        if (id === undefined) {
          id = attribute(child(numbers, 'w:numId'), 'w:val')
          if (id !== undefined) named = style
        }
        level ??= attribute(child(numbers, 'w:ilvl'), 'w:val')
      }
      take(child(properties, 'w:numPr'))
      for (const { id: styleId, style } of chain(styleOf(properties, 'w:pStyle')))
        take(child(child(style, 'w:pPr'), 'w:numPr'), styleId)
      return { id: id ?? '', level, style: named }
    },
    isHidden: (properties, tag) => {
      const own = switched(properties, 'w:vanish')
      if (own !== undefined) return own
      for (const { style } of chain(styleOf(properties, tag))) {
        const hidden = switched(child(style, 'w:rPr'), 'w:vanish')
        if (hidden !== undefined) return hidden
      }
      return false
    },
  }
}
