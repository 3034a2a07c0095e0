import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { personCorrection } from './correction.tsx'
import { showPersonOfRegister } from './queries.ts'

/** The records of the room that people talk on. */
export const peopleThreads: readonly ThreadKind[] = [
  {
    record: 'person',
    table: 'person',
    label: words('Hồ sơ cá nhân', 'Records of persons'),
    subjects: ['person'],
    show: showPersonOfRegister,
    readers: officers,
    address: '/people/{id}',
    corrected: personCorrection.corrected,
    about: (id) => sql`
      SELECT p.name AS vi, p.name AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM person p WHERE p.id = ${id}`,
  },
]
