import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showPlanned } from './queries.ts'
import { eventStates } from './rules.ts'

/** The records of the room that people talk on. */
export const eventThreads: readonly ThreadKind[] = [
  {
    record: 'planned_event',
    table: 'planned_event',
    label: words('Sự kiện theo lịch', 'Planned events'),
    subjects: ['planned_event'],
    show: showPlanned,
    readers: officers,
    address: '/events/{id}',
    states: eventStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM planned_event y WHERE y.id = ${id}`,
  },
]
