import { sql } from 'kysely'
import { z } from 'zod'
import { enterpriseStates } from '../enterprises/index.ts'
import type { Grant } from '../platform/actor.ts'
import { id, longText, optionalChoice, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { doubleStates, grounds } from './rules.ts'

export const mergeReaders: readonly Grant[] = ['coordinator', 'auditor']

const Record = z.object({
  id: z.int(),
  name: z.string(),
  taxCode: z.string(),
  address: z.string(),
  state: enterpriseStates.schema,
})

const DoubleRow = z.object({
  id: z.int(),
  one: Record,
  other: Record,
  ground: grounds.schema,
  /** How like names and addresses are, in hundredths. */
  nameLikeness: z.int(),
  addressLikeness: z.int(),
  foundOn: z.iso.date(),
  state: doubleStates.schema,
  settledOn: z.iso.date().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
})
export type DoubleRow = z.infer<typeof DoubleRow>

const recordOf = (side: 'a' | 'b') =>
  sql<
    z.infer<typeof Record>
  >`jsonb_build_object('id', ${sql.ref(`${side}.id`)}, 'name', ${sql.ref(`${side}.name`)},
    'taxCode', ${sql.ref(`${side}.tax_code`)}, 'address', ${sql.ref(`${side}.address`)}, 'state', ${sql.ref(`${side}.state`)})`

/** Pairs of records that may be of one enterprise. */
export const listDoubles = query({
  name: 'mergers.doubles',
  summary: words('Hồ sơ doanh nghiệp có thể trùng', 'Possible doubles of enterprises'),
  route: 'GET /enterprise-doubles',
  input: z.object({
    ...listInput(['foundOn', 'name', 'address']),
    state: optionalChoice(doubleStates.keys),
    ground: optionalChoice(grounds.keys),
  }),
  output: listOutput(DoubleRow),
  may: mergeReaders,
  run({ db }, input) {
    let rows = db
      .selectFrom('enterpriseDouble as d')
      .innerJoin('enterprise as a', 'a.id', 'd.oneId')
      .innerJoin('enterprise as b', 'b.id', 'd.otherId')
      .select(['d.id', 'd.ground', 'd.nameLikeness', 'd.addressLikeness', 'd.foundOn', 'd.state'])
      .select(['d.settledOn', 'd.reason', 'd.version', recordOf('a').as('one'), recordOf('b').as('other')])
    if (input.state !== undefined) rows = rows.where('d.state', '=', input.state)
    if (input.ground !== undefined) rows = rows.where('d.ground', '=', input.ground)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(a.search LIKE ${pattern} OR b.search LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        foundOn: byDay('d.foundOn', (row) => row.foundOn),
        name: { column: 'd.nameLikeness', value: (row) => row.nameLikeness, direction: 'desc' },
        address: { column: 'd.addressLikeness', value: (row) => row.addressLikeness, direction: 'desc' },
      },
      'd.id',
    )
  },
})

/** One pair of records that may be of one enterprise. */
export const showDouble = query({
  name: 'mergers.showDouble',
  summary: words('Cặp hồ sơ có thể trùng', 'A possible double'),
  route: 'GET /enterprise-doubles/{id}',
  input: z.object({ id: id() }),
  output: DoubleRow,
  may: mergeReaders,
  async run({ db }, input) {
    const row = await db
      .selectFrom('enterpriseDouble as d')
      .innerJoin('enterprise as a', 'a.id', 'd.oneId')
      .innerJoin('enterprise as b', 'b.id', 'd.otherId')
      .select(['d.id', 'd.ground', 'd.nameLikeness', 'd.addressLikeness', 'd.foundOn', 'd.state'])
      .select(['d.settledOn', 'd.reason', 'd.version', recordOf('a').as('one'), recordOf('b').as('other')])
      .where('d.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noPair()
    return row
  },
})

const noPair = () => notFound(words('cặp hồ sơ này', 'Pair of records'))

/** Says that two records that are alike are of two enterprises, or of one and its branch: they are not offered again. */
export const keepSeparate = command({
  name: 'mergers.keepSeparate',
  summary: words('Ghi hai hồ sơ không trùng', 'Say that two records are no doubles'),
  route: 'POST /enterprise-doubles/{id}/separate',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: z.object({ id: z.int(), version: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `enterprise_double:${id}`,
  async run({ db, today }, input) {
    const pair = await db
      .selectFrom('enterpriseDouble')
      .select(['version', 'state'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (pair === undefined) throw noPair()
    if (pair.version !== input.version) throw staleRecord()
    if (pair.state === 'merged')
      throw conflict('mergers.settled', words('Hai hồ sơ này đã gộp.', 'These records are merged.'))
    return db
      .updateTable('enterpriseDouble')
      .set({ state: 'separate', settledOn: today, reason: input.reason, version: pair.version + 1 })
      .where('id', '=', input.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})
