import { sql } from 'kysely'
import { z } from 'zod'
import { sectorGroups } from '../enterprises/index.ts'
import { officers, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { dongOut, id, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { invalidField, notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { measuresOf } from './accounts.ts'
import { type Observed, supportEffect } from './effect.ts'
import { figureKeys } from './figures.ts'
import { disclosedQuarters, placeByQuarters, quarterShares, rounded } from './rules.ts'

const SectorShape = sectorGroups.schema
const Ratio = z.number().nullable()

const MeasuresOut = z.object({
  valueAdded: dongOut().nullable(),
  way: z.enum(['income', 'production']).nullable(),
  twoWays: z.object({ percent: z.number(), agrees: z.boolean() }).nullable(),
  perPerson: Ratio,
  perHour: Ratio,
  perCapital: Ratio,
  unitLabourCost: Ratio,
  profitability: Ratio,
  tfp: Ratio,
})

const Place = z.union([
  z.object({
    shown: z.literal(true),
    /** Who it is compared with: its own industry where that is large enough, else its sector group. */
    among: z.enum(['industry', 'sector']),
    quartile: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    bounds: z.object({ q1: z.number(), median: z.number(), q3: z.number() }),
    count: z.int(),
  }),
  z.object({
    shown: z.literal(false),
    minimum: z.int(),
    words: z.object({ vi: z.string(), en: z.string() }),
  }),
])

const AccountsYear = MeasuresOut.extend({
  year: z.int(),
  version: z.int(),
  netRevenue: dongOut(),
  stockChange: dongOut(),
  goodsForResale: dongOut(),
  intermediate: dongOut().nullable(),
  labourCost: dongOut().nullable(),
  depreciation: dongOut().nullable(),
  productionTaxes: dongOut().nullable(),
  subsidies: dongOut().nullable(),
  interest: dongOut().nullable(),
  profit: dongOut().nullable(),
  fixedAssets: dongOut().nullable(),
  labour: z.int(),
  hours: dongOut().nullable(),
  priceIndex: z.number(),
  valueAddedProduction: dongOut().nullable(),
  valueAddedIncome: dongOut().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Its place by labour productivity. */
  place: Place.nullable(),
})
export type AccountsYear = z.infer<typeof AccountsYear>

/** The name of an enterprise that this account may see. @throws Problem 404 */
async function seenEnterprise({ db, actor }: Context, enterpriseId: number) {
  const row = await db
    .selectFrom('enterprise')
    .select(['id', 'name', 'sectorGroup', 'industry'])
    .where('id', '=', enterpriseId)
    .where(readableBy(actor, 'enterprise.id'))
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('doanh nghiệp', 'Enterprise'))
  return row
}

/** Quarters of labour productivity by year, among the industry and among the sector group of an enterprise: one scan each. */
async function quartersOf(db: Db, enterpriseId: number, years: readonly number[]) {
  if (years.length === 0) return new Map<string, Parameters<typeof placeByQuarters>[1]>()
  const { rows } = await sql<{
    year: number
    among: 'industry' | 'sector'
    q: number[]
    n: number
  }>`
    WITH own AS (SELECT sector_group, fold(industry) AS industry_key FROM enterprise WHERE id = ${enterpriseId})
    SELECT p.year, g.among, percentile_cont(${quarterShares}::float8[]) WITHIN GROUP (ORDER BY p.labour_productivity) AS q,
           count(*)::int AS n
      FROM enterprise_productivity p CROSS JOIN own
     CROSS JOIN LATERAL (VALUES ('industry', p.industry_key = own.industry_key), ('sector', true)) AS g (among, within)
     WHERE p.year = ANY (${years}) AND p.sector_group = own.sector_group AND g.within AND p.labour_productivity IS NOT NULL
     GROUP BY p.year, g.among`.execute(db)
  return new Map(rows.map(({ year, among, q, n }) => [`${among}/${year}`, disclosedQuarters(q, n)]))
}

/** Labour and labour productivity of one enterprise, year by year. */
export async function productivityYears(db: Db, enterpriseId: number) {
  const rows = await accountsOf(db, enterpriseId)
  const labour = new Map(rows.map((row) => [row.year, row.labour]))
  return measuresOf(rows).map(({ year, perPerson }) => ({
    year,
    perPerson,
    labour: labour.get(year) ?? null,
  }))
}

const accountsOf = (db: Db, enterpriseId: number) =>
  db
    .selectFrom('enterpriseAccounts as a')
    .leftJoin('file as f', 'f.id', 'a.fileId')
    .select([
      'a.year',
      'a.version',
      ...figureKeys.map((figure) => `a.${figure}` as const),
      'a.valueAddedProduction',
      'a.valueAddedIncome',
      'f.id as fileId',
      'f.name as fileName',
    ])
    .where('a.enterpriseId', '=', enterpriseId)
    .orderBy('a.year')
    .execute()

/** The accounts of one enterprise with what they say, and its place in its sector; nobody else is named. */
export const showProductivity = query({
  name: 'productivity.show',
  summary: words('Năng suất của một doanh nghiệp', "One enterprise's productivity"),
  route: 'GET /enterprises/{id}/productivity',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    name: z.string(),
    sectorGroup: SectorShape,
    industry: z.string().nullable(),
    years: z.array(AccountsYear),
  }),
  may: [...officers, 'enterprise'],
  async run(context, input) {
    const { db } = context
    const enterprise = await seenEnterprise(context, input.id)
    const rows = await accountsOf(db, input.id)
    const quarters = await quartersOf(
      db,
      input.id,
      rows.map((row) => row.year),
    )
    const measures = new Map(measuresOf(rows).map((each) => [each.year, each]))
    const placeOf = (value: number | null, year: number) => {
      if (value === null) return null
      const near = placeByQuarters(value, quarters.get(`industry/${year}`) ?? null)
      if (near.shown) return { ...near, among: 'industry' as const }
      const wide = placeByQuarters(value, quarters.get(`sector/${year}`) ?? null)
      return wide.shown ? { ...wide, among: 'sector' as const } : wide
    }
    return {
      ...enterprise,
      years: rows.flatMap(({ fileId, fileName, ...row }) => {
        const measured = measures.get(row.year)
        if (measured === undefined) return []
        return [
          {
            ...row,
            ...measured,
            file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
            place: placeOf(measured.perPerson, row.year),
          },
        ]
      }),
    }
  },
})

