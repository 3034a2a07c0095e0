import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { type CapOf, leftOf } from './content-sums.ts'
import type { TaskState } from './lists.ts'
import { lockTask } from './task-commands.ts'

/* The State's money of the contents of tasks, and what the turns under them draw of it. */

/** A content of a task with what turns may still draw of it. */
export interface ContentMoney {
  readonly contentId: number
  readonly content: string
  readonly taskId: number
  readonly task: string
  readonly taskState: TaskState
  readonly planId: number
  readonly byContract: boolean
  /** What the State gives to it in all. */
  readonly given: bigint
  readonly left: bigint
}

/** The contents of these numbers with their money. */
export async function moneyOfContents(db: Db, ids: readonly number[]): Promise<ContentMoney[]> {
  const { rows } = await sql<Omit<ContentMoney, 'left'> & CapOf>`
    SELECT c.id AS content_id, c.title AS content, t.id AS task_id, t.title AS task, t.state AS task_state, t.plan_id,
           c.committed_by = 'contract' AS by_contract,
           coalesce((SELECT sum(m.amount) FROM science_task_money m JOIN funding_source s ON s.id = m.source_id
              WHERE m.content_id = c.id AND s.kind = 'budget' AND c.passed IS DISTINCT FROM false), 0)::bigint AS given,
           coalesce((SELECT sum(u.task_money) FROM support_turn u
              WHERE u.task_content_id = c.id AND u.state <> 'cancelled'), 0)::bigint AS drawn,
           m.committed, m.drawn AS drawn_of_task
      FROM science_task_content c JOIN science_task t ON t.id = c.task_id CROSS JOIN LATERAL task_money(t.id) m
     WHERE c.id = ANY (${[...new Set(ids)]}::int[]) ORDER BY t.id, c.id`.execute(db)
  return rows.map(({ drawn, committed, drawnOfTask, ...content }) => ({
    ...content,
    left: leftOf({ ...content, drawn, committed, drawnOfTask }),
  }))
}

/** The same of one, with its task under lock, so that two turns do not both draw the last of it. */
export async function lockContentMoney(
  db: Db,
  { taskId, contentId }: Pick<ContentMoney, 'taskId' | 'contentId'>,
): Promise<ContentMoney | undefined> {
  await lockTask(db, taskId)
  return (await moneyOfContents(db, [contentId]))[0]
}

/** Whether turns may come under a task. */
export const takesTurns = (state: TaskState): boolean => state === 'approved' || state === 'running'

const TaskForCalls = z.object({
  id: z.int(),
  title: z.string(),
  planId: z.int(),
  contents: z.array(z.object({ id: z.int(), title: z.string(), byContract: z.boolean(), left: dongOut() })),
})

/** The tasks that calls may feed: approved or running, with their contents and what these have left. */
export const tasksForCalls = query({
  name: 'scienceTasks.forCalls',
  summary: words('Nhiệm vụ nhận lượt hỗ trợ', 'Tasks that take support turns'),
  route: 'GET /science-tasks-for-calls',
  input: z.object({}),
  output: z.array(TaskForCalls),
  may: ['coordinator', 'auditor'],
  async run({ db }) {
    const contents = await db
      .selectFrom('scienceTaskContent as c')
      .innerJoin('scienceTask as t', 't.id', 'c.taskId')
      .select('c.id')
      .where('t.state', 'in', ['approved', 'running'])
      .where(sql<boolean>`c.passed IS DISTINCT FROM false`)
      .execute()
    const tasks = new Map<number, z.infer<typeof TaskForCalls>>()
    for (const one of await moneyOfContents(
      db,
      contents.map(({ id }) => id),
    )) {
      const { taskId, task, planId, contentId, content, byContract, left } = one
      const of = tasks.get(taskId) ?? { id: taskId, title: task, planId, contents: [] }
      of.contents.push({ id: contentId, title: content, byContract, left })
      tasks.set(taskId, of)
    }
    return [...tasks.values()]
  },
})
