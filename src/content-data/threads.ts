import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { valueCorrection } from './correction.tsx'
import { showValue } from './queries.ts'
import { valueStates } from './rules.ts'

/** The records of the room that people talk on: the office with the enterprise. */
export const contentThreads: readonly ThreadKind[] = [
  {
    record: 'content_value',
    table: 'content_value',
    label: words('Số liệu theo nội dung', 'Figure by content'),
    subjects: ['content_value'],
    show: showValue,
    readers: signedIn,
    address: '/content-values/{id}',
    states: valueStates.wordsOf,
    corrected: valueCorrection.corrected,
    about: (id) => sql`
      SELECT e.name || ': ' || d.name AS vi, e.name || ': ' || d.name_en AS en, t.enterprise_id, NULL::int AS agency_id
        FROM content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
        JOIN enterprise e ON e.id = t.enterprise_id WHERE v.id = ${id}`,
  },
]
