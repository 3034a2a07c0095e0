import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { fold } from '../platform/text.ts'

/** A province that became part of another. */
export interface ProvinceMerger {
  readonly province: string
  readonly successor: string
  readonly mergedOn: string
}

/** Every merger of provinces that the catalogue of places has; one that only changed its writing is none. */
export async function provinceMergers(db: Db): Promise<ProvinceMerger[]> {
  const { rows } = await sql<ProvinceMerger>`
    SELECT o.province, n.province AS successor, o.valid_to + 1 AS "mergedOn"
      FROM place o
      JOIN place_successor s ON s.place_key = o.key
      JOIN place n ON n.key = s.successor_key
     WHERE o.level = 'province' AND o.valid_to IS NOT NULL AND fold(o.province) <> fold(n.province)
     ORDER BY o.valid_to, o.key`.execute(db)
  return rows
}

/** `unknown`: its province was enlarged by the merger of the one asked about, so only its commune tells. */
export type Inside = 'inside' | 'outside' | 'unknown'

const same = (one: string, other: string) => fold(one) === fold(other)

/** What the province was part of on a day: itself, and those that it was merged into by then. */
function partOf(province: string, day: string, mergers: readonly ProvinceMerger[]): string[] {
  const line = [province]
  for (let at = province; ; ) {
    const merger = mergers.find((one) => same(one.province, at) && one.mergedOn <= day)
    if (merger === undefined || line.some((one) => same(one, merger.successor))) return line
    at = merger.successor
    line.push(at)
  }
}

/** What a province is part of on a day: itself, or what it was merged into by then; accents and case folded, to be compared. */
export function wholeProvince(province: string, day: string, mergers: readonly ProvinceMerger[]): string {
  return fold(partOf(province, day, mergers).at(-1) ?? province)
}

/**
 * Whether a place lies in a territory on a day: it does when its province, or what that was merged into by then, is the territory's.
 * @param unit the place with its province and its first day; null: before all mergers
 * @param territory a province as it was on the day `since` (a plan's first): after a merger, the old one and not the enlarged one
 */
export function insideProvince(
  unit: {
    readonly province: string
    readonly validFrom: string | null
    /** Where its area lay before its province was enlarged; null or absent where that is not known. */
    readonly formerProvince?: string | null
  },
  territory: { readonly province: string; readonly since: string },
  day: string,
  mergers: readonly ProvinceMerger[],
): Inside {
  const made = unit.validFrom ?? ''
  // A plan that names a province after its end means the area that it was.
  const since = mergers.some(
    ({ province, mergedOn }) => same(province, territory.province) && mergedOn <= territory.since,
  )
    ? ''
    : territory.since
  // A paper of before the unit was made is asked about the area that the unit has now.
  const on = day < made ? made : day
  const enlarged = mergers.some(
    ({ successor, mergedOn }) =>
      same(successor, unit.province) && mergedOn <= made && mergedOn <= on && since < mergedOn,
  )
  const former = unit.formerProvince ?? null
  if (enlarged && former !== null) return same(former, territory.province) ? 'inside' : 'outside'
  if (same(unit.province, territory.province)) return enlarged ? 'unknown' : 'inside'
  // A place of a province that is no more lies in the one that took it in, but in no other of the old ones.
  if (partOf(unit.province, on, mergers).some((province) => same(province, territory.province))) {
    const merger = mergers.find(({ province }) => same(province, unit.province))
    return merger !== undefined && since < merger.mergedOn ? 'outside' : 'inside'
  }
  const became = partOf(territory.province, on, mergers)
  return enlarged && became.some((province) => same(province, unit.province)) ? 'unknown' : 'outside'
}
