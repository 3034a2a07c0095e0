import { markedBanner } from '../../platform/sample.ts'
import { documentText } from '../text.ts'
import { boldLineWidth } from '../write/line-width.ts'
import {
  type Align,
  type Appendix,
  type Block,
  numberAndSymbol,
  type OfficialDocument,
  placeAndDate,
} from './model.ts'
import { type SheetTable, tableSheet } from './pdf-table.ts'
import { atMost, millimetres, type SheetText, sheetText } from './pdf-text.ts'
import { attachment, endWith, listMark, motto, nation, recipientLines } from './words.ts'

type SheetBlock =
  | { readonly type: 'heading'; readonly level: number; readonly runs: SheetText }
  | { readonly type: 'text'; readonly runs: SheetText; readonly align: Align; readonly sticky: boolean }
  | {
      readonly type: 'image'
      /** The bytes of a PNG, as numbers: JSON holds no bytes. */
      readonly png: readonly number[]
      /** In millimetres. */
      readonly width: number
      readonly alt: string
      readonly caption: SheetText | null
    }
  | { readonly type: 'break' }
  | SheetTable

/** Everything the layout of official-pdf-template.ts takes; lengths in points, `top` in millimetres. */
export interface Sheet {
  readonly title: string
  readonly author: string
  readonly subject: string
  readonly date: Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>> | null
  readonly banner: SheetText | null
  readonly top: number
  readonly superior: SheetText | null
  readonly issuer: SheetText
  readonly issuerRule: number
  readonly nation: SheetText
  readonly motto: SheetText
  readonly mottoRule: number
  readonly number: SheetText
  readonly about: SheetText | null
  readonly place: SheetText
  readonly heading: SheetText | null
  readonly headingRule: number
  readonly addressees: readonly SheetText[]
  readonly bases: readonly SheetText[]
  readonly blocks: readonly SheetBlock[]
  readonly received: readonly SheetText[]
  readonly authority: readonly SheetText[]
  readonly name: SheetText
  readonly closingBreaks: boolean
  readonly appendices: readonly {
    readonly landscape: boolean
    readonly heading: SheetText
    readonly attached: SheetText
    readonly blocks: readonly SheetBlock[]
  }[]
}

const portrait = millimetres(210 - 50)
const landscape = millimetres(297 - 50)
const leftColumn = millimetres(66)
const rightColumn = portrait - leftColumn

/** The length of the rule under a text in this column: two fifths of its longest line, as in the DOCX. */
function ruleUnder(text: string, size: number, width: number): number {
  const lines = documentText(text).split('\n')
  return Math.min(width, Math.max(...lines.map((line) => boldLineWidth(line, size)))) * 0.4
}

interface Room {
  readonly width: number
  readonly height: number
  /** The block before this one. */
  readonly before: Block | undefined
  /** Whether the block's last line stays with what follows. */
  readonly sticky: boolean
}

function blockSheet(block: Block, { width, height, before, sticky }: Room): SheetBlock[] {
  switch (block.type) {
    case 'heading': {
      const runs = sheetText(block.text, width, { bold: true, italic: block.level === 3 })
      return [{ type: 'heading', level: block.level, runs }]
    }
    case 'paragraph':
      return [{ type: 'text', runs: sheetText(block.text, width), align: block.align ?? 'justify', sticky }]
    case 'list':
      return block.items.map((item, place) => ({
        type: 'text',
        runs: [...sheetText(listMark(block.mark, place), width), ...sheetText(item, width)],
        align: 'justify',
        sticky: sticky && place === block.items.length - 1,
      }))
    case 'table':
      return [tableSheet(block, width, height, before?.type === 'table')]
    case 'image':
      return [
        {
          type: 'image',
          png: [...block.png],
          width: block.width,
          alt: documentText(block.alt),
          caption: block.caption === undefined ? null : sheetText(block.caption, width, { bold: true }),
        },
      ]
    case 'pageBreak':
      return [{ type: 'break' }]
  }
}

function blockSheets(
  blocks: readonly Block[],
  width: number,
  height: number,
  keepLast: boolean,
): SheetBlock[] {
  return blocks.flatMap((block, index) =>
    blockSheet(block, {
      width,
      height,
      before: blocks[index - 1],
      sticky: keepLast && index === blocks.length - 1,
    }),
  )
}

/** Two lines over each other in one text. */
function over(first: SheetText, second: SheetText): SheetText {
  return [...first, { pieces: ['\n'], bold: false, italic: false }, ...second]
}

