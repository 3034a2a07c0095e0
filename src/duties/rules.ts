import type { Holidays } from '../calendar/index.ts'
import {
  isWorkingDay,
  lastDayOf,
  workingDaysBetween,
  workingDayUntil,
  workingDeadline,
} from '../calendar/index.ts'
import { type Aside, type DutyTiming, isLate } from '../plan/index.ts'
import { addDays, daysBetween } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { states, type Tone } from '../platform/states.ts'

/** Days before the working deadline on which a reminder begins, and `late` once the plan's day has gone by. */
export const reminderSteps = ['30', '7', '1', 'late'] as const
export type ReminderStep = (typeof reminderSteps)[number]

/** Their names; the order is that of `reminderSteps`, since keys that are numbers sort themselves. */
export const reminders = states({
  '30': { vi: 'Còn 30 ngày trở xuống', en: '30 days or fewer', tone: 'info' },
  '7': { vi: 'Còn 7 ngày trở xuống', en: '7 days or fewer', tone: 'warning' },
  '1': { vi: 'Còn 1 ngày hoặc hôm nay', en: '1 day, or today', tone: 'warning' },
  late: { vi: 'Quá hạn', en: 'Overdue', tone: 'error' },
} satisfies Record<ReminderStep, Words & { tone: Tone }>)

export interface DatedWork {
  readonly on: string
  readonly before: boolean
  readonly doneOn: string | null
  /** Set where the work is nobody's to do. */
  readonly aside?: Aside | null
}

/**
 * The reminder that work carries on `today`: 30, 7 or 1 day before its working deadline (a reminder that would begin on
 * a day off begins on the working day before it), then late. Done work carries none, nor does what is nobody's to do.
 */
export function reminderFor(item: DatedWork, today: string, holidays: Holidays): ReminderStep | null {
  if (item.doneOn !== null || (item.aside ?? null) !== null) return null
  if (isLate(item, today)) return 'late'
  const deadline = workingDeadline(item, holidays)
  for (const days of [1, 7, 30] as const) {
    if (today >= workingDayUntil(addDays(deadline, -days), holidays)) return `${days}`
  }
  return null
}

/**
 * The same in terms of the last day in time (`lastDayOf`), so that a database can find the open work of a step.
 * Work whose last day lies in [from, to] carries the step on `today`; `from` null: without beginning. Steps that no day carries
 * are left out.
 */
export function reminderRanges(
  today: string,
  holidays: Holidays,
): Partial<Record<ReminderStep, { readonly from: string | null; readonly to: string }>> {
  const ranges: Partial<Record<ReminderStep, { from: string | null; to: string }>> = {
    late: { from: null, to: addDays(today, -1) },
  }
  // Beyond 30 days, a long Tết and its weekends no reminder has begun.
  for (let away = 0; away <= 60; away++) {
    const day = addDays(today, away)
    const step = reminderFor({ on: day, before: false, doneOn: null }, today, holidays)
    if (step === null) break
    ranges[step] = { from: ranges[step]?.from ?? day, to: day }
  }
  return ranges
}

/** The last day in time of the work that carries any reminder on `today`. */
export function remindedUntil(today: string, holidays: Holidays): string {
  const ends = Object.values(reminderRanges(today, holidays)).map((range) => range.to)
  return ends.sort().at(-1) ?? today
}

/** How long there is still for open work: "còn 6 ngày làm việc", "hạn hôm nay", "quá hạn 3 ngày". */
export function timeLeft(due: { on: string; before: boolean }, today: string, holidays: Holidays): Words {
  const lastDay = lastDayOf(due)
  if (today > lastDay) {
    const days = daysBetween(lastDay, today)
    return words(`quá hạn ${days} ngày`, `${days} ${days === 1 ? 'day' : 'days'} late`)
  }
  const deadline = workingDeadline(due, holidays)
  if (today > deadline)
    return words('đã hết ngày làm việc trước hạn', 'no working day is left before it is due')
  // A last day that is off: today is the last on which work is done.
  if (today === deadline)
    return deadline === lastDay
      ? words('hạn hôm nay', 'due today')
      : words('hôm nay là ngày làm việc cuối', 'today is the last working day')
  const days = workingDaysBetween(today, deadline, holidays)
  return words(`còn ${days} ngày làm việc`, `${days} working ${days === 1 ? 'day' : 'days'} left`)
}

/** A deadline that falls on a day off, said so; null when the last day is worked. */
export function dayOffWords(due: { on: string; before: boolean }, holidays: Holidays): Words | null {
  const lastDay = lastDayOf(due)
  if (isWorkingDay(lastDay, holidays)) return null
  const special = holidays.at(lastDay)
  return special === undefined
    ? words('ngày cuối trùng ngày nghỉ hằng tuần', 'the last day is at a weekend')
    : words(`ngày cuối là ngày nghỉ: ${special.name}`, `the last day is off: ${special.nameEn}`)
}

const romans = ['', 'I', 'II', 'III', 'IV'] as const

/** The part of the year that dated work is for: `năm 2025`, `6 tháng đầu năm 2025`, `quý I/2025`, `tháng 3/2025`. */
export function periodWords(work: {
  recurrence: DutyTiming['recurrence'] | null
  year: number
  period: number
}): Words {
  const { recurrence, year, period } = work
  if (period === 0) return words(`năm ${year}`, `${year}`)
  switch (recurrence) {
    case 'halfYearly':
      return words(
        `6 tháng ${period === 1 ? 'đầu' : 'cuối'} năm ${year}`,
        `${period === 1 ? 'first' : 'second'} half of ${year}`,
      )
    case 'quarterly':
      return words(`quý ${romans[period] ?? period}/${year}`, `quarter ${period} of ${year}`)
    default:
      return words(`tháng ${period}/${year}`, `month ${period} of ${year}`)
  }
}
