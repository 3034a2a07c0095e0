import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import {
  choice,
  day,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalText,
  text,
  whole,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { changeFault } from './flow.ts'
import { changesOfKind } from './kind-queries.ts'
import { taskChanges } from './lists.ts'
import { lockTask, TaskChanged, type TaskRecord, touchTask } from './task-commands.ts'

/* What is changed of a task that runs, by a decision, within what its kind allows. */

/** Changes a task that runs: more or less time, another leader or host, its name, contents, money. */
export const changeTask = command({
  name: 'scienceTasks.change',
  summary: words('Ghi quyết định điều chỉnh nhiệm vụ', 'Record a decision that changes a task'),
  route: 'POST /science-tasks/{id}/changes',
  input: z.object({
    id: id(),
    version: whole(1),
    change: choice(taskChanges.keys),
    askedOn: day(),
    decidedOn: day(),
    documentNumber: text(100),
    reason: longText(4000),
    /** Of more or less time: the new last day. */
    until: optionalDay(),
    /** What it becomes: the new leader, host, name, or the change in words. */
    becomes: optionalText(500),
    fileId: optionalId(),
  }),
  output: TaskChanged,
  may: ['leader'],
  needs: [
    {
      field: 'until',
      of: ['change'],
      when: ({ change }) => change === 'longer' || change === 'shorter',
      said: words('khi thay đổi thời gian', 'where the time changes'),
      words: words('Xin ghi ngày kết thúc mới.', 'Please give the new last day.'),
    },
    {
      field: 'becomes',
      of: ['change'],
      when: ({ change }) => change !== 'longer' && change !== 'shorter',
      said: words('khi thay đổi điều khác', 'where something else changes'),
      words: words('Xin ghi nội dung sau điều chỉnh.', 'Please say what it becomes.'),
    },
  ],
  rules: [
    notAhead('decidedOn'),
    inOrder(
      'askedOn',
      'decidedOn',
      words('Không thể quyết định trước ngày đề nghị.', 'It is not decided before it is asked for.'),
    ),
  ],
  subject: ({ id }) => `science-task:${id}`,
  async run(context, { id: taskId, version, change, until, becomes = '', fileId, ...decision }) {
    const { db } = context
    const task = await lockTask(db, taskId, version)
    const { contractOn, endsOn } = task
    if (task.state !== 'running' || contractOn === null || endsOn === null)
      throw conflict(
        'scienceTasks.notRunning',
        words('Chỉ điều chỉnh nhiệm vụ đang thực hiện.', 'Only a task that runs is changed.'),
      )
    const earlier = await earlierChanges(db, taskId)
    const limit = (await changesOfKind(db, task.kindId)).find((one) => one.change === change)
    const time = change === 'longer' || change === 'shorter'
    const fault = changeFault(time ? change : 'other', limit, {
      ...{ askedOn: decision.askedOn, contractOn, endsOn, until: time ? (until ?? null) : null },
      firstEnd: earlier.find(({ wasUntil }) => wasUntil !== null)?.wasUntil ?? endsOn,
      times: earlier.filter((one) => one.change === change).length,
    })
    if (fault !== null) throw invalidField(fault.field, fault.words)
    if (fileId !== undefined) await evidence(context, fileId)
    await db
      .insertInto('scienceTaskChange')
      .values({
        ...{ taskId, change, ...decision, fileId: fileId ?? null },
        was: wasOf(task, change),
        becomes: time ? formatDate(until ?? endsOn) : becomes,
        ...(time ? { wasUntil: endsOn, until: until ?? endsOn } : {}),
      })
      .execute()
    return touchTask(db, task, changedBy(change, until, becomes))
  },
})

const earlierChanges = (db: Db, taskId: number) =>
  db
    .selectFrom('scienceTaskChange')
    .select(['change', 'wasUntil'])
    .where('taskId', '=', taskId)
    .orderBy('id')
    .execute()

function wasOf(task: TaskRecord, change: (typeof taskChanges.keys)[number]): string {
  if (change === 'longer' || change === 'shorter') return formatDate(task.endsOn ?? task.begunOn)
  if (change === 'leader') return task.leaderName ?? ''
  if (change === 'host') return task.hostName ?? ''
  return change === 'name' ? task.title : ''
}

function changedBy(change: (typeof taskChanges.keys)[number], until: string | undefined, becomes: string) {
  if (change === 'longer' || change === 'shorter') return { endsOn: until }
  if (change === 'leader') return { leaderName: becomes }
  if (change === 'host') return { hostName: becomes }
  return change === 'name' ? { title: becomes } : {}
}
