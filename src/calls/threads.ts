import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showCall } from './queries.ts'
import { storedStates } from './rules.ts'

/** The records of the room that officers talk on. */
export const callThreads: readonly ThreadKind[] = [
  {
    record: 'call',
    table: 'call',
    label: words('Đợt kêu gọi', 'Calls'),
    subjects: ['call'],
    show: showCall,
    readers: officers,
    address: '/calls/{id}',
    states: storedStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM call y WHERE y.id = ${id}`,
  },
]