function appendixSheet(appendix: Appendix, document: OfficialDocument, top: number) {
  const wide = appendix.landscape ?? false
  const width = wide ? landscape : portrait
  const height = millimetres((wide ? 210 : 297) - top - 20)
  return {
    landscape: wide,
    heading: over(
      sheetText(appendix.label, width, { bold: true }),
      sheetText(appendix.title.toLocaleUpperCase('vi'), width, { bold: true }),
    ),
    attached: sheetText(`(Kèm theo ${appendix.attachedTo ?? attachment(document)})`, width, { italic: true }),
    blocks: blockSheets(appendix.blocks, width, height, false),
  }
}

function dateOf(writtenAt: string | undefined): Sheet['date'] {
  if (writtenAt === undefined) return null
  const at = new Date(writtenAt)
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  }
}

/** Millimetres over the text: 20, or as much more as a long banner over the page number needs. */
function topMargin(banner: string | undefined): number {
  if (banner === undefined) return 20
  const lines = documentText(banner)
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(atMost(line, 12) / portrait)), 0)
  return Math.min(120, Math.max(20, 9 + ((lines * 13.8 + 15) / 72) * 25.4))
}

function linesOf(text: string, size: number, width: number): number {
  return documentText(text)
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(boldLineWidth(line, size) / width)), 0)
}

function addresseeLines(names: readonly string[]): SheetText[] {
  const [only] = names
  if (only === undefined) return []
  if (names.length === 1) return [sheetText(`Kính gửi: ${only}`, portrait)]
  return [
    sheetText('Kính gửi:', portrait),
    ...names.map((name, index) =>
      sheetText(`- ${endWith(name, index === names.length - 1 ? '.' : ';')}`, portrait - millimetres(50)),
    ),
  ]
}

/** What the layout takes of a document: every word in its place, in NFC, capitals and marks as the decree writes them. */
export function sheetOf(document: OfficialDocument): Sheet {
  const issuer = document.issuer.toLocaleUpperCase('vi')
  const mark = markedBanner(document.banner)
  const top = topMargin(mark)
  const bold = { bold: true }
  const small = { bold: true, size: 12 }
  const received = recipientLines(document.recipients)
  const authority = document.signature.authority.map((each) => each.toLocaleUpperCase('vi'))
  const letter = document.kind === null
  const bases = document.legalBases ?? []
  return {
    title: documentText([document.kind, document.subject].filter(Boolean).join(' ')).replace(/\s+/g, ' '),
    author: documentText(document.issuer).replace(/\s+/g, ' '),
    subject: documentText(document.remark ?? document.subject).replace(/\s+/g, ' '),
    date: dateOf(document.writtenAt),
    banner: mark === undefined ? null : sheetText(mark, portrait, small),
    top,
    superior:
      document.superior === undefined
        ? null
        : sheetText(document.superior.toLocaleUpperCase('vi'), leftColumn, { size: 12 }),
    issuer: sheetText(issuer, leftColumn, small),
    issuerRule: ruleUnder(issuer, 12, leftColumn),
    nation: sheetText(nation, rightColumn, small),
    motto: sheetText(motto, rightColumn, { bold: true, size: 13 }),
    mottoRule: boldLineWidth(motto, 13),
    number: sheetText(numberAndSymbol(document.number, document.symbol), leftColumn, { size: 13 }),
    about: letter ? sheetText(`V/v ${document.subject}`, leftColumn, { size: 12 }) : null,
    place: sheetText(placeAndDate(document.place, document.date), rightColumn, { italic: true, size: 13 }),
    heading:
      document.kind === null
        ? null
        : over(
            sheetText(document.kind.toLocaleUpperCase('vi'), portrait, bold),
            sheetText(document.subject, portrait, bold),
          ),
    headingRule: ruleUnder(document.subject, 14, portrait),
    addressees: addresseeLines(document.addressees ?? []),
    bases: bases.map((basis, index) =>
      sheetText(endWith(basis, index === bases.length - 1 ? '.' : ';'), portrait, { italic: true }),
    ),
    blocks: blockSheets(document.blocks, portrait, millimetres(297 - top - 20), true),
    received: [
      sheetText('Nơi nhận:', leftColumn, { bold: true, italic: true, size: 12 }),
      ...received.map((each) => sheetText(each, leftColumn, { size: 11 })),
    ],
    authority: authority.map((each) => sheetText(each, rightColumn, bold)),
    name: sheetText(document.signature.name, rightColumn, bold),
    // A closing of more than half a page may break; a shorter one stands on one page whole.
    closingBreaks:
      received.reduce((sum, each) => sum + linesOf(each, 11, leftColumn), 0) > 28 ||
      [...authority, document.signature.name].reduce((sum, each) => sum + linesOf(each, 14, rightColumn), 0) >
        16,
    appendices: (document.appendices ?? []).map((appendix) => appendixSheet(appendix, document, top)),
  }
}
