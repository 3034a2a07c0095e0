import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { dong, flag, id, optionalText } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { pickedProvider, providerRoles } from '../providers/index.ts'
import { notBeforeCouncil } from './councils.ts'
import { lockTask, lockUnapproved, TaskChanged, touchTask } from './task-commands.ts'
import { contentFields, partnerFields, pickedField } from './task-fields.ts'

/* The contents of a task with their money by source, and its partners. */

explainConstraint('science_task_partner_once', () =>
  invalidField('name', words('Tổ chức này đã có.', 'This partner is there already.')),
)

/** The money of a content, one amount for each source. */
const money = z.array(z.object({ sourceId: id(), amount: dong(1n) })).max(20)

interface Moneyed {
  readonly money: readonly { readonly sourceId: number; readonly amount: bigint }[]
}
const moneyRule: Rule<Moneyed> = {
  of: ['money'],
  judge: async ({ money: given }, { db }) => {
    const sources = new Set(
      (await db.selectFrom('fundingSource').select('id').execute()).map((one) => one.id),
    )
    const lost = given.findIndex(({ sourceId }) => !sources.has(sourceId))
    if (lost >= 0)
      return {
        field: `money.${lost}.sourceId`,
        words: words('Không có nguồn này.', 'There is no such source.'),
      }
    return new Set(given.map(({ sourceId }) => sourceId)).size === given.length
      ? null
      : { field: 'money', words: words('Mỗi nguồn chỉ ghi một lần.', 'Each source stands there once.') }
  },
}
const inTime = inOrder(
  'startsOn',
  'endsOn',
  words('Ngày cuối cùng phải sau ngày đầu.', 'The last day must come after the first.'),
)

/** The money of a content, in place of what it had. */
export async function writeMoney(db: Db, contentId: number, given: Moneyed['money']): Promise<void> {
  await db.deleteFrom('scienceTaskMoney').where('contentId', '=', contentId).execute()
  if (given.length > 0)
    await db
      .insertInto('scienceTaskMoney')
      .values(given.map((one) => ({ contentId, ...one })))
      .execute()
}

const noContent = () => notFound(words('nội dung của nhiệm vụ', 'Content of the task'))

/** Adds a content to a task that was not approved yet. */
export const addTaskContent = command({
  name: 'scienceTasks.addContent',
  summary: words('Thêm nội dung vào nhiệm vụ', 'Add a content to a task'),
  route: 'POST /science-tasks/{id}/contents',
  input: z.object({ id: id(), ...contentFields.input, money }),
  output: TaskChanged,
  may: ['coordinator'],
  rules: [inTime, moneyRule],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, money: given, ...input }) {
    const task = await lockUnapproved(db, taskId)
    const content = await db
      .insertInto('scienceTaskContent')
      .values({ taskId, ...contentFields.values(input) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await writeMoney(db, content.id, given)
    return touchTask(db, task)
  },
})

/** Corrects a content of a task that was not approved yet: as when the cost is appraised. */
export const editTaskContent = command({
  name: 'scienceTasks.editContent',
  summary: words('Sửa nội dung của nhiệm vụ', 'Edit a content of a task'),
  route: 'PUT /science-tasks/{id}/contents/{content}',
  input: z.object({ id: id(), content: id(), ...contentFields.input, money }),
  output: TaskChanged,
  may: ['coordinator'],
  rules: [inTime, moneyRule],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, content, money: given, ...input }) {
    const task = await lockUnapproved(db, taskId)
    const changed = await db
      .updateTable('scienceTaskContent')
      .set(contentFields.values(input))
      .where('id', '=', content)
      .where('taskId', '=', taskId)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) throw noContent()
    await writeMoney(db, content, given)
    return touchTask(db, task)
  },
})

