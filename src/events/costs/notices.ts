import { noticeKind, tell } from '../../notices/index.ts'
import { follow } from '../../platform/follow.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { proposeCosts, returnCosts, settleCosts } from './commands.ts'
import { settlementStates } from './fields.ts'

const moved = noticeKind({
  key: 'events.costsMoved',
  label: words('Bảng kê chi phí sự kiện', 'Statement of costs of an event'),
  for: ['coordinator', 'finance', 'leader'],
  way: 'digest',
  subject: words('Chi phí của {title}: {state}', 'Costs of {title}: {state}'),
  body: words('{title}: {state}. {reason}', '{title}: {state}. {reason}'),
  fields: {
    title: words('Tên sự kiện', 'Name of the event'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

async function tellMoved(context: Context, eventId: number): Promise<void> {
  const row = await context.db
    .selectFrom('eventSettlement as s')
    .innerJoin('plannedEvent as e', 'e.id', 's.id')
    .select(['e.title', 's.state', 's.remark', 's.version'])
    .where('s.id', '=', eventId)
    .executeTakeFirstOrThrow()
  await tell(context, moved, {
    to: { roles: ['coordinator', 'finance'] },
    occurrence: `${eventId}:${row.version}`,
    values: { title: row.title, state: settlementStates.wordsOf(row.state), reason: row.remark ?? '' },
    href: `/events/${eventId}/costs`,
  })
}
follow(proposeCosts, (context, _input, { id }) => tellMoved(context, id))
follow(returnCosts, (context, _input, { id }) => tellMoved(context, id))
follow(settleCosts, (context, _input, { id }) => tellMoved(context, id))
