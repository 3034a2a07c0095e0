import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { holidayFields } from './holiday-fields.ts'
import { HolidayData, type Holidays, holidaysFrom, type SpecialDay } from './holidays.ts'

/** Every day that is kept, as the database has it. */
async function keptDays(db: Db): Promise<SpecialDay[]> {
  return db.selectFrom('holiday as h').select(holidayFields.select('h')).orderBy('h.day').execute()
}

let last: { readonly rows: string; readonly holidays: Holidays } | null = null

/**
 * The days off of all years: the decisions that are kept, and the general rule for years without one. While they stay the same it
 * is the same object, so that what was reckoned from it can be kept beside it.
 */
export async function readHolidays(db: Db): Promise<Holidays> {
  const kept = await keptDays(db)
  const rows = JSON.stringify(kept)
  if (last?.rows !== rows) last = { rows, holidays: holidaysFrom(kept) }
  return last.holidays
}

/** The days off and worked weekend days of a year; this year when none is named. */
export const showHolidays = query({
  name: 'calendar.holidays',
  summary: words('Ngày nghỉ và ngày làm bù của một năm', 'Days off and worked weekend days of a year'),
  route: 'GET /holidays',
  input: z.object({ year: optionalYear() }),
  output: z.object({
    year: z.int(),
    /** False: no decision of the year is kept, and the days are those of the general rule. */
    decided: z.boolean(),
    days: z.array(HolidayData),
    /** The years that have days of their own. */
    years: z.array(z.int()),
  }),
  may: staff,
  async run({ db, today }, input) {
    const kept = await keptDays(db)
    const year = input.year ?? yearOf(today)
    const { days, decided } = holidaysFrom(kept).of(year)
    return { year, decided, days: [...days], years: [...new Set(kept.map((row) => yearOf(row.day)))] }
  },
})
