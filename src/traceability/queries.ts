import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noLot } from './commands.ts'
import { digitalLinkPath } from './digital-link.ts'
import { eventFields, lotFields, lotStates } from './fields.ts'

const Lot = z.object({
  id: z.int(),
  ...lotFields.row,
  productId: z.int(),
  product: z.string(),
  turnId: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  plan: z.string(),
  planId: z.int(),
  state: lotStates.schema,
  publishedOn: z.iso.date().nullable(),
  /** How many tracking events stand. */
  events: z.int(),
  /** The path of its GS1 Digital Link. */
  link: z.string(),
})
export type Lot = z.infer<typeof Lot>

const lotRows = (db: Db) =>
  db
    .selectFrom('traceLot as l')
    .innerJoin('supportTurn as t', 't.id', 'l.turnId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .innerJoin('product as p', 'p.id', 'l.productId')
    .innerJoin('plan as n', 'n.id', 't.planId')
    .select(['l.id', ...lotFields.select('l'), 'l.productId', 'p.name as product', 'l.turnId'])
    .select(['t.enterpriseId', 'e.name as enterprise', 'n.number as plan', 't.planId', 'l.state'])
    .select('l.publishedOn')
    .select(
      sql<number>`(SELECT count(*)::int FROM trace_event v WHERE v.lot_id = l.id AND v.struck_on IS NULL)`.as(
        'events',
      ),
    )

const linked = <R extends Parameters<typeof digitalLinkPath>[0]>(row: R) => ({
  ...row,
  link: digitalLinkPath(row),
})

/** The lots that the account reads: an officer's of every enterprise, an enterprise's own. The latest first. */
export const listLots = query({
  name: 'traceability.list',
  summary: words('Danh sách lô được truy xuất', 'List of traced lots'),
  route: 'GET /trace-lots',
  input: z.object({
    ...listInput(['producedOn', 'enterprise', 'state']),
    state: optionalChoice(lotStates.keys),
    turnId: optionalId(),
    enterpriseId: optionalId(),
    /** The plan year of its turn. */
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Lot),
  may: signedIn,
  async run({ db, actor, planId }, input) {
    let rows = lotRows(db)
      .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
      .where(readableBy(actor, 't.enterpriseId'))
    if (input.state !== undefined) rows = rows.where('l.state', '=', input.state)
    if (input.turnId !== undefined) rows = rows.where('l.turnId', '=', input.turnId)
    if (input.enterpriseId !== undefined) rows = rows.where('t.enterpriseId', '=', input.enterpriseId)
    if (input.year !== undefined) rows = rows.where('t.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(l.search LIKE ${pattern} OR fold(p.name || ' ' || e.name) LIKE ${pattern})`,
      )
    const page = await pageOf(
      rows,
      input,
      {
        producedOn: { column: 'l.producedOn', value: (row) => row.producedOn, direction: 'desc' },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
        state: { column: 'l.state', value: (row) => row.state },
      },
      'l.id',
    )
    return { ...page, rows: page.rows.map(linked) }
  },
})

const Event = z.object({
  id: z.int(),
  ...eventFields.row,
  kind: z.string(),
  kindEn: z.string(),
  importId: z.int().nullable(),
  struckOn: z.iso.date().nullable(),
  struckReason: z.string().nullable(),
})
export type TraceEvent = z.infer<typeof Event>

/** The tracking events of a lot in the order of their days. */
export const eventsOf = (db: Db, lotId: number) =>
  db
    .selectFrom('traceEvent as v')
    .innerJoin('traceEventKind as k', 'k.id', 'v.kindId')
    .select(['v.id', ...eventFields.select('v'), 'k.name as kind', 'k.nameEn as kindEn', 'v.importId'])
    .select(['v.struckOn', 'v.struckReason'])
    .where('v.lotId', '=', lotId)
    .orderBy('v.happenedOn')
    .orderBy('v.id')

/** One lot with its tracking events, struck out ones too. */
export const showLot = query({
  name: 'traceability.show',
  summary: words('Một lô được truy xuất', 'A traced lot'),
  route: 'GET /trace-lots/{id}',
  input: z.object({ id: id() }),
  output: Lot.extend({
    recalledOn: z.iso.date().nullable(),
    reason: z.string().nullable(),
    enteredOn: z.iso.date(),
    version: z.int(),
    tracked: z.array(Event),
  }),
  may: signedIn,
  async run({ db, actor }, { id: lotId }) {
    const row = await lotRows(db)
      .select(['l.recalledOn', 'l.reason', 'l.enteredOn', 'l.version'])
      .where('l.id', '=', lotId)
      .where(readableBy(actor, 't.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined) throw noLot()
    return { ...linked(row), tracked: await eventsOf(db, row.id).execute() }
  },
})
export type ShownLot = z.infer<typeof showLot.output>

/** The products of the enterprise of a turn, with their numbers. */
export const lotProducts = query({
  name: 'traceability.products',
  summary: words('Sản phẩm có thể truy xuất của một lượt', 'The products of a turn that can be traced'),
  route: 'GET /support/{id}/trace-products',
  input: z.object({ id: id() }),
  output: z.object({
    turnId: z.int(),
    enterpriseId: z.int(),
    enterprise: z.string(),
    /** The kind of content that the turn is of. */
    contentKind: z.string(),
    products: z.array(z.object({ id: z.int(), name: z.string(), gtin: z.string().nullable() })),
  }),
  may: signedIn,
  async run({ db, actor }, { id: turnId }) {
    const turn = await db
      .selectFrom('supportTurn as t')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .select(['t.id as turnId', 't.enterpriseId', 'e.name as enterprise', 'c.kind as contentKind'])
      .where('t.id', '=', turnId)
      .where(readableBy(actor, 't.enterpriseId'))
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    const products = await db
      .selectFrom('product')
      .select(['id', 'name', 'gtin'])
      .where('enterpriseId', '=', turn.enterpriseId)
      .orderBy('name')
      .orderBy('id')
      .execute()
    return { ...turn, products }
  },
})
