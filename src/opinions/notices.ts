import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { answerRequest } from './commands.ts'
import { stances } from './rules.ts'

const title = words('Tên dự thảo', 'Name of the draft document')

const asked = noticeKind({
  key: 'opinions.asked',
  label: words('Đề nghị cho ý kiến về dự thảo', 'Asked for an opinion on a draft'),
  for: ['finance', 'home_affairs', 'statistics', 'agency', 'association', 'leader'],
  way: 'mail',
  subject: words('Xin ý kiến: {title}', 'Opinion asked for: {title}'),
  body: words(
    'Xin cơ quan cho ý kiến về {title}, hạn đến hết ngày {due}.',
    'Please give the opinion of your agency on {title}, until the end of {due}.',
  ),
  fields: { title, due: words('Hạn cho ý kiến', 'Opinion due on') },
})

const answered = noticeKind({
  key: 'opinions.answered',
  label: words('Cơ quan đã cho ý kiến', 'An agency gave its opinion'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{agency}: {stance}', '{agency}: {stance}'),
  body: words('{agency} về {title}: {stance}.', '{agency} on {title}: {stance}.'),
  fields: {
    title,
    agency: words('Cơ quan', 'Agency'),
    stance: words('Ý kiến chung', 'Opinion on the whole'),
  },
})

const closed = noticeKind({
  key: 'opinions.closed',
  label: words('Ý kiến được tiếp thu thế nào', 'What became of opinions'),
  for: ['finance', 'home_affairs', 'statistics', 'agency', 'association', 'leader'],
  way: 'digest',
  subject: words('Tiếp thu, giải trình ý kiến: {title}', 'What became of your opinions: {title}'),
  body: words(
    'Đã kết thúc xin ý kiến về {title}; xem từng ý kiến của cơ quan được tiếp thu hay giải trình thế nào.',
    'The round of opinions on {title} is closed; see what became of each opinion of your agency.',
  ),
  fields: { title },
})

/** Tells each agency that gave opinions in a round what became of them. */
export async function tellClosed(context: Context, roundId: number): Promise<void> {
  const requests = await context.db
    .selectFrom('opinionRequest as r')
    .innerJoin('opinionRound as o', 'o.id', 'r.roundId')
    .select(['r.id', 'r.agencyId', 'o.title'])
    .where('r.roundId', '=', roundId)
    .where((eb) =>
      eb.exists(eb.selectFrom('opinion as n').select('n.id').whereRef('n.requestId', '=', 'r.id')),
    )
    .where('r.state', '=', 'answered')
    .execute()
  for (const request of requests)
    await tell(context, closed, {
      to: { agencyIds: [request.agencyId] },
      occurrence: String(request.id),
      values: { title: request.title },
      href: `/opinions/${request.id}`,
    })
}

/** Tells each agency of a round that its opinion is asked for. */
export async function tellAsked(context: Context, roundId: number): Promise<void> {
  const requests = await context.db
    .selectFrom('opinionRequest as r')
    .innerJoin('opinionRound as o', 'o.id', 'r.roundId')
    .select(['r.id', 'r.agencyId', 'o.title', 'o.dueOn'])
    .where('r.roundId', '=', roundId)
    .execute()
  for (const request of requests)
    await tell(context, asked, {
      to: { agencyIds: [request.agencyId] },
      occurrence: String(request.id),
      values: { title: request.title, due: formatDate(request.dueOn) },
      href: `/opinions/${request.id}`,
    })
}

follow(answerRequest, async (context, { stance }, { id }) => {
  const request = await context.db
    .selectFrom('opinionRequest as r')
    .innerJoin('opinionRound as o', 'o.id', 'r.roundId')
    .innerJoin('agency as a', 'a.id', 'r.agencyId')
    .select(['o.title', 'a.name', 'a.nameEn'])
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, answered, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: {
      title: request.title,
      agency: words(request.name, request.nameEn),
      stance: stances.names[stance],
    },
    href: `/opinions/${id}`,
  })
})
