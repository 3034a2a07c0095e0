import { sql } from 'kysely'
import { z } from 'zod'
import { id, longText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { lockTask, TaskChanged, touchTask } from './task-commands.ts'

const Standing = z.looseObject({ approvedMoney: z.string().nullable() })

/** Strikes out the last step of a task that was entered wrongly: the task stands where it stood before. */
export const strikeStep = command({
  name: 'scienceTasks.strikeStep',
  summary: words('Hủy bước đã ghi nhầm của nhiệm vụ', 'Strike out a step of a task that was entered wrongly'),
  route: 'POST /science-tasks/{id}/steps/{entry}/strike',
  input: z.object({ id: id(), entry: id(), reason: longText(2000) }),
  output: TaskChanged,
  may: ['coordinator'],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db, today }, { id: taskId, entry, reason }) {
    const task = await lockTask(db, taskId)
    const last = await db
      .selectFrom('scienceTaskStep')
      .select(['id', 'before', 'stepId'])
      .where('taskId', '=', taskId)
      .where('struckOn', 'is', null)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (last?.id !== entry)
      throw conflict(
        'scienceTasks.notLast',
        words('Chỉ hủy được bước ghi sau cùng.', 'Only the last step that was entered is struck out.'),
      )
    await db
      .updateTable('scienceTaskStep')
      .set({ struckOn: today, struckReason: reason })
      .where('id', '=', entry)
      .execute()
    const { approvedMoney, ...before } = Standing.parse(last.before)
    const repeated = await db
      .selectFrom('taskKindStep')
      .select('repeats')
      .where('id', '=', last.stepId)
      .executeTakeFirstOrThrow()
    if (repeated.repeats) return touchTask(db, task)
    return touchTask(db, task, {
      ...before,
      approvedMoney: approvedMoney === null ? null : sql<bigint>`${approvedMoney}::bigint`,
    })
  },
})
