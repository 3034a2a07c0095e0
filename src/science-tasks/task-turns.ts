import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { dongOut, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { turnStates } from '../support/index.ts'

/* The support turns under a task with what came of them, and what its contract has committed. */

export const TaskTurnRow = z.object({
  turnId: z.int(),
  contentId: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  state: turnStates.schema,
  finishedOn: z.iso.date().nullable(),
  /** What it draws of the content; null where that is not known. */
  money: dongOut().nullable(),
  /** What payments of the content that name it come to; null where its decision commits its own money. */
  paid: dongOut().nullable(),
  /** Its decision commits its own money, or it was taken over: it may leave the task. */
  mayLeave: z.boolean(),
  certificates: z.array(z.object({ id: z.int(), number: z.string() })),
})

/** The turns under a task, in the order of its contents. */
export async function turnsOfTask(db: Db, taskId: number): Promise<z.infer<typeof TaskTurnRow>[]> {
  const turns = await db
    .selectFrom('supportTurn as t')
    .innerJoin('scienceTaskContent as k', 'k.id', 't.taskContentId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select([
      't.id as turnId',
      'k.id as contentId',
      't.enterpriseId',
      'e.name as enterprise',
      'c.name as content',
    ])
    .select(['c.nameEn as contentEn', 't.state', 't.finishedOn', 't.taskMoney as money'])
    .select(
      sql<
        bigint | null
      >`CASE WHEN t.commitment_id IS NULL THEN (SELECT p.paid FROM task_turn_paid(t.id) p) END`.as('paid'),
    )
    .select(sql<boolean>`t.commitment_id IS NOT NULL OR t.taken_over`.as('mayLeave'))
    .where('k.taskId', '=', taskId)
    .orderBy('k.id')
    .orderBy('t.id')
    .execute()
  const certificates = await db
    .selectFrom('certificate')
    .select(['id', 'number', 'turnId'])
    .where(sql<boolean>`turn_id = ANY (${turns.map((turn) => turn.turnId)}::int[])`)
    .where('withdrawnOn', 'is', null)
    .orderBy('id')
    .execute()
  return turns.map((turn) => ({
    ...turn,
    certificates: certificates.flatMap(({ turnId, ...one }) => (turnId === turn.turnId ? [one] : [])),
  }))
}

export const TaskCommitmentRow = z.object({
  commitmentId: z.int(),
  year: z.int(),
  source: z.string(),
  sourceEn: z.string(),
  /** What was committed, and of that what was paid. */
  amount: dongOut(),
  paid: dongOut(),
})

/** What the contract of a task has committed. */
export async function commitmentsOfTask(
  db: Db,
  taskId: number,
): Promise<z.infer<typeof TaskCommitmentRow>[]> {
  return db
    .selectFrom('scienceTaskCommitment as k')
    .innerJoin('commitment as c', 'c.id', 'k.commitmentId')
    .innerJoin('fundingSource as s', 's.id', 'c.sourceId')
    .select(['k.commitmentId', 'c.year', 's.name as source', 's.nameEn as sourceEn'])
    .select([
      sql<bigint>`coalesce((SELECT sum(l.balance) FROM ledger_account l WHERE l.commitment_id = c.id), 0)::bigint`.as(
        'amount',
      ),
      sql<bigint>`coalesce((SELECT sum(l.balance) FROM ledger_account l
        WHERE l.commitment_id = c.id AND l.kind = 'disbursed'), 0)::bigint`.as('paid'),
    ])
    .where('k.taskId', '=', taskId)
    .orderBy('k.commitmentId')
    .execute()
}

/** The calls whose applications come under a task once they are accepted. */
export const callsOfTask = (db: Db, taskId: number) =>
  db
    .selectFrom('call')
    .select(['id', 'title', 'opensOn', 'closesOn'])
    .select(
      sql<number>`(SELECT count(*)::int FROM application a WHERE a.call_id = call.id AND a.state <> 'withdrawn')`.as(
        'applications',
      ),
    )
    .where('taskId', '=', taskId)
    .where('state', '<>', 'cancelled')
    .orderBy('id')
    .execute()

export const TaskCallRow = z.object({
  id: z.int(),
  title: z.string(),
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  applications: z.int(),
})

/** The turns that may come under a task: of its plan, not cancelled, under no task yet. */
export const freeTurns = query({
  name: 'scienceTasks.freeTurns',
  summary: words('Lượt hỗ trợ chưa thuộc nhiệm vụ nào', 'Support turns under no task'),
  route: 'GET /science-tasks/{id}/free-turns',
  input: z.object({ id: id() }),
  output: z.array(
    z.object({
      id: z.int(),
      enterprise: z.string(),
      content: z.string(),
      contentEn: z.string(),
      year: z.int(),
    }),
  ),
  may: ['coordinator', 'auditor'],
  run: ({ db }, { id: taskId }) =>
    db
      .selectFrom('supportTurn as t')
      .innerJoin('scienceTask as k', 'k.planId', 't.planId')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .select(['t.id', 'e.name as enterprise', 'c.name as content', 'c.nameEn as contentEn', 't.year'])
      .where('k.id', '=', taskId)
      .where('t.taskContentId', 'is', null)
      .where('t.state', '<>', 'cancelled')
      .orderBy('t.id', 'desc')
      .limit(1000)
      .execute(),
})
