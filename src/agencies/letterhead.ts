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

/**
 * What the agency that carries the programme and the People's Committee above it are called on a day; empty where the catalogue has none.
 * @param of.carrierId another agency than the first that carries the programme
 * @param of.issuedOn the committee is the one of this day, or what came after it
 */
export async function officesOn(
  db: Db,
  day: string,
  { carrierId = null, issuedOn = null }: { carrierId?: number | null; issuedOn?: string | null } = {},
): Promise<{ readonly coordinator: string; readonly leader: string }> {
  const { rows } = await sql<{ coordinator: string; leader: string }>`
    WITH first AS (
      SELECT coalesce(${carrierId}::int, (SELECT id FROM agency WHERE kind = 'coordinator' ORDER BY id LIMIT 1)) AS coordinator,
             (SELECT id FROM agency WHERE kind = 'leader' AND coalesce(valid_from <= ${issuedOn}::date, true)
                 AND coalesce(valid_to >= ${issuedOn}::date, true) ORDER BY id LIMIT 1) AS leader)
    SELECT coalesce((SELECT name FROM agency WHERE id = agency_on(first.coordinator, ${day}::date)), '') AS coordinator,
           coalesce((SELECT name FROM agency WHERE id = agency_on(first.leader, ${day}::date)), '') AS leader FROM first`.execute(
    db,
  )
  return rows[0] ?? { coordinator: '', leader: '' }
}

/** The letterhead on a day: the agency and the People's Committee above it as they are called then. */
export async function letterheadOn(db: Db, day: string): Promise<Letterhead> {
  const { coordinator, leader } = await officesOn(db, day)
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
