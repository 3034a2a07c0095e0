import { XMLParser } from 'fast-xml-parser'
import { strFromU8 } from 'fflate'
import { Problem } from '../../platform/problem.ts'

/* The XML of a Word document as nodes in their order. */

/** A node of fast-xml-parser in order: one key for the tag, `:@` for its attributes, `#text` for text. */
export type XmlNode = Readonly<Record<string, unknown>>

export function damagedDocument(): Problem {
  return new Problem('document.damaged', 422, {
    vi: 'Không đọc được tệp Word: tệp hỏng hoặc không phải định dạng .docx. Xin mở tệp trong Word, lưu lại dưới dạng .docx rồi thử lại.',
    en: 'The Word file cannot be read: it is damaged or not in the .docx format. Open it in Word, save it as .docx and try again.',
  })
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  maxNestedTags: 300,
  processEntities: { enabled: true, maxTotalExpansions: 5_000_000, maxExpandedLength: 50_000_000 },
})

/** The nodes of an XML part in their order; none when the part is missing. */
export function parseXml(bytes: Uint8Array | undefined): XmlNode[] {
  if (bytes === undefined) return []
  const xml = strFromU8(bytes)
  // Word writes no document type; with one, entities could multiply.
  if (/<!DOCTYPE/i.test(xml)) throw damagedDocument()
  const parsed: unknown = parser.parse(xml)
  return nodes(parsed)
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null
}

function nodes(value: unknown): XmlNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The tag of a node without looking at its attributes. */
export function tagOf(node: XmlNode): string {
  for (const key in node) if (key !== ':@') return key
  return ''
}

export function childrenOf(node: XmlNode): XmlNode[] {
  return nodes(node[tagOf(node)])
}

/** The first child with a tag. */
export function child(node: XmlNode | undefined, tag: string): XmlNode | undefined {
  return node === undefined ? undefined : childrenOf(node).find((each) => tag in each)
}

export function attribute(node: XmlNode | undefined, name: string): string | undefined {
  const attributes = node?.[':@']
  if (!isNode(attributes)) return undefined
  const value = attributes[name]
  return typeof value === 'string' ? value : undefined
}
