import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { partKinds } from './measure-components.ts'
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
        nameEn: one.nameEn,
        validFrom: one.validFrom,
        validTo: one.validTo,
        source: one.source,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        nameEn: row.ref('excluded.nameEn'),
        validFrom: row.ref('excluded.validFrom'),
        validTo: row.ref('excluded.validTo'),
        source: row.ref('excluded.source'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
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
  await db
    .insertInto('seriesPart')
    .values(
      catalogue.parts.map((one, place) => ({
        key: one.key,
        kind: one.kind,
        name: one.name,
        nameEn: one.nameEn,
        aliases: one.aliases,
        depreciation: one.depreciation,
        serviceLife: one.serviceLife,
        source: one.source,
        sourceEn: one.sourceEn,
        toCheck: one.toCheck,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        nameEn: row.ref('excluded.nameEn'),
        aliases: row.ref('excluded.aliases'),
        depreciation: row.ref('excluded.depreciation'),
        serviceLife: row.ref('excluded.serviceLife'),
        source: row.ref('excluded.source'),
        sourceEn: row.ref('excluded.sourceEn'),
        toCheck: row.ref('excluded.toCheck'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
  await db
    .insertInto('seriesMeasure')
    .values(
      catalogue.measures.map((one, place) => ({
        key: one.key,
        name: one.name,
        nameEn: one.nameEn,
        definition: one.definition,
        definitionEn: one.definitionEn,
        dimension: one.dimension,
        constantPrices: one.constantPrices,
        aliases: one.aliases,
        partOf: one.partOf ?? null,
        partKind: one.partKind ?? null,
        partKey: one.part ?? null,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        nameEn: row.ref('excluded.nameEn'),
        definition: row.ref('excluded.definition'),
        definitionEn: row.ref('excluded.definitionEn'),
        dimension: row.ref('excluded.dimension'),
        constantPrices: row.ref('excluded.constantPrices'),
        aliases: row.ref('excluded.aliases'),
        partOf: row.ref('excluded.partOf'),
        partKind: row.ref('excluded.partKind'),
        partKey: row.ref('excluded.partKey'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
  await db
    .insertInto('seriesSector')
    .values(
      catalogue.sectors.map((one, place) => ({
        key: one.key,
        name: one.name,
        nameEn: one.nameEn,
        parentKey: one.parent,
        level: one.level,
        aliases: one.aliases,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        nameEn: row.ref('excluded.nameEn'),
        parentKey: row.ref('excluded.parentKey'),
        level: row.ref('excluded.level'),
        aliases: row.ref('excluded.aliases'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
}