/** Takes a content out of a task that was not approved yet. */
export const removeTaskContent = command({
  name: 'scienceTasks.removeContent',
  summary: words('Bỏ nội dung khỏi nhiệm vụ', 'Take a content out of a task'),
  route: 'DELETE /science-tasks/{id}/contents/{content}',
  input: z.object({ id: id(), content: id() }),
  output: TaskChanged,
  may: ['coordinator'],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, content }) {
    const task = await lockUnapproved(db, taskId)
    const gone = await db
      .deleteFrom('scienceTaskContent')
      .where('id', '=', content)
      .where('taskId', '=', taskId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw noContent()
    return touchTask(db, task)
  },
})

/** Says whether a content was voted for: Decree 268/2025/NĐ-CP, art. 12.3.e; what was not is granted nothing. */
export const voteTaskContent = command({
  name: 'scienceTasks.voteContent',
  summary: words('Ghi kết quả biểu quyết nội dung', 'Record the vote on a content'),
  route: 'POST /science-tasks/{id}/contents/{content}/vote',
  input: z.object({ id: id(), content: id(), passed: flag() }),
  output: TaskChanged,
  may: ['coordinator'],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, content, passed }) {
    const task = await lockUnapproved(db, taskId)
    await notBeforeCouncil(db, taskId)
    const changed = await db
      .updateTable('scienceTaskContent')
      .set({ passed })
      .where('id', '=', content)
      .where('taskId', '=', taskId)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) throw noContent()
    return touchTask(db, task)
  },
})

/** Adds a partner of a task. */
export const addTaskPartner = command({
  name: 'scienceTasks.addPartner',
  summary: words('Thêm tổ chức phối hợp', 'Add a partner of a task'),
  route: 'POST /science-tasks/{id}/partners',
  input: z.object({
    id: id(),
    ...partnerFields.input,
    ...pickedField.input,
    /** The name on the register, where it is picked from there. */
    name: optionalText(300),
  }),
  output: TaskChanged,
  may: ['coordinator'],
  needs: [
    {
      field: 'name',
      of: ['providerId'],
      when: ({ providerId }) => providerId === undefined,
      said: words('khi không chọn trong sổ', 'where none is picked'),
    },
  ],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db, today }, { id: taskId, providerId, ...input }) {
    const task = await lockTask(db, taskId)
    const picked =
      providerId === undefined
        ? null
        : await pickedProvider(db, { providerId, roles: providerRoles.keys, day: today })
    const name = picked?.name ?? input.name
    if (name === undefined) throw new Error('A partner that is not picked has a name')
    const taxCode = input.taxCode ?? picked?.taxCode ?? undefined
    await db
      .insertInto('scienceTaskPartner')
      .values({
        ...{ taskId, providerId: picked?.id ?? null },
        ...partnerFields.values({ ...input, name, taxCode }),
      })
      .execute()
    return touchTask(db, task)
  },
})

/** Takes a partner out of a task. */
export const removeTaskPartner = command({
  name: 'scienceTasks.removePartner',
  summary: words('Bỏ tổ chức phối hợp', 'Take a partner out of a task'),
  route: 'DELETE /science-tasks/{id}/partners/{partner}',
  input: z.object({ id: id(), partner: id() }),
  output: TaskChanged,
  may: ['coordinator'],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, partner }) {
    const task = await lockTask(db, taskId)
    const gone = await db
      .deleteFrom('scienceTaskPartner')
      .where('id', '=', partner)
      .where('taskId', '=', taskId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('tổ chức phối hợp', 'Partner organisation'))
    return touchTask(db, task)
  },
})

/** The State's money of a task, in đồng: of the contents that were not voted down, from sources that are budgets. */
export async function stateMoneyOf(db: Db, taskId: number): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    SELECT coalesce(sum(m.amount), 0)::bigint AS sum FROM science_task_money m
      JOIN science_task_content c ON c.id = m.content_id JOIN funding_source s ON s.id = m.source_id
     WHERE c.task_id = ${taskId} AND c.passed IS DISTINCT FROM false AND s.kind = 'budget'`.execute(db)
  return rows[0]?.sum ?? 0n
}
