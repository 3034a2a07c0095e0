import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalId } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { allocatedOn, treasurers, withinEstimate } from './commands.ts'
import { correctionProposed, correctionStates } from './correction-states.ts'
import { correctionAsDecision, heldToOneLine } from './decision-of-entry.ts'
import { allocationFields } from './fields.ts'
import { allocatedInOtherYears, budgetKeyOf, lockAccounts } from './ledger.ts'
import { bookInYear, guardYear } from './years.ts'

/*
 * An allocation that was booked wrongly is put right by who may book one: what is right, with its paper and the reason. Another person
 * approves it, as money is released by it. Then two entries are booked, the right allocation and the withdrawal of the wrong one; the
 * ledger itself is never edited.
 */

explainConstraint('allocation_correction_once', () =>
  conflict(
    'budget.allocationCorrected',
    words(
      'Bút toán này đang chờ duyệt đính chính hoặc đã được đính chính; xin đính chính bút toán mới.',
      'A correction of this entry waits or is booked; please correct the entry that took its place.',
    ),
  ),
)

/** The allocation of this number, as it is booked. @throws Problem 404, and 409 for an entry of another kind */
export async function allocationOf(db: Db, entryId: number) {
  const entry = await db
    .selectFrom('ledgerEntry as e')
    .innerJoin('budgetLine as l', 'l.id', 'e.lineId')
    .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
    .select(['e.id', 'e.kind', 'e.lineId', 'e.year', 'e.sourceId', 'e.amount', 'e.fileId', 'e.note'])
    .select(['e.documentNumber', 'e.occurredOn', 'l.code as line', 'l.planId', 's.key as source'])
    .where('e.id', '=', entryId)
    .executeTakeFirst()
  if (entry === undefined) throw notFound(words('bút toán', 'Entry'))
  if (entry.kind === 'allocation') return entry
  throw conflict(
    'budget.notAllocation',
    words(
      'Chỉ bút toán giao dự toán được đính chính ở đây.',
      'Only entries of allocations are corrected here.',
    ),
  )
}

const { fileId: _file, ...asked } = allocationFields.input
type Asked = z.output<z.ZodObject<typeof asked>>

/** Where the right allocation stands, in the plan of the wrong one, with the plan's estimate. */
async function rightKey(
  { db }: Context,
  entryId: number,
  { line: lineCode, year, source: sourceKey }: Asked,
) {
  const { planId } = await allocationOf(db, entryId)
  return budgetKeyOf(db, { planId, lineCode, year, sourceKey })
}

/** @throws Problem 422 where the right amount goes over the estimate without saying so, the wrong one left out */
async function holdToEstimate(context: Context, entryId: number, input: Asked): Promise<void> {
  const { key, estimate } = await rightKey(context, entryId, input)
  if (estimate === null) return
  const wrong = await allocationOf(context.db, entryId)
  const isSame = wrong.lineId === key.lineId && wrong.sourceId === key.sourceId
  const back = isSame && (estimate.allYears || wrong.year === key.year) ? wrong.amount : 0n
  const elsewhere = estimate.allYears ? await allocatedInOtherYears(context.db, key) : 0n
  withinEstimate(input, elsewhere + (await allocatedOn(context.db, key)) - back, estimate)
}

const Settled = z.object({ id: z.int(), entryId: z.int() })

/** Proposes what a wrong allocation should have been. */
export const correctAllocation = command({
  name: 'budget.correctAllocation',
  summary: words('Đề nghị đính chính giao dự toán', 'Propose the correction of an allocation'),
  route: 'POST /budget/entries/{entryId}/correction',
  // A paper that is left out is the one of the wrong entry.
  input: z.object({
    entryId: id(),
    ...asked,
    fileId: optionalId(),
    reason: longText(2000),
  }),
  output: Settled,
  may: treasurers,
  rules: [
    notAhead('documentDate'),
    {
      of: ['entryId', 'line', 'year', 'source'],
      check: (input, context) => rightKey(context, input.entryId, input as Asked),
    },
    {
      of: ['year', 'documentDate'],
      check: (input, context) =>
        guardYear(context, 'allocation', input.year, input.documentDate, 'documentDate'),
    },
    {
      of: ['entryId', 'line', 'year', 'source', 'amount', 'overEstimate'],
      check: (input, context) => holdToEstimate(context, input.entryId, input as Asked),
    },
  ],
  subject: (_input, output) => `allocation_correction:${output.id}`,
  async run(context, { entryId, line, source, fileId, reason, ...right }) {
    const { db, actor, now } = context
    const wrong = await allocationOf(db, entryId)
    await heldToOneLine(db, entryId)
    const { key } = await rightKey(context, entryId, { line, source, ...right } as Asked)
    // The paper on record is evidence already, whoever brought it.
    const paper = fileId === undefined ? wrong.fileId : (await evidence(context, fileId)).id
    const { amount, documentNumber, documentDate, overEstimate, note = null } = right
    const same =
      key.lineId === wrong.lineId &&
      key.year === wrong.year &&
      key.sourceId === wrong.sourceId &&
      amount === wrong.amount &&
      documentNumber === wrong.documentNumber &&
      documentDate === wrong.occurredOn &&
      paper === wrong.fileId &&
      note === wrong.note
    if (same) throw conflict('record.unchanged', words('Chưa có gì được sửa.', 'Nothing has been changed.'))
    const made = await db
      .insertInto('allocationCorrection')
      .values({
        ...{ entryId, ...key, amount, documentNumber, documentDate, overEstimate, note, reason },
        ...{ fileId: paper, proposedBy: actor.userId, proposedAt: now },
      })
      .returning(['id', 'entryId'])
      .executeTakeFirstOrThrow()
    return made
  },
})

