import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listDuties } from './queries.ts'

const text = sql`fold(coalesce(d.code, '') || ' ' || coalesce(w.title, d.text) || ' ' || coalesce(w.title, d.text_en) || ' ' || a.name || ' ' || w.year)`

/** The records of the room that the search finds: dated work by section, words, agency and year. */
export const dutyFinds: readonly FindKind[] = [
  {
    kind: 'duty_item',
    label: words('Nhiệm vụ của cơ quan', 'Duties of the agency'),
    by: listDuties,
    address: '/duties/{id}',
    list: '/duties',
    rows: ({ today }, sought) => sql`
      SELECT w.id, concat_ws(': ', d.code, coalesce(w.title, d.text)) AS vi, concat_ws(': ', d.code, coalesce(w.title, d.text_en)) AS en,
             concat_ws(' · ', a.name, ${dayOf('w.dueOn')}) AS note, ${text} AS text
        FROM duty_item w LEFT JOIN duty d ON d.id = w.duty_id
        JOIN agency a ON a.id = CASE WHEN w.done_on IS NULL THEN agency_on(w.agency_id, ${today}::date) ELSE w.agency_id END
       WHERE ${sought(text)}`,
  },
]
