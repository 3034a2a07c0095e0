import { addDays } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { type StateOf, states } from '../../platform/states.ts'
import { type Days, isWithin, lastDay } from '../rules.ts'

/** How an attendance became known. */
export const attendanceWays = states({
  door: words('Tại cửa', 'At the door'),
  sheet: words('Theo bảng', 'Out of a sheet'),
})
export type AttendanceWay = StateOf<typeof attendanceWays>

/**
 * The day of the event on which somebody came: that of the phone's clock where it can be, since what was noted without a network is
 * sent later; else today, since a clock may be wrong. Null: the event is on no such day.
 */
export function dayOfComing(event: Days, said: string | null, today: string): string | null {
  if (said !== null && said <= today && isWithin(event, said)) return said
  return isWithin(event, today) ? today : null
}

/** The days of the event that have come, the last first: those that a sheet may be of. */
export function daysGone(event: Days, today: string): string[] {
  const days: string[] = []
  const until = lastDay(event) < today ? lastDay(event) : today
  for (let day = event.startsOn; day <= until; day = addDays(day, 1)) days.unshift(day)
  return days
}

/** What is typed or scanned at a door: the code of eight digits, or the number of the registration. */
export const isDoorCode = (typed: string): boolean => /^\d{8}$/.test(typed)
