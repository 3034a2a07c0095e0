import { sql } from 'kysely'
import type { Context } from '../../../platform/operation.ts'
import type { TurnState } from '../../rules.ts'
import { readStepDue } from '../../step-due.ts'
import { type Candidate, medianOf, type RiskFactor } from '../draw.ts'

/**
 * The turns of a plan that can be visited: under contract and not ended, or done since the first day of the year; with what is on record of each.
 * Without a limit of the office and a day in the contract nothing is late.
 */
export async function candidatesOf(
  { db, today }: Pick<Context, 'db' | 'today'>,
  planId: number,
): Promise<Candidate[]> {
  const { rows } = await sql<{
    id: number
    state: TurnState
    since: string
    dueOn: string | null
    committed: bigint
    disbursed: bigint
    blocked: boolean
    found: boolean
    seen: boolean
  }>`
    SELECT t.id, t.state, t.due_on, coalesce((SELECT max(s.happened_on) FROM support_step s WHERE s.turn_id = t.id), t.decided_on) AS since,
           coalesce(money.committed, 0)::bigint AS committed, coalesce(money.disbursed, 0)::bigint AS disbursed,
           EXISTS (SELECT FROM support_blocks(t.enterprise_id, ${today}::date)) AS blocked,
           EXISTS (SELECT FROM visit_finding f WHERE f.enterprise_id = t.enterprise_id) AS found,
           EXISTS (SELECT FROM visit v WHERE v.enterprise_id = t.enterprise_id AND v.state = 'made') AS seen
      FROM support_turn t
      LEFT JOIN LATERAL (SELECT sum(l.balance) FILTER (WHERE l.kind IN ('committed', 'disbursed')) AS committed,
                                sum(l.balance) FILTER (WHERE l.kind = 'disbursed') AS disbursed
                           FROM ledger_account l WHERE l.commitment_id = t.commitment_id) money ON true
     WHERE t.plan_id = ${planId}
       AND (t.state IN ('contracted', 'in_progress', 'accepted')
            OR (t.state = 'finished' AND t.finished_on >= date_trunc('year', ${today}::date)))
     ORDER BY t.id`.execute(db)
  const dueOf = await readStepDue(db)
  const median = medianOf(rows.map(({ committed }) => committed))
  return rows.map((row) => {
    const due = dueOf(row)
    const holds: Readonly<Record<RiskFactor, boolean>> = {
      late: due !== null && due < today,
      paid: row.disbursed > 0n && (row.state === 'contracted' || row.state === 'in_progress'),
      large: row.committed > 0n && row.committed >= median,
      blocked: row.blocked,
      found: row.found,
      unseen: !row.seen,
    }
    return {
      turnId: row.id,
      factors: (Object.keys(holds) as RiskFactor[]).filter((factor) => holds[factor]),
    }
  })
}
