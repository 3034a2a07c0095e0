import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/**
 * Writes what the codes of a plan stand for into documents that an earlier program stored: into plans' what migration 0020 gave
 * their rows, into drafts' that have not been touched since then line IV and criterion a, as the program took them.
 */
export async function writePlanCodes(db: Db): Promise<void> {
  const withCodes = (line: RawBuilder<unknown>) => sql`
    jsonb_set(document, '{budget}', document -> 'budget' || jsonb_build_object('source', 'provincial_st', 'supportLine', ${line}))
    || jsonb_build_object('criteria', (
         SELECT coalesce(jsonb_agg(CASE WHEN c ->> 'code' = 'a' THEN c || '{"bySize": true}' ELSE c END ORDER BY n), '[]')
           FROM jsonb_array_elements(document -> 'criteria') WITH ORDINALITY AS x (c, n)))`
  const silent = sql`NOT jsonb_exists(document -> 'budget', 'supportLine')`
  const before = sql`(SELECT at FROM migration WHERE name = '0020-plan-codes.sql')`
  const fourth = sql`(SELECT 'IV' WHERE jsonb_path_exists(document, '$.budget.lines[*] ? (@.code == "IV")')
                                  AND NOT jsonb_path_exists(document, '$.budget.lines[*] ? (@.parent == "IV")'))`
  await sql`
    UPDATE plan SET document = ${withCodes(sql`support_line`)}
     WHERE ${silent} AND budget_source = 'provincial_st'
       AND NOT EXISTS (SELECT FROM criterion c WHERE c.plan_id = plan.id AND c.by_size <> (c.code = 'a'))`.execute(
    db,
  )
  await sql`
    UPDATE plan_draft SET document = ${withCodes(fourth)}
     WHERE ${silent} AND state = 'open' AND updated_at < ${before}`.execute(db)
}
