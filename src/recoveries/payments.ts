import { z } from 'zod'
import { recoverAdvance } from '../advances/index.ts'
import { payBack, payBackOfCommitment } from '../budget/index.ts'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { changedRecovery, confirmers, enterers, lockRecovery, RecoveryChanged } from './commands.ts'
import { paidInFields } from './fields.ts'
import { type Interest, leftOf } from './rules.ts'

/* What is paid into a recovery, by parts: the sum into the ledger, interest as the decision says. Entered by one person, confirmed by another. */

explainConstraint('recovery_paid', () =>
  conflict(
    'recoveries.overSum',
    words(
      'Tiền gốc vượt số còn phải nộp, kể cả phần chờ xác nhận.',
      'More than is left of the sum, beside what waits.',
    ),
    'principal',
  ),
)
explainConstraint('recovery_no_interest', () =>
  invalidField('interest', words('Quyết định không tính lãi.', 'The decision says no interest.')),
)
explainConstraint('recovery_not_open', () =>
  conflict('recoveries.notOpen', words('Khoản thu hồi này không còn phải nộp.', 'The recovery is not open.')),
)
explainConstraint('recovery_payment_sum', () =>
  invalidField(
    'principal',
    words('Xin ghi tiền gốc hoặc tiền lãi đã nộp.', 'Give what was paid of the sum or of interest.'),
  ),
)
explainConstraint('recovery_payment_voucher', () =>
  invalidField('number', words('Chứng từ này đã được ghi.', 'This slip is entered already.')),
)

/** The interest of a decision; null where it says none. */
export const interestOf = (row: {
  readonly interestRate: number | null
  readonly interestFrom: string | null
  readonly interestYearDays: number | null
}): Interest | null =>
  row.interestRate === null || row.interestFrom === null || row.interestYearDays === null
    ? null
    : { rate: row.interestRate, from: row.interestFrom, yearDays: row.interestYearDays }

/** What was confirmed of a recovery, as its interest is reckoned by. */
export async function confirmedOf(db: Db, recoveryId: number) {
  return db
    .selectFrom('recoveryPayment')
    .select(['onDay as on', 'principal', 'interest'])
    .where('recoveryId', '=', recoveryId)
    .where('state', '=', 'confirmed')
    .orderBy('onDay')
    .execute()
}

/** Settles a recovery of which nothing is left. @throws Problem 409 where more interest is paid than its decision asks for */
export async function settleIfPaid(
  { db, today }: Context,
  recovery: Parameters<typeof interestOf>[0] & { readonly id: number; readonly amount: bigint },
): Promise<void> {
  const payments = await confirmedOf(db, recovery.id)
  const interestPaid = payments.reduce((sum, { interest }) => sum + interest, 0n)
  const left = leftOf(
    { amount: recovery.amount, interest: interestOf(recovery), payments, interestPaid },
    today,
  )
  if (interestPaid > left.due)
    throw conflict(
      'recoveries.overInterest',
      words('Tiền lãi vượt số phải nộp theo quyết định.', 'More interest than the decision asks for.'),
    )
  if (left.principal === 0n && left.interest === 0n)
    await db
      .updateTable('recovery')
      .set({ state: 'settled', settledOn: today })
      .where('id', '=', recovery.id)
      .execute()
}

const PaymentChanged = RecoveryChanged.extend({ paymentId: z.int() })

/** Enters what was paid into a recovery. */
export const enterPaidIn = command({
  name: 'recoveries.paidIn',
  summary: words('Ghi số đã nộp thu hồi', 'Enter what is paid into a recovery'),
  route: 'POST /recoveries/{id}/payments',
  input: z.object({ id: id(), version: whole(1), ...paidInFields.input }),
  output: PaymentChanged,
  may: enterers,
  rules: [
    notAhead('onDay'),
    {
      of: ['id', 'onDay'],
      judge: async ({ id: recoveryId, onDay }, { db }) => {
        const row = await db
          .selectFrom('recovery')
          .select('decisionDate')
          .where('id', '=', recoveryId)
          .executeTakeFirst()
        return row !== undefined && onDay < row.decisionDate
          ? { field: 'onDay', words: words('Không được trước ngày quyết định.', 'Not before the decision.') }
          : null
      },
    },
    {
      of: ['principal', 'interest'],
      asks: {
        principal: words('khi không ghi tiền lãi', 'where no interest is given'),
        interest: words('khi không ghi tiền gốc', 'where no principal is given'),
      },
      judge: ({ principal = 0n, interest = 0n }) =>
        principal + interest > 0n
          ? null
          : {
              field: 'principal',
              words: words(
                'Xin ghi tiền gốc hoặc tiền lãi đã nộp.',
                'Give what was paid of the sum or of interest.',
              ),
            },
    },
  ],
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, version, principal = 0n, interest = 0n, fileId, ...paper }) {
    const { db, actor, now } = context
    await lockRecovery(context, recoveryId, ['open', 'part'], version)
    const file = await evidence(context, fileId)
    const { id: paymentId } = await db
      .insertInto('recoveryPayment')
      .values({
        ...paper,
        recoveryId,
        principal,
        interest,
        fileId: file.id,
        enteredBy: actor.userId,
        enteredAt: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...(await changedRecovery(db, recoveryId)), paymentId }
  },
})

