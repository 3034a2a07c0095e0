import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showDuty } from './queries.ts'
import { requestCorrection } from './request-correction.tsx'

/** The records of the room that people talk on. */
export const dutyThreads: readonly ThreadKind[] = [
  {
    record: 'duty_item',
    table: 'duty_item',
    label: words('Nhiệm vụ', 'Duty'),
    subjects: ['duty_item'],
    show: showDuty,
    readers: staff,
    address: '/duties/{id}',
    corrected: requestCorrection.corrected,
    about: (id) => sql`
      SELECT left(coalesce(i.title, d.text), 80) AS vi, left(coalesce(i.title, d.text_en), 80) AS en, NULL::int AS enterprise_id,
             i.agency_id FROM duty_item i LEFT JOIN duty d ON d.id = i.duty_id WHERE i.id = ${id}`,
  },
]
