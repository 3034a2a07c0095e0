import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'

/** Who somebody is today, as far as the list of work asks. */
export interface Standing {
  /** The account, and those that it stands in for today. */
  readonly accounts: readonly string[]
  /** Those that it stands in for, with their names. */
  readonly absent: readonly { readonly id: string; readonly name: string }[]
  /** Every account of those persons: what one of them did keeps this account out where acts are held apart. */
  readonly persons: readonly string[]
  /** Whether somebody ever stood in for one of those. */
  readonly stoodFor: boolean
  /** The controls that the installation has relaxed. */
  readonly relaxed: ReadonlySet<string>
}

/** Reads who the actor is today. */
export async function standingOf(db: Db, { userId }: Actor, today: string): Promise<Standing> {
  const { rows } = await sql<{
    absent: { id: string; name: string }[]
    persons: string[]
    stoodFor: boolean
    relaxed: string[]
  }>`
    WITH absent AS (
      SELECT a.id, a.name FROM deputy d JOIN account a ON a.id = d.account_id
       WHERE d.deputy_id = ${userId} AND ${today}::date BETWEEN d.from_day AND d.to_day AND d.ended_at IS NULL),
    persons AS (
      SELECT coalesce(p.person_id, x.id) AS id FROM (SELECT ${userId}::text AS id UNION SELECT id FROM absent) x
        LEFT JOIN account_person p ON p.account_id = x.id),
    accounts AS (SELECT id FROM persons UNION SELECT p.account_id FROM account_person p JOIN persons ON persons.id = p.person_id)
    SELECT coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('id', id, 'name', name)) FROM absent), '[]') AS absent,
           (SELECT array_agg(id) FROM accounts WHERE id IS NOT NULL) AS persons,
           EXISTS (SELECT FROM deputy d JOIN accounts ON accounts.id = d.account_id) AS stood_for,
           coalesce((SELECT array_agg(key) FROM control_relaxation), '{}') AS relaxed`.execute(db)
  const row = rows[0]
  const absent = row?.absent ?? []
  return {
    accounts: userId === null ? [] : [userId, ...absent.map(({ id }) => id)],
    absent,
    persons: row?.persons ?? [],
    stoodFor: row?.stoodFor ?? false,
    relaxed: new Set(row?.relaxed ?? []),
  }
}
