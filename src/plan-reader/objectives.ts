import { finding } from './findings.ts'
import type { Node } from './outline.ts'
import { above } from './outline.ts'
import { type FoundQuantity, indicatorOf, isYearly, partingAnd, quantitiesIn, yearsIn } from './quantities.ts'
import type { Finding, Objective, Span, Years } from './schema.ts'
import { type Plain, slicePlain, spanIn } from './text.ts'

/** The pieces of a paragraph, each with its offsets in the words: one for each number that counts something. */
interface Clause {
  readonly start: number
  readonly end: number
  readonly counted: FoundQuantity | null
  /** A part of the clause before it: "trong đó …". */
  readonly part: boolean
  readonly joined: boolean
}

interface Boundary {
  readonly at: number
  readonly part: boolean
  /** Joined to what stands before it by a comma or "và": what is said of that is said of it too. */
  readonly joined: boolean
}

/** Where the clause of the next number begins: at "trong đó", a semicolon, a full stop, a comma or "và" after the one before. */
function boundaryBetween({ text, folded }: Plain, from: number, to: number): Boundary {
  const between = folded.slice(from, to)
  // Not folded: "nâng tỷ trọng đóng góp" holds no "trong đó".
  const part = [...text.slice(from, to).matchAll(/(?<!\p{L})trong đó(?!\p{L})/giu)].at(-1)?.index
  if (part !== undefined) return { at: from + part, part: true, joined: false }
  // "24 cơ sở (mỗi năm 08 cơ sở)": the words in brackets are of the number in them.
  const bracket = between.lastIndexOf(' (')
  if (bracket !== -1 && !between.slice(bracket).includes(')'))
    return { at: from + bracket, part: false, joined: false }
  for (const sign of [';', '. ']) {
    const at = between.lastIndexOf(sign)
    if (at !== -1) return { at: from + at + 1, part: false, joined: false }
  }
  const comma = between.lastIndexOf(', ')
  const and = partingAnd(between)
  // "02 lớp với 60 học viên", "03 khóa về tiêu chuẩn cho 90 cán bộ"
  if (comma === -1 && and === -1) return { at: to, part: false, joined: / (?:voi|cho) ?$/.test(between) }
  return { at: from + Math.max(comma, and) + 1, part: false, joined: true }
}

/** Parts a paragraph so that each clause has one number; a paragraph without any is one clause. */
export function clausesOf(words: Plain, counted: readonly FoundQuantity[]): Clause[] {
  const { folded } = words
  const clauses: Clause[] = []
  let start = 0
  let part = false
  let joined = false
  for (const [index, one] of counted.entries()) {
    const next = counted[index + 1]
    const cut =
      next === undefined
        ? { at: folded.length, part: false, joined: false }
        : boundaryBetween(words, one.end, next.start)
    clauses.push({ start, end: cut.at, counted: one, part, joined })
    start = cut.at
    // "Trong đó 04 hợp tác xã, 02 làng nghề": both are parts.
    part =
      cut.part || (part && next !== undefined && /^(?:,| va|, va) $/.test(folded.slice(one.end, next.start)))
    joined = cut.joined
  }
  return clauses.length > 0
    ? clauses
    : [{ start: 0, end: folded.length, counted: null, part: false, joined: false }]
}

/** The place of a clause: the first begins and the last ends with its paragraph, so that nothing lies between. */
export function clauseSpan(words: Plain, span: Span, clause: { start: number; end: number }): Span {
  return {
    start: clause.start === 0 ? span.start : spanIn(words, clause.start).start,
    end: clause.end >= words.text.length ? span.end : (words.from[clause.end] ?? span.end),
  }
}

/** The years that a heading or its own words give an objective; "so với giai đoạn …" is its base, not its time. */
function periodOf(node: Node, clause: string, over: Node | undefined): Years | null {
  const compared = clause.indexOf('so voi')
  const own =
    yearsIn(compared === -1 ? clause : clause.slice(0, compared))[0] ??
    openingYears(node) ??
    (over === undefined ? undefined : yearsIn(over.words.folded)[0])
  if (own !== undefined) return { from: own.from, to: own.to }
  const heading = above(node.parent ?? node, (each) => each.heading && yearsIn(each.words.folded).length > 0)
  const found = heading === null ? undefined : yearsIn(heading.words.folded)[0]
  return found === undefined ? null : { from: found.from, to: found.to }
}

/** "Đến hết năm 2028, 70% …; ít nhất 15 …": the years that a paragraph opens with are said of all of it. */
function openingYears({ words }: Node): Years | undefined {
  const opening = /^(?:phan dau |muc tieu )?(?:den|trong|giai doan|nam)\b[^,;:%]{0,50}[,:]/.exec(words.folded)
  return opening === null ? undefined : yearsIn(opening[0])[0]
}

/** Whether a paragraph only introduces what follows it: no label, nothing counted, a colon at its end. */
export function isIntroduction({ label, words }: Node): boolean {
  return (
    label === null &&
    words.text.endsWith(':') &&
    words.text.length <= 300 &&
    quantitiesIn(words.folded, words.text).every(({ unit }) => unit === null)
  )
}

/** What a growth is compared with: the words after "so với" up to the years in them, or to the end of the clause. */
function relativeTo(clause: Plain): string | null {
  const at = clause.folded.indexOf('so voi ')
  if (at === -1) return null
  const rest = slicePlain(clause, at + 'so voi '.length)
  const years = yearsIn(rest.folded)[0]
  const stop = rest.folded.search(/[;.,](?: |$)/)
  return rest.text.slice(0, years?.end ?? (stop === -1 ? rest.text.length : stop))
}

