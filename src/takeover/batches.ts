import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { type Plan, plansOf } from '../plan/index.ts'
import { id, longText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { type BatchState, batchStates } from './batch-states.ts'
import { holdStep } from './rights.ts'
import { fewOf } from './standing.ts'
import type { Batch, Step } from './step.ts'
import { stepOf } from './steps.ts'

/* A checked sheet becomes a batch when it is proposed; another person approves or returns it, and undoes it whole. */

const Changed = z.object({ id: z.int(), state: batchStates.schema })

/** What whoever took a batch over has run on it. */
export const takenOverApart = {
  control: 'takeover',
  commands: ['takeover.checkImport', 'takeover.propose'],
  record: 'takeover',
  did: words('Bạn đã tiếp nhận lô này', 'You took this batch over'),
} satisfies Apart

/**
 * A batch in the state that the act asks for, locked, by somebody who did not take it over. Batches are written one at a time, so that
 * two of them do not both find a number free.
 * @throws Problem 404, 403, 409 `takeover.state`, `controls.samePerson`
 */
export async function lockBatch(
  context: Context,
  batchId: number,
  wanted: BatchState,
): Promise<{ step: Step; batch: Batch<Plan | null> }> {
  const { db } = context
  await sql`SELECT pg_advisory_xact_lock(hashtext('takeover'))`.execute(db)
  const row = await db
    .selectFrom('takeoverBatch as b')
    .innerJoin('file as f', 'f.id', 'b.fileId')
    .select(['b.id', 'b.state', 'b.step', 'b.planId', 'b.fileId', 'f.name'])
    .where('b.id', '=', batchId)
    .forUpdate('b')
    .executeTakeFirst()
  if (row === undefined) {
    throw conflict(
      'takeover.notProposed',
      words('Lô này chưa được trình duyệt.', 'This batch has not been proposed yet.'),
    )
  }
  const step = stepOf(row.step)
  holdStep(context.actor, step.approvedBy)
  if (row.state !== wanted) {
    const { vi, en } = batchStates.names[row.state]
    throw conflict('takeover.state', words(`Lô này đang “${vi}”.`, `This batch is “${en}”.`))
  }
  await holdApart(context, takenOverApart, batchId)
  const [plan = null] = row.planId === null ? [] : await plansOf(db, [row.planId])
  return { step, batch: { id: row.id, plan, file: { id: row.fileId, name: row.name } } }
}

/** Writes the outcome of a proposed batch. */
export async function settle(
  { db, actor, now }: Context,
  batchId: number,
  outcome: { state: 'approved' | 'returned'; reason: string | null },
): Promise<void> {
  await db
    .updateTable('takeoverBatch')
    .set({ ...outcome, settledBy: actor.userId, settledAt: now })
    .where('id', '=', batchId)
    .execute()
}

/** Proposes a checked sheet: from now on it waits for another person. */
export const proposeTakeover = command({
  name: 'takeover.propose',
  summary: words('Trình duyệt một lô tiếp nhận', 'Propose a batch of a take-over'),
  route: 'POST /takeover-imports/{id}/proposal',
  input: z.object({ id: id(), note: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'finance'],
  subject: (input) => `takeover:${input.id}`,
  async run({ db, actor, now }, input) {
    const found = await db
      .selectFrom('import')
      .select(['id', 'fileId', 'scope', 'added'])
      .where('kind', '=', 'takeover')
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw notFound(words('lần nhập', 'Import'))
    const scope = z.object({ step: z.string(), planId: z.int().nullable() }).parse(found.scope)
    holdStep(actor, stepOf(scope.step).takenBy)
    if (found.added === 0) {
      throw conflict(
        'takeover.empty',
        words('Không có dòng nào để tiếp nhận.', 'There is no row to take over.'),
      )
    }
    const made = await db
      .insertInto('takeoverBatch')
      .values({
        ...scope,
        id: found.id,
        fileId: found.fileId,
        note: input.note,
        proposedBy: actor.userId,
        proposedAt: now,
      })
      .onConflict((there) => there.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) {
      throw conflict(
        'takeover.proposed',
        words('Lô này đã được trình duyệt rồi.', 'This batch has been proposed already.'),
      )
    }
    return { id: found.id, state: 'proposed' as const }
  },
})

/** Returns a proposed batch with the reason; its sheet is mended and checked anew. */
export const returnTakeover = command({
  name: 'takeover.return',
  summary: words('Trả lại một lô tiếp nhận', 'Return a batch of a take-over'),
  route: 'POST /takeover-imports/{id}/return',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'leader', 'finance'],
  subject: (input) => `takeover:${input.id}`,
  async run(context, input) {
    await lockBatch(context, input.id, 'proposed')
    await settle(context, input.id, { state: 'returned', reason: input.reason })
    return { id: input.id, state: 'returned' as const }
  },
})

/**
 * Undoes a batch whole: its records go, its money moves back in the ledger, its facts count no more.
 * @throws Problem 409 `takeover.standing` that names what was built on it since
 */
export const undoTakeover = command({
  name: 'takeover.undo',
  summary: words('Hoàn tác một lô tiếp nhận', 'Undo a batch of a take-over'),
  route: 'POST /takeover-imports/{id}/undoing',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'leader', 'finance'],
  subject: (input) => `takeover:${input.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const { step, batch } = await lockBatch(context, input.id, 'approved')
    const standing = await step.standing(context, batch.id)
    if (standing.length > 0) {
      const few = fewOf(standing)
      const list = (language: 'vi' | 'en') => few.map((said) => said[language]).join('; ')
      throw conflict(
        'takeover.standing',
        words(
          `Chưa hoàn tác được vì đã có hồ sơ dựa trên lô này: ${list('vi')}.`,
          `It cannot be undone, for records stand on it: ${list('en')}.`,
        ),
      )
    }
    await step.undo(context, batch, input.reason)
    await db
      .updateTable('takeoverBatch')
      .set({ state: 'undone', reason: input.reason, undoneBy: actor.userId, undoneAt: now })
      .where('id', '=', batch.id)
      .execute()
    return { id: batch.id, state: 'undone' as const }
  },
})

const Person = z.string().nullable()
const Shown = z
  .object({
    state: batchStates.schema,
    note: z.string(),
    proposedBy: z.string(),
    proposedAt: z.iso.datetime(),
    settledBy: Person,
    settledAt: z.iso.datetime().nullable(),
    undoneBy: Person,
    undoneAt: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    /** What stands on an approved batch; empty: it can be undone. */
    standing: z.array(z.object({ vi: z.string(), en: z.string() })),
  })
  .nullable()

/** The batch that a checked sheet became; null while it was not proposed. */
export const showBatch = {
  shape: Shown,
  async of(context: Context, importId: number): Promise<z.input<typeof Shown>> {
    const row = await context.db
      .selectFrom('takeoverBatch as b')
      .leftJoin('account as p', 'p.id', 'b.proposedBy')
      .leftJoin('account as s', 's.id', 'b.settledBy')
      .leftJoin('account as u', 'u.id', 'b.undoneBy')
      .select(['b.step', 'b.state', 'b.note', 'b.reason', 'b.proposedAt', 'b.settledAt', 'b.undoneAt'])
      .select(['p.name as proposedBy', 's.name as settledBy', 'u.name as undoneBy'])
      .where('b.id', '=', importId)
      .executeTakeFirst()
    if (row === undefined) return null
    const { step, proposedAt, settledAt, undoneAt, ...shown } = row
    return {
      ...shown,
      proposedBy: row.proposedBy ?? 'nscl',
      proposedAt: proposedAt.toISOString(),
      settledAt: settledAt?.toISOString() ?? null,
      undoneAt: undoneAt?.toISOString() ?? null,
      standing: row.state === 'approved' ? fewOf(await stepOf(step).standing(context, importId)) : [],
    }
  },
}
