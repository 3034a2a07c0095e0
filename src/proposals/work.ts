import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { type RoomWork, type WorkKind, workInState } from '../platform/work.ts'
import { askOpinions, settleProposal, submitProposal } from './commands.ts'
import { proposalStates } from './rules.ts'

const common = { record: 'policy_proposal', address: '/policy-proposals/{id}', whose: 'office' } as const

const inState = workInState('policy_proposal')

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'proposals.ask',
    label: words('Hoàn thiện, xin ý kiến đề xuất chính sách', 'Finish a proposal and ask for opinions'),
    states: ['draft'],
    by: askOpinions,
    rows: () => inState('draft', 'begun_on'),
  },
  {
    ...common,
    kind: 'proposals.submit',
    label: words('Trình đề xuất đã đủ ý kiến', 'Submit a proposal that has its opinions'),
    states: ['asked'],
    by: submitProposal,
    // it waits for agencies until each has answered or its day is over
    rows: ({ today }) => ({
      ...inState('asked', 'begun_on'),
      since: sql`o.due_on`,
      from: sql`policy_proposal y JOIN opinion_round o ON o.record = 'policy_proposal' AND o.record_id = y.id AND o.closed_on IS NULL
        WHERE y.state = 'asked' AND NOT EXISTS (SELECT FROM opinion_request r
          WHERE r.round_id = o.id AND r.state = 'asked' AND o.due_on >= ${today}::date)`,
    }),
  },
  {
    ...common,
    kind: 'proposals.improve',
    label: words('Hoàn thiện đề xuất bị trả lại', 'Improve a proposal that was returned'),
    states: ['returned'],
    by: submitProposal,
    rows: () => inState('returned', 'submitted_on'),
  },
  {
    ...common,
    kind: 'proposals.settle',
    label: words('Ghi kết quả đề xuất đã trình', 'Record what came of a submitted proposal'),
    states: ['submitted'],
    by: settleProposal,
    rows: () => inState('submitted', 'submitted_on'),
  },
]

export const proposalWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'policy_proposal',
      table: 'policy_proposal',
      states: proposalStates.keys,
      settled: {
        taken_up: words('Đã được chấp thuận.', 'It was adopted.'),
        partly: words('Đã được chấp thuận một phần, có lý do.', 'It was adopted in part, with the reason.'),
        refused: words('Không được chấp thuận, có lý do.', 'It was not adopted, with the reason.'),
        dropped: words('Đã thôi đề xuất, có lý do.', 'It was given up, with the reason.'),
      },
    },
  ],
}
