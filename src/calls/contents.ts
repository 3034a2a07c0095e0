import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { activeContent } from '../support/index.ts'
import { Changed, lockOpen, touch } from './commands.ts'
import { contentFields } from './fields.ts'

/* The contents that a call is for, while it is drawn up. */

explainConstraint('call_content_once', () =>
  invalidField(
    'contentId',
    words('Đợt kêu gọi đã có nội dung này.', 'The call is for this content already.'),
  ),
)
const ofAnotherTask = words(
  'Xin chọn một nội dung của nhiệm vụ mà đợt này thuộc về.',
  'Please choose a content of the task that the call feeds.',
)
explainConstraint('call_content_of_task', () => invalidField('taskContentId', ofAnotherTask))
explainConstraint('call_content_task_content_id_fkey', () =>
  conflict(
    'calls.taskContentNamed',
    words('Một đợt kêu gọi đã gắn với nội dung này của nhiệm vụ.', 'A call names this content of the task.'),
  ),
)

/** A call that feeds a task says of each content which of the task's contents pays. */
async function wrongTaskContent(
  db: Db,
  callId: number,
  taskContentId: number | undefined,
): Promise<{ field: 'taskContentId'; words: Words } | null> {
  const call = await db.selectFrom('call').select('taskId').where('id', '=', callId).executeTakeFirst()
  const taskId = call?.taskId ?? null
  if (taskId === null && taskContentId === undefined) return null
  const content =
    taskContentId === undefined || taskId === null
      ? undefined
      : await db
          .selectFrom('scienceTaskContent')
          .select('passed')
          .where('id', '=', taskContentId)
          .where('taskId', '=', taskId)
          .executeTakeFirst()
  if (content !== undefined && content.passed !== false) return null
  return {
    field: 'taskContentId',
    words:
      taskId === null
        ? words('Đợt này không thuộc nhiệm vụ nào: xin để trống.', 'The call feeds no task: leave it empty.')
        : ofAnotherTask,
  }
}

/** Adds a content that a call is for. */
export const addCallContent = command({
  name: 'calls.addContent',
  summary: words('Thêm nội dung vào đợt kêu gọi', 'Add a content to a call'),
  route: 'POST /calls/{id}/contents',
  input: z.object({ id: id(), ...contentFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'taskContentId'],
      judge: ({ id: callId, taskContentId }, { db }) => wrongTaskContent(db, callId, taskContentId),
    },
    activeContent,
  ],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, ...input }) {
    const call = await lockOpen(db, callId)
    await db
      .insertInto('callContent')
      .values({ callId, ...contentFields.values(input) })
      .execute()
    return touch(db, call)
  },
})

/** Says which content of its task pays what is granted for a content of a call. */
export const feedCallContent = command({
  name: 'calls.feedContent',
  summary: words('Chọn nội dung của nhiệm vụ chi trả', 'Choose the content of the task that pays'),
  route: 'PUT /calls/{id}/contents/{content}/task-content',
  input: z.object({ id: id(), content: id(), taskContentId: id() }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'taskContentId'],
      judge: ({ id: callId, taskContentId }, { db }) => wrongTaskContent(db, callId, taskContentId),
    },
  ],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, content, taskContentId }) {
    const call = await lockOpen(db, callId)
    const fed = await db
      .updateTable('callContent')
      .set({ taskContentId })
      .where('id', '=', content)
      .where('callId', '=', callId)
      .returning('id')
      .executeTakeFirst()
    if (fed === undefined) throw notFound(words('nội dung của đợt', 'Content of the call'))
    return touch(db, call)
  },
})

/** Takes a content out of a call. */
export const removeCallContent = command({
  name: 'calls.removeContent',
  summary: words('Bỏ nội dung khỏi đợt kêu gọi', 'Take a content out of a call'),
  route: 'DELETE /calls/{id}/contents/{content}',
  input: z.object({ id: id(), content: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, content }) {
    const call = await lockOpen(db, callId)
    const gone = await db
      .deleteFrom('callContent')
      .where('id', '=', content)
      .where('callId', '=', callId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('nội dung của đợt', 'Content of the call'))
    return touch(db, call)
  },
})
