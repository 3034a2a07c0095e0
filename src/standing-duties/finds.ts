import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listStanding } from './queries.ts'

const text = sql`fold('nhiem vu thuong xuyen standing duty ' || d.code || ' ' || d.text || ' ' || a.name || ' ' || coalesce(s.done, ''))`

/** The records of the room that the search finds: reports by section, duty, agency and what was done. */
export const standingFinds: readonly FindKind[] = [
  {
    kind: 'standing_report',
    label: words('Báo cáo nhiệm vụ thường xuyên', 'Reports on standing duties'),
    by: listStanding,
    address: '/standing-reports/{id}',
    list: '/standing-reports',
    rows: (_context, sought) => sql`
      SELECT s.id, concat(d.code, ': ', d.text) AS vi, concat(d.code, ': ', d.text_en) AS en, concat(a.name, ', ', s.year) AS note, ${text} AS text
        FROM standing_report s JOIN duty d ON d.id = s.duty_id JOIN agency a ON a.id = s.agency_id WHERE ${sought(text)}`,
  },
]
