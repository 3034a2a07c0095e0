import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, workInState } from '../platform/work.ts'
import { approveCall, approvedApart, endCall, sendCall } from './approve.ts'
import { approveProlongation, prolongationStates, prolongedApart } from './prolong.ts'
import { storedStates } from './rules.ts'

const common = { record: 'call', address: '/calls/{id}', whose: 'office' } as const

const inState = workInState('call')

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'calls.finish',
    label: words('Hoàn thiện đợt kêu gọi', 'Finish a call'),
    states: ['draft'],
    by: sendCall,
    rows: () => inState('draft', 'begun_on'),
  },
  {
    ...common,
    kind: 'calls.mend',
    label: words('Sửa đợt kêu gọi được trả lại', 'Mend a returned call'),
    states: ['returned'],
    by: sendCall,
    rows: () => inState('returned', 'sent_on'),
  },
  {
    ...common,
    kind: 'calls.approve',
    label: words('Phê duyệt đợt kêu gọi', 'Approval of a call'),
    states: ['sent'],
    by: approveCall,
    apart: approvedApart,
    rows: () => inState('sent', 'sent_on'),
  },
  {
    ...common,
    kind: 'calls.end',
    label: words('Kết thúc đợt kêu gọi đã đóng', 'End a call that has closed'),
    states: ['approved'],
    by: endCall,
    // it waits once it takes no more applications and each of them is decided
    rows: ({ today }) => ({
      ...inState('approved', 'closes_on'),
      since: sql`y.closes_on + 1`,
      from: sql`call y WHERE y.state = 'approved' AND y.closes_on < ${today}::date
        AND NOT EXISTS (SELECT FROM application a WHERE a.call_id = y.id AND a.state IN ('filed', 'returned', 'checked', 'appraised'))`,
    }),
  },
]

const prolongation: WorkKind = {
  ...common,
  record: 'call-prolongation',
  charged: false,
  kind: 'calls.approveProlongation',
  label: words('Phê duyệt gia hạn đợt kêu gọi', 'Approve the prolongation of a call'),
  states: ['proposed'],
  by: approveProlongation,
  apart: { control: prolongedApart.control },
  rows: () => ({
    from: sql`call_prolongation p JOIN call y ON y.id = p.call_id WHERE p.state = 'proposed' AND y.state = 'approved'`,
    id: sql`y.id`,
    since: sql`p.proposed_on`,
    apartFrom: sql`p.proposed_by`,
    planId: sql`y.plan_id`,
    subject: sql`y.title`,
  }),
}

export const callWork: RoomWork = {
  kinds: [...kinds, prolongation],
  records: [
    {
      record: 'call',
      table: 'call',
      states: storedStates.keys,
      settled: {
        ended: words('Đã kết thúc, có kết quả.', 'Has ended, with its outcome.'),
        cancelled: words('Đã hủy, có lý do.', 'Cancelled, with the reason.'),
      },
    },
    {
      record: 'call-prolongation',
      table: 'call_prolongation',
      states: prolongationStates.keys,
      settled: {
        approved: words('Đã gia hạn.', 'Prolonged.'),
        refused: words('Không gia hạn, có lý do.', 'Not prolonged, with the reason.'),
      },
    },
  ],
}
