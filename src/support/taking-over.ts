import { recordFact } from '../plan/index.ts'
import type { Context } from '../platform/operation.ts'
import type { TurnState } from './rules.ts'
import { addStep } from './turn-commands.ts'

/* A support turn of past years as its sheet has it: its decision, the step that it had come to, and its fact where it was finished. */

export interface PastTurn {
  readonly planId: number
  readonly applicationId: number
  readonly enterpriseId: number
  readonly contentId: number
  readonly year: number
  readonly decidedOn: string
  readonly decisionNumber: string
  readonly state: TurnState
  /** The day of that state. */
  readonly happenedOn: string
  readonly documentNumber: string | null
  readonly note: string | null
}

/**
 * Writes the turn, without money: its contract brings it. A finished one is the fact that the target of support turns counts.
 * @param evidence the sheet, and what a reader knows the fact by; null where an old report has counted the turn already
 * @returns its id
 */
export async function takeOverTurn(
  context: Context,
  { happenedOn, documentNumber, note, decisionNumber, ...turn }: PastTurn,
  evidence: { readonly fileId: number; readonly label: string } | null,
): Promise<number> {
  const { db } = context
  const finished = turn.state === 'finished'
  const { id } = await db
    .insertInto('supportTurn')
    .values({ ...turn, finishedOn: finished ? happenedOn : null, commitmentId: null, takenOver: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  const step = { fileId: null, note }
  await addStep(context, id, {
    ...step,
    state: 'decided',
    happenedOn: turn.decidedOn,
    documentNumber: decisionNumber,
  })
  if (turn.state !== 'decided')
    await addStep(context, id, { ...step, state: turn.state, happenedOn, documentNumber })
  if (turn.state === 'cancelled') {
    await db
      .updateTable('application')
      .set({ endedOn: happenedOn })
      .where('id', '=', turn.applicationId)
      .execute()
  }
  if (finished && evidence !== null) {
    await recordFact(db, {
      planId: turn.planId,
      kind: 'support.finished',
      year: turn.year,
      occurredOn: happenedOn,
      subject: `turn:${id}`,
      recordType: 'support_turn',
      recordId: id,
      enterpriseId: turn.enterpriseId,
      ...evidence,
    })
  }
  return id
}
