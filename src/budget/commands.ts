import { z } from 'zod'
import { isRelaxed } from '../controls/index.ts'
import { activePlan } from '../plan/index.ts'
import type { Grant } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, dong, dongOut, flag, id, longText, optionalLongText, text, year } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, type Problem } from '../platform/problem.ts'
import { checkDay } from './days.ts'
import {
  allocatedInOtherYears,
  type BudgetKey,
  budgetKeyOf,
  commitmentKey,
  type Estimate,
  lockAccounts,
  type Voucher,
} from './ledger.ts'
import { draft, lockOrder, paymentInput, release } from './payments.ts'
import { overEstimate } from './rules.ts'
import { bookInYear } from './years.ts'

const treasurers: readonly Grant[] = ['coordinator', 'finance']

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

/** What a capability asks to have committed. `amount` in whole đồng; `enterpriseId` null when no enterprise is meant. */
export interface CommitmentRequest {
  readonly planId: number
  readonly lineCode: string
  readonly year: number
  readonly sourceKey: string
  readonly amount: bigint
  readonly purpose: string
  readonly documentNumber: string
  readonly documentDate: string
  readonly enterpriseId: number | null
  /** What to answer when only `free` đồng of the allocation are left; `budget.notEnough` where nothing else is asked for. */
  readonly notEnough?: (free: bigint) => Problem
}

/**
 * Commits free money of an allocation to a purpose, inside the caller's command.
 * @returns the commitment's id
 * @throws Problem 409 `budget.notEnough` with the numbers when the allocation does not hold it; 422 for a line, year, source
 * or day that cannot be
 */
export async function commitMoney(
  context: Pick<Context, 'db' | 'today' | 'actor'>,
  { planId, lineCode, sourceKey, year, amount, notEnough, ...commitment }: CommitmentRequest,
  beside: Pick<Voucher, 'fileId' | 'note'> = { fileId: null, note: null },
): Promise<number> {
  const { db, today } = context
  const { documentDate: on, documentNumber } = commitment
  checkDay('documentDate', on, today)
  const { key } = await budgetKeyOf(db, { planId, lineCode, year, sourceKey })
  await afterAllocation(db, key, on)
  const { id: commitmentId } = await db
    .insertInto('commitment')
    .values({ ...commitment, ...key })
    .returning('id')
    .executeTakeFirstOrThrow()
  const entry = {
    kind: 'commitment',
    key,
    commitmentId,
    amount,
    voucher: { on, documentNumber, ...beside },
  } as const
  const accounts = await lockAccounts(db, entry)
  if (notEnough !== undefined && amount > accounts.balances.available) {
    throw notEnough(accounts.balances.available)
  }
  await bookInYear(context, entry, accounts, 'documentDate')
  return commitmentId
}

/** Refuses a commitment from before its money was allocated. @throws Problem 422 that names the day */
async function afterAllocation(db: Db, { lineId, year, sourceId }: BudgetKey, on: string): Promise<void> {
  const { first } = await db
    .selectFrom('ledgerEntry')
    .select((eb) => eb.fn.min<string | null>('occurredOn').as('first'))
    .where('kind', '=', 'allocation')
    .where('lineId', '=', lineId)
    .where('year', '=', year)
    .where('sourceId', '=', sourceId)
    .executeTakeFirstOrThrow()
  if (first === null || on >= first) return
  throw invalidField('documentDate', {
    vi: `Không được trước ngày giao dự toán ${formatDate(first)}.`,
    en: `Not before the allocation of ${formatDate(first)}.`,
  })
}

/**
 * Gives back what a commitment holds unpaid, inside the caller's command.
 * @param r.on the day of the document that ends the commitment
 * @returns what went back to the allocation in đồng; 0 when all had been paid, and then nothing is written
 * @throws Problem 404 when there is no such commitment, 422 for a day before the commitment or in the future
 */
export async function releaseCommitment(
  context: Context,
  r: { commitmentId: number; on: string; documentNumber: string; note: string },
): Promise<bigint> {
  const { commitmentId, ...paper } = r
  const { key, documentDate } = await commitmentKey(context.db, commitmentId)
  checkDay('on', r.on, context.today, documentDate)
  const release = { kind: 'release', key, commitmentId } as const
  const accounts = await lockAccounts(context.db, release)
  const rest = accounts.balances.committed
  if (rest === 0n) return 0n
  const entry = { ...release, amount: rest, voucher: { ...paper, fileId: null } }
  await bookInYear(context, entry, accounts, 'on')
  return rest
}

const where = { line: text(20), year: year(), source: text(40) }
/** The amount and the signed paper that it rests on. */
const paperInput = { amount: dong(1n), documentNumber: text(100), documentDate: day(), fileId: id() }
const LineEntry = z.object({ entryId: z.int(), lineId: z.int() })
const CommitmentEntry = z.object({ entryId: z.int(), commitmentId: z.int() })

/**
 * Books an allocation or a withdrawal.
 * @param check says no to what the line has already, in đồng, beside the plan's estimate of that source; asked under a lock, so that
 * two bookings do not both find room
 */
