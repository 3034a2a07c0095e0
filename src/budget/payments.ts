import { z } from 'zod'
import { type EarlierAct, holdPersonsApart, isRelaxed } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import {
  flag,
  id,
  longText,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalText,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command, type Judge, type Rule } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { commitmentPlace, contentNamed, contentPaid, holdInStep, lockSides } from './counterpart.ts'
import { checkDay } from './days.ts'
import { paymentFields, paymentNote } from './fields.ts'
import { commitmentKey, lockAccounts } from './ledger.ts'
import { holdTurn, taskTurnOf } from './paid-turns.ts'
import { paymentStates } from './payment-states.ts'
import { holdLevel } from './release-levels.ts'
import { notEnough } from './rules.ts'
import { sameVoucherAsked } from './same-voucher.ts'
import { bookInYear, guardYear } from './years.ts'

/** What a payment may rest on. */
export const paymentBases = ['contract', 'acceptance', 'cost_statement'] as const
export type PaymentBasis = (typeof paymentBases)[number]
export const basisNames: Readonly<Record<PaymentBasis, Words>> = {
  contract: words('Hợp đồng đã ký', 'Signed contract'),
  acceptance: words('Biên bản nghiệm thu', 'Acceptance minutes'),
  cost_statement: words('Bảng kê chi phí đã duyệt', 'Approved statement of costs'),
}

const drawers = ['coordinator', 'finance'] as const

/** What is typed for a payment, whoever releases it. `sameVoucher` says that a like voucher was seen and this is another. */
export const paymentInput = {
  id: id(),
  ...paymentFields.input,
  basis: optionalChoice(paymentBases),
  basisNumber: optionalText(100),
  basisDate: optionalDay(),
  basisFileId: optionalId(),
  /** Of a commitment by a task's contract: the content that is paid. */
  taskContentId: optionalId(),
  /** The support turn under that content that it pays; left out where it pays none. */
  taskTurnId: optionalId(),
  ...paymentNote.input,
  sameVoucher: flag(),
}
const PaymentInput = z.object(paymentInput)
export type Payment = z.output<typeof PaymentInput>

const paperFields = [
  {
    field: 'basisNumber',
    said: words('Xin ghi số của văn bản.', 'Please give the number of the paper.'),
  },
  { field: 'basisDate', said: words('Xin ghi ngày của văn bản.', 'Please give the day of the paper.') },
  { field: 'basisFileId', said: words('Xin kèm văn bản.', 'Please attach the paper.') },
] as const

/** What a payment must hold to, each told beside the others. */
export const paymentRules: readonly Rule<Payment>[] = [
  { of: ['id', 'on'], check: dayOf },
  { of: ['id', 'kind'], check: kindOf },
  paperRule(['kind', 'basis'], async ({ kind: key, basis }, { db }) => {
    const { bases, source } = await paymentKind(db, key)
    if (basis !== undefined && bases.includes(basis)) return null
    const wanted = paymentBases.filter((one) => bases.includes(one))
    return {
      field: 'basis',
      words: {
        vi: `Khoản chi này phải theo ${wanted.map((one) => basisNames[one].vi.toLowerCase()).join(' hoặc ')} (${source}).`,
        en: `Such a payment rests on: ${wanted.map((one) => basisNames[one].en.toLowerCase()).join(' or ')} (${source}).`,
      },
    }
  }),
  ...paperFields.map(({ field, said }) =>
    paperRule([field], (input) => (input[field] === undefined ? { field, words: said } : null)),
  ),
  paperRule(['basisDate', 'on'], ({ basisDate, on }) =>
    basisDate !== undefined && basisDate > on
      ? {
          field: 'basisDate',
          words: words('Văn bản phải có trước khi chi.', 'The paper must be there before the payment.'),
        }
      : null,
  ),
  { of: ['id', 'documentNumber', 'on', 'amount', 'sameVoucher'], check: sameVoucherAsked('disbursement') },
  {
    of: ['id', 'taskContentId'],
    check: ({ id: commitmentId, taskContentId }, { db }) => contentPaid(db, commitmentId, taskContentId),
  },
  { of: ['id', 'taskContentId', 'amount', 'on'], check: inStepWith },
  {
    of: ['id', 'taskContentId', 'taskTurnId', 'amount'],
    check: async ({ id: commitmentId, taskContentId, taskTurnId: turnId, amount }, { db }) => {
      if (turnId === undefined) return
      const contentId = await contentNamed(db, commitmentId, taskContentId)
      await holdTurn(db, { commitmentId, contentId, turnId, amount })
    },
  },
]

/** @throws Problem 409 when state money would be paid ahead of own money; what names no content right is told by its own rule */
async function inStepWith(
  { id: commitmentId, taskContentId, amount, on }: Pick<Payment, 'id' | 'taskContentId' | 'amount' | 'on'>,
  context: Context,
): Promise<void> {
  const contentId = await contentNamed(context.db, commitmentId, taskContentId)
  await holdInStep(context, { commitmentId, contentId, amount, on })
}

