import { sql } from 'kysely'
import { officers } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import type { ThreadKind } from '../../platform/thread.ts'
import { unrecoveredStates } from './fields.ts'
import { showUnrecovered } from './queries.ts'

/** A reason for no recovery, talked on among officers. */
export const unrecoveredThread: ThreadKind = {
  record: 'support_unrecovered',
  table: 'support_unrecovered',
  label: words('Lý do không thu hồi', 'Reasons for no recovery'),
  subjects: ['support_unrecovered'],
  show: showUnrecovered,
  states: unrecoveredStates.wordsOf,
  readers: officers,
  address: '/support/unrecovered/{id}',
  about: (id) => sql`
    SELECT 'Không thu hồi, lượt ' || u.turn_id AS vi, 'Not recovered, turn ' || u.turn_id AS en, NULL::int AS enterprise_id, NULL::int AS agency_id
      FROM support_unrecovered u WHERE u.id = ${id}`,
}
