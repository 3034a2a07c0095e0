import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { authorityOf, initials, placeOf, plainName, shortCommittee } from './rules.ts'

/** What a document of the agency that carries the programme says at its head and above its signature. */
export interface Letterhead {
  readonly superior: string
  readonly issuer: string
  /** What stands for the agency in a symbol: `SKHCN`. */
  readonly initials: string
  readonly place: string
  readonly authority: readonly string[]
}

/** The letterhead on a day: the agency and the People's Committee above it as they are called then. */
export async function letterheadOn(db: Db, day: string): Promise<Letterhead> {
  const { rows } = await sql<{ coordinator: string; leader: string }>`
    SELECT coalesce((SELECT name FROM agency WHERE id = agency_on(
             (SELECT id FROM agency WHERE kind = 'coordinator' ORDER BY id LIMIT 1), ${day}::date)), '') AS coordinator,
           coalesce((SELECT name FROM agency WHERE id = agency_on(
             (SELECT id FROM agency WHERE kind = 'leader' ORDER BY id LIMIT 1), ${day}::date)), '') AS leader`.execute(
    db,
  )
  const { coordinator = '', leader = '' } = rows[0] ?? {}
  // The agency without its province, which the body above it already names.
  const issuer = plainName(coordinator)
  return {
    superior: shortCommittee(leader).toLocaleUpperCase('vi'),
    issuer,
    initials: initials(issuer),
    place: placeOf(leader),
    authority: authorityOf(issuer),
  }
}
