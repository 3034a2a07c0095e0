import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showCommitment } from './commitment-queries.ts'

/** The records of the room that people talk on. */
export const budgetThreads: readonly ThreadKind[] = [
  {
    record: 'commitment',
    label: words('Cam kết', 'Commitment'),
    subjects: ['commitment'],
    show: showCommitment,
    readers: officers,
    address: '/budget/commitments/{id}',
    about: (id) => sql`
      SELECT 'Cam kết ' || c.document_number AS vi, 'Commitment ' || c.document_number AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM commitment c WHERE c.id = ${id}`,
  },
]
