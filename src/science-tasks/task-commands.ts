import { z } from 'zod'
import { lastYearOf, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { nextStep } from './flow.ts'
import { stepsOfKinds } from './kind-queries.ts'
import { needField, taskFields } from './task-fields.ts'

/* A task is proposed and its words corrected; where it goes from there is `steps.ts`. */

explainConstraint('science_task_kind_day', () =>
  conflict(
    'scienceTasks.kindOfAnotherDay',
    words(
      'Loại nhiệm vụ này không áp dụng vào ngày phê duyệt; xin chọn loại có hiệu lực vào ngày đó.',
      'This kind of task does not hold on the day of approval; please choose the one that does.',
    ),
    'happenedOn',
  ),
)
const noNeed = () =>
  invalidField(
    'needId',
    words('Kế hoạch của nhiệm vụ không có nhu cầu này.', 'The plan of the task has no such need.'),
  )
explainConstraint('science_task_need', noNeed)
explainConstraint('science_task_need_id_fkey', noNeed)
explainConstraint('science_task_line_id_fkey', () =>
  invalidField('lineId', words('Kế hoạch không có mục này.', 'The plan has no such line.')),
)

export const TaskChanged = z.object({ id: z.int(), version: z.int() })
export const noTask = () => notFound(words('nhiệm vụ khoa học và công nghệ', 'S&T task'))

type Said = z.output<z.ZodObject<typeof taskFields.input>>

const ofPlan: Rule<Pick<Said, 'planId' | 'year' | 'lineId'>> = {
  of: ['planId', 'year', 'lineId'],
  judge: async ({ planId, year, lineId }, { db, today }) => {
    const [plan] = await plansOf(db, [planId])
    if (plan === undefined)
      return { field: 'planId', words: words('Không có kế hoạch này.', 'There is no such plan.') }
    const last = lastYearOf(plan, yearOf(today))
    if (year < plan.firstYear || year > last)
      return {
        field: 'year',
        words: words(
          `Kế hoạch ${plan.number} thực hiện từ năm ${plan.firstYear} đến ${last}.`,
          `Plan ${plan.number} runs from ${plan.firstYear} to ${last}.`,
        ),
      }
    if (lineId === undefined) return null
    const line = await db
      .selectFrom('budgetLine')
      .select('id')
      .where('id', '=', lineId)
      .where('planId', '=', planId)
      .executeTakeFirst()
    return line === undefined
      ? { field: 'lineId', words: words('Kế hoạch không có mục này.', 'The plan has no such line.') }
      : null
  },
}

const ofNeed: Rule<Pick<Said, 'planId'> & { readonly needId?: number | undefined }> = {
  of: ['planId', 'needId'],
  check: async ({ planId, needId }, { db }) => {
    if (needId === undefined) return
    const need = await db
      .selectFrom('need')
      .select('id')
      .where('id', '=', needId)
      .where('planId', '=', planId)
      .executeTakeFirst()
    if (need === undefined) throw noNeed()
  },
}

const ofKind: Rule<Pick<Said, 'kindId' | 'way'>> = {
  of: ['kindId', 'way'],
  judge: async ({ kindId, way }, { db }) => {
    const kind = await db
      .selectFrom('taskKind')
      .select(['state', 'ways'])
      .where('id', '=', kindId)
      .executeTakeFirst()
    if (kind === undefined || kind.state !== 'in_force')
      return {
        field: 'kindId',
        words: words('Xin chọn một loại nhiệm vụ đã có hiệu lực.', 'Please choose a kind that is in force.'),
      }
    return kind.ways.includes(way)
      ? null
      : {
          field: 'way',
          words: words('Loại nhiệm vụ không có phương thức này.', 'The kind of task has no such way.'),
        }
  },
}

/** Proposes a task: whose idea it is, what it is to reach, by which kind. */
export const proposeTask = command({
  name: 'scienceTasks.propose',
  summary: words('Nhập đề xuất nhiệm vụ KH&CN', 'Enter a proposed S&T task'),
  route: 'POST /science-tasks',
  input: z.object({ ...taskFields.input, ...needField.input }),
  output: TaskChanged,
  may: ['coordinator'],
  rules: [ofPlan, ofKind, ofNeed],
  subject: (_input, { id }) => `science-task:${id}`,
  async run({ db, today }, input) {
    const steps = await stepsOfKinds(db, [input.kindId])
    const next = nextStep(steps, input.way, 0)
    return db
      .insertInto('scienceTask')
      .values({
        ...{ ...taskFields.values(input), ...needField.values(input) },
        ...{ movedOn: today, begunOn: today, nextStepId: next?.id ?? null },
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** A task under lock. @param version as it was read; undefined: the present one */
export async function lockTask(db: Db, taskId: number, version?: number) {
  const row = await db
    .selectFrom('scienceTask')
    .selectAll()
    .where('id', '=', taskId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noTask()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}
export type TaskRecord = Awaited<ReturnType<typeof lockTask>>

/** The same, of one that was not approved yet. @throws Problem 409 once it is */
export async function lockUnapproved(db: Db, taskId: number, version?: number) {
  const row = await lockTask(db, taskId, version)
  if (row.state !== 'preparing')
    throw conflict(
      'scienceTasks.approved',
      words(
        'Nhiệm vụ đã phê duyệt hoặc đã kết thúc: thay đổi phải theo quyết định điều chỉnh.',
        'The task is approved or has ended: it is changed by a decision.',
      ),
    )
  return row
}

/** Counts a change of a task. */
export const touchTask = (
  db: Db,
  row: { readonly id: number; readonly version: number },
  set: Readonly<Record<string, unknown>> = {},
) =>
  db
    .updateTable('scienceTask')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** The part of a kind's steps that a task has come to, where its kind is changed before it is approved: the last step of the last part that both have. */
async function placeUnder(db: Db, task: TaskRecord, kindId: number): Promise<number> {
  if (task.kindId === kindId) return task.atPlace
  const parts = (await stepsOfKinds(db, [task.kindId]))
    .filter(({ place }) => place <= task.atPlace)
    .map(({ part }) => part)
  const steps = await stepsOfKinds(db, [kindId])
  const part = parts.findLast((one) => steps.some((step) => step.part === one))
  return part === undefined ? 0 : (steps.findLast((step) => step.part === part)?.place ?? 0)
}

/** Corrects a task that was not approved yet; another kind may be chosen, as when the law changes before its approval. */
export const editTask = command({
  name: 'scienceTasks.edit',
  summary: words('Sửa nhiệm vụ KH&CN', 'Edit an S&T task'),
  route: 'PUT /science-tasks/{id}',
  input: z.object({ id: id(), version: whole(1), ...taskFields.input, ...needField.input }),
  output: TaskChanged,
  may: ['coordinator'],
  rules: [ofPlan, ofKind, ofNeed],
  subject: ({ id }) => `science-task:${id}`,
  async run({ db }, { id: taskId, version, ...input }) {
    const task = await lockUnapproved(db, taskId, version)
    const atPlace = await placeUnder(db, task, input.kindId)
    const next = nextStep(await stepsOfKinds(db, [input.kindId]), input.way, atPlace)
    const same = next?.id === task.nextStepId
    return touchTask(db, task, {
      ...{ ...taskFields.values(input), ...needField.values(input) },
      ...{ atPlace, nextStepId: next?.id ?? null },
      nextDue: same ? task.nextDue : null,
    })
  },
})
