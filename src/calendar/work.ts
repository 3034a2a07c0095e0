import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { changeHoliday } from './holiday-commands.ts'

export const calendarWork: RoomWork = {
  kinds: [
    {
      kind: 'calendar.check',
      label: words('Đối chiếu ngày nghỉ với văn bản', 'Hold a day off against its decision'),
      counted: words('ngày', 'days'),
      record: 'holiday',
      states: [],
      by: changeHoliday,
      whose: 'office',
      address: '/calendar',
      // Limits are counted over the days of this year and those to come.
      rows: ({ today }) => ({
        from: sql`holiday h WHERE h.to_check AND h.day >= date_trunc('year', ${today}::date)`,
        id: sql`h.day - date '2000-01-01'`,
        since: sql`least(date_trunc('year', h.day)::date, ${today}::date)`,
        subject: sql`to_char(h.day, 'DD/MM/YYYY') || ': ' || h.name`,
        subjectEn: sql`to_char(h.day, 'DD/MM/YYYY') || ': ' || h.name_en`,
        group: {
          key: sql`extract(year FROM h.day)::text`,
          label: sql`'Năm ' || extract(year FROM h.day)`,
          labelEn: sql`extract(year FROM h.day)::text`,
        },
      }),
    },
  ],
  records: [],
}
