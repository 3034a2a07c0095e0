import {
  AlignmentType,
  BorderStyle,
  PageNumber,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { documentText } from '../text.ts'
import { boldLineWidth } from '../write/line-width.ts'
import { type Appendix, numberAndSymbol, type OfficialDocument, placeAndDate } from './model.ts'
import { inlineRuns, mm, points, portraitWidth } from './style.ts'
import { endWith, motto, nation, recipientLines } from './words.ts'

/**
 * The two columns of letterhead and closing. In bold at 12 pt the nation's name is 88 mm long and the name of a department
 * of science and technology 65 mm: each in one line.
 */
const left = mm(66)
const right = portraitWidth - left

interface Look {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly size?: number
  readonly before?: number
  readonly align?: 'left' | 'center'
  readonly keepNext?: boolean
}

/** A line that stands by itself; `before` in points. */
function line(text: string, look: Look = {}): Paragraph {
  return new Paragraph({
    alignment: look.align === 'left' ? AlignmentType.LEFT : AlignmentType.CENTER,
    spacing: { before: (look.before ?? 0) * 20, after: 0 },
    keepNext: look.keepNext ?? false,
    // An empty line is as high as its own mark.
    ...(look.size === undefined ? {} : { run: { size: points(look.size) } }),
    children: inlineRuns(text, look),
  })
}

/** A rule `length` points long in the middle of a column `width` twips wide, close under what stands above it. */
function rule(length: number, width: number): Paragraph {
  const side = Math.max(0, Math.round((width - length * 20) / 2))
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 0, after: 0, line: 60, lineRule: 'exact' },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
    run: { size: 2 },
  })
}

/** The length of a rule under a text: two fifths of it, between the third and the half that appendix I asks for. */
function ruleUnder(text: string, size: number, width: number): Paragraph {
  const longest = Math.max(
    ...documentText(text)
      .split('\n')
      .map((each) => boldLineWidth(each, size)),
  )
  return rule(Math.min(longest, width / 20) * 0.4, width)
}

/** Two columns without lines, unbroken by the page. */
function twoColumns(first: Paragraph[], second: Paragraph[]): Table {
  const cell = (children: Paragraph[], width: number) =>
    new TableCell({ width: { size: width, type: WidthType.DXA }, children })
  return new Table({
    width: { size: portraitWidth, type: WidthType.DXA },
    columnWidths: [left, right],
    layout: TableLayoutType.FIXED,
    borders: TableBorders.NONE,
    margins: { left: 0, right: 0, marginUnitType: WidthType.DXA },
    rows: [new TableRow({ cantSplit: true, children: [cell(first, left), cell(second, right)] })],
  })
}

/** The banner, if any, over the page number, which page 1 does not show (appendix I, II.7). */
export function pageHeader(banner: string | undefined, numbered: boolean): Paragraph[] {
  const shown = banner === undefined ? [] : [line(banner, { bold: true, size: 12 })]
  if (!numbered) return shown.length > 0 ? shown : [new Paragraph({})]
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: points(13) })],
  })
  return [...shown, number]
}

/** Issuer and nation, number and place, and an official letter's subject under its number. */
export function letterhead(document: OfficialDocument): (Paragraph | Table)[] {
  const issuer = document.issuer.toLocaleUpperCase('vi')
  const superior = document.superior?.toLocaleUpperCase('vi')
  const issued = [
    ...(superior === undefined ? [] : [line(superior, { size: 12 })]),
    line(issuer, { bold: true, size: 12 }),
    ruleUnder(issuer, 12, left),
  ]
  const state = [
    line(nation, { bold: true, size: 12 }),
    line(motto, { bold: true, size: 13 }),
    rule(boldLineWidth(motto, 13), right),
  ]
  const number = [line(numberAndSymbol(document.number, document.symbol), { size: 13, before: 6 })]
  if (document.kind === null) number.push(line(`V/v ${document.subject}`, { size: 12 }))
  const place = [line(placeAndDate(document.place, document.date), { italic: true, size: 13, before: 6 })]
  return [twoColumns(issued, state), gap(), twoColumns(number, place)]
}

/** Keeps two tables apart, almost without height. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { before: 0, after: 0, line: 20, lineRule: 'exact' }, run: { size: 2 } })
}

/** Kind and subject with the rule beneath; nothing for an official letter, whose subject the letterhead shows. */
export function documentHeading(document: OfficialDocument): Paragraph[] {
  if (document.kind === null) return []
  return [
    line(document.kind.toLocaleUpperCase('vi'), { bold: true, before: 18, keepNext: true }),
    line(document.subject, { bold: true, keepNext: true }),
    ruleUnder(document.subject, 14, portraitWidth),
    line('', { size: 12 }),
  ]
}

/** One addressee stands in the line of "Kính gửi:"; several stand under it, each with its dash (appendix I, II.9). */
export function addressees(names: readonly string[]): Paragraph[] {
  const [only] = names
  if (only === undefined) return []
  if (names.length === 1) return [line(`Kính gửi: ${only}`, { before: 12 }), line('', { size: 12 })]
  const list = names.map(
    (name, index) =>
      new Paragraph({
        indent: { left: mm(50) },
        spacing: { before: 60 },
        children: inlineRuns(`- ${endWith(name, index === names.length - 1 ? '.' : ';')}`),
      }),
  )
  return [
    new Paragraph({
      indent: { left: mm(30) },
      spacing: { before: 240 },
      keepNext: true,
      children: inlineRuns('Kính gửi:'),
    }),
    ...list,
    line('', { size: 12 }),
  ]
}

/** Legal bases in italics: each ends with a semicolon, the last with a full stop (appendix I, II.6). */
export function legalBases(bases: readonly string[]): Paragraph[] {
  return bases.map((basis, index) => {
    const text = endWith(basis, index === bases.length - 1 ? '.' : ';')
    return new Paragraph({ style: 'Body', children: inlineRuns(text, { italic: true }) })
  })
}

/** Recipients on the left, on the right who signs, room for the signature and seal, and the signer's name. */
export function closing(document: OfficialDocument): (Paragraph | Table)[] {
  const { authority, name } = document.signature
  const received = [
    new Paragraph({ children: inlineRuns('Nơi nhận:', { bold: true, italic: true, size: 12 }) }),
    ...recipientLines(document.recipients).map((each) => line(each, { size: 11, align: 'left' })),
  ]
  const signed = [
    ...authority.map((each) => line(each.toLocaleUpperCase('vi'), { bold: true })),
    line(name, { bold: true, before: 85 }),
  ]
  return [line('', { size: 12, keepNext: true }), twoColumns(received, signed)]
}

/** "Phụ lục I", its title in capitals, and the document it comes with, over a rule. */
export function appendixHeading(appendix: Appendix, attachedTo: string): Paragraph[] {
  return [
    line(appendix.label, { bold: true, keepNext: true }),
    line(appendix.title.toLocaleUpperCase('vi'), { bold: true, keepNext: true }),
    line(`(Kèm theo ${attachedTo})`, { italic: true, keepNext: true }),
    line('', { size: 12 }),
  ]
}
