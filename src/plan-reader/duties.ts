import { agencyIn } from './agency-names.ts'
import { daysIn } from './instruments.ts'
import { above, type Node } from './outline.ts'
import { isYearly } from './quantities.ts'
import type { Due, Duty } from './schema.ts'
import { type Plain, slicePlain, spanIn } from './text.ts'

/* Whose duty, how often, by when. */

/** "Định kỳ hằng quý (…), các sở, ban, ngành gửi báo cáo": whose duty it is stands after the time; the words stay whole. */
function agencyAfterTime(words: Plain): { agency: Plain; rest: Plain } | null {
  const opening =
    /^(?:định kỳ|hằng|hàng|mỗi|trước|chậm nhất|đến|vào|cuối|sau|trong)(?!\p{L})[^,;:()]{0,80}(?:\([^()]{0,120}\))?, /iu.exec(
      words.text,
    )
  const found = opening === null ? null : agencyIn(slicePlain(words, opening[0].length))
  return found === null || found.rest.text === ''
    ? null
    : { agency: found.agency, rest: slicePlain(words, words.text.length) }
}

/** Parts of a document without headings whose numbered paragraphs name agencies: a directive says whose duty is what. */
export function assignRoots(nodes: readonly Node[]): void {
  for (const node of nodes) {
    const isRoot = node.parent === null
    if (isRoot && node.part === 'unknown' && node.label?.kind === 'number' && agencyIn(node.words) !== null)
      node.part = 'duties'
    else if (
      !isRoot &&
      node.part === 'unknown' &&
      node.parent?.label?.kind === 'number' &&
      node.parent.part === 'duties' &&
      node.parent.parent === null
    )
      node.part = 'duties'
  }
}

/** "3. Samsung Vietnam, Toyota Vietnam" over what they do, beside the headings of agencies: a name of capitals that no word of an office opens. */
function namedBeside({ words, label, parent, children }: Node): ReturnType<typeof agencyIn> {
  const isName =
    label !== null &&
    children.length > 0 &&
    words.text.length <= 120 &&
    words.text.split(/[ ,]+/).every((word) => /^(?:\p{Lu}|và$|&$)/u.test(word))
  const isBeside = parent?.children.some(
    (each) => each.label?.kind === label?.kind && agencyIn(each.words) !== null,
  )
  return isName && isBeside === true ? { agency: words, rest: slicePlain(words, words.text.length) } : null
}

/** Whether a node names an agency and stands over its duties. */
export function isAgencyHeading(node: Node): boolean {
  const found = agencyIn(node.words) ?? namedBeside(node)
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
    (each) =>
      each !== node &&
      (each.parent !== null || each.label?.kind === 'number') &&
      each.label !== null &&
      (agencyIn(each.words) ?? namedBeside(each)) !== null,
  )
  const inherited = heading === null ? null : (agencyIn(heading.words) ?? namedBeside(heading))
  // Under an agency's heading a sentence that begins with another agency still is the heading's duty.
  const own =
    inherited === null
      ? (agencyIn(node.words) ?? agencyAfterTime(node.words))
      : node.label === null && /^(?:yêu cầu|đề nghị|giao) /i.test(node.words.text)
        ? agencyIn(node.words)
        : null
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
const halfYear =
  /(?<![\p{L}\d])(?<!ngày )(?:0?6|sáu) tháng(?!\p{L})(?! \d(?!\d? (?:lần|đợt)))|nửa năm(?!\p{L})/iu
// Not folded: "theo quy định" is no quarter.
const quarterly = /(?:hằng|hàng|mỗi|theo|cuối) quý(?!\p{L})/iu
const monthly = /(?<!\p{L})(?:hằng|hàng|mỗi) tháng(?!\p{L})/iu

/** How often and by when a sentence of duty says. */
export function timesIn(words: Plain): Pick<Duty, 'recurrence' | 'onRequest' | 'due'> {
  const { folded } = words
  const due = duesIn(words)
  const onRequest = /\bdot xuat\b|khi (?:co|duoc) yeu cau/.test(folded)
  const every = monthly.test(words.text)
    ? 'monthly'
    : quarterly.test(words.text)
      ? 'quarterly'
      : halfYear.test(words.text)
        ? isOnceEach(due)
          ? 'yearly'
          : 'halfYearly'
        : isYearly(words.text)
          ? 'yearly'
          : null
  if (every !== null) return { recurrence: every, onRequest, due }
  if (due.some(({ year }) => year !== null)) return { recurrence: 'once', onRequest, due: due.map(withYear) }
  return { recurrence: /\bdinh ky\b/.test(folded) ? 'periodic' : 'none', onRequest, due }
}

/** "Báo cáo 6 tháng trước ngày 15/6 và báo cáo năm trước ngày 15/11": two days that are not half a year apart come once a year each. */
function isOnceEach(due: readonly Due[]): boolean {
  const months = due.flatMap(({ month }) => (month === null ? [] : [month]))
  return months.length > 1 && months.some((month) => (month - (months[0] ?? 0)) % 6 !== 0)
}

