import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showStanding } from './queries.ts'
import { standingStates } from './rules.ts'

/** The records of the room that people talk on: the office with the agency that reports. */
export const standingThreads: readonly ThreadKind[] = [
  {
    record: 'standing_report',
    table: 'standing_report',
    label: words('Báo cáo nhiệm vụ thường xuyên', 'Reports on standing duties'),
    subjects: ['standing_report'],
    show: showStanding,
    readers: staff,
    address: '/standing-reports/{id}',
    states: standingStates.wordsOf,
    about: (id) => sql`
      SELECT concat(d.code, ': ', d.text) AS vi, concat(d.code, ': ', d.text_en) AS en, NULL::int AS enterprise_id, s.agency_id
        FROM standing_report s JOIN duty d ON d.id = s.duty_id WHERE s.id = ${id}`,
  },
]