async function lockProposed({ db }: Context, correctionId: number) {
  const row = await db
    .selectFrom('allocationCorrection')
    .selectAll()
    .where('id', '=', correctionId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('đề nghị đính chính', 'Correction'))
  if (row.state === 'proposed') return row
  const { vi, en } = correctionStates.wordsOf(row.state)
  throw conflict(
    'budget.correctionSettled',
    words(`Đề nghị này đang ở tình trạng “${vi}”.`, `The correction is in state “${en}”.`),
  )
}

/** Who proposed the correction of an allocation does not approve it. */
export const allocationProposed = {
  table: 'allocationCorrection',
  by: 'proposedBy',
  at: 'proposedAt',
  did: correctionProposed,
} satisfies EarlierAct

const held = (context: Context, row: { readonly proposedBy: string | null; readonly proposedAt: Date }) =>
  holdPersonsApart(context, 'payment', { account: row.proposedBy, at: row.proposedAt }, correctionProposed)

/** Books a correction that another person proposed: the right allocation, then the withdrawal of the wrong one. */
export const bookAllocationCorrection = command({
  name: 'budget.bookAllocationCorrection',
  summary: words('Duyệt đính chính giao dự toán', 'Approve the correction of an allocation'),
  route: 'POST /budget/allocation-corrections/{id}/approval',
  input: z.object({ id: id() }),
  output: Settled,
  may: ['finance', 'leader'],
  subject: ({ id: correctionId }) => `allocation_correction:${correctionId}`,
  async run(context, input) {
    const { db, actor, now } = context
    const row = await lockProposed(context, input.id)
    await held(context, row)
    const wrong = await allocationOf(db, row.entryId)
    const { lineId, year, sourceId, amount, documentNumber, documentDate, fileId, note } = row
    const right = {
      ...{ kind: 'allocation' as const, key: { lineId, year, sourceId }, commitmentId: null, amount },
      voucher: { on: documentDate, documentNumber, note, fileId },
    }
    const back = {
      ...{ kind: 'withdrawal' as const, commitmentId: null, amount: wrong.amount },
      key: { lineId: wrong.lineId, year: wrong.year, sourceId: wrong.sourceId },
      voucher: {
        ...{ on: wrong.occurredOn, documentNumber: wrong.documentNumber, fileId },
        note: `Đính chính bút toán ${wrong.id}: ${row.reason}`,
      },
    }
    await holdToEstimateNow(context, row, wrong)
    const filed = await correctionAsDecision(context, row, { planId: wrong.planId, right, back })
    // The right money comes before the wrong one goes: what was committed of it stays covered.
    const rightId = await bookInYear(
      context,
      { ...right, decidedBy: filed.right },
      await lockAccounts(db, right),
      'documentDate',
      row.proposedBy,
    )
    const backId = await bookInYear(
      context,
      { ...back, decidedBy: filed.back },
      await lockAccounts(db, back),
      'documentDate',
      row.proposedBy,
    )
    await db
      .updateTable('allocationCorrection')
      .set({ state: 'booked', rightId, backId, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, entryId: rightId }
  },
})

/** What was judged when it was proposed is judged once more: others may have allocated since. */
async function holdToEstimateNow(
  context: Context,
  row: {
    entryId: number
    lineId: number
    sourceId: number
    year: number
    amount: bigint
    overEstimate: boolean
  },
  wrong: { planId: number },
): Promise<void> {
  const { db } = context
  const place = await db
    .selectFrom('budgetLine as l')
    .innerJoin('fundingSource as s', (join) => join.on('s.id', '=', row.sourceId))
    .select(['l.code', 's.key'])
    .where('l.id', '=', row.lineId)
    .where('l.planId', '=', wrong.planId)
    .executeTakeFirstOrThrow()
  const { entryId, year, amount, overEstimate } = row
  await holdToEstimate(context, entryId, {
    line: place.code,
    source: place.key,
    year,
    amount,
    overEstimate,
  } as Asked)
}

/** Refuses a correction, with the reason; the entry stays as it is. */
export const refuseAllocationCorrection = command({
  name: 'budget.refuseAllocationCorrection',
  summary: words('Không duyệt đính chính giao dự toán', 'Refuse the correction of an allocation'),
  route: 'POST /budget/allocation-corrections/{id}/refusal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Settled,
  may: ['finance', 'leader', 'coordinator'],
  subject: ({ id: correctionId }) => `allocation_correction:${correctionId}`,
  async run(context, input) {
    const { db, actor, now } = context
    // Who proposed it may take it back.
    const row = await lockProposed(context, input.id)
    await db
      .updateTable('allocationCorrection')
      .set({ state: 'refused', refusal: input.reason, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, entryId: row.entryId }
  },
})
