import { sql } from 'kysely'
import type { Actor, Grant } from '../platform/actor.ts'
import { signedIn } from '../platform/actor.ts'
import { ofMatter } from '../platform/matters.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'

/* Who reads and writes which claims. */

/** Whoever reads claims: officers all, an enterprise its own, a host those of its task. */
export const claimReaders: readonly Grant[] = [...signedIn, 'task_host', 'task_leader']
/** Whoever claims: the enterprise, the host, or an officer who has their paper. */
export const claimants = ['coordinator', 'enterprise', 'task_host', 'task_leader'] as const
/** Whoever judges claims: the unit that spends. */
export const claimJudges = ['coordinator'] as const

/** Whether the claim of turn `t` or content `n` is one that the actor reads, as a condition in SQL. */
export const claimReadable = (actor: Actor) =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(coalesce(${readableBy(actor, 't.enterpriseId')}, false) OR coalesce(${ofMatter(actor, 'science-task', 'n.taskId')}, false))`
