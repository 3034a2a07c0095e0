import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalId } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, type FieldProblem, invalid, notFound } from '../platform/problem.ts'
import { treasurers } from './commands.ts'
import { correctionProposed, correctionStates } from './correction-states.ts'
import { decided, type Grid, gridOf, placeIn } from './decision-grid.ts'
import {
  changeFault,
  type DecidedKind,
  difference,
  formFaults,
  type Given,
  placeOf,
  sumFaults,
} from './decision-rules.ts'
import { bookKept, type Change, entriesInput, filledIn, keepEntries } from './decisions.ts'
import { decisionFields } from './fields.ts'
import { lockPlaces } from './ledger.ts'
import { guardYear } from './years.ts'

/*
 * A decision that was entered wrongly, or that another one changes, is put right by a linked decision: who may book one gives what is
 * right, with the paper and the reason; another person approves it. What is booked is the difference. Nothing that stands is edited.
 */

explainConstraint('allocation_decision_correction_waits', () =>
  conflict(
    'budget.decisionCorrectionWaits',
    words(
      'Một đính chính của quyết định này đang chờ duyệt.',
      'A correction of this decision is waiting for approval.',
    ),
  ),
)

/** Whether a decision is one allocation of one line: its entry is corrected, which changes year, number and file too. */
export const byEntry = (of: { readonly kind: string; readonly own: readonly unknown[] }): boolean =>
  of.kind === 'allocation' && of.own.length === 1

/** The decision that may be corrected as a whole. @throws Problem 404; 409 for a correction, or an allocation of one line */
export async function correctable(db: Db, decisionId: number) {
  const found = await decided(db, decisionId)
  const { root } = found
  if (root.kind === 'correction')
    throw conflict(
      'budget.correctRoot',
      words(
        'Đây là một đính chính; xin đính chính quyết định gốc của nó.',
        'This is a correction; please correct the decision that it puts right.',
      ),
    )
  if (byEntry({ kind: root.kind, own: found.own }))
    throw conflict(
      'budget.correctEntry',
      words(
        'Quyết định giao cho một mục được đính chính ở bút toán của nó.',
        'An allocation of one line is corrected at its entry.',
      ),
    )
  return { ...found, kind: root.kind as DecidedKind }
}

/** What is right against what stands: the changes, and everything that is wrong with them. */
function judgedRight(
  grid: Grid,
  of: {
    readonly kind: DecidedKind
    readonly overEstimate: boolean
    readonly sums: ReadonlyMap<string, bigint>
    readonly right: readonly Given[]
  },
): { faults: FieldProblem[]; changes: Change[] } {
  const { kind, right } = of
  const faults = formFaults(kind, right).filter(({ field }) => field !== 'entries')
  if (kind === 'shift')
    faults.push(
      ...sumFaults(right, (source) => {
        const found = grid.sources.find(({ key }) => key === source)
        return words(found?.name ?? source, found?.nameEn ?? source)
      }),
    )
  const changes: Change[] = []
  const wanted = new Map(right.map((entry) => [placeOf(entry), entry.amount]))
  for (const [place, change] of difference(of.sums, wanted)) {
    const [line = '', source = ''] = place.split('|')
    const at = right.find((entry) => placeOf(entry) === place)?.at ?? null
    const field = at === null ? 'entries' : `entries.${at}.amount`
    if (at !== null && faults.some((fault) => fault.field === field)) continue
    const found = placeIn(grid, { line, source })
    if ('vi' in found) {
      faults.push({ field, words: found })
      continue
    }
    const fault = changeFault(kind, change, grid.cell(found.line, found.source), of.overEstimate)
    if (fault !== null)
      faults.push({
        field,
        words: at === null ? words(`Mục ${line}: ${fault.vi}`, `Line ${line}: ${fault.en}`) : fault,
      })
    const key = { lineId: found.line.id, year: grid.year, sourceId: found.source.id }
    changes.push({ at, key, amount: change })
  }
  return { faults, changes }
}

/** The changes, asked again where they are written. @throws Problem 422 */
function rightChanges(...of: Parameters<typeof judgedRight>): Change[] {
  const { faults, changes } = judgedRight(...of)
  if (faults.length > 0) throw invalid(faults)
  return changes
}

const { fileId: _file, reason: _reason, overEstimate, ...paper } = decisionFields.input
const Settled = z.object({ id: z.int() })

