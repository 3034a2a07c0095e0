import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, longText, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { drawers } from './batches.ts'
import { toListBy, usesLists } from './use.ts'

/* Payments that were released since lists are used and are on none: put on a list, matched by hand, or set aside with the reason. */

export const unlistedStates = states({
  waiting: { vi: 'Chưa vào bảng kê', en: 'On no list', tone: 'warning' },
  aside: { vi: 'Chi không qua bảng kê', en: 'Goes by no list', tone: 'neutral' },
})

/** Of payments `o`: those that neither stand on a list nor are matched by hand to a row of an answer. */
export const onNoList = sql<boolean>`o.state = 'released' AND ${usesLists('o.occurred_on')}
  AND NOT EXISTS (SELECT FROM treasury_batch_order r WHERE r.order_id = o.id AND r.state <> 'dropped')
  AND NOT EXISTS (SELECT FROM treasury_difference x WHERE x.matched_id = o.id)`

const Unlisted = z.object({
  id: z.int(),
  documentNumber: z.string(),
  on: z.iso.date(),
  /** By when it is to stand on a list; null where no document names a day. */
  dueOn: z.iso.date().nullable(),
  amount: dongOut(),
  payee: z.string(),
  purpose: z.string(),
  state: unlistedStates.schema,
  /** Why it goes by no list. */
  reason: z.string().nullable(),
})
export type UnlistedPayment = z.infer<typeof Unlisted>

const unlistedRows = (db: Db) =>
  db
    .selectFrom('paymentOrder as o')
    .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
    .leftJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .leftJoin('paymentClaim as k', 'k.id', 'o.claimId')
    .leftJoin('treasuryAside as s', 's.orderId', 'o.id')
    .select(['o.id', 'o.documentNumber', 'o.occurredOn as on', 'o.amount', 'c.purpose', 's.reason'])
    .select(toListBy('o.occurred_on').as('dueOn'))
    .select(sql<string>`coalesce(k.payee, e.name, left(c.purpose, 60))`.as('payee'))
    .select(
      sql<'waiting' | 'aside'>`CASE WHEN s.order_id IS NULL THEN 'waiting' ELSE 'aside' END`.as('state'),
    )

/** Payments that were released from the day on which lists are used, and neither stand on one nor were matched by hand. */
export const listUnlisted = query({
  name: 'treasury.unlisted',
  summary: words('Chứng từ đã duyệt chưa có ở Kho bạc', 'Released payments that are missing at the Treasury'),
  route: 'GET /treasury/unlisted',
  input: z.object({
    ...listInput(['on', 'number', 'amount']),
    /** Those that wait, if not said. */
    state: optionalChoice(unlistedStates.keys),
  }),
  output: listOutput(Unlisted),
  may: officers,
  run({ db }, input) {
    let rows = unlistedRows(db)
      .where(onNoList)
      .where('s.orderId', input.state === 'aside' ? 'is not' : 'is', null)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(concat_ws(' ', o.document_number, k.payee, e.name, c.purpose)) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        on: byDay('o.occurredOn', (row) => row.on),
        number: { column: 'o.documentNumber', value: (row) => row.documentNumber },
        amount: byAmount('o.amount', (row) => row.amount),
      },
      'o.id',
    )
  },
})

/** One payment that lists are used for, as it stands towards them. */
export const showUnlisted = query({
  name: 'treasury.unlistedPayment',
  summary: words('Một chứng từ chưa có ở Kho bạc', 'A payment that is missing at the Treasury'),
  route: 'GET /treasury/unlisted/{id}',
  input: z.object({ id: id() }),
  output: Unlisted.extend({
    setBy: z.string().nullable(),
    setAt: z.iso.datetime().nullable(),
    /** The list that it stands on meanwhile. */
    batch: z.object({ id: z.int(), number: z.string() }).nullable(),
    /** The row of an answer that it is matched to meanwhile. */
    matchedId: z.int().nullable(),
  }),
  may: officers,
  async run({ db }, { id: orderId }) {
    const row = await unlistedRows(db)
      .leftJoin('account as by', 'by.id', 's.setBy')
      .select(['by.name as setBy', 's.setAt'])
      .select(
        sql<{ id: number; number: string } | null>`(SELECT jsonb_build_object('id', b.id, 'number', b.number)
          FROM treasury_batch_order r JOIN treasury_batch b ON b.id = r.batch_id
         WHERE r.order_id = o.id AND r.state <> 'dropped')`.as('batch'),
      )
      .select(
        sql<number | null>`(SELECT x.id FROM treasury_difference x WHERE x.matched_id = o.id)`.as(
          'matchedId',
        ),
      )
      .where('o.id', '=', orderId)
      .where('o.state', 'in', ['released', 'sent_back'])
      .where(usesLists('o.occurred_on'))
      .executeTakeFirst()
    if (row === undefined) throw noPayment()
    return { ...row, setAt: row.setAt?.toISOString() ?? null }
  },
})

const noPayment = () => notFound(words('chứng từ chưa có ở Kho bạc', 'Payment missing at the Treasury'))

/** Whoever drew a payment up does not say that it goes by no list. */
export const drawnUp = {
  table: 'paymentOrder',
  by: 'draftedBy',
  at: 'draftedAt',
  did: words('Bạn đã lập chứng từ này', 'You drew this payment up'),
} satisfies EarlierAct

const subject = ({ id: orderId }: { id: number }) => `payment:${orderId}`
const Changed = z.object({ id: z.int(), state: unlistedStates.schema })

/** Sets a payment aside that goes by no list, with the reason. */
export const setAside = command({
  name: 'treasury.setAside',
  summary: words('Ghi chứng từ chi không qua bảng kê', 'Say that a payment goes by no list'),
  route: 'POST /treasury/unlisted/{id}/aside',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Changed,
  may: [...drawers, 'leader'],
  subject,
  async run(context, { id: orderId, reason }) {
    const { db, actor, now } = context
    const order = await db
      .selectFrom('paymentOrder as o')
      .select(['o.draftedBy', 'o.draftedAt'])
      .where('o.id', '=', orderId)
      .where(onNoList)
      .forUpdate()
      .executeTakeFirst()
    if (order === undefined) throw noPayment()
    await holdPersonsApart(context, 'payment', { account: order.draftedBy, at: order.draftedAt }, drawnUp.did)
    const made = await db
      .insertInto('treasuryAside')
      .values({ orderId, reason, setBy: actor.userId, setAt: now })
      .onConflict((there) => there.doNothing())
      .returning('orderId')
      .executeTakeFirst()
    if (made === undefined)
      throw conflict(
        'treasury.asideAlready',
        words(
          'Chứng từ này đã ghi là chi không qua bảng kê.',
          'This payment is said to go by no list already.',
        ),
      )
    return { id: orderId, state: 'aside' as const }
  },
})

/** Takes that back: the payment waits to stand on a list again. */
export const takeAsideBack = command({
  name: 'treasury.takeAsideBack',
  summary: words('Đưa chứng từ trở lại chờ vào bảng kê', 'Let a payment wait for a list again'),
  route: 'POST /treasury/unlisted/{id}/waiting',
  input: z.object({ id: id() }),
  output: Changed,
  may: [...drawers, 'leader'],
  subject,
  async run({ db }, { id: orderId }) {
    const gone = await db
      .deleteFrom('treasuryAside')
      .where('orderId', '=', orderId)
      .returning('orderId')
      .executeTakeFirst()
    if (gone === undefined) throw noPayment()
    return { id: orderId, state: 'waiting' as const }
  },
})
