import type { z } from 'zod'
import { updateCatalogue } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import type { IndicatorData } from './rules.ts'

/** Brings the catalogue of indicators up to the rows given; those that an officer has edited stay as they are. */
export async function updateIndicators(
  db: Db,
  indicators: readonly z.infer<typeof IndicatorData>[],
): Promise<void> {
  const own = await db.selectFrom('indicator').select('key').where('own', '=', true).execute()
  const kept = new Set(own.map(({ key }) => key))
  await updateCatalogue(
    db,
    'indicator',
    indicators
      .map((indicator, place) => ({ ...indicator, ord: place + 1 }))
      .filter(({ key }) => !kept.has(key)),
  )
}
