import { noticeKind, tell } from '../notices/index.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { signersOf } from '../platform/signing.ts'
import { approveYearlyPlan, returnYearlyPlan, sendYearlyPlan } from './approve.ts'
import { yearlyPlanStates } from './rules.ts'

const title = words('Tên kế hoạch năm', 'Name of the yearly plan')

const toApprove = noticeKind({
  key: 'yearlyPlans.toApprove',
  label: words('Kế hoạch năm chờ phê duyệt', 'Yearly plan to approve'),
  for: ['leader', 'head', 'coordinator'],
  way: 'mail',
  subject: words('Chờ phê duyệt: {title}', 'To approve: {title}'),
  body: words('{title} đã được trình ngày {day}.', '{title} was sent for approval on {day}.'),
  fields: { title, day: words('Trình ngày', 'Sent on') },
})

const settled = noticeKind({
  key: 'yearlyPlans.settled',
  label: words('Kế hoạch năm đã phê duyệt hoặc trả lại', 'Yearly plan approved or returned'),
  for: ['coordinator', 'finance'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remarks}', '{title}: {state}. {remarks}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remarks: words('Ý kiến khi trả lại', 'Remarks when returned'),
  },
})

const planOf = ({ db }: Context, yearlyPlanId: number) =>
  db
    .selectFrom('yearlyPlan')
    .select(['title', 'state', 'version', 'sentOn', 'number'])
    .where('id', '=', yearlyPlanId)
    .executeTakeFirstOrThrow()

follow(sendYearlyPlan, async (context, _input, { id }) => {
  const plan = await planOf(context, id)
  await tell(context, toApprove, {
    to: await signersOf(context.db, 'yearlyPlan', context.today),
    occurrence: `${id}:${plan.version}`,
    values: { title: plan.title, day: formatDate(plan.sentOn ?? context.today) },
    href: `/yearly-plans/${id}`,
  })
})

async function tellOfOutcome(context: Context, yearlyPlanId: number, remarks: string): Promise<void> {
  const plan = await planOf(context, yearlyPlanId)
  await tell(context, settled, {
    to: { roles: plan.state === 'approved' ? ['coordinator', 'finance'] : ['coordinator'] },
    occurrence: `${yearlyPlanId}:${plan.version}`,
    values: { title: plan.title, state: yearlyPlanStates.wordsOf(plan.state), remarks },
    href: `/yearly-plans/${yearlyPlanId}`,
  })
}
follow(returnYearlyPlan, (context, { remarks }, { id }) => tellOfOutcome(context, id, remarks))
follow(approveYearlyPlan, (context, { number }, { id }) => tellOfOutcome(context, id, number))
