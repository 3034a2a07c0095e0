import { z } from 'zod'
import { id, longText, whole } from '../platform/fields.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { type LotState, lotFields, lotStates } from './fields.ts'

/* A traced lot: entered by the enterprise or the office, opened to the public by the enterprise, taken down or recalled with the reason. */

explainConstraint('trace_lot_link', () =>
  conflict(
    'traceability.lotTwice',
    words('Đã có lô mang mã GTIN, số lô và số sê-ri này.', 'There is a lot of this GTIN, lot and serial.'),
    'lot',
  ),
)

export const Changed = z.object({ id: z.int(), state: lotStates.schema, version: z.int() })
export const noLot = () => notFound(words('lô được truy xuất', 'Traced lot'))
/** Who enters lots and their events: the enterprise its own, and the office. */
export const traceKeepers = ['coordinator', 'enterprise'] as const
export const ofLot = ({ id: lotId }: { readonly id: number }) => `trace_lot:${lotId}`

interface Said {
  readonly productId: number
  readonly gtin?: string | undefined
}

const beforeMade = inOrder(
  'producedOn',
  'bestBefore',
  words('Không thể trước ngày sản xuất.', 'It cannot be before the day of production.'),
)
const asksGtin = { gtin: words('khi sản phẩm chưa có mã GTIN', 'where the product has none') }

/** Why a product cannot be of a lot of the enterprise, or lacks its number. */
async function productFault({ db }: Pick<Context, 'db'>, enterpriseId: number, { productId, gtin }: Said) {
  const product = await db
    .selectFrom('product')
    .select('gtin')
    .where('id', '=', productId)
    .where('enterpriseId', '=', enterpriseId)
    .executeTakeFirst()
  if (product === undefined)
    return {
      field: 'productId' as const,
      words: words('Doanh nghiệp không có sản phẩm này.', 'The enterprise has no such product.'),
    }
  return gtin === undefined && product.gtin === null
    ? {
        field: 'gtin' as const,
        words: words(
          'Sản phẩm chưa có mã GTIN; xin ghi mã của lô.',
          'The product has no GTIN; please give it.',
        ),
      }
    : null
}

const ofProduct: Rule<Said & { readonly turnId: number }> = {
  of: ['turnId', 'productId', 'gtin'],
  asks: asksGtin,
  judge: async ({ turnId, ...said }, context) => {
    const turn = await turnFor(context, turnId)
    return turn === undefined ? null : productFault(context, turn.enterpriseId, said)
  },
}

/** The same of a lot that stands: its turn stays. */
export const correctionRules = [
  beforeMade,
  notAhead('producedOn'),
  {
    of: ['id', 'productId', 'gtin'],
    asks: asksGtin,
    judge: async ({ id: lotId, ...said }, context) => {
      const lot = await context.db
        .selectFrom('traceLot as l')
        .innerJoin('supportTurn as t', 't.id', 'l.turnId')
        .select('t.enterpriseId')
        .where('l.id', '=', lotId)
        .executeTakeFirst()
      return lot === undefined ? null : productFault(context, lot.enterpriseId, said)
    },
  } satisfies Rule<Said & { readonly id: number }>,
] as const

const turnFor = ({ db, actor }: Context, turnId: number) =>
  db
    .selectFrom('supportTurn as t')
    .select(['t.id', 't.state', 't.enterpriseId'])
    .where('t.id', '=', turnId)
    .where(readableBy(actor, 't.enterpriseId'))
    .executeTakeFirst()

/** The number of a lot: what was said, else that of its product. */
export async function gtinOf({ db }: Pick<Context, 'db'>, { productId, gtin }: Said): Promise<string> {
  if (gtin !== undefined) return gtin
  const product = await db.selectFrom('product').select('gtin').where('id', '=', productId).executeTakeFirst()
  if (product?.gtin != null) return product.gtin
  throw invalidField('gtin', words('Xin ghi mã GTIN.', 'Please give the GTIN.'))
}

