import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { leastTurns } from './rules.ts'

/** What the province's own finished turns of a content took and cost. Null below the least number of turns; `n` says of how many. */
export interface Experience {
  readonly n: number
  /** Days from the decision to the end. */
  readonly days: number | null
  /** What the programme paid for a turn, đồng. */
  readonly support: bigint | null
  readonly ownN: number
  /** What enterprises said that they put in themselves, đồng. */
  readonly own: bigint | null
}

/**
 * The medians of a content over all plans: turns that have finished, those taken over from past years left out, since their days are not
 * those of the work. Money is what the ledger paid out for the turn; own funds are those of its application.
 */
export async function experienceOf(db: Db, contentId: number): Promise<Experience> {
  const enough = sql.lit(leastTurns)
  const { rows } = await sql<Experience>`
    WITH turn AS (
      SELECT t.finished_on - t.decided_on AS days, a.own_funds,
             coalesce((SELECT sum(l.balance) FROM ledger_account l
                        WHERE l.commitment_id = t.commitment_id AND l.kind = 'disbursed'), 0)::bigint AS paid
        FROM support_turn t JOIN application a ON a.id = t.application_id
       WHERE t.content_id = ${contentId} AND t.state = 'finished' AND NOT t.taken_over)
    SELECT count(*)::int AS n, count(own_funds)::int AS own_n,
           CASE WHEN count(*) >= ${enough}
             THEN round((percentile_cont(0.5) WITHIN GROUP (ORDER BY days))::numeric)::int END AS days,
           CASE WHEN count(*) >= ${enough}
             THEN round((percentile_cont(0.5) WITHIN GROUP (ORDER BY paid))::numeric)::bigint END AS support,
           CASE WHEN count(own_funds) >= ${enough}
             THEN round((percentile_cont(0.5) WITHIN GROUP (ORDER BY own_funds))::numeric)::bigint END AS own
      FROM turn`.execute(db)
  return rows[0] ?? { n: 0, days: null, support: null, ownN: 0, own: null }
}
