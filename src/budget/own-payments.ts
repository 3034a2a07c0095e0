import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { day, dong, id, longText, optionalLongText, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { ofMatter } from '../platform/matters.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import { lockSides, type Place } from './counterpart.ts'
import { ownPaymentFields, ownPaymentStates } from './own-payment-fields.ts'

/* Own money that enterprises and hosts put in: declared with its voucher, proven by another person, settled by minutes. */

explainConstraint('own_payment_once', () =>
  conflict(
    'budget.ownTwice',
    words(
      'Chứng từ cùng số, cùng ngày, cùng số tiền đã được khai.',
      'A voucher of the same number, day and amount is declared already.',
    ),
    'documentNumber',
  ),
)

const Changed = z.object({ id: z.int(), state: ownPaymentStates.schema, version: z.int() })
type Declared = z.output<z.ZodObject<typeof ownPaymentFields.input>>

async function declare(context: Context, place: Place, { fileId, ...input }: Declared) {
  const { db, actor, now } = context
  await lockSides(db, place)
  const file = await evidence(context, fileId)
  return db
    .insertInto('ownPayment')
    .values({ ...place, ...input, fileId: file.id, declaredBy: actor.userId, declaredAt: now })
    .returning(['id', 'state', 'version'])
    .$narrowType<{ state: 'declared' }>()
    .executeTakeFirstOrThrow()
}

/** Declares own money of a support turn with its voucher: by the enterprise itself, or by an officer who has the voucher. */
export const declareOwnOfTurn = command({
  name: 'budget.declareOwnOfTurn',
  summary: words('Khai vốn đối ứng của lượt hỗ trợ', 'Declare own money of a support turn'),
  route: 'POST /support/{id}/own-payments',
  input: z.object({ id: id(), ...ownPaymentFields.input }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [notAhead('paidOn')],
  subject: (_input, output) => `own_payment:${output.id}`,
  async run(context, { id: turnId, ...input }) {
    const turn = await context.db
      .selectFrom('supportTurn as t')
      .select(['t.state'])
      .where('t.id', '=', turnId)
      .where(readableBy(context.actor, 't.enterpriseId'))
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    if (turn.state === 'cancelled')
      throw conflict('budget.turnCancelled', words('Lượt hỗ trợ đã hủy.', 'The turn is cancelled.'))
    return declare(context, { turnId, contentId: null }, input)
  },
})

/** Whether a content `c` of a task `k` is approved, in SQL: own money is declared of such alone. */
export const contentAgreed = sql<boolean>`(c.passed IS DISTINCT FROM false AND k.state NOT IN ('preparing', 'dropped'))`

/** Declares own money of a content of a task with its voucher: by the host or the leader, or by an officer. */
export const declareOwnOfContent = command({
  name: 'budget.declareOwnOfContent',
  summary: words('Khai vốn đối ứng của nội dung nhiệm vụ', 'Declare own money of a content of a task'),
  route: 'POST /science-task-contents/{id}/own-payments',
  input: z.object({ id: id(), ...ownPaymentFields.input }),
  output: Changed,
  may: ['coordinator', 'task_host', 'task_leader'],
  rules: [notAhead('paidOn')],
  subject: (_input, output) => `own_payment:${output.id}`,
  async run(context, { id: contentId, ...input }) {
    const { db, actor } = context
    const content = await db
      .selectFrom('scienceTaskContent as c')
      .innerJoin('scienceTask as k', 'k.id', 'c.taskId')
      .select(contentAgreed.as('agreed'))
      .where('c.id', '=', contentId)
      .where(readsEvery(actor) ? sql<boolean>`true` : ofMatter(actor, 'science-task', 'k.id'))
      .executeTakeFirst()
    if (content === undefined) throw notFound(words('nội dung của nhiệm vụ', 'Content of the task'))
    if (!content.agreed)
      throw conflict(
        'budget.contentNotAgreed',
        words('Nội dung này chưa được phê duyệt.', 'The content is not approved.'),
      )
    return declare(context, { turnId: null, contentId }, input)
  },
})

/** Own money under lock, with the turn and task that payments agree with. @throws Problem 404, 409 */
async function lockOwn(
  { db }: Context,
  input: { id: number; version: number },
  from: readonly (typeof ownPaymentStates.keys)[number][],
) {
  const place = await db
    .selectFrom('ownPayment')
    .select(['turnId', 'contentId'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (place === undefined) throw notFound(words('khoản vốn đối ứng', 'Own money'))
  await lockSides(db, place)
  const row = await db
    .selectFrom('ownPayment')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.version !== input.version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = ownPaymentStates.wordsOf(row.state)
    throw conflict(
      'budget.ownElsewhere',
      words(`Khoản này: ${is.vi.toLowerCase()}.`, `This one is: ${is.en.toLowerCase()}.`),
    )
  }
  return row
}

/** Whoever declared own money does not confirm it. */
export const declaredOwn = {
  table: 'ownPayment',
  by: 'declaredBy',
  at: 'declaredAt',
  did: words('Bạn đã khai khoản này', 'You declared this one'),
} satisfies EarlierAct

/** What an act changes. */
interface Moved {
  readonly state: (typeof ownPaymentStates.keys)[number]
  readonly proven?: bigint | null
  readonly reason?: string | null
  readonly judgedBy?: string | null
  readonly judgedOn?: string
  readonly settled?: bigint
  readonly settledOn?: string
  readonly settledNumber?: string
}

async function move({ db }: Context, row: { id: number; version: number }, set: Moved) {
  await db
    .updateTable('ownPayment')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version: row.version + 1 }
}

const sumsOf = (db: Db, ownId: number) =>
  db.selectFrom('ownPayment').select(['amount', 'proven']).where('id', '=', ownId).executeTakeFirst()

/** What is wrong with an amount above what the record has; the database holds it too. */
async function above(
  db: Db,
  ownId: number,
  { field, of, asked, said }: { field: string; of: 'amount' | 'proven'; asked: bigint; said: Words },
) {
  const most = (await sumsOf(db, ownId))?.[of] ?? null
  return most !== null && asked > most ? { field, words: said } : null
}
const overDeclared = words('Không quá số tiền đã khai.', 'Not more than what was declared.')
const overProven = words('Không quá số đã chứng minh.', 'Not more than what is proven.')

/** Confirms own money by its voucher, whole or in part: from then on state money may follow it. Another person than declared it. */
export const proveOwn = command({
  name: 'budget.proveOwn',
  summary: words('Xác nhận vốn đối ứng', 'Confirm own money'),
  route: 'POST /budget/own-payments/{id}/proof',
  input: z.object({ id: id(), version: whole(1), proven: dong(1n), reason: optionalLongText(2000) }),
  output: Changed,
  may: ['coordinator', 'finance'],
  rules: [
    {
      of: ['id', 'proven'],
      judge: ({ id: ownId, proven }, { db }) =>
        above(db, ownId, { field: 'proven', of: 'amount', asked: proven, said: overDeclared }),
    },
    {
      of: ['id', 'proven', 'reason'],
      judge: async ({ id: ownId, proven, reason }, { db }) =>
        reason === undefined && proven < ((await sumsOf(db, ownId))?.amount ?? 0n)
          ? {
              field: 'reason',
              words: words(
                'Chấp nhận ít hơn số đã khai thì phải ghi lý do.',
                'Less than was declared needs a reason.',
              ),
            }
          : null,
    },
  ],
  subject: ({ id }) => `own_payment:${id}`,
  async run(context, { proven, reason, ...input }) {
    const row = await lockOwn(context, input, ['declared'])
    await holdPersonsApart(
      context,
      'payment',
      { account: row.declaredBy, at: row.declaredAt },
      declaredOwn.did,
    )
    const { actor, today } = context
    const judged = { judgedBy: actor.userId, judgedOn: today }
    return move(context, row, { state: 'proven', proven, reason: reason ?? null, ...judged })
  },
})

/** Does not accept own money, or takes back that it was accepted: what was paid by it shows as owed. */
export const refuseOwn = command({
  name: 'budget.refuseOwn',
  summary: words('Không chấp nhận vốn đối ứng', 'Refuse own money'),
  route: 'POST /budget/own-payments/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'finance'],
  subject: ({ id }) => `own_payment:${id}`,
  async run(context, { reason, ...input }) {
    const row = await lockOwn(context, input, ['declared', 'proven'])
    const { actor, today } = context
    const judged = { judgedBy: actor.userId, judgedOn: today }
    return move(context, row, { state: 'refused', proven: null, reason, ...judged })
  },
})

/** Takes back what one has declared wrongly. */
export const withdrawOwn = command({
  name: 'budget.withdrawOwn',
  summary: words('Rút khoản vốn đối ứng khai nhầm', 'Withdraw own money declared wrongly'),
  route: 'POST /budget/own-payments/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'enterprise', 'task_host', 'task_leader'],
  subject: ({ id }) => `own_payment:${id}`,
  async run(context, { reason, ...input }) {
    const { db, actor, today } = context
    const own = await db
      .selectFrom('ownPayment as o')
      .leftJoin('supportTurn as t', 't.id', 'o.turnId')
      .leftJoin('scienceTaskContent as c', 'c.id', 'o.contentId')
      .select('o.id')
      .where('o.id', '=', input.id)
      .where(ownReadable(actor))
      .executeTakeFirst()
    if (own === undefined) throw notFound(words('khoản vốn đối ứng', 'Own money'))
    const row = await lockOwn(context, input, ['declared'])
    return move(context, row, { state: 'withdrawn', reason, judgedBy: actor.userId, judgedOn: today })
  },
})

/** Whether own money `o`, with its turn `t` and content `c`, is one that the actor reads: of the own enterprise or the one task. */
export const ownReadable = (actor: Parameters<typeof readableBy>[0]) =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(coalesce(${readableBy(actor, 't.enterpriseId')}, false) OR coalesce(${ofMatter(actor, 'science-task', 'c.taskId')}, false))`

/** Settles own money that is proven, by the minutes of settlement. */
export const settleOwn = command({
  name: 'budget.settleOwn',
  summary: words('Quyết toán vốn đối ứng', 'Settle own money'),
  route: 'POST /budget/own-payments/{id}/settlement',
  input: z.object({
    ...{ id: id(), version: whole(1), settled: dong(0n) },
    ...{ settledOn: day(), settledNumber: text(100) },
  }),
  output: Changed,
  may: ['coordinator', 'finance'],
  rules: [
    notAhead('settledOn'),
    {
      of: ['id', 'settled'],
      judge: ({ id: ownId, settled }, { db }) =>
        above(db, ownId, { field: 'settled', of: 'proven', asked: settled, said: overProven }),
    },
  ],
  subject: ({ id }) => `own_payment:${id}`,
  async run(context, { settled, settledOn, settledNumber, ...input }) {
    const row = await lockOwn(context, input, ['proven'])
    return move(context, row, { state: 'settled', settled, settledOn, settledNumber })
  },
})