/** A rule on the paper that a payment rests on; it holds unless the installation has relaxed it in writing. */
function paperRule(of: Rule<Payment>['of'], judge: Judge<Payment>): Rule<Payment> {
  return {
    of,
    judge: async (input, context) => ((await isRelaxed(context.db, 'paper')) ? null : judge(input, context)),
  }
}

const Order = z.object({ id: z.int(), commitmentId: z.int(), state: paymentStates.schema })

/**
 * Draws up a payment on a commitment: the voucher, and the paper that it rests on. Nothing moves in the ledger until
 * another person releases it.
 * @throws Problem 422 for a paper that this kind of payment does not rest on, a day out of its year or a voucher that was entered
 * already; 409 when the commitment does not hold the amount beside the orders that wait
 */
export const draftPayment = command({
  name: 'budget.draftPayment',
  summary: words('Lập chứng từ chi', 'Draw up a payment'),
  route: 'POST /budget/commitments/{id}/payments',
  input: PaymentInput,
  output: Order,
  may: drawers,
  rules: paymentRules,
  subject: (_input, output) => `payment:${output.id}`,
  run: (context, input) => draft(context, input),
})

/**
 * Checks a payment and writes it as an order, inside the caller's command. One that is not out of a claim leaves what claims wait for.
 * @param claimId the claim that it is drawn up from
 */
export async function draft(
  context: Context,
  input: Payment,
  claimId: number | null = null,
): Promise<z.output<typeof Order>> {
  const { db, actor, now } = context
  const key = await dayOf(input, context)
  const file = await evidence(context, input.fileId)
  const { id: kindId } = await kindOf(input, context)
  if (input.basisFileId !== undefined) await evidence(context, input.basisFileId)
  const taskContentId = await contentPaid(db, input.id, input.taskContentId)
  const turnId = (await taskTurnOf(db, { contentId: taskContentId, turnId: input.taskTurnId }))?.id
  await inStepLocked(context, {
    ...{ commitmentId: input.id, taskContentId, taskTurnId: turnId ?? null },
    ...{ amount: input.amount, on: input.on },
  })
  await holdTurn(db, { commitmentId: input.id, contentId: taskContentId, turnId, amount: input.amount })
  const accounts = await lockAccounts(db, { kind: 'disbursement', key, commitmentId: input.id })
  await sameVoucherAsked('disbursement')(input, context)
  const { waiting } = await db
    .selectFrom('paymentOrder')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('amount'), eb.lit(0)).as('waiting'))
    .where('commitmentId', '=', input.id)
    .where('state', '=', 'drafted')
    .executeTakeFirstOrThrow()
  const left =
    accounts.balances.committed - BigInt(waiting) - (claimId === null ? await claimed(db, input.id) : 0n)
  if (input.amount > left)
    throw conflict('budget.notEnough', notEnough('disbursement', left, input.amount), 'amount')
  const order = await db
    .insertInto('paymentOrder')
    .values({
      commitmentId: input.id,
      kindId,
      amount: input.amount,
      occurredOn: input.on,
      documentNumber: input.documentNumber,
      fileId: file.id,
      basis: input.basis ?? null,
      basisNumber: input.basisNumber ?? null,
      basisDate: input.basisDate ?? null,
      basisFileId: input.basisFileId ?? null,
      ...{ taskContentId, taskTurnId: turnId ?? null, claimId },
      note: input.note ?? null,
      draftedBy: actor.userId,
      draftedAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: order.id, commitmentId: input.id, state: 'drafted' }
}

/** What claims wait for on a commitment, beside what is drawn up from them already. */
async function claimed(db: Db, commitmentId: number): Promise<bigint> {
  const { sum } = await db
    .selectFrom('claimWaiting as w')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('w.amount'), eb.lit(0)).as('sum'))
    .where('w.commitmentId', '=', commitmentId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('paymentOrder as o')
            .select('o.id')
            .whereRef('o.claimId', '=', 'w.claimId')
            .whereRef('o.commitmentId', '=', 'w.commitmentId')
            .where('o.state', '=', 'drafted'),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return BigInt(sum)
}

/** Holds a payment against own money under the lock of its turn and task, which stands before those of the ledger. @throws Problem 409 */
async function inStepLocked(
  context: Context,
  asked: {
    commitmentId: number
    taskContentId: number | null
    taskTurnId: number | null
    amount: bigint
    on: string
  },
): Promise<void> {
  const { taskContentId: contentId, taskTurnId, ...payment } = asked
  const { turnId } = await commitmentPlace(context.db, asked.commitmentId)
  await lockSides(context.db, { turnId: turnId ?? taskTurnId, contentId })
  await holdInStep(context, { ...payment, contentId })
}

