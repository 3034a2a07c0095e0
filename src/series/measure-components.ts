import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'

/** How a measure may be divided: capital by type of asset, workers and their pay by qualification. */
export const partKinds = ['asset', 'skill'] as const
export type PartKind = (typeof partKinds)[number]

/** A measure as a part of another: `investment_constant_machinery` is the `machinery` of `investment_constant`. */
export interface MeasurePart {
  readonly measure: string
  readonly whole: string
  readonly kind: PartKind
  /** Key of the part, the same under each whole. */
  readonly part: string
  readonly name: Words
}

/** A part of the catalogue; an asset with how fast it wears. */
export interface CataloguePart {
  readonly key: string
  readonly kind: PartKind
  readonly name: Words
  readonly aliases: readonly string[]
  /** A year's loss as a share of the stock (0 to 1), and years of service; null for what does not wear. */
  readonly depreciation: number | null
  readonly serviceLife: number | null
  readonly source: Words | null
  /** Whether the numbers have still to be held against their source. */
  readonly toCheck: boolean
}

/** The parts of the catalogue in their order, of one kind or of both. */
export async function catalogueParts(db: Db, kind?: PartKind): Promise<CataloguePart[]> {
  let rows = db.selectFrom('seriesPart').selectAll().orderBy('ord')
  if (kind !== undefined) rows = rows.where('kind', '=', kind)
  return (await rows.execute()).map(({ ord: _, nameEn, source, sourceEn, ...row }) => ({
    ...row,
    name: { vi: row.name, en: nameEn },
    source: source === null ? null : { vi: source, en: sourceEn ?? source },
  }))
}
