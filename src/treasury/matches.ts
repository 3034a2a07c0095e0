import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { drawers } from './batches.ts'
import { answerOf, Changed, lockDifference, markPaid, settle, subject } from './differences.ts'

/* A row of the answer that is on no list, matched by hand to a payment: said by one person, confirmed by another, since the payment counts as paid by it. */

const matchedAlready = words(
  'Chứng từ này đã được trả lời, hoặc đã khớp với khoản khác.',
  'This payment is answered, or matched to another row.',
)
explainConstraint('treasury_difference_once', () => invalidField('orderId', matchedAlready))

/** Released payments of which the Treasury has said nothing: on a list that was sent and not answered, or on none. */
const unanswered = (db: Db) =>
  db
    .selectFrom('paymentOrder as o')
    .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
    .leftJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .leftJoin('paymentClaim as k', 'k.id', 'o.claimId')
    .leftJoin('treasuryBatchOrder as r', (join) =>
      join.onRef('r.orderId', '=', 'o.id').on('r.state', '<>', 'dropped'),
    )
    .leftJoin('treasuryBatch as b', 'b.id', 'r.batchId')
    .where('o.state', '=', 'released')
    .where(
      sql<boolean>`(r.id IS NULL OR (r.state = 'listed' AND b.state IN ('sent', 'answered')))
        AND NOT EXISTS (SELECT FROM treasury_difference x WHERE x.matched_id = o.id)`,
    )

const Matchable = z.object({
  id: z.int(),
  documentNumber: z.string(),
  on: z.iso.date(),
  amount: dongOut(),
  payee: z.string(),
  account: z.string().nullable(),
  /** The list that it stands on; null for none. */
  batch: z.string().nullable(),
})

/** Payments that a row on no list can be of, those of the same sum first, then of the same number, then the latest; at most 80. */
export const matchable = query({
  name: 'treasury.matchable',
  summary: words(
    'Chứng từ có thể khớp với khoản Kho bạc trả lời',
    'Payments that a row of the answer can be of',
  ),
  route: 'GET /treasury/differences/{id}/matchable',
  input: z.object({ id: id() }),
  output: z.array(Matchable),
  may: officers,
  run: ({ db }, { id: differenceId }) =>
    unanswered(db)
      .innerJoin('treasuryDifference as d', (join) => join.on('d.id', '=', differenceId))
      .innerJoin('treasuryAnswer as a', 'a.id', 'd.answerId')
      .select(['o.id', 'o.documentNumber', 'o.occurredOn as on', 'o.amount', 'b.number as batch'])
      .select(sql<string>`coalesce(r.payee, k.payee, e.name, left(c.purpose, 60))`.as('payee'))
      .select(sql<string | null>`coalesce(r.payee_account, k.payee_account)`.as('account'))
      // what was sent back can be booked of a payment on a list alone
      .where(sql<boolean>`(a.result = 'paid' OR r.id IS NOT NULL)`)
      .orderBy(sql`o.amount = a.amount`, 'desc')
      .orderBy(sql`lower(o.document_number) = lower(a.document_number)`, 'desc')
      .orderBy('o.id', 'desc')
      .limit(80)
      .execute(),
})

const input = { id: id(), version: whole(1) }

/** Says of which payment a row of the answer is that is on no list; another person confirms. */
export const matchUnknown = command({
  name: 'treasury.matchUnknown',
  summary: words('Khớp bằng tay với một chứng từ', 'Match by hand to a payment'),
  route: 'POST /treasury/differences/{id}/match',
  input: z.object({ ...input, orderId: id(), explanation: longText(2000) }),
  output: Changed,
  may: drawers,
  subject,
  async run(context, { orderId, explanation, ...of }) {
    const { db, actor, now } = context
    const row = await lockDifference(context, of, ['unknown'])
    const { result } = await answerOf(context, row)
    const payment = await unanswered(db)
      .select(['o.id', 'r.id as rowId'])
      .where('o.id', '=', orderId)
      .executeTakeFirst()
    if (payment === undefined) throw invalidField('orderId', matchedAlready)
    if (result === 'sent_back' && payment.rowId === null)
      throw invalidField(
        'orderId',
        words(
          'Khoản Kho bạc trả lại phải là chứng từ có trong một bảng kê đã gửi.',
          'What was sent back must be a payment of a list that was sent.',
        ),
      )
    await db
      .updateTable('treasuryDifference')
      .set({
        ...{ state: 'matched', matchedId: orderId, matchedBy: actor.userId, matchedAt: now },
        ...{ explanation, refusal: null, version: row.version + 1 },
      })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, batchId: row.batchId, state: 'matched' as const, version: row.version + 1 }
  },
})

