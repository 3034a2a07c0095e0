import { sql } from 'kysely'
import { addWorkingDays, readHolidays } from '../../../calendar/index.ts'
import type { Context } from '../../../platform/operation.ts'
import { type Candidate, medianOf, type RiskFactor } from '../draw.ts'

/** The kind of work whose limit of days the office holds the state of a turn to. */
const limitOf: Readonly<Record<string, string>> = {
  contracted: 'support.begin',
  in_progress: 'support.accept',
  accepted: 'support.finish',
}

/**
 * The turns of a plan that can be visited: under contract and not ended, or done since the first day of the year; with what is on record of each.
 * A limit that the office has not set makes nothing late.
 */
export async function candidatesOf(
  { db, today }: Pick<Context, 'db' | 'today'>,
  planId: number,
): Promise<Candidate[]> {
  const { rows } = await sql<{
    id: number
    state: string
    since: string
    committed: bigint
    disbursed: bigint
    blocked: boolean
    found: boolean
    seen: boolean
  }>`
    SELECT t.id, t.state, coalesce((SELECT max(s.happened_on) FROM support_step s WHERE s.turn_id = t.id), t.decided_on) AS since,
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
  const limits = await db.selectFrom('workLimit').select(['key', 'days']).execute()
  const days = new Map(limits.map(({ key, days: most }) => [key, most]))
  const holidays = await readHolidays(db)
  const median = medianOf(rows.map(({ committed }) => committed))
  return rows.map((row) => {
    const limit = days.get(limitOf[row.state] ?? '')
    const holds: Readonly<Record<RiskFactor, boolean>> = {
      late: limit !== undefined && addWorkingDays(row.since, limit, holidays) < today,
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
