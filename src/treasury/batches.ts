import { sql } from 'kysely'
import { z } from 'zod'
import { releasePayment } from '../budget/index.ts'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, several, whole } from '../platform/fields.ts'
import { runFollows } from '../platform/follow.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { accountInput, type BatchState, batchFields, batchStates } from './fields.ts'

/* A batch of payments on its way to the Treasury: drawn up by one person, released and sent by another, or dropped. */

/** Whoever draws batches up, and takes the answer in. */
export const drawers = ['coordinator', 'finance'] as const

explainConstraint('treasury_batch_order_live', () =>
  invalidField(
    'orderIds',
    words('Một chứng từ đã có trong bảng kê khác.', 'A payment is on another list already.'),
  ),
)
explainConstraint('treasury_batch_number', () =>
  conflict(
    'treasury.numberTwice',
    words('Đã có bảng kê cùng số, cùng ngày.', 'There is a list of this number and day already.'),
    'number',
  ),
)
explainConstraint('treasury_batch_whole', () => notWhole())
const notWhole = () =>
  conflict(
    'treasury.notWhole',
    words(
      'Bảng kê chưa đủ: mỗi chứng từ phải còn hiệu lực và có số tài khoản, ngân hàng của người nhận.',
      'The list is not whole: each payment must stand, with the account and the bank that are paid.',
    ),
  )

export const BatchChanged = z.object({ id: z.int(), state: batchStates.schema, version: z.int() })

/** A batch under lock. @throws Problem 404, 409 when it changed meanwhile or is in none of these states */
export async function lockBatch(
  { db }: Pick<Context, 'db'>,
  batchId: number,
  from: readonly BatchState[],
  version?: number,
) {
  const row = await db
    .selectFrom('treasuryBatch')
    .selectAll()
    .where('id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('bảng kê', 'List for the Treasury'))
  if (version !== undefined && row.version !== version) throw staleRecord()
  const state = batchStates.schema.parse(row.state)
  if (!from.includes(state)) {
    const is = batchStates.wordsOf(state)
    throw conflict(
      'treasury.elsewhere',
      words(`Bảng kê này: ${is.vi.toLowerCase()}.`, `This list is: ${is.en.toLowerCase()}.`),
    )
  }
  return { ...row, state }
}

/** What an act changes of a batch; it has one version more. */
export async function moveBatch(
  { db }: Pick<Context, 'db'>,
  row: { readonly id: number; readonly version: number },
  set: {
    readonly state: BatchState
    readonly sentBy?: string | null
    readonly sentOn?: string
    readonly answeredOn?: string
    readonly reason?: string
  },
) {
  await db
    .updateTable('treasuryBatch')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version: row.version + 1 }
}

/** The enterprise that a payment is for: that of its commitment, or of the turn under a task that it pays to the enterprise itself. */
export const paidEnterprise = sql<
  number | null
>`coalesce(c.enterprise_id, (SELECT u.enterprise_id FROM support_turn u
  JOIN payment_kind q ON q.id = o.kind_id AND q.key = 'enterprise' WHERE u.id = o.task_turn_id))`

/** What a new row of a list says of whom it pays: as the claim says it, else the enterprise; unknown until the account is typed. */
const accountOf = sql<{
  orderId: number
  payee: string
  payeeAccount: string | null
  payeeBank: string | null
}>`
  SELECT o.id AS order_id, coalesce(k.payee, e.name, '—') AS payee, k.payee_account, k.payee_bank
    FROM payment_order o JOIN commitment c ON c.id = o.commitment_id LEFT JOIN enterprise e ON e.id = ${paidEnterprise}
    LEFT JOIN payment_claim k ON k.id = o.claim_id`

/** Puts payments that wait or are released on a list. @throws Problem 422 when one is neither, or on another list */
async function enlist(db: Db, batchId: number, orderIds: readonly number[]): Promise<void> {
  const wanted = [...new Set(orderIds)]
  const held = await db
    .selectFrom('paymentOrder')
    .select('id')
    .where('id', 'in', wanted)
    .where('state', 'in', ['drafted', 'released'])
    .forShare()
    .execute()
  if (held.length < wanted.length)
    throw invalidField(
      'orderIds',
      words(
        'Chỉ đưa vào bảng kê chứng từ chờ duyệt hoặc đã duyệt chi.',
        'A list takes payments that wait to be released or are released.',
      ),
    )
  await sql`
    INSERT INTO treasury_batch_order (batch_id, order_id, payee, payee_account, payee_bank)
    SELECT ${batchId}::int, x.order_id, left(x.payee, 200), x.payee_account, x.payee_bank FROM (${accountOf}) x
     WHERE x.order_id = ANY (${wanted}::int[]) ORDER BY x.order_id`.execute(db)
}

const orderIds = several(id()).refine((ids) => ids.length > 0, {
  params: { words: words('Xin chọn ít nhất một chứng từ.', 'Please choose at least one payment.') },
})

/** Draws a list up out of payments that wait or are released. */
export const drawBatch = command({
  name: 'treasury.draw',
  summary: words('Lập bảng kê gửi Kho bạc', 'Draw up a list for the Treasury'),
  route: 'POST /treasury/batches',
  input: z.object({ ...batchFields.input, orderIds }),
  output: BatchChanged,
  may: drawers,
  rules: [notAhead('drawnOn')],
  subject: (_input, output) => `treasury_batch:${output.id}`,
  async run({ db, actor, now }, { orderIds: orders, note, ...batch }) {
    const row = await db
      .insertInto('treasuryBatch')
      .values({ ...batch, note: note ?? null, drawnBy: actor.userId, drawnAt: now })
      .returning(['id', 'state', 'version'])
      .$narrowType<{ state: 'drawn' }>()
      .executeTakeFirstOrThrow()
    await enlist(db, row.id, orders)
    return row
  },
})

