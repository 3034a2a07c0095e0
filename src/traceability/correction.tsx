import { whoWrote } from '../platform/corrections.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { eventChoices, productChoices } from './choices.ts'
import { correctionRules, gtinOf, lockLot, moveLot, traceKeepers } from './commands.ts'
import { eventRules } from './events.ts'
import { eventFields, lotFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showLot } from './queries.ts'

async function readLot({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('traceLot as l')
    .innerJoin('supportTurn as t', 't.id', 'l.turnId')
    .select(['l.id', 'l.turnId', 'l.productId', 'l.state', ...lotFields.select('l')])
    .where('l.id', '=', id)
    .where(readableBy(actor, 't.enterpriseId'))
  return (lock ? rows.forUpdate('l') : rows).executeTakeFirst()
}

/** A lot is put right by who entered it until it is published; afterwards it is taken down first, since labels bear its link. */
export const lotCorrection = correctable({
  record: 'trace_lot',
  table: 'trace_lot',
  title: words('lô được truy xuất', 'Traced lot'),
  fields: lotFields,
  name: 'traceability.correct',
  route: 'PUT /trace-lots/{id}/correction',
  historyRoute: 'GET /trace-lots/{id}/corrections',
  address: '/traceability/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...traceKeepers],
  read: readLot,
  asks: { rules: correctionRules as never },
  show: showLot,
  kept: (_context, { state }) =>
    Promise.resolve(
      state === 'draft'
        ? null
        : words(
            'Lô đang công khai; xin ngừng công khai trước khi sửa.',
            'The lot is published; take it down first.',
          ),
    ),
  used: () => null,
  choices: async (request, { turnId }) => ({ productId: await productChoices(request, Number(turnId)) }),
  texts: ({ productId }) => ({ productId: String(productId) }),
  async write(context, row, values) {
    const productId = Number(values.productId)
    const gtin = await gtinOf(context, {
      productId,
      gtin: typeof values.gtin === 'string' ? values.gtin : undefined,
    })
    await context.db
      .updateTable('traceLot')
      .set({ ...values, productId, gtin })
      .where('id', '=', row.id)
      .execute()
  },
})

async function readEvent({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('traceEvent as v')
    .innerJoin('traceLot as l', 'l.id', 'v.lotId')
    .innerJoin('supportTurn as t', 't.id', 'l.turnId')
    .select(['v.id', 'v.lotId', 'v.kindId', 'l.state', ...eventFields.select('v')])
    .where('v.id', '=', id)
    .where('v.struckOn', 'is', null)
    .where(readableBy(actor, 't.enterpriseId'))
  return (lock ? rows.forUpdate('v') : rows).executeTakeFirst()
}

/** An event is put right by who entered it until its lot is published; afterwards with a reason. */
export const eventCorrection = correctable({
  record: 'trace_event',
  partOf: { record: 'trace_lot', key: 'lotId' },
  table: 'trace_event',
  title: words('sự kiện truy xuất', 'Tracking event'),
  fields: eventFields,
  name: 'traceability.correctEvent',
  route: 'PUT /trace-events/{id}/correction',
  historyRoute: 'GET /trace-events/{id}/corrections',
  address: '/traceability/events/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...traceKeepers],
  // the enterprise answers for what its public page says
  office: [...traceKeepers],
  enterer: ({ db }, { id }) => whoWrote(db, 'trace_event', id),
  read: readEvent,
  asks: { rules: eventRules },
  show: showLot,
  kept: (_context, { state }) =>
    Promise.resolve(
      state === 'recalled'
        ? words('Lô đã thu hồi nên giữ nguyên.', 'The lot is recalled and stays as it is.')
        : null,
    ),
  used: (_context, { state }) =>
    state === 'published' ? words('Lô đang công khai.', 'The lot is published.') : null,
  choices: async (request) => ({ kindId: await eventChoices(request) }),
  texts: ({ kindId }) => ({ kindId: String(kindId) }),
  async write(context, row, values) {
    await context.db
      .updateTable('traceEvent')
      .set({ ...values, kindId: Number(values.kindId) })
      .where('id', '=', row.id)
      .execute()
    await moveLot(context, await lockLot(context, { id: row.lotId }, ['draft', 'published']))
  },
})