/** Proposes what a decision should have been; `entries` is all that is right, and what is left out goes back. */
export const correctDecision = command({
  name: 'budget.correctDecision',
  summary: words('Đề nghị đính chính quyết định', 'Propose the correction of a decision'),
  route: 'POST /budget/decisions/{id}/corrections',
  // A paper that is left out is the one of the decision.
  input: z.object({
    id: id(),
    ...paper,
    fileId: optionalId(),
    reason: longText(2000),
    overEstimate,
    entries: entriesInput,
  }),
  output: Settled,
  may: treasurers,
  rules: [
    notAhead('documentDate'),
    {
      of: ['id', 'documentDate'],
      check: async (input, context) => {
        const { root } = await correctable(context.db, input.id)
        await guardYear(context, 'allocation', root.year, input.documentDate, 'documentDate')
      },
    },
    {
      of: ['id', 'overEstimate', 'entries'],
      judge: async (input, context) => {
        const { root, sums, kind } = await correctable(context.db, input.id)
        const grid = await gridOf(context.db, root.planId, root.year)
        const right = filledIn(kind, input.entries)
        return judgedRight(grid, { kind, overEstimate: input.overEstimate, sums, right }).faults
      },
    },
  ],
  subject: (_input, output) => `allocation_decision:${output.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    await lockDecision(db, input.id)
    const { root, sums, kind } = await correctable(db, input.id)
    const fileId = input.fileId === undefined ? root.fileId : (await evidence(context, input.fileId)).id
    const right = filledIn(kind, input.entries)
    const grid = await gridOf(db, root.planId, root.year)
    const changes = rightChanges(grid, { ...input, kind, sums, right })
    if (changes.length === 0)
      throw conflict('record.unchanged', words('Chưa có gì được sửa.', 'Nothing has been changed.'))
    const { id: _of, entries: _entries, ...rest } = input
    const made = await db
      .insertInto('allocationDecision')
      .values({
        ...{ ...rest, fileId, planId: root.planId, year: root.year, kind: 'correction', correctsId: root.id },
        ...{ state: 'proposed', proposedBy: actor.userId, proposedAt: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await keepEntries(db, made.id, changes)
    return made
  },
})

/** What a decision has come to stays while a correction of it is proposed or booked. */
const lockDecision = (db: Db, decisionId: number) =>
  db.selectFrom('allocationDecision').select('id').where('id', '=', decisionId).forUpdate().execute()

async function lockProposed({ db }: Context, decisionId: number) {
  const row = await db
    .selectFrom('allocationDecision')
    .selectAll()
    .where('id', '=', decisionId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || row.correctsId === null) throw notFound(words('đính chính', 'Correction'))
  if (row.state === 'proposed') return { ...row, correctsId: row.correctsId }
  const { vi, en } = correctionStates.wordsOf(row.state)
  throw conflict(
    'budget.correctionSettled',
    words(`Đề nghị này đang ở tình trạng “${vi}”.`, `The correction is in state “${en}”.`),
  )
}

/** Who proposed the correction of a decision does not approve it. */
export const decisionProposed = {
  table: 'allocationDecision',
  by: 'proposedBy',
  at: 'proposedAt',
  did: correctionProposed,
} satisfies EarlierAct

/** Books a correction that another person proposed: the difference, line by line. */
export const bookDecisionCorrection = command({
  name: 'budget.bookDecisionCorrection',
  summary: words('Duyệt đính chính quyết định', 'Approve the correction of a decision'),
  route: 'POST /budget/decisions/{id}/approval',
  input: z.object({ id: id() }),
  output: Settled,
  may: ['finance', 'leader'],
  subject: (input) => `allocation_decision:${input.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const row = await lockProposed(context, input.id)
    await holdPersonsApart(
      context,
      'payment',
      { account: row.proposedBy, at: row.proposedAt },
      correctionProposed,
    )
    await lockDecision(db, row.correctsId)
    const { kind } = await correctable(db, row.correctsId)
    const stored = await db
      .selectFrom('allocationDecisionEntry as r')
      .innerJoin('budgetLine as l', 'l.id', 'r.lineId')
      .innerJoin('fundingSource as s', 's.id', 'r.sourceId')
      .select(['r.id', 'r.lineId', 'r.year', 'r.sourceId', 'r.amount', 'l.code as line', 's.key as source'])
      .where('r.decisionId', '=', row.id)
      .orderBy('r.id')
      .execute()
    const kept = stored.map(({ id: rowId, lineId, year, sourceId, amount }) => ({
      id: rowId,
      change: { at: null, key: { lineId, year, sourceId }, amount },
    }))
    await lockPlaces(
      db,
      kept.map(({ change }) => change.key),
    )
    // What was judged when it was proposed is judged once more: others may have moved money since.
    const grid = await gridOf(db, row.planId, row.year)
    for (const { line, source, amount } of stored) {
      const place = placeIn(grid, { line, source })
      const fault =
        'vi' in place
          ? place
          : changeFault(kind, amount, grid.cell(place.line, place.source), row.overEstimate)
      if (fault !== null)
        throw conflict('budget.notEnough', words(`Mục ${line}: ${fault.vi}`, `Line ${line}: ${fault.en}`))
    }
    await bookKept(context, { ...row, decisionId: row.id }, kept, row.proposedBy)
    await db
      .updateTable('allocationDecision')
      .set({ state: 'booked', settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id }
  },
})

/** Refuses a correction, with the reason; the decision stays as it is. Who proposed it may take it back. */
export const refuseDecisionCorrection = command({
  name: 'budget.refuseDecisionCorrection',
  summary: words('Không duyệt đính chính quyết định', 'Refuse the correction of a decision'),
  route: 'POST /budget/decisions/{id}/refusal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Settled,
  may: ['finance', 'leader', 'coordinator'],
  subject: (input) => `allocation_decision:${input.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const row = await lockProposed(context, input.id)
    await db
      .updateTable('allocationDecision')
      .set({ state: 'refused', refusal: input.reason, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id }
  },
})
