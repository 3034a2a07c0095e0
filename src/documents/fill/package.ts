import { type Words, words } from '../../platform/language.ts'
import { Problem } from '../../platform/problem.ts'
import { budgetOf, tooMuch, wordLimits } from '../read/budget.ts'
import { attribute, childrenOf, damagedDocument, parseXml, tagOf, type XmlNode } from '../read/docx-xml.ts'
import { openArchive } from '../read/unpack.ts'

/*
 * A Word file taken apart to be filled. What comes with it goes out again in official letters, so nothing is taken that acts by
 * itself or fetches something when the letter is opened.
 */

/** The parts of a Word file by their names, unpacked. */
export type Parts = ReadonlyMap<string, Uint8Array>

const mostParts = 2_000

function refused(what: Words): Problem {
  return new Problem(
    'template.refused',
    422,
    words(
      `Không nhận mẫu này: ${what.vi}. Xin bỏ phần đó trong Word, lưu lại dạng .docx rồi gửi lại.`,
      `This template is not taken: ${what.en}. Take it out in Word, save as .docx and send it again.`,
    ),
  )
}

/** Parts that act by themselves or carry another file. */
const refusedParts: readonly (readonly [RegExp, Words])[] = [
  [/vba|macro/i, words('tệp có macro', 'it holds macros')],
  [/activex/i, words('tệp có điều khiển ActiveX', 'it holds ActiveX controls')],
  [
    /^word\/(?:embeddings|afchunk)|\.bin$/i,
    words('tệp có đối tượng nhúng (OLE)', 'it holds embedded objects (OLE)'),
  ],
]

/** Kinds of relation that may lead out of the file: they do nothing until a reader follows them. */
const outward = /\/hyperlink$/
const followed = /^(?:https?:\/\/|mailto:)/i

/** Fields of Word that fetch something, run something or take in another file. */
const activeField = /\b(?:INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|MACROBUTTON|RD)\b/i

/**
 * Unpacks a Word file within a budget of bytes and elements, whatever its directory says.
 * @throws Problem 422 for what is no DOCX, or holds macros, embedded files or links that are followed by themselves; 413 for a bomb
 */
export async function unpackDocx(bytes: Uint8Array): Promise<Parts> {
  const budget = budgetOf(wordLimits, tooMuch)
  const parts = new Map<string, Uint8Array>()
  try {
    const archive = openArchive(bytes, budget)
    if (archive.names.length > mostParts || archive.size > wordLimits.bytes) throw tooMuch()
    for (const name of archive.names) {
      if (name.endsWith('/')) continue
      const pieces: Uint8Array[] = []
      for await (const piece of archive.parts(name)) pieces.push(piece)
      parts.set(name, Buffer.concat(pieces))
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw damagedDocument()
  }
  for (const [name, part] of parts)
    if (isXml(name))
      budget.spend(
        'elements',
        part.reduce((count, byte) => (byte === 0x3c ? count + 1 : count), 0),
      )
  refuseActive(parts)
  return parts
}

export const isXml = (name: string) => /\.(?:xml|rels)$/.test(name)

function refuseActive(parts: Parts): void {
  if (!parts.has('word/document.xml') || !parts.has('[Content_Types].xml')) throw damagedDocument()
  for (const name of parts.keys())
    for (const [pattern, what] of refusedParts) if (pattern.test(name)) throw refused(what)
  const types = Buffer.from(parts.get('[Content_Types].xml') ?? []).toString('utf8')
  if (/macroEnabled|vbaProject/i.test(types)) throw refused(words('tệp có macro', 'it holds macros'))
  for (const [name, part] of parts) {
    if (name.endsWith('.rels')) for (const node of relations(part)) refuseRelation(node)
    else if (/^word\/.*\.xml$/.test(name)) refuseFields(parseXml(part))
  }
}

const relations = (part: Uint8Array): XmlNode[] =>
  parseXml(part)
    .flatMap(childrenOf)
    .filter((node) => tagOf(node) === 'Relationship')

function refuseRelation(node: XmlNode): void {
  const type = attribute(node, 'Type') ?? ''
  const target = attribute(node, 'Target') ?? ''
  if (/attachedTemplate|\/aFChunk|\/frame$|subDocument/i.test(type))
    throw refused(words('tệp gắn với một tệp khác', 'it is tied to another file'))
  if (attribute(node, 'TargetMode') !== 'External' && !/^(?:[a-z]+:|\\\\|\/\/)/i.test(target)) return
  if (outward.test(type) && followed.test(target)) return
  throw refused(
    words(
      `tệp lấy nội dung từ bên ngoài (${target.slice(0, 80)})`,
      `it takes something from outside (${target.slice(0, 80)})`,
    ),
  )
}

function refuseFields(nodes: readonly XmlNode[]): void {
  const code: string[] = []
  const walk = (node: XmlNode): void => {
    const tag = tagOf(node)
    if (tag === 'w:fldSimple') code.push(' ', attribute(node, 'w:instr') ?? '', ' ')
    if (tag === 'w:fldChar') code.push(' ')
    if (tag === 'w:altChunk' || tag === 'w:subDoc')
      throw refused(words('tệp gắn với một tệp khác', 'it is tied to another file'))
    if (tag === 'w:instrText') for (const text of childrenOf(node)) code.push(String(text['#text'] ?? ''))
    else for (const each of childrenOf(node)) walk(each)
  }
  for (const node of nodes) walk(node)
  const found = activeField.exec(code.join(''))
  if (found !== null)
    throw refused(
      words(
        `tệp có trường tự động ${found[0]} của Word`,
        `it holds the field ${found[0]} of Word, which acts by itself`,
      ),
    )
}
