import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showYearEnd } from './carry-queries.ts'
import { yearEndStates } from './carry-rules.ts'
import { showSettlement } from './settlement-queries.ts'
import { settlementStates } from './settlement-rules.ts'

/** The records of the room that people talk on. */
export const yearEndThreads: readonly ThreadKind[] = [
  {
    record: 'year_end',
    table: 'year_end_decision',
    label: words('Chuyển nguồn, hủy dự toán', 'Carried over, cancelled'),
    subjects: ['year_end'],
    show: showYearEnd,
    readers: officers,
    address: '/budget/year-end/{id}',
    states: yearEndStates.wordsOf,
    about: (id) => sql`
      SELECT left(d.year || ': ' || d.reason, 200) AS vi, left(d.year || ': ' || d.reason, 200) AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM year_end_decision d WHERE d.id = ${id}`,
  },
  {
    record: 'year_settlement',
    table: 'year_settlement',
    label: words('Quyết toán năm', 'Settlement of years'),
    subjects: ['year_settlement'],
    show: showSettlement,
    readers: officers,
    address: '/budget/settlements/{id}',
    states: settlementStates.wordsOf,
    about: (id) => sql`
      SELECT 'Quyết toán năm ' || s.year AS vi, 'Settlement of ' || s.year AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM year_settlement s WHERE s.id = ${id}`,
  },
]
