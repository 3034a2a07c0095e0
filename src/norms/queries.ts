import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { normFields } from './fields.ts'
import { normKinds } from './rules.ts'

export const normStates = states({
  inForce: { vi: 'Có hiệu lực', en: 'In force', tone: 'success' },
  later: words('Chưa có hiệu lực', 'From a later day'),
  ended: words('Đã hết hiệu lực', 'No longer in force'),
})

const NormRow = z.object({
  id: z.int(),
  ...normFields.row,
  instrumentId: z.int(),
  /** The number of its instrument. */
  instrument: z.string(),
  contentId: z.int().nullable(),
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  state: normStates.schema,
  /** Entered, but not yet held against its instrument. */
  toCheck: z.boolean(),
  version: z.int(),
})
export type NormRow = z.infer<typeof NormRow>

/** Where a norm stands on a day. */
const stateOn = (day: string) => sql<z.infer<typeof normStates.schema>>`CASE
  WHEN n.valid_from > ${day}::date THEN 'later' WHEN n.valid_to < ${day}::date THEN 'ended' ELSE 'inForce' END`

const normRows = (db: Db, today: string) =>
  db
    .selectFrom('norm as n')
    .innerJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .leftJoin('supportContent as c', 'c.id', 'n.contentId')
    .select([
      'n.id',
      ...normFields.select('n'),
      'n.instrumentId',
      'i.number as instrument',
      'n.contentId',
      'c.name as content',
      'c.nameEn as contentEn',
      'n.toCheck',
      'n.version',
    ])
    .select(stateOn(today).as('state'))

/** Spending norms, those of the latest first day before others; open to everyone, as the instruments are. */
export const listNorms = query({
  name: 'norms.list',
  summary: words('Định mức chi', 'Spending norms'),
  route: 'GET /norms',
  input: z.object({
    ...listInput(['validFrom', 'name', 'instrument', 'ceiling', 'share']),
    state: optionalChoice(normStates.keys),
    kind: optionalChoice(normKinds.keys),
    instrumentId: optionalId(),
    contentId: optionalId(),
  }),
  output: listOutput(NormRow),
  may: ['public'],
  async run({ db, today }, input) {
    let rows = normRows(db, today)
    if (input.state === 'inForce')
      rows = rows
        .where('n.validFrom', '<=', today)
        .where((or) => or.or([or('n.validTo', 'is', null), or('n.validTo', '>=', today)]))
    if (input.state === 'later') rows = rows.where('n.validFrom', '>', today)
    if (input.state === 'ended') rows = rows.where('n.validTo', '<', today)
    if (input.kind !== undefined) rows = rows.where('n.kind', '=', input.kind)
    if (input.instrumentId !== undefined) rows = rows.where('n.instrumentId', '=', input.instrumentId)
    const { contentId } = input
    if (contentId !== undefined)
      rows = rows.where((or) => or.or([or('n.contentId', '=', contentId), or('n.contentId', 'is', null)]))
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('n.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        validFrom: { column: 'n.validFrom', value: (row) => row.validFrom, direction: 'desc' },
        name: { column: 'n.name', value: (row) => row.name },
        instrument: { column: 'i.number', value: (row) => row.instrument },
        ceiling: byAmount('n.ceiling', (row) => row.ceiling),
        share: byAmount('n.share', (row) => row.share),
      },
      'n.id',
    )
  },
})

/** One norm. */
export const showNorm = query({
  name: 'norms.show',
  summary: words('Một định mức chi', 'One spending norm'),
  route: 'GET /norms/{id}',
  input: z.object({ id: id() }),
  output: NormRow,
  may: ['public'],
  async run({ db, today }, { id: normId }) {
    const row = await normRows(db, today).where('n.id', '=', normId).executeTakeFirst()
    if (row === undefined) throw notFound(words('định mức chi', 'Spending norm'))
    return row
  },
})

/** What a form of a norm offers: instruments and contents. */
export const normChoices = query({
  name: 'norms.choices',
  summary: words('Danh mục cho biểu mẫu định mức', 'What a form of a norm offers'),
  route: 'GET /norms/choices',
  input: z.object({}),
  output: z.object({
    instruments: z.array(
      z.object({ id: z.int(), number: z.string(), title: z.string(), titleEn: z.string() }),
    ),
    contents: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }) {
    const instruments = await db
      .selectFrom('legalInstrument')
      .select(['id', 'number', 'title', 'titleEn'])
      .orderBy(sql`issued_on DESC NULLS LAST`)
      .orderBy('number')
      .execute()
    const contents = await db
      .selectFrom('supportContent')
      .select(['id', 'name', 'nameEn'])
      .orderBy('ord')
      .orderBy('id')
      .execute()
    return { instruments, contents }
  },
})
