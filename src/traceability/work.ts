import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { endRecall, publishLot } from './commands.ts'
import { lotStates } from './fields.ts'
import { applyEvents } from './import.ts'

const lotsIn = (state: 'draft' | 'recalled') => ({
  from: sql`trace_lot l JOIN support_turn t ON t.id = l.turn_id JOIN product p ON p.id = l.product_id
    JOIN enterprise e ON e.id = t.enterprise_id WHERE l.state = ${sql.lit(state)}`,
  id: sql`l.id`,
  since: state === 'draft' ? sql`l.entered_on` : sql`l.recalled_on`,
  enterpriseId: sql`t.enterprise_id`,
  planId: sql`t.plan_id`,
  subject: sql`e.name || ': ' || p.name || ', ' || l.lot`,
})

const common = { record: 'trace_lot', address: '/traceability/{id}' } as const

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'traceability.publish',
    label: words(
      'Ghi sự kiện và công khai lô được truy xuất',
      'Enter the events of a traced lot and publish it',
    ),
    states: ['draft'],
    by: publishLot,
    whose: 'enterprise',
    rows: () => lotsIn('draft'),
  },
  {
    ...common,
    kind: 'traceability.recalled',
    label: words('Theo dõi lô hàng bị thu hồi', 'Follow a recalled lot'),
    states: ['recalled'],
    by: endRecall,
    whose: 'office',
    rows: () => lotsIn('recalled'),
  },
  stagedImports({
    kind: 'trace_events',
    by: applyEvents,
    label: words('Ghi bảng sự kiện truy xuất đã kiểm tra', 'Write a checked table of tracking events'),
    address: '/traceability/imports/{id}',
  }),
]

export const traceWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'trace_lot',
      table: 'trace_lot',
      states: lotStates.keys,
      settled: { published: words('Đang công khai.', 'Open to the public.') },
    },
  ],
}
