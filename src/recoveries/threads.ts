import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { recoveryStates } from './fields.ts'
import { showRecovery } from './queries.ts'

/** The records of the room that people talk on. */
export const recoveryThreads: readonly ThreadKind[] = [
  {
    record: 'recovery',
    table: 'recovery',
    label: words('Thu hồi kinh phí', 'Recoveries'),
    subjects: ['recovery'],
    show: showRecovery,
    readers: [...signedIn],
    address: '/recoveries/{id}',
    states: recoveryStates.wordsOf,
    about: (id) => sql`
      SELECT 'Thu hồi theo ' || r.decision_number AS vi, 'Recovery by ' || r.decision_number AS en,
             (SELECT t.enterprise_id FROM support_turn t WHERE t.commitment_id = r.commitment_id LIMIT 1) AS enterprise_id, NULL::int AS agency_id
        FROM recovery r WHERE r.id = ${id}`,
  },
]
