import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listConclusions } from './minutes/queries.ts'
import { listPlanned } from './queries.ts'
import { listSchools } from './schools/queries.ts'

const text = sql`fold('su kien event ' || y.title || ' ' || y.place)`

/** The records of the room that the search finds: events by name and place. */
export const eventFinds: readonly FindKind[] = [
  {
    kind: 'planned_event',
    label: words('Sự kiện theo lịch', 'Planned events'),
    by: listPlanned,
    address: '/events/{id}',
    list: '/events',
    rows: (_context, sought) => sql`
      SELECT y.id, y.title AS vi, y.title AS en, y.place AS note, ${text} AS text FROM planned_event y WHERE ${sought(text)}`,
  },
  {
    kind: 'event_conclusion',
    label: words('Kết luận của các sự kiện', 'Conclusions of events'),
    by: listConclusions,
    address: '/event-conclusions/{id}',
    list: '/event-conclusions',
    rows: (_context, sought) => sql`
      SELECT c.id, left(c.content, 120) AS vi, left(c.content, 120) AS en, a.name AS note, c.search AS text
        FROM event_conclusion c JOIN agency a ON a.id = c.agency_id WHERE ${sought(sql`c.search`)}`,
  },
  {
    kind: 'school',
    label: words('Các trường có dạy năng suất', 'Schools that teach productivity'),
    by: listSchools,
    address: '/schools/{id}',
    list: '/schools',
    rows: (_context, sought) => sql`
      SELECT s.id, s.name AS vi, s.name AS en, s.address AS note, s.search AS text FROM school s WHERE ${sought(sql`s.search`)}`,
  },
]
