import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showAppraisal } from './queries.ts'
import { appraisalStates } from './rules.ts'

/** The records of the room that people talk on. */
export const councilThreads: readonly ThreadKind[] = [
  {
    record: 'appraisal',
    table: 'appraisal',
    label: words('Thẩm định', 'Appraisals'),
    subjects: ['appraisal'],
    show: showAppraisal,
    readers: officers,
    address: '/appraisals/{id}',
    states: appraisalStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title_en AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM appraisal y WHERE y.id = ${id}`,
  },
]
