import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays } from '../platform/dates.ts'
import { day, id, optionalId, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { TerritoryRow, territories } from './catalogue-queries.ts'
import { checkSeries } from './checks.ts'
import { catalogueOf, partsOf, seriesById } from './entry.ts'
import { type CheckedSeries, problemCodes } from './finding.ts'
import { type StoredSeries, storedSeries } from './observations.ts'
import { type Method, methods, type Status, seriesWord, statuses } from './rules.ts'
import { keptUnit, unitKeys } from './units.ts'

const Pair = z.object({ vi: z.string(), en: z.string() })
const SeriesRow = z.object({
  id: z.int(),
  territoryId: z.int(),
  territory: Pair,
  measure: z.string(),
  measureName: Pair,
  sector: z.string(),
  sectorName: Pair,
  baseYear: z.int().nullable(),
  edition: z.string(),
  unit: z.enum(unitKeys),
  firstYear: z.int().nullable(),
  lastYear: z.int().nullable(),
  filled: z.int(),
  officialTo: z.int().nullable(),
  updatedAt: z.string(),
})
export type SeriesListRow = z.infer<typeof SeriesRow>

function seriesRows(db: Db) {
  return db
    .selectFrom('series as s')
    .innerJoin('territory as t', 't.id', 's.territoryId')
    .innerJoin('seriesMeasure as m', 'm.key', 's.measureKey')
    .innerJoin('seriesSector as c', 'c.key', 's.sectorKey')
    .select([
      's.id',
      's.territoryId',
      's.measureKey as measure',
      's.sectorKey as sector',
      's.baseYear',
      's.edition',
      's.firstYear',
      's.lastYear',
      's.filled',
      's.officialTo',
      's.updatedAt',
      't.name as territoryName',
      't.nameEn as territoryNameEn',
      'm.name as measureName',
      'm.nameEn as measureNameEn',
      'm.dimension',
      'c.name as sectorName',
      'c.nameEn as sectorNameEn',
    ])
}

function seriesRow(row: InferResult<ReturnType<typeof seriesRows>>[number]): SeriesListRow {
  const { territoryName, territoryNameEn, measureNameEn, sectorNameEn, dimension, ...rest } = row
  return {
    ...rest,
    territory: { vi: territoryName, en: territoryNameEn },
    measureName: { vi: row.measureName, en: measureNameEn },
    sectorName: { vi: row.sectorName, en: sectorNameEn },
    unit: keptUnit[dimension],
    updatedAt: new Date(row.updatedAt).toISOString(),
  }
}

/** Series, the last revised first. */
export const listSeries = query({
  name: 'series.list',
  summary: words('Danh sách chuỗi số liệu', 'List of series'),
  route: 'GET /series',
  input: z.object({
    ...listInput(['updated']),
    territoryId: optionalId(),
    measure: optionalText(60),
    sector: optionalText(60),
  }),
  output: listOutput(SeriesRow),
  may: staff,
  async run({ db }, input) {
    let rows = seriesRows(db)
    if (input.territoryId !== undefined) rows = rows.where('s.territoryId', '=', input.territoryId)
    if (input.measure !== undefined) rows = rows.where('s.measureKey', '=', input.measure)
    if (input.sector !== undefined) rows = rows.where('s.sectorKey', '=', input.sector)
    const page = await pageOf(
      rows,
      input,
      {
        updated: {
          column: 's.updatedAt',
          value: (row) => new Date(row.updatedAt).toISOString(),
          direction: 'desc',
        },
      },
      's.id',
    )
    return { ...page, rows: page.rows.map(seriesRow) }
  },
})

/** Every latest value behind the list's filters, one row a value; what exports hold. */
export const listValues = query({
  name: 'series.values',
  summary: words('Giá trị của các chuỗi', 'Values of series'),
  route: 'GET /series/values',
  input: z.object({ territoryId: id(), measure: optionalText(60), from: optionalYear(), to: optionalYear() }),
  output: z.object({
    rows: z.array(
      z.object({
        series: SeriesRow,
        year: z.int(),
        value: z.number(),
        status: statuses.schema,
        source: z.string(),
        publishedOn: z.string().nullable(),
        method: methods.schema.nullable(),
      }),
    ),
  }),
  may: staff,
  async run({ db }, input) {
    const known = (await territories(db)).some((one) => one.id === input.territoryId)
    if (!known) throw notFound(words('địa bàn', 'Territory'))
    let rows = seriesRows(db).where('s.territoryId', '=', input.territoryId)
    if (input.measure !== undefined) rows = rows.where('s.measureKey', '=', input.measure)
    const series = (await rows.orderBy('m.ord').orderBy('c.ord').orderBy('s.id').execute()).map(seriesRow)
    const stored = await storedSeries(db, {
      territoryIds: [input.territoryId],
      measures: input.measure === undefined ? undefined : [input.measure],
    })
    const byId = new Map(stored.map((one) => [one.id, one]))
    return {
      rows: series.flatMap((one) =>
        [...(byId.get(one.id)?.values ?? [])].flatMap(
          ([year, { value, status, source, publishedOn, method }]) =>
            value === null || year < (input.from ?? 0) || year > (input.to ?? 9999)
              ? []
              : [{ series: one, year, value, status, source, publishedOn, method }],
        ),
      ),
    }
  },
})

/** An ISO moment, or a day, which means its end in Viet Nam. */
const moment = () => z.union([z.iso.datetime({ offset: true }), day()]).optional()
const momentOf = (text: string) => (text.length === 10 ? `${addDays(text, 1)}T00:00:00+07:00` : text)

const Revision = z.object({
  year: z.int(),
  /** Null: revoked. */
  value: z.number().nullable(),
  status: statuses.schema,
  source: z.string(),
  publishedOn: z.string().nullable(),
  method: methods.schema.nullable(),
  reason: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
})

/** One series: its values (now, or as they were on record at `asOf`) and every revision, the newest first. */
export const showSeries = query({
  name: 'series.show',
  summary: words('Một chuỗi số liệu', 'One series'),
  route: 'GET /series/{id}',
  input: z.object({ id: id(), asOf: moment() }),
  output: z.object({
    series: SeriesRow,
    values: z.array(Revision),
    revisions: z.array(Revision),
    /** Other series of the same territory, measure and sector: what it can be linked with. */
    siblings: z.array(z.object({ id: z.int(), baseYear: z.int().nullable(), edition: z.string() })),
  }),
  may: staff,
  async run({ db }, input) {
    const row = await seriesRows(db).where('s.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('chuỗi số liệu', 'Series'))
    const until = input.asOf === undefined ? null : momentOf(input.asOf)
    const all = await sql<{
      year: number
      value: number | null
      status: Status
      source: string
      publishedOn: string | null
      method: Method | null
      reason: string | null
      recordedAt: Date
      recordedBy: string
    }>`SELECT year, value, status, source, published_on, method, reason, recorded_at, recorded_by
         FROM observation WHERE series_id = ${input.id} ${until === null ? sql`` : sql`AND recorded_at < ${until}::timestamptz`}
        ORDER BY id DESC`.execute(db)
    const revisions = all.rows.map((one) => ({
      ...one,
      recordedAt: one.recordedAt.toISOString(),
    }))
    const latest = new Map<number, (typeof revisions)[number]>()
    for (const revision of revisions) if (!latest.has(revision.year)) latest.set(revision.year, revision)
    const own = await seriesById(db, input.id)
    const siblings = await db
      .selectFrom('series')
      .select(['id', 'baseYear', 'edition'])
      .where('territoryId', '=', own.territoryId)
      .where('measureKey', '=', own.measureKey)
      .where('sectorKey', '=', own.sectorKey)
      .where('id', '<>', own.id)
      .orderBy('id')
      .execute()
    return {
      series: seriesRow(row),
      values: [...latest.values()].filter(({ value }) => value !== null).sort((a, b) => a.year - b.year),
      revisions,
      siblings,
    }
  },
})

const GridCell = z.object({
  year: z.int(),
  value: z.number(),
  status: statuses.schema,
  revisionId: z.string(),
})

/** The latest values of some measures of a territory, as a grid holds them, and the version that its form carries. */
export const showGrid = query({
  name: 'series.grid',
  summary: words('Bảng số liệu của một địa bàn', 'The grid of a territory'),
  route: 'GET /series/grid',
  input: z.object({
    territoryId: id(),
    /** Keys; in an address separated by commas. */
    measures: z.preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : value),
      z.array(z.string().max(60)).min(1).max(20),
    ),
    baseYear: optionalYear(),
    edition: optionalText(80),
  }),
  output: z.object({
    territory: TerritoryRow,
    /** The newest observation shown; '0' when there is none. */
    version: z.string(),
    series: z.array(
      z.object({
        id: z.int(),
        measure: z.string(),
        sector: z.string(),
        baseYear: z.int().nullable(),
        cells: z.array(GridCell),
      }),
    ),
  }),
  may: staff,
  async run({ db }, input) {
    const territory = (await territories(db)).find((one) => one.id === input.territoryId)
    if (territory === undefined) throw notFound(words('địa bàn', 'Territory'))
    const stored = await storedSeries(db, {
      territoryIds: [input.territoryId],
      measures: input.measures,
      edition: input.edition ?? '',
    })
    // Writers of a territory come one after the other, so whatever is written later has a higher id.
    let newest = 0n
    for (const one of stored) for (const { id: of } of one.values.values()) if (of > newest) newest = of
    return {
      territory,
      version: String(newest),
      series: stored
        .filter(
          (one) => one.baseYear === null || input.baseYear === undefined || one.baseYear === input.baseYear,
        )
        .map(({ id: seriesId, measure, sector, baseYear, values }) => ({
          id: seriesId,
          measure,
          sector,
          baseYear,
          cells: [...values].flatMap(([year, { id: revisionId, value, status }]) =>
            value === null ? [] : [{ year, value, status, revisionId: String(revisionId) }],
          ),
        })),
    }
  },
})

