import { sql } from 'kysely'
import { z } from 'zod'
import {
  draft,
  type Payment,
  paymentBases,
  paymentInput,
  paymentRules,
  releasePayment,
} from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import { day, flag, id, optionalChoice, optionalDay, optionalId, optionalText } from '../platform/fields.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { lockClaim, moveClaim } from './claims.ts'

/* A payment drawn up from what was accepted of a claim: one for each source and year. It goes the way of every payment: another person releases it. */

explainConstraint('payment_order_claim', () =>
  conflict(
    'claims.drawnTwice',
    words(
      'Đã lập chứng từ chi theo đề nghị này từ nguồn này.',
      'A payment is drawn up from this claim and source already.',
    ),
  ),
)
explainConstraint('payment_order_accepted', () => notAccepted())
const notAccepted = () =>
  conflict(
    'claims.notAccepted',
    words(
      'Chỉ lập chứng từ chi theo đề nghị đã chấp nhận, đúng số được chấp nhận.',
      'A payment is drawn up from a claim that is accepted, for what was accepted.',
    ),
  )

explainConstraint('payment_order_clears', () =>
  conflict(
    'claims.clears',
    words(
      'Có khoản chi phí chờ xác nhận hoàn tạm ứng; xác nhận hoặc từ chối trước khi chi.',
      'A line waits to clear an advance; that is confirmed or refused before the payment.',
    ),
  ),
)
explainConstraint('claim_clears', () =>
  conflict(
    'claims.clearsAdvance',
    words('Khoản chi phí của đề nghị này đã dùng hoàn tạm ứng.', 'A line of this claim clears an advance.'),
  ),
)

/** The named advance of a claim is cleared before anything of it is paid. @throws Problem 409 while something of it is left */
async function holdAdvanceCleared(db: Db, claimId: number): Promise<void> {
  const advance = await db
    .selectFrom('paymentClaim as c')
    .innerJoin('advance as a', 'a.id', 'c.advanceId')
    .innerJoin('paymentOrder as o', 'o.id', 'a.orderId')
    .select('o.documentNumber')
    .where('c.id', '=', claimId)
    .where('a.state', 'in', ['open', 'part'])
    .executeTakeFirst()
  if (advance !== undefined)
    throw conflict(
      'claims.advanceFirst',
      words(
        `Đề nghị này để hoàn khoản tạm ứng ${advance.documentNumber}: xin hoàn tạm ứng bằng khoản chi phí đã chấp nhận trước khi chi.`,
        `The claim is to clear advance ${advance.documentNumber}: clear it by the accepted costs before anything is paid.`,
      ),
    )
}

/** What is to be paid of a claim on each commitment that has any: what was accepted, less what clears advances. */
export async function acceptedOf(db: Db, claimId: number): Promise<Map<number, bigint>> {
  const { rows } = await sql<{ commitmentId: number; left: bigint }>`
    SELECT l.commitment_id, sum(l.accepted - claim_line_cleared(l.id))::bigint AS "left" FROM claim_line l
     WHERE l.claim_id = ${claimId} AND l.accepted IS NOT NULL GROUP BY l.commitment_id`.execute(db)
  return new Map(
    rows.filter(({ left }) => left > 0n).map(({ commitmentId, left }) => [commitmentId, left] as const),
  )
}

const Drawing = z.object({
  id: id(),
  commitmentId: id(),
  documentNumber: paymentInput.documentNumber,
  on: day(),
  fileId: id(),
  basis: optionalChoice(paymentBases),
  basisNumber: optionalText(100),
  basisDate: optionalDay(),
  basisFileId: optionalId(),
  note: paymentInput.note,
  sameVoucher: flag(),
})
type Drawing = z.output<typeof Drawing>

/** What is drawn up, as a payment. @throws Problem 404, 409 where nothing was accepted */
async function paymentOf({ db }: Pick<Context, 'db'>, input: Drawing): Promise<Payment> {
  const { id: claimId, commitmentId, ...paper } = input
  const claim = await db
    .selectFrom('paymentClaim')
    .select(['turnId', 'contentId', 'taskTurnId', 'state'])
    .where('id', '=', claimId)
    .executeTakeFirst()
  if (claim === undefined) throw notFound(words('đề nghị thanh toán', 'Claim'))
  const amount = claim.state === 'accepted' ? (await acceptedOf(db, claimId)).get(commitmentId) : undefined
  if (amount === undefined) throw notAccepted()
  return {
    ...paper,
    id: commitmentId,
    amount,
    kind: claim.turnId === null ? 'contractor' : 'enterprise',
    taskContentId: claim.contentId ?? undefined,
    taskTurnId: claim.taskTurnId ?? undefined,
  }
}

