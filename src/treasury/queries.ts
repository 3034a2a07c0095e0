import { sql } from 'kysely'
import { z } from 'zod'
import { paymentStates } from '../budget/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { paidEnterprise } from './batches.ts'
import { batchStates, differenceKinds, differenceStates, outcomes, rowStates } from './fields.ts'
import { usesLists } from './use.ts'

/* Batches, their payments and what differs, as officers read them. */

const BatchRow = z.object({
  id: z.int(),
  number: z.string(),
  drawnOn: z.iso.date(),
  note: z.string().nullable(),
  state: batchStates.schema,
  drawnBy: z.string().nullable(),
  sentBy: z.string().nullable(),
  sentOn: z.iso.date().nullable(),
  answeredOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
  /** Its payments, what they come to, what of them is paid and sent back, and what differs and is not settled. */
  orders: z.int(),
  amount: dongOut(),
  paid: dongOut(),
  sentBack: dongOut(),
  open: z.int(),
})
export type BatchListed = z.infer<typeof BatchRow>

const batchRows = (db: Db) =>
  db
    .selectFrom('treasuryBatch as b')
    .leftJoin('account as d', 'd.id', 'b.drawnBy')
    .leftJoin('account as s', 's.id', 'b.sentBy')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('treasuryBatchOrder as r')
          .innerJoin('paymentOrder as o', 'o.id', 'r.orderId')
          .select(sql<number>`count(*)::int`.as('orders'))
          .select(sql<bigint>`coalesce(sum(o.amount), 0)::bigint`.as('amount'))
          .select(sql<bigint>`coalesce(sum(o.amount) FILTER (WHERE r.state = 'paid'), 0)::bigint`.as('paid'))
          .select(
            sql<bigint>`coalesce(sum(o.amount) FILTER (WHERE r.state = 'sent_back'), 0)::bigint`.as(
              'sentBack',
            ),
          )
          .whereRef('r.batchId', '=', 'b.id')
          .as('m'),
      (join) => join.onTrue(),
    )
    .select(['b.id', 'b.number', 'b.drawnOn', 'b.note', 'b.state', 'b.sentOn', 'b.answeredOn'])
    .select(['b.reason', 'b.version', 'd.name as drawnBy', 's.name as sentBy'])
    .select(['m.orders', 'm.amount', 'm.paid', 'm.sentBack'])
    .select(
      sql<number>`(SELECT count(*)::int FROM treasury_difference x WHERE x.batch_id = b.id AND x.state = 'open')`.as(
        'open',
      ),
    )
    .$narrowType<{
      state: BatchListed['state']
      orders: number
      amount: bigint
      paid: bigint
      sentBack: bigint
    }>()

/** Lists for the Treasury, the latest first. */
export const listBatches = query({
  name: 'treasury.list',
  summary: words('Danh sách bảng kê gửi Kho bạc', 'All lists for the Treasury'),
  route: 'GET /treasury/batches',
  input: z.object({
    ...listInput(['drawnOn', 'number', 'sentOn', 'amount', 'state']),
    state: optionalChoice(batchStates.keys),
  }),
  output: listOutput(BatchRow),
  may: officers,
  run({ db }, input) {
    let rows = batchRows(db)
    if (input.state !== undefined) rows = rows.where('b.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('b.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        drawnOn: byDay('b.drawnOn', (row) => row.drawnOn),
        number: { column: 'b.number', value: (row) => row.number },
        sentOn: byDay('b.sentOn', (row) => row.sentOn),
        amount: byAmount('m.amount', (row) => row.amount),
        state: { column: 'b.state', value: (row) => row.state },
      },
      'b.id',
    )
  },
})

const Row = z.object({
  id: z.int(),
  orderId: z.int(),
  documentNumber: z.string(),
  on: z.iso.date(),
  payee: z.string(),
  payeeAccount: z.string().nullable(),
  payeeBank: z.string().nullable(),
  amount: dongOut(),
  content: z.string(),
  source: z.string(),
  sourceEn: z.string(),
  line: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  orderState: paymentStates.schema,
  state: rowStates.schema,
  answeredOn: z.iso.date().nullable(),
  claimId: z.int().nullable(),
})
export type BatchOrder = z.infer<typeof Row>

