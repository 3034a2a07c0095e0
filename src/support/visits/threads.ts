import { sql } from 'kysely'
import { officers, roles } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import type { ThreadKind } from '../../platform/thread.ts'
import { foundCorrection, resultCorrection } from './correction.tsx'
import { remedyStates, visitPlanStates, visitStates } from './fields.ts'
import { visitPlanCorrection } from './plans/correction.tsx'
import { showVisitPlan } from './plans/queries.ts'
import { showRemedy, showVisit } from './queries.ts'

/** What people talk on: a list among officers, a visit and what it found with the enterprise too. */
export const visitThreads: readonly ThreadKind[] = [
  {
    record: 'visit_plan',
    table: 'visit_plan',
    label: words('Danh sách kiểm tra', 'Lists of visits'),
    subjects: ['visit_plan'],
    show: showVisitPlan,
    corrected: visitPlanCorrection.corrected,
    states: visitPlanStates.wordsOf,
    readers: officers,
    address: '/visits/plans/{id}',
    about: (id) => sql`
      SELECT p.title AS vi, p.title AS en, NULL::int AS enterprise_id, NULL::int AS agency_id FROM visit_plan p WHERE p.id = ${id}`,
  },
  {
    record: 'visit',
    table: 'visit',
    label: words('Lần kiểm tra', 'Visit'),
    subjects: ['visit'],
    show: showVisit,
    corrected: resultCorrection.corrected,
    states: visitStates.wordsOf,
    readers: roles,
    address: '/visits/{id}',
    about: (id) => sql`
      SELECT 'Kiểm tra ' || e.name AS vi, 'Visit to ' || e.name AS en, v.enterprise_id, NULL::int AS agency_id
        FROM visit v JOIN enterprise e ON e.id = v.enterprise_id WHERE v.id = ${id}`,
  },
  {
    record: 'visit_finding',
    table: 'visit_finding',
    label: words('Phát hiện và khắc phục', 'Found and remedied'),
    subjects: ['visit_finding'],
    show: showRemedy,
    corrected: foundCorrection.corrected,
    states: remedyStates.wordsOf,
    readers: roles,
    address: '/visits/findings/{id}',
    about: (id) => sql`
      SELECT 'Phát hiện khi kiểm tra, ' || e.name AS vi, 'Found by a visit, ' || e.name AS en, f.enterprise_id, NULL::int AS agency_id
        FROM visit_finding f JOIN enterprise e ON e.id = f.enterprise_id WHERE f.id = ${id}`,
  },
]
