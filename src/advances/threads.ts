import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { advanceStates } from './fields.ts'
import { showAdvance } from './queries.ts'

/** The records of the room that people talk on. */
export const advanceThreads: readonly ThreadKind[] = [
  {
    record: 'advance',
    table: 'advance',
    label: words('Tạm ứng', 'Advances'),
    subjects: ['advance'],
    show: showAdvance,
    readers: [...signedIn],
    address: '/advances/{id}',
    states: advanceStates.wordsOf,
    about: (id) => sql`
      SELECT 'Tạm ứng ' || o.document_number AS vi, 'Advance ' || o.document_number AS en, t.enterprise_id, NULL::int AS agency_id
        FROM advance a JOIN payment_order o ON o.id = a.order_id LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id
       WHERE a.id = ${id}`,
  },
]
