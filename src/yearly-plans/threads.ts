import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showYearlyPlan } from './queries.ts'
import { yearlyPlanStates } from './rules.ts'

/** The records of the room that people talk on. */
export const yearlyPlanThreads: readonly ThreadKind[] = [
  {
    record: 'yearly-plan',
    table: 'yearly_plan',
    label: words('Kế hoạch năm', 'Yearly plan'),
    subjects: ['yearly-plan'],
    show: showYearlyPlan,
    readers: officers,
    address: '/yearly-plans/{id}',
    states: yearlyPlanStates.wordsOf,
    about: (id) => sql`
      SELECT y.title AS vi, y.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM yearly_plan y WHERE y.id = ${id}`,
  },
]
