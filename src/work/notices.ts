import { noticeKind, tell } from '../notices/index.ts'
import { staff } from '../platform/actor.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { assignMany, assignWork } from './officers.ts'
import { subjectsOf } from './waiting.ts'

const given = noticeKind({
  key: 'work.given',
  label: words('Được giao việc', 'Work given to me'),
  for: [...staff, 'admin'],
  way: 'mail',
  subject: words('Bạn được giao phụ trách: {what}', 'You are in charge of: {what}'),
  body: words('{by} giao bạn phụ trách {what}. {reason}', '{by} put you in charge of {what}. {reason}'),
  fields: {
    what: words('Việc được giao', 'What is given'),
    by: words('Người giao', 'Given by'),
    reason: words('Lý do', 'Reason'),
  },
})

follow(assignWork, async (context, { record, recordId, accountId, reason }, { assignmentId }) => {
  if (assignmentId === null || accountId === undefined) return
  const subjects = await subjectsOf(context, [{ record, recordId }])
  await tell(context, given, {
    to: { accountIds: [accountId] },
    occurrence: String(assignmentId),
    values: {
      what: subjects.get(`${record}:${recordId}`) ?? `${record} ${recordId}`,
      by: context.actor.name,
      reason: reason ?? '',
    },
    href: `/work?whose=mine`,
  })
})

follow(assignMany, async (context, { accountId, reason }, { assignmentIds }) => {
  const [first] = assignmentIds
  if (first === undefined) return
  const count = assignmentIds.length
  await tell(context, given, {
    to: { accountIds: [accountId] },
    occurrence: String(first),
    values: {
      what: words(`${count} việc`, `${count} ${count === 1 ? 'piece' : 'pieces'} of work`),
      by: context.actor.name,
      reason: reason ?? '',
    },
    href: `/work?whose=mine`,
  })
})
