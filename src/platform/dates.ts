import type { Language } from './language.ts'
import { visible } from './text.ts'

/*
 * A day is an ISO text `YYYY-MM-DD` without a time zone. The programme's clock is Asia/Ho_Chi_Minh (UTC+7, no summer time).
 */

export const timeZone = 'Asia/Ho_Chi_Minh'

const momentFormat = new Intl.DateTimeFormat('vi-VN', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Viet Nam has been seven hours ahead of UTC, without summer time, since 1975. */
const ahead = 7 * 60 * 60 * 1000

/** The day in Viet Nam at this moment, ISO. */
export function today(now: Date): string {
  return new Date(now.getTime() + ahead).toISOString().slice(0, 10)
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false }

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** Whether year, month 1-12 and day are a real day of the Gregorian calendar, 1900 to 2199. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** A day as people type it: `23/11/2026`, `23-11-2026`, `23.11.2026`, `2026-11-23`. Days that do not exist are refused. */
export function parseDate(text: string): Parsed<string> {
  const typed = visible(text).trim()
  const vietnamese = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  const parts = vietnamese ? [vietnamese[3], vietnamese[2], vietnamese[1]] : iso ? iso.slice(1, 4) : null
  if (parts === null) return { ok: false }
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  if (!isRealDay(year, month, day)) return { ok: false }
  return { ok: true, value: `${year}-${pad(month)}-${pad(day)}` }
}

/** A day as Vietnamese offices write it, `23/11/2026`; the same in English, where it would else be read as American. */
export function formatDate(day: string): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

/** A moment as `23/11/2026 14:05`, in Viet Nam. */
export function formatMoment(moment: Date | string): string {
  const at = typeof moment === 'string' ? new Date(moment) : moment
  return `${formatDate(today(at))} ${momentFormat.format(at)}`
}

/** A day in a document's line: `ngày 05 tháng 02 năm 2026`; days under 10 and months 1 and 2 get a zero (Decree 30/2020, app. I). */
export function formatLongDate(day: string, language: Language = 'vi'): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  if (language === 'en') return `${date} ${englishMonths[month - 1]} ${year}`
  return `ngày ${pad(date)} tháng ${month < 3 ? pad(month) : month} năm ${year}`
}

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `2026-11-23` and 30 → the day 30 days later; negative goes back. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** Days from one day to another: positive when `to` is later. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Years of a period as a label has them: `2024 - 2025`, in English `2024-2025`; one year by itself. */
export function yearSpan(first: number, last: number, language: Language = 'vi'): string {
  if (first === last) return String(first)
  return language === 'vi' ? `${first} - ${last}` : `${first}-${last}`
}

/** The year of a day. */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}
