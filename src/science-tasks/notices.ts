import { noticeKind, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { roleHolds } from '../platform/matters.ts'
import type { Context } from '../platform/operation.ts'
import { changeTask } from './changes.ts'
import { endTask } from './ends.ts'
import { fileStep, isHostStep } from './host-steps.ts'
import { taskStates } from './lists.ts'
import { takeStep } from './steps.ts'

const title = words('Tên nhiệm vụ', 'Title of the task')

const moved = noticeKind({
  key: 'scienceTasks.moved',
  label: words('Nhiệm vụ KH&CN sang bước mới', 'An S&T task moved on'),
  for: ['coordinator', 'leader'],
  way: 'digest',
  subject: words('{title}: {step}', '{title}: {step}'),
  body: words('{title}: đã ghi bước {step}. {next}', '{title}: {step} is entered. {next}'),
  fields: {
    title,
    step: words('Bước của nhiệm vụ', 'Step of the task'),
    next: words('Bước tiếp theo', 'Next step'),
  },
})

const toBeFiled = noticeKind({
  key: 'scienceTasks.toFile',
  label: words('Nhiệm vụ KH&CN chờ tổ chức chủ trì nộp hồ sơ', 'An S&T task waits for what its host files'),
  for: ['task_host', 'task_leader'],
  way: 'mail',
  subject: words('{title}: cần nộp {step}', '{title}: to be filed: {step}'),
  body: words('{title}: cần nộp {step}. {until}', '{title}: to be filed: {step}. {until}'),
  fields: {
    title,
    step: words('Bước của nhiệm vụ', 'Step of the task'),
    until: words('Hạn của bước', 'The step is due'),
  },
})

const settled = noticeKind({
  key: 'scienceTasks.changed',
  label: words('Nhiệm vụ KH&CN được điều chỉnh, chấm dứt', 'An S&T task changed or ended early'),
  for: ['coordinator', 'finance'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remarks}', '{title}: {state}. {remarks}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remarks: words('Số văn bản, lý do', 'Document and reason'),
  },
})

const due = noticeKind({
  key: 'scienceTasks.due',
  label: words('Bước của nhiệm vụ KH&CN sắp đến hạn, quá hạn', 'A step of an S&T task is due or late'),
  for: ['coordinator'],
  way: 'mail',
  subject: words('{count} bước của nhiệm vụ KH&CN đến hạn', 'Steps of S&T tasks that are due: {count}'),
  body: words('Bước sắp đến hạn hoặc đã quá hạn:\n{list}', 'Steps that are due soon or late:\n{list}'),
  fields: togetherFields,
})

const taskOf = ({ db }: Context, taskId: number) =>
  db
    .selectFrom('scienceTask as t')
    .leftJoin('taskKindStep as n', 'n.id', 't.nextStepId')
    .select(['t.id', 't.title', 't.state', 't.version', 't.nextDue', 'n.name as next', 'n.nameEn as nextEn'])
    .select('n.part')
    .where('t.id', '=', taskId)
    .executeTakeFirstOrThrow()

/** The accounts that were invited to a task as its host or leader. */
const hostsOf = async ({ db, today }: Context, taskId: number) => {
  const rows = await db
    .selectFrom('accountRole')
    .select('accountId')
    .where('record', '=', 'science-task')
    .where('recordId', '=', taskId)
    .where('role', 'in', ['task_host', 'task_leader'])
    .where(roleHolds('account_role', today))
    .execute()
  return rows.map(({ accountId }) => accountId)
}

async function tellMoved(context: Context, stepId: number, id: number) {
  const task = await taskOf(context, id)
  const step = await context.db
    .selectFrom('taskKindStep')
    .select(['name', 'nameEn'])
    .where('id', '=', stepId)
    .executeTakeFirstOrThrow()
  const until = task.nextDue === null ? '' : ` (${formatDate(task.nextDue)})`
  await tell(context, moved, {
    to: { roles: ['coordinator', 'leader'] },
    occurrence: `${id}:${task.version}`,
    values: {
      title: task.title,
      step: words(step.name, step.nameEn),
      next:
        task.next === null
          ? words('Không còn bước nào.', 'Nothing comes next.')
          : words(`Tiếp theo: ${task.next}${until}.`, `Next: ${task.nextEn ?? task.next}${until}.`),
    },
    href: `/science-tasks/${id}`,
  })
  if (task.next === null || task.part === null || !isHostStep({ part: task.part })) return
  await tell(context, toBeFiled, {
    to: { accountIds: await hostsOf(context, id) },
    occurrence: `${id}:${task.version}:host`,
    values: {
      title: task.title,
      step: words(task.next, task.nextEn ?? task.next),
      until: words(
        until === '' ? 'Không có hạn.' : `Hạn${until}.`,
        until === '' ? 'No term.' : `Due${until}.`,
      ),
    },
    href: `/science-tasks/${id}`,
  })
}
follow(takeStep, (context, { stepId }, { id }) => tellMoved(context, stepId, id))
follow(fileStep, (context, { stepId }, { id }) => tellMoved(context, stepId, id))

async function tellSettled(context: Context, taskId: number, remarks: string) {
  const task = await taskOf(context, taskId)
  await tell(context, settled, {
    to: { roles: ['coordinator', 'finance'] },
    occurrence: `${taskId}:${task.version}`,
    values: { title: task.title, state: taskStates.wordsOf(task.state), remarks },
    href: `/science-tasks/${taskId}`,
  })
}
follow(changeTask, (context, { documentNumber, reason }, { id }) =>
  tellSettled(context, id, `${documentNumber}: ${reason}`),
)
follow(endTask, (context, { documentNumber, reason }, { id }) =>
  tellSettled(context, id, `${documentNumber}: ${reason}`),
)

/** Days before the term of a step on which it is told of. */
const noticeDays = 3

/** Tells the coordinator of steps that are due soon or late, once each. */
export async function tellOfTaskSteps({
  db,
  now,
  today,
}: {
  db: Db
  now: Date
  today: string
}): Promise<void> {
  const rows = await db
    .selectFrom('scienceTask as t')
    .innerJoin('taskKindStep as n', 'n.id', 't.nextStepId')
    .select(['t.id', 't.title', 't.nextDue', 'n.name', 'n.nameEn'])
    .where('t.nextDue', '<=', addDays(today, noticeDays))
    .orderBy('t.nextDue')
    .orderBy('t.id')
    .execute()
  const things = rows.map((row) => {
    const day = formatDate(row.nextDue ?? today)
    const late = (row.nextDue ?? today) < today
    const line = words(`${row.title}: ${row.name}, hạn ${day}`, `${row.title}: ${row.nameEn}, due ${day}`)
    return { occurrence: `${row.id}:${row.nextDue}:${late ? 'late' : 'due'}`, line, values: {} }
  })
  await db.transaction().execute((transaction) =>
    tellTogether({ db: transaction, now }, due, {
      to: { roles: ['coordinator'] },
      day: today,
      things,
      href: '/science-tasks?sort=nextDue&direction=asc',
    }),
  )
}
