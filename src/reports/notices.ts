import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { reportObstacle, resolveObstacle } from './obstacles.ts'

const text = words('Nội dung phản ánh', 'What was reported')

const reported = noticeKind({
  key: 'obstacles.reported',
  label: words('Phản ánh khó khăn mới', 'Obstacle reported'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Phản ánh khó khăn, vướng mắc mới', 'An obstacle is reported'),
  body: words('{text}\nĐề xuất: {proposal}', '{text}\nProposal: {proposal}'),
  fields: { text, proposal: words('Đề xuất, kiến nghị', 'Proposal') },
})

const answered = noticeKind({
  key: 'obstacles.answered',
  label: words('Phản ánh được trả lời', 'Obstacle answered'),
  for: ['enterprise', 'agency', 'association', 'finance', 'home_affairs', 'statistics', 'coordinator'],
  way: 'mail',
  subject: words('Phản ánh của bạn đã được trả lời', 'What you reported is answered'),
  body: words('{text}\nKết quả: {answer}', '{text}\nAnswer: {answer}'),
  fields: { text, answer: words('Kết quả giải quyết', 'Resolution') },
})

follow(reportObstacle, (context, input, { id }) =>
  tell(context, reported, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: { text: input.text, proposal: input.proposal },
    href: `/obstacles/${id}`,
  }),
)

follow(resolveObstacle, async (context, { resolution }, { id }) => {
  const row = await context.db
    .selectFrom('obstacle')
    .select(['text', 'enterpriseId', 'agencyId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, answered, {
    to: { enterpriseId: row.enterpriseId, agencyIds: row.agencyId === null ? [] : [row.agencyId] },
    occurrence: String(id),
    values: { text: row.text, answer: resolution },
    href: `/obstacles/${id}`,
  })
})