/** Changes what a list says of itself, and which payments stand on it; those that stay keep the account that was typed. */
export const changeBatch = command({
  name: 'treasury.change',
  summary: words('Sửa bảng kê gửi Kho bạc', 'Change a list for the Treasury'),
  route: 'PUT /treasury/batches/{id}',
  input: z.object({ id: id(), version: whole(1), ...batchFields.input, orderIds }),
  output: BatchChanged,
  may: drawers,
  rules: [notAhead('drawnOn')],
  subject: ({ id }) => `treasury_batch:${id}`,
  async run(context, { id: batchId, version, orderIds: orders, note, ...batch }) {
    const { db } = context
    const row = await lockBatch(context, batchId, ['drawn'], version)
    const stays = await db
      .selectFrom('treasuryBatchOrder')
      .select('orderId')
      .where('batchId', '=', batchId)
      .execute()
    const known = new Set(stays.map(({ orderId }) => orderId))
    await db
      .deleteFrom('treasuryBatchOrder')
      .where('batchId', '=', batchId)
      .where('orderId', 'not in', orders)
      .execute()
    const added = orders.filter((order) => !known.has(order))
    if (added.length > 0) await enlist(db, batchId, added)
    await db
      .updateTable('treasuryBatch')
      .set({ ...batch, note: note ?? null })
      .where('id', '=', batchId)
      .execute()
    return moveBatch(context, row, { state: 'drawn' })
  },
})

/** Types the account that a payment of the list is paid to, where no claim says it or it changed. */
export const setAccount = command({
  name: 'treasury.setAccount',
  summary: words('Ghi tài khoản nhận tiền của một chứng từ', 'Enter the account that a payment goes to'),
  route: 'PUT /treasury/batches/{id}/rows/{row}/account',
  input: z.object({ id: id(), row: id(), version: whole(1), ...accountInput }),
  output: BatchChanged,
  may: drawers,
  subject: ({ id }) => `treasury_batch:${id}`,
  async run(context, { id: batchId, row: rowId, version, ...account }) {
    const row = await lockBatch(context, batchId, ['drawn'], version)
    const changed = await context.db
      .updateTable('treasuryBatchOrder')
      .set(account)
      .where('id', '=', rowId)
      .where('batchId', '=', batchId)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) throw notFound(words('chứng từ của bảng kê', 'Payment of the list'))
    return moveBatch(context, row, { state: 'drawn' })
  },
})

/** Who drew a list up does not release it. */
export const drawnUpBatch = {
  table: 'treasuryBatch',
  by: 'drawnBy',
  at: 'drawnAt',
  did: words('Bạn đã lập bảng kê này', 'You drew this list up'),
} satisfies EarlierAct

/**
 * Releases a list that another person drew up, and with it each payment on it that still waits, by the rules of every release: not by who drew
 * the payment up, and within the limit of who acts. From then on the list is what the Treasury gets.
 * @throws Problem 409 as `budget.releasePayment`, or when an account is missing
 */
export const sendBatch = command({
  name: 'treasury.send',
  summary: words('Duyệt và gửi bảng kê', 'Release and send a list'),
  route: 'POST /treasury/batches/{id}/release',
  input: z.object({ id: id(), version: whole(1) }),
  output: BatchChanged.extend({ released: z.int() }),
  may: [...drawers, 'leader'],
  subject: ({ id }) => `treasury_batch:${id}`,
  async run(context, { id: batchId, version }) {
    const { db, actor, today } = context
    const batch = await lockBatch(context, batchId, ['drawn'], version)
    await holdPersonsApart(
      context,
      'payment',
      { account: batch.drawnBy, at: batch.drawnAt },
      drawnUpBatch.did,
    )
    const rows = await db
      .selectFrom('treasuryBatchOrder as r')
      .innerJoin('paymentOrder as o', 'o.id', 'r.orderId')
      .select(['r.orderId', 'r.payeeAccount', 'r.payeeBank', 'o.state'])
      .where('r.batchId', '=', batchId)
      .orderBy('r.orderId')
      .execute()
    if (
      rows.length === 0 ||
      rows.some(
        ({ payeeAccount, payeeBank, state }) =>
          payeeAccount === null || payeeBank === null || (state !== 'drafted' && state !== 'released'),
      )
    )
      throw notWhole()
    const waiting = rows.filter(({ state }) => state === 'drafted')
    for (const { orderId } of waiting) {
      const released = await releasePayment.run(context, { id: orderId }, undefined)
      // what follows a release follows this one too: the claim is paid, who drew the payment up is told
      await runFollows(releasePayment.name, context, { id: orderId }, released)
    }
    const moved = await moveBatch(context, batch, { state: 'sent', sentBy: actor.userId, sentOn: today })
    return { ...moved, released: waiting.length }
  },
})

/** Drops a list that was not sent, with the reason: its payments can go on another. */
export const dropBatch = command({
  name: 'treasury.drop',
  summary: words('Hủy bảng kê', 'Drop a list'),
  route: 'POST /treasury/batches/{id}/drop',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: BatchChanged,
  may: [...drawers, 'leader'],
  subject: ({ id }) => `treasury_batch:${id}`,
  async run(context, { id: batchId, version, reason }) {
    const batch = await lockBatch(context, batchId, ['drawn'], version)
    await context.db
      .updateTable('treasuryBatchOrder')
      .set({ state: 'dropped' })
      .where('batchId', '=', batchId)
      .execute()
    return moveBatch(context, batch, { state: 'dropped', reason })
  },
})
