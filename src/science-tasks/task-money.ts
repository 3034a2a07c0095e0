import { sql } from 'kysely'
import { z } from 'zod'
import { commitMoney, releaseCommitment } from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import { choice, day, dong, id, whole, year } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { committers } from './lists.ts'
import { lockTask, TaskChanged, touchTask } from './task-commands.ts'

/* The money of a task is committed once: by its contract, or by the decision of each turn under it. The database refuses both. */

explainConstraint('money_once', () =>
  conflict(
    'scienceTasks.committedTwice',
    words(
      'Kinh phí của lượt đã hoặc chưa cam kết khác với cách cam kết của nội dung: nội dung theo hợp đồng nhận lượt chưa có cam kết riêng, nội dung theo quyết định nhận lượt đã có.',
      'The turn does not go with how the content commits its money: one by contract takes turns without a commitment of their own, one by decision those with one.',
    ),
    'turnId',
  ),
)
explainConstraint('money_once_kept', () =>
  conflict(
    'scienceTasks.committedAlready',
    words(
      'Kinh phí của nhiệm vụ đã cam kết hoặc nội dung đã có lượt hỗ trợ nên không đổi cách cam kết.',
      'Money of the task is committed, or turns are under the content: who commits it does not change any more.',
    ),
  ),
)
explainConstraint('task_money_once', () =>
  conflict(
    'scienceTasks.committedMore',
    words(
      'Nhiều hơn kinh phí còn được cam kết theo hợp đồng của nhiệm vụ từ nguồn này.',
      'More than the contract of the task may still commit from this source.',
    ),
    'amount',
  ),
)
explainConstraint('turn_task_money', () =>
  conflict(
    'scienceTasks.contentUsedUp',
    words(
      'Nhiều hơn kinh phí ngân sách còn lại của nội dung nhiệm vụ.',
      'More than the State money that the content of the task has left.',
    ),
    'turnId',
  ),
)
explainConstraint('turn_task_committed', () =>
  conflict(
    'scienceTasks.contractUsedUp',
    words(
      'Nhiều hơn số hợp đồng nhiệm vụ đã cam kết và chưa lượt nào dùng.',
      'More than the contract of the task has committed and no turn draws on.',
    ),
    'turnId',
  ),
)
explainConstraint('turn_task_plan', () =>
  conflict(
    'scienceTasks.turnOfAnotherPlan',
    words(
      'Lượt hỗ trợ thuộc một nhiệm vụ của kế hoạch khác; xin đưa lượt ra khỏi nhiệm vụ trước khi chuyển kế hoạch.',
      'The turn is under a task of another plan: please take it out of the task before it is moved.',
    ),
  ),
)
explainConstraint('support_turn_money', () =>
  conflict(
    'scienceTasks.turnPaidByTask',
    words(
      'Kinh phí của lượt do hợp đồng nhiệm vụ cam kết nên lượt không ra khỏi nhiệm vụ; nếu không hỗ trợ nữa, xin hủy lượt.',
      'The contract of the task commits the money of this turn, so it stays under the task; cancel the turn if it is no longer supported.',
    ),
  ),
)

/** Says who commits the money of a content: the contract of the task, or the decision of each turn. */
export const setCommitter = command({
  name: 'scienceTasks.setCommitter',
  summary: words('Chọn cách cam kết kinh phí của nội dung', 'Say who commits the money of a content'),
  route: 'PUT /science-tasks/{id}/contents/{content}/committer',
  input: z.object({ id: id(), content: id(), committedBy: choice(committers.keys) }),
  output: TaskChanged,
  may: ['coordinator'],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, content, committedBy }) {
    const task = await lockTask(db, taskId)
    const changed = await db
      .updateTable('scienceTaskContent')
      .set({ committedBy })
      .where('id', '=', content)
      .where('taskId', '=', taskId)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) throw notFound(words('nội dung của nhiệm vụ', 'Content of the task'))
    return touchTask(db, task)
  },
})

/** Commits money of a task by its contract, from one source and year: turns under its contents draw on it and commit nothing again. */
export const commitTask = command({
  name: 'scienceTasks.commit',
  summary: words('Cam kết kinh phí theo hợp đồng nhiệm vụ', 'Commit money by the contract of a task'),
  route: 'POST /science-tasks/{id}/commitments',
  input: z.object({
    id: id(),
    version: whole(1),
    sourceId: id(),
    year: year(),
    amount: dong(1n),
    documentDate: day(),
  }),
  output: TaskChanged.extend({ commitmentId: z.int() }),
  may: ['coordinator'],
  rules: [notAhead('documentDate')],
  subject: ({ id }) => `science-task:${id}`,
  async run(context, { id: taskId, version, sourceId, year: of, amount, documentDate }) {
    const { db } = context
    const task = await lockTask(db, taskId, version)
    if (task.state !== 'running' || task.contractNumber === null)
      throw conflict(
        'scienceTasks.noContract',
        words(
          'Chỉ cam kết khi hợp đồng nhiệm vụ đang thực hiện.',
          'Money is committed while the contract runs.',
        ),
      )
    if (task.lineId === null)
      throw conflict(
        'scienceTasks.noLine',
        words('Nhiệm vụ chưa gắn mục của dự toán.', 'The task has no line of the estimate.'),
      )
    const line = await db
      .selectFrom('budgetLine')
      .select('code')
      .where('id', '=', task.lineId)
      .executeTakeFirstOrThrow()
    const source = await db
      .selectFrom('fundingSource')
      .select('key')
      .where('id', '=', sourceId)
      .executeTakeFirst()
    if (source === undefined)
      throw invalidField('sourceId', words('Không có nguồn này.', 'There is no such source.'))
    const commitmentId = await commitMoney(context, {
      ...{
        planId: task.planId,
        lineCode: line.code,
        year: of,
        sourceKey: source.key,
        amount,
        enterpriseId: null,
      },
      ...{
        purpose: `Nhiệm vụ: ${task.title}`.slice(0, 300),
        documentNumber: task.contractNumber,
        documentDate,
      },
    })
    await db.insertInto('scienceTaskCommitment').values({ commitmentId, taskId }).execute()
    return { ...(await touchTask(db, task)), commitmentId }
  },
})

