import { sql } from 'kysely'
import { roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { decisionCorrection } from './decision-correction.tsx'
import { showApplication } from './queries.ts'
import { applicationStates } from './states.ts'

/** The records of the room that people talk on. */
export const applicationThreads: readonly ThreadKind[] = [
  {
    record: 'application',
    table: 'application',
    label: words('Hồ sơ', 'Application'),
    subjects: ['application'],
    show: showApplication,
    corrected: decisionCorrection.corrected,
    readers: [...roles, 'expert', 'council_member'],
    states: applicationStates.wordsOf,
    address: '/applications/{id}',
    about: (id) => sql`
      SELECT 'Hồ sơ ' || a.id || ', ' || e.name AS vi, 'Application ' || a.id || ', ' || e.name AS en, a.enterprise_id, NULL::int AS agency_id
        FROM application a JOIN enterprise e ON e.id = a.enterprise_id WHERE a.id = ${id}`,
  },
]
