import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { clearByVoucher, confirmPart } from './clearing.ts'
import { advanceStates } from './fields.ts'
import { applyAdvances } from './import.ts'
import { approveProlongation } from './prolonging.ts'

const joins = sql`LEFT JOIN commitment c ON c.id = o.commitment_id LEFT JOIN budget_line l ON l.id = c.line_id
  LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id LEFT JOIN enterprise e ON e.id = t.enterprise_id
  LEFT JOIN science_task_content n ON n.id = o.task_content_id LEFT JOIN science_task k ON k.id = n.task_id`
const subject = sql`coalesce(e.name, k.host_name) || ': ' || o.document_number`
const rows = (where: RawBuilder<unknown>) =>
  sql`advance a JOIN payment_order o ON o.id = a.order_id ${joins} WHERE ${where}`
const common = {
  record: 'advance',
  address: '/advances/{id}',
  counted: words('khoản tạm ứng', 'advances'),
} as const

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'advances.overdue',
    label: words('Xử lý tạm ứng quá hạn hoàn', 'Settle an overdue advance'),
    states: ['open', 'part'],
    by: clearByVoucher,
    whose: 'office',
    rows: ({ today }) => ({
      from: rows(sql`a.state IN ('open', 'part') AND a.due_on < ${today}::date`),
      id: sql`a.id`,
      since: sql`a.due_on`,
      due: sql`a.due_on`,
      planId: sql`l.plan_id`,
      subject,
    }),
  },
  {
    ...common,
    kind: 'advances.confirm',
    label: words('Xác nhận hoàn tạm ứng', 'Confirm what clears an advance'),
    states: [],
    by: confirmPart,
    whose: 'office',
    charged: false,
    apart: { control: 'payment' },
    rows: () => ({
      from: sql`advance_part p JOIN advance a ON a.id = p.advance_id JOIN payment_order o ON o.id = a.order_id ${joins} WHERE p.state = 'entered'`,
      id: sql`a.id`,
      since: localDay('p.entered_at'),
      planId: sql`l.plan_id`,
      apartFrom: sql`p.entered_by`,
      subject,
    }),
  },
  {
    ...common,
    kind: 'advances.prolong',
    label: words('Phê duyệt gia hạn hoàn tạm ứng', 'Approve a later day to clear an advance'),
    states: [],
    by: approveProlongation,
    whose: 'office',
    charged: false,
    apart: { control: 'payment' },
    rows: () => ({
      from: sql`advance_prolongation p JOIN advance a ON a.id = p.advance_id JOIN payment_order o ON o.id = a.order_id ${joins} WHERE p.state = 'entered'`,
      id: sql`a.id`,
      since: localDay('p.entered_at'),
      planId: sql`l.plan_id`,
      apartFrom: sql`p.entered_by`,
      subject,
    }),
  },
  stagedImports({
    kind: 'advance',
    by: applyAdvances,
    label: words('Ghi bảng tạm ứng đã kiểm tra', 'Write a checked table of advances'),
    address: '/advances/imports/{id}',
  }),
]

export const advanceWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'advance',
      table: 'advance',
      states: advanceStates.keys,
      settled: {
        waiting: words('Chứng từ chi của nó chờ duyệt.', 'Its payment waits to be released.'),
        cleared: words('Đã hoàn đủ bằng chứng từ.', 'Cleared in full by vouchers.'),
        returned: words('Đã nộp trả đủ.', 'Paid back in full.'),
        recovered: words('Đã thu hồi đủ theo quyết định.', 'Recovered in full by a decision.'),
        dropped: words(
          'Chứng từ chi bị trả lại, không tạm ứng.',
          'Its payment was returned; nothing was advanced.',
        ),
      },
    },
  ],
}
