import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { cancelEvent, closeEvent, editEvent, markInvited } from './commands.ts'
import { eventStates } from './rules.ts'

const moved = noticeKind({
  key: 'events.moved',
  label: words(
    'Sự kiện đã mời, đổi ngày, có kết quả hoặc hủy',
    'Event invited to, moved, closed or cancelled',
  ),
  for: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'association'],
  way: 'digest',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words(
    '{title}, ngày {day}, tại {place}: {state}. {reason}',
    '{title}, on {day}, at {place}: {state}. {reason}',
  ),
  fields: {
    title: words('Tên sự kiện', 'Name of the event'),
    state: words('Tình trạng', 'State'),
    day: words('Ngày', 'Day'),
    place: words('Nơi tổ chức', 'Place'),
    reason: words('Lý do', 'Reason'),
  },
})

async function tellMoved(context: Context, eventId: number): Promise<void> {
  const event = await context.db
    .selectFrom('plannedEvent')
    .select(['title', 'state', 'startsOn', 'place', 'reason', 'version'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  // while it is being prepared nobody was told of it yet
  if (event.state === 'planned') return
  await tell(context, moved, {
    to: {
      roles: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'association'],
    },
    occurrence: `${eventId}:${event.version}`,
    values: {
      ...{ title: event.title, state: eventStates.wordsOf(event.state), day: formatDate(event.startsOn) },
      ...{ place: event.place, reason: event.reason ?? '' },
    },
    href: `/events/${eventId}`,
  })
}
follow(markInvited, (context, _input, { id }) => tellMoved(context, id))
follow(closeEvent, (context, _input, { id }) => tellMoved(context, id))
follow(cancelEvent, (context, _input, { id }) => tellMoved(context, id))
follow(editEvent, async (context, _input, { id, moved }) => {
  if (moved) await tellMoved(context, id)
})
