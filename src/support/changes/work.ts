import { sql } from 'kysely'
import { words } from '../../platform/language.ts'
import { localDay } from '../../platform/local-day.ts'
import type { WorkKind, WorkRecord } from '../../platform/work.ts'
import { approveChange } from './commands.ts'
import { changeStates } from './fields.ts'

export const changeWork: WorkKind = {
  kind: 'support.decideChange',
  label: words('Quyết định thay đổi của lượt hỗ trợ', 'Decide on a change of a turn'),
  record: 'support_change',
  states: ['asked'],
  by: approveChange,
  whose: 'office',
  apart: { control: 'turnChange' },
  address: '/support/changes/{id}',
  rows: () => ({
    from: sql`support_change c LEFT JOIN support_turn t ON t.id = c.turn_id LEFT JOIN enterprise e ON e.id = c.enterprise_id
      WHERE c.state = 'asked'`,
    id: sql`c.id`,
    since: localDay('c.asked_at'),
    enterpriseId: sql`c.enterprise_id`,
    planId: sql`t.plan_id`,
    apartFrom: sql`c.asked_by`,
    subject: sql`e.name || ': ' || left(c.reason, 120)`,
  }),
}

export const changeRecord: WorkRecord = {
  record: 'support_change',
  table: 'support_change',
  states: changeStates.keys,
  settled: {
    approved: words('Đã có hiệu lực trong lượt.', 'In force in the turn.'),
    refused: words('Không chấp thuận, có lý do.', 'Refused for a reason.'),
    withdrawn: words('Người đề nghị đã rút.', 'Taken back by who asked.'),
  },
}
