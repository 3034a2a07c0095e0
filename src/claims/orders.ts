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
import { linesOf } from './judging.ts'

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

/** What was accepted of a claim on each commitment that has any. */
export async function acceptedOf(db: Db, claimId: number): Promise<Map<number, bigint>> {
  const sums = new Map<number, bigint>()
  for (const { commitmentId, accepted } of await linesOf(db, claimId))
    if (accepted !== null && accepted > 0n) sums.set(commitmentId, (sums.get(commitmentId) ?? 0n) + accepted)
  return sums
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
    .select(['turnId', 'contentId', 'state'])
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
  }
}

type DrawingField = keyof Drawing & string
/** The fields of a payment that the claim says. */
const ofTheClaim: ReadonlySet<string> = new Set(['id', 'amount', 'kind', 'taskContentId'])
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
    const { id: orderId, commitmentId } = await draft(context, await paymentOf(context, input), input.id)
    return { id: orderId, commitmentId, claimId: input.id }
  },
})

/** A claim is paid when the payment of each of its sources is released. */
follow(releasePayment, async (context, _input, { id: orderId }) => {
  const { db, actor, today } = context
  const order = await db
    .selectFrom('paymentOrder')
    .select('claimId')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  if (order.claimId === null) return
  const claim = await lockClaim(context, order.claimId, ['accepted'])
  const released = await db
    .selectFrom('paymentOrder')
    .select('commitmentId')
    .where('claimId', '=', claim.id)
    .where('state', '=', 'released')
    .execute()
  const paid = new Set(released.map(({ commitmentId }) => commitmentId))
  const accepted = await acceptedOf(db, claim.id)
  if ([...accepted.keys()].every((commitmentId) => paid.has(commitmentId)))
    await moveClaim(context, claim, { state: 'paid', settledBy: actor.userId, settledOn: today })
})

/** A claim whose payment the Treasury sent back is to be paid again, inside the caller's command: another payment can be drawn up, its account changed before. */
export async function payAgain(context: Context, claimId: number, reason: string): Promise<void> {
  const claim = await lockClaim(context, claimId, ['accepted', 'paid'])
  const { actor, today } = context
  await moveClaim(context, claim, { state: 'accepted', settledBy: actor.userId, settledOn: today, reason })
}
