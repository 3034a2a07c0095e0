import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { officers, ownEnterprise } from '../platform/actor.ts'
import { dongOut, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { figureKeys } from './figures.ts'
import { importLimit } from './import-columns.ts'

const Kept = dongOut().nullable()

/**
 * What a template is filled with: the years on record of one enterprise, or the enterprises that are active with what they have of
 * one year (figures null for those that have none).
 */
export const accountsSheet = query({
  name: 'productivity.sheet',
  summary: words('Số liệu năm đang có, để điền tiếp', 'The accounts on record, to be completed'),
  route: 'GET /productivity/sheet',
  input: z.object({ enterpriseId: optionalId(), year: optionalYear() }),
  output: z.array(
    z.object({
      taxCode: z.string(),
      name: z.string(),
      year: z.int(),
      netRevenue: Kept,
      stockChange: Kept,
      goodsForResale: Kept,
      intermediate: Kept,
      labourCost: Kept,
      depreciation: Kept,
      productionTaxes: Kept,
      subsidies: Kept,
      interest: Kept,
      profit: Kept,
      fixedAssets: Kept,
      labour: z.int().nullable(),
      hours: Kept,
      priceIndex: z.number().nullable(),
    }),
  ),
  may: [...officers, 'enterprise'],
  async run({ db, actor }, input) {
    const enterpriseId = ownEnterprise(actor, input.enterpriseId) ?? input.enterpriseId
    if (enterpriseId === undefined && input.year === undefined) return []
    let rows = db
      .selectFrom('enterprise as e')
      .leftJoin('enterpriseAccounts as a', (join) => {
        const on = join.onRef('a.enterpriseId', '=', 'e.id')
        return input.year === undefined ? on : on.on('a.year', '=', input.year)
      })
      .select([
        'e.taxCode',
        'e.name',
        sql<number>`coalesce(a.year, ${input.year ?? null}::int)`.as('year'),
        ...figureKeys.map((figure) => `a.${figure}` as const),
      ])
      .orderBy('e.name')
      .orderBy('e.id')
      .orderBy('a.year')
      .limit(importLimit)
    rows =
      enterpriseId === undefined
        ? rows.where(sql<SqlBool>`(e.state = 'active' OR a.year IS NOT NULL)`)
        : rows.where('e.id', '=', enterpriseId)
    if (input.year === undefined) rows = rows.where('a.year', 'is not', null)
    return rows.execute()
  },
})
