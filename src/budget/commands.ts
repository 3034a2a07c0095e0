import { sql } from 'kysely'
import { z } from 'zod'
import { isRelaxed } from '../controls/index.ts'
import { activePlan } from '../plan/index.ts'
import type { Grant } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, flag, id, optionalId } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, staleRecord } from '../platform/problem.ts'
import {
  afterAllocation,
  commitMoney,
  commitmentOn,
  notBeforeFirst,
  releaseCommitment,
} from './commit-money.ts'
import { commitmentPlace, contentNamed, contentPaid, lockSides } from './counterpart.ts'
import {
  allocationFields,
  commitmentFields,
  refundFields,
  releaseFields,
  withdrawalFields,
} from './fields.ts'
import { allocatedInOtherYears, type BudgetKey, budgetKeyOf, type Estimate, lockAccounts } from './ledger.ts'
import { publicMoney } from './own-money.ts'
import { taskTurnOf } from './paid-turns.ts'
import { draft, lockOrder, paymentInput, paymentRules, release } from './payments.ts'
import { type EntryKind, overEstimate } from './rules.ts'
import { sameVoucherAsked } from './same-voucher.ts'
import { drawnByTurns, releasable } from './task-money.ts'
import { bookInYear, guardYear } from './years.ts'

/** Who books allocations and payments. */
export const treasurers: readonly Grant[] = ['coordinator', 'finance']

/*
 * The program asks under a lock and answers with the numbers; these words are for whatever comes past that to the
 * database, which has the last word.
 */
explainConstraint('ledger_balance', () =>
  conflict('budget.notEnough', {
    vi: 'Số tiền vượt phần còn lại tại thời điểm ghi. Xin mở lại trang để xem số còn lại.',
    en: 'The amount exceeds what is left at this moment. Please reload the page to see what is left.',
  }),
)
explainConstraint('ledger_balances', () =>
  conflict('budget.unbalanced', {
    vi: 'Bút toán không cân: số tiền ra và vào phải bằng nhau, đúng mục, năm và nguồn.',
    en: 'The entry does not balance: what leaves and what arrives must be equal, on one line, year and source.',
  }),
)
explainConstraint('ledger_leaf', () =>
  conflict('budget.group', {
    vi: 'Mục này là tổng của các mục con; tiền chỉ ghi ở mục con.',
    en: 'This line is a sum of its sub-lines; money stands on those alone.',
  }),
)

const LineEntry = z.object({ entryId: z.int(), lineId: z.int() })
const CommitmentEntry = z.object({ entryId: z.int(), commitmentId: z.int() })

type Withdrawal = z.output<z.ZodObject<typeof withdrawalFields.input>>
type KeyTyped = Pick<Withdrawal, 'line' | 'year' | 'source'>

/** The budget key that was typed, in the plan to work in. @throws Problem 422 for a line, year or source that cannot be */
async function keyTyped({ line: lineCode, year, source: sourceKey }: KeyTyped, context: Context) {
  const plan = await activePlan(context)
  return budgetKeyOf(context.db, { planId: plan.id, lineCode, year, sourceKey })
}

/** What every booking on a line holds to, each told beside the others. */
const bookingRules = (kind: EntryKind) =>
  [
    notAhead('documentDate'),
    { of: ['line', 'year', 'source'], check: keyTyped },
    // what was allocated by mistake before may still be withdrawn
    ...(kind === 'withdrawal' ? [] : [publicMoney]),
    {
      of: ['year', 'documentDate'],
      check: (input, context) => guardYear(context, kind, input.year, input.documentDate, 'documentDate'),
    },
  ] satisfies readonly Rule<KeyTyped & { documentDate: string }>[]

/**
 * Books an allocation or a withdrawal.
 * @param check says no to what the line has already, in đồng, beside the plan's estimate of that source; asked under a lock, so that
 * two bookings do not both find room
 */