type DrawingField = keyof Drawing & string
/** The fields of a payment that the claim says. */
const ofTheClaim: ReadonlySet<string> = new Set(['id', 'amount', 'kind', 'taskContentId', 'taskTurnId'])
const typed: readonly DrawingField[] = [
  'documentNumber',
  'on',
  'fileId',
  'basis',
  'basisNumber',
  'basisDate',
  'basisFileId',
  'note',
  'sameVoucher',
]
/** The rules of payments, asked of what is drawn up from the claim. */
const drawingRules: readonly Rule<Drawing>[] = paymentRules.map((rule): Rule<Drawing> => {
  const named = typed.filter((field) => rule.of.some((one) => one === field))
  const of: DrawingField[] = rule.of.some((one) => ofTheClaim.has(one))
    ? ['id', 'commitmentId', ...named]
    : named
  return 'judge' in rule
    ? { of, judge: async (input, context) => rule.judge(await paymentOf(context, input), context) }
    : { of, check: async (input, context) => rule.check(await paymentOf(context, input), context) }
})

/** Draws up the payment of what was accepted of a claim, from one source and year. Nothing moves before another person releases it. */
export const drawClaim = command({
  name: 'claims.draw',
  summary: words('Lập chứng từ chi theo đề nghị thanh toán', 'Draw up the payment of a claim'),
  route: 'POST /claims/{id}/payment',
  input: Drawing,
  output: z.object({ id: z.int(), commitmentId: z.int(), claimId: z.int() }),
  may: ['coordinator', 'finance'],
  rules: drawingRules,
  subject: (_input, output) => `payment:${output.id}`,
  async run(context, input) {
    await lockClaim(context, input.id, ['accepted'])
    await holdAdvanceCleared(context.db, input.id)
    const { id: orderId, commitmentId } = await draft(context, await paymentOf(context, input), input.id)
    return { id: orderId, commitmentId, claimId: input.id }
  },
})

/** A claim is paid when the payment of each of its sources is released, and nothing waits to clear an advance. */
async function settleIfPaid(context: Context, claimId: number): Promise<void> {
  const { db, actor, today } = context
  const claim = await lockClaim(context, claimId, ['accepted'])
  const { rows } = await sql<{ commitmentId: number | null }>`
    SELECT o.commitment_id FROM payment_order o WHERE o.claim_id = ${claim.id} AND o.state = 'released'
    UNION ALL SELECT NULL FROM claim_line l JOIN advance_part p ON p.claim_line_id = l.id AND p.state = 'entered' WHERE l.claim_id = ${claim.id}`.execute(
    db,
  )
  const paid = new Set(rows.map(({ commitmentId }) => commitmentId))
  const accepted = await acceptedOf(db, claim.id)
  if (!paid.has(null) && [...accepted.keys()].every((commitmentId) => paid.has(commitmentId)))
    await moveClaim(context, claim, { state: 'paid', settledBy: actor.userId, settledOn: today })
}

follow(releasePayment, async (context, _input, { id: orderId }) => {
  const order = await context.db
    .selectFrom('paymentOrder')
    .select('claimId')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  if (order.claimId !== null) await settleIfPaid(context, order.claimId)
})

/** A line that clears an advance may be the last that its claim waited for, inside the caller's command. */
export async function claimCleared(context: Context, claimLineId: number): Promise<void> {
  const { claimId, state } = await context.db
    .selectFrom('claimLine as l')
    .innerJoin('paymentClaim as c', 'c.id', 'l.claimId')
    .select(['l.claimId', 'c.state'])
    .where('l.id', '=', claimLineId)
    .executeTakeFirstOrThrow()
  if (state === 'accepted') await settleIfPaid(context, claimId)
}

/** A claim whose payment the Treasury sent back is to be paid again, inside the caller's command: another payment can be drawn up, its account changed before. */
export async function payAgain(context: Context, claimId: number, reason: string): Promise<void> {
  const claim = await lockClaim(context, claimId, ['accepted', 'paid'])
  const { actor, today } = context
  await moveClaim(context, claim, { state: 'accepted', settledBy: actor.userId, settledOn: today, reason })
}
