import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { entryFields, listFields, listStates } from './fields.ts'

type State = z.infer<typeof listStates.schema>

/** Where a list (`l`) stands on a day. */
const stateOn = (day: string) => sql<State>`CASE
  WHEN l.valid_from > ${day}::date THEN 'later' WHEN l.valid_to < ${day}::date THEN 'ended' ELSE 'inForce' END`

const ListRow = z.object({
  id: z.int(),
  ...listFields.row,
  instrumentId: z.int(),
  /** The number of its decision, the day and who issued it. */
  instrument: z.string(),
  issuedOn: z.iso.date().nullable(),
  issuer: z.string(),
  /** How many products it names. */
  products: z.int(),
  replacedBy: z.int().nullable(),
  /** The number of the decision that took its place. */
  replacement: z.string().nullable(),
  state: listStates.schema,
  version: z.int(),
})
export type ListRow = z.infer<typeof ListRow>

const listRows = (db: Db, today: string) =>
  db
    .selectFrom('keyProductList as l')
    .innerJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
    .leftJoin('keyProductList as r', 'r.id', 'l.replacedBy')
    .leftJoin('legalInstrument as ri', 'ri.id', 'r.instrumentId')
    .select(['l.id', ...listFields.select('l'), 'l.instrumentId', 'l.replacedBy', 'l.version'])
    .select(['i.number as instrument', 'i.issuedOn', 'i.issuer', 'ri.number as replacement'])
    .select(sql<number>`(SELECT count(*)::int FROM key_product k WHERE k.list_id = l.id)`.as('products'))
    .select(stateOn(today).as('state'))

/** Lists of key products with their decisions, the latest first; open to everyone, as the decisions are. */
export const listLists = query({
  name: 'keyProducts.lists',
  summary: words('Danh mục sản phẩm chủ lực', 'Lists of key products'),
  route: 'GET /key-product-lists',
  input: z.object({
    ...listInput(['validFrom', 'validTo', 'instrument']),
    state: optionalChoice(listStates.keys),
  }),
  output: listOutput(ListRow),
  may: ['public'],
  run({ db, today }, input) {
    let rows = listRows(db, today)
    if (input.state !== undefined) rows = rows.where(stateOn(today), '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql`fold(i.number || ' ' || i.issuer || ' ' || coalesce(l.province, ''))`,
        'like',
        pattern,
      )
    return pageOf(
      rows,
      input,
      {
        validFrom: { column: 'l.validFrom', value: (row) => row.validFrom, direction: 'desc' },
        validTo: byDay('l.validTo', (row) => row.validTo),
        instrument: { column: 'i.number', value: (row) => row.instrument },
      },
      'l.id',
    )
  },
})

/** One list of key products. */
export const showList = query({
  name: 'keyProducts.showList',
  summary: words('Một danh mục sản phẩm chủ lực', 'One list of key products'),
  route: 'GET /key-product-lists/{id}',
  input: z.object({ id: id() }),
  output: ListRow,
  may: ['public'],
  async run({ db, today }, { id: listId }) {
    const row = await listRows(db, today).where('l.id', '=', listId).executeTakeFirst()
    if (row === undefined) throw notFound(words('danh mục sản phẩm chủ lực', 'List of key products'))
    return row
  },
})

const EntryRow = z.object({
  id: z.int(),
  ...entryFields.row,
  listId: z.int(),
  instrument: z.string(),
  province: z.string().nullable(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  /** Where its list stands. */
  state: listStates.schema,
  version: z.int(),
})
export type EntryRow = z.infer<typeof EntryRow>

const entryRows = (db: Db, today: string) =>
  db
    .selectFrom('keyProduct as k')
    .innerJoin('keyProductList as l', 'l.id', 'k.listId')
    .innerJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
    .select(['k.id', ...entryFields.select('k'), 'k.listId', 'k.version'])
    .select(['i.number as instrument', 'l.province', 'l.validFrom', 'l.validTo'])
    .select(stateOn(today).as('state'))

/** Key products by name, with the decision that names each. */
export const listEntries = query({
  name: 'keyProducts.list',
  summary: words('Sản phẩm chủ lực', 'Key products'),
  route: 'GET /key-products',
  input: z.object({
    ...listInput(['name', 'groupName', 'instrument']),
    listId: optionalId(),
    state: optionalChoice(listStates.keys),
  }),
  output: listOutput(EntryRow),
  may: ['public'],
  run({ db, today }, input) {
    let rows = entryRows(db, today)
    if (input.listId !== undefined) rows = rows.where('k.listId', '=', input.listId)
    if (input.state !== undefined) rows = rows.where(stateOn(today), '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('k.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        name: byText('k.name', (row) => row.name),
        groupName: {
          column: sql`coalesce(k.group_name, '')`,
          value: (row) => row.groupName ?? '',
        },
        instrument: { column: 'i.number', value: (row) => row.instrument },
      },
      'k.id',
    )
  },
})

/** One key product. */
export const showEntry = query({
  name: 'keyProducts.show',
  summary: words('Một sản phẩm chủ lực', 'One key product'),
  route: 'GET /key-products/{id}',
  input: z.object({ id: id() }),
  output: EntryRow,
  may: ['public'],
  async run({ db, today }, { id: entryId }) {
    const row = await entryRows(db, today).where('k.id', '=', entryId).executeTakeFirst()
    if (row === undefined) throw notFound(words('sản phẩm chủ lực', 'Key product'))
    return row
  },
})

/** What a form of a list offers: instruments and the other lists. */
export const listChoices = query({
  name: 'keyProducts.choices',
  summary: words('Danh mục cho biểu mẫu sản phẩm chủ lực', 'What a form of a list of key products offers'),
  route: 'GET /key-product-lists/choices',
  input: z.object({}),
  output: z.object({
    instruments: z.array(
      z.object({ id: z.int(), number: z.string(), title: z.string(), titleEn: z.string() }),
    ),
    lists: z.array(z.object({ id: z.int(), number: z.string() })),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }) {
    const instruments = await db
      .selectFrom('legalInstrument')
      .select(['id', 'number', 'title', 'titleEn'])
      .orderBy(sql`issued_on DESC NULLS LAST`)
      .orderBy('number')
      .execute()
    const lists = await db
      .selectFrom('keyProductList as l')
      .innerJoin('legalInstrument as i', 'i.id', 'l.instrumentId')
      .select(['l.id', 'i.number'])
      .orderBy('l.validFrom', 'desc')
      .orderBy('l.id')
      .execute()
    return { instruments, lists }
  },
})
