import { sql } from 'kysely'
import { beforeOwnCouncil } from '../councils/index.ts'
import { type Actor, actsFor, type Grant, holds, officers, signedIn } from '../platform/actor.ts'

/* Who nominates, and who reads which nominations: the office all, whoever nominates its own, a council those that are before it. */

export const nominators: readonly Grant[] = [
  ...([
    'coordinator',
    'finance',
    'home_affairs',
    'statistics',
    'agency',
    'association',
    'enterprise',
  ] as const),
]
export const readers: readonly Grant[] = [...signedIn, 'council_member']
export const listReaders: readonly Grant[] = [...officers, 'council_member']

/** As the appraisals of councils file a list. */
export const listRecord = 'commendation_list'

/** Whether nomination `n` is one that the actor reads, as a condition in SQL. */
export const nominationReadable = (actor: Actor) =>
  actor.userId === null || holds(actor, officers)
    ? sql<boolean>`true`
    : sql<boolean>`(n.agency_id = ANY (${[...actor.agencyIds]}::int[]) OR n.by_enterprise_id = ANY (${[...actor.enterpriseIds]}::int[])
        OR coalesce(${beforeOwnCouncil(actor, listRecord, 'n.listId')}, false))`

/** Whether list `l` is one that the actor reads, as a condition in SQL. */
export const listReadable = (actor: Actor) =>
  actor.userId === null || holds(actor, officers)
    ? sql<boolean>`true`
    : beforeOwnCouncil(actor, listRecord, 'l.id')

/** Whether somebody acts for whoever nominates; the coordinator for those without an account. */
export const nominatesFor = (
  actor: Actor,
  of: { readonly agencyId: number | null; readonly byEnterpriseId: number | null },
): boolean =>
  actor.grants.has('coordinator') ||
  (of.agencyId !== null && actsFor(actor, of.agencyId)) ||
  (of.byEnterpriseId !== null && actor.enterpriseIds.includes(of.byEnterpriseId))
