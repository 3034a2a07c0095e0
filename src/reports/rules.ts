import { initials, placeOf, plainName, shortCommittee } from '../agencies/index.ts'
import {
  goalNumber,
  inPlan,
  type ReportPhrase,
  reportPhrase,
  standing,
  type TargetNumbers,
  tableWords,
  targetWords,
} from '../plan/index.ts'
import { formatNumber, percentReached, percentText } from '../platform/numbers.ts'
import { states } from '../platform/states.ts'
import { lowerFirst } from '../platform/text.ts'
import { type Span, within } from './periods.ts'

/** A report is drafted, corrected and sealed; a sealed one stays as it is. */
export const reportStates = states({
  draft: { vi: 'Dự thảo', en: 'Draft', tone: 'warning' },
  sealed: { vi: 'Đã chốt', en: 'Sealed', tone: 'success' },
})

/** What a target asks for: a number and how the plan bounds it. */
export type Goal = TargetNumbers

/** A target of the plan with what was reached. */
export interface TargetFigure extends Goal {
  /** Whose it is, in a report over several plans. */
  readonly plan?: { readonly id: number; readonly number: string } | undefined
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly unit: string
  readonly unitEn: string
  /** The indicator that this one is a part of: "trong đó, …". */
  readonly parent: string | null
  readonly firstYear: number
  readonly lastYear: number
  /** Reached in the year that is reported on. */
  readonly result: number | null
  /** Reached from the target's first year up to and with the year that is reported on. */
  readonly cumulative: number | null
  /** A rate or state: the figure of the period is no sum of its years. */
  readonly level?: boolean | undefined
  /** Its words in a report, the number where the three dots stand; undefined in reports sealed before indicators had them. */
  readonly phrase?: string | null | undefined
  /** What the budget table has beside it. */
  readonly table?: Parameters<typeof tableWords>[0] | null | undefined
}

/** A piece of a rendered line: a figure carries the address of the list that it counts. */
export interface Piece {
  readonly text: string
  readonly href?: string | undefined
}

/** `below` is not yet reached, `over` is above what the plan allows at most. */
export type GoalState = 'below' | 'reached' | 'exceeded' | 'over'

export interface Assessment {
  readonly state: GoalState
  /** Per cent of the number asked for, one decimal: below 100 exactly when the number is not reached, never by rounding. */
  readonly percent: number
  /** What is missing to the number asked for; 0 when nothing is. */
  readonly missing: number
}

/**
 * A result against its target. "Khoảng" (about) has no tolerance in the plan, so none is made up: its state is that of
 * the number itself, and the wording says "khoảng".
 */
export function assess(goal: Goal, result: number): Assessment {
  const asked = goalNumber(goal)
  const percent = percentReached(result, asked)
  if (goal.bound === 'atMost') return { state: result <= asked ? 'reached' : 'over', percent, missing: 0 }
  if (result < asked) return { state: 'below', percent, missing: tidy(asked - result) }
  if (goal.bound === 'range' && goal.maximum !== null) {
    return { state: result > goal.maximum ? 'over' : 'reached', percent, missing: 0 }
  }
  return { state: result > asked ? 'exceeded' : 'reached', percent, missing: 0 }
}

/** Takes away what floating point adds to a decimal quantity. */
function tidy(value: number): number {
  return Number(value.toFixed(6))
}

/** A count as documents write it: `2` → `02`; from 10 on, and fractions, as they are. */
export function count(value: number): string {
  return Number.isInteger(value) && value > 0 && value < 10 ? `0${value}` : formatNumber(value, 'vi')
}

/** How reports told the results that were sealed before an indicator had words of its own. */
const sealedPhrases: Readonly<Record<string, ReportPhrase>> = {
  conferences: { verb: 'tổ chức', object: 'hội nghị, hội thảo' },
  courses: { verb: 'tổ chức', object: 'khóa đào tạo, tập huấn' },
  experts: { verb: 'đào tạo', object: 'chuyên gia về năng suất, chất lượng' },
  supportTurns: {
    verb: 'hỗ trợ',
    object: 'lượt doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến năng suất chất lượng',
  },
  certifiedTurns: { verb: 'có', object: 'lượt doanh nghiệp được chứng nhận hệ thống' },
  certifiedProducts: {
    verb: 'hỗ trợ',
    object: 'sản phẩm, hàng hóa được chứng nhận phù hợp tiêu chuẩn, quy chuẩn kỹ thuật',
  },
}

function phraseOf({ phrase, ...target }: TargetFigure): ReportPhrase {
  if (phrase !== undefined) return reportPhrase({ ...target, phrase })
  return sealedPhrases[target.key] ?? { verb: 'thực hiện', object: target.unit }
}

/** Years in a document: `giai đoạn 2024 - 2025`, `năm 2025`. */
export function periodText(first: number, last: number): string {
  return first === last ? `năm ${first}` : `giai đoạn ${first} - ${last}`
}