/** Gives back what the contract of a task that ends early has committed and not paid, less what turns under it draw on. */
export async function releaseTaskMoney(
  context: Context,
  taskId: number,
  paper: { readonly on: string; readonly documentNumber: string; readonly note: string },
): Promise<void> {
  const rows = await context.db
    .selectFrom('scienceTaskCommitment')
    .select('commitmentId')
    .where('taskId', '=', taskId)
    .orderBy('commitmentId')
    .execute()
  for (const { commitmentId } of rows) await releaseCommitment(context, { commitmentId, ...paper })
}

/** Puts a support turn under a content of a task; a turn that stands today keeps the commitment of its decision. */
export const putTurn = command({
  name: 'scienceTasks.putTurn',
  summary: words('Đưa lượt hỗ trợ vào nhiệm vụ', 'Put a support turn under a task'),
  route: 'POST /science-tasks/{id}/contents/{content}/turns',
  input: z.object({ id: id(), content: id(), turnId: id() }),
  output: TaskChanged,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'turnId'],
      judge: async ({ id: taskId, turnId }, { db }) => {
        const turn = await db
          .selectFrom('supportTurn')
          .select(['planId', 'state', 'taskContentId'])
          .where('id', '=', turnId)
          .executeTakeFirst()
        const task = await db
          .selectFrom('scienceTask')
          .select('planId')
          .where('id', '=', taskId)
          .executeTakeFirst()
        if (turn === undefined || turn.state === 'cancelled')
          return {
            field: 'turnId',
            words: words('Không có lượt này hoặc lượt đã hủy.', 'There is no such turn, or it is cancelled.'),
          }
        if (turn.taskContentId !== null)
          return {
            field: 'turnId',
            words: words('Lượt này đã thuộc một nhiệm vụ.', 'The turn is under a task already.'),
          }
        return task !== undefined && task.planId !== turn.planId
          ? { field: 'turnId', words: words('Lượt thuộc kế hoạch khác.', 'The turn is of another plan.') }
          : null
      },
    },
  ],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, content, turnId }) {
    const task = await lockTask(db, taskId)
    if (task.approvedOn === null)
      throw conflict(
        'scienceTasks.notApproved',
        words('Chỉ đưa lượt vào nhiệm vụ đã phê duyệt.', 'Turns come under a task that is approved.'),
      )
    await ofTask(db, taskId, content)
    const put = await db
      .updateTable('supportTurn')
      .set({
        taskContentId: content,
        // what was granted draws on the content, whoever committed it
        taskMoney: sql`(SELECT a.appraised_amount FROM application a WHERE a.id = application_id)`,
        version: sql`version + 1`,
      })
      .where('id', '=', turnId)
      .where('taskContentId', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (put === undefined)
      throw conflict(
        'scienceTasks.turnTaken',
        words('Lượt này đã thuộc một nhiệm vụ.', 'The turn is under a task already.'),
      )
    return touchTask(db, task)
  },
})

async function ofTask(db: Db, taskId: number, content: number): Promise<void> {
  const there = await db
    .selectFrom('scienceTaskContent')
    .select('id')
    .where('id', '=', content)
    .where('taskId', '=', taskId)
    .executeTakeFirst()
  if (there === undefined) throw notFound(words('nội dung của nhiệm vụ', 'Content of the task'))
}

/** Takes a turn out of a task that was put there wrongly. */
export const takeTurnOut = command({
  name: 'scienceTasks.takeTurnOut',
  summary: words('Đưa lượt hỗ trợ ra khỏi nhiệm vụ', 'Take a support turn out of a task'),
  route: 'POST /science-tasks/{id}/turns/{turnId}/removal',
  input: z.object({ id: id(), turnId: id() }),
  output: TaskChanged,
  may: ['coordinator'],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, turnId }) {
    const task = await lockTask(db, taskId)
    const gone = await db
      .updateTable('supportTurn')
      .set({ taskContentId: null, taskMoney: null, version: sql`version + 1` })
      .where('id', '=', turnId)
      .where((eb) =>
        eb(
          'taskContentId',
          'in',
          eb.selectFrom('scienceTaskContent').select('id').where('taskId', '=', taskId),
        ),
      )
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    return touchTask(db, task)
  },
})
