import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { WorkKind } from '../platform/work.ts'
import { writeMessage } from './commands.ts'

/*
 * An open question is work of the one who is asked: of the enterprise or agency on the other side, else of whoever is named or was invited.
 * An application that was returned is completed, which is work of its own; of one that is settled nothing is asked any more.
 */

const open = sql`m.asks AND m.answered_by IS NULL AND m.settled_at IS NULL AND m.withdrawn_at IS NULL`

const question = {
  label: words('Trả lời yêu cầu trong trao đổi', 'Answer what is asked in a thread'),
  record: 'talk_message',
  states: [],
  by: writeMessage,
  address: '/messages/{id}/record',
} as const

const asked = {
  id: sql`m.id`,
  since: localDay('m.at'),
  subject: sql`left(m.body, 120)`,
}

export const talkWork: readonly WorkKind[] = [
  {
    ...question,
    kind: 'talk.answer',
    whose: 'enterprise',
    rows: () => ({
      ...asked,
      from: sql`talk_message m WHERE ${open} AND m.side = 'message' AND m.enterprise_id IS NOT NULL AND NOT (m.record = 'application'
        AND EXISTS (SELECT FROM application a WHERE a.id = m.record_id AND a.state IN ('returned', 'accepted', 'refused', 'withdrawn')))`,
      enterpriseId: sql`m.enterprise_id`,
    }),
  },
  {
    ...question,
    kind: 'talk.answerAgency',
    whose: 'agency',
    rows: () => ({
      ...asked,
      from: sql`talk_message m WHERE ${open} AND m.side = 'message' AND m.enterprise_id IS NULL AND m.agency_id IS NOT NULL`,
      agencyId: sql`m.agency_id`,
    }),
  },
  {
    ...question,
    kind: 'talk.answerNamed',
    whose: 'person',
    rows: ({ today }) => ({
      ...asked,
      from: sql`(SELECT q.*, n.account_id AS asked FROM talk_message q JOIN talk_mention n ON n.message_id = q.id
          UNION
          SELECT q.*, x.account_id FROM talk_message q JOIN account_role x ON x.record = q.record AND x.record_id = q.record_id
             AND x.ended_at IS NULL AND coalesce(x.from_day <= ${today}::date, true) AND coalesce(x.to_day >= ${today}::date, true)
           WHERE NOT EXISTS (SELECT FROM talk_mention n WHERE n.message_id = q.id)) m
        WHERE ${open} AND (m.side = 'advice' OR m.enterprise_id IS NULL AND m.agency_id IS NULL) AND m.asked <> m.author_id`,
      personId: sql`m.asked`,
    }),
  },
]