/**
 * The address of the facts that an indicator counts.
 * @param year of one year; the whole period without it
 * @param plan in a report over several plans, the one whose facts they are
 */
export function indicatorHref(key: string, year?: number, plan?: { readonly id: number }): string {
  const query = [
    ...(year === undefined ? [] : [`year=${year}`]),
    ...(plan === undefined ? [] : [`plan=${plan.id}`]),
  ]
  return query.length === 0 ? `/indicators/${key}` : `/indicators/${key}?${query.join('&')}`
}

/**
 * Where a figure of a report leads. What it was sealed with does not name the plan of a report on one: a list shows every plan, and an
 * indicator is looked for in the plan in force.
 */
export function figureHref(of: { planId: number; beside: readonly number[] }, href: string): string {
  const narrow = of.beside.length === 0 && (href.includes('?') || href.startsWith('/indicators/'))
  return narrow && !/[?&]plan=/.test(href) ? inPlan(of, href) : href
}

/** `Kế hoạch 20/KH-UBND: ` before a line of a report over several plans; nothing in others. */
export const planLead = ({ plan }: Pick<TargetFigure, 'plan'>): Piece[] =>
  plan === undefined ? [] : [{ text: `Kế hoạch ${plan.number}: ` }]

/**
 * One sentence on a target, lower case at its start, without a full stop:
 * `tổ chức 02/02 hội nghị, hội thảo, đạt 100% chỉ tiêu giai đoạn 2024 - 2025`. What is not reached is said to be so.
 * @param year the year that is reported on, or its last
 * @param span the days of a report that is over other days
 */
export function targetSentence(target: TargetFigure, year: number, span?: Span): Piece[] {
  return [...resultSentence(target, year, span), ...besideSentence(target)]
}

/** Whether the years of a target are over when the figures close. */
export const hasEnded = (
  { lastYear }: Pick<TargetFigure, 'lastYear'>,
  year: number,
  span: Span | undefined,
) => (span === undefined ? year >= lastYear : span.to >= `${lastYear}-12-31`)

/** The other number that the budget table has, and how it was decided between the two: a reader of the text sees both as one of the table does. */
function besideSentence({ phrase, table }: TargetFigure): Piece[] {
  const beside = phrase === undefined ? null : tableWords(table ?? {})
  return beside === null ? [] : [{ text: `; ${beside.vi}` }]
}

function resultSentence(target: TargetFigure, year: number, span: Span | undefined): Piece[] {
  const { verb, object } = phraseOf(target)
  const lead = target.parent === null ? '' : 'trong đó, '
  if (target.level === true || target.cumulative === null) return levelSentence(target, year, lead, span)
  const yearHref = indicatorHref(target.key, year, target.plan)
  const allHref = indicatorHref(target.key, undefined, target.plan)
  const period = periodText(target.firstYear, target.lastYear)
  if (target.cumulative === 0) {
    const ended = hasEnded(target, year, span)
    return [
      { text: lead },
      { text: verb === 'có' ? 'chưa có' : `chưa ${verb}`, href: yearHref },
      {
        text: ` ${object} (chỉ tiêu ${period}: ${targetWords(target).vi})${ended ? ', chưa đạt chỉ tiêu' : ''}`,
      },
    ]
  }
  const reached: Piece[] = [
    { text: target.bound === 'exactly' ? fraction(target) : count(target.cumulative), href: allHref },
    { text: ` ${object}${outcome(target, hasEnded(target, year, span), period)}` },
  ]
  if (target.result === target.cumulative) return [{ text: `${lead}${verb} ` }, ...reached]
  const inYear: Piece[] =
    target.result === 0
      ? [{ text: `${within(span)} ${verb === 'có' ? 'không có' : `chưa ${verb}`} thêm; ` }]
      : [
          { text: `${within(span)} ${verb} ` },
          { text: count(target.result ?? 0), href: yearHref },
          { text: ` ${object}; ` },
        ]
  return [{ text: lead }, ...inYear, { text: 'lũy kế ' }, ...reached]
}

function fraction(target: TargetFigure): string {
  return `${count(target.cumulative ?? 0)}/${count(goalNumber(target))}`
}

