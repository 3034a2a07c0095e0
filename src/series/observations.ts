import type { Db } from '../platform/database.ts'
import type { Method, SeriesKey, Status } from './rules.ts'

/** The latest value of one year of a series. */
export interface CurrentValue {
  readonly id: bigint
  /** Null where it was revoked. */
  readonly value: number | null
  readonly status: Status
  readonly source: string
  readonly publishedOn: string | null
  readonly method: Method | null
}

/** A series with its latest values by year, years ascending. */
export interface StoredSeries extends SeriesKey {
  readonly id: number
  readonly territoryId: number
  readonly values: ReadonlyMap<number, CurrentValue>
}

/** Series of some territories with the latest value of each year. Two queries whatever the number of series. */
export async function storedSeries(
  db: Db,
  choice: {
    readonly territoryIds: readonly number[]
    readonly measures?: readonly string[] | undefined
    readonly sectors?: readonly string[] | undefined
    readonly edition?: string | undefined
  },
): Promise<StoredSeries[]> {
  if (choice.territoryIds.length === 0) return []
  let query = db
    .selectFrom('series')
    .select(['id', 'territoryId', 'measureKey', 'sectorKey', 'baseYear', 'edition'])
    .where('territoryId', 'in', choice.territoryIds)
    .orderBy('id')
  if (choice.measures !== undefined) query = query.where('measureKey', 'in', [...choice.measures])
  if (choice.sectors !== undefined) query = query.where('sectorKey', 'in', [...choice.sectors])
  if (choice.edition !== undefined) query = query.where('edition', '=', choice.edition)
  const series = await query.execute()
  if (series.length === 0) return []
  const values = await db
    .selectFrom('observationCurrent')
    .selectAll()
    .where(
      'seriesId',
      'in',
      series.map((one) => one.id),
    )
    .orderBy('seriesId')
    .orderBy('year')
    .$narrowType<{ status: Status; method: Method | null }>()
    .execute()
  const bySeries = Map.groupBy(values, (row) => row.seriesId)
  return series.map((one) => ({
    id: one.id,
    territoryId: one.territoryId,
    measure: one.measureKey,
    sector: one.sectorKey,
    baseYear: one.baseYear,
    edition: one.edition,
    values: new Map(
      (bySeries.get(one.id) ?? []).map((row) => [
        row.year,
        {
          id: row.observationId,
          value: row.value,
          status: row.status,
          source: row.source,
          publishedOn: row.publishedOn,
          method: row.method,
        },
      ]),
    ),
  }))
}

/** The numbers of a series: years whose value was not revoked. */
export function numbersOf(series: StoredSeries | undefined): Map<number, number> {
  const numbers = new Map<number, number>()
  for (const [year, { value }] of series?.values ?? []) if (value !== null) numbers.set(year, value)
  return numbers
}