async function book(
  context: Context,
  kind: 'allocation' | 'withdrawal',
  input: Omit<Withdrawal, 'note'> & { note?: string | undefined; overEstimate?: boolean },
  check: (allocated: bigint, estimate: Estimate) => void = () => {},
) {
  const { db } = context
  const { key, estimate } = await keyTyped(input, context)
  const { id: fileId } = await evidence(context, input.fileId)
  const { amount, documentDate: on, documentNumber, note = null } = input
  const voucher = { on, documentNumber, note, fileId }
  const alone = { overEstimate: input.overEstimate ?? false, by: context.actor.userId }
  const entry = { kind, key, commitmentId: null, amount, voucher, alone }
  const elsewhere = estimate?.allYears ? await allocatedInOtherYears(db, key) : 0n
  const accounts = await lockAccounts(db, entry)
  if (estimate !== null) check(elsewhere - accounts.balances.funding, estimate)
  return { entryId: await bookInYear(context, entry, accounts, 'documentDate'), lineId: key.lineId }
}

/** Records money that the competent authority has given to a line for a year. */
export const allocate = command({
  name: 'budget.allocate',
  summary: words('Ghi giao dự toán', 'Record an allocation'),
  route: 'POST /budget/allocations',
  input: z.object(allocationFields.input),
  output: LineEntry,
  may: treasurers,
  needs: [
    {
      field: 'note',
      of: ['overEstimate'],
      when: ({ overEstimate }) => overEstimate,
      said: words('khi giao vượt dự toán', 'over the estimate'),
      words: words(
        'Giao vượt dự toán phải ghi số, ngày của văn bản điều chỉnh đã duyệt.',
        'An allocation over the estimate must name the approved document that adjusts it.',
      ),
    },
  ],
  rules: [
    ...bookingRules('allocation'),
    {
      of: ['line', 'year', 'source', 'amount', 'overEstimate'],
      check: async (input, context) => {
        const { key, estimate } = await keyTyped(input, context)
        if (estimate === null) return
        const elsewhere = estimate.allYears ? await allocatedInOtherYears(context.db, key) : 0n
        withinEstimate(input, elsewhere + (await allocatedOn(context.db, key)), estimate)
      },
    },
  ],
  subject: (_input, output) => `budget_line:${output.lineId}`,
  run: (context, input) =>
    book(context, 'allocation', input, (allocated, estimate) => withinEstimate(input, allocated, estimate)),
})

/** @throws Problem 422 when an allocation goes over the estimate without saying so */
export function withinEstimate(
  input: { amount: bigint; overEstimate: boolean },
  allocated: bigint,
  estimate: Estimate,
): void {
  if (input.overEstimate) return
  const over = overEstimate(allocated, input.amount, estimate.amount)
  if (over !== null) throw invalidField('amount', over)
}

/** What has been allocated, đồng. */
export async function allocatedOn(db: Db, key: BudgetKey): Promise<bigint> {
  const account = await db
    .selectFrom('ledgerAccount')
    .select('balance')
    .where((eb) => eb.and({ ...key, kind: 'funding' }))
    .executeTakeFirst()
  return -(account?.balance ?? 0n)
}

/** Takes free money of an allocation back. */
export const withdrawAllocation = command({
  name: 'budget.withdraw',
  summary: words('Ghi thu hồi, giảm dự toán đã giao', 'Record the withdrawal of an allocation'),
  route: 'POST /budget/withdrawals',
  input: z.object(withdrawalFields.input),
  output: LineEntry,
  may: treasurers,
  rules: bookingRules('withdrawal'),
  subject: (_input, output) => `budget_line:${output.lineId}`,
  run: (context, input) => book(context, 'withdrawal', input),
})

