import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { lotCorrection } from './correction.tsx'
import { lotStates } from './fields.ts'
import { showLot } from './queries.ts'

/** The records of the room that people talk on: the office with the enterprise. */
export const traceThreads: readonly ThreadKind[] = [
  {
    record: 'trace_lot',
    table: 'trace_lot',
    label: words('Lô được truy xuất', 'Traced lot'),
    subjects: ['trace_lot'],
    show: showLot,
    readers: signedIn,
    address: '/traceability/{id}',
    states: lotStates.wordsOf,
    corrected: lotCorrection.corrected,
    about: (id) => sql`
      SELECT p.name || ', ' || l.lot AS vi, p.name || ', ' || l.lot AS en, t.enterprise_id, NULL::int AS agency_id
        FROM trace_lot l JOIN product p ON p.id = l.product_id JOIN support_turn t ON t.id = l.turn_id WHERE l.id = ${id}`,
  },
]
