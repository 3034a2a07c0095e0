import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { catalogueOf } from './entry.ts'
import { partKinds } from './measure-components.ts'
import { dimensions } from './units.ts'

export const TerritoryRow = z.object({
  id: z.int(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  successorId: z.int().nullable(),
  source: z.string(),
})

/** The territories that series belong to, in their order, with the days between which each is one. */
export async function territories(db: Db): Promise<z.infer<typeof TerritoryRow>[]> {
  return db
    .selectFrom('territory')
    .select(['id', 'key', 'name', 'nameEn', 'validFrom', 'validTo', 'successorId', 'source'])
    .orderBy('ord')
    .execute()
}

const MeasureRow = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  definition: z.string(),
  definitionEn: z.string(),
  dimension: z.enum(dimensions),
  constantPrices: z.boolean(),
  /** The measure that this is a part of, and which part; null for a measure of its own. */
  partOf: z.string().nullable(),
  part: z.string().nullable(),
})
const Pair = z.object({ vi: z.string(), en: z.string() })
/** A type of asset, with how fast it wears as published, or a qualification. */
const PartRow = z.object({
  key: z.string(),
  kind: z.enum(partKinds),
  name: Pair,
  /** A year's loss as a share of the stock (0 to 1), and years of service. */
  depreciation: z.number().nullable(),
  serviceLife: z.int().nullable(),
  source: Pair.nullable(),
  /** Still to be held against its source. */
  toCheck: z.boolean(),
})
const SectorRow = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  parent: z.string().nullable(),
  level: z.int(),
})

/** Territories, measures and sectors: what a series can be of. */
export const seriesCatalogue = query({
  name: 'series.catalogue',
  summary: words('Địa bàn, chỉ tiêu và ngành của chuỗi số liệu', 'Territories, measures and sectors'),
  route: 'GET /series/catalogue',
  input: z.object({}),
  output: z.object({
    territories: z.array(TerritoryRow),
    measures: z.array(MeasureRow),
    parts: z.array(PartRow),
    sectors: z.array(SectorRow),
  }),
  may: staff,
  async run({ db }) {
    const measures = await db
      .selectFrom('seriesMeasure')
      .select(['key', 'name', 'nameEn', 'definition', 'definitionEn', 'dimension', 'constantPrices'])
      .select(['partOf', 'partKey as part'])
      .orderBy('ord')
      .execute()
    const { sectors, parts } = await catalogueOf(db)
    return {
      territories: await territories(db),
      measures: measures,
      parts: [...parts.values()].map(({ aliases: _, ...part }) => part),
      sectors: [...sectors.values()].map(({ aliases: _, ...sector }) => sector),
    }
  },
})

/** Territory × measure: how many series, which years, what is final, when it last changed. */
export const seriesOverview = query({
  name: 'series.overview',
  summary: words('Tổng quan số liệu theo địa bàn và chỉ tiêu', 'Overview by territory and measure'),
  route: 'GET /series/overview',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        territoryId: z.int(),
        measure: z.string(),
        series: z.int(),
        values: z.int(),
        firstYear: z.int().nullable(),
        lastYear: z.int().nullable(),
        /** Of the totals: the last official year. */
        officialTo: z.int().nullable(),
        updatedAt: z.string(),
      }),
    ),
  }),
  may: staff,
  async run({ db }) {
    const { rows } = await sql<{
      territoryId: number
      measure: string
      series: number
      values: number
      firstYear: number | null
      lastYear: number | null
      officialTo: number | null
      updatedAt: Date
    }>`SELECT territory_id, measure_key AS measure, count(*)::int AS series, sum(filled)::int AS values, min(first_year) AS first_year,
              max(last_year) AS last_year, max(official_to) AS official_to, max(updated_at) AS updated_at
         FROM series GROUP BY territory_id, measure_key`.execute(db)
    return { rows: rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() })) }
  },
})
