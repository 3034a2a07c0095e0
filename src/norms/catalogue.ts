import { sql } from 'kysely'
import { z } from 'zod'
import { backings } from '../plan/index.ts'
import { untouched } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { ceilingUnits, normKinds, normSizes, overs } from './rules.ts'

/** A row of data/norms.json: bounds that a law or decree sets for every province; `instrument` is its number in data/legal.json. */
export const NormData = z.object({
  key: z.string().min(1),
  instrument: z.string().min(1),
  article: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  kind: normKinds.schema,
  share: z.number().nullable(),
  ceiling: z.int().nullable(),
  ceilingUnit: ceilingUnits.schema.nullable(),
  sizeClass: normSizes.schema.nullable(),
  mostTimes: z.int().nullable(),
  condition: z.string().nullable(),
  backing: backings.schema.nullable(),
  whenOver: overs.schema,
  content: z.string().nullable(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  note: z.string().nullable(),
})

/** Brings the norms that come with the program up to data/: adds those that are missing, corrects those that no officer has touched. */
export async function updateNorms(db: Db, norms: readonly z.infer<typeof NormData>[]): Promise<void> {
  const instruments = await db.selectFrom('legalInstrument').select(['id', 'number']).execute()
  const contents = await db.selectFrom('supportContent').select(['id', 'key']).execute()
  for (const { instrument, content, ceiling, ...norm } of norms) {
    const instrumentId = instruments.find(({ number }) => number === instrument)?.id
    if (instrumentId === undefined)
      throw new Error(`Norm ${norm.key} names ${instrument}, which is not there`)
    const contentId = content === null ? null : (contents.find(({ key }) => key === content)?.id ?? null)
    await db
      .insertInto('norm')
      .values({ ...norm, instrumentId, contentId, ceiling: ceiling === null ? null : BigInt(ceiling) })
      .onConflict((there) =>
        there
          .column('key')
          .doUpdateSet((row) => ({
            article: row.ref('excluded.article'),
            name: row.ref('excluded.name'),
            nameEn: row.ref('excluded.nameEn'),
            share: row.ref('excluded.share'),
            ceiling: row.ref('excluded.ceiling'),
            condition: row.ref('excluded.condition'),
            note: row.ref('excluded.note'),
          }))
          .where(sql<boolean>`(norm.article, norm.name, norm.name_en, norm.share, norm.ceiling, norm.condition, norm.note)
            IS DISTINCT FROM (excluded.article, excluded.name, excluded.name_en, excluded.share, excluded.ceiling,
            excluded.condition, excluded.note)`)
          .where(untouched('norm', sql`norm.id::text`)),
      )
      .execute()
  }
}
