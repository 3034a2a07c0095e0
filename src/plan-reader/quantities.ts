import type { Bound, IndicatorKey, Quantity, Years } from './schema.ts'
import { accented, units } from './units.ts'

/* Numbers with what they count, and years, out of folded words (lower case, no accents, dashes as "-"). */

export interface FoundQuantity {
  /** From the word of the bound ("khoang") to the end of the unit. */
  readonly start: number
  readonly end: number
  readonly quantity: Quantity
  /** The words of the unit as an offset pair; `%` for percent; null when no unit known follows. */
  readonly unit: { readonly start: number; readonly end: number } | null
}

const number = /(?<![\w.,/:+])\(?(\d{1,3}(?:\.\d{3}){1,3}|\d{1,9}(?:,\d{1,3})?)(?![\w/:]|[.,]\d)/g
const secondNumber = /^ ?%? ?(?:-|den) ?(\d{1,3}(?:\.\d{3}){1,3}|\d{1,9}(?:,\d{1,3})?)(?![\w/:]|[.,]\d)/
const about = 'khoang|uoc|uoc dat|uoc tinh|xap xi|chung|gan'
const least = 'it nhat|toi thieu|khong duoi|khong it hon|tren|hon|>=|≥|>'
const most = 'toi da|khong qua|nhieu nhat|duoi|<=|≤|<'
const boundBefore = new RegExp(
  `(?:^|[ ,;:(])(?:(${about})|(${least})|(${most})|tu) ?(?:la|co|dat|duoc|khoang|tu|so)? ?(?:la|co|dat|duoc|khoang|tu)? ?\\(?$`,
)
/** What stands before a number that counts nothing: a document's number, a date, a standard, a step. */
const notCounting =
  /(?:\b(?:so|ngay|thang|quy|dieu|khoan|diem|muc|phan|chuong|phu luc|bieu|mau|lan thu|thu|cap|tcvn|qcvn|iso|iec|iso\/iec|iatf|haccp|giai doan|nam|cong nghiep|den nam|tu nam|version|phien ban|nam \d{4} ?-|giai doan \d{4} ?-|nhom)[ :]{0,2}|\d ?\/ ?)$/

const unitAfter = new RegExp(`^\\)? ?((?:%|phan tram)|(?:${units.join('|')})(?![a-z]))`)
/** Whether words of effort stand between an "và" and the next number: "và đào tạo ít nhất 03 lớp". */
const effort =
  /^(?:to chuc|mo|dao tao|ho tro|xay dung|tap huan|phat hanh|san xuat|trien khai|thuc hien|co|duoc|it nhat|toi thieu|tren|khoang|tu|hon)?(?: (?:duoc|it nhat|toi thieu|tren|khoang|tu|hon))? ?$/

/** Where an "và" in the folded words between two numbers parts what they count; -1 when it does not. */
export function partingAnd(between: string): number {
  const at = between.lastIndexOf(' va ')
  return at !== -1 && effort.test(between.slice(at + 4)) ? at : -1
}

const orMore = /^ ?(?:[a-z]{1,12} ){0,4}tro len\b/

function numberOf(digits: string): number {
  return Number(digits.replaceAll('.', '').replace(',', '.'))
}

function isYear(digits: string): boolean {
  return /^(?:19|20)\d\d$/.test(digits)
}

/**
 * The numbers of folded words that count something or might: years, dates, document and standard numbers are left out.
 * @param text the same words with their accents, which tell units of like letters apart
 */
export function quantitiesIn(folded: string, text = folded): FoundQuantity[] {
  const found: FoundQuantity[] = []
  let past = 0
  for (const match of folded.matchAll(number)) {
    const digits = match[1] ?? ''
    if (match.index < past) continue
    const numberEnd = match.index + match[0].length
    const before = folded.slice(Math.max(0, match.index - 40), match.index)
    const after = folded.slice(numberEnd, numberEnd + 80)
    const second = secondNumber.exec(after)
    const unitAt = second === null ? 0 : second[0].length
    const unit = unitIn(after.slice(unitAt), text.slice(numberEnd + unitAt), text === folded)
    // "Năm 2027 tổ chức 02 hội nghị": a year before a verb, not so many bodies.
    const isNamedYear = isYear(digits) && /\bnam $/.test(before)
    if (isNamedYear || (unit === null && (isYear(digits) || notCounting.test(before)))) {
      past = second === null ? numberEnd : numberEnd + second[0].length
      continue
    }
    if (
      unit !== null &&
      (/\b(?:tcvn|qcvn|iso|iec|so|dieu|khoan|lan thu|cong nghiep|ngay|thang) ?$/.test(before) ||
        // "Cấp 3" is a rank, "cấp 350 mã số" is work.
        (/^\d$/.test(digits) && /\bcap ?$/.test(before)))
    )
      continue
    // "8 lớp tập huấn tại 07 huyện và 01 thành phố": where, not how many.
    if (
      /\btai (?:\d{1,3} (?:huyen|xa|phuong|thi xa|thanh pho|tinh)(?:, | va ))*$/.test(before) &&
      /^ (?:huyen|xa|phuong|thi xa|thanh pho|tinh)\b/.test(after)
    )
      continue
    // "OCOP 3 sao" is a rank.
    if (unit === null && /^ sao\b/.test(after) && /^ sao(?!\p{L})/u.test(text.slice(numberEnd))) continue
    const bound = boundBefore.exec(before) ?? sharedBound(folded, found.at(-1), match.index)
    const unitEnd = numberEnd + unitAt + (unit?.[0].length ?? 0)
    const more = orMore.test(folded.slice(unitEnd, unitEnd + 40))
    const boundWord = boundBefore.test(before) ? (bound?.[0].trimStart() ?? '') : ''
    found.push({
      start: match.index - boundWord.replace(/^[,;:(]/, '').length,
      end: unitEnd,
      quantity: quantityOf(
        numberOf(digits),
        second?.[1] === undefined ? null : numberOf(second[1]),
        bound,
        more,
      ),
      unit: unit === null ? null : { start: unitEnd - (unit[1]?.length ?? 0), end: unitEnd },
    })
    past = unitEnd
  }
  return found
}

function unitIn(folded: string, text: string, isFolded: boolean): RegExpExecArray | null {
  const found = unitAfter.exec(folded)
  const required = isFolded ? undefined : accented[found?.[1] ?? '']
  if (found === null || required === undefined) return found
  const at = found[0].length - (found[1]?.length ?? 0)
  return required.test(text.slice(at, at + 40).toLowerCase()) ? found : null
}

/** In "ít nhất 01 hội nghị và 03 lớp" or "01 hội nghị, 03 lớp" the words of the bound are said of both. */
function sharedBound(folded: string, last: FoundQuantity | undefined, at: number): RegExpExecArray | null {
  if (last === undefined || !/^(?: va|,) $/.test(folded.slice(last.end, at))) return null
  const { bound } = last.quantity
  const word =
    bound === 'atLeast' ? ' it nhat ' : bound === 'atMost' ? ' toi da ' : bound === 'about' ? ' khoang ' : ''
  return boundBefore.exec(word)
}

function quantityOf(
  first: number,
  second: number | null,
  bound: RegExpExecArray | null,
  more: boolean,
): Quantity {
  const approximate = bound?.[1] !== undefined || / khoang /.test(` ${bound?.[0] ?? ''} `)
  const exclusive =
    /(?:^|[ ,;:(])(?:tren|hon|>|duoi|<)(?![=\w])/.test(bound?.[0] ?? '') && !/khong/.test(bound?.[0] ?? '')
  if (second !== null) {
    return {
      min: Math.min(first, second),
      max: Math.max(first, second),
      bound: 'range',
      exclusive: false,
      approximate,
    }
  }
  const kind: Bound = bound?.[3]
    ? 'atMost'
    : bound?.[2] || more
      ? 'atLeast'
      : approximate
        ? 'about'
        : 'exactly'
  return {
    min: kind === 'atMost' ? null : first,
    max: kind === 'atLeast' ? null : first,
    bound: kind,
    exclusive: exclusive && (kind === 'atMost' || kind === 'atLeast'),
    approximate,
  }
}

/** Whether words say "every year"; not folded: "đầu tư mới năm 2026" says no "mỗi năm". */
export function isYearly(text: string): boolean {
  return /(?<!\p{L})(?:mỗi|hằng|hàng) năm(?!\p{L})/iu.test(text)
}

export interface FoundYears extends Years {
  readonly start: number
  readonly end: number
}

const years =
  /(?:(?:giai doan|tu nam|cac nam|thoi ky)(?: tu)?(?: nam)? ?)?\b((?:19|20)\d\d) ?(?:-|den(?: nam)?) ?((?:19|20)\d\d)\b|\b(den(?: het)?) nam ((?:19|20)\d\d)\b|(?<=\b(?:tam nhin|dinh huong)(?: den| toi)? )(20\d\d)\b(?! ?- ?20)|(?<!\bthang \d{1,2},? )\bnam ((?:19|20)\d\d)\b(?! ?- ?(?:19|20)\d\d\b| den (?:nam )?(?:19|20)\d\d\b)/g

/** The years that folded words name: "giai đoạn 2024 - 2025", "năm 2025", "đến năm 2030" (`from` is null). */
export function yearsIn(folded: string): FoundYears[] {
  return [...folded.matchAll(years)].map((match) => {
    const [whole, from, to, , until, view, single] = match
    const place = { start: match.index, end: match.index + whole.length }
    // "tầm nhìn 2030"
    if (view !== undefined) return { from: null, to: Number(view), ...place }
    if (until !== undefined) return { from: null, to: Number(until), ...place }
    if (single !== undefined) return { from: Number(single), to: Number(single), ...place }
    return { from: Number(from), to: Number(to), ...place }
  })
}

/** What is counted, from the folded unit and the folded words around; null when it is none of the known. */
export function indicatorOf(unit: string | null, words: string): IndicatorKey | null {
  // "hồ sơ kết quả" and "cơ sở kết hợp" are no "sơ kết".
  if (/(?<!\b(?:ho|co|huong) )\bso ket\b(?! (?:qua|hop|noi|luan))|\btong ket\b/.test(words)) return 'reviews'
  if (unit === '%' || unit === 'phan tram') {
    if (/\btfp\b|nhan to tong hop/.test(words)) return 'tfp'
    return /\btang\b|so voi|cao hon/.test(words) ? 'growth' : null
  }
  if (unit !== null && /dong$|^diem/.test(unit)) return null
  if (/^(?:nghien cuu|bao cao)/.test(unit ?? ''))
    return /\btfp\b|nhan to tong hop/.test(words) ? 'tfpStudies' : null
  if (/^(?:cuoc )?(?:hoi nghi|hoi thao)|toa dam/.test(unit ?? '')) return 'conferences'
  if (/^(?:khoa|lop)/.test(unit ?? '')) return 'courses'
  if (/^(?:chuyen gia|giang vien)/.test(unit ?? '')) return 'experts'
  if (/mo hinh/.test(unit ?? '')) return 'models'
  if (/^(?:tin|bai|chuyen muc|phong su|video|an pham|to roi)/.test(unit ?? '')) return 'outreach'
  if (/giai thuong chat luong/.test(words)) return 'awards'
  if (/san pham/.test(unit ?? '')) {
    if (/chung nhan|cong bo|phu hop|hop chuan|hop quy|tieu chuan/.test(words)) return 'productCertificates'
    return /truy xuat/.test(words) ? 'traceability' : null
  }
  if (unit === null || /doanh nghiep|luot|co so|hop tac xa|to chuc|chung nhan|chung chi/.test(unit))
    return ofTurns(unit, words)
  return /nguoi|hoc vien|can bo/.test(unit) ? 'trainees' : null
}

function ofTurns(unit: string | null, words: string): IndicatorKey | null {
  if (unit === null) {
    if (/^(?:to chuc |cac )?(?:cac )?(?:hoi nghi|hoi thao)/.test(words)) return 'conferences'
    if (/^(?:to chuc |mo |cac )?(?:cac )?(?:khoa|lop)\b/.test(words)) return 'courses'
    if (/^(?:dao tao|boi duong) (?:doi ngu )?chuyen gia/.test(words)) return 'experts'
    return /chung nhan san pham/.test(words) ? 'productCertificates' : null
  }
  if (/luot nguoi|luot can bo/.test(unit)) return 'trainees'
  if (/^(?:tham du|tham gia|cu )/.test(words)) return null
  const certified = words.search(/duoc (?:cap )?chung nhan|dat chung nhan|chung nhan he thong/)
  const applying = words.search(/ap dung|xay dung|trien khai/)
  if (certified !== -1 && (applying === -1 || certified < applying)) return 'systemCertificates'
  if (/truy xuat/.test(words) && !/he thong quan ly|cong cu/.test(words)) return 'traceability'
  return applying !== -1 || /ho tro|luot doanh nghiep/.test(words + unit) ? 'supportTurns' : null
}
