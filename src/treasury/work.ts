import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyAnswer, checkAnswer } from './answer.ts'
import { drawBatch, sendBatch } from './batches.ts'
import { acceptMatch } from './differences.ts'
import { batchStates, differenceStates } from './fields.ts'
import { confirmMatch } from './matches.ts'
import { onNoList } from './unlisted.ts'
import { toListBy } from './use.ts'

/** What waits of lists for the Treasury. */
export const treasuryWork: RoomWork = {
  kinds: [
    {
      kind: 'treasury.list',
      label: words('Đưa chứng từ vào bảng kê gửi Kho bạc', 'Put a payment on a list for the Treasury'),
      counted: words('chứng từ', 'payments'),
      record: 'unlisted_payment',
      states: [],
      by: drawBatch,
      whose: 'office',
      address: '/treasury/unlisted/{id}',
      rows: () => ({
        from: sql`payment_order o LEFT JOIN commitment c ON c.id = o.commitment_id
          WHERE ${onNoList} AND NOT EXISTS (SELECT FROM treasury_aside s WHERE s.order_id = o.id)`,
        id: sql`o.id`,
        since: sql`o.occurred_on`,
        due: toListBy('o.occurred_on'),
        subject: sql`o.document_number || ': ' || c.purpose`,
        group: {
          key: sql`'unlisted'`,
          label: sql`'Chứng từ chưa có ở Kho bạc'`,
          labelEn: sql`'Payments missing at the Treasury'`,
        },
      }),
    },
    {
      kind: 'treasury.send',
      label: words('Duyệt và gửi bảng kê cho Kho bạc', 'Release a list for the Treasury'),
      record: 'treasury_batch',
      states: ['drawn'],
      by: sendBatch,
      whose: 'office',
      apart: { control: 'payment' },
      address: '/treasury/batches/{id}',
      rows: () => ({
        from: sql`treasury_batch b WHERE b.state = 'drawn'`,
        id: sql`b.id`,
        since: localDay('b.drawn_at'),
        apartFrom: sql`b.drawn_by`,
        subject: sql`b.number`,
      }),
    },
    {
      kind: 'treasury.answer',
      label: words('Nhập danh sách Kho bạc trả lời', "Take the Treasury's answer in"),
      record: 'treasury_batch',
      states: ['sent'],
      by: checkAnswer,
      whose: 'office',
      address: '/treasury/batches/{id}',
      rows: () => ({
        from: sql`treasury_batch b WHERE b.state = 'sent'`,
        id: sql`b.id`,
        since: sql`b.sent_on`,
        subject: sql`b.number`,
      }),
    },
    {
      kind: 'treasury.settle',
      label: words('Xử lý chênh lệch với Kho bạc', 'Settle a difference with the Treasury'),
      record: 'treasury_difference',
      states: ['open'],
      by: acceptMatch,
      whose: 'office',
      address: '/treasury/differences/{id}',
      rows: () => ({
        from: sql`treasury_difference x JOIN treasury_batch b ON b.id = x.batch_id LEFT JOIN treasury_answer a ON a.id = x.answer_id
          LEFT JOIN treasury_batch_order r ON r.id = x.row_id LEFT JOIN payment_order o ON o.id = r.order_id WHERE x.state = 'open'`,
        id: sql`x.id`,
        since: sql`coalesce(a.on_day, b.answered_on, x.due_on)`,
        due: sql`x.due_on`,
        subject: sql`b.number || ': ' || coalesce(o.document_number, a.document_number)`,
      }),
    },
    {
      kind: 'treasury.confirmMatch',
      label: words('Xác nhận khoản Kho bạc đã khớp bằng tay', 'Confirm a row that was matched by hand'),
      record: 'treasury_difference',
      states: ['matched'],
      by: confirmMatch,
      whose: 'office',
      apart: { control: 'payment' },
      address: '/treasury/differences/{id}',
      rows: () => ({
        from: sql`treasury_difference x JOIN treasury_batch b ON b.id = x.batch_id JOIN payment_order m ON m.id = x.matched_id
          WHERE x.state = 'matched'`,
        id: sql`x.id`,
        since: localDay('x.matched_at'),
        due: sql`x.due_on`,
        apartFrom: sql`x.matched_by`,
        subject: sql`b.number || ': ' || m.document_number`,
      }),
    },
    stagedImports({
      kind: 'treasury',
      by: applyAnswer,
      label: words(
        'Xác nhận danh sách của Kho bạc đã kiểm tra',
        "Confirm the Treasury's list that was checked",
      ),
      address: '/treasury/imports/{id}',
    }),
  ],
  records: [
    {
      record: 'treasury_batch',
      table: 'treasury_batch',
      states: batchStates.keys,
      settled: {
        answered: words(
          'Kho bạc đã trả lời; chỗ chênh lệch là việc riêng.',
          'Answered; what differs is work of its own.',
        ),
        dropped: words(
          'Đã hủy, có lý do; chứng từ đưa được vào bảng kê khác.',
          'Dropped with its reason; its payments can go on another.',
        ),
      },
    },
    {
      record: 'treasury_difference',
      table: 'treasury_difference',
      states: differenceStates.keys,
      settled: { settled: words('Đã xử lý, có giải trình.', 'Settled, with what explains it.') },
    },
  ],
}
