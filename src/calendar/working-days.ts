import { addDays } from '../platform/dates.ts'
import { type Holidays, isWeekend } from './holidays.ts'

/*
 * Two readings of "the last day is a day off":
 *
 * - A day that a plan or a request names ("trước ngày 30 tháng 11", "chậm nhất 31/12") is no period counted in days: the
 *   report must have left by then. Work stops on the last working day before it, so the officer is shown that day
 *   (`workingDeadline`), never a later one. Whether the work is late is still judged by the day that is named.
 * - A period that is counted in days ("trong 10 ngày") and would end on a day off ends at the end of the next working day
 *   (`periodEnd`; Civil Code 91/2015/QH13, art. 148.5); its first day is the one after it was set (art. 147.2).
 */

/** Whether state offices work on this day. */
export function isWorkingDay(day: string, holidays: Holidays): boolean {
  const special = holidays.at(day)
  if (special !== undefined) return special.kind === 'workday'
  return !isWeekend(day)
}

/** The day itself when it is worked, else the last working day before it. */
export function workingDayUntil(day: string, holidays: Holidays): string {
  let at = day
  while (!isWorkingDay(at, holidays)) at = addDays(at, -1)
  return at
}

/** The day itself when it is worked, else the first working day after it. */
function workingDayFrom(day: string, holidays: Holidays): string {
  let at = day
  while (!isWorkingDay(at, holidays)) at = addDays(at, 1)
  return at
}

/** The last day on which the work is in time. @param due `before`: the day named is already late */
export function lastDayOf(due: { readonly on: string; readonly before: boolean }): string {
  return due.before ? addDays(due.on, -1) : due.on
}

/** The last working day on which the work is in time. */
export function workingDeadline(
  due: { readonly on: string; readonly before: boolean },
  holidays: Holidays,
): string {
  return workingDayUntil(lastDayOf(due), holidays)
}

/** The end of a period of `days` calendar days set on `day` (Civil Code 91/2015/QH13, art. 147.2 and 148.5). */
export function periodEnd(day: string, days: number, holidays: Holidays): string {
  return workingDayFrom(addDays(day, days), holidays)
}

/** The day that lies `count` working days after `day` (before it, when negative); with 0 the day itself. */
export function addWorkingDays(day: string, count: number, holidays: Holidays): string {
  const step = Math.sign(count)
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step)
    if (isWorkingDay(at, holidays)) left--
  }
  return at
}

/** How many working days there are after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string, holidays: Holidays): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) count++
  return count
}

/** The working days of a stretch of time as two lists, so that a database counts in them without knowing the calendar. */
export interface WorkingDayTable {
  readonly first: string
  /** For each day from the first on: how many working days lie after the first up to and with it. */
  readonly ordinals: readonly number[]
  /** The working days after the first, in their order. */
  readonly days: readonly string[]
}

/** The table of the days from `first` to `last`, both ISO. */
export function workingDayTable(first: string, last: string, holidays: Holidays): WorkingDayTable {
  const ordinals: number[] = []
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (day !== first && isWorkingDay(day, holidays)) days.push(day)
    ordinals.push(days.length)
  }
  return { first, ordinals, days }
}
