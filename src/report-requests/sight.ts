import { type RawBuilder, sql } from 'kysely'
import { type Actor, actsFor, type Grant, holds } from '../platform/actor.ts'

/** Who writes reports; the coordinator also writes down what came on paper from one without an account. */
export const reporters: readonly Grant[] = [
  ...(['coordinator', 'finance', 'home_affairs', 'statistics', 'agency', 'association'] as const),
  'enterprise',
]
/** Who reads them: the office, leaders and auditors all, others their own. */
export const readers: readonly Grant[] = [...reporters, 'leader', 'auditor']

export const office: readonly Grant[] = ['coordinator', 'leader', 'auditor']

/** Whether the actor reads the reports of everybody. */
export const readsAll = (actor: Pick<Actor, 'userId' | 'grants'>): boolean =>
  actor.userId === null || holds(actor, office)

/** Which reports the actor reads. @param at the rows of reports in the select, with `agencyId` and `enterpriseId` */
export function readableReports(actor: Actor, at: string): RawBuilder<boolean> {
  if (readsAll(actor)) return sql<boolean>`true`
  return sql<boolean>`(${sql.ref(`${at}.agencyId`)} = ANY (${actor.agencyIds}::integer[])
    OR ${sql.ref(`${at}.enterpriseId`)} = ANY (${actor.enterpriseIds}::integer[]))`
}

interface Whose {
  readonly agencyId: number | null
  readonly enterpriseId: number | null
}

/** Whether the actor is of the recipient itself. */
export const isOwn = (actor: Actor, { agencyId, enterpriseId }: Whose): boolean =>
  actsFor(actor, agencyId) || (enterpriseId !== null && actor.enterpriseIds.includes(enterpriseId))

/** Whether the actor writes the report of a recipient. */
export const writesFor = (actor: Actor, whose: Whose): boolean =>
  actor.userId === null || actor.grants.has('coordinator') || isOwn(actor, whose)