/** Commits money by a contract or decision of the programme's own (a conference, a course). The support of enterprises goes by applications. */
export const commitDirectly = command({
  name: 'budget.commit',
  summary: words('Ghi cam kết chi (hợp đồng, quyết định)', 'Record a commitment (contract, decision)'),
  route: 'POST /budget/commitments',
  input: z.object(commitmentFields.input),
  output: z.object({ commitmentId: z.int() }),
  may: ['coordinator'],
  rules: [
    ...bookingRules('commitment'),
    {
      of: ['line'],
      judge: async ({ line }, context) =>
        line === (await activePlan(context)).supportLine
          ? {
              field: 'line',
              words: {
                vi: `Kinh phí mục ${line} chỉ cam kết qua quyết định hỗ trợ trên hồ sơ đăng ký của doanh nghiệp.`,
                en: `Money of line ${line} is committed only by the decision on an enterprise’s application.`,
              },
            }
          : null,
    },
    {
      of: ['line', 'year', 'source', 'documentDate'],
      check: async (input, context) => {
        const { key } = await keyTyped(input, context)
        await afterAllocation(context.db, key, input.documentDate)
      },
    },
  ],
  subject: (_input, output) => `commitment:${output.commitmentId}`,
  async run(context, input) {
    const plan = await activePlan(context)
    const { id: fileId } = await evidence(context, input.fileId)
    const { line: lineCode, source: sourceKey, note = null, fileId: _, ...asked } = input
    const request = { ...asked, planId: plan.id, lineCode, sourceKey, enterpriseId: null }
    return { commitmentId: await commitMoney(context, request, { fileId, note }) }
  },
})

/**
 * Draws a payment up and releases it in one act: only where the installation has relaxed the control of payments in writing, and
 * for the program itself.
 * @throws Problem 409 `controls.payment` otherwise, naming the two steps
 */
export const disburse = command({
  name: 'budget.disburse',
  summary: words('Ghi giải ngân', 'Record a payment'),
  route: 'POST /budget/commitments/{id}/disbursements',
  input: z.object(paymentInput),
  output: CommitmentEntry,
  may: treasurers,
  rules: paymentRules,
  subject: (input) => `commitment:${input.id}`,
  async run(context, input) {
    if (context.actor.userId !== null && !(await isRelaxed(context.db, 'payment'))) {
      throw conflict('controls.payment', {
        vi: 'Chi qua hai bước: một người lập chứng từ chi, người khác duyệt chi.',
        en: 'A payment takes two steps: one person draws it up, another releases it.',
      })
    }
    const order = await draft(context, input)
    const { entryId, commitmentId } = await release(context, await lockOrder(context, order.id))
    return { entryId, commitmentId }
  },
})

/** Records paid money that came back, with its paper; it stands on the commitment again, to be paid anew or released. */
export const refund = command({
  name: 'budget.refund',
  summary: words('Ghi thu hồi khoản đã giải ngân', 'Record a refund'),
  route: 'POST /budget/commitments/{id}/refunds',
  /** `taskContentId`: of a commitment by a task's contract, the content whose money comes back; `taskTurnId`: the turn that it was paid for. */
  input: z.object({
    id: id(),
    ...refundFields.input,
    taskContentId: optionalId(),
    taskTurnId: optionalId(),
    sameVoucher: flag(),
  }),
  output: CommitmentEntry,
  may: treasurers,
  rules: [
    {
      of: ['id', 'on'],
      check: async (input, context) => {
        const key = await refundKey(input, context)
        await guardYear(context, 'refund', key.year, input.on, 'on')
      },
    },
    { of: ['id', 'documentNumber', 'on', 'amount', 'sameVoucher'], check: sameVoucherAsked('refund') },
    {
      of: ['id', 'taskContentId'],
      check: ({ id: commitmentId, taskContentId }, { db }) => contentPaid(db, commitmentId, taskContentId),
    },
    {
      of: ['id', 'taskContentId', 'taskTurnId'],
      check: async ({ id: commitmentId, taskContentId, taskTurnId: turnId }, { db }) => {
        if (turnId === undefined) return
        await taskTurnOf(db, { contentId: await contentNamed(db, commitmentId, taskContentId), turnId })
      },
    },
  ],
  subject: (input) => `commitment:${input.id}`,
  async run(context, input) {
    const { id: commitmentId, amount, on, documentNumber, note } = input
    const key = await refundKey(input, context)
    const { id: fileId } = await evidence(context, input.fileId)
    const voucher = { on, documentNumber, note, fileId }
    const taskContentId = await contentPaid(context.db, commitmentId, input.taskContentId)
    const taskTurnId = input.taskTurnId ?? null
    const entry = { kind: 'refund', key, commitmentId, amount, voucher, taskContentId, taskTurnId } as const
    const { turnId } = await commitmentPlace(context.db, commitmentId)
    await lockSides(context.db, { turnId: turnId ?? taskTurnId, contentId: taskContentId })
    const accounts = await lockAccounts(context.db, entry)
    await sameVoucherAsked('refund')(input, context)
    return { entryId: await bookInYear(context, entry, accounts, 'on'), commitmentId }
  },
})

