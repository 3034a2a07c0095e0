import { sql } from 'kysely'
import { z } from 'zod'
import { untouched, updateCatalogue } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { partKinds } from './measure-components.ts'
import { dimensions } from './units.ts'

/** data/series-catalogue.json: territories with their days, measures, sectors. It holds no figures. */
export const SeriesCatalogue = z.object({
  territories: z.array(
    z.object({
      key: z.string(),
      /** Key of the province in the catalogue of places. */
      placeKey: z.string(),
      name: z.string(),
      nameEn: z.string(),
      validFrom: z.iso.date().nullable(),
      validTo: z.iso.date().nullable(),
      /** Key of the territory that it went into. */
      successor: z.string().nullable(),
      source: z.string(),
    }),
  ),
  /** What a whole is divided into: types of asset with how fast they wear, qualifications of workers. */
  parts: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(partKinds),
      name: z.string(),
      nameEn: z.string(),
      aliases: z.array(z.string()),
      depreciation: z.number().nullable(),
      serviceLife: z.int().nullable(),
      source: z.string().nullable(),
      sourceEn: z.string().nullable(),
      toCheck: z.boolean(),
    }),
  ),
  measures: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      nameEn: z.string(),
      definition: z.string(),
      definitionEn: z.string(),
      dimension: z.enum(dimensions),
      constantPrices: z.boolean(),
      aliases: z.array(z.string()),
      /** The measure that this is a part of, how that one is divided, and which part it is. */
      partOf: z.string().optional(),
      partKind: z.enum(partKinds).optional(),
      part: z.string().optional(),
    }),
  ),
  sectorSource: z.string(),
  sectors: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      nameEn: z.string(),
      parent: z.string().nullable(),
      level: z.int(),
      aliases: z.array(z.string()),
    }),
  ),
})
export type SeriesCatalogue = z.infer<typeof SeriesCatalogue>

/** Brings territories, measures and sectors up to the catalogue; series and their values are not touched. */
export async function updateSeriesCatalogue(db: Db, catalogue: SeriesCatalogue): Promise<void> {
  await updateCatalogue(
    db,
    'territory',
    catalogue.territories.map(({ successor: _, ...territory }, place) => ({ ...territory, ord: place + 1 })),
  )
  for (const { key, successor } of catalogue.territories) {
    await db
      .updateTable('territory')
      .set((row) => ({
        successorId:
          successor === null
            ? null
            : row.selectFrom('territory as s').select('s.id').where('s.key', '=', successor),
      }))
      .where('key', '=', key)
      .execute()
  }
  await updateCatalogue(
    db,
    'seriesPart',
    catalogue.parts.map((part, place) => ({ ...part, ord: place + 1 })),
    // What an officer has held against its source stays.
    untouched('series_part', sql`series_part.key`),
  )
  await updateCatalogue(
    db,
    'seriesMeasure',
    catalogue.measures.map(({ part = null, partOf = null, partKind = null, ...measure }, place) => ({
      ...measure,
      partOf,
      partKind,
      partKey: part,
      ord: place + 1,
    })),
  )
  await updateCatalogue(
    db,
    'seriesSector',
    catalogue.sectors.map(({ parent: parentKey, ...sector }, place) => ({
      ...sector,
      parentKey,
      ord: place + 1,
    })),
  )
}
