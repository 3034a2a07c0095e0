import { sql } from 'kysely'

/**
 * The result of the indicator `i` over the facts `f` of a group, as the view `target_result` has it: events one by one,
 * quantities summed, subjects once each; a past result stands for as many as its quantity says.
 */
export const measured = sql<number>`CASE i.measure
  WHEN 'count' THEN (count(f.id) FILTER (WHERE f.record_type <> 'past_result'))::numeric
                    + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0)
  WHEN 'sum' THEN coalesce(sum(f.quantity), 0)
  ELSE (count(DISTINCT f.subject) FILTER (WHERE f.record_type <> 'past_result'))::numeric
       + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0) END`