/** What a refund is booked under: the last year in which its commitment was paid. @throws Problem 422 for a day before the commitment or its first payment */
async function refundKey({ id: commitmentId, on }: { id: number; on: string }, context: Context) {
  const place = await commitmentOn(commitmentId, on, context)
  const paid = await context.db
    .selectFrom('ledgerAccount')
    .select('year')
    .where('commitmentId', '=', commitmentId)
    .where('kind', '=', 'disbursed')
    .where('balance', '>', 0n)
    .orderBy('year', 'desc')
    .limit(1)
    .executeTakeFirst()
  const key = { ...place, year: paid?.year ?? place.year }
  await notBeforeFirst(
    context.db,
    { kind: 'disbursement', commitmentId },
    {
      on,
      field: 'on',
      said: (first) =>
        words(`Không được trước ngày chi đầu tiên ${first}.`, `Not before the first payment of ${first}.`),
    },
  )
  return key
}

/** Ends a commitment: what it holds unpaid is free again. */
export const releaseRest = command({
  name: 'budget.release',
  summary: words('Hủy phần cam kết còn lại', 'Release the rest of a commitment'),
  route: 'POST /budget/commitments/{id}/release',
  input: z.object({ id: id(), ...releaseFields.input }),
  output: z.object({ commitmentId: z.int(), released: dongOut() }),
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'on'],
      check: async ({ id: commitmentId, on }, context) => {
        const key = await commitmentOn(commitmentId, on, context)
        await guardYear(context, 'release', key.year, on, 'on')
      },
    },
    { of: ['id'], check: ({ id: commitmentId }, { db }) => holdReleasable(db, commitmentId) },
  ],
  subject: (input) => `commitment:${input.id}`,
  async run(context, input) {
    const { id: commitmentId, ...paper } = input
    const released = await releaseCommitment(context, { commitmentId, ...paper })
    if (released === 0n) {
      await holdReleasable(context.db, commitmentId)
      // Something came free after it was looked for under the lock.
      throw staleRecord()
    }
    return { commitmentId, released }
  },
})

/** @throws Problem 409 for a commitment of which nothing is left unpaid, or nothing that turns under its task do not draw on */
async function holdReleasable(db: Db, commitmentId: number): Promise<void> {
  const { rest } = await db
    .selectFrom('ledgerAccount')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('balance'), sql<bigint>`0`).as('rest'))
    .where('commitmentId', '=', commitmentId)
    .where('kind', '=', 'committed')
    .executeTakeFirstOrThrow()
  if (BigInt(rest) === 0n)
    throw conflict(
      'budget.nothingLeft',
      words('Cam kết này không còn tiền chưa giải ngân.', 'Nothing of this commitment is left unpaid.'),
    )
  if ((await releasable(db, commitmentId, BigInt(rest))) === 0n) throw drawnByTurns(BigInt(rest))
}
