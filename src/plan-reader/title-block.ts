import { isPageNumber, type TextBlock } from './blocks.ts'
import { isCapital } from './broken-lines.ts'
import { basesIn, daysIn, isBasis, isInstrument } from './instruments.ts'
import {
  body,
  bodyAlone,
  company,
  fillIssuer,
  locate,
  otherBody,
  placeAndDate,
  readIssuer,
  readIssuerLines,
} from './issuer.ts'
import { documentKind } from './labels.ts'
import { yearsIn } from './quantities.ts'
import type { Period, PlanDocument, Span, Statement } from './schema.ts'
import { joinPlains, type Plain, pushAll, slicePlain, spanIn } from './text.ts'

/* The parts of a document before its first section, and what its last lines and its appendix repeat of them. */

export type Head = Pick<
  PlanDocument,
  'number' | 'date' | 'issuer' | 'province' | 'title' | 'periods' | 'legalBases'
> & {
  statements: Statement[]
}

/** Number and symbol as documents write them: 12/KH-UBND, 11/2023/NQ-HĐND, 76/CTr-UBND, 57-NQ/TW, 3260-KH/ĐĐ. */
const symbol = String.raw`\d{0,5}[a-z]?(?: ?/ ?(?:19|20)\d\d)? ?[/-] ?[a-z][a-z0-9&]{0,8}(?: ?[/-] ?[a-z][a-z0-9&]{0,12}){0,3}`
const numberLine = new RegExp(`^so ?[:.]? ?(${symbol})(?![a-z0-9])`)
const captionNumber = new RegExp(
  `\\b(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|de an) so ?:? ?(\\d${symbol})(?![a-z0-9])`,
)
/** A line that only says who acts: it stands between the title and the bases of a decision. */
const actor =
  /^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|chinh phu|thu tuong|chu tich|bo truong|(?:tong )?giam doc|hoi dong (?:quan tri|thanh vien)|tinh uy|ban thuong vu|khoa [ivxl\d]|ky hop)/

/** Whether a line only says what kind of document begins. */
export function isKindLine({ plain }: TextBlock): boolean {
  return documentKind.test(plain.folded)
}

/** The first line that says the kind, in capitals where there is one: "Loại văn bản | Kế hoạch" of a web page is none. */
export function kindLineAt(blocks: readonly TextBlock[]): number {
  const capital = blocks.findIndex((block) => isKindLine(block) && isCapital(block.plain.text))
  return capital === -1 ? blocks.findIndex(isKindLine) : capital
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
  for (const [index, block] of blocks.entries())
    if (!titleAt.has(index)) readHeadLine(blocks, index, block, head)
  if (head.issuer === null) fillIssuer(blocks, head)
  if (titleAt.size === 0) fillTitle(blocks, head)
  return head
}

/** The line over the opening words that says the title in full: "… trên địa bàn xã Đăk Hà năm 2026" over "… trên địa bàn xã năm 2026". */
function fillTitle([first]: readonly TextBlock[], head: Head): void {
  const own = head.title
  if (own === null || first === undefined || first.span.start >= own.span.start) return
  const begins = first.plain.text.toLowerCase().startsWith(own.value.slice(0, 25).toLowerCase())
  if (!begins || first.plain.text.length < own.value.length || first.plain.text.length > 400) return
  head.title = { value: first.plain.text, span: first.span }
}