/** Whoever matched a row by hand does not confirm it. */
export const matchedByHand = {
  table: 'treasuryDifference',
  by: 'matchedBy',
  at: 'matchedAt',
  did: words('Bạn đã khớp khoản này', 'You matched this row'),
} satisfies EarlierAct

/** Confirms a match by another person: the payment is paid by it, or what was sent back is to be booked. */
export const confirmMatch = command({
  name: 'treasury.confirmMatch',
  summary: words('Xác nhận khớp bằng tay', 'Confirm a match by hand'),
  route: 'POST /treasury/differences/{id}/match-confirmation',
  input: z.object(input),
  output: Changed,
  may: [...drawers, 'leader'],
  subject,
  async run(context, of) {
    const { db, today } = context
    const row = await lockDifference(context, of, ['unknown'], 'matched')
    if (row.matchedAt === null) throw new Error(`Difference ${row.id} has no match`)
    await holdPersonsApart(
      context,
      'payment',
      { account: row.matchedBy, at: row.matchedAt },
      matchedByHand.did,
    )
    const answer = await answerOf(context, row)
    const payment = await db
      .selectFrom('paymentOrder')
      .select('state')
      .where('id', '=', row.matchedId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const listed = await db
      .selectFrom('treasuryBatchOrder')
      .select(['id', 'state'])
      .where('orderId', '=', row.matchedId)
      .where('state', '<>', 'dropped')
      .forUpdate()
      .executeTakeFirst()
    // the Treasury may have answered it since
    if (payment.state !== 'released' || (listed !== undefined && listed.state !== 'listed'))
      throw conflict('treasury.answeredAlready', matchedAlready)
    if (listed !== undefined) {
      await db
        .updateTable('treasuryDifference')
        .set({ state: 'settled', outcome: 'answered', settledOn: today, version: sql`version + 1` })
        .where('rowId', '=', listed.id)
        .where('state', '=', 'open')
        .execute()
      if (answer.result === 'paid') await markPaid(context, listed.id, answer.onDay)
      else
        await db
          .insertInto('treasuryDifference')
          .values({
            ...{ batchId: row.batchId, kind: 'sent_back', rowId: listed.id },
            ...{ answerId: answer.id, dueOn: row.dueOn },
          })
          .execute()
    }
    return settle(context, row, { outcome: 'matched', explanation: row.explanation ?? '' })
  },
})

/** Does not confirm a match, with the reason: the row waits again. */
export const refuseHandMatch = command({
  name: 'treasury.refuseHandMatch',
  summary: words('Không xác nhận khớp bằng tay', 'Refuse a match by hand'),
  route: 'POST /treasury/differences/{id}/match-refusal',
  input: z.object({ ...input, reason: longText(2000) }),
  output: Changed,
  may: [...drawers, 'leader'],
  subject,
  async run(context, { reason, ...of }) {
    const row = await lockDifference(context, of, ['unknown'], 'matched')
    await context.db
      .updateTable('treasuryDifference')
      .set({
        // who matched it stays, to be told
        ...{ state: 'open', matchedId: null, matchedAt: null },
        ...{ explanation: null, refusal: reason, version: row.version + 1 },
      })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, batchId: row.batchId, state: 'open' as const, version: row.version + 1 }
  },
})
