import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, refuse } from '../platform/problem.ts'
import {
  changedRecovery,
  confirmers,
  enterers,
  interestColumns,
  interestNeeds,
  lockRecovery,
  RecoveryChanged,
} from './commands.ts'
import { correctionFields, interestFields, recoveryFields, recoveryStates } from './fields.ts'
import { confirmedOf, interestOf, settleIfPaid } from './payments.ts'
import { shortOf } from './rules.ts'

/* What a confirmed recovery asks for is put right by a document: entered by one person, approved by another, what stood before is kept. */

explainConstraint('recovery_correction_waits', () =>
  conflict(
    'recoveries.correctedTwice',
    words(
      'Đã có đề nghị sửa khoản thu hồi này đang chờ.',
      'A correction of this recovery waits to be approved already.',
    ),
  ),
)
explainConstraint('recovery_correction_other', () =>
  invalidField(
    'amount',
    words('Không khác gì đang ghi: xin sửa ít nhất một số.', 'Nothing differs from what stands.'),
  ),
)
explainConstraint('recovery_correction_before', () =>
  conflict(
    'recoveries.correctedSince',
    words(
      'Khoản thu hồi đã thay đổi sau khi đề nghị: xin từ chối và đề nghị lại.',
      'The recovery has changed since: refuse this and propose it anew.',
    ),
  ),
)
const belowPaid = words(
  'Ít hơn số đã nộp và chờ xác nhận.',
  'Less than what is paid in and waits to be confirmed.',
)
explainConstraint('recovery_correction_paid', () => invalidField('amount', belowPaid))

const Corrected = RecoveryChanged.extend({ correctionId: z.int() })
const stands = ['open', 'part', 'settled'] as const

const { amount, dueOn } = recoveryFields.input
const Correction = z.object({
  id: id(),
  version: whole(1),
  ...{ amount, dueOn },
  ...interestFields.input,
  ...correctionFields.input,
})
type Correction = z.output<typeof Correction>

/** The most that a recovery can ask for: what its payment was, and what is paid on its commitment beside other recoveries. */
async function mostOf(db: Db, recoveryId: number): Promise<bigint | null> {
  const { rows } = await sql<{ most: bigint | null }>`
    SELECT least(o.amount, r.principal_paid
             + (SELECT coalesce(sum(a.balance), 0) FROM ledger_account a WHERE a.commitment_id = r.commitment_id AND a.kind = 'disbursed')
             - (SELECT coalesce(sum(x.amount - x.principal_paid), 0) FROM recovery x
                 WHERE x.commitment_id = r.commitment_id AND x.id <> r.id AND x.state IN ('entered', 'open', 'part')))::bigint AS most
      FROM recovery r LEFT JOIN payment_order o ON o.id = r.order_id WHERE r.id = ${recoveryId}`.execute(db)
  return rows[0]?.most ?? null
}

/** What is wrong with a corrected recovery as it stands now: more than was paid, or less than is paid in. */
async function faultOf({ db, today }: Context, recoveryId: number, to: Parameters<typeof shortOf>[0]) {
  const most = await mostOf(db, recoveryId)
  if (most !== null && to.amount > most)
    return {
      field: 'amount',
      words: words(
        'Vượt số đã chi của cam kết, trừ các khoản đang thu hồi.',
        'More than was paid on the commitment, less what is being recovered.',
      ),
    }
  const waiting = await db
    .selectFrom('recoveryPayment')
    .select(({ fn }) => [
      fn.coalesce(fn.sum<bigint>('principal'), sql<bigint>`0`).as('principal'),
      fn.coalesce(fn.sum<bigint>('interest'), sql<bigint>`0`).as('interest'),
    ])
    .where('recoveryId', '=', recoveryId)
    .where('state', '=', 'entered')
    .executeTakeFirstOrThrow()
  const payments = await confirmedOf(db, recoveryId)
  const short = shortOf(
    to,
    {
      payments,
      interestPaid: payments.reduce((sum, { interest }) => sum + interest, 0n),
      ...{ waiting: BigInt(waiting.principal), interestWaiting: BigInt(waiting.interest) },
    },
    today,
  )
  if (short === null) return null
  return {
    field: short === 'amount' ? 'amount' : 'interestRate',
    words:
      short === 'amount'
        ? belowPaid
        : words(
            'Tiền lãi theo số sửa ít hơn tiền lãi đã nộp và chờ xác nhận.',
            'The interest would be less than what is paid of it and waits.',
          ),
  }
}

