import { foldSameLength } from './text.ts'

/* Numbers and sums of money as plans write them. All exact: digits are moved, never multiplied as floating point. */

export type NumberStyle = 'vi' | 'en'
export type MoneyUnit = 'đồng' | 'nghìn đồng' | 'triệu đồng' | 'tỷ đồng'

/** A hundred thousand tỷ đồng: no plan has more, and the sums of its columns stay safe integers. */
const mostMoney = 100_000_000_000_000

const zeros: Readonly<Record<MoneyUnit, number>> = { đồng: 0, 'nghìn đồng': 3, 'triệu đồng': 6, 'tỷ đồng': 9 }

/** The units that documents count money in, with the đồng of each. */
export const moneyUnits = Object.entries(zeros).map(([name, places]) => ({
  name,
  places,
  dong: 10 ** places,
}))

/** The unit of money that folded words name, longest first; null for none. */
export function moneyUnitOf(folded: string): MoneyUnit | null {
  if (/(?<!\bcong )\bty(?: dong)?\b|\bti dong\b/.test(folded)) return 'tỷ đồng'
  if (/\btrieu(?: dong)?\b|\btrd\b|\btr\. ?dong|1\.?000\.?000 ?(?:dong|d)\b/.test(folded)) return 'triệu đồng'
  if (/\b(?:nghin|ngan) dong\b|\b1[.,]?000 ?(?:dong|d)\b/.test(folded)) return 'nghìn đồng'
  return /(?<!\b(?:hoat|lao|tac|cong|hop|huy|hoi) )\b(?:dong|vnd)\b(?! (?:bang|bo|thap|nai|duong))/.test(
    folded,
  )
    ? 'đồng'
    : null
}

/** "7.368.000 VNĐ", "năm trăm triệu đồng": cells that say themselves what they count in, each that has money; null where one does not. */
export function unitOfCells(cells: readonly string[]): MoneyUnit | null {
  const written = cells.filter(namesMoney)
  const own = written.every(
    (text) => /\d ?(?:vnđ|vnd|đồng|đ)(?!\p{L})/iu.test(text) || sumOfCell(text) !== null,
  )
  return written.length > 0 && own ? 'đồng' : null
}

/**
 * Which sign parts thousands in a table: `vi` 1.234,5 or `en` 1,234.5. Told by the numbers that can only be one of them.
 * @returns `mixed` when both are there; `style` is then the more frequent, and Vietnamese when nothing tells
 */
export function numberStyle(cells: Iterable<string>): {
  style: NumberStyle
  mixed: boolean
  unsure: boolean
} {
  let vi = 0
  let en = 0
  let unsure = false
  for (const cell of cells) {
    const number = cell.trim()
    if (!/^\d{1,15}(?:[.,]\d{1,15}){1,6}$/.test(number)) continue
    if (/^\d{1,3}(?:\.\d{3}){2,}$|\.\d{3},\d|^\d{1,15},(?:\d{1,2}|\d{4,})$/.test(number)) vi++
    else if (/^\d{1,3}(?:,\d{3}){2,}$|,\d{3}\.\d|^\d{1,15}\.(?:\d{1,2}|\d{4,})$/.test(number)) en++
    else if (/^\d{1,3},\d{3}$/.test(number)) unsure = true
  }
  return { style: en > vi ? 'en' : 'vi', mixed: en > 0 && vi > 0, unsure: unsure && en === 0 && vi === 0 }
}

export type Amount =
  | { readonly kind: 'amount'; readonly value: number }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unread'; readonly why: 'notNumber' | 'tooLarge' | 'fraction' }

/**
 * An amount of a cell in whole đồng. `-` is nought, an empty cell is blank; what is no number, is not whole đồng or is
 * beyond a safe integer is `unread`.
 */
export function parseAmount(cell: string, style: NumberStyle, unit: MoneyUnit): Amount {
  // "~7.368.000 VNĐ/năm": about so much, and of what the column is.
  const bare = cell
    .replace(/ /g, '')
    .replace(/^[~≈]/, '')
    .replace(/(?:đồng|vnđ|vnd|đ)(?:\/(?:năm|tháng))?(?:\([^()]{0,40}\))?$/i, '')
  if (bare === '') return { kind: 'blank' }
  if (/^[-–—−]{1,3}$/.test(bare)) return { kind: 'amount', value: 0 }
  const negative = /^(?:[-−](.{1,40})|\((.{1,40})\))$/.exec(bare)
  const number = readNumber(negative?.[1] ?? negative?.[2] ?? bare, style)
  if (number === null) return { kind: 'unread', why: 'notNumber' }
  const places = zeros[unit]
  const decimals = number.decimals.replace(/0{1,20}$/, '')
  if (decimals.length > places) return { kind: 'unread', why: 'fraction' }
  const value = Number(number.whole + decimals.padEnd(places, '0'))
  if (value > mostMoney) return { kind: 'unread', why: 'tooLarge' }
  return { kind: 'amount', value: negative && value !== 0 ? -value : value }
}

