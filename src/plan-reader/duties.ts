import { daysIn } from './instruments.ts'
import { above, type Node } from './outline.ts'
import type { Due, Duty } from './schema.ts'
import { type Plain, slicePlain, spanIn } from './text.ts'

/* Whose duty, how often, by when. */

const agencyWord =
  /^(?:giao |de nghi |yeu cau )?(?:cac |cong an |bo chi huy |kho bac |ngan hang |thuong truc )?(?:so\b|cuc\b|chi cuc\b|ubnd\b|uy ban\b|lien minh\b|lien hiep\b|hoi\b|hiep hoi\b|doan\b|ban\b|bao\b|dai\b|truong\b|trung tam\b|vien\b|van phong\b|bo\b|phong\b|thanh tra\b|mat tran\b|doanh nghiep\b|co quan\b|don vi\b|to chuc\b|co so\b|hop tac xa\b|tinh\b|nganh\b|dia phuong\b|nha nuoc\b|cong an\b|to cong tac\b|hoi dong\b|quy\b)/
const verb =
  / (?:chu tri|co trach nhiem|chiu trach nhiem|phoi hop|can cu|tham muu|thuc hien|huong dan|tham dinh|bo tri|to chuc|xay dung|tong hop|theo doi|tuyen truyen|bao cao|can doi|de xuat|la co quan|trien khai|day manh|lap|cung cap|tinh toan|cong bo|dinh ky|hang nam|truoc ngay|quan ly|van dong|kiem tra|gui|chi dao|chu dong)\b/g

/** Where the first verb of work stands, with the space before it; -1 for none. "Sở Xây dựng" and "Ban Quản lý" are names. */
function verbIn({ text, folded }: Plain, to: number): number {
  for (const { index } of folded.slice(0, to).matchAll(verb))
    if (/\p{Ll}/u.test(text.charAt(index + 1))) return index
  return -1
}

/** Names of agencies one after another, however many. */
function isList(folded: string): boolean {
  return (
    folded.length <= 2000 &&
    folded.split(/[,;] /).every((name) => name.length <= 120 && agencyWord.test(name))
  )
}

/** Splits `Sở Tài chính: …` and `Giao Sở Tài chính chủ trì …` into whose and what; null when it names nobody first. */
export function agencyIn(words: Plain): { agency: Plain; rest: Plain } | null {
  if (!agencyWord.test(words.folded)) return null
  const colon = words.folded.indexOf(':')
  const verbAt = verbIn(words, 300)
  const colonFits =
    colon !== -1 && verbIn(words, colon) === -1 && (colon <= 250 || isList(words.folded.slice(0, colon)))
  const lead = /^(?:giao|de nghi|yeu cau) /.exec(words.folded)?.[0].length ?? 0
  if (colonFits) return { agency: slicePlain(words, lead, colon), rest: slicePlain(words, colon + 1) }
  if (verbAt !== -1) return { agency: slicePlain(words, lead, verbAt), rest: slicePlain(words, verbAt) }
  const isName = (words.text.length <= 160 || isList(words.folded)) && !/[.;]$/.test(words.text)
  return isName ? { agency: slicePlain(words, lead), rest: slicePlain(words, words.text.length) } : null
}

/** Whether a node names an agency and stands over its duties. */
export function isAgencyHeading(node: Node): boolean {
  const found = agencyIn(node.words)
  return (
    found !== null &&
    found.rest.text === '' &&
    node.label !== null &&
    (node.heading || node.children.length > 0)
  )
}

/** The duty of a paragraph below "Tổ chức thực hiện"; an agency heading itself is none. */
export function dutyOf(node: Node): Duty {
  const heading = above(
    node.parent ?? node,
    (each) => each !== node && each.parent !== null && each.label !== null && agencyIn(each.words) !== null,
  )
  const inherited = heading === null ? null : agencyIn(heading.words)
  // Under an agency's heading a sentence that begins with another agency still is the heading's duty.
  const own = inherited === null ? agencyIn(node.words) : null
  const named = own ?? inherited
  const words = own !== null && own.rest.text !== '' ? own.rest : node.words
  return {
    code: node.code,
    agency: named === null ? null : named.agency.text.replace(/[.:;]$/, ''),
    agencySpan: named === null ? null : spanIn(named.agency),
    text: words.text,
    ...timesIn(words),
    span: node.block.span,
  }
}

// "Ngày 06 tháng 3" is a day, "6 tháng đầu năm" is not.
const halfYear = /\b(?<!ngay )(?:0?6|sau) thang\b(?! \d)|\bnua nam\b/
// Not folded: "theo quy định" is no quarter.
const quarterly = /(?:hằng|hàng|mỗi|theo|cuối) quý(?!\p{L})/iu
const monthly = /\b(?:hang|moi) thang\b/
const yearly = /\b(?:hang|moi) nam\b/

