import { addDays } from '../platform/dates.ts'

/** Whether every year has this day; 29 February is none. */
export const isDayOfYears = (month: number, day: number): boolean =>
  day <= new Date(Date.UTC(2023, month, 0)).getUTCDate()

/** How long before a day it is told of, and until how long after it. */
export const toldBefore = [30, 7, 1] as const
export const toldAfter = 30

/** Which reminder of a day is due today: the last that has come; null before the first and long after it. @param on the day, ISO */
export function reminderOf(on: string, today: string): number | 'passed' | null {
  if (today > on) return today <= addDays(on, toldAfter) ? 'passed' : null
  return [...toldBefore].reverse().find((days) => addDays(today, days) >= on) ?? null
}