/** A rate or state as it stands: `tỷ trọng đóng góp của TFP năm 2026 là 44,5 % (chỉ tiêu giai đoạn …: ít nhất 45), chưa đạt chỉ tiêu`. */
function levelSentence(target: TargetFigure, year: number, lead: string, span?: Span): Piece[] {
  const when = span === undefined ? `năm ${year}` : within(span)
  const period = periodText(target.firstYear, target.lastYear)
  const name = `${lead}${lowerFirst(target.name)}`
  const goal = ` (chỉ tiêu ${period}: ${targetWords(target).vi} ${target.unit})`
  if (target.cumulative === null) return [{ text: `${name}: chưa có số liệu${goal}` }]
  const told = (value: number) => `${formatNumber(value, 'vi', 2)} ${target.unit}`
  const inYear: Piece[] =
    target.result === null
      ? [{ text: ` ${when} chưa có số liệu; ` }]
      : [
          { text: ` ${when} là ` },
          { text: told(target.result), href: indicatorHref(target.key, year, target.plan) },
          { text: '; ' },
        ]
  const state = lowerFirst(standing(target, target.cumulative, hasEnded(target, year, span)).words.vi)
  return [
    { text: name },
    ...inYear,
    { text: 'tính từ đầu giai đoạn là ' },
    { text: told(target.cumulative), href: indicatorHref(target.key, undefined, target.plan) },
    { text: `${goal}: ${state}` },
  ]
}

/** The end of the sentence: per cent, bound, and plainly what is missing. */
function outcome(target: TargetFigure, ended: boolean, period: string): string {
  const { state, percent, missing } = assess(target, target.cumulative ?? 0)
  const goal = target.bound === 'exactly' ? '' : ` (${targetWords(target).vi})`
  if (target.bound === 'atMost') {
    return state === 'over'
      ? `, vượt giới hạn của chỉ tiêu ${period}${goal}`
      : `, trong giới hạn của chỉ tiêu ${period}${goal}`
  }
  if (state === 'over') return `, vượt mức cao nhất của chỉ tiêu ${period}${goal}`
  if (state === 'exceeded') {
    return target.bound === 'exactly'
      ? `, đạt ${percentText(percent, 'vi')}, vượt chỉ tiêu ${period}`
      : `, đạt ${percentText(percent, 'vi')} chỉ tiêu ${period}${goal}`
  }
  if (state === 'reached') {
    return target.bound === 'range'
      ? `, đạt chỉ tiêu ${period}${goal}`
      : `, đạt ${percentText(percent, 'vi')} chỉ tiêu ${period}${goal}`
  }
  if (!ended) {
    return `, đạt ${percentText(percent, 'vi')} chỉ tiêu ${period}${goal}, còn ${count(missing)} thực hiện đến hết năm ${target.lastYear}`
  }
  return `, chưa đạt chỉ tiêu ${period}${goal}, mới bằng ${percentText(percent, 'vi')}, còn thiếu ${count(missing)}`
}

/** One line of the list of targets not reached: `hội nghị, hội thảo: 01/02, còn thiếu 01`. */
export function shortfall(target: TargetFigure): Piece[] {
  if (target.level === true || target.cumulative === null)
    return [...levelSentence(target, target.lastYear, ''), ...besideSentence(target)]
  const { missing } = assess(target, target.cumulative)
  return [
    { text: `${phraseOf(target).object}: đã thực hiện ` },
    {
      text: formatNumber(target.cumulative, 'vi') === '0' ? '0' : count(target.cumulative),
      href: indicatorHref(target.key, undefined, target.plan),
    },
    { text: `, chỉ tiêu ${targetWords(target).vi}, còn thiếu ${count(missing)}` },
    ...besideSentence(target),
  ]
}

/** What stands above a report: of the agency that carries the programme on the report's day. */
export interface Heading {
  /** The agency that reports, as it stands in running text. */
  readonly agency: string
  readonly superior: string
  readonly issuer: string
  readonly symbol: string
  readonly place: string
  readonly subject: string
  readonly recipients: readonly string[]
}

/** The heading of a report of the People's Committee, which nobody stands above. */
export function committeeHeading(leader: string, subject: string): Heading {
  return {
    agency: leader,
    superior: '',
    issuer: leader.toLocaleUpperCase('vi'),
    symbol: 'BC-UBND',
    place: placeOf(leader),
    subject,
    recipients: ['Bộ Khoa học và Công nghệ', 'Các sở, ban, ngành liên quan', 'Lưu: VT'],
  }
}

/**
 * The heading that a draft begins with. The province is read off the People's Committee's name, so that from 1 July 2025
 * the heading is Cần Thơ's.
 * @param coordinator name of the agency that reports, as `Sở Khoa học và Công nghệ tỉnh Bến Tre`
 * @param leader name of the provincial People's Committee
 * @param subject the report's subject line
 */
export function headingOf(coordinator: string, leader: string, subject: string): Heading {
  const place = placeOf(leader)
  const plain = plainName(coordinator)
  const committee = shortCommittee(leader)
  return {
    agency: plain,
    superior: committee.toLocaleUpperCase('vi'),
    issuer: plain.toLocaleUpperCase('vi'),
    symbol: `BC-${initials(plain)}`,
    place,
    subject,
    recipients: ['Bộ Khoa học và Công nghệ', committee, 'Các sở, ban, ngành liên quan', 'Lưu: VT'],
  }
}
