import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { proofKinds } from '../enterprises/index.ts'
import { roles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noProof } from './commands.ts'
import { type ProofState, proofStates, units } from './rules.ts'

/** Where a proof (`p`, with its list `l`) stands on a day, in SQL; the same as `proofStateAt`. */
export const proofStateOn = (day: string): RawBuilder<ProofState> => sql<ProofState>`CASE
  WHEN p.state <> 'confirmed' OR l.id IS NULL THEN p.state
  WHEN l.valid_from > ${day}::date THEN 'ahead' WHEN l.valid_to < ${day}::date THEN 'lapsed' ELSE 'confirmed' END`

const ProofRow = z.object({
  id: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  taxCode: z.string(),
  kind: proofKinds.schema,
  productId: z.int().nullable(),
  /** The product as it was called when it was proposed, and as it is called now. */
  product: z.string().nullable(),
  productNow: z.string().nullable(),
  keyProductId: z.int().nullable(),
  /** The product of the list, and the number of its decision. */
  entry: z.string().nullable(),
  instrument: z.string().nullable(),
  listId: z.int().nullable(),
  listValidFrom: z.iso.date().nullable(),
  listValidTo: z.iso.date().nullable(),
  /** The territory of the list; null: everywhere. */
  listProvince: z.string().nullable(),
  year: z.int().nullable(),
  value: z.number().nullable(),
  unit: units.schema.nullable(),
  note: z.string(),
  /** Null: the table of the office that it came in with, `importId`, is its evidence. */
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  importId: z.int().nullable(),
  /** On the day of the question. */
  state: proofStates.schema,
  proposedOn: z.iso.date(),
  decidedOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
})
export type ProofRow = z.infer<typeof ProofRow>

const proofRows = (db: Db, today: string) =>
  db
    .selectFrom('enterpriseProof as p')
    .innerJoin('enterprise as e', 'e.id', 'p.enterpriseId')
    .leftJoin('file as f', 'f.id', 'p.fileId')
    .leftJoin('product as g', 'g.id', 'p.productId')
    .leftJoin('keyProduct as k', 'k.id', 'p.keyProductId')
    .leftJoin('keyProductList as l', 'l.id', 'k.listId')
    .leftJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
    .select(['p.id', 'p.enterpriseId', 'e.name as enterprise', 'e.taxCode', 'p.kind', 'p.productId'])
    .select(['p.productName as product', 'g.name as productNow', 'p.keyProductId', 'k.name as entry'])
    .select(['i.number as instrument', 'l.id as listId', 'l.province as listProvince'])
    .select(['l.validFrom as listValidFrom', 'l.validTo as listValidTo', 'p.year', 'p.value', 'p.unit'])
    .select(['p.note', 'p.proposedOn', 'p.decidedOn', 'p.reason', 'p.version', 'p.importId'])
    .select(
      sql<
        ProofRow['file']
      >`CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END`.as('file'),
    )
    .select(proofStateOn(today).as('state'))

/** Proofs of criteria, the latest first: an officer's of all enterprises, an enterprise's of its own. */
export const listProofs = query({
  name: 'proofs.list',
  summary: words('Chứng minh tiêu chí', 'Proofs of criteria'),
  route: 'GET /proofs',
  input: z.object({
    ...listInput(['proposedOn', 'enterprise', 'year', 'value']),
    kind: optionalChoice(proofKinds.keys),
    state: optionalChoice(proofStates.keys),
    enterpriseId: optionalId(),
    keyProductId: optionalId(),
    year: optionalYear(),
  }),
  output: listOutput(ProofRow),
  may: roles,
  run({ db, actor, today }, input) {
    let rows = proofRows(db, today).where(readableBy(actor, 'p.enterpriseId'))
    if (input.kind !== undefined) rows = rows.where('p.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where(proofStateOn(today), '=', input.state)
    if (input.enterpriseId !== undefined) rows = rows.where('p.enterpriseId', '=', input.enterpriseId)
    if (input.keyProductId !== undefined) rows = rows.where('p.keyProductId', '=', input.keyProductId)
    if (input.year !== undefined) rows = rows.where('p.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(e.search || ' ' || fold(coalesce(p.product_name, '') || ' ' || coalesce(k.name, ''))) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        proposedOn: byDay('p.proposedOn', (row) => row.proposedOn),
        enterprise: byText('e.name', (row) => row.enterprise),
        year: { column: sql`coalesce(p.year, 0)`, value: (row) => row.year ?? 0, direction: 'desc' },
        value: { column: sql`coalesce(p.value, -1)`, value: (row) => row.value ?? -1, direction: 'desc' },
      },
      'p.id',
    )
  },
})

/** One proof. */
export const showProof = query({
  name: 'proofs.show',
  summary: words('Một chứng minh tiêu chí', 'One proof of a criterion'),
  route: 'GET /proofs/{id}',
  input: z.object({ id: id() }),
  output: ProofRow.extend({
    /** Where the seat is: its commune and the province of today and of before. */
    seat: z.string(),
  }),
  may: roles,
  async run({ db, actor, today }, { id: proofId }) {
    const row = await proofRows(db, today)
      .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
      .select(sql<string>`concat_ws(', ', u.name, u.former_province, u.province)`.as('seat'))
      .where('p.id', '=', proofId)
      .where(readableBy(actor, 'p.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined) throw noProof()
    return row
  },
})

/** What the form of a match offers: the products of the enterprise, and the entries of lists that have not ended. */
export const matchChoices = query({
  name: 'proofs.choices',
  summary: words('Danh mục cho đề nghị sản phẩm chủ lực', 'What the form of a match offers'),
  route: 'GET /enterprises/{id}/key-product-choices',
  input: z.object({ id: id() }),
  output: z.object({
    enterprise: z.string(),
    products: z.array(z.object({ id: z.int(), name: z.string() })),
    entries: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        groupName: z.string().nullable(),
        instrument: z.string(),
        province: z.string().nullable(),
      }),
    ),
  }),
  may: ['coordinator', 'enterprise', 'auditor'],
  async run({ db, actor, today }, { id: enterpriseId }) {
    const enterprise = await db
      .selectFrom('enterprise as e')
      .select('e.name')
      .where('e.id', '=', enterpriseId)
      .where(readableBy(actor, 'e.id'))
      .executeTakeFirst()
    if (enterprise === undefined) throw notFound(words('doanh nghiệp', 'Enterprise'))
    const products = await db
      .selectFrom('product')
      .select(['id', 'name'])
      .where('enterpriseId', '=', enterpriseId)
      .orderBy('name')
      .orderBy('id')
      .execute()
    const entries = await db
      .selectFrom('keyProduct as k')
      .innerJoin('keyProductList as l', 'l.id', 'k.listId')
      .innerJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
      .select(['k.id', 'k.name', 'k.groupName', 'i.number as instrument', 'l.province'])
      .where(sql<boolean>`coalesce(l.valid_to, 'infinity') >= ${today}::date`)
      .orderBy('k.name')
      .orderBy('k.id')
      .execute()
    return { enterprise: enterprise.name, products, entries }
  },
})
