import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { answerUnderSpent } from './under-spending.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'moneyView.underSpent',
    label: words('Giải trình mục chi chậm', 'Answer for an under-spent line'),
    counted: words('mục', 'lines'),
    record: 'budget_line',
    states: [],
    by: answerUnderSpent,
    whose: 'office',
    charged: false,
    address: '/budget/under-spending',
    // From July on, month by month, until it is answered or enough is paid.
    rows: ({ today }) => ({
      from: sql`under_spent(${today}::date) u LEFT JOIN budget_line b ON b.id = u.line_id LEFT JOIN funding_source s ON s.id = u.source_id
        WHERE NOT EXISTS (SELECT FROM spending_answer a
          WHERE (a.line_id, a.year, a.source_id, a.month) = (u.line_id, u.year, u.source_id, u.month))`,
      id: sql`u.line_id`,
      since: sql`make_date(u.year, u.month, 1)`,
      planId: sql`u.plan_id`,
      subject: sql`b.code || ': ' || b.title || ' (' || s.name || ')'`,
      subjectEn: sql`b.code || ': ' || b.title_en || ' (' || s.name_en || ')'`,
      group: {
        key: sql`u.plan_id || '-' || u.year || '-' || u.month`,
        label: sql`'Tháng ' || u.month || '/' || u.year`,
        labelEn: sql`u.month || '/' || u.year`,
      },
    }),
  },
]

export const moneyViewWork: RoomWork = { kinds, records: [] }
