import { type Words, words } from '../../platform/language.ts'
import { billion, million } from '../../platform/money.ts'
import { fold, nfc } from '../../platform/text.ts'

/* Units of money as headings and lines above tables say them, in đồng; what is not understood is asked about, never guessed. */

const scales: readonly (readonly [RegExp, bigint])[] = [
  [/^(?:trieu|tr|1000000|106|million|mill?|mio)/, million],
  [/^(?:ty|ti|1000000000|109|billion|bill?|bn)/, billion],
  [/^(?:nghin|ngan|ng|1000|103|thousand|thous)/, 1_000n],
  [/^/, 1n],
]
const currency = /^(?:dongs?|vnd|vnddong|d|₫)$/

/** The unit that some words are and nothing else (`triệu đồng`, `tr.đ`, `VNĐ`, `mill. dong`), in đồng; null for other words. */
function moneyUnitSaid(said: string): bigint | null {
  // Both languages of a heading say the same: “Triệu đồng - Mill. dong”.
  for (const part of [said, ...said.split(/\s[-–—/|]\s|\n/)]) {
    // “10⁶ đồng” is written 10^6, too.
    const bare = fold(nfc(part).normalize('NFKC'))
      .replace(/viet ?nam(?:ese)?/, '')
      .replace(/^(?:x|\*) ?(?=1)/, '')
      .replace(/[\s.,:^()[\]]/g, '')
    for (const [scale, unit] of scales) {
      const rest = bare.replace(scale, '')
      if (rest === bare && unit !== 1n) continue
      if (
        currency.test(rest) ||
        (rest === '' && /^(?:trieu|tr|million|ty|ti|billion|nghin|ngan|thousand)$/.test(bare))
      )
        return unit
    }
  }
  return null
}

/** What a heading says in brackets or behind its last comma or dash, in its order. */
function said(heading: string): { brackets: string[]; tail: string | null } {
  const text = nfc(heading)
  const brackets = [...text.matchAll(/[([]([^)\]]*)[)\]]/g)].map(([, inside = '']) =>
    inside.replace(/^\s*(?:đvt|đơn\s*vị(?:\s*tính)?|unit)\s*[:.]?\s*/iu, '').trim(),
  )
  const tail = /[,;:–—-]\s*([^,;:–—()[\]-]+)$/.exec(text)?.[1]?.trim() ?? null
  return { brackets, tail }
}

/** What brackets hold that is no unit: numbers of columns, years, what an amount is of. */
const aside =
  /^(?:[a-z]|[a-z\d]?[\s\d=+*/.,-]+|[a-z\d] ?= ?[a-z\d] ?[-+*/] ?[a-z\d]|(?:nam )?(?:19|20)\d\d|neu co|if any|tuy chon|optional|uoc(?: tinh)?|so bo|thuc hien|luy ke|ca nam|bctc|theo bctc|(?:truoc|sau) thue|(?:chua |co |da |gom |chua gom |da gom )?(?:vat|thue gtgt)|thuan|net|gross|ic|va|vn|(?:ma so|ms) ?\d+)$/

/** Four words and more explain, unless one of them is a measure. */
function isAside(said: string): boolean {
  const bare = fold(said)
  // “(1.000)” and “(x 1.000.000)” may be how often a figure is taken.
  if (/^[x*]? ?1(?:[.,\s]?000)+$/.test(bare)) return false
  if (/^[+−–-]$/.test(said) || aside.test(bare)) return true
  return (
    bare.split(/\s+/).length > 3 &&
    !/\b(?:usd|eur|jpy|cny|do la|ngoai te|vnd|trieu|ty|nghin|ngan|tan|kg)\b/.test(bare)
  )
}

/** The unit that a heading or a line says, in đồng; null where it says none that is understood. */
export function moneyUnitOf(text: string): bigint | null {
  for (const unit of [headingUnit(text), unitLine(text)]) if (typeof unit === 'bigint') return unit
  return null
}

/** A unit behind a heading with nothing between: “Doanh thu trđ”, “Doanh thu nghìn”. Of “Công ty” the end is none. */
const bareUnit =
  /\s+((?:1[.,]?000|t[ỷỉ]|t[yi](?=\s*(?:đồng|dong|vn|đ))|triệu|tr\.?|nghìn|ngàn)\s*(?:đồng|vnđ|vnd|đ)?|vnđ|vnd)$/iu

/** A heading without the unit at its end. */
export function withoutUnit(heading: string): string {
  const text = nfc(heading)
  const [, before, tail] = /^(.*?)\s*[,;:–—-]\s*([^,;:–—()[\]-]+)$/s.exec(text) ?? []
  if (before !== undefined && tail !== undefined && moneyUnitSaid(tail) !== null) return before
  return text.replace(bareUnit, '')
}

/**
 * The unit of money that a heading says, in đồng: `Doanh thu (trđ)`, `Doanh thu, triệu đồng`, `Doanh thu triệu đồng`. null where it says
 * none; the words in brackets where they may be one that is not known.
 */
