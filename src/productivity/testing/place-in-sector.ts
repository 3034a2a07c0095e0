import { quantile } from '../../tfp/index.ts'
import {
  disclosedQuarters,
  MINIMUM_CELL,
  placeByQuarters,
  quarterShares,
  type SectorPlace,
} from '../rules.ts'

/** As `placeByQuarters`, with the quarters of the `sector`'s values (its own included; those not finite left out). */
export function placeInSector(value: number, sector: readonly number[], minimum = MINIMUM_CELL): SectorPlace {
  const sorted = Float64Array.from(sector.filter(Number.isFinite)).sort()
  if (sorted.length === 0) return placeByQuarters(value, null, minimum)
  const quantiles = quarterShares.map((share) => quantile(sorted, share))
  return placeByQuarters(value, disclosedQuarters(quantiles, sorted.length), minimum)
}