/** What the commitment is booked under. @throws Problem 422 for a day out of its year or before it, 409 for a closed year */
async function dayOf(input: Pick<Payment, 'id' | 'on'>, context: Context) {
  const { key, documentDate } = await commitmentKey(context.db, input.id)
  checkDay('on', input.on, context.today, documentDate)
  await guardYear(context, 'disbursement', key.year, input.on, 'on')
  return key
}

/** The kind of the payment. @throws Problem 422 when the commitment takes no such payment */
async function kindOf(input: Pick<Payment, 'id' | 'kind'>, { db }: Context) {
  const { enterpriseId } = await commitmentKey(db, input.id)
  if (enterpriseId !== null && input.kind !== 'enterprise') {
    throw invalidField('kind', {
      vi: 'Cam kết này là hỗ trợ một doanh nghiệp.',
      en: 'This commitment supports an enterprise.',
    })
  }
  return paymentKind(db, input.kind)
}

const paymentKind = (db: Db, key: Payment['kind']) =>
  db
    .selectFrom('paymentKind')
    .select(['id', 'bases', 'source'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow()

/** A payment that waits, locked. @throws Problem 404, or 409 when it is settled */
export async function lockOrder({ db }: Context, orderId: number) {
  const order = await db
    .selectFrom('paymentOrder')
    .selectAll()
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
  if (order === undefined) throw notFound(words('chứng từ chi', 'Payment'))
  if (order.state !== 'drafted') {
    throw conflict(
      'budget.paymentSettled',
      words(
        'Chứng từ chi này đã được duyệt hoặc trả lại.',
        'This payment has been released or returned already.',
      ),
    )
  }
  return order
}

/** Who drew a payment up does not release it. */
export const drawnUp = {
  table: 'paymentOrder',
  by: 'draftedBy',
  at: 'draftedAt',
  did: words('Bạn đã lập chứng từ này', 'You drew this payment up'),
} satisfies EarlierAct

/**
 * Releases a payment that another person drew up: it goes into the ledger.
 * @throws Problem 409 `controls.samePerson` for who drew it up, `budget.notEnough` when the commitment no longer holds it,
 * `budget.aheadOfOwn` when own money is not proven in step
 */
export const releasePayment = command({
  name: 'budget.releasePayment',
  summary: words('Duyệt chi', 'Release a payment'),
  route: 'POST /budget/payments/{id}/release',
  input: z.object({ id: id() }),
  output: Order.extend({ entryId: z.int() }),
  may: [...drawers, 'leader'],
  subject: ({ id }) => `payment:${id}`,
  async run(context, input) {
    const order = await lockOrder(context, input.id)
    await holdPersonsApart(context, 'payment', { account: order.draftedBy, at: order.draftedAt }, drawnUp.did)
    await holdLevel(context, order.amount)
    return release(context, order)
  },
})

/** Books an order and settles it, inside the caller's command. */
export async function release(context: Context, order: Awaited<ReturnType<typeof lockOrder>>) {
  const { db, actor, now } = context
  const {
    commitmentId,
    amount,
    occurredOn: on,
    documentNumber,
    note,
    fileId,
    taskContentId,
    taskTurnId,
  } = order
  const { key } = await commitmentKey(db, commitmentId)
  const voucher = { on, documentNumber, note, fileId }
  const entry = {
    kind: 'disbursement',
    key,
    commitmentId,
    amount,
    voucher,
    taskContentId,
    taskTurnId,
  } as const
  await inStepLocked(context, { commitmentId, taskContentId, taskTurnId, amount, on })
  // Into a closed year the correction of who drew it up lets it: whoever releases it is another person.
  const entryId = await bookInYear(context, entry, await lockAccounts(db, entry), 'on', order.draftedBy)
  await db
    .updateTable('paymentOrder')
    .set({ state: 'released', settledBy: actor.userId, settledAt: now, entryId })
    .where('id', '=', order.id)
    .execute()
  return { id: order.id, commitmentId: order.commitmentId, state: 'released' as const, entryId }
}

/** Returns a payment to who drew it up, with the reason. Its own author may take it back so. */
export const returnPayment = command({
  name: 'budget.returnPayment',
  summary: words('Trả lại chứng từ chi', 'Return a payment'),
  route: 'POST /budget/payments/{id}/return',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Order,
  may: [...drawers, 'leader'],
  subject: ({ id }) => `payment:${id}`,
  async run(context, input) {
    const order = await lockOrder(context, input.id)
    await context.db
      .updateTable('paymentOrder')
      .set({
        state: 'returned',
        settledBy: context.actor.userId,
        settledAt: context.now,
        reason: input.reason,
      })
      .where('id', '=', order.id)
      .execute()
    return { id: order.id, commitmentId: order.commitmentId, state: 'returned' as const }
  },
})