const Between = z.object({ value: z.number(), low: z.number(), high: z.number() })
const Moved = z.object({ before: Between, after: Between })

const Effect = z.union([
  z.object({
    shown: z.literal(true),
    pairs: z.int(),
    controls: z.int(),
    unmatched: z.int(),
    /** In whole percent. */
    percent: Between,
    /** The same difference over the year before the window, where support can have done nothing yet. */
    preTrend: z.union([
      z.object({ shown: z.literal(true), pairs: z.int(), percent: Between, parallel: z.boolean() }),
      z.object({ shown: z.literal(false), reason: z.object({ vi: z.string(), en: z.string() }) }),
    ]),
    /** Geometric mean of labour productivity (đồng a person, constant prices) in two significant digits. */
    groups: z.object({ supported: Moved, controls: Moved }),
    clear: z.boolean(),
    caution: z.object({ vi: z.string(), en: z.string() }),
  }),
  z.object({ shown: z.literal(false), reason: z.object({ vi: z.string(), en: z.string() }) }),
])

/** Percent as it may be shown: whole, so that two results cannot be subtracted to one enterprise's figure. */
const whole = (value: number) => Math.round(value) + 0
const wholePercent = ({ value, low, high }: z.infer<typeof Between>) => ({
  value: whole(value),
  low: Math.floor(low),
  high: Math.ceil(high),
})
const roundedBetween = ({ value, low, high }: z.infer<typeof Between>) => ({
  value: rounded(value),
  low: rounded(low),
  high: rounded(high),
})
const roundedMoved = ({ before, after }: z.infer<typeof Moved>) => ({
  before: roundedBetween(before),
  after: roundedBetween(after),
})

/** The effect without what would tell of single enterprises. */
function disclosed(effect: ReturnType<typeof supportEffect>) {
  if (!effect.shown) return effect
  const { percent, groups, preTrend, ...rest } = effect
  const trend = preTrend.shown
    ? {
        ...preTrend,
        percent: wholePercent({
          value: 100 * Math.expm1(preTrend.interval.median),
          low: 100 * Math.expm1(preTrend.interval.low),
          high: 100 * Math.expm1(preTrend.interval.high),
        }),
      }
    : preTrend
  return {
    ...rest,
    percent: wholePercent(percent),
    preTrend: trend,
    groups: { supported: roundedMoved(groups.supported), controls: roundedMoved(groups.controls) },
  }
}

/** Years between the year before the support and the year after it: one for the support, one whole year of its effect. */
const WINDOW = 2

/**
 * How support has moved labour productivity, against enterprises without support that were like the supported ones. There is
 * one window, the last two whole years: a window chosen freely is searched until it shows something, and two windows subtracted
 * give away who is in one of them. Support that ended in the last year is left out, because that year is only partly after it.
 */
