import type { z } from 'zod'
import type { Db } from '../platform/database.ts'
import type { IndicatorData } from './rules.ts'

/** Brings the catalogue of indicators up to the rows given. */
export async function updateIndicators(
  db: Db,
  indicators: readonly z.infer<typeof IndicatorData>[],
): Promise<void> {
  await db
    .insertInto('indicator')
    .values(
      indicators.map((indicator, place) => ({
        key: indicator.key,
        name: indicator.name,
        nameEn: indicator.nameEn,
        unit: indicator.unit,
        unitEn: indicator.unitEn,
        factKinds: indicator.factKinds,
        measure: indicator.measure,
        ord: place + 1,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        nameEn: row.ref('excluded.nameEn'),
        unit: row.ref('excluded.unit'),
        unitEn: row.ref('excluded.unitEn'),
        factKinds: row.ref('excluded.factKinds'),
        measure: row.ref('excluded.measure'),
        ord: row.ref('excluded.ord'),
      })),
    )
    .execute()
}
