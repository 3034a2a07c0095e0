import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { claimStates } from './fields.ts'
import { showClaim } from './queries.ts'

/** The records of the room that people talk on. */
export const claimThreads: readonly ThreadKind[] = [
  {
    record: 'payment_claim',
    table: 'payment_claim',
    label: words('Đề nghị thanh toán', 'Claims of payment'),
    subjects: ['payment_claim'],
    show: showClaim,
    readers: [...signedIn],
    address: '/claims/{id}',
    states: claimStates.wordsOf,
    about: (id) => sql`
      SELECT 'Đề nghị thanh toán ' || c.id AS vi, 'Claim ' || c.id AS en, t.enterprise_id, NULL::int AS agency_id
        FROM payment_claim c LEFT JOIN support_turn t ON t.id = c.turn_id WHERE c.id = ${id}`,
  },
]