export const showEffect = query({
  name: 'productivity.effect',
  summary: words('Hiệu quả của hỗ trợ đối với năng suất', 'Effect of support on productivity'),
  route: 'GET /productivity/effect',
  /** The years may be named; others than those of the one window are refused. */
  input: z.object({ before: optionalYear(), after: optionalYear() }),
  output: z.object({
    before: z.int(),
    after: z.int(),
    /** Enterprises with accounts of both years, with a finished turn in the year between and with no turn at all. */
    supported: z.int(),
    others: z.int(),
    /** Supported enterprises whose turn ended in the last year: not counted. */
    partial: z.int(),
    effect: Effect,
    parameters: z.object({ caliper: z.number(), minimum: z.int(), level: z.number() }),
  }),
  may: staff,
  async run({ db, today }, input) {
    const after = yearOf(today) - 1
    const before = after - WINDOW
    for (const [field, year] of [
      ['before', before],
      ['after', after],
    ] as const) {
      if ((input[field] ?? year) !== year) {
        throw invalidField(field, {
          vi: `Kỳ so sánh cố định: từ ${before} đến ${after}.`,
          en: `The window is fixed: from ${before} to ${after}.`,
        })
      }
    }
    const { rows } = await sql<{
      id: string
      sector: string
      supported: boolean
      partial: boolean
      p: number | null
      l: number | null
      p0: number
      l0: number
      p1: number
      l1: number
    }>`
      SELECT lpad(b.enterprise_id::text, 10, '0') AS id, b.sector_group AS sector, turn.finished AS supported, turn.partial,
             (c.labour_productivity * 100 / c.price_index)::float8 AS p, c.labour AS l,
             (b.labour_productivity * 100 / b.price_index)::float8 AS p0, b.labour AS l0,
             (a.labour_productivity * 100 / a.price_index)::float8 AS p1, a.labour AS l1
        FROM enterprise_productivity b
        JOIN enterprise_productivity a ON a.enterprise_id = b.enterprise_id AND a.year = ${after}
        LEFT JOIN enterprise_productivity c ON c.enterprise_id = b.enterprise_id AND c.year = ${before - 1}
             AND c.labour_productivity > 0
       CROSS JOIN LATERAL (
         SELECT coalesce(bool_or(t.state = 'finished' AND extract(year FROM t.decided_on) > ${before}
                                 AND extract(year FROM t.finished_on) < ${after}), false) AS finished,
                coalesce(bool_or(t.state = 'finished' AND extract(year FROM t.decided_on) > ${before}
                                 AND extract(year FROM t.finished_on) = ${after}), false) AS partial,
                count(*) FILTER (WHERE t.state <> 'cancelled') AS turns
           FROM support_turn t WHERE t.enterprise_id = b.enterprise_id) AS turn
       WHERE b.year = ${before} AND b.labour_productivity > 0 AND a.labour_productivity > 0
         AND (turn.finished OR turn.partial OR turn.turns = 0)`.execute(db)
    const observed: Observed[] = rows
      .filter(({ partial }) => !partial)
      .map((row) => ({
        id: row.id,
        sector: row.sector,
        supported: row.supported,
        earlier: row.p === null || row.l === null ? null : { productivity: row.p, labour: row.l },
        before: { productivity: row.p0, labour: row.l0 },
        after: { productivity: row.p1, labour: row.l1 },
      }))
    const effect = supportEffect(observed)
    const supported = observed.filter((each) => each.supported).length
    return {
      before,
      after,
      supported,
      others: observed.length - supported,
      partial: rows.length - observed.length,
      effect: Effect.parse(disclosed(effect)),
      parameters: effect.parameters,
    }
  },
})

const Assessment = z.object({
  id: z.int(),
  assessedOn: z.iso.date(),
  questionnaire: z.string(),
  answers: z.record(z.string(), z.int()),
  note: z.string().nullable(),
})

/** The self-assessments of an enterprise, the latest first. */
export const listAssessments = query({
  name: 'assessments.list',
  summary: words('Các lần tự đánh giá của doanh nghiệp', "An enterprise's self-assessments"),
  route: 'GET /enterprises/{id}/assessments',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), name: z.string(), assessments: z.array(Assessment) }),
  may: [...officers, 'enterprise'],
  async run(context, input) {
    const { name } = await seenEnterprise(context, input.id)
    const rows = await context.db
      .selectFrom('selfAssessment')
      .select(['id', 'assessedOn', 'questionnaire', 'answers', 'note'])
      .where('enterpriseId', '=', input.id)
      .orderBy('id', 'desc')
      .limit(50)
      .execute()
    return { id: input.id, name, assessments: rows.map((row) => Assessment.parse(row)) }
  },
})
