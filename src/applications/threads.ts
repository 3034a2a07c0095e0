import { sql } from 'kysely'
import { calledRow } from '../outgoing/index.ts'
import { officers, roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { decisionCorrection } from './decision-correction.tsx'
import { showDecision } from './decision-queries.ts'
import { listNumberCorrection } from './list-number-correction.tsx'
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
  {
    record: 'application_decision',
    table: 'application_decision',
    label: words('Quyết định cho nhiều hồ sơ', 'Decision on several applications'),
    subjects: ['application_decision'],
    show: showDecision,
    corrected: listNumberCorrection.corrected,
    readers: officers,
    address: '/applications/decisions/{id}',
    about: (id) => sql`
      SELECT 'Quyết định ' || ${calledRow} AS vi, 'Decision ' || ${calledRow} AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM application_decision d JOIN outgoing_number n ON n.id = d.number_id WHERE d.id = ${id}`,
  },
]
