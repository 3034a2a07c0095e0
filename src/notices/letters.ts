import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { Words } from '../platform/language.ts'
import type { Mail } from '../platform/mailing.ts'
import type { System } from '../platform/system.ts'

/*
 * Letters to whoever has no account: they leave by the outbox of the notices and stand in its log. What a letter says is made when it
 * leaves, so that a personal link in it is kept nowhere.
 */

export interface LetterKind {
  /** `room.what`, as it stands in the database. */
  readonly key: string
  readonly label: Words
  /** The letter about a record as it is now; null when there is nothing to say any more: it is noted as not sent. */
  readonly write: (system: System, recordId: number) => Promise<Mail | null>
}

const kinds = new Map<string, LetterKind>()

/** Declares a kind of letter once. */
export function letterKind(declaration: LetterKind): LetterKind {
  kinds.set(declaration.key, declaration)
  return declaration
}

/** The kinds of letters that the rooms declare, by their keys. */
export const letterKinds: ReadonlyMap<string, LetterKind> = kinds

/** A letter that is to leave. */
export interface Letter {
  readonly recordId: number
  /** The name of whom it is to. */
  readonly addressee: string
  readonly address: string
}

/**
 * Queues letters, in the transaction of the command that they come of.
 * @param occasion what they come of; of one occasion a record has one letter. Null: sent anew
 * @returns how many were queued
 */
export async function queueLetters(
  { db, now }: { readonly db: Db; readonly now: Date },
  kind: LetterKind,
  occasion: string | null,
  letters: readonly Letter[],
): Promise<number> {
  if (letters.length === 0) return 0
  const { rows } = await sql<{ id: number }>`
    INSERT INTO notice_delivery (channel, letter, record_id, occasion, addressee, address, queued_at, next_at)
    SELECT 'letter', ${kind.key}, l.record_id, ${occasion}, l.addressee, l.address, ${now}, ${now}
      FROM unnest(${letters.map(({ recordId }) => recordId)}::int[], ${letters.map(({ addressee }) => addressee)}::text[],
        ${letters.map(({ address }) => address)}::text[]) AS l (record_id, addressee, address)
    ON CONFLICT (letter, record_id, occasion) WHERE occasion IS NOT NULL DO NOTHING RETURNING id`.execute(db)
  return rows.length
}

/** Takes an address out of all letters about these records; what has not left stays unsent. */
export async function forgetAddress(
  { db, now }: { readonly db: Db; readonly now: Date },
  kind: LetterKind,
  recordIds: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    UPDATE notice_delivery SET address = NULL, addressee = '—',
           state = CASE WHEN state = 'waiting' THEN 'unsent' ELSE state END, done_at = coalesce(done_at, ${now})
     WHERE letter = ${kind.key} AND record_id IN (${recordIds})`.execute(db)
}
