import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { sectorGroups, sizeClasses } from '../enterprises/index.ts'
import { officers } from '../platform/actor.ts'
import { dongOut, optionalChoice, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, type Sort, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { disclosedQuarters, MINIMUM_CELL, quarterShares } from './rules.ts'

const SectorShape = sectorGroups.schema
const Ratio = z.number().nullable()

/** What the list and its summary are narrowed by, beside the year. */
const narrowing = {
  sector: optionalChoice(sectorGroups.keys),
  size: optionalChoice(sizeClasses.keys),
  supported: optionalChoice(['yes', 'no']),
}
interface Narrowed {
  readonly q?: string | undefined
  readonly sector?: string | undefined
  readonly size?: string | undefined
  readonly supported?: 'yes' | 'no' | undefined
}

const supported = sql<SqlBool>`EXISTS (SELECT FROM support_turn t WHERE t.enterprise_id = p.enterprise_id AND t.state = 'finished')`

/** The same for list and summary, over `enterprise_productivity` as p and `enterprise` as e. */
function conditionsOf(input: Narrowed): RawBuilder<SqlBool>[] {
  return [
    ...(input.sector === undefined ? [] : [sql<SqlBool>`e.sector_group = ${input.sector}`]),
    ...(input.size === undefined ? [] : [sql<SqlBool>`e.size_class = ${input.size}`]),
    ...(input.supported === undefined
      ? []
      : [input.supported === 'yes' ? supported : sql<SqlBool>`NOT ${supported}`]),
    ...searchPatterns(input.q, fold).map((pattern) => sql<SqlBool>`e.search LIKE ${pattern}`),
  ]
}

const ListRow = z.object({
  id: z.int(),
  enterpriseId: z.int(),
  name: z.string(),
  taxCode: z.string(),
  sectorGroup: SectorShape,
  /** As it is today. */
  sizeClass: sizeClasses.schema,
  industry: z.string().nullable(),
  year: z.int(),
  labour: z.int(),
  valueAdded: dongOut().nullable(),
  /** Đồng a person. */
  perPerson: Ratio,
  perCapital: Ratio,
  unitLabourCost: Ratio,
  profitability: Ratio,
  /** Whether a support turn of this enterprise has been finished, in whatever year. */
  supported: z.boolean(),
})

const perCapital = sql<number | null>`p.value_added::float8 / p.fixed_assets`
const labourCost = sql<number | null>`p.labour_cost::float8 / nullif(greatest(p.value_added, 0), 0)`
const profitability = sql<number | null>`p.profit::float8 / nullif(p.net_revenue, 0)`

/** By a ratio that cannot be told for some: those come last, the highest first. */
const byRatio = <Row>(ratio: RawBuilder<number | null>, value: (row: Row) => number | null): Sort<Row> => ({
  column: sql`coalesce(${ratio}, '-infinity'::float8)`,
  value: (row) => String(value(row) ?? '-infinity'),
  direction: 'desc',
})

/** Enterprises by year with their productivity. */
export const listProductivity = query({
  name: 'productivity.list',
  summary: words('Năng suất doanh nghiệp', 'Productivity of enterprises'),
  route: 'GET /productivity',
  input: z.object({
    ...listInput([
      'year',
      'productivity',
      'name',
      'labour',
      'valueAdded',
      'perCapital',
      'labourCost',
      'profitability',
    ]),
    year: optionalYear(),
    ...narrowing,
  }),
  output: listOutput(ListRow),
  may: officers,
  async run({ db }, input) {
    let rows = db
      .selectFrom('enterpriseProductivity as p')
      .innerJoin('enterprise as e', 'e.id', 'p.enterpriseId')
      .select([
        sql<number>`p.id`.as('id'),
        'e.id as enterpriseId',
        'e.name',
        'e.taxCode',
        'e.sectorGroup',
        'e.sizeClass',
        'e.industry',
        sql<number>`p.year`.as('year'),
        sql<number>`p.labour`.as('labour'),
        'p.valueAdded',
        sql<number>`p.labour_productivity`.as('perPerson'),
        perCapital.as('perCapital'),
        labourCost.as('unitLabourCost'),
        profitability.as('profitability'),
        supported.as('supported'),
      ])
    if (input.year !== undefined) rows = rows.where('p.year', '=', input.year)
    for (const condition of conditionsOf(input)) rows = rows.where(condition)
    const page = await pageOf(
      rows,
      input,
      {
        year: { column: 'p.year', value: (row) => row.year, direction: 'desc' },
        productivity: {
          column: 'p.labourProductivity',
          value: (row) => row.perPerson,
          direction: 'desc',
        },
        name: { column: 'e.name', value: (row) => row.name },
        labour: { column: 'p.labour', value: (row) => row.labour, direction: 'desc' },
        valueAdded: byRatio(sql`p.value_added::float8`, (row) =>
          row.valueAdded === null ? null : Number(row.valueAdded),
        ),
        perCapital: byRatio(perCapital, (row) => row.perCapital),
        labourCost: byRatio(labourCost, (row) => row.unitLabourCost),
        profitability: byRatio(profitability, (row) => row.profitability),
      },
      'p.id',
    )
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        sectorGroup: row.sectorGroup,
        sizeClass: row.sizeClass,
        supported: row.supported === true,
      })),
    }
  },
})

/**
 * Quarters of labour productivity by year among the enterprises that the list is narrowed to. A year with fewer enterprises than
 * `MINIMUM_CELL` gives its years alone: quarters of few point at single ones.
 */
export const productivitySummary = query({
  name: 'productivity.summary',
  summary: words('Phân bố năng suất lao động theo năm', 'Distribution of labour productivity by year'),
  route: 'GET /productivity/summary',
  input: z.object({ q: optionalText(200), ...narrowing }),
  output: z.object({
    minimum: z.int(),
    years: z.array(
      z.object({
        year: z.int(),
        /** Đồng a person; null below the minimum. */
        quarters: z.object({ q1: z.number(), median: z.number(), q3: z.number(), count: z.int() }).nullable(),
      }),
    ),
  }),
  may: officers,
  async run({ db }, input) {
    const conditions = conditionsOf(input).map((condition) => sql`AND ${condition}`)
    const { rows } = await sql<{ year: number; q: number[]; n: number }>`
      SELECT p.year, percentile_cont(${quarterShares}::float8[]) WITHIN GROUP (ORDER BY p.labour_productivity) AS q, count(*)::int AS n
        FROM enterprise_productivity p JOIN enterprise e ON e.id = p.enterprise_id
       WHERE p.labour_productivity IS NOT NULL ${sql.join(conditions, sql` `)}
       GROUP BY p.year ORDER BY p.year DESC LIMIT 15`.execute(db)
    return {
      minimum: MINIMUM_CELL,
      years: rows.reverse().map(({ year, q, n }) => ({
        year,
        quarters: n < MINIMUM_CELL ? null : disclosedQuarters(q, n),
      })),
    }
  },
})
