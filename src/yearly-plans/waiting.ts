import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'

/* What of a plan waits to go into its plan of a year or the estimate of one: commitments that are not paid whole, dated duties that are not done. */

/** At most so many of a kind are offered, and taken at once. */
export const mostWaiting = 500

/** Commitments `c` with their balance `a.balance`; a condition is added to it. */
export const unpaidCommitments = (planId: number) => sql`
  FROM commitment c JOIN LATERAL (
    SELECT sum(k.balance)::bigint AS balance FROM ledger_account k WHERE k.commitment_id = c.id AND k.kind = 'committed'
    HAVING sum(k.balance) > 0) a ON true
  JOIN budget_line l ON l.id = c.line_id AND l.plan_id = ${planId}
  WHERE true`

/** Dated items `i` of duties `d` of a year with their agency `g`; a condition is added to it. */
export const undoneDuties = (planId: number, year: number) => sql`
  FROM duty_item i LEFT JOIN duty d ON d.id = i.duty_id JOIN agency g ON g.id = i.agency_id
  WHERE i.plan_id = ${planId} AND i.year = ${year} AND i.done_on IS NULL`

export const Waiting = {
  commitments: z.array(
    z.object({ id: z.int(), documentNumber: z.string(), purpose: z.string(), rest: dongOut() }),
  ),
  duties: z.array(z.object({ id: z.int(), text: z.string(), agency: z.string(), dueOn: z.string() })),
}

/** What is offered of both. @param from `unpaidCommitments` and `undoneDuties` with the conditions of the room that asks */
export async function offeredOf(
  db: Db,
  from: { readonly commitments: RawBuilder<unknown>; readonly duties: RawBuilder<unknown> },
) {
  const commitments = await sql<{ id: number; documentNumber: string; purpose: string; rest: bigint }>`
    SELECT c.id, c.document_number, c.purpose, a.balance AS rest ${from.commitments}
     ORDER BY c.document_date, c.id LIMIT ${mostWaiting}`.execute(db)
  const duties = await sql<{ id: number; text: string; agency: string; dueOn: string }>`
    SELECT i.id, coalesce(i.title, left(d.text, 300)) AS text, g.name AS agency, i.due_on ${from.duties}
     ORDER BY i.due_on, i.id LIMIT ${mostWaiting}`.execute(db)
  return { commitments: commitments.rows, duties: duties.rows }
}
