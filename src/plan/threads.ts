import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { findPlan } from './active.ts'
import { namePlan } from './heading.ts'
import { planStates } from './plan-states.ts'

/** The records of the room that people talk on. */
export const planThreads: readonly ThreadKind[] = [
  {
    record: 'plan',
    table: 'plan',
    label: words('Kế hoạch', 'Plan'),
    subjects: ['plan'],
    show: namePlan,
    readers: staff,
    address: '/plans/{id}',
    states: planStates.wordsOf,
    // The plan that one works in has a page without a number.
    also: { path: '/plan', recordId: async (at) => (await findPlan(at))?.id ?? null },
    about: (id) => sql`
      SELECT 'Kế hoạch ' || p.number AS vi, 'Plan ' || p.number AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
        FROM plan p WHERE p.id = ${id}`,
  },
]