/** Who entered a deposit does not confirm it. */
export const enteredPaidIn = {
  table: 'recoveryPayment',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã ghi khoản nộp này', 'You entered this deposit'),
} satisfies EarlierAct

async function lockPayment({ db }: Context, recoveryId: number, paymentId: number) {
  const row = await db
    .selectFrom('recoveryPayment')
    .selectAll()
    .where('id', '=', paymentId)
    .where('recoveryId', '=', recoveryId)
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('khoản nộp', 'Deposit'))
  if (row.state !== 'entered')
    throw conflict(
      'recoveries.paymentSettled',
      words('Khoản nộp này đã được xác nhận hoặc từ chối.', 'This deposit is confirmed or refused already.'),
    )
  return row
}

/** Confirms a deposit: its sum goes into the ledger, and settles the advance that is recovered; the last one settles the recovery and lifts the block. */
export const confirmPaidIn = command({
  name: 'recoveries.confirmPaidIn',
  summary: words('Xác nhận số đã nộp thu hồi', 'Confirm what is paid into a recovery'),
  route: 'POST /recoveries/{id}/payments/{payment}/confirmation',
  input: z.object({ id: id(), payment: id() }),
  output: PaymentChanged,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, payment: paymentId }) {
    const { db, actor, today } = context
    const recovery = await lockRecovery(context, recoveryId, ['open', 'part'])
    const payment = await lockPayment(context, recoveryId, paymentId)
    await holdPersonsApart(
      context,
      'payment',
      { account: payment.enteredBy, at: payment.enteredAt },
      enteredPaidIn.did,
    )
    const { commitmentId, orderId } = recovery
    const voucher = {
      ...{ on: payment.onDay, documentNumber: payment.number, fileId: payment.fileId },
      note: `Thu hồi theo quyết định ${recovery.decisionNumber}`,
    }
    let entryId: number | null = null
    if (payment.principal > 0n) {
      entryId =
        orderId === null
          ? await payBackOfCommitment(context, commitmentId, payment.principal, voucher)
          : await payBack(context, orderId, payment.principal, voucher)
      if (orderId !== null)
        await recoverAdvance(context, { orderId, entryId, amount: payment.principal, voucher })
    }
    await db
      .updateTable('recoveryPayment')
      .set({ state: 'confirmed', settledBy: actor.userId, settledOn: today, entryId })
      .where('id', '=', payment.id)
      .execute()
    await settleIfPaid(context, recovery)
    return { ...(await changedRecovery(db, recoveryId)), paymentId }
  },
})

/** Refuses a deposit that was entered, with the reason. */
export const refusePaidIn = command({
  name: 'recoveries.refusePaidIn',
  summary: words('Không xác nhận số đã nộp thu hồi', 'Refuse what was entered as paid in'),
  route: 'POST /recoveries/{id}/payments/{payment}/refusal',
  input: z.object({ id: id(), payment: id(), reason: longText(2000) }),
  output: PaymentChanged,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, payment: paymentId, reason }) {
    const { db, actor, today } = context
    await lockRecovery(context, recoveryId, ['open', 'part'])
    const payment = await lockPayment(context, recoveryId, paymentId)
    await db
      .updateTable('recoveryPayment')
      .set({ state: 'refused', settledBy: actor.userId, settledOn: today, reason })
      .where('id', '=', payment.id)
      .execute()
    return { ...(await changedRecovery(db, recoveryId)), paymentId }
  },
})
