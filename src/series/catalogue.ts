import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { partKinds } from './measure-parts.ts'
import { dimensions } from './units.ts'

/** data/series-catalogue.json: territories with their days, measures, sectors. It holds no figures. */
export const SeriesCatalogue = z.object({
  territories: z.array(
    z.object({
      key: z.string(),
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
  await db
    .insertInto('territory')
    .values(
      catalogue.territories.map((one, place) => ({
        key: one.key,
        name: one.name,
        name_en: one.nameEn,
        valid_from: one.validFrom,
        valid_to: one.validTo,
        source: one.source,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        name_en: row.ref('excluded.name_en'),
        valid_from: row.ref('excluded.valid_from'),
        valid_to: row.ref('excluded.valid_to'),
        source: row.ref('excluded.source'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
  for (const { key, successor } of catalogue.territories) {
    await db
      .updateTable('territory')
      .set((row) => ({
        successor_id:
          successor === null
            ? null
            : row.selectFrom('territory as s').select('s.id').where('s.key', '=', successor),
      }))
      .where('key', '=', key)
      .execute()
  }
  await db
    .insertInto('series_part')
    .values(
      catalogue.parts.map((one, place) => ({
        key: one.key,
        kind: one.kind,
        name: one.name,
        name_en: one.nameEn,
        aliases: one.aliases,
        depreciation: one.depreciation,
        service_life: one.serviceLife,
        source: one.source,
        source_en: one.sourceEn,
        to_check: one.toCheck,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        name_en: row.ref('excluded.name_en'),
        aliases: row.ref('excluded.aliases'),
        depreciation: row.ref('excluded.depreciation'),
        service_life: row.ref('excluded.service_life'),
        source: row.ref('excluded.source'),
        source_en: row.ref('excluded.source_en'),
        to_check: row.ref('excluded.to_check'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
  await db
    .insertInto('series_measure')
    .values(
      catalogue.measures.map((one, place) => ({
        key: one.key,
        name: one.name,
        name_en: one.nameEn,
        definition: one.definition,
        definition_en: one.definitionEn,
        dimension: one.dimension,
        constant_prices: one.constantPrices,
        aliases: one.aliases,
        part_of: one.partOf ?? null,
        part_kind: one.partKind ?? null,
        part_key: one.part ?? null,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        name_en: row.ref('excluded.name_en'),
        definition: row.ref('excluded.definition'),
        definition_en: row.ref('excluded.definition_en'),
        dimension: row.ref('excluded.dimension'),
        constant_prices: row.ref('excluded.constant_prices'),
        aliases: row.ref('excluded.aliases'),
        part_of: row.ref('excluded.part_of'),
        part_kind: row.ref('excluded.part_kind'),
        part_key: row.ref('excluded.part_key'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
  await db
    .insertInto('series_sector')
    .values(
      catalogue.sectors.map((one, place) => ({
        key: one.key,
        name: one.name,
        name_en: one.nameEn,
        parent_key: one.parent,
        level: one.level,
        aliases: one.aliases,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        name_en: row.ref('excluded.name_en'),
        parent_key: row.ref('excluded.parent_key'),
        level: row.ref('excluded.level'),
        aliases: row.ref('excluded.aliases'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
}
