import { z } from 'zod'
import { activePlan, type Plan } from '../plan/index.ts'
import type { Grant } from '../platform/actor.ts'
import {
  day,
  dong,
  dongOut,
  flag,
  id,
  longText,
  optionalId,
  optionalLongText,
  text,
  year,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { commitmentPlace, lockAccounts, type Place, placeOf, post } from './ledger.ts'
import { overEstimate, wrongDay } from './rules.ts'

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

function checkDay(field: string, on: string, today: string, earliest?: string): void {
  const wrong = wrongDay(on, today, earliest)
  if (wrong !== null) throw invalidField(field, wrong)
}

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
}

/**
 * Commits free money of an allocation to a purpose, inside the caller's command.
 * @returns the commitment's id
 * @throws Problem 409 `budget.notEnough` with the numbers when the allocation does not hold it; 422 for a line, year, source
 * or day that cannot be
 */
export async function commitMoney(context: Context, r: CommitmentRequest): Promise<number> {
  return commitWith(context, r, null, null)
}

async function commitWith(
  context: Context,
  r: CommitmentRequest,
  fileId: number | null,
  note: string | null,
): Promise<number> {
  const { db, today } = context
  checkDay('documentDate', r.documentDate, today)
  const place = await placeOf(db, r)
  // The line's free money first: two commitments on one allocation come one after the other.
  const free = await lockAccounts(db, place, null, ['available'])
  const commitment = await db
    .insertInto('commitment')
    .values({
      lineId: place.lineId,
      year: place.year,
      sourceId: place.sourceId,
      purpose: r.purpose,
      documentNumber: r.documentNumber,
      documentDate: r.documentDate,
      enterpriseId: r.enterpriseId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const own = await lockAccounts(db, place, commitment.id, ['committed', 'disbursed'])
  const paper = { on: r.documentDate, documentNumber: r.documentNumber, note, fileId }
  await post(db, 'commitment', place, commitment.id, r.amount, paper, {
    ids: { ...own.ids, ...free.ids },
    balances: { ...own.balances, available: free.balances.available },
  })
  return commitment.id
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
  const place = await commitmentPlace(context, r.commitmentId)
  checkDay('on', r.on, context.today, place.documentDate)
  const accounts = await lockAccounts(context.db, place, r.commitmentId, ['available', 'committed'])
  const rest = accounts.balances.committed
  if (rest === 0n) return 0n
  const paper = { on: r.on, documentNumber: r.documentNumber, note: r.note, fileId: null }
  await post(context.db, 'release', place, r.commitmentId, rest, paper, accounts)
  return rest
}

const where = { line: text(20), year: year(), source: text(40) }
/** The amount and the signed paper that it rests on. */
const paperInput = { amount: dong(1n), documentNumber: text(100), documentDate: day(), fileId: id() }
const Entry = z.object({ entryId: z.int(), lineId: z.int() })
const CommitmentEntry = z.object({ entryId: z.int(), commitmentId: z.int() })

/**
 * Books an allocation or a withdrawal.
 * @param check says no to what the line has already, in đồng; asked under a lock, so that two bookings do not both find room
 */
async function book(
  context: Context,
  kind: 'allocation' | 'withdrawal',
  input: z.output<z.ZodObject<typeof where & typeof paperInput>> & { note?: string | undefined },
  check: (allocated: bigint, plan: Plan, estimate: bigint) => void = () => {},
) {
  const { db, today } = context
  checkDay('documentDate', input.documentDate, today)
  const plan = await activePlan(context)
  const { line: lineCode, year, source: sourceKey } = input
  const place = await placeOf(db, { planId: plan.id, lineCode, year, sourceKey })
  const file = await evidence(context, input.fileId)
  const accounts = await lockAccounts(db, place, null, ['funding', 'available'])
  check(-accounts.balances.funding, plan, place.estimate)
  const { documentDate: on, documentNumber, note = null } = input
  const paper = { on, documentNumber, note, fileId: file.id }
  const entryId = await post(db, kind, place, null, input.amount, paper, accounts)
  return { entryId, lineId: place.lineId }
}

/** Records money that the competent authority has given to a line for a year. Plan 181, IV and V.2. */
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
  output: Entry,
  may: treasurers,
  subject: (_input, output) => `budget_line:${output.lineId}`,
  run: (context, input) =>
    book(context, 'allocation', input, (allocated, plan, estimate) => {
      if (input.source !== plan.budgetSource) return
      const over = overEstimate(allocated, input.amount, estimate)
      if (over !== null && !input.overEstimate) throw invalidField('amount', over)
      if (over !== null && input.note === undefined) {
        throw invalidField('note', {
          vi: 'Giao vượt dự toán phải ghi số, ngày của văn bản điều chỉnh đã duyệt.',
          en: 'An allocation over the estimate must name the approved document that adjusts it.',
        })
      }
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
  output: Entry,
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
    const file = await evidence(context, input.fileId)
    const request = {
      planId: plan.id,
      lineCode: input.line,
      year: input.year,
      sourceKey: input.source,
      amount: input.amount,
      purpose: input.purpose,
      documentNumber: input.documentNumber,
      documentDate: input.documentDate,
      enterpriseId: null,
    }
    return { commitmentId: await commitWith(context, request, file.id, input.note ?? null) }
  },
})

async function settle(
  context: Context,
  kind: 'disbursement' | 'refund',
  input: {
    id: number
    amount: bigint
    on: string
    documentNumber: string
    fileId?: number | undefined
    note?: string | undefined
  },
) {
  const place: Place & { documentDate: string } = await commitmentPlace(context, input.id)
  checkDay('on', input.on, context.today, place.documentDate)
  const file = input.fileId === undefined ? null : await evidence(context, input.fileId)
  const accounts = await lockAccounts(context.db, place, input.id, ['committed', 'disbursed'])
  const paper = {
    on: input.on,
    documentNumber: input.documentNumber,
    note: input.note ?? null,
    fileId: file?.id ?? null,
  }
  const entryId = await post(context.db, kind, place, input.id, input.amount, paper, accounts)
  return { entryId, commitmentId: input.id }
}

/** Records a payment on a commitment, with the paper that shows it. */
export const disburse = command({
  name: 'budget.disburse',
  summary: words('Ghi giải ngân', 'Record a payment'),
  route: 'POST /budget/commitments/{id}/disbursements',
  input: z.object({
    id: id(),
    amount: dong(1n),
    on: day(),
    documentNumber: text(100),
    fileId: id(),
    note: optionalLongText(2000),
  }),
  output: CommitmentEntry,
  may: treasurers,
  subject: (input) => `commitment:${input.id}`,
  run: (context, input) => settle(context, 'disbursement', input),
})

/** Records paid money that came back; it stands on the commitment again, to be paid anew or released. */
export const refund = command({
  name: 'budget.refund',
  summary: words('Ghi thu hồi khoản đã giải ngân', 'Record a refund'),
  route: 'POST /budget/commitments/{id}/refunds',
  input: z.object({
    id: id(),
    amount: dong(1n),
    on: day(),
    documentNumber: text(100),
    fileId: optionalId(),
    note: longText(2000),
  }),
  output: CommitmentEntry,
  may: treasurers,
  subject: (input) => `commitment:${input.id}`,
  run: (context, input) => settle(context, 'refund', input),
})

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
    const released = await releaseCommitment(context, {
      commitmentId: input.id,
      on: input.on,
      documentNumber: input.documentNumber,
      note: input.note,
    })
    if (released === 0n) {
      throw conflict(
        'budget.nothingLeft',
        words('Cam kết này không còn tiền chưa giải ngân.', 'Nothing of this commitment is left unpaid.'),
      )
    }
    return { commitmentId: input.id, released }
  },
})
