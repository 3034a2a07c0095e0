import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { retryDelivery } from './commands.ts'
import { deliveryStates } from './deliveries.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'notices.retry',
    label: words('Xem thông báo không gửi được', 'Look at a notice that could not be sent'),
    record: 'notice-delivery',
    states: ['failed', 'unknown'],
    by: retryDelivery,
    whose: 'office',
    address: '/notices/deliveries',
    rows: () => ({
      from: sql`notice_delivery d LEFT JOIN notice n ON n.id = d.notice_id LEFT JOIN account a ON a.id = n.account_id
        WHERE d.state IN ('failed', 'unknown')`,
      id: sql`d.id`,
      since: localDay(sql`coalesce(n.at, d.queued_at)`),
      subject: sql`coalesce(a.name, d.addressee)`,
    }),
  },
]

export const noticeWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'notice-delivery',
      table: 'notice_delivery',
      states: deliveryStates.keys,
      settled: {
        waiting: words('Chương trình tự gửi.', 'The program sends it.'),
        sending: words('Chương trình đang gửi.', 'The program is sending it.'),
        sent: words('Đã gửi.', 'Sent.'),
        unsent: words(
          'Không gửi ra ngoài; thông báo ở trong chương trình.',
          'Not sent out; the notice stands in the program.',
        ),
      },
    },
  ],
}
