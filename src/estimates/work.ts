import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, workInState } from '../platform/work.ts'
import { allocateEstimate, decidedApart, submitEstimate } from './decide.ts'
import { applyEstimateLines } from './import.ts'
import { agreeEstimate, appraisedApart, sendEstimate } from './rounds.ts'
import { estimateStates } from './rules.ts'

const common = { record: 'estimate', address: '/estimates/{id}', whose: 'office' } as const

const inState = workInState('estimate')

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'estimates.finish',
    label: words('Hoàn thiện dự toán năm', 'Finish an estimate'),
    states: ['draft'],
    by: sendEstimate,
    rows: () => inState('draft', 'begun_on'),
  },
  {
    ...common,
    kind: 'estimates.mend',
    label: words('Sửa dự toán được trả lại', 'Mend a returned estimate'),
    states: ['returned'],
    by: sendEstimate,
    rows: () => inState('returned', 'settled_on'),
  },
  {
    ...common,
    kind: 'estimates.appraise',
    label: words('Thẩm định dự toán năm', 'Appraise an estimate'),
    states: ['sent'],
    by: agreeEstimate,
    apart: appraisedApart,
    rows: () => inState('sent', 'sent_on'),
  },
  {
    ...common,
    kind: 'estimates.submit',
    label: words('Trình dự toán đã thẩm định', 'Submit an estimate that was agreed to'),
    states: ['agreed'],
    by: submitEstimate,
    rows: () => inState('agreed', 'settled_on'),
  },
  {
    ...common,
    kind: 'estimates.allocate',
    label: words('Ghi quyết định giao theo dự toán', 'Record the decision that allocates an estimate'),
    states: ['submitted'],
    by: allocateEstimate,
    apart: decidedApart,
    rows: () => inState('submitted', 'submitted_on'),
  },
  stagedImports({
    kind: 'estimate',
    by: applyEstimateLines,
    label: words('Ghi bảng dòng dự toán đã kiểm tra', 'Write a checked table of an estimate'),
    address: '/estimates/imports/{id}',
  }),
]

export const estimateWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'estimate',
      table: 'estimate',
      states: estimateStates.keys,
      settled: { allocated: words('Đã giao bằng quyết định.', 'Allocated by a decision.') },
    },
  ],
}
