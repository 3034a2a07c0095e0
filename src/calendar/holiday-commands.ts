import { sql } from 'kysely'
import { z } from 'zod'
import { untouched } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { day } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import type { StateOf } from '../platform/states.ts'
import { type dayKinds, holidayFields } from './holiday-fields.ts'
import { generalDays, isWeekend, type SpecialDay } from './holidays.ts'

async function insertDays(db: Db, days: readonly SpecialDay[]): Promise<void> {
  if (days.length === 0) return
  await db
    .insertInto('holiday')
    .values([...days])
    .onConflict((there) => there.column('day').doNothing())
    .execute()
}

/** As `addMissingHolidays`; sources and marks of the days that no officer has touched are corrected besides. */
export async function updateHolidays(db: Db, days: readonly SpecialDay[]): Promise<void> {
  await addMissingHolidays(db, days)
  await sql`
    UPDATE holiday h SET source = r.source, to_check = r."toCheck"
      FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS r (day date, kind text, name text, source text, "toCheck" boolean)
     WHERE h.day = r.day AND h.kind = r.kind AND h.name = r.name
       AND (h.source, h.to_check) IS DISTINCT FROM (r.source, r."toCheck")
       AND ${untouched('holiday', sql`h.day::text`)}`.execute(db)
}

/** Brings in the days of years of which none is kept yet; a year that people have worked on stays as it is. */
async function addMissingHolidays(db: Db, days: readonly SpecialDay[]): Promise<void> {
  const kept = await db.selectFrom('holiday').select('day').execute()
  const there = new Set(kept.map((row) => yearOf(row.day)))
  await insertDays(
    db,
    days.filter((row) => !there.has(yearOf(row.day))),
  )
}

/**
 * Turns the general rule of a year without days of its own into days that can be changed, so that one changed day does
 * not leave the year without the others.
 */
async function keepYear({ db }: Context, year: number): Promise<void> {
  // Two at once: the second finds the year kept.
  await db.selectFrom('holiday').select('day').orderBy('day').limit(1).forUpdate().execute()
  await addMissingHolidays(
    db,
    generalDays(year).map((row) => ({ ...row, toCheck: true })),
  )
}

explainConstraint('holiday_pkey', () =>
  conflict(
    'calendar.dayTaken',
    words('Ngày này đã có trong danh sách.', 'This day is in the list already.'),
    'day',
  ),
)

const columnsOf = (input: z.output<z.ZodObject<typeof holidayFields.input>>) =>
  holidayFields.values({ ...input, nameEn: input.nameEn ?? input.name })

/** Rule: a worked day in exchange is of a weekend, a day off in exchange of the working week. */
const dayOfKind: Rule<{ day: string; kind: StateOf<typeof dayKinds> }> = {
  of: ['day', 'kind'],
  judge: (input) => {
    if (input.kind === 'workday' && !isWeekend(input.day))
      return {
        field: 'day',
        words: {
          vi: 'Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.',
          en: 'A worked day in exchange must be a Saturday or Sunday.',
        },
      }
    if (input.kind === 'compensation' && isWeekend(input.day))
      return {
        field: 'day',
        words: {
          vi: 'Ngày nghỉ bù phải là ngày làm việc trong tuần.',
          en: 'A day off in exchange must be a day of the working week.',
        },
      }
    return null
  },
}

/** Adds a day off or a worked weekend day by a decision of the year. */
export const addHoliday = command({
  name: 'calendar.addDay',
  summary: words('Thêm ngày nghỉ, ngày làm bù', 'Add a day off or a worked weekend day'),
  route: 'POST /holidays',
  input: z.object(holidayFields.input),
  output: z.object({ day: z.iso.date() }),
  may: ['coordinator'],
  rules: [dayOfKind],
  subject: (input) => `holiday:${input.day}`,
  async run(context, input) {
    await keepYear(context, yearOf(input.day))
    await context.db.insertInto('holiday').values(columnsOf(input)).execute()
    return { day: input.day }
  },
})

/** Corrects a day: its kind, its name, its source, or that it has been held against its source. */
export const changeHoliday = command({
  name: 'calendar.changeDay',
  summary: words('Sửa ngày nghỉ, ngày làm bù', 'Correct a day off or a worked weekend day'),
  route: 'PUT /holidays/{day}',
  input: z.object(holidayFields.input),
  output: z.object({ day: z.iso.date() }),
  may: ['coordinator'],
  rules: [dayOfKind],
  subject: (input) => `holiday:${input.day}`,
  async run(context, input) {
    await keepYear(context, yearOf(input.day))
    const { numUpdatedRows } = await context.db
      .updateTable('holiday')
      .set(columnsOf(input))
      .where('day', '=', input.day)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw notFound(words('ngày này trong danh sách', 'This day'))
    return { day: input.day }
  },
})

/** Takes a day out of the list. */
export const removeHoliday = command({
  name: 'calendar.removeDay',
  summary: words('Bỏ ngày nghỉ, ngày làm bù', 'Remove a day off or a worked weekend day'),
  route: 'DELETE /holidays/{day}',
  input: z.object({ day: day() }),
  output: z.object({ day: z.iso.date() }),
  may: ['coordinator'],
  subject: (input) => `holiday:${input.day}`,
  async run(context, input) {
    await keepYear(context, yearOf(input.day))
    const { numDeletedRows } = await context.db
      .deleteFrom('holiday')
      .where('day', '=', input.day)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound(words('ngày này trong danh sách', 'This day'))
    return { day: input.day }
  },
})
