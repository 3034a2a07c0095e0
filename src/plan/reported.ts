import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/**
 * Whether a sealed report on a year tells of this year of a plan, or of a later one; a report over several plans tells of each of them.
 */
export async function toldInReport(db: Db, planId: number, year: number): Promise<boolean> {
  const report = await db
    .selectFrom('report')
    .select('id')
    .where(reportCovers('report', sql`${planId}::int`))
    .where('year', '>=', year)
    .where('period', '=', 'planYear')
    .where('state', '=', 'sealed')
    .limit(1)
    .executeTakeFirst()
  return report !== undefined
}

/** A report, by its name in the query, is of this plan: alone, or jointly with others. */
export const reportCovers = (report: string, planId: ReturnType<typeof sql>) =>
  sql<boolean>`(${sql.ref(`${report}.plan_id`)} = ${planId} OR ${planId} = ANY (${sql.ref(`${report}.beside`)}))`
