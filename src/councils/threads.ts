import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { councilStates } from './council-fields.ts'
import { councilReaders, showCouncil } from './council-queries.ts'
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
    readers: councilReaders,
    address: '/appraisals/{id}',
    states: appraisalStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title_en AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM appraisal y WHERE y.id = ${id}`,
  },
  {
    record: 'council',
    table: 'council',
    label: words('Hội đồng', 'Councils'),
    subjects: ['council'],
    show: showCouncil,
    readers: councilReaders,
    address: '/councils/{id}',
    states: councilStates.wordsOf,
    about: (id) => sql`
      SELECT y.name AS vi, y.name AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM council y WHERE y.id = ${id}`,
  },
]
