import { sql } from 'kysely'
import { roles } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import type { ThreadKind } from '../../platform/thread.ts'
import { changeStates } from './fields.ts'
import { showChange } from './queries.ts'

/** A change that is talked on with the enterprise whose turn it is. */
export const changeThread: ThreadKind = {
  record: 'support_change',
  table: 'support_change',
  label: words('Thay đổi của lượt hỗ trợ', 'Changes of support turns'),
  subjects: ['support_change'],
  show: showChange,
  states: changeStates.wordsOf,
  readers: roles,
  address: '/support/changes/{id}',
  about: (id) => sql`
    SELECT 'Thay đổi lượt hỗ trợ ' || c.turn_id AS vi, 'Change of support turn ' || c.turn_id AS en, c.enterprise_id, NULL::int AS agency_id
      FROM support_change c WHERE c.id = ${id}`,
}
