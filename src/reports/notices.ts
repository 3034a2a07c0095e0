import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { chargeObstacle, reopenObstacle } from './obstacle-charge.ts'
import { answerByCommittee, passObstacle } from './obstacle-passing.ts'
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

/** Tells who reported an obstacle of its answer, whoever gave it. */
async function tellAnswer(context: Context, id: number, resolution: string): Promise<void> {
  const row = await context.db
    .selectFrom('obstacle')
    .select(['text', 'enterpriseId', 'agencyId'])
    .select((eb) =>
      eb
        .selectFrom('obstacleAnswer as a')
        .whereRef('a.obstacleId', '=', 'obstacle.id')
        .select(({ fn }) => fn.countAll<bigint>().as('n'))
        .$asScalar()
        .$notNull()
        .as('answers'),
    )
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, answered, {
    to: { enterpriseId: row.enterpriseId, agencyIds: row.agencyId === null ? [] : [row.agencyId] },
    occurrence: row.answers === 0n ? String(id) : `${id}:${row.answers}`,
    values: { text: row.text, answer: resolution },
    href: `/obstacles/${id}`,
  })
}
follow(resolveObstacle, (context, { resolution }, { id }) => tellAnswer(context, id, resolution))
follow(answerByCommittee, (context, { resolution }, { id }) => tellAnswer(context, id, resolution))

const staffed = ['agency', 'association', 'finance', 'home_affairs', 'statistics', 'coordinator'] as const

const charged = noticeKind({
  key: 'obstacles.charged',
  label: words('Được giao trả lời khó khăn, vướng mắc', 'In charge of an obstacle'),
  for: staffed,
  way: 'mail',
  subject: words('Trả lời khó khăn, vướng mắc trước hết ngày {due}', 'Answer an obstacle by {due}'),
  body: words('{text}\nHạn trả lời: {due}', '{text}\nTo be answered by: {due}'),
  fields: { text, due: words('Hạn trả lời vướng mắc', 'Obstacle to be answered by') },
})

follow(chargeObstacle, async (context, { chargeId, dueOn }, { id }) => {
  const row = await context.db
    .selectFrom('obstacle')
    .select('text')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, charged, {
    to: { agencyIds: [chargeId] },
    occurrence: `${id}:${chargeId}:${dueOn}`,
    values: { text: row.text, due: formatDate(dueOn) },
    href: `/obstacles/${id}`,
  })
})

const reopened = noticeKind({
  key: 'obstacles.reopened',
  label: words('Phản ánh được mở lại', 'Obstacle reopened'),
  for: staffed,
  way: 'mail',
  subject: words('Một phản ánh được mở lại', 'An obstacle is reopened'),
  body: words('{text}\nLý do: {reason}', '{text}\nReason: {reason}'),
  fields: { text, reason: words('Lý do', 'Reason') },
})

follow(reopenObstacle, async (context, { reason }, { id }) => {
  const row = await context.db
    .selectFrom('obstacle')
    .select(['text', 'chargeId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { n } = await context.db
    .selectFrom('obstacleAnswer')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('obstacleId', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, reopened, {
    to: { roles: ['coordinator'], agencyIds: row.chargeId === null ? [] : [row.chargeId] },
    occurrence: `${id}:${n}`,
    values: { text: row.text, reason },
    href: `/obstacles/${id}`,
  })
})

const passed = noticeKind({
  key: 'obstacles.passed',
  label: words('Phản ánh được chuyển UBND tỉnh', "Obstacle passed on to the People's Committee"),
  for: ['enterprise', ...staffed, 'leader'],
  way: 'mail',
  subject: words(
    'Phản ánh được chuyển Ủy ban nhân dân tỉnh',
    "An obstacle is passed on to the People's Committee",
  ),
  body: words('{text}\nVăn bản: {number}', '{text}\nDocument: {number}'),
  fields: {
    text,
    number: words('Số văn bản chuyển UBND tỉnh', "Number of the document to the People's Committee"),
  },
})
follow(passObstacle, async (context, { passedNumber }, { id }) => {
  const row = await context.db
    .selectFrom('obstacle')
    .select(['text', 'enterpriseId', 'agencyId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const told = {
    occurrence: `${id}:${passedNumber}`,
    values: { text: row.text, number: passedNumber },
    href: `/obstacles/${id}`,
  }
  await tell(context, passed, {
    to: {
      enterpriseId: row.enterpriseId,
      agencyIds: row.agencyId === null ? [] : [row.agencyId],
      roles: ['leader'],
    },
    ...told,
  })
})
