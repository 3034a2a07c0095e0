import { sql } from 'kysely'
import { roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showEnterprise } from './queries.ts'
import { enterpriseStates } from './rules.ts'

/** The records of the room that people talk on. */
export const enterpriseThreads: readonly ThreadKind[] = [
  {
    record: 'enterprise',
    table: 'enterprise',
    label: words('Doanh nghiệp', 'Enterprise'),
    subjects: ['enterprise'],
    show: showEnterprise,
    readers: roles,
    address: '/enterprises/{id}',
    states: enterpriseStates.wordsOf,
    about: (id) => sql`
      SELECT e.name AS vi, e.name AS en, e.id AS enterprise_id, NULL::int AS agency_id FROM enterprise e WHERE e.id = ${id}`,
  },
]
