import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showProposal } from './queries.ts'
import { proposalStates } from './rules.ts'

/** The records of the room that officers talk on. */
export const proposalThreads: readonly ThreadKind[] = [
  {
    record: 'policy_proposal',
    table: 'policy_proposal',
    label: words('Đề xuất chính sách', 'Proposals of policy'),
    subjects: ['policy_proposal'],
    show: showProposal,
    readers: officers,
    address: '/policy-proposals/{id}',
    states: proposalStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM policy_proposal y WHERE y.id = ${id}`,
  },
]
