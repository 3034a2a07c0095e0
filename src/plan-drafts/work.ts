import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork } from '../platform/work.ts'
import { acceptDraft } from './accept.ts'
import { draftStates } from './queries.ts'

export const draftWork: RoomWork = {
  kinds: [
    {
      kind: 'drafts.accept',
      label: words('Soát, chấp nhận dự thảo kế hoạch', 'Review and accept a draft plan'),
      record: 'plan_draft',
      states: ['open'],
      by: acceptDraft,
      whose: 'office',
      address: '/plan-drafts/{id}',
      rows: () => ({
        from: sql`plan_draft d WHERE d.state = 'open'`,
        id: sql`d.id`,
        since: localDay('d.created_at'),
        planId: sql`d.plan_id`,
        subject: sql`d.label`,
      }),
    },
  ],
  records: [
    {
      record: 'plan_draft',
      table: 'plan_draft',
      states: draftStates.keys,
      settled: {
        accepted: words('Đã chấp nhận.', 'Accepted.'),
        discarded: words('Đã bỏ.', 'Discarded.'),
      },
    },
  ],
}
