import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showStudy } from './queries.ts'
import { studyStates } from './rules.ts'

/** The records of the room that people talk on. */
export const studyThreads: readonly ThreadKind[] = [
  {
    record: 'tfp_study',
    table: 'tfp_study',
    label: words('Tính toán TFP', 'TFP study'),
    subjects: ['tfp_study', 'study'],
    show: showStudy,
    readers: officers,
    address: '/studies/{id}',
    states: studyStates.wordsOf,
    about: (id) => sql`
      SELECT s.title AS vi, s.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM tfp_study s WHERE s.id = ${id}`,
  },
]