const money = /^(?:(?:ty|trieu|nghin) )?dong$/

/**
 * The objectives of one paragraph, with what of it could not be read.
 * @param offset the index of the first
 * @param over the line that introduces the list in which the paragraph stands: "Giai đoạn 2026 - 2030:"
 */
export function objectivesOf(
  node: Node,
  offset: number,
  over?: Node,
): { objectives: Objective[]; findings: Finding[] } {
  const { words } = node
  const found = quantitiesIn(words.folded, words.text)
  const counted = found.filter((each) => each.unit !== null)
  const kind = node.part === 'general' ? 'general' : 'specific'
  const findings: Finding[] = []
  if (kind === 'specific') {
    for (const each of found.filter(({ unit }) => unit === null)) {
      findings.push(
        finding('objective.numberUnread', 'warning', spanIn(words, each.start, each.end), {
          vi: `Chưa rõ số "${words.text.slice(each.start, each.end)}" trong mục tiêu đếm cái gì.`,
          en: `What the number "${words.text.slice(each.start, each.end)}" in this objective counts is not clear.`,
        }),
      )
    }
  }
  let whole = offset
  let yearly = false
  const clauses = clausesOf(words, counted)
  const objectives = clauses.map((clause, index): Objective => {
    const part = slicePlain(words, clause.start, clause.end)
    const unit = clause.counted?.unit ?? null
    const unitText = unit === null ? null : words.text.slice(unit.start, unit.end)
    const unitFolded = unit === null ? null : words.folded.slice(unit.start, unit.end)
    if (!clause.part) whole = offset + index
    yearly =
      clause.counted !== null &&
      (isYearly(part.text) ||
        isRate(words, clause.counted) ||
        // "Mỗi năm 02 lớp, mỗi lớp 30 học viên": thirty a class.
        // "Hằng năm 15 doanh nghiệp, trong đó ít nhất 05 hợp tác xã": five of each year's fifteen.
        ((clause.joined || (clause.part && unitFolded !== '%')) &&
          yearly &&
          !/(?<!\p{L})mỗi (?!năm)/iu.test(part.text)))
    return {
      code: node.code,
      kind: node.part === 'objectives' && clause.counted === null ? 'general' : kind,
      text: part.text.replace(/^[;, ]{1,3}(?:và )?|^và /, '').replace(/[;,]$/, ''),
      indicator:
        clause.counted === null || money.test(unitFolded ?? '')
          ? null
          : (indicatorOf(unitFolded, ownWords(words, clause)) ??
            indicatorOf(unitFolded, ownWords(words, clause) + saidOfBoth(words, clauses[index + 1]))),
      quantity: clause.counted?.quantity ?? null,
      unit: unitFolded === 'phan tram' ? '%' : unitText,
      perYear: yearly,
      relativeTo: relativeTo(part),
      period: periodOf(node, part.folded, over),
      partOf: clause.part ? whole : null,
      quantitySpan: clause.counted === null ? null : spanIn(words, clause.counted.start, clause.counted.end),
      span: clauseSpan(words, node.block.span, clause),
    }
  })
  return { objectives: yearlyTogether(words, counted, objectives), findings }
}

/** In "25 doanh nghiệp, 10 hợp tác xã được hỗ trợ" what is said after the second number is said of the first too. */
function saidOfBoth(words: Plain, next: Clause | undefined): string {
  if (next?.joined !== true || next.counted === null) return ''
  const own = words.folded.slice(next.start, next.counted.start).trim()
  return /^(?:,|va)?$/.test(own) ? words.folded.slice(next.counted.end, next.end) : ''
}

/** "02 hội nghị/năm": so many each year; a growth of "7 %/năm" is a rate and stays one. */
function isRate(words: Plain, { end, unit }: FoundQuantity): boolean {
  const name = unit === null ? '%' : words.folded.slice(unit.start, unit.end)
  return (
    !/^(?:%|phan tram)$/.test(name) &&
    /^ ?(?:\/ ?(?:1 |01 )?|mot )nam(?![a-z])/.test(words.folded.slice(end, end + 9))
  )
}

/** In "3 lớp và 2 hội nghị mỗi năm" the last words are said of both: nothing but a sign or "và" stands between the two. */
function yearlyTogether(
  words: Plain,
  counted: readonly FoundQuantity[],
  objectives: readonly Objective[],
): Objective[] {
  const shared = [...objectives]
  for (let at = shared.length - 2; at >= 0; at--) {
    const [own, next] = [shared[at], shared[at + 1]]
    const [here, there] = [counted[at], counted[at + 1]]
    if (!own || !next?.perYear || !here || !there || own.perYear) continue
    const isAfter = isYearly(words.text.slice(there.end, there.end + 12))
    if (isAfter && /^(?:,| va|, va) $/.test(words.folded.slice(here.end, there.start)))
      shared[at] = { ...own, perYear: true }
  }
  return shared
}

/** The words of a clause from the verb on: `Hỗ trợ 18 lượt doanh nghiệp được áp dụng …`. */
function ownWords(words: Plain, clause: Clause): string {
  return words.folded.slice(clause.start, clause.end).replace(/^[;,. ]{1,3}(?:va )?|^va /, '')
}