/** In "trước ngày 15/6 và trước ngày 15/12/2025" the year is of both days. */
function withYear(due: Due, index: number, all: readonly Due[]): Due {
  if (due.year !== null || (due.month === null && due.quarter === null)) return due
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
  const yearly = isYearly(words.text)
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
  /** Each member of a list such as "quý I, III/2026": the first begins and the last ends with the whole. */
  const addEach = (
    match: RegExpMatchArray & { index?: number },
    member: RegExp,
    due: (text: string) => Partial<Due> | null,
  ) => {
    const whole = { start: match.index ?? 0, end: (match.index ?? 0) + match[0].length }
    const from = whole.start + match[0].indexOf(match[1] ?? '')
    const members = [...(match[1] ?? '').matchAll(member)]
    for (const [at, each] of members.entries()) {
      const parts = due(each[0])
      const start = at === 0 ? whole.start : from + each.index
      const end = at === members.length - 1 ? whole.end : from + each.index + each[0].length
      if (parts !== null) add(start, end, parts)
    }
  }
  for (const day of daysIn(folded)) {
    const before = folded.slice(Math.max(0, day.start - 60), day.start)
    // The day of a decision is no deadline, nor is its month or its year.
    if (/\/[a-z0-9-]{2,30},? ?$/.test(before) || !day.real) {
      taken.push(day)
      continue
    }
    const tail = /^,? (?:cua )?(?:hang|moi) nam\b/.exec(folded.slice(day.end, day.end + 16))
    add(day.start, day.end + (tail?.[0].length ?? 0), { year: day.year, month: day.month, day: day.day })
  }
  // "Quý I, III/2026", "tháng 3 và tháng 9 năm 2026": each of the list, the year is of all.
  for (const match of folded.matchAll(
    /\bquy ((?:iv|iii|ii|i|[1-4])(?:(?:, ?| va )(?:quy )?(?:iv|iii|ii|i|[1-4])(?![\w.]))*)(?![\w.])(?: ?[/-] ?(20\d\d)| (?:cua )?nam (20\d\d)| (?:hang|moi) nam)?/g,
  )) {
    if (words.text.slice(match.index, match.index + 3).toLowerCase() !== 'quý') continue
    const year = match[2] ?? match[3]
    addEach(match, /(?<![a-z])(?:iv|iii|ii|i|[1-4])(?![a-z])/g, (text) => ({
      quarter: romanQuarters[text] ?? null,
      year: year === undefined ? null : Number(year),
    }))
  }
  for (const match of folded.matchAll(
    /\bthang (\d{1,2}(?:(?:, ?| va | ?- ?)(?:thang )?\d{1,2}(?![\w.]))*)(?: ?\/ ?(20\d\d)| nam (20\d\d)|,? (?:hang|moi) nam|(?![\w/]|[.,]\d))/g,
  )) {
    const year = match[2] ?? match[3]
    // "Mỗi năm 02 đợt (tháng 6 và tháng 11)": months of each year; "6 tháng 01 lần" names none.
    const isBare = /\d$/.test(match[0])
    if (isBare && year === undefined && (!yearly || /\d $/.test(folded.slice(0, match.index)))) continue
    addEach(match, /\d{1,2}/g, (text) =>
      Number(text) < 1 || Number(text) > 12
        ? null
        : { month: Number(text), year: year === undefined ? null : Number(year) },
    )
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

const cellTime =
  /^(?:(?:trong|den|truoc|het|tu|nam|giai doan) )*(?:(?:thang (?:\d{1,2} ?- ?)?)?(?<month>\d{1,2}) ?[/-] ?(?<ofMonth>20\d\d)|thang (?<alone>\d{1,2})(?: nam (?<ofAlone>20\d\d))?|(?:quy |q)(?:(?:iv|iii|ii|i|[1-4]) ?- ?)?(?<quarter>iv|iii|ii|i|[1-4])(?: ?[/-] ?(?<ofQuarter>20\d\d)| nam (?<inYear>20\d\d))?|(?:20\d\d ?(?:-|den) ?)?(?<year>20\d\d))$/

/**
 * The time that a cell of a table states by itself: `6/2026`, `Quý I - Quý II/2026`, `Tháng 6, tháng 12/2026`, `2026 - 2027`; null
 * for one to read as words. Work from one time to another is due at the second.
 */
export function timesOfCell(cell: Plain): Pick<Duty, 'recurrence' | 'onRequest' | 'due'> | null {
  if (/^(?:thuong xuyen|lien tuc)(?:,? (?:thuong xuyen|lien tuc|hang nam))?$/.test(cell.folded))
    return { recurrence: 'periodic', onRequest: false, due: [] }
  const due: Due[] = []
  for (const piece of cell.folded.matchAll(/[^;,]+/g)) {
    const trimmed = piece[0].trim()
    const start = piece.index + piece[0].indexOf(trimmed)
    const until = trimmed.split(/ (?:-|den) /).at(-1) ?? trimmed
    const found = (cellTime.exec(trimmed) ?? cellTime.exec(until))?.groups
    if (found === undefined) return null
    const value = (text: string | undefined) => (text === undefined ? null : Number(text))
    const month = value(found.month ?? found.alone)
    if (month !== null && (month < 1 || month > 12)) return null
    due.push({
      year: value(found.ofMonth ?? found.ofAlone ?? found.ofQuarter ?? found.inYear ?? found.year),
      quarter: found.quarter === undefined ? null : (romanQuarters[found.quarter] ?? null),
      month,
      day: null,
      before: /^truoc /.test(trimmed),
      text: cell.text.slice(start, start + trimmed.length),
      span: spanIn(cell, start, start + trimmed.length),
    })
  }
  const dated = due.map(withYear)
  return dated.length === 0 || dated.some(({ year }) => year === null)
    ? null
    : { recurrence: 'once', onRequest: false, due: dated }
}