async function book(
  context: Context,
  kind: 'allocation' | 'withdrawal',
  input: z.output<z.ZodObject<typeof where & typeof paperInput>> & { note?: string | undefined },
  check: (allocated: bigint, estimate: Estimate) => void = () => {},
) {
  const { db, today } = context
  checkDay('documentDate', input.documentDate, today)
  const plan = await activePlan(context)
  const { line: lineCode, year, source: sourceKey } = input
  const { key, estimate } = await budgetKeyOf(db, { planId: plan.id, lineCode, year, sourceKey })
  const { id: fileId } = await evidence(context, input.fileId)
  const { amount, documentDate: on, documentNumber, note = null } = input
  const voucher = { on, documentNumber, note, fileId }
  const entry = { kind, key, commitmentId: null, amount, voucher }
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
  input: z.object({
    ...where,
    ...paperInput,
    overEstimate: flag(),
    note: optionalLongText(2000),
  }),
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
  subject: (_input, output) => `budget_line:${output.lineId}`,
  run: (context, input) =>
    book(context, 'allocation', input, (allocated, estimate) => {
      const over = overEstimate(allocated, input.amount, estimate.amount)
      if (over !== null && !input.overEstimate) throw invalidField('amount', over)
    }),
})

/** Takes free money of an allocation back. */
export const withdrawAllocation = command({
  name: 'budget.withdraw',
  summary: words('Ghi thu hồi, giảm dự toán đã giao', 'Record the withdrawal of an allocation'),
  route: 'POST /budget/withdrawals',
  input: z.object({
    ...where,
    ...paperInput,
    note: longText(2000),
  }),
  output: LineEntry,
  may: treasurers,
  subject: (_input, output) => `budget_line:${output.lineId}`,
  run: (context, input) => book(context, 'withdrawal', input),
})

/** Commits money by a contract or decision of the programme's own (a conference, a course). The support of enterprises goes by applications. */
export const commitDirectly = command({
  name: 'budget.commit',
  summary: words('Ghi cam kết chi (hợp đồng, quyết định)', 'Record a commitment (contract, decision)'),
  route: 'POST /budget/commitments',
  input: z.object({
    ...where,
    ...paperInput,
    purpose: text(500),
    note: optionalLongText(2000),
  }),
  output: z.object({ commitmentId: z.int() }),
  may: ['coordinator'],
  subject: (_input, output) => `commitment:${output.commitmentId}`,
  async run(context, input) {
    const plan = await activePlan(context)
    if (input.line === plan.supportLine) {
      throw invalidField('line', {
        vi: `Kinh phí mục ${input.line} chỉ cam kết qua quyết định hỗ trợ trên hồ sơ đăng ký của doanh nghiệp.`,
        en: `Money of line ${input.line} is committed only by the decision on an enterprise’s application.`,
      })
    }
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
  input: z.object({
    id: id(),
    amount: dong(1n),
    on: day(),
    documentNumber: text(100),
    fileId: id(),
    note: longText(2000),
  }),
  output: CommitmentEntry,
  may: treasurers,
  subject: (input) => `commitment:${input.id}`,
  async run(context, input) {
    const { id: commitmentId, amount, on, documentNumber, note } = input
    const { key, documentDate } = await commitmentKey(context.db, commitmentId)
    checkDay('on', on, context.today, documentDate)
    await afterPayment(context.db, commitmentId, on)
    const { id: fileId } = await evidence(context, input.fileId)
    const voucher = { on, documentNumber, note, fileId }
    const entry = { kind: 'refund', key, commitmentId, amount, voucher } as const
    const accounts = await lockAccounts(context.db, entry)
    return { entryId: await bookInYear(context, entry, accounts, 'on'), commitmentId }
  },
})

/** Refuses a refund from before anything was paid. @throws Problem 422 that names the day */
async function afterPayment(db: Db, commitmentId: number, on: string): Promise<void> {
  const { first } = await db
    .selectFrom('ledgerEntry')
    .select((eb) => eb.fn.min<string | null>('occurredOn').as('first'))
    .where('kind', '=', 'disbursement')
    .where('commitmentId', '=', commitmentId)
    .executeTakeFirstOrThrow()
  if (first === null || on >= first) return
  throw invalidField('on', {
    vi: `Không được trước ngày chi đầu tiên ${formatDate(first)}.`,
    en: `Not before the first payment of ${formatDate(first)}.`,
  })
}

/** Ends a commitment: what it holds unpaid is free again. */
export const releaseRest = command({
  name: 'budget.release',
  summary: words('Hủy phần cam kết còn lại', 'Release the rest of a commitment'),
  route: 'POST /budget/commitments/{id}/release',
  input: z.object({ id: id(), on: day(), documentNumber: text(100), note: longText(2000) }),
  output: z.object({ commitmentId: z.int(), released: dongOut() }),
  may: ['coordinator'],
  subject: (input) => `commitment:${input.id}`,
  async run(context, input) {
    const { id: commitmentId, ...paper } = input
    const released = await releaseCommitment(context, { commitmentId, ...paper })
    if (released === 0n) {
      throw conflict(
        'budget.nothingLeft',
        words('Cam kết này không còn tiền chưa giải ngân.', 'Nothing of this commitment is left unpaid.'),
      )
    }
    return { commitmentId, released }
  },
})
