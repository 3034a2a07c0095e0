import { sql } from 'kysely'
import { systemActor } from './actor.ts'
import { beginAnchorEvent } from './audit-anchor.ts'
import { today } from './dates.ts'
import { recordEvent } from './events.ts'
import type { System } from './system.ts'

/** The tables that came under watch when they may have held rows already, by the migration that did it. */
export const cameUnderWatch: Readonly<Record<string, readonly string[]>> = {
  '0023-access': [
    'account',
    'account_credential',
    'api_token',
    'second_factor',
    'recovery_code',
    'passkey',
    'second_factor_reset',
  ],
  '0037-filings': ['application_filing'],
  '0046-work': ['application_stage'],
  '0052-roles': ['account_role'],
  '0061-norms': ['norm'],
  // Made of the allocations that were booked before, and of the lists of courses.
  '0077-allocation-decisions': ['allocation_decision', 'allocation_decision_entry'],
  '0156-persons': ['person'],
}

/** Any number that only this program uses: two starts at once begin one after the other. */
const beginningLock = 181_1323

/**
 * Makes the audit trail whole at a start: rows that a table held when it came under watch are recorded as what they are, once; and
 * the journal of heads begins, once. Neither is ever done again by itself: a second time would cover up what was changed meanwhile.
 */
export async function beginAuditTrail(system: System): Promise<void> {
  for (const [migration, tables] of Object.entries(cameUnderWatch)) {
    const subject = `migration:${migration}`
    const event = { name: 'audit.baseline', actor: systemActor, via: 'system', subject } as const
    if (await isRecorded(system.db, event.name, subject)) continue
    await recordEvent(system, { ...event, facts: { tables: tables.join(' ') } }, async (db) => {
      await sql`SELECT pg_advisory_xact_lock(${beginningLock})`.execute(db)
      if (await isRecorded(db, event.name, subject)) return false
      for (const table of tables) await sql`CALL record_baseline(${table})`.execute(db)
      return true
    })
  }
  if (!(await isRecorded(system.db, beginAnchorEvent, 'audit:anchor'))) await beginAnchor(system, null)
}

/** Begins a journal of heads; the one before is put aside. @param reason why it begins anew; null at the first start */
export async function beginAnchor(system: System, reason: string | null): Promise<string | null> {
  const aside = reason === null ? null : await system.anchor.putAside(today(system.now()))
  const event = {
    name: beginAnchorEvent,
    actor: systemActor,
    via: 'system',
    subject: 'audit:anchor',
  } as const
  await recordEvent(system, { ...event, facts: { reason } }, async (db) => {
    await sql`SELECT pg_advisory_xact_lock(${beginningLock})`.execute(db)
    return reason !== null || !(await isRecorded(db, event.name, event.subject))
  })
  return aside
}

async function isRecorded(db: Pick<System, 'db'>['db'], command: string, subject: string): Promise<boolean> {
  const found = await db
    .selectFrom('audit')
    .select('seq')
    .where('command', '=', command)
    .where('subject', '=', subject)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
