import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { draftNext } from './commands.ts'

export const nextPlanWork: RoomWork = {
  kinds: [
    {
      kind: 'drafting.draft',
      label: words('Lập kế hoạch giai đoạn sau', 'Draft the plan of the next period'),
      record: 'plan',
      states: [],
      by: draftNext,
      whose: 'office',
      address: '/plan/next?plan={id}',
      // A plan whose last day has gone by without another in its place; while a draft of that one is open, the draft is the work.
      rows: ({ today }) => ({
        from: sql`plan p WHERE p.state = 'active' AND p.ends_on < ${today}::date
          AND NOT EXISTS (SELECT FROM plan_draft d WHERE d.plan_id = p.id AND d.kind = 'next' AND d.state = 'open')`,
        id: sql`p.id`,
        since: sql`p.ends_on`,
        planId: sql`p.id`,
        subject: sql`'Kế hoạch ' || p.number`,
        subjectEn: sql`'Plan ' || p.number`,
      }),
    },
  ],
  records: [],
}
