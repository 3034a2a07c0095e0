import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showEstimate } from './queries.ts'
import { estimateStates } from './rules.ts'

/** The records of the room that people talk on. */
export const estimateThreads: readonly ThreadKind[] = [
  {
    record: 'estimate',
    table: 'estimate',
    label: words('Dự toán kinh phí năm', 'Yearly estimates'),
    subjects: ['estimate'],
    show: showEstimate,
    readers: officers,
    address: '/estimates/{id}',
    states: estimateStates.wordsOf,
    about: (id) => sql`
      SELECT e.title AS vi, e.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM estimate e WHERE e.id = ${id}`,
  },
]