/** Enters a traced lot of a support turn; nobody but the enterprise and the office sees it yet. */
export const recordLot = command({
  name: 'traceability.record',
  summary: words('Ghi lô được truy xuất', 'Enter a traced lot'),
  route: 'POST /trace-lots',
  input: z.object({ turnId: id(), ...lotFields.input }),
  output: Changed,
  may: [...traceKeepers],
  rules: [beforeMade, notAhead('producedOn'), ofProduct],
  subject: (_input, output) => ofLot(output),
  async run(context, { turnId, ...input }) {
    const turn = await turnFor(context, turnId)
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    if (turn.state === 'cancelled')
      throw conflict(
        'traceability.cancelled',
        words('Lượt hỗ trợ đã hủy nên không ghi lô.', 'The turn is cancelled: no lot is entered.'),
      )
    const gtin = await gtinOf(context, input)
    return context.db
      .insertInto('traceLot')
      .values({ ...lotFields.values({ ...input, gtin }), turnId, enteredOn: context.today })
      .returning(['id', 'state', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** A lot under lock, in one of these states. @throws Problem 404, 409 */
export async function lockLot(
  { db, actor }: Context,
  { id: lotId, version }: { readonly id: number; readonly version?: number },
  states: readonly LotState[],
) {
  const row = await db
    .selectFrom('traceLot as l')
    .innerJoin('supportTurn as t', 't.id', 'l.turnId')
    .selectAll('l')
    .where('l.id', '=', lotId)
    .where(readableBy(actor, 't.enterpriseId'))
    .forUpdate('l')
    .executeTakeFirst()
  if (row === undefined) throw noLot()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (!states.includes(row.state)) {
    const is = lotStates.names[row.state]
    throw conflict('traceability.elsewhere', words(`Lô này: ${is.vi}.`, `The lot is: ${is.en}.`))
  }
  return row
}

export const moveLot = (
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set: object = {},
) =>
  db
    .updateTable('traceLot')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'state', 'version'])
    .executeTakeFirstOrThrow()

/** Opens the page of a lot to the public; it has one tracking event at least. The enterprise alone does so. */
export const publishLot = command({
  name: 'traceability.publish',
  summary: words('Công khai lô được truy xuất', 'Publish a traced lot'),
  route: 'POST /trace-lots/{id}/publication',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['enterprise'],
  subject: ofLot,
  async run(context, of) {
    const lot = await lockLot(context, of, ['draft'])
    const event = await context.db
      .selectFrom('traceEvent')
      .select('id')
      .where('lotId', '=', lot.id)
      .where('struckOn', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (event === undefined)
      throw conflict(
        'traceability.noEvent',
        words(
          'Xin ghi ít nhất một sự kiện truy xuất trước khi công khai.',
          'Please enter one tracking event at least before it is published.',
        ),
      )
    return moveLot(context, lot, { state: 'published', publishedOn: context.today, reason: null })
  },
})

/** Takes the page of a lot down, with the reason; it may be published again. */
export const takeDownLot = command({
  name: 'traceability.takeDown',
  summary: words('Ngừng công khai lô được truy xuất', 'Take a traced lot down'),
  route: 'POST /trace-lots/{id}/take-down',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: [...traceKeepers],
  subject: ofLot,
  async run(context, { reason, ...of }) {
    const lot = await lockLot(context, of, ['published'])
    return moveLot(context, lot, { state: 'draft', publishedOn: null, reason })
  },
})

/** Recalls a lot: whoever opens its page sees that first, with the reason. */
export const recallLot = command({
  name: 'traceability.recall',
  summary: words('Thu hồi lô hàng', 'Recall a lot'),
  route: 'POST /trace-lots/{id}/recall',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: [...traceKeepers],
  subject: ofLot,
  async run(context, { reason, ...of }) {
    const lot = await lockLot(context, of, ['published'])
    return moveLot(context, lot, { state: 'recalled', recalledOn: context.today, reason })
  },
})

/** Ends a recall that was said wrongly or is over, with the reason; the lot is open to the public as before. */
export const endRecall = command({
  name: 'traceability.endRecall',
  summary: words('Kết thúc thu hồi lô hàng', 'End the recall of a lot'),
  route: 'POST /trace-lots/{id}/recall-end',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ofLot,
  async run(context, { reason, ...of }) {
    const lot = await lockLot(context, of, ['recalled'])
    return moveLot(context, lot, { state: 'published', recalledOn: null, reason })
  },
})
