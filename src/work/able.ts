import { type RawBuilder, sql } from 'kysely'
import type { Guarded } from '../platform/actor.ts'

/**
 * Whether the account `o` may do this by its role `h` of a day, as a condition in SQL: what `mayRun` says of whoever asks, said of others.
 * @param account the alias of `account`
 */
export function ableBy({ may, signed }: Guarded, day: string, account: string): RawBuilder<boolean> {
  const admin = sql`${sql.ref(`${account}.admin`)}`
  const holding = (grants: readonly string[]) => sql<boolean>`(h.acts_as = ANY (${[...grants]}::text[])
    OR h.role = ANY (${[...grants]}::text[]) OR (${admin} AND 'admin' = ANY (${[...grants]}::text[])))`
  if (signed === undefined) return holding(may)
  const delegated = sql`SELECT FROM signing_on(${day}::date) s WHERE s.kind = ${signed}`
  return sql<boolean>`(${holding(may.filter((grant) => grant !== 'head'))} AND NOT EXISTS (${delegated})
    OR h.role = 'head' AND EXISTS (${delegated} AND s.agency_id = h.agency_id)
    OR h.acts_as = 'coordinator' AND EXISTS (${delegated} AND NOT s.headed))`
}
