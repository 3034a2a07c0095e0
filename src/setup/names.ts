import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { agencyKinds, livesOn } from '../agencies/index.ts'
import { packageDirectory } from '../platform/config.ts'
import { addDays } from '../platform/dates.ts'

/**
 * A row of data/agency-names.json: what a body of a province is usually called, between two days. `{place}` stands for the province;
 * one without it is of the State, whatever the province is called. */
const AgencyName = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.enum(agencyKinds),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  /** Key of the row that took its work over. */
  successor: z.string().nullable(),
  source: z.string(),
  /** Recalled, or not found in a text: to be held against the province's own papers. */
  toCheck: z.boolean(),
})
export type AgencyName = z.infer<typeof AgencyName>

let kept: readonly AgencyName[] | null = null

/** The usual names of a province's bodies, in the order in which they are proposed. */
export function agencyNames(): readonly AgencyName[] {
  kept ??= z
    .array(AgencyName)
    .parse(JSON.parse(readFileSync(join(packageDirectory, 'data', 'agency-names.json'), 'utf8')))
  return kept
}

/** What a province is called between two days, both counted: `tỉnh Đồng Nai`. */
export interface PlaceName {
  readonly place: string
  readonly placeEn: string
  readonly from: string | null
  readonly to: string | null
}

/** An agency as it is proposed. `key` is of the proposal alone; `successor` is the key of another one. */
export interface ProposedAgency extends AgencyName {
  readonly validFrom: string | null
  readonly validTo: string | null
}

const later = (one: string | null, other: string | null) => ((one ?? '') > (other ?? '') ? one : other)
const earlier = (one: string | null, other: string | null) => {
  if (one === null) return other
  return other === null || one < other ? one : other
}

/**
 * The agencies that a province usually has on a day, and what became of each until today: so a plan of an earlier year names those of
 * its day, and their work has passed on since.
 * @param line the province's names, one after the other without a gap
 * @returns each living on `day` or following from one that does; a successor is among them
 */
export function proposedAgencies(
  names: readonly AgencyName[],
  line: readonly PlaceName[],
  day: string,
  today: string,
): ProposedAgency[] {
  const keyOf = (name: string, place: number) => (place === 0 ? name : `${name}-${place + 1}`)
  const all = line.flatMap(({ place, placeEn, from, to }, at) =>
    names.flatMap((name): ProposedAgency[] => {
      const ofState = !name.name.includes('{place}')
      if (ofState && at > 0) return []
      const validFrom = ofState ? name.validFrom : later(name.validFrom, from)
      const validTo = ofState ? name.validTo : earlier(name.validTo, to)
      if (validFrom !== null && (validFrom > today || (validTo !== null && validFrom > validTo))) return []
      const next = validTo === null || validTo !== name.validTo ? name.key : name.successor
      return [
        {
          ...name,
          key: keyOf(name.key, at),
          name: name.name.replace('{place}', place),
          nameEn: name.nameEn.replace('{place}', placeEn),
          validFrom,
          validTo,
          successor:
            validTo === null || next === null ? null : keyOf(next, !ofState && validTo === to ? at + 1 : at),
        },
      ]
    }),
  )
  const byKey = new Map(all.map((each) => [each.key, each]))
  const wanted = new Set<string>()
  for (const start of all.filter((each) => livesOn(each, day)))
    for (
      let at: ProposedAgency | undefined = start;
      at !== undefined && !wanted.has(at.key);
      at = byKey.get(at.successor ?? '')
    )
      wanted.add(at.key)
  return all
    .filter(({ key }) => wanted.has(key))
    .map((each) => {
      const successor = byKey.has(each.successor ?? '') ? each.successor : null
      // What ends after today has not ended yet.
      return each.validTo !== null && addDays(each.validTo, 1) > today
        ? { ...each, validTo: null, successor: null }
        : { ...each, successor }
    })
}