export function headingUnit(heading: string): bigint | null | { readonly unknown: string } {
  const { brackets, tail } = said(heading)
  for (const words of [...brackets, ...(tail === null ? [] : [tail])]) {
    const unit = moneyUnitSaid(words)
    if (unit !== null) return unit
  }
  const behind = bareUnit.exec(nfc(heading).trim())?.[1]
  if (behind !== undefined) {
    const unit = moneyUnitSaid(behind)
    if (unit !== null) return unit
  }
  // “Lao động” says no unit: a bare “đồng” at the end is a word of the name.
  const end = /(?:^|\s)((?:\S+\s+)?\S+)$/.exec(
    nfc(heading)
      .replace(/[([].*$/s, '')
      .trim(),
  )?.[1]
  if (end !== undefined && /^(?:ty|ti|trieu|tr|nghin|ngan|1[.,]?000)\b|^\S*\s*vnd$/.test(fold(end))) {
    const unit = moneyUnitSaid(end.replace(/^(?!t[ỷỉyi]|tr|ngh|ng|1)\S+\s+(?=vn)/i, ''))
    if (unit !== null) return unit
  }
  const sign = /[$€£¥]/.exec(nfc(heading))?.[0]
  const unknown = brackets.find((words) => words !== '' && !isAside(words)) ?? sign
  return unknown === undefined ? null : { unknown }
}

/** How often a counted unit is taken: `(nghìn người)` a thousand times; the words where they are no known unit. */
export function countScale(heading: string): number | { readonly unknown: string } {
  for (const words of said(heading).brackets) {
    const bare = fold(nfc(words))
      .replace(/[.\s]+/g, ' ')
      .trim()
    const found =
      /^(nghin|ngan|1000|thousand)? ?(?:nguoi|lao dong|ld|persons?|people|employees|gio|hours?|h|%)$/.exec(
        bare,
      )
    if (found !== null) return found[1] === undefined ? 1 : 1_000
    if (/^(?:nam goc|base year).*100$/.test(bare) || isAside(words)) continue
    return { unknown: words }
  }
  return 1
}

/** Where a cell begins to say a unit: “Đơn vị tính: …”, also behind a title; “số liệu tính bằng …”. */
const unitSaid =
  /(?:^|[\s.,;:([])(?:đơn\s*vị(\s*tính)?|(đvt)|(unit)(?:\s*of\s*measure)?|(tính bằng))(?!\p{L})\s*[:.-]?\s*(.+)$/isu

/**
 * The unit of money that a cell above a table says: a line `Đơn vị tính: triệu đồng`, alone, behind a title, or in its brackets; of
 * several units (`người, triệu đồng`) that of the money. The words where they are none that is known, or say two.
 */
export function unitLine(cell: string): bigint | null | { readonly unknown: string } {
  const text = nfc(cell)
  const line = unitSaid.exec(text)
  if (line === null) {
    const alone = [text.replace(/^[([]|[)\]]$/g, ''), ...said(text).brackets].map(moneyUnitSaid)
    return alone.find((unit) => unit !== null) ?? null
  }
  const words = (line[5] ?? '').replace(/[)\]]\s*$/, '').trim()
  const whole = moneyUnitSaid(words)
  if (whole !== null) return whole
  const pieces = words
    .split(/[,;]|\s(?:và|and)\s/iu)
    .map((piece) => piece.replace(/^[^:]*:/, '').trim())
    .filter((piece) => piece !== '')
  // “Đơn vị: Sở Công Thương” names an office, “các đơn vị có doanh thu trên 10 tỷ đồng” a list; “Đơn vị tính” names a unit.
  const states = line[1] !== undefined || line[2] !== undefined || line[3] !== undefined
  const unitOf = states ? moneyPiece : moneyUnitSaid
  const money = new Set(pieces.map(unitOf).filter((unit) => unit !== null))
  const [only, second] = money
  const strange = states && pieces.some((piece) => unitOf(piece) === null && measured.test(fold(piece)))
  if (only !== undefined && second === undefined && !strange) return only
  const counts = pieces.every((piece) =>
    /(?:^|\s)(?:người|lao động|persons?)$/iu.test(piece.split(/\s[-–—/]\s/)[0] ?? ''),
  )
  return (states && !counts) || strange || second !== undefined ? { unknown: words } : null
}

/** What is a measure, though none of money here. */
const measured = /(?:^|\s)(?:usd|eur|jpy|cny|do la|ngoai te|tan|kg|m2|m3|ha|gio)(?:$|\s)|[$€£¥]/

/** The unit of one piece of a line of several units: `tiền triệu đồng`. */
function moneyPiece(piece: string): bigint | null {
  const unit = moneyUnitSaid(piece) ?? headingUnit(piece)
  return typeof unit === 'bigint' ? unit : null
}

/** Why a table is not read whose unit is not understood. @param heading where the words stand */
export const unknownUnit = (unknown: string, heading: string): Words =>
  words(
    `Không hiểu “${unknown}” ở “${heading}”. Nếu là đơn vị tính, xin viết đồng, nghìn đồng, triệu đồng hoặc tỷ đồng; nếu không, xin bỏ phần trong ngoặc.`,
    `“${unknown}” in “${heading}” is not understood. If it is a unit, write đồng, thousand đồng, million đồng or billion đồng; if not, leave the brackets out.`,
  )