/** The digits before and after the decimal sign, or null. */
function readNumber(text: string, style: NumberStyle): { whole: string; decimals: string } | null {
  if (text.length > 40) return null
  const [thousands, point] = style === 'vi' ? ['.', ','] : [',', '.']
  const plain = /^\d+$/.exec(text)
  if (plain) return { whole: text, decimals: '' }
  const grouped = style === 'vi' ? /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/ : /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
  const decimal = style === 'vi' ? /^\d+,\d+$/ : /^\d+\.\d+$/
  // A decimal sign of the other style that cannot be one of thousands is still read as what it must be.
  const other = style === 'vi' ? /^\d+\.(?:\d{1,2}|\d{4,})$/ : /^\d+,(?:\d{1,2}|\d{4,})$/
  if (grouped.test(text) || decimal.test(text)) {
    const [whole = '', decimals = ''] = text.replaceAll(thousands, '').split(point)
    return { whole, decimals }
  }
  if (!other.test(text)) return null
  const [whole = '', decimals = ''] = text.split(thousands)
  return { whole, decimals }
}

/** Whether a cell holds a sum, in digits or in words. */
export function namesMoney(cell: string): boolean {
  return /\d/.test(cell) || sumOfCell(cell) !== null
}

/** The sum that a cell spells with its unit: "1,2 tỷ đồng", "khoảng 800 triệu", "Năm trăm triệu đồng", "500 triệu đồng (năm trăm triệu đồng)". */
export function sumOfCell(cell: string): number | null {
  const bare = cell.replace(/^(?:khoảng|dự kiến|ước) /i, '').replace(/[.;]$/, '')
  const bracket = /^(.{1,80}?) ?\(([^()]{1,200})\)$/.exec(bare)
  const [text, again] = bracket === null ? [bare, null] : [bracket[1] ?? '', bracket[2] ?? '']
  const sum = spelled(text)
  return again === null || spelled(again.replace(/^bằng chữ ?: ?/i, '')) === sum ? sum : null
}

function spelled(text: string): number | null {
  const found = moneyInText(foldSameLength(text))
  if (found.length === 1 && found[0]?.start === 0 && found[0].end === text.length) return found[0].amount
  return /\d/.test(text) || !/(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng)(?: đồng)?(?: chẵn)?$/iu.test(text)
    ? null
    : amountInWords(text)
}

export interface MoneyInText {
  readonly start: number
  readonly end: number
  /** Null when it is beyond a safe integer or not whole đồng. */
  readonly amount: number | null
}

const money =
  /(?<![\w.,])(\d{1,3}(?:[.,]\d{3}){1,5}(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?) ?(ty|ti|trieu|nghin|ngan)?(?: (dong|vnd)\b|(d)\b|(?=[ .,;:)]|$))/g
/** The sums of money that folded words name: `2.662 triệu đồng`, `1,5 tỷ đồng`, `2 tỷ 662 triệu đồng`, `500.000 đồng`. */
export function moneyInText(folded: string): MoneyInText[] {
  const found: MoneyInText[] = []
  let open = false
  for (const match of folded.matchAll(money)) {
    const [whole, number = '', scale, dong, d] = match
    if (scale === undefined && dong === undefined && d === undefined) continue
    const unit: MoneyUnit =
      scale === undefined
        ? 'đồng'
        : scale.startsWith('t')
          ? scale === 'trieu'
            ? 'triệu đồng'
            : 'tỷ đồng'
          : 'nghìn đồng'
    const parsed = parseAmount(number, /^\d{1,3}(?:,\d{3}){2,}/.test(number) ? 'en' : 'vi', unit)
    const amount = parsed.kind === 'amount' ? parsed.value : null
    const end = match.index + whole.length
    const last = found.at(-1)
    // "2 tỷ 662 triệu đồng" is one sum.
    if (last !== undefined && open && match.index === last.end + 1) {
      const sum = amount === null || last.amount === null ? null : last.amount + amount
      found[found.length - 1] = {
        start: last.start,
        end,
        amount: sum !== null && Number.isSafeInteger(sum) ? sum : null,
      }
    } else found.push({ start: match.index, end, amount })
    open = dong === undefined && d === undefined
  }
  return found
}

const digitWords: ReadonlyMap<string, number> = new Map([
  ['không', 0],
  ['một', 1],
  ['mốt', 1],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['tư', 4],
  ['năm', 5],
  ['lăm', 5],
  ['nhăm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
])

/**
 * The amount that Vietnamese words spell: "Hai tỷ sáu trăm sáu mươi hai triệu đồng" → 2662000000. Null when a word is no
 * number word or the amount is beyond a safe integer.
 */
export function amountInWords(words: string): number | null {
  const list =
    words
      .toLowerCase()
      .normalize('NFC')
      .match(/\p{L}+/gu) ?? []
  if (list.length === 0 || list.length > 80) return null
  let total = 0
  let group = 0
  let digit: number | null = null
  for (const word of list) {
    const value = digitWords.get(word)
    if (value !== undefined) {
      if (digit !== null) group += digit
      digit = value
    } else if (word === 'trăm') {
      group += (digit ?? 1) * 100
      digit = null
    } else if (word === 'mươi' || word === 'mười') {
      group += (word === 'mười' ? 1 : (digit ?? 1)) * 10
      digit = null
    } else if (word === 'nghìn' || word === 'ngàn' || word === 'triệu') {
      total += (group + (digit ?? 0)) * (word === 'triệu' ? 1_000_000 : 1000)
      group = 0
      digit = null
    } else if (word === 'tỷ' || word === 'tỉ') {
      total = (total + group + (digit ?? 0)) * 1_000_000_000
      group = 0
      digit = null
    } else if (!['linh', 'lẻ', 'đồng', 'chẵn', 'và'].includes(word)) return null
  }
  const sum = total + group + (digit ?? 0)
  return Number.isSafeInteger(sum) ? sum : null
}