const Finding = z.object({
  code: z.enum(problemCodes),
  severity: z.enum(['error', 'warning']),
  seriesId: z.int(),
  measure: z.string(),
  sector: z.string(),
  baseYear: z.int().nullable(),
  edition: z.string(),
  year: z.int(),
  found: z.number().nullable(),
  expected: z.number().nullable(),
  words: Pair,
})

function asChecked(stored: readonly StoredSeries[]): CheckedSeries[] {
  return stored.map(({ measure, sector, baseYear, edition, values }) => ({
    measure,
    sector,
    baseYear,
    edition,
    values: new Map(
      [...values].flatMap(([year, { value, status }]) =>
        value === null ? [] : [[year, { value, status }] as const],
      ),
    ),
  }))
}

/** What is suspicious about a territory's latest values; see `checkSeries`. */
export const checkTerritory = query({
  name: 'series.check',
  summary: words('Kiểm tra số liệu của một địa bàn', 'Check the figures of a territory'),
  route: 'GET /series/check',
  input: z.object({
    territoryId: id(),
    /** Yearly change above which a value is a jump, in percent; by measure when left out. */
    jumpPercent: z.coerce.number().min(1).max(10_000).optional(),
  }),
  output: z.object({ problems: z.array(Finding) }),
  may: staff,
  async run({ db }, input) {
    const territory = (await territories(db)).find((one) => one.id === input.territoryId)
    if (territory === undefined) throw notFound(words('địa bàn', 'Territory'))
    const stored = await storedSeries(db, { territoryIds: [territory.id] })
    const known = await catalogueOf(db)
    const problems = checkSeries(asChecked(stored), {
      sectors: [...known.sectors.values()],
      parts: partsOf(known),
      validTo: territory.validTo,
      jump: input.jumpPercent === undefined ? undefined : input.jumpPercent / 100,
    })
    const ids = new Map(stored.map((one) => [seriesWord(one), one.id]))
    return {
      problems: problems.map((problem) => ({ ...problem, seriesId: ids.get(seriesWord(problem)) ?? 0 })),
    }
  },
})
