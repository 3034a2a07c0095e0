import { addDays, formatDate, yearOf } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/* Over which days a report is. */

/** How a kind of report finds its days. */
export const periodRules = states({
  planYear: words('Năm của kế hoạch', "A year of the plan's"),
  year: words('Năm, theo ngày chốt số liệu', 'A year, by its cut-off day'),
  halfYear: words('6 tháng', 'Half a year'),
  quarter: words('Quý', 'A quarter'),
  days: words('Từ ngày đến ngày (đột xuất)', 'From day to day (ad hoc)'),
  midTerm: words('Từ đầu giai đoạn đến một ngày (sơ kết)', 'From the start of the plan to a day (mid-term)'),
  final: words('Cả giai đoạn của kế hoạch (tổng kết)', 'The whole period of the plan (final)'),
})
export type PeriodRule = StateOf<typeof periodRules>

/** How many months a period of the calendar has. */
const monthsOf = { year: 12, halfYear: 6, quarter: 3 } as const
type CalendarRule = keyof typeof monthsOf
export const isCalendar = (rule: PeriodRule): rule is CalendarRule => rule in monthsOf

/** Reviews of the plan: from its first day, over its years so far or all of them. */
export const isReview = (rule: PeriodRule): boolean => rule === 'midTerm' || rule === 'final'

/** How many such periods a year has; which one is meant is to be said where it has several. */
export const partsOf = (rule: CalendarRule): number => 12 / monthsOf[rule]
export const asksPart = (rule: PeriodRule): boolean => rule === 'halfYear' || rule === 'quarter'

/** The day on which figures close: this day of the last month, or of as many months before it. */
export interface CutOff {
  /** 31 is the last day of any month. */
  readonly closingDay: number
  readonly monthsBefore: number
}

export interface Days {
  readonly from: string
  readonly to: string
}

const two = (value: number) => String(value).padStart(2, '0')

/** The last day of a period: part `part` of `year`; part 0 is the last of the year before. */
function closingOf(rule: CalendarRule, year: number, part: number, cutOff: CutOff): string {
  const month = year * 12 + part * monthsOf[rule] - 1 - cutOff.monthsBefore
  const [inYear, ofYear] = [Math.floor(month / 12), month % 12]
  const last = new Date(Date.UTC(inYear, ofYear + 1, 0)).getUTCDate()
  return `${inYear}-${two(ofYear + 1)}-${two(Math.min(cutOff.closingDay, last))}`
}

/** The days of a period of the calendar; it begins the day after the one before it closed, so that none is missing and none counts twice. */
export function calendarDays(rule: CalendarRule, year: number, part: number, cutOff: CutOff): Days {
  return {
    from: addDays(closingOf(rule, year, part - 1, cutOff), 1),
    to: closingOf(rule, year, part, cutOff),
  }
}

/** Over what a report is, as its figures keep it. Of a year of the plan nothing is kept: it is the calendar's. */
export interface Span extends Days {
  readonly rule: Exclude<PeriodRule, 'planYear'>
  readonly part: number | null
  /** The first budget year that it is of; the last is the report's year. */
  readonly firstYear: number
}

/** The span of a report, off what is on record; undefined for a year of the plan. */
export function spanOf(of: {
  readonly period: PeriodRule
  readonly part: number | null
  readonly year: number
  readonly fromOn: string | null
  readonly toOn: string | null
}): Span | undefined {
  const { period, part, year, fromOn, toOn } = of
  if (period === 'planYear' || fromOn === null || toOn === null) return undefined
  return { rule: period, part, from: fromOn, to: toOn, firstYear: isCalendar(period) ? year : yearOf(fromOn) }
}

/** The period that a day lies in, and the one before it. */
export function periodsAround(
  rule: CalendarRule,
  cutOff: CutOff,
  today: string,
): { readonly year: number; readonly span: Span }[] {
  const all = [-1, 0, 1].flatMap((more) => {
    const year = yearOf(today) + more
    return Array.from({ length: partsOf(rule) }, (_, at) => ({
      year,
      span: {
        ...{ rule, part: asksPart(rule) ? at + 1 : null, firstYear: year },
        ...calendarDays(rule, year, at + 1, cutOff),
      },
    }))
  })
  const now = all.findIndex(({ span }) => span.from <= today && today <= span.to)
  return all.slice(Math.max(0, now - 1), now + 1)
}

const roman = ['I', 'II', 'III', 'IV'] as const

/** What a report is over, as its title says it: `năm 2026`, `6 tháng đầu năm 2026`, `quý I năm 2026`. */
export function spanName(year: number, span: Span | undefined): Words {
  if (span === undefined || span.rule === 'year') return words(`năm ${year}`, String(year))
  const { rule, part, from, to } = span
  const days = words(
    `từ ngày ${formatDate(from)} đến ngày ${formatDate(to)}`,
    `${formatDate(from)} to ${formatDate(to)}`,
  )
  if (rule === 'halfYear')
    return part === 1
      ? words(`6 tháng đầu năm ${year}`, `first half of ${year}`)
      : words(`6 tháng cuối năm ${year}`, `second half of ${year}`)
  if (rule === 'quarter') {
    const quarter = roman[(part ?? 1) - 1] ?? ''
    return words(`quý ${quarter} năm ${year}`, `quarter ${quarter} of ${year}`)
  }
  return days
}

/** The same with its days, where the name does not say them. */
export function spanWithDays(year: number, span: Span | undefined): string {
  const name = spanName(year, span).vi
  if (span === undefined || !isCalendar(span.rule)) return name
  return `${name} (từ ngày ${formatDate(span.from)} đến ngày ${formatDate(span.to)})`
}

/** `trong năm` of a year, `trong kỳ` of another period. */
export const within = (span: Span | undefined): string => (span === undefined ? 'trong năm' : 'trong kỳ')

/**
 * Whether figures close before their year ends, so that what the whole year is expected to come to can stand beside them.
 * @param datedOn the day of a report on a year of the plan, whose figures are those of that day
 */
export function closesEarly(year: number, span: Span | undefined, datedOn: string | null): boolean {
  const closing = span?.to ?? datedOn
  return closing !== null && closing < `${year}-12-31`
}

/** Up to when figures are: `hết năm 2025`, `ngày 14/06/2026`. */
export const closingName = ({
  year,
  span,
}: {
  readonly year: number
  readonly span?: Span | undefined
}): string => (span === undefined ? `hết năm ${year}` : `ngày ${formatDate(span.to)}`)

/** Lists are of years: a figure of other days does not lead to one that counts more than it, but to one as of a day. */
export const ofDays = (span: Span | undefined, href: string | undefined): string | undefined =>
  span !== undefined && href !== undefined && /[?&](year|askedIn)=/.test(href) && !/[?&]on=/.test(href)
    ? undefined
    : href
