import { isCapital, type TextBlock } from './blocks.ts'
import { basesIn, daysIn, instrumentIn, isBasis } from './instruments.ts'
import { yearsIn } from './quantities.ts'
import type { Instrument, Period, PlanDocument, Span, Statement } from './schema.ts'
import { type Plain, pushAll, slicePlain, spanIn } from './text.ts'

/* The parts of a document before its first section, and what its last lines and its appendix repeat of them. */

export type Head = Pick<
  PlanDocument,
  'number' | 'date' | 'issuer' | 'province' | 'title' | 'periods' | 'legalBases'
> & {
  statements: Statement[]
}

type Located = { value: string; span: Span } | null

const numberLine = /^so ?:? ?(\d{0,5}[a-z]? ?\/ ?(?:kh|qd|tb|bc)[a-z0-9/&-]{0,30})/
const captionNumber = /\bke hoach so ?:? ?(\d{1,5}[a-z]? ?\/ ?kh[a-z0-9/&-]{0,30})/
const body = /^(?:uy ban nhan dan|ubnd)(?: \(ubnd\))? (tinh|thanh pho|tp\.?) ?/
const placeAndDate = /^[\p{L} .'-]{2,40}, ?ngay\b/u

function locate(plain: Plain, from: number, to: number, value?: string): Located {
  const part = slicePlain(plain, from, to)
  return part.text === '' ? null : { value: value ?? part.text, span: spanIn(part) }
}

/** Reads the head: `blocks` stand before the first section. */
export function readHead(blocks: readonly TextBlock[]): Head {
  const head: Head = {
    number: null,
    date: null,
    issuer: null,
    province: null,
    title: null,
    periods: [],
    legalBases: [],
    statements: [],
  }
  const titleAt = readTitle(blocks, head)
  for (const [index, { plain, span }] of blocks.entries()) {
    const { folded, text } = plain
    const state = (kind: Statement['kind']) => head.statements.push({ kind, text, span })
    if (titleAt.has(index)) continue
    if (/^cong hoa xa hoi chu nghia viet nam/.test(folded)) state('nationalName')
    else if (/^doc lap ?- ?tu do ?- ?hanh phuc/.test(folded)) state('motto')
    else if (isBasis(folded)) pushAll(head.legalBases, basesIn(plain, span))
    else if (isRule(text)) state('rule')
    else if (numberLine.test(folded)) readNumberLine(plain, span, head)
    else if (placeAndDate.test(folded)) readDateLine(plain, span, head)
    else if (isOpening(folded)) {
      state('opening')
      readIssuer(plain, head)
    } else if (isCapital(text) && text.length <= 80) readIssuerLines(blocks, index, head)
  }
  return head
}

/** Signs alone, such as the line under the motto. */
export function isRule(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}

function isOpening(folded: string): boolean {
  return (
    /^(?:xet de nghi .{5,300}? )?(?:uy ban nhan dan|ubnd)\b/.test(folded.slice(0, 400)) &&
    /\b(?:xay dung|ban hanh|trien khai)\b/.test(folded.slice(0, 400)) &&
    /ke hoach/.test(folded)
  )
}

function readNumberLine(plain: Plain, span: Span, head: Head): void {
  const match = numberLine.exec(plain.folded)
  if (match === null || head.number !== null) return
  const at = match[0].length - (match[1]?.length ?? 0)
  const value = plain.text.slice(at, match[0].length).replace(/ /g, '')
  // "Số:     /KH-UBND": the number is not given yet.
  if (/^\d/.test(value)) head.number = { value, span }
}

function readDateLine(plain: Plain, span: Span, head: Head): void {
  const day = daysIn(plain.folded)[0]
  if (day?.iso !== undefined && day.iso !== null && head.date === null) head.date = { value: day.iso, span }
}

/** `ỦY BAN NHÂN DÂN` and `TỈNH …` on one line or on two. */
function readIssuerLines(blocks: readonly TextBlock[], index: number, head: Head): void {
  const block = blocks[index]
  if (block === undefined || head.issuer !== null) return
  const { folded, text } = block.plain
  if (!/^(?:uy ban nhan dan|ubnd)/.test(folded)) return
  const one = body.exec(folded)
  const next = blocks[index + 1]
  const two = next === undefined ? null : /^(tinh|thanh pho|tp\.?) ?/.exec(next.plain.folded)
  if (one !== null) {
    const name = properName(text.slice(one[0].length))
    head.issuer = { value: `Ủy ban nhân dân ${kindWord(one[1])} ${name}`, span: block.span }
    head.province = locate(block.plain, one[0].length, text.length, name)
  } else if (next !== undefined && two !== null && isCapital(next.plain.text)) {
    // Each line keeps its own place: the national name may stand between the two.
    const name = properName(next.plain.text.slice(two[0].length))
    head.issuer = { value: `Ủy ban nhân dân ${kindWord(two[1])} ${name}`, span: block.span }
    head.province = { value: name, span: next.span }
  }
}

function kindWord(folded: string | undefined): string {
  return folded === 'tinh' ? 'tỉnh' : 'thành phố'
}

function properName(text: string): string {
  const bare = text.replace(/[ _*.-]{1,40}$/, '').trim()
  if (!isCapital(bare)) return bare
  return bare
    .toLowerCase()
    .replace(/(^|[ -])(\p{L})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase())
}

const name = String.raw`((?:\p{Lu}[\p{Ll}]{0,7})(?: \p{Lu}[\p{Ll}]{0,7}){0,3}(?: - \p{Lu}\p{Ll}{0,7}(?: \p{Lu}\p{Ll}{0,7}){0,2})?)`
const bodyInSentence = new RegExp(
  String.raw`(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)(?: \(UBND\))? (tỉnh|thành phố) ${name}`,
  'u',
)

/** The issuing body out of a sentence: `Ủy ban nhân dân (UBND) tỉnh Sóc Trăng xây dựng …`. */
function readIssuer(plain: Plain, head: Head): void {
  const match = bodyInSentence.exec(plain.text)
  if (match === null || head.issuer !== null) return
  const province = match[2] ?? ''
  const end = match.index + match[0].length
  head.issuer = locate(plain, match.index, end, `Ủy ban nhân dân ${match[1]} ${province}`)
  head.province = locate(plain, end - province.length, end, province)
}

/** The title: the lines after `KẾ HOẠCH` up to the bases, or a line that begins with it. Gives the lines that it took. */
function readTitle(blocks: readonly TextBlock[], head: Head): ReadonlySet<number> {
  const taken = new Set<number>()
  const at = blocks.findIndex(
    ({ plain }) => /^ke hoach(?: |$)/.test(plain.folded) && plain.text.length <= 400,
  )
  const first = blocks[at]
  if (first === undefined) return taken
  taken.add(at)
  const lines: TextBlock[] = []
  if (/^ke hoach$/.test(first.plain.folded))
    head.statements.push({ kind: 'kind', text: first.plain.text, span: first.span })
  else lines.push(first)
  for (let next = at + 1; next < blocks.length && lines.length < 6; next++) {
    const block = blocks[next]
    if (
      block === undefined ||
      isRule(block.plain.text) ||
      isBasis(block.plain.folded) ||
      isOpening(block.plain.folded)
    )
      break
    const { folded } = block.plain
    if (lines.length > 0 && (block.blankBefore || block.heading > 0) && !goesOn(block.plain)) break
    if (lines.length > 0 && block.beside === true) break
    if (/^\(?kem theo|^(?:so ?:|ngay )/.test(folded) || block.plain.text.length > 600) break
    lines.push(block)
    taken.add(next)
  }
  const [start] = lines
  const last = lines.at(-1)
  if (start === undefined || last === undefined) return taken
  const value = lines.map(({ plain }) => plain.text).join(' ')
  head.title = { value, span: { start: start.span.start, end: last.span.end } }
  head.periods = lines.flatMap(({ plain }) => periodsIn(plain))
  return taken
}

/** Whether a line after a title still is of it: capitals, or words that no sentence begins with. */
function goesOn({ text, folded }: Plain): boolean {
  return (
    isCapital(text) ||
    /^\p{Ll}/u.test(text) ||
    /^(?:tren dia ban|giai doan|dinh huong den|den nam|nam \d)/.test(folded)
  )
}

/** The periods that a title names; "định hướng đến năm 2030" begins after the main one. */
export function periodsIn(plain: Plain): Period[] {
  const periods: Period[] = []
  for (const found of yearsIn(plain.folded)) {
    const before = plain.folded.slice(Math.max(0, found.start - 30), found.start)
    const orientation = /(?:dinh huong|tam nhin)(?: den| toi)?(?: nam)? ?$/.test(before)
    const main = periods.find(({ kind }) => kind === 'main')
    const start = orientation
      ? plain.folded.lastIndexOf(/tam nhin/.test(before) ? 'tam nhin' : 'dinh huong', found.start)
      : found.start
    periods.push({
      from: orientation ? (main === undefined ? null : main.to + 1) : found.from,
      to: found.to,
      kind: orientation ? 'orientation' : 'main',
      text: plain.text.slice(start, found.end),
      span: spanIn(plain, start, found.end),
    })
  }
  return periods
}

/** `(Kèm theo Kế hoạch số 181/KH-UBND ngày … của …)`: the head once more, for a document whose head is lost. */
export function readCaption(plain: Plain): Pick<Head, 'number' | 'date' | 'issuer' | 'province'> {
  const caption: Head = { ...readHead([]), number: null }
  const match = captionNumber.exec(plain.folded)
  if (match !== null) {
    const end = match.index + match[0].length
    const start = end - (match[1]?.length ?? 0)
    const value = plain.text.slice(start, end).replace(/ /g, '')
    caption.number = locate(plain, start, end, value)
    const day = daysIn(plain.folded.slice(end))[0]
    if (day?.iso) caption.date = { value: day.iso, span: spanIn(plain, end + day.start, end + day.end) }
  }
  readIssuer(plain, caption)
  return caption
}

/** `(Kế hoạch này thay thế Kế hoạch số … )` in a paragraph: the instrument, with the place of its sentence. */
export function readReplaced(plain: Plain, span: Span): Instrument | null {
  const at = plain.folded.search(/\bthay the (?:cho )?ke hoach so\b/)
  if (at === -1) return null
  const from = Math.max(
    0,
    plain.folded.lastIndexOf('. ', at) + (plain.folded.lastIndexOf('. ', at) === -1 ? 1 : 2),
  )
  const end = sentenceEnd(plain.text, from, at)
  const sentence = slicePlain(plain, from, end)
  const start = from === 0 ? span.start : spanIn(sentence).start
  // What follows the sentence, such as initials, is not part of it.
  const stop = end >= plain.text.length ? span.end : spanIn(sentence).end
  return {
    ...instrumentIn(slicePlain(plain, at + 'thay the '.length, end), { start, end: stop }),
    text: sentence.text,
  }
}

/** Where a sentence ends that has begun at `from`: with the bracket that it opened, else with a full stop outside brackets. */
function sentenceEnd(text: string, from: number, at: number): number {
  const opened = text.charAt(from) === '('
  let depth = 0
  for (let place = from; place < text.length; place++) {
    const sign = text.charAt(place)
    if (sign === '(') depth++
    if (sign === ')') depth--
    const isStop = sign === '.' && (place + 1 === text.length || text.charAt(place + 1) === ' ')
    if (place < at) continue
    if (opened ? sign === ')' && depth <= 0 : isStop && depth <= 0)
      return text.charAt(place + 1) === '.' ? place + 2 : place + 1
  }
  return text.length
}
