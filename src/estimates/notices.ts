import { noticeKind, tell, tellOwners, tellTogether, togetherFields } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { settleCut } from './cuts.ts'
import { allocateEstimate, submitEstimate } from './decide.ts'
import { agreeEstimate, returnEstimate, sendEstimate } from './rounds.ts'
import { estimateStates } from './rules.ts'

const title = words('Tên dự toán', 'Name of the estimate')

const toAppraise = noticeKind({
  key: 'estimates.toAppraise',
  label: words('Dự toán năm chờ thẩm định', 'Estimate to appraise'),
  for: ['finance'],
  way: 'mail',
  subject: words('Chờ thẩm định: {title}', 'To appraise: {title}'),
  body: words('{title} đã được gửi ngày {day}.', '{title} was sent on {day}.'),
  fields: { title, day: words('Gửi ngày', 'Day of sending') },
})

const settled = noticeKind({
  key: 'estimates.settled',
  label: words('Dự toán năm đã thẩm định hoặc trả lại', 'Estimate agreed or returned'),
  for: ['coordinator'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remarks}', '{title}: {state}. {remarks}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remarks: words('Ý kiến thẩm định', 'Note of the appraisal'),
  },
})

const estimateOf = ({ db }: Context, estimateId: number) =>
  db
    .selectFrom('estimate')
    .select(['title', 'state', 'version', 'sentOn'])
    .where('id', '=', estimateId)
    .executeTakeFirstOrThrow()

follow(sendEstimate, async (context, _input, { id }) => {
  const estimate = await estimateOf(context, id)
  await tell(context, toAppraise, {
    to: { roles: ['finance'] },
    occurrence: `${id}:${estimate.version}`,
    values: { title: estimate.title, day: formatDate(estimate.sentOn ?? context.today) },
    href: `/estimates/${id}`,
  })
})

async function tellOfOutcome(context: Context, estimateId: number, remarks: string): Promise<void> {
  const estimate = await estimateOf(context, estimateId)
  await tell(context, settled, {
    to: { roles: ['coordinator'] },
    occurrence: `${estimateId}:${estimate.version}`,
    values: { title: estimate.title, state: estimateStates.wordsOf(estimate.state), remarks },
    href: `/estimates/${estimateId}`,
  })
}
follow(returnEstimate, (context, { remarks }, { id }) => tellOfOutcome(context, id, remarks))
follow(agreeEstimate, (context, { remarks = '' }, { id }) => tellOfOutcome(context, id, remarks))

const goesOn = noticeKind({
  key: 'estimates.goesOn',
  label: words('Dự toán năm đã trình, đã giao', 'Estimate submitted or allocated'),
  for: ['finance', 'leader', 'coordinator'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}, số {number}.', '{title}: {state}, number {number}.'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    number: words('Số văn bản', 'Number of the document'),
  },
})

async function tellOfPaper(
  context: Context,
  estimateId: number,
  number: string,
  roles: ('finance' | 'leader' | 'coordinator')[],
) {
  const estimate = await estimateOf(context, estimateId)
  await tell(context, goesOn, {
    to: { roles },
    occurrence: `${estimateId}:${estimate.version}`,
    values: { title: estimate.title, state: estimateStates.wordsOf(estimate.state), number },
    href: `/estimates/${estimateId}`,
  })
}
follow(submitEstimate, (context, { number }, { id }) =>
  tellOfPaper(context, id, number, ['leader', 'finance']),
)
follow(allocateEstimate, (context, { documentNumber }, { id }) =>
  tellOfPaper(context, id, documentNumber, ['coordinator', 'finance']),
)

const needOut = noticeKind({
  key: 'estimates.needOut',
  label: words('Nhu cầu không đáp ứng được trong năm', 'A need that is not met in the year'),
  for: ['enterprise', 'association', 'agency'],
  way: 'mail',
  subject: words('Nhu cầu chưa đáp ứng được trong năm', 'A need is not met in the year'),
  body: words(
    'Kinh phí được thẩm định không đủ, nên trong năm chưa đáp ứng được: {list}',
    'The money that was agreed to does not suffice, so that this is not met in the year: {list}',
  ),
  fields: togetherFields,
})

follow(settleCut, async (context, { estimateLine, reason }, { needIds }) => {
  if (needIds.length === 0) return
  const rows = await context.db
    .selectFrom('need')
    .select(['id', 'text', 'enterpriseId', 'agencyId'])
    .where('id', 'in', needIds)
    .orderBy('id')
    .execute()
  const things = rows.map(({ id, text, enterpriseId, agencyId }) => {
    const said = `${text.slice(0, 200)} (${reason})`
    return {
      ...{ id, enterpriseId, agencyId },
      occurrence: `${estimateLine}:${id}`,
      line: words(said, said),
      values: {},
    }
  })
  await tellOwners(context, needOut, {
    day: context.today,
    things: things.flatMap(({ enterpriseId, ...thing }) =>
      enterpriseId === null ? [] : [{ ...thing, enterpriseId }],
    ),
    hrefOf: () => '/needs',
  })
  for (const [agencyId, own] of Map.groupBy(things, (thing) => thing.agencyId))
    if (agencyId !== null)
      await tellTogether(context, needOut, {
        to: { agencyIds: [agencyId] },
        day: context.today,
        things: own,
        href: '/needs',
      })
})
