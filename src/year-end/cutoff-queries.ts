import { sql } from 'kysely'
import { z } from 'zod'
import { barredKinds, cutoffKinds } from '../budget/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { noCutoff } from './cutoff-commands.ts'

const CutoffRow = z.object({
  id: z.int(),
  kind: cutoffKinds.schema,
  month: z.int(),
  day: z.int(),
  nextYear: z.boolean(),
  bars: z.array(z.enum(barredKinds)),
  article: z.string(),
  note: z.string().nullable(),
  toCheck: z.boolean(),
  firstYear: z.int(),
  lastYear: z.int().nullable(),
  version: z.int(),
})
export type CutoffRow = z.infer<typeof CutoffRow>

const cutoffRows = (db: Db) =>
  db
    .selectFrom('budgetCutoff')
    .select(['id', 'kind', 'month', 'day', 'nextYear', 'article', 'note', 'toCheck'])
    .select(['firstYear', 'lastYear', 'version'])
    .select(sql<CutoffRow['bars']>`bars`.as('bars'))
    .$narrowType<{ kind: CutoffRow['kind'] }>()

/** The days of budget years with their articles; those of one year, if asked. */
export const listCutoffs = query({
  name: 'yearEnd.cutoffs',
  summary: words('Mốc ngày của năm ngân sách', 'Days of the budget year'),
  route: 'GET /budget/cutoffs',
  input: z.object({
    ...listInput(['firstYear', 'kind']),
    kind: optionalChoice(cutoffKinds.keys),
    year: optionalYear(),
  }),
  output: listOutput(CutoffRow),
  may: officers,
  async run({ db }, input) {
    let rows = cutoffRows(db)
    const { kind, year } = input
    if (kind !== undefined) rows = rows.where('kind', '=', kind)
    if (year !== undefined)
      rows = rows
        .where('firstYear', '<=', year)
        .where((eb) => eb.or([eb('lastYear', 'is', null), eb('lastYear', '>=', year)]))
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(article || ' ' || coalesce(note, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        firstYear: { column: 'firstYear', value: (row) => row.firstYear, direction: 'desc' },
        kind: { column: 'kind', value: (row) => row.kind },
      },
      'id',
    )
  },
})

/** One day of the budget year. */
export const showCutoff = query({
  name: 'yearEnd.cutoff',
  summary: words('Một mốc ngày của năm ngân sách', 'A day of the budget year'),
  route: 'GET /budget/cutoffs/{id}',
  input: z.object({ id: id() }),
  output: CutoffRow,
  may: officers,
  async run({ db }, { id: cutoffId }) {
    const row = await cutoffRows(db).where('id', '=', cutoffId).executeTakeFirst()
    if (row === undefined) throw noCutoff()
    return row
  },
})
