import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, workInState } from '../platform/work.ts'
import { approvedApart, approveYearlyPlan, sendYearlyPlan } from './approve.ts'
import { applyLines } from './import.ts'
import { yearlyPlanStates } from './rules.ts'

const common = { record: 'yearly-plan', address: '/yearly-plans/{id}', whose: 'office' } as const

const inState = workInState('yearly_plan')

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'yearlyPlans.finish',
    label: words('Hoàn thiện kế hoạch năm', 'Finish a yearly plan'),
    states: ['draft'],
    by: sendYearlyPlan,
    rows: () => inState('draft', 'begun_on'),
  },
  {
    ...common,
    kind: 'yearlyPlans.mend',
    label: words('Sửa kế hoạch năm được trả lại', 'Mend a returned yearly plan'),
    states: ['returned'],
    by: sendYearlyPlan,
    rows: () => inState('returned', 'sent_on'),
  },
  {
    ...common,
    kind: 'yearlyPlans.approve',
    label: words('Phê duyệt kế hoạch năm', 'Approval of a yearly plan'),
    states: ['sent'],
    by: approveYearlyPlan,
    apart: approvedApart,
    rows: () => inState('sent', 'sent_on'),
  },
  stagedImports({
    kind: 'yearly_plan',
    by: applyLines,
    label: words('Ghi bảng dòng kế hoạch năm đã kiểm tra', 'Write a checked table of lines'),
    address: '/yearly-plans/imports/{id}',
  }),
]

export const yearlyPlanWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'yearly-plan',
      table: 'yearly_plan',
      states: yearlyPlanStates.keys,
      settled: { approved: words('Đã phê duyệt, có số và ngày.', 'Approved, with number and day.') },
    },
  ],
}
