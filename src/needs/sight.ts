import { type RawBuilder, sql } from 'kysely'
import { type Actor, type Grant, signedIn } from '../platform/actor.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'

/** Who says what is needed; leaders read it, auditors change nothing. */
export const needGivers: readonly Grant[] = signedIn.filter(
  (grant) => grant !== 'auditor' && grant !== 'leader' && grant !== 'head' && grant !== 'accountant',
)

/**
 * Which needs the actor reads: officers all, an enterprise its own, an association those of its members, its own and those that it brought.
 * @param at the table `need` in the select
 */
export function readableNeeds(actor: Actor, at: string): RawBuilder<boolean> {
  const ofEnterprises = readableBy(actor, `${at}.enterpriseId`)
  if (readsEvery(actor) || actor.agencyIds.length === 0) return ofEnterprises
  return sql<boolean>`(${ofEnterprises} OR ${sql.ref(`${at}.agencyId`)} = ANY (${actor.agencyIds}::integer[])
    OR ${sql.ref(`${at}.broughtBy`)} = ANY (${actor.agencyIds}::integer[]))`
}

/** Which of those who are asked the actor reads: officers all, an enterprise and an agency themselves. */
export function readableAsked(actor: Actor, at: string): RawBuilder<boolean> {
  if (readsEvery(actor)) return sql<boolean>`true`
  return sql<boolean>`(${sql.ref(`${at}.enterpriseId`)} = ANY (${actor.enterpriseIds}::integer[])
    OR ${sql.ref(`${at}.agencyId`)} = ANY (${actor.agencyIds}::integer[]))`
}
