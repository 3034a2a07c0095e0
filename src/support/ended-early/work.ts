import { sql } from 'kysely'
import { words } from '../../platform/language.ts'
import { localDay } from '../../platform/local-day.ts'
import type { WorkKind, WorkRecord } from '../../platform/work.ts'
import { confirmUnrecovered, sayUnrecovered } from './commands.ts'
import { unrecoveredStates } from './fields.ts'

export const endedEarlyWork: readonly WorkKind[] = [
  {
    kind: 'support.recover',
    label: words(
      'Thu hồi kinh phí của lượt đã hủy, hoặc nêu vì sao không',
      'Recover the money of an ended turn, or say why not',
    ),
    record: 'support_turn',
    states: [],
    by: sayUnrecovered,
    whose: 'office',
    charged: false,
    address: '/support/{id}',
    rows: () => ({
      from: sql`support_unsettled u LEFT JOIN enterprise e ON e.id = u.enterprise_id WHERE u.open > 0`,
      id: sql`u.id`,
      since: sql`(SELECT max(s.happened_on) FROM support_step s WHERE s.turn_id = u.id)`,
      enterpriseId: sql`u.enterprise_id`,
      planId: sql`u.plan_id`,
      subject: sql`e.name`,
    }),
  },
  {
    kind: 'support.confirmUnrecovered',
    label: words('Xác nhận không thu hồi kinh phí', 'Confirm that money is not recovered'),
    record: 'support_unrecovered',
    states: ['entered'],
    by: confirmUnrecovered,
    whose: 'office',
    apart: { control: 'payment' },
    address: '/support/unrecovered/{id}',
    rows: () => ({
      from: sql`support_unrecovered u LEFT JOIN support_turn t ON t.id = u.turn_id LEFT JOIN enterprise e ON e.id = u.enterprise_id
        WHERE u.state = 'entered'`,
      id: sql`u.id`,
      since: localDay('u.entered_at'),
      enterpriseId: sql`u.enterprise_id`,
      planId: sql`t.plan_id`,
      apartFrom: sql`u.entered_by`,
      subject: sql`e.name || ': ' || u.document_number`,
    }),
  },
]

export const unrecoveredRecord: WorkRecord = {
  record: 'support_unrecovered',
  table: 'support_unrecovered',
  states: unrecoveredStates.keys,
  settled: {
    confirmed: words('Đã xác nhận không thu hồi.', 'Confirmed.'),
    refused: words('Không nhận: lượt lại là việc phải làm.', 'Refused: the turn is work again.'),
  },
}