async function rowsOf(db: Db, batchId: number): Promise<BatchOrder[]> {
  const rows = await db
    .selectFrom('treasuryBatchOrder as r')
    .innerJoin('paymentOrder as o', 'o.id', 'r.orderId')
    .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
    .innerJoin('fundingSource as s', 's.id', 'c.sourceId')
    .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
    .select(['r.id', 'r.orderId', 'o.documentNumber', 'o.occurredOn as on', 'r.payee', 'r.payeeAccount'])
    .select(['r.payeeBank', 'o.amount', 's.name as source', 's.nameEn as sourceEn', 'l.code as line'])
    .select(['l.title as lineTitle', 'l.titleEn as lineTitleEn', 'r.answeredOn', 'o.claimId'])
    .select(['o.state as orderState', 'r.state'])
    .select(sql<string>`coalesce(o.note, c.purpose)`.as('content'))
    .where('r.batchId', '=', batchId)
    .orderBy('r.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    state: rowStates.schema.parse(row.state),
    orderState: paymentStates.schema.parse(row.orderState),
  }))
}

const Difference = z.object({
  id: z.int(),
  batchId: z.int(),
  batch: z.string(),
  kind: differenceKinds.schema,
  dueOn: z.iso.date(),
  state: differenceStates.schema,
  outcome: outcomes.schema.nullable(),
  explanation: z.string().nullable(),
  documentNumber: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  settledBy: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
  version: z.int(),
  /** The payment that was sent. */
  orderId: z.int().nullable(),
  number: z.string().nullable(),
  payee: z.string().nullable(),
  account: z.string().nullable(),
  amount: dongOut().nullable(),
  /** What the answer says. */
  saidNumber: z.string().nullable(),
  saidPayee: z.string().nullable(),
  saidAccount: z.string().nullable(),
  saidAmount: dongOut().nullable(),
  saidOn: z.iso.date().nullable(),
  saidResult: z.enum(['paid', 'sent_back']).nullable(),
  saidReason: z.string().nullable(),
  /** The payment that it was matched to by hand, by whom, and why the last match was not confirmed. */
  matchedId: z.int().nullable(),
  matchedNumber: z.string().nullable(),
  matchedAmount: dongOut().nullable(),
  matchedBy: z.string().nullable(),
  refusal: z.string().nullable(),
})
export type DifferenceListed = z.infer<typeof Difference>

const differenceRows = (db: Db) =>
  db
    .selectFrom('treasuryDifference as x')
    .innerJoin('treasuryBatch as b', 'b.id', 'x.batchId')
    .leftJoin('treasuryBatchOrder as r', 'r.id', 'x.rowId')
    .leftJoin('paymentOrder as o', 'o.id', 'r.orderId')
    .leftJoin('treasuryAnswer as a', 'a.id', 'x.answerId')
    .leftJoin('file as f', 'f.id', 'x.fileId')
    .leftJoin('account as s', 's.id', 'x.settledBy')
    .leftJoin('paymentOrder as m', 'm.id', 'x.matchedId')
    .leftJoin('account as h', 'h.id', 'x.matchedBy')
    .select(['x.matchedId', 'm.documentNumber as matchedNumber', 'm.amount as matchedAmount'])
    .select(['h.name as matchedBy', 'x.refusal'])
    .select(['x.id', 'x.batchId', 'b.number as batch', 'x.kind', 'x.dueOn', 'x.state', 'x.outcome'])
    .select(['x.explanation', 'x.documentNumber', 's.name as settledBy', 'x.settledOn', 'x.version'])
    .select(['r.orderId', 'o.documentNumber as number', 'r.payee', 'r.payeeAccount as account', 'o.amount'])
    .select(['a.documentNumber as saidNumber', 'a.payee as saidPayee', 'a.payeeAccount as saidAccount'])
    .select(['a.amount as saidAmount', 'a.onDay as saidOn', 'a.result as saidResult'])
    .select('a.reason as saidReason')
    .select(
      sql<
        DifferenceListed['file']
      >`CASE WHEN f.id IS NULL THEN NULL ELSE jsonb_build_object('id', f.id, 'name', f.name) END`.as('file'),
    )
    .$narrowType<Pick<DifferenceListed, 'kind' | 'state' | 'outcome' | 'saidResult'>>()

