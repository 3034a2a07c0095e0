import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { settleException } from './blocks.ts'
import { confirmRecovery } from './commands.ts'
import { approveCorrection } from './correcting.ts'
import { recoveryStates } from './fields.ts'
import { confirmPaidIn, enterPaidIn } from './payments.ts'

const from = sql`recovery r JOIN commitment c ON c.id = r.commitment_id JOIN budget_line l ON l.id = c.line_id`
const subject = sql`r.decision_number || ': ' || c.purpose`
const common = {
  record: 'recovery',
  address: '/recoveries/{id}',
  counted: words('khoản thu hồi', 'recoveries'),
} as const

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'recoveries.confirm',
    label: words('Xác nhận quyết định thu hồi', 'Confirm a decision of recovery'),
    states: ['entered'],
    by: confirmRecovery,
    whose: 'office',
    apart: { control: 'payment' },
    rows: () => ({
      from: sql`${from} WHERE r.state = 'entered'`,
      id: sql`r.id`,
      since: localDay('r.entered_at'),
      planId: sql`l.plan_id`,
      apartFrom: sql`r.entered_by`,
      subject,
    }),
  },
  {
    ...common,
    kind: 'recoveries.overdue',
    label: words('Đôn đốc thu hồi quá hạn nộp', 'Press for an overdue recovery'),
    states: ['open', 'part'],
    by: enterPaidIn,
    whose: 'office',
    rows: ({ today }) => ({
      from: sql`${from} WHERE r.state IN ('open', 'part') AND r.due_on < ${today}::date`,
      id: sql`r.id`,
      since: sql`r.due_on`,
      due: sql`r.due_on`,
      planId: sql`l.plan_id`,
      subject,
    }),
  },
  {
    ...common,
    kind: 'recoveries.confirmPaidIn',
    label: words('Xác nhận số đã nộp thu hồi', 'Confirm what is paid into a recovery'),
    states: [],
    by: confirmPaidIn,
    whose: 'office',
    charged: false,
    apart: { control: 'payment' },
    rows: () => ({
      from: sql`recovery_payment m JOIN ${from} ON r.id = m.recovery_id WHERE m.state = 'entered'`,
      id: sql`r.id`,
      since: localDay('m.entered_at'),
      planId: sql`l.plan_id`,
      apartFrom: sql`m.entered_by`,
      subject,
    }),
  },
  {
    ...common,
    kind: 'recoveries.correct',
    label: words('Phê duyệt sửa khoản thu hồi', 'Approve a correction of a recovery'),
    states: [],
    by: approveCorrection,
    whose: 'office',
    charged: false,
    apart: { control: 'payment' },
    rows: () => ({
      from: sql`recovery_correction x JOIN ${from} ON r.id = x.recovery_id WHERE x.state = 'entered'`,
      id: sql`r.id`,
      since: localDay('x.entered_at'),
      planId: sql`l.plan_id`,
      apartFrom: sql`x.entered_by`,
      subject,
    }),
  },
  {
    kind: 'recoveries.exception',
    label: words('Duyệt ngoại lệ hỗ trợ mới', 'Approve an exception for new support'),
    counted: words('ngoại lệ', 'exceptions'),
    record: 'block_exception',
    address: '/support-blocks/exceptions/{id}',
    states: ['asked'],
    by: settleException,
    whose: 'office',
    apart: { control: 'payment' },
    rows: () => ({
      from: sql`block_exception x WHERE x.state = 'asked'`,
      id: sql`x.id`,
      since: localDay('x.asked_at'),
      apartFrom: sql`x.asked_by`,
      subject: sql`left(x.reason, 120)`,
    }),
  },
]

export const recoveryWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'recovery',
      table: 'recovery',
      states: recoveryStates.keys,
      settled: {
        settled: words('Đã nộp đủ.', 'Paid in full.'),
        refused: words('Không xác nhận, có lý do.', 'Not confirmed, with the reason.'),
        withdrawn: words('Đã hủy theo văn bản, có lý do.', 'Withdrawn by a paper, with the reason.'),
      },
    },
    {
      record: 'block_exception',
      table: 'block_exception',
      states: ['asked', 'approved', 'refused'],
      settled: {
        approved: words('Đã duyệt.', 'Approved.'),
        refused: words('Không duyệt, có lý do.', 'Refused, with the reason.'),
      },
    },
  ],
}
