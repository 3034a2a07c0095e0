import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { settleProposal, submitProposal } from './commands.ts'
import { proposalStates } from './rules.ts'

const moved = noticeKind({
  key: 'proposals.moved',
  label: words('Đề xuất chính sách đã trình hoặc có kết quả', 'Proposal of policy submitted or settled'),
  for: ['coordinator', 'leader'],
  way: 'digest',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {number}', '{title}: {state}. {number}'),
  fields: {
    title: words('Tên đề xuất', 'Name of the proposal'),
    state: words('Tình trạng', 'State'),
    number: words('Số văn bản', 'Number of the document'),
  },
})

async function tellMoved(context: Context, proposalId: number, number: string) {
  const proposal = await context.db
    .selectFrom('policyProposal')
    .select(['title', 'state', 'version'])
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
  await tell(context, moved, {
    to: { roles: ['coordinator', 'leader'] },
    occurrence: `${proposalId}:${proposal.version}`,
    values: { title: proposal.title, state: proposalStates.wordsOf(proposal.state), number },
    href: `/policy-proposals/${proposalId}`,
  })
}
follow(submitProposal, (context, { submission }, { id }) => tellMoved(context, id, submission))
follow(settleProposal, (context, { number }, { id }) => tellMoved(context, id, number))