/** What differs between the lists that were sent and the answers, the latest day first. */
export const listDifferences = query({
  name: 'treasury.differences',
  summary: words('Chênh lệch với Kho bạc', 'Differences with the Treasury'),
  route: 'GET /treasury/differences',
  input: z.object({
    ...listInput(['dueOn', 'kind', 'state']),
    kind: optionalChoice(differenceKinds.keys),
    state: optionalChoice(differenceStates.keys),
    batchId: optionalId(),
  }),
  output: listOutput(Difference),
  may: officers,
  run({ db }, input) {
    let rows = differenceRows(db)
    if (input.kind !== undefined) rows = rows.where('x.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where('x.state', '=', input.state)
    if (input.batchId !== undefined) rows = rows.where('x.batchId', '=', input.batchId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(concat_ws(' ', b.number, o.document_number, r.payee, a.document_number, a.payee)) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        dueOn: byDay('x.dueOn', (row) => row.dueOn),
        kind: { column: 'x.kind', value: (row) => row.kind },
        state: { column: 'x.state', value: (row) => row.state },
      },
      'x.id',
    )
  },
})

/** One difference: what was sent beside what the answer says. */
export const showDifference = query({
  name: 'treasury.difference',
  summary: words('Một chênh lệch với Kho bạc', 'One difference with the Treasury'),
  route: 'GET /treasury/differences/{id}',
  input: z.object({ id: id() }),
  output: Difference,
  may: officers,
  async run({ db }, input) {
    const row = await differenceRows(db).where('x.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('chênh lệch với Kho bạc', 'Difference with the Treasury'))
    return row
  },
})

/** One list with its payments, each with what became of it, and what differs. */
export const showBatch = query({
  name: 'treasury.show',
  summary: words('Một bảng kê gửi Kho bạc', 'One list for the Treasury'),
  route: 'GET /treasury/batches/{id}',
  input: z.object({ id: id() }),
  output: BatchRow.extend({ rows: z.array(Row), differences: z.array(Difference) }),
  may: officers,
  async run({ db }, input) {
    const batch = await batchRows(db).where('b.id', '=', input.id).executeTakeFirst()
    if (batch === undefined) throw notFound(words('bảng kê', 'List for the Treasury'))
    return {
      ...batch,
      rows: await rowsOf(db, batch.id),
      differences: await differenceRows(db).where('x.batchId', '=', batch.id).orderBy('x.id').execute(),
    }
  },
})
export type ShownBatch = z.infer<typeof showBatch.output>

const Listable = z.object({
  id: z.int(),
  documentNumber: z.string(),
  on: z.iso.date(),
  amount: dongOut(),
  state: paymentStates.schema,
  payee: z.string(),
  purpose: z.string(),
})

/** Payments that wait or are released and stand on no list yet, beside those of one list; those that wait first, then the latest, at most 80. */
export const listable = query({
  name: 'treasury.listable',
  summary: words('Chứng từ chưa vào bảng kê', 'Payments on no list yet'),
  route: 'GET /treasury/listable',
  input: z.object({ batchId: optionalId() }),
  output: z.array(Listable),
  may: officers,
  async run({ db }, { batchId = null }) {
    const rows = await db
      .selectFrom('paymentOrder as o')
      .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
      .leftJoin('enterprise as e', (join) => join.on('e.id', '=', paidEnterprise))
      .leftJoin('paymentClaim as k', 'k.id', 'o.claimId')
      .leftJoin('treasuryBatchOrder as r', (join) =>
        join.onRef('r.orderId', '=', 'o.id').on('r.state', '<>', 'dropped'),
      )
      .select(['o.id', 'o.documentNumber', 'o.occurredOn as on', 'o.amount', 'o.state', 'c.purpose'])
      .select(sql<string>`coalesce(k.payee, e.name, left(c.purpose, 60))`.as('payee'))
      .where('o.state', 'in', ['drafted', 'released'])
      .where((eb) => eb.or([eb('r.id', 'is', null), eb('r.batchId', '=', batchId ?? 0)]))
      // once a day is set from which lists are used, what was paid before is not offered
      .where(
        sql<boolean>`(r.id IS NOT NULL OR o.state = 'drafted' OR NOT EXISTS (SELECT FROM treasury_use) OR ${usesLists('o.occurred_on')})
          AND (r.id IS NOT NULL OR NOT EXISTS (SELECT FROM treasury_aside s WHERE s.order_id = o.id))
          AND NOT EXISTS (SELECT FROM treasury_difference x WHERE x.matched_id = o.id)`,
      )
      .orderBy(sql`r.id IS NULL`)
      .orderBy(sql`o.state`)
      .orderBy('o.id', 'desc')
      .limit(80)
      .execute()
    return rows.map((row) => ({ ...row, state: paymentStates.schema.parse(row.state) }))
  },
})
