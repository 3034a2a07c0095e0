import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { projectCorrection } from './correction.tsx'
import { projectStates } from './fields.ts'
import { showProject } from './queries.ts'

/** The records of the room that people talk on: the office with the enterprise. */
export const improvementThreads: readonly ThreadKind[] = [
  {
    record: 'improvement',
    table: 'improvement_project',
    label: words('Dự án cải tiến', 'Improvement projects'),
    subjects: ['improvement'],
    show: showProject,
    readers: signedIn,
    address: '/improvements/{id}',
    states: projectStates.wordsOf,
    corrected: projectCorrection.corrected,
    about: (id) => sql`
      SELECT e.name || ': ' || i.title AS vi, e.name || ': ' || i.title AS en, i.enterprise_id, NULL::int AS agency_id
        FROM improvement_project i JOIN enterprise e ON e.id = i.enterprise_id WHERE i.id = ${id}`,
  },
]