/** How often and by when a sentence of duty says. */
export function timesIn(words: Plain): Pick<Duty, 'recurrence' | 'onRequest' | 'due'> {
  const { folded } = words
  const due = duesIn(words)
  const onRequest = /\bdot xuat\b|khi (?:co|duoc) yeu cau/.test(folded)
  const every = monthly.test(folded)
    ? 'monthly'
    : quarterly.test(words.text)
      ? 'quarterly'
      : halfYear.test(folded)
        ? 'halfYearly'
        : yearly.test(folded)
          ? 'yearly'
          : null
  if (every !== null) return { recurrence: every, onRequest, due }
  if (due.some(({ year }) => year !== null)) return { recurrence: 'once', onRequest, due: due.map(withYear) }
  return { recurrence: /\bdinh ky\b/.test(folded) ? 'periodic' : 'none', onRequest, due }
}

/** In "trước ngày 15/6 và trước ngày 15/12/2025" the year is of both days. */
function withYear(due: Due, index: number, all: readonly Due[]): Due {
  if (due.year !== null || due.month === null) return due
  return { ...due, year: all.slice(index + 1).find(({ year }) => year !== null)?.year ?? null }
}

const romanQuarters: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
}

function duesIn(words: Plain): Due[] {
  const { folded } = words
  const dues: Due[] = []
  const taken: { start: number; end: number }[] = []
  const add = (start: number, end: number, parts: Partial<Due>) => {
    // Places come in order for each pattern; a few at most, for a sentence names a few days.
    if (dues.length >= 24 || taken.some((each) => start < each.end && each.start < end)) return
    taken.push({ start, end })
    const beforeWord = /\b(?:truoc|cham nhat(?: la)?|khong qua)(?: ngay| het)? ?$/.exec(
      folded.slice(Math.max(0, start - 24), start),
    )
    const from = start - (beforeWord?.[0].length ?? 0)
    dues.push({
      year: null,
      quarter: null,
      month: null,
      day: null,
      ...parts,
      before: /^truoc/.test(beforeWord?.[0] ?? ''),
      text: words.text.slice(from, end),
      span: spanIn(words, from, end),
    })
  }
  for (const day of daysIn(folded)) {
    const before = folded.slice(Math.max(0, day.start - 60), day.start)
    // The day of a decision is no deadline.
    if (/\/[a-z0-9-]{2,30},? ?$/.test(before) || !day.real) continue
    const tail = /^,? (?:cua )?(?:hang|moi) nam\b/.exec(folded.slice(day.end, day.end + 16))
    add(day.start, day.end + (tail?.[0].length ?? 0), { year: day.year, month: day.month, day: day.day })
  }
  for (const match of folded.matchAll(
    /\bquy (iv|iii|ii|i|[1-4])\b(?: ?[/-] ?(20\d\d)| (?:cua )?nam (20\d\d)| (?:hang|moi) nam)?/g,
  )) {
    if (words.text.slice(match.index, match.index + 3).toLowerCase() !== 'quý') continue
    const year = match[2] ?? match[3]
    add(match.index, match.index + match[0].length, {
      quarter: romanQuarters[match[1] ?? ''] ?? null,
      year: year === undefined ? null : Number(year),
    })
  }
  for (const match of folded.matchAll(
    /\bthang (\d{1,2})(?: ?\/ ?(20\d\d)| nam (20\d\d)|,? (?:hang|moi) nam)/g,
  )) {
    const year = match[2] ?? match[3]
    const month = Number(match[1])
    if (month < 1 || month > 12) continue
    add(match.index, match.index + match[0].length, { month, year: year === undefined ? null : Number(year) })
  }
  for (const match of folded.matchAll(
    /\bngay (\d{1,2}) (?:cua )?(?:hang thang|moi thang|thang (?:cuoi|dau|sau))/g,
  )) {
    const day = Number(match[1])
    if (day >= 1 && day <= 31) add(match.index, match.index + match[0].length, { day })
  }
  for (const match of folded.matchAll(/\bnam (20\d\d)\b(?! ?-)/g)) {
    const before = folded.slice(Math.max(0, match.index - 40), match.index)
    if (/(?:\bden|\btu|giai doan|\d ?-|\/[a-z0-9-]{2,20} ngay [\d/ ]{1,12}|thang \d{1,2}) ?$/.test(before))
      continue
    add(match.index, match.index + match[0].length, { year: Number(match[1]) })
  }
  return dues.sort((one, other) => one.span.start - other.span.start)
}
