import { sql } from 'kysely'
import { roles } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import type { ThreadKind } from '../../platform/thread.ts'
import { followUpStates } from './fields.ts'
import { showFollowUp } from './queries.ts'

/** What an enterprise says of its turn, talked on with it. */
export const followUpThread: ThreadKind = {
  record: 'support_follow_up',
  table: 'support_follow_up',
  label: words('Hài lòng và kết quả sau hỗ trợ', 'Satisfaction, and what became of it'),
  subjects: ['support_follow_up'],
  show: showFollowUp,
  states: followUpStates.wordsOf,
  readers: roles,
  address: '/support/follow-ups/{id}',
  about: (id) => sql`
    SELECT 'Hỏi về lượt hỗ trợ ' || u.turn_id AS vi, 'Question about turn ' || u.turn_id AS en, u.enterprise_id, NULL::int AS agency_id
      FROM support_follow_up u WHERE u.id = ${id}`,
}
