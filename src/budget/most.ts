import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/**
 * The most that a line can give in a year under a source, đồng: what the plan estimates for it (of a source that is not spread over the
 * years, its total), or what was allocated where that is more. Null where the plan says nothing and nothing was allocated.
 */
export async function mostOfYear(
  db: Db,
  of: { planId: number; lineCode: string; year: number; sourceKey: string },
): Promise<bigint | null> {
  const { rows } = await sql<{ most: bigint | null }>`
    SELECT greatest(
             coalesce((SELECT e.estimate FROM budget_estimate e
                        WHERE e.line_id = l.id AND e.source_id = s.id AND e.year = ${of.year}),
                      (SELECT e.estimate FROM budget_estimate e
                        WHERE e.line_id = l.id AND e.source_id = s.id AND e.year IS NULL
                          AND NOT EXISTS (SELECT FROM budget_estimate y WHERE y.line_id = l.id AND y.source_id = s.id
                                             AND y.year IS NOT NULL))),
             (SELECT b.allocated + b.carried_in FROM budget_position b
               WHERE b.line_id = l.id AND b.source_id = s.id AND b.year = ${of.year}))::bigint AS most
      FROM budget_line l JOIN funding_source s ON s.key = ${of.sourceKey}
     WHERE l.plan_id = ${of.planId} AND l.code = ${of.lineCode}`.execute(db)
  return rows[0]?.most ?? null
}
