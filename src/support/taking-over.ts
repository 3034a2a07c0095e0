import { recordFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import type { Context } from '../platform/operation.ts'
import { factKindOf, recordCertificateFact } from './certificate-facts.ts'
import type { CertificateValues } from './certificate-fields.ts'
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

export interface PastCertificate extends Omit<CertificateValues, 'productId'> {
  readonly turn: {
    readonly id: number
    readonly planId: number
    readonly year: number
    readonly enterpriseId: number
    readonly enterpriseName: string
    readonly state: TurnState
  }
  /** The name of the certified product; null for a system. */
  readonly product: string | null
}

/**
 * Writes a certificate of past years, its product where that is new, and the fact that it is: of a product at once, of a system when its
 * turn is finished.
 * @param counts false where an old report has counted it already
 */
export async function takeOverCertificate(
  db: Db,
  { turn, product, ...certificate }: PastCertificate,
  counts: boolean,
): Promise<{ certificateId: number; newProductId: number | null }> {
  const { enterpriseId } = turn
  const added =
    product === null
      ? undefined
      : await db
          .insertInto('product')
          .values({ enterpriseId, name: product })
          .onConflict((there) => there.columns(['enterpriseId', 'name']).doNothing())
          .returning('id')
          .executeTakeFirst()
  const named =
    product === null
      ? null
      : await db
          .selectFrom('product')
          .select('id')
          .where('enterpriseId', '=', enterpriseId)
          .where('name', '=', product)
          .executeTakeFirstOrThrow()
  const row = await db
    .insertInto('certificate')
    .values({
      ...certificate,
      planId: turn.planId,
      turnId: turn.id,
      enterpriseId,
      productId: named?.id ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const fact = factKindOf(certificate.kind)
  if (
    counts &&
    (fact === 'certificate.product' || (fact === 'certificate.system' && turn.state === 'finished'))
  )
    await recordCertificateFact(db, fact, row, turn)
  return { certificateId: row.id, newProductId: added?.id ?? null }
}
