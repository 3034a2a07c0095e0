import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { pastCorrection } from './past-correction.tsx'
import { showPast } from './past-queries.ts'

/** The records of the room that people talk on. */
export const versionThreads: readonly ThreadKind[] = [
  {
    record: 'past_result',
    table: 'past_result',
    label: words('Kết quả năm trước', 'Past result'),
    subjects: ['past_result'],
    show: showPast,
    readers: staff,
    address: '/past-results/{id}',
    corrected: pastCorrection.corrected,
    about: (id) => sql`
      SELECT r.label || ', ' || r.year AS vi, r.label || ', ' || r.year AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM past_result r WHERE r.id = ${id}`,
  },
]
