import { dueDates } from '../plan/index.ts'
import { addDays } from '../platform/dates.ts'
import { states } from '../platform/states.ts'

/*
 * A standing duty ("thường xuyên") has no day of its own: each of its agencies is asked once a period what it did. What a period is: the half-year,
 * unless the plan or its duty is set to another; a period ends on the day on which its report is due.
 */

/** Where a report stands. */
export const standingStates = states({
  asked: { vi: 'Chờ cơ quan báo cáo', en: 'Waits for the agency', tone: 'info' },
  reported: { vi: 'Đã báo cáo, chờ xem xét', en: 'Reported, waits to be looked at', tone: 'warning' },
  returned: { vi: 'Trả lại để bổ sung', en: 'Returned for completion', tone: 'warning' },
  accepted: { vi: 'Đã chấp nhận', en: 'Accepted', tone: 'success' },
})

/** How often an agency may be asked. */
export const standingRecurrences = ['yearly', 'halfYearly', 'quarterly', 'monthly'] as const
export type StandingRecurrence = (typeof standingRecurrences)[number]

/** How often, and on which day the report is due. */
export interface Period {
  readonly recurrence: StandingRecurrence
  readonly dueMonth: number | null
  readonly dueDay: number | null
}

/** Where nothing else is set: each half-year, to its last day, as a dated duty without a day of its own is due. */
export const usualPeriod: Period = { recurrence: 'halfYearly', dueMonth: null, dueDay: null }

/** One period: from the day after the last one's end to the day on which its report is due. */
export interface Span {
  readonly year: number
  readonly period: number
  readonly fromOn: string
  readonly dueOn: string
}

/**
 * The periods that have begun by `today` and whose report is not due before `since`, of those within the years of a plan.
 * @param plan.startsOn its first day; a period is asked of when it has a day in common with the plan
 * @param plan.endsOn the last day that counts for it
 */
export function spansOf(
  of: Period,
  plan: { readonly startsOn: string; readonly endsOn: string; readonly since: string | null },
  today: string,
): Span[] {
  const [first, last] = [Number(plan.startsOn.slice(0, 4)), Number(plan.endsOn.slice(0, 4))]
  const timing = { ...of, dueYear: null, dueBefore: false }
  // the year before gives the day on which the first period begins
  const dates = dueDates(timing, first - 1, last + 1)
  return dates.flatMap(({ year, period, on: dueOn }, at) => {
    const before = dates[at - 1]
    if (before === undefined) return []
    const fromOn = addDays(before.on, 1)
    const within = dueOn >= plan.startsOn && fromOn <= plan.endsOn
    const wanted = within && fromOn <= today && (plan.since === null || dueOn >= plan.since)
    return wanted ? [{ year, period, fromOn, dueOn }] : []
  })
}

/** Whether a report that is not in yet is late. */
export const isLateReport = (report: { readonly state: string; readonly dueOn: string }, today: string) =>
  (report.state === 'asked' || report.state === 'returned') && report.dueOn < today
