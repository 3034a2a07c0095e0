import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { findingStates } from './fields.ts'
import { showFinding } from './queries.ts'

/** The records of the room that people talk on: the office with the agency that answers. */
export const findingThreads: readonly ThreadKind[] = [
  {
    record: 'finding',
    table: 'finding',
    label: words('Kiến nghị kiểm toán, thanh tra', 'Findings of audit and inspection'),
    subjects: ['finding'],
    show: showFinding,
    readers: officers,
    address: '/findings/{id}',
    states: findingStates.wordsOf,
    about: (id) => sql`
      SELECT 'Kiến nghị của ' || f.document_number AS vi, 'Finding of ' || f.document_number AS en, NULL::int AS enterprise_id, f.agency_id
        FROM finding f WHERE f.id = ${id}`,
  },
]
