import { z } from 'zod'
import { addDays, yearOf } from '../platform/dates.ts'
import { holidayFields } from './holiday-fields.ts'
import { lunarToSolar } from './lunar.ts'

/*
 * Days off. The law says how many (Labour Code 45/2019/QH14, art. 112); which five days of Tết, which day beside 2
 * September, and which working days change places is decided each year, and that is data by year.
 */

/** A row of data/holidays.json. */
export const HolidayData = z.object({
  ...holidayFields.row,
  name: z.string().min(1),
  nameEn: z.string().min(1),
  source: z.string().min(1),
})
export type SpecialDay = z.infer<typeof HolidayData>

/** The days of the week of a day: 0 Sunday to 6 Saturday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** Saturday and Sunday are days off of state offices (Decision 188/1999/QĐ-TTg: the week of 40 hours). */
export function isWeekend(day: string): boolean {
  return weekday(day) % 6 === 0
}

const lawSource = 'Bộ luật Lao động 45/2019/QH14, Điều 112'
const cultureDaySince = '2026-07-01'
const compensationSource = 'Bộ luật Lao động 45/2019/QH14, khoản 3 Điều 111'

/**
 * The day beside 2 September that the general rule takes: a working day that joins the weekend if one does, else the
 * day before.
 */
function besideNationalDay(year: number): string {
  const [before, after] = [`${year}-09-01`, `${year}-09-03`]
  if (isWeekend(before)) return after
  return isWeekend(addDays(after, 1)) && !isWeekend(after) ? after : before
}

/**
 * The days off of a year for which there is no decision: the last day of the old lunar year and the first four of the new
 * stand for the five days of Tết, `besideNationalDay` for the second day of September, and each holiday on a Saturday or
 * Sunday gives the next working day off (art. 111.3).
 */
export function generalDays(year: number): SpecialDay[] {
  const newYear = lunarToSolar({ year, month: 1, day: 1 }) ?? ''
  const tet = (away: number) => [addDays(newYear, away), 'Tết Âm lịch', 'Lunar new year', lawSource] as const
  const holidays = [
    [`${year}-01-01`, 'Tết Dương lịch', "New Year's Day", lawSource] as const,
    ...[-1, 0, 1, 2, 3].map(tet),
    [
      lunarToSolar({ year, month: 3, day: 10 }) ?? '',
      'Giỗ Tổ Hùng Vương (mùng 10 tháng 3 âm lịch)',
      "Hùng Kings' Commemoration Day (10th of the 3rd lunar month)",
      lawSource,
    ] as const,
    [`${year}-04-30`, 'Ngày Chiến thắng', 'Reunification Day', lawSource] as const,
    [`${year}-05-01`, 'Ngày Quốc tế lao động', "International Workers' Day", lawSource] as const,
    [`${year}-09-02`, 'Quốc khánh', 'National Day', lawSource] as const,
    [
      besideNationalDay(year),
      'Quốc khánh (ngày liền kề)',
      'National Day (day beside it)',
      lawSource,
    ] as const,
  ]
  const cultureDay = `${year}-11-24`
  // 10/3 may fall on another holiday: one day off, one row
  const days = new Map<string, SpecialDay>()
  for (const [day, name, nameEn, source] of holidays) {
    const there = days.get(day)
    days.set(day, {
      day,
      kind: 'holiday',
      name: there === undefined ? name : `${there.name}; ${name}`,
      nameEn: there === undefined ? nameEn : `${there.nameEn}; ${nameEn}`,
      source,
      toCheck: false,
    })
  }
  const dated = [...days.values()].sort(byDay)
  // Given by a resolution and not by article 112.1 of the Labour Code, so no day in lieu is known for it.
  if (cultureDay >= cultureDaySince)
    days.set(cultureDay, {
      ...{ day: cultureDay, kind: 'holiday', name: 'Ngày Văn hóa Việt Nam', nameEn: 'Viet Nam Culture Day' },
      source: 'Nghị quyết 28/2026/QH16, Điều 2',
      toCheck: false,
    })
  for (const holiday of dated) {
    if (!isWeekend(holiday.day)) continue
    let day = addDays(holiday.day, 1)
    while (isWeekend(day) || days.has(day)) day = addDays(day, 1)
    days.set(day, {
      day,
      kind: 'compensation',
      name: `Nghỉ bù: ${holiday.name}`,
      nameEn: `In lieu: ${holiday.nameEn}`,
      source: compensationSource,
      toCheck: false,
    })
  }
  return [...days.values()].sort(byDay)
}

function byDay(one: SpecialDay, other: SpecialDay): number {
  return one.day < other.day ? -1 : one.day > other.day ? 1 : 0
}

/** The days off and worked days of all years. */
export interface Holidays {
  /** The special days of a year in their order, and whether they are the year's decision or the general rule. */
  of(year: number): { readonly days: readonly SpecialDay[]; readonly decided: boolean }
  /** What is special about this day. */
  at(day: string): SpecialDay | undefined
}

/** @param decided the rows that are kept; a year with none follows the general rule */
export function holidaysFrom(decided: readonly SpecialDay[]): Holidays {
  const byYear = Map.groupBy(decided, (row) => yearOf(row.day))
  const years = new Map<number, { days: SpecialDay[]; decided: boolean; at: Map<string, SpecialDay> }>()
  const of = (year: number) => {
    const known = years.get(year)
    if (known !== undefined) return known
    const rows = byYear.get(year)
    const days = rows === undefined ? generalDays(year) : rows.toSorted(byDay)
    const made = { days, decided: rows !== undefined, at: new Map(days.map((row) => [row.day, row])) }
    years.set(year, made)
    return made
  }
  return { of, at: (day) => of(yearOf(day)).at.get(day) }
}
