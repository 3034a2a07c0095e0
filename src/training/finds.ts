import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listEvents } from './queries.ts'

/** The records of the room that the search finds: events by title and place. */
export const trainingFinds: readonly FindKind[] = [
  {
    kind: 'training_event',
    label: words('Hội nghị, đào tạo', 'Events and training'),
    by: listEvents,
    address: '/training/{id}',
    list: '/training',
    rows: (_context, sought) => sql`
      SELECT e.id, e.title AS vi, e.title AS en, concat_ws(' · ', e.place, ${dayOf('e.heldOn')}) AS note, e.search AS text
        FROM training_event e WHERE ${sought(sql`e.search`)}`,
  },
]
