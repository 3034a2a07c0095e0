import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { type StoredSeries, storedSeries } from './observations.ts'
import { type Method, type SeriesKey, type Status, seriesWord } from './rules.ts'

/** One revision to be written. */
export interface Revision {
  readonly key: SeriesKey
  readonly year: number
  /** Null takes the value back, with a reason. */
  readonly value: number | null
  readonly status: Status
  readonly source: string
  readonly publishedOn: string | null
  readonly method: Method | null
  readonly reason: string | null
}

export interface LockedTerritory {
  readonly id: number
  readonly name: string
  readonly nameEn: string
  readonly validTo: string | null
}

/**
 * The territory, locked for writing: writers of one territory come one after the other, so that within it observation ids
 * and moments rise in the order of commits and "newer than what the form showed" can be told by id.
 * @throws Problem 404
 */
export async function lockTerritory(db: Db, territoryId: number): Promise<LockedTerritory> {
  const territory = await territoryRow(db, territoryId).forNoKeyUpdate().executeTakeFirst()
  if (territory === undefined) throw notFound(words('địa bàn', 'Territory'))
  return territory
}

const territoryRow = (db: Db, territoryId: number) =>
  db.selectFrom('territory').select(['id', 'name', 'nameEn', 'validTo']).where('id', '=', territoryId)

/** The territory as it stands, for what is looked at before anything is written. @throws Problem 404 */
export async function readTerritory(db: Db, territoryId: number) {
  const territory = await territoryRow(db, territoryId).executeTakeFirst()
  if (territory === undefined) throw notFound(words('địa bàn', 'Territory'))
  return territory
}

/** Series of a territory by `seriesWord`, with their latest values. */
export async function seriesByWord(
  db: Db,
  territoryId: number,
  choice: { measures?: readonly string[]; edition?: string } = {},
): Promise<Map<string, StoredSeries>> {
  const found = await storedSeries(db, { territoryIds: [territoryId], ...choice })
  return new Map(found.map((series) => [seriesWord(series), series]))
}

/** Writes revisions in the territory that the caller has locked: makes series that are not there, keeps their summaries. */
export async function writeRevisions(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  territoryId: number,
  revisions: readonly Revision[],
): Promise<void> {
  if (revisions.length === 0) return
  const keys = new Map(revisions.map(({ key }) => [seriesWord(key), key]))
  await sql`
    INSERT INTO series (territory_id, measure_key, sector_key, base_year, edition)
    SELECT ${territoryId}, k.measure, k.sector, k."baseYear", k.edition
      FROM jsonb_to_recordset(${toJson([...keys.values()])}::jsonb)
        AS k (measure text, sector text, "baseYear" int, edition text)
    ON CONFLICT ON CONSTRAINT series_once DO NOTHING`.execute(db)
  const rows = revisions.map(({ key, ...rest }) => ({ ...key, ...rest }))
  const touched = await sql<{ id: number }>`
    WITH given AS (
      SELECT s.id AS series_id, r.* FROM jsonb_to_recordset(${toJson(rows)}::jsonb)
        AS r (measure text, sector text, "baseYear" int, edition text, year int, value numeric, status text, source text,
              "publishedOn" date, method text, reason text)
        JOIN series s ON s.territory_id = ${territoryId} AND s.measure_key = r.measure AND s.sector_key = r.sector
                     AND s.base_year IS NOT DISTINCT FROM r."baseYear" AND s.edition = r.edition),
    written AS (
      INSERT INTO observation (series_id, year, value, status, source, published_on, method, reason, recorded_by)
      SELECT series_id, year, value, status, source, "publishedOn", method, reason, ${actor.name} FROM given
      RETURNING series_id)
    SELECT DISTINCT series_id AS id FROM written`.execute(db)
  await summarise(
    db,
    touched.rows.map((row) => row.id),
  )
}

async function summarise(db: Db, seriesIds: readonly number[]): Promise<void> {
  await sql`
    UPDATE series s
       SET first_year = c.first_year, last_year = c.last_year, filled = c.filled, official_to = c.official_to,
           updated_at = date_trunc('milliseconds', clock_timestamp())
      FROM (SELECT i.id, min(o.year) AS first_year, max(o.year) AS last_year, count(o.year)::int AS filled,
                   max(o.year) FILTER (WHERE o.status = 'official') AS official_to
              FROM unnest(${seriesIds}::int[]) AS i (id)
              LEFT JOIN observation_current o ON o.series_id = i.id AND o.value IS NOT NULL
             GROUP BY i.id) c
     WHERE s.id = c.id`.execute(db)
}
