import type { Transaction } from 'kysely'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Actor } from './actor.ts'
import { appendAudit, beginAudit, type Via } from './audit.ts'
import { inAudit } from './audit-transaction.ts'
import type { DB } from './database-types.ts'
import { toJson } from './json.ts'
import type { System } from './system.ts'

/** Something that the audit trail tells of beside commands: a sign-in, a failed one, a denial, a damaged file. */
export interface AuditEvent {
  /** `capability.event`, in the place of a command's name. */
  readonly name: string
  readonly actor: Pick<Actor, 'userId' | 'name'>
  readonly via: Via
  /** The record that it is filed under, as `type:id`. */
  readonly subject: string | null
  /** What there is to know, such as the address; never a secret. */
  readonly facts: Readonly<Record<string, string | number | null>>
}

/** What an event is recorded with. */
export type Recorder = Pick<System, 'db' | 'auditKey' | 'anchor' | 'now' | 'log'>

/**
 * Puts an event at the end of the audit chain, in one transaction with what it changes.
 * @param work the rows that change with it; when it gives false, nothing is recorded
 * @returns whether it was recorded
 */
export async function recordEvent(
  system: Recorder,
  event: AuditEvent,
  work?: (db: Transaction<DB>) => Promise<boolean>,
): Promise<boolean> {
  return inAudit(system, 'look', async (db) => {
    const reference = await beginAudit(db)
    if (work !== undefined && !(await work(db))) return { result: false, head: null }
    const head = await appendAudit(
      db,
      system.auditKey,
      {
        reference,
        at: system.now(),
        userId: event.actor.userId,
        actor: event.actor.name,
        via: event.via,
        command: event.name,
        subject: event.subject,
        input: toJson(event.facts),
      },
      'account',
    )
    return { result: true, head }
  })
}

const quarterHour = 15 * 60
const told = new RateLimiterMemory({ points: 1, duration: quarterHour })

/**
 * The same for an event that somebody can bring about as often as they like: once in a quarter of an hour for each account (or name),
 * event and subject, so that nobody can fill the trail.
 */
export async function recordSeldom(system: Recorder, event: AuditEvent): Promise<void> {
  const { name, actor, subject } = event
  const first = await told.consume(`${name} ${actor.userId ?? actor.name} ${subject ?? ''}`).then(
    () => true,
    () => false,
  )
  if (first) await recordEvent(system, event)
}

/** Records that a signed-in account was refused something that it may not do; the refusal itself does not wait for it. */
export function recordDenial(
  system: Recorder,
  denial: Pick<AuditEvent, 'actor' | 'via'> & { readonly route: string; readonly address: string },
): void {
  const { actor, via, route, address } = denial
  recordSeldom(system, {
    name: 'access.denied',
    actor,
    via,
    subject: `account:${actor.userId}`,
    facts: { route, address },
  }).catch((error: unknown) => system.log.error({ err: error }, 'a denial could not be recorded'))
}