const dueAfter: Rule<Correction> = {
  of: ['id', 'dueOn'],
  judge: async ({ id: recoveryId, dueOn: day }, { db }) => {
    const row = await db
      .selectFrom('recovery')
      .select('decisionDate')
      .where('id', '=', recoveryId)
      .executeTakeFirst()
    return row !== undefined && day < row.decisionDate
      ? {
          field: 'dueOn',
          words: words('Hạn nộp không thể trước ngày quyết định.', 'Not before the day of the decision.'),
        }
      : null
  },
}
const within: Rule<Correction> = {
  of: ['id', 'amount', 'interestRate', 'interestFrom', 'interestYearDays'],
  judge: ({ id: recoveryId, amount: sum, ...said }, context) =>
    faultOf(context, recoveryId, { amount: sum, interest: interestOf(interestColumns(said)) }),
}

/** Enters what a confirmed recovery should ask for, by the document that says so. It stands once another person approves it. */
export const correctRecovery = command({
  name: 'recoveries.correct',
  summary: words('Đề nghị sửa khoản thu hồi', 'Propose a correction of a recovery'),
  route: 'POST /recoveries/{id}/corrections',
  input: Correction,
  output: Corrected,
  may: enterers,
  needs: interestNeeds,
  rules: [notAhead('onDay'), dueAfter, within],
  subject: ({ id }) => `recovery:${id}`,
  async run(
    context,
    { id: recoveryId, version, fileId, interestRate, interestFrom, interestYearDays, ...to },
  ) {
    const { db, actor, now } = context
    const recovery = await lockRecovery(context, recoveryId, stands, version)
    const file = await evidence(context, fileId)
    const { id: correctionId } = await db
      .insertInto('recoveryCorrection')
      .values({
        ...{ ...to, recoveryId, fileId: file.id, enteredBy: actor.userId, enteredAt: now },
        ...interestColumns({ interestRate, interestFrom, interestYearDays }),
        ...{ amountBefore: recovery.amount, dueBefore: recovery.dueOn },
        ...{ rateBefore: recovery.interestRate, interestFromBefore: recovery.interestFrom },
        yearDaysBefore: recovery.interestYearDays,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...(await changedRecovery(db, recoveryId)), correctionId }
  },
})

/** Who proposed a correction does not approve it. */
export const proposedCorrection = {
  table: 'recoveryCorrection',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã đề nghị sửa khoản thu hồi này', 'You proposed the correction of this recovery'),
} satisfies EarlierAct

const noCorrection: Words = words('đề nghị sửa đang chờ của khoản thu hồi', 'Correction that waits')

async function lockCorrection({ db }: Context, recoveryId: number, correctionId: number) {
  const row = await db
    .selectFrom('recoveryCorrection')
    .selectAll()
    .where('id', '=', correctionId)
    .where('recoveryId', '=', recoveryId)
    .where('state', '=', 'entered')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(noCorrection)
  return row
}

/** Approves a correction that another person proposed; where nothing is left to pay in then, the recovery is settled. */
export const approveCorrection = command({
  name: 'recoveries.approveCorrection',
  summary: words('Phê duyệt sửa khoản thu hồi', 'Approve a correction of a recovery'),
  route: 'POST /recoveries/{id}/corrections/{correction}/approval',
  input: z.object({ id: id(), correction: id() }),
  output: Corrected,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, correction: correctionId }) {
    const { db, actor, today } = context
    await lockRecovery(context, recoveryId, stands)
    const row = await lockCorrection(context, recoveryId, correctionId)
    await holdPersonsApart(
      context,
      'payment',
      { account: row.enteredBy, at: row.enteredAt },
      proposedCorrection.did,
    )
    const fault = await faultOf(context, recoveryId, { amount: row.amount, interest: interestOf(row) })
    refuse(fault === null ? [] : [fault])
    await db
      .updateTable('recoveryCorrection')
      .set({ state: 'confirmed', settledBy: actor.userId, settledOn: today })
      .where('id', '=', row.id)
      .execute()
    await settleIfPaid(context, { ...row, id: recoveryId })
    return { ...(await changedRecovery(db, recoveryId)), correctionId }
  },
})

/** Refuses a correction with the reason; who proposed it may take it back so. */
export const refuseCorrection = command({
  name: 'recoveries.refuseCorrection',
  summary: words('Không duyệt sửa khoản thu hồi', 'Refuse a correction of a recovery'),
  route: 'POST /recoveries/{id}/corrections/{correction}/refusal',
  input: z.object({ id: id(), correction: id(), reason: longText(2000) }),
  output: Corrected,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, correction: correctionId, reason }) {
    const { db, actor, today } = context
    await lockRecovery(context, recoveryId, recoveryStates.keys)
    const row = await lockCorrection(context, recoveryId, correctionId)
    await db
      .updateTable('recoveryCorrection')
      .set({ state: 'refused', refusal: reason, settledBy: actor.userId, settledOn: today })
      .where('id', '=', row.id)
      .execute()
    return { ...(await changedRecovery(db, recoveryId)), correctionId }
  },
})
