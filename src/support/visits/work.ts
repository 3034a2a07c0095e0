import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import type { WorkKind, WorkRecord, WorkRows } from '../../platform/work.ts'
import { recordVisit } from './commands.ts'
import { remedyStates, visitPlanStates, visitStates } from './fields.ts'
import { applyVisits } from './import.ts'
import { approveVisitPlan, drawAgain, drawnApart } from './plans/commands.ts'
import { answerRemedy, closeRemedy, remedyApart } from './remedies.ts'

const listsIn = (state: 'proposed' | 'returned'): WorkRows => ({
  from: sql`visit_plan p WHERE p.state = ${state}`,
  id: sql`p.id`,
  since: sql`(SELECT max(d.drawn_on) FROM visit_draw d WHERE d.visit_plan_id = p.id)`,
  due: sql`p.first_on`,
  planId: sql`p.plan_id`,
  subject: sql`p.title`,
})

const remediesIn = (states: RawBuilder<unknown>, since: RawBuilder<unknown>): WorkRows => ({
  from: sql`visit_finding f LEFT JOIN visit v ON v.id = f.visit_id LEFT JOIN support_turn t ON t.id = v.turn_id
    LEFT JOIN enterprise e ON e.id = f.enterprise_id WHERE f.state IN ${states}`,
  id: sql`f.id`,
  since,
  enterpriseId: sql`f.enterprise_id`,
  planId: sql`t.plan_id`,
  subject: sql`e.name || ': ' || left(f.content, 120)`,
})

export const visitWork: readonly WorkKind[] = [
  {
    kind: 'visits.approve',
    label: words('Duyệt danh sách kiểm tra', 'Approve a list of visits'),
    record: 'visit_plan',
    states: ['proposed'],
    by: approveVisitPlan,
    whose: 'office',
    apart: { control: drawnApart.control, commands: drawnApart.commands },
    address: '/visits/plans/{id}',
    rows: () => listsIn('proposed'),
  },
  {
    kind: 'visits.redraw',
    label: words('Chọn lại danh sách kiểm tra bị trả', 'Draw a returned list of visits anew'),
    record: 'visit_plan',
    states: ['returned'],
    by: drawAgain,
    whose: 'office',
    address: '/visits/plans/{id}',
    rows: () => listsIn('returned'),
  },
  {
    kind: 'visits.visit',
    label: words('Đi kiểm tra tại doanh nghiệp', 'Visit an enterprise'),
    record: 'visit',
    states: ['planned'],
    by: recordVisit,
    whose: 'office',
    address: '/visits/{id}',
    rows: () => ({
      from: sql`visit v LEFT JOIN support_turn t ON t.id = v.turn_id LEFT JOIN enterprise e ON e.id = v.enterprise_id
        WHERE v.state = 'planned'`,
      id: sql`v.id`,
      since: sql`v.entered_on`,
      due: sql`v.planned_on`,
      enterpriseId: sql`v.enterprise_id`,
      planId: sql`t.plan_id`,
      subject: sql`e.name`,
    }),
  },
  {
    kind: 'visits.remedy',
    label: words('Khắc phục điều phát hiện khi kiểm tra', 'Put right what a visit found'),
    record: 'visit_finding',
    states: ['open', 'returned'],
    by: answerRemedy,
    whose: 'enterprise',
    address: '/visits/findings/{id}',
    rows: () => ({ ...remediesIn(sql`('open', 'returned')`, sql`f.entered_on`), due: sql`f.due_on` }),
  },
  {
    kind: 'visits.conclude',
    label: words('Xem lại việc đã báo khắc phục', 'Look at what is said to be put right'),
    record: 'visit_finding',
    states: ['answered'],
    by: closeRemedy,
    whose: 'office',
    apart: { control: remedyApart.control, commands: remedyApart.commands },
    address: '/visits/findings/{id}',
    rows: () => remediesIn(sql`('answered')`, sql`f.answered_on`),
  },
  stagedImports({
    kind: 'visit',
    by: applyVisits,
    label: words('Ghi bảng kiểm tra đã đọc', 'Write a checked table of visits'),
    address: '/visits/imports/{id}',
  }),
]

export const visitRecords: readonly WorkRecord[] = [
  {
    record: 'visit_plan',
    table: 'visit_plan',
    states: visitPlanStates.keys,
    settled: { approved: words('Các lần kiểm tra của danh sách là việc.', 'Its visits are work.') },
  },
  {
    record: 'visit',
    table: 'visit',
    states: visitStates.keys,
    settled: {
      made: words('Đã kiểm tra; điều phát hiện là việc riêng.', 'Made; what it found is work of its own.'),
      cancelled: words('Thôi kiểm tra, có lý do.', 'Called off for a reason.'),
    },
  },
  {
    record: 'visit_finding',
    table: 'visit_finding',
    states: remedyStates.keys,
    settled: { closed: words('Đã khắc phục xong.', 'Put right.') },
  },
]
