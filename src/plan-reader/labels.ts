import { foldSameLength } from './text.ts'

/* The label that a paragraph begins with: I., A., 1., 2.1., a), đ), -, +, Điều 1. */

export type LabelKind =
  | 'part'
  | 'roman'
  | 'upper'
  | 'number'
  | 'numberParen'
  | 'multi2'
  | 'multi3'
  | 'multi4'
  | 'letter'
  | 'romanLower'
  | 'dash'
  | 'plus'
  | 'bullet'

export interface Label {
  readonly kind: LabelKind
  /** As codes have it: `I`, `2.1`, `a`; empty for a dash. */
  readonly code: string
  /** How many characters of the paragraph it takes. */
  readonly length: number
}

const patterns: readonly [LabelKind, RegExp][] = [
  [
    'part',
    /^(?:Phần|PHẦN|Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC) (?:(?:thứ|THỨ) )?([IVXLivxl\d]{1,5}|nhất|hai|ba|bốn|tư|năm|NHẤT|HAI|BA|BỐN|TƯ|NĂM)[.:\-–]? ?/,
  ],
  // "V/v" opens a subject, no fifth part.
  ['roman', /^(?!V\/[vV])([IVXL]{1,6}) ?[./)\-–:] ?(?=\p{L})/u],
  // "I MỤC TIÊU": the dot forgotten; "XI MĂNG" is no eleventh part.
  ['roman', /^([IVX]{1,5}) (?=\p{Lu}{2,}(?: |$))(?!(?<=^XI )M[ĂẠ]|(?<=^VI )(?:SINH|MẠCH)|(?<=^I )ỐT)/u],
  ['romanLower', /^\((i{1,3}|iv|vi{0,3}|ix|x)\) ?(?=[\p{L}\d])/u],
  ['upper', /^([A-HĐ]) ?[./)\-–:] ?(?=\p{L})/u],
  ['multi4', /^(\d{1,2}(?:\.\d{1,2}){3})[.):\-–]? ?(?=\p{L})/u],
  ['multi3', /^(\d{1,2}(?:\.\d{1,2}){2})[.):\-–]? ?(?=\p{L})/u],
  ['multi2', /^(\d{1,2}\.\d{1,2})[.):\-–]? ?(?=\p{L}|\d{4}\b)/u],
  ['numberParen', /^\(?(\d{1,2})\) ?(?=\p{L})/u],
  ['number', /^(\d{1,2}) ?(?:[./] ?(?=[\p{L}“"(])|[-–] ?(?=\p{Lu}))/u],
  // "1. 100% cơ sở …", "2. 15 doanh nghiệp …": the space after the dot tells it from "1.000".
  ['number', /^(\d{1,2})\. (?=(?!000)\d{1,5}(?: ?%| \p{Ll}))/u],
  ['letter', /^([a-zđ])(?: ?[).] ?|\/ )(?=[\p{L}\d(])/u],
  ['plus', /^(\+) ?(?=\S)/],
  ['dash', /^([-–—−])(?: ?(?=[\p{L}(“"\d]))/u],
  ['bullet', /^([•*▪●○◦✓➢·\uf0b7\uf0a7])\s?(?=\S)/],
]

function one(text: string): Label | null {
  const head = text.slice(0, 40)
  for (const [kind, pattern] of patterns) {
    const found = pattern.exec(head)
    if (found === null || found[0].length >= text.length) continue
    const bare = kind === 'dash' || kind === 'plus' || kind === 'bullet'
    return { kind, code: bare ? '' : (found[1] ?? ''), length: found[0].length }
  }
  return null
}

/** The label of a paragraph, or null. In `- a) …` the letter is the label. */
export function labelOf(text: string): Label | null {
  const label = one(text)
  if (label === null || label.code !== '' || label.kind === 'plus') return label
  const inner = one(text.slice(label.length))
  return inner === null || inner.code === '' ? label : { ...inner, length: label.length + inner.length }
}

const openings =
  /^(?:can cu|thuc hien (?:quyet dinh|nghi quyet|cong van|chi thi|ke hoach) so|xet (?:de nghi|to trinh)\b|theo de nghi\b|noi nhan|phu luc|tren day la|(?:tm|kt|tl|tuq|q)\. |don vi(?: tinh)? ?:|dvt ?:|so ?:|dieu \d|\(?(?:ban hanh )?kem theo|bieu (?:so )?\d)/

/** Whether a line cannot be the second line of a paragraph. */
export function startsAnew(line: string): boolean {
  const bare = line.replace(/^[#>*_ ]{1,10}/, '')
  if (line.startsWith('#') || labelOf(bare) !== null || /^[-+*•] /.test(line)) return true
  return openings.test(foldSameLength(bare.slice(0, 40)))
}

/** What an official document may be, in folded words; the line that says so stands over its title. */
export const documentKind =
  /^(?:ke hoach|chuong trinh|ke hoach hanh dong|chuong trinh hanh dong|de an|du an|phuong an|chien luoc|quyet dinh|nghi quyet|chi thi|huong dan|ket luan|thong bao|bao cao)$/
