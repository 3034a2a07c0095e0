import type { z } from 'zod'
import { updateCatalogue } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import type { IndicatorData } from './rules.ts'

/** Brings the catalogue of indicators up to the rows given. */
export async function updateIndicators(
  db: Db,
  indicators: readonly z.infer<typeof IndicatorData>[],
): Promise<void> {
  await updateCatalogue(
    db,
    'indicator',
    indicators.map((indicator, place) => ({ ...indicator, ord: place + 1 })),
  )
}
