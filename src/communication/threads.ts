import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { communicationCorrection } from './correction.tsx'
import { showCommunication } from './queries.ts'
import { communicationStates } from './rules.ts'

/** The records of the room that the office and the agencies talk on, with their story. */
export const communicationThreads: readonly ThreadKind[] = [
  {
    record: 'communication',
    table: 'communication',
    label: words('Hoạt động truyền thông', 'Communication'),
    subjects: ['communication'],
    show: showCommunication,
    readers: staff,
    address: '/communication/{id}',
    states: communicationStates.wordsOf,
    corrected: communicationCorrection.corrected,
    about: (id) => sql`
      SELECT c.title AS vi, c.title AS en, NULL::int AS enterprise_id, c.agency_id FROM communication c WHERE c.id = ${id}`,
  },
]