function readHeadLine(blocks: readonly TextBlock[], index: number, block: TextBlock, head: Head): void {
  const { plain, span } = block
  const { folded, text } = plain
  const state = (kind: Statement['kind']) => head.statements.push({ kind, text, span })
  if (/^(?:cong hoa xa hoi chu nghia|dang cong san viet nam$)|^viet nam$/.test(folded)) state('nationalName')
  else if (/^doc lap ?- ?tu do ?- ?hanh phuc/.test(folded)) state('motto')
  else if (isMetadata(folded)) return
  else if (
    isBasis(folded) ||
    isListedBasis(plain) ||
    isProposal(folded) ||
    (isInstrument(folded) && isOpening(folded))
  )
    readBases(plain, span, head)
  else if (isRule(text)) state('rule')
  else if (block.beside !== true && isPageNumber(folded)) state('page')
  else if (numberLine.test(folded)) readNumberLine(plain, span, head)
  else if (placeAndDate.test(folded)) readDateLine(plain, span, head)
  else if (isOpening(folded)) readOpening(plain, span, head)
  else if (
    /^(?:theo de nghi|xet (?:de nghi|to trinh)|tren co so|can cu (?:dieu le|quy che|chuc nang|tinh hinh|ket qua|y kien)\b)/.test(
      folded,
    )
  )
    state('reference')
  else if (/^\(?(?:ban hanh )?kem theo\b/.test(folded)) state('caption')
  else if (/^quyet (?:dinh|nghi) ?:$/.test(folded)) state('kind')
  else if (isCapital(text) && text.length <= 80 && readIssuerLines(blocks, index, head)) return
  else if (isCapital(text) && text.length <= 120 && actor.test(folded)) state('reference')
}

/** "Xét đề nghị của Sở … tại Công văn số …": who asked for the document, and no basis of it. */
function isProposal(folded: string): boolean {
  return /^(?:theo|xet) de nghi (?:cua )?/.test(folded)
}

/** "- Luật An toàn thông tin mạng ngày 19/11/2015;": a basis in a list whose "Căn cứ" a copy has lost. */
function isListedBasis({ text, folded }: Plain): boolean {
  const mark = /^[-–+•*] ?/.exec(text)?.[0].length ?? 0
  return mark > 0 && isInstrument(folded.slice(mark)) && (daysIn(folded)[0]?.iso ?? null) !== null
}

/** "Số hiệu: 12/KH-UBND", "Cơ quan ban hành | Tỉnh …": what a web page says of a document, over its head. */
export function isMetadata(folded: string): boolean {
  return /^(?:so hieu|so ky hieu|loai van ban|(?:co quan|noi) ban hanh|nguoi ky|linh vuc|tinh trang|so cong bao|ngay (?:ban hanh|ky|dang|dang bao|cong bao|(?:co |het )?hieu luc))(?: ?:|$|(?<=van ban|ban hanh|nguoi ky|linh vuc|hieu|hieu luc) )/.test(
    folded,
  )
}

/** The bases of a paragraph, and the opening words where they follow in the same sentence. */
function readBases(plain: Plain, span: Span, head: Head): void {
  const at = plain.folded.search(
    /[,;] (?=(?:uy ban nhan dan|ubnd|tinh uy|thanh uy|dang uy|ban thuong vu|so [a-z])[^;]{0,200}\b(?:xay dung|ban hanh|trien khai)\b[^;]{0,60}\b(?:ke hoach|chuong trinh|de an|nghi quyet)\b)/,
  )
  const take = (part: Plain, own: Span) => {
    if (isProposal(plain.folded)) head.statements.push({ kind: 'reference', text: part.text, span: own })
    else pushAll(head.legalBases, basesIn(part, own))
  }
  if (at === -1) {
    if (isProposal(plain.folded) && isOpening(plain.folded)) readOpening(plain, span, head)
    else take(plain, span)
    return
  }
  const opening = slicePlain(plain, at + 1)
  const start = spanIn(opening).start
  take(slicePlain(plain, 0, at), { start: span.start, end: start })
  readOpening(opening, { start, end: span.end }, head)
}

function readOpening(plain: Plain, span: Span, head: Head): void {
  head.statements.push({ kind: 'opening', text: plain.text, span })
  readIssuer(plain, head)
  if (head.title !== null) return
  // A document without a head: "Ủy ban nhân dân tỉnh … ban hành Kế hoạch … giai đoạn … như sau".
  const named =
    /\b(?:xay dung|ban hanh|trien khai)\b(?: [a-z]+){0,4}? (?:ke hoach|chuong trinh|de an)(?: hanh dong)? (?!so \d|nay\b)/.exec(
      plain.folded,
    )
  if (named === null) return
  const from = named.index + named[0].length
  const rest = plain.folded.slice(from)
  const stop = rest.search(
    /,? (?:voi|gom|bao gom)(?: cac| nhung| mot so)? noi dung|,? (?:cu the )?nhu sau|[:;]|\(sau day|\.$/,
  )
  const title = slicePlain(plain, from, stop === -1 ? plain.text.length : from + stop)
  if (title.text.length < 10) return
  const value = title.text.charAt(0).toUpperCase() + title.text.slice(1)
  head.title = { value, span: spanIn(title) }
  if (head.periods.length === 0) head.periods = periodsIn(title)
}

/** Signs alone, such as the line under the motto. */
export function isRule(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}

function isOpening(folded: string): boolean {
  const head = folded.slice(0, 600)
  return (
    /(?:^|[,;] |^xet de nghi .{5,300}? )(?:uy ban nhan dan|ubnd|tinh uy|thanh uy|dang uy|ban thuong vu|hoi dong nhan dan|so [a-z]+|ban chi dao)\b/.test(
      head,
    ) &&
    ((/\b(?:xay dung|ban hanh|trien khai)\b/.test(head) &&
      /ke hoach|chuong trinh|de an|nghi quyet/.test(folded)) ||
      / (?:nhu sau|sau day|cu the) ?:$/.test(head))
  )
}

function readNumberLine(plain: Plain, span: Span, head: Head): void {
  const match = numberLine.exec(plain.folded)
  if (match === null || head.number !== null) return
  const at = match[0].length - (match[1]?.length ?? 0)
  const value = plain.text.slice(at, match[0].length).replace(/ /g, '')
  const rest = slicePlain(plain, match[0].length)
  const day = daysIn(rest.folded)[0]
  const end = day === undefined ? span.end : spanIn(rest).start
  // "Số:     /KH-UBND": the number is not given yet.
  if (/^\d/.test(value)) head.number = { value, span: { start: span.start, end } }
  // Number and day on one line.
  if (day !== undefined) readDateLine(rest, { start: spanIn(rest).start, end: span.end }, head)
}

function readDateLine(plain: Plain, span: Span, head: Head): void {
  const day = daysIn(plain.folded)[0]
  if (day?.iso !== undefined && day.iso !== null && head.date === null) head.date = { value: day.iso, span }
}

/** "Hà Nội, ngày 5 tháng 6 năm 2026" over the signature, where no head gives a day. */
export function dayOver(blocks: readonly TextBlock[]): Head['date'] {
  for (const { plain, span } of blocks) {
    const iso =
      placeAndDate.test(plain.folded) && plain.text.length <= 80 ? daysIn(plain.folded)[0]?.iso : null
    if (iso) return { value: iso, span }
  }
  return null
}

/** Where the title begins: under the line that says the kind, else at one that begins with it in capitals, else at any. */
function titleStart(blocks: readonly TextBlock[]): number {
  const exact = kindLineAt(blocks)
  if (exact !== -1) return exact
  const starts = (test: RegExp) =>
    blocks.findIndex(({ plain }) => test.test(plain.text) && plain.text.length <= 400)
  const capital = starts(/^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|DỰ ÁN|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ) /)
  // "Kế hoạch 12/KH-UBND 2026 …" is how a web page calls it.
  const named = capital !== -1 ? capital : starts(/^kế hoạch (?!(?:số )?\d)/i)
  // A copy of a decision that has lost the line over its title.
  const lost = named !== -1 ? named : starts(/^(?:BAN HÀNH|PHÊ DUYỆT|VỀ VIỆC|V\/V) \P{Ll}+$/u)
  if (lost !== -1) return lost
  // A plan that has lost it: capitals under place and day.
  const dated = blocks.findIndex(({ plain }) => placeAndDate.test(plain.folded) && plain.text.length <= 80)
  const under = blocks.findIndex(
    (block, at) =>
      at > dated &&
      at <= dated + 2 &&
      isCapital(block.plain.text) &&
      block.plain.text.length >= 20 &&
      !isOfHead(block) &&
      !actor.test(block.plain.folded),
  )
  if (dated !== -1 && under !== -1) return under
  // A programme that has lost all but its title.
  const [first] = blocks
  const isTitle =
    first !== undefined &&
    first.plain.text.length >= 25 &&
    blocks.every(({ plain }) => isCapital(plain.text)) &&
    !isOfHead(first) &&
    ![actor, otherBody, company].some((pattern) => pattern.test(first.plain.folded))
  if (isTitle) return 0
  // A programme that has lost it: capitals over "(Ban hành kèm theo Quyết định số …)".
  const caption = blocks.findIndex(({ plain }) => /^\(?(?:ban hanh )?kem theo\b/.test(plain.folded))
  return caption > 0 && blocks.slice(0, caption).every(({ plain }) => isCapital(plain.text)) ? 0 : -1
}

/** The title: the lines after `KẾ HOẠCH` up to the bases, or a line that begins with it. Gives the lines that it took. */
function readTitle(blocks: readonly TextBlock[], head: Head): ReadonlySet<number> {
  const taken = new Set<number>()
  const at = titleStart(blocks)
  const first = blocks[at]
  if (first === undefined) return taken
  taken.add(at)
  const lines: TextBlock[] = []
  if (isKindLine(first)) head.statements.push({ kind: 'kind', text: first.plain.text, span: first.span })
  else lines.push(first)
  for (let next = at + 1; next < blocks.length && lines.length < 6; next++) {
    const block = blocks[next]
    // "KẾ HOẠCH" over number, day and body: the title comes after these.
    if (block !== undefined && lines.length === 0 && next < at + 8 && isOfHead(block)) continue
    if (
      block === undefined ||
      isRule(block.plain.text) ||
      // "KẾ HOẠCH / Thực hiện Quyết định số …" is a title: a basis goes on or ends, a title does neither.
      (isBasis(block.plain.folded) && (lines.length > 0 || /[;:,.]$/.test(block.plain.text))) ||
      isListedBasis(block.plain) ||
      isOpening(block.plain.folded)
    )
      break
    // A sentence under a title that has said its years, in a copy without empty lines.
    if (/ 20\d\d$/.test(lines.at(-1)?.plain.text ?? '') && !goesOn(block.plain)) break
    const { folded, text } = block.plain
    // "… CỦA" and "BAN THƯỜNG VỤ TỈNH ỦY": no line of its own says who acts.
    if (isCapital(text) && actor.test(folded) && !isUnfinished(lines.at(-1))) break
    if (lines.length > 0 && (block.blankBefore || block.heading > 0) && !goesOn(block.plain)) break
    if (lines.length > 0 && block.beside === true) break
    if (/^\(?(?:ban hanh )?kem theo|^(?:so ?:|ngay )/.test(folded) || block.plain.text.length > 600) break
    lines.push(block)
    taken.add(next)
  }
  const [start] = lines
  const last = lines.at(-1)
  if (start === undefined || last === undefined) return taken
  const value = lines
    .map(({ plain }) => plain.text)
    .join(' ')
    .replace(/^PHỤ LỤC(?: [IVX\d]{1,4})? ?[:.] ?(?=\p{Lu})/u, '')
  head.title = { value, span: { start: start.span.start, end: last.span.end } }
  // "… ĐẾN NĂM" and "2030 TRÊN ĐỊA BÀN …": a period that the line ends in.
  head.periods = periodsIn(joinPlains(lines.map(({ plain }) => plain)))
  return taken
}

/** Whether a line of a title ends with a word after which it always goes on. */
function isUnfinished(line: TextBlock | undefined): boolean {
  return / (?:của|và|về|do|cho|với|tại|(?<!tiếp |kèm )theo|trong|trên)$/i.test(line?.plain.text ?? '')
}

/** Whether a line is another part of a head: the number, the day, the body, the national name or a rule. */
function isOfHead({ plain: { folded, text } }: TextBlock): boolean {
  return (
    isRule(text) ||
    /^(?:cong hoa xa hoi chu nghia|doc lap ?- ?tu do|dang cong san viet nam$)/.test(folded) ||
    numberLine.test(folded) ||
    (placeAndDate.test(folded) && text.length <= 80) ||
    (isCapital(text) &&
      text.length <= 80 &&
      [body, bodyAlone, company].some((pattern) => pattern.test(folded)))
  )
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
    // "Kết quả … năm 2026, phương hướng năm 2027": what is to be done is of the second.
    const ahead =
      main !== undefined &&
      !orientation &&
      /(?:phuong huong|nhiem vu)(?: trong tam)?(?: nam)? ?$/.test(before)
    periods.splice(ahead ? 0 : periods.length, 0, {
      from: orientation ? (main === undefined ? null : main.to + 1) : found.from,
      to: found.to,
      kind: orientation ? 'orientation' : 'main',
      text: plain.text.slice(start, found.end),
      span: spanIn(plain, start, found.end),
    })
  }
  // "Năm 2026 và giai đoạn 2026 - 2028": the period is the whole.
  const holds = (one: Period, other: Period) =>
    one.from !== null && one.from !== one.to && one.from <= (other.from ?? other.to) && other.to <= one.to
  const [first] = periods
  const whole = periods.find(
    (each) => each.kind === 'main' && first?.kind === 'main' && first.from === first.to && holds(each, first),
  )
  return whole === undefined ? periods : [whole, ...periods.filter((each) => each !== whole)]
}

/** `(Kèm theo Kế hoạch số 12/KH-UBND ngày … của …)`: the head once more, for a document whose head is lost. */
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
