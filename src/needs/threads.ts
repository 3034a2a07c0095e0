import { sql } from 'kysely'
import { roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showNeed } from './queries.ts'
import { needStates } from './rules.ts'

/** The records of the room that people talk on. */
export const needThreads: readonly ThreadKind[] = [
  {
    record: 'need',
    table: 'need',
    label: words('Nhu cầu', 'Need'),
    subjects: ['need'],
    show: showNeed,
    readers: roles,
    states: needStates.wordsOf,
    address: '/needs/{id}',
    about: (id) => sql`
      SELECT 'Nhu cầu ' || n.id || ': ' || left(n.text, 60) AS vi, 'Need ' || n.id || ': ' || left(n.text, 60) AS en,
             n.enterprise_id, coalesce(n.brought_by, n.agency_id) AS agency_id FROM need n WHERE n.id = ${id}`,
  },
]
