import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listPlanned } from './queries.ts'

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
]
