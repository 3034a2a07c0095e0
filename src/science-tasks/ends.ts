import { z } from 'zod'
import { choice, day, dong, id, longText, optionalId, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { endMatter } from '../platform/matters.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { lockTask, TaskChanged, touchTask } from './task-commands.ts'
import { releaseTaskMoney } from './task-money.ts'

/* A task ends early, with what its host pays back. */

/** Ends a task before its time by a decision that names the money to pay back: Circular 15/2022, art. 29; Decree 268/2025, art. 17.2. */
export const endTask = command({
  name: 'scienceTasks.end',
  summary: words('Chấm dứt nhiệm vụ trước hạn', 'End a task early'),
  route: 'POST /science-tasks/{id}/end',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['stopped', 'failed']),
    happenedOn: day(),
    documentNumber: text(100),
    reason: longText(4000),
    /** What the host pays back, in đồng; 0: nothing. */
    recovery: dong(0n),
    fileId: optionalId(),
  }),
  output: TaskChanged,
  may: ['leader'],
  rules: [notAhead('happenedOn')],
  subject: ({ id }) => `science-task:${id}`,
  async run(context, { id: taskId, version, outcome, happenedOn, documentNumber, reason, recovery, fileId }) {
    const { db } = context
    const task = await lockTask(db, taskId, version)
    if (task.state !== 'approved' && task.state !== 'running')
      throw conflict(
        'scienceTasks.notRunning',
        words(
          'Chỉ chấm dứt nhiệm vụ đã phê duyệt và chưa nghiệm thu.',
          'Only a task that is approved and not accepted yet is ended.',
        ),
      )
    const { ends } = await db
      .selectFrom('taskKind')
      .select('ends')
      .where('id', '=', task.kindId)
      .executeTakeFirstOrThrow()
    if (!ends.includes(outcome))
      throw invalidField(
        'outcome',
        words(
          'Loại nhiệm vụ này không kết thúc theo cách đó.',
          'This kind of task does not end in that way.',
        ),
      )
    if (recovery > (task.approvedMoney ?? 0n))
      throw invalidField(
        'recovery',
        words('Nhiều hơn kinh phí đã phê duyệt.', 'More than the money that was approved.'),
      )
    if (fileId !== undefined) await evidence(context, fileId)
    await releaseTaskMoney(context, taskId, { on: happenedOn, documentNumber, note: reason })
    await endMatter(context, 'science-task', taskId)
    return touchTask(db, task, {
      ...{ state: 'ended', outcome, endedOn: happenedOn, outcomeNote: reason, recovery },
      ...{ endNumber: documentNumber, endFileId: fileId ?? null },
      ...{ nextStepId: null, nextDue: null },
    })
  },
})

/** Records that the host has paid back what the decision named: from then on it is barred no more. */
export const recordRecovery = command({
  name: 'scienceTasks.recover',
  summary: words('Ghi đã hoàn trả kinh phí', 'Record that the money was paid back'),
  route: 'POST /science-tasks/{id}/recovery',
  input: z.object({ id: id(), version: whole(1), recoveredOn: day() }),
  output: TaskChanged,
  may: ['coordinator', 'finance'],
  rules: [notAhead('recoveredOn')],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, version, recoveredOn }) {
    const task = await lockTask(db, taskId, version)
    if (task.recovery === 0n || task.recoveredOn !== null)
      throw conflict(
        'scienceTasks.nothingOwed',
        words('Nhiệm vụ không còn khoản phải hoàn trả.', 'Nothing of the task is to be paid back.'),
      )
    return touchTask(db, task, { recoveredOn })
  },
})
