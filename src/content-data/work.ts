import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { askedOfTurn } from './asked.ts'
import { confirmValue, enteredApart, enterValue } from './commands.ts'
import { applyValues } from './import.ts'
import { valueStates } from './rules.ts'

/** For how many days after its end a turn waits for the figures of its end. */
const askedFor = 90

/** Turns without a value of a field that must be entered at a moment. */
const missing = (
  moment: 'before' | 'end',
  during: RawBuilder<unknown>,
  since: RawBuilder<unknown>,
): WorkRows => ({
  from: sql`support_turn t JOIN support_content c ON c.id = t.content_id JOIN enterprise e ON e.id = t.enterprise_id
    WHERE ${during} AND EXISTS (SELECT FROM content_field d WHERE ${askedOfTurn} AND d.required AND d.ended_on IS NULL
      AND d.asked_at IN (${sql.lit(moment)}, 'both')
      AND NOT EXISTS (SELECT FROM content_value v WHERE v.turn_id = t.id AND v.field_id = d.id AND v.moment = ${sql.lit(moment)} AND v.state <> 'withdrawn'))`,
  id: sql`t.id`,
  since,
  enterpriseId: sql`t.enterprise_id`,
  planId: sql`t.plan_id`,
  subject: sql`e.name || ': ' || c.name`,
  subjectEn: sql`e.name || ': ' || c.name_en`,
})

const valuesIn = (state: string): WorkRows => ({
  from: sql`content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
    JOIN enterprise e ON e.id = t.enterprise_id WHERE v.state = ${sql.lit(state)}`,
  id: sql`v.id`,
  since: sql`v.entered_on`,
  enterpriseId: sql`t.enterprise_id`,
  planId: sql`t.plan_id`,
  subject: sql`e.name || ': ' || d.name`,
  subjectEn: sql`e.name || ': ' || d.name_en`,
})

const ofValue = { record: 'content_value', address: '/content-values/{id}' } as const
const ofTurn = {
  record: 'support_turn',
  states: [],
  by: enterValue,
  whose: 'enterprise',
  address: '/support/{id}',
} as const

const kinds: readonly WorkKind[] = [
  {
    ...ofTurn,
    kind: 'contentData.before',
    label: words('Nhập số liệu trước hỗ trợ', 'Enter the figures from before support'),
    rows: () => missing('before', sql`t.state IN ('contracted', 'in_progress')`, sql`t.decided_on`),
  },
  {
    ...ofTurn,
    kind: 'contentData.end',
    label: words(
      'Nhập kết quả theo nội dung khi kết thúc hỗ trợ',
      'Enter the results by content at the end of support',
    ),
    rows: ({ today }) =>
      missing(
        'end',
        sql`(t.state = 'accepted' OR (t.state = 'finished' AND t.finished_on > ${today}::date - ${askedFor}::int))`,
        sql`coalesce(t.finished_on, (SELECT max(s.happened_on) FROM support_step s WHERE s.turn_id = t.id))`,
      ),
  },
  {
    ...ofValue,
    kind: 'contentData.confirm',
    label: words('Xác nhận số liệu theo nội dung', 'Confirm figures by content'),
    states: ['entered'],
    by: confirmValue,
    whose: 'office',
    apart: enteredApart,
    rows: () => valuesIn('entered'),
  },
  {
    ...ofValue,
    kind: 'contentData.mend',
    label: words('Sửa số liệu theo nội dung bị trả lại', 'Mend returned figures by content'),
    states: ['returned'],
    by: enterValue,
    whose: 'enterprise',
    rows: () => valuesIn('returned'),
  },
  stagedImports({
    kind: 'content_values',
    by: applyValues,
    label: words('Ghi bảng số liệu theo nội dung đã kiểm tra', 'Write a checked table of figures by content'),
    address: '/content-values/imports/{id}',
  }),
]

export const contentWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'content_value',
      table: 'content_value',
      states: valueStates.keys,
      settled: {
        confirmed: words('Đã xác nhận.', 'Confirmed.'),
        withdrawn: words('Đã rút, có lý do.', 'Withdrawn, with the reason.'),
      },
    },
  ],
}
