import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
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
