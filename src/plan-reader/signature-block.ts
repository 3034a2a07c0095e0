import { isPageNumber, type TextBlock } from './blocks.ts'
import { isCapital } from './broken-lines.ts'
import type { PlanDocument, Signatory, Span, Statement } from './schema.ts'
import { type Plain, pushAll, slicePlain, spanIn } from './text.ts'
import { isRule } from './title-block.ts'

/* Recipients and signature: between the last section and the appendix. */

export type Tail = Pick<PlanDocument, 'recipients' | 'signatory'> & { statements: Statement[] }

const authority = /^(?:(?:tm|kt|tl|tuq|q)\.|[tk]\/[mt]\.?) ?[a-z]/
const office =
  /^(?:pho |quyen )?(?:chu tich|giam doc|tong giam doc|vien truong|chanh van phong|truong ban|cuc truong|thu tuong|bo truong|thu truong|bi thu|tong bi thu|truong phong|chi cuc truong)\b/

/** "(Đã ký)", "[Đã ký, đóng dấu]", "(Ký số)": what a copy has in place of the signature. */
const signedMark = /[([]?(?:da ky|ky ten|ky so)(?:(?:,| va)? ?(?:dong dau|ky ten))*[)\]]?$/

/** Whether a paragraph opens the recipients or the signature. */
export function opensTail(folded: string): boolean {
  return /^noi nhan\b/.test(folded) || (authority.test(folded) && folded.length <= 80)
}

/** Whether a line is an office in capitals with a name under it: a signature without "Nơi nhận" or "TM." before it. */
export function opensSignature(blocks: readonly TextBlock[], index: number): boolean {
  const text = blocks[index]?.plain.text ?? ''
  if (!isCapital(text) || text.length > 60 || !office.test(blocks[index]?.plain.folded ?? '')) return false
  return blocks.slice(index + 1, index + 4).some(({ plain }) => isName(plain.text))
}

/** "CHỦ TỊCH (Đã ký)", where a copy has them on one line: the office. */
function withoutMark({ text, folded }: Plain): string {
  const at = signedMark.exec(folded)?.index ?? text.length
  return at > 0 ? text.slice(0, at).trimEnd() : text
}

function isName(text: string): boolean {
  // "H'Lan Niê", "Y-Blok" are names of the highlands.
  const isWritten = /^\p{Lu}(?:['’-]?\p{L}){0,11}(?: \p{Lu}(?:['’-]?\p{L}){0,11}){1,4}$/u.test(text)
  return text.length <= 50 && isWritten && !isCapital(text)
}

/** Reads recipients and signatory from the blocks after the last section. */
export function readTail(blocks: readonly TextBlock[]): Tail {
  const tail: Tail = { recipients: [], signatory: null, statements: [] }
  const signatory: Signatory = {
    name: null,
    office: null,
    authority: [],
    spans: [],
    span: { start: 0, end: 0 },
  }
  let listing = false
  for (const { plain, span } of blocks.flatMap(parted)) {
    const { folded, text } = plain
    if (/^noi nhan\b/.test(folded)) {
      listing = true
      readFirstRecipients(plain, span, tail)
    } else if (authority.test(folded) && text.length <= 80) {
      signatory.authority.push(text)
      signatory.spans.push(span)
    } else if (office.test(folded) && text.length <= 60 && signatory.office === null) {
      signatory.office = withoutMark(plain)
      signatory.spans.push(span)
    } else if (isPageNumber(folded)) tail.statements.push({ kind: 'page', text, span })
    else if (signedMark.exec(folded)?.index === 0) tail.statements.push({ kind: 'signed', text, span })
    else if (listing && /^[-–—+•*]/.test(text) && !isRule(text))
      pushAll(tail.recipients, splitRecipients(plain, span))
    else if (isName(text) && signatory.spans.length > 0 && signatory.name === null) {
      signatory.name = text
      signatory.spans.push(span)
    } else if (isRule(text)) tail.statements.push({ kind: 'rule', text, span })
  }
  const [first] = signatory.spans
  if (first === undefined) return tail
  const end = signatory.spans.reduce((last, each) => Math.max(last, each.end), 0)
  tail.signatory = {
    ...signatory,
    span: { start: signatory.spans.reduce((start, each) => Math.min(start, each.start), first.start), end },
  }
  return tail
}

/** "- Như mục IV; KT. CHỦ TỊCH": the line of two columns of which a copy has made one. */
function parted({ plain, span }: TextBlock): Pick<TextBlock, 'plain' | 'span'>[] {
  const at =
    /^(?:Nơi nhận ?:|[-–] ?\P{Lu}{0,3}.{2,120}?[;.]) (?=(?:(?:TM|KT|TL|TUQ|Q)\. ?|(?:QUYỀN |PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|BÍ THƯ|CHÁNH VĂN PHÒNG))\P{Ll}{0,60}$)/u.exec(
      plain.text,
    )?.[0].length
  if (at === undefined) return [{ plain, span }]
  const second = slicePlain(plain, at)
  const start = spanIn(second).start
  return [
    { plain: slicePlain(plain, 0, at), span: { start: span.start, end: start } },
    { plain: second, span: { start, end: span.end } },
  ]
}

/** `Nơi nhận:` alone is a heading; with names after it they are recipients. */
function readFirstRecipients(plain: Plain, span: Span, tail: Tail): void {
  const colon = plain.text.indexOf(':')
  const rest = colon === -1 ? slicePlain(plain, plain.text.length) : slicePlain(plain, colon + 1)
  if (rest.text === '') tail.statements.push({ kind: 'reference', text: plain.text, span })
  else pushAll(tail.recipients, splitRecipients(rest, { start: span.start, end: span.end }))
}

/** One line may name several: `- Bộ KH&CN; - Các Sở; - Lưu: VT.` */
function splitRecipients(plain: Plain, span: Span): { text: string; span: Span }[] {
  const starts = [0, ...[...plain.text.matchAll(/; ?[-–] ?(?=\p{L})/gu)].map((match) => match.index + 1)]
  return starts.map((start, index) => {
    const next = starts[index + 1]
    const part = slicePlain(plain, start, next ?? plain.text.length)
    const text = part.text.replace(/^[-–—+•* ]{1,4}/, '').replace(/[;.,]$/, '')
    const from = index === 0 ? span.start : spanIn(part).start
    return { text, span: { start: from, end: next === undefined ? span.end : spanIn(part).end } }
  })
}
