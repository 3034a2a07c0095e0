-- Since a turn has a column `scope` (0160), the parameter of that name was hidden: every payment passed as a first advance. A parameter has a name of its own.
DROP FUNCTION counterpart_first(text, integer, integer, integer, date);
CREATE FUNCTION counterpart_first(of_scope text, of_turn integer, of_content integer, of_task integer, on_day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END), 0) <= 0
    FROM ledger_entry e JOIN funding_source s ON s.id = e.source_id AND s.kind = 'budget'
    LEFT JOIN support_turn t ON t.commitment_id = e.commitment_id
    LEFT JOIN science_task_content c ON c.id = coalesce(e.task_content_id, t.task_content_id)
   WHERE e.kind IN ('disbursement', 'refund') AND e.occurred_on <> on_day
     AND CASE of_scope WHEN 'turn' THEN t.id = of_turn WHEN 'content' THEN c.id = of_content ELSE c.task_id = of_task END
$$;
