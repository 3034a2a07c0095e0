import { sql } from 'kysely'
import type { PageRequest } from '../platform/page.ts'
import { recordAt } from './kinds.ts'

/** So many records are kept of each account. */
export const keptRecent = 12

/**
 * Notes that an account opened the page of a record. It is no act of the programme: nothing of it is audited, nobody else sees it, and what
 * goes beyond the last few is forgotten.
 */
export async function noteOpened({
  system,
  actor,
  url,
}: Pick<PageRequest, 'system' | 'actor' | 'url'>): Promise<void> {
  const record = actor.userId === null ? null : recordAt(url.pathname)
  if (record === null) return
  const { kind, recordId } = record
  await sql`WITH noted AS (
      INSERT INTO recent_record (account_id, record, record_id, opened_at)
      VALUES (${actor.userId}, ${kind.kind}, ${recordId}, ${system.now()})
      ON CONFLICT (account_id, record, record_id) DO UPDATE SET opened_at = excluded.opened_at)
    DELETE FROM recent_record old WHERE old.account_id = ${actor.userId}
       AND (old.record, old.record_id) IN (SELECT record, record_id FROM recent_record
         WHERE account_id = ${actor.userId} AND (record, record_id) <> (${kind.kind}, ${recordId}::integer)
         ORDER BY opened_at DESC OFFSET ${keptRecent - 1})`
    .execute(system.db)
    // A page is shown without being remembered rather than not at all.
    .catch((error: unknown) => system.log.warn({ err: error }, 'recent record not noted'))
}
