import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { showPerson } from './person-queries.ts'
import { listEvents } from './queries.ts'

/** The records of the room that the search finds: events by title and place, for officers the persons who were trained. */
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
  {
    kind: 'trained_person',
    label: words('Người được đào tạo', 'Persons trained'),
    by: showPerson,
    address: '/trained-persons/{id}',
    list: '/trained-persons',
    rows: (_context, sought) => sql`
      SELECT t.id, t.name AS vi, t.name AS en, concat_ws(' · ', coalesce(n.name, t.workplace), e.title) AS note, t.search AS text
        FROM trained_person t JOIN training_event e ON e.id = t.event_id LEFT JOIN enterprise n ON n.id = t.enterprise_id
       WHERE ${sought(sql`t.search`)}`,
  },
]
