-- Every move of money under one roof, so that a figure of the view of money is the sum of a list that can be opened: what the plan estimates, what
-- was sent to the finance office and appraised, the entries of the ledger, what was accepted of claims, what was settled. What a kind of move
-- counts in is said by the program (src/money-view/columns.ts).

-- The task that a commitment is of: by the task's contract, or by the turn that it pays.
CREATE VIEW commitment_task AS
  SELECT o.commitment_id, o.task_id FROM science_task_commitment o
  UNION ALL
  SELECT t.commitment_id, c.task_id FROM support_turn t JOIN science_task_content c ON c.id = t.task_content_id
   WHERE t.commitment_id IS NOT NULL;

CREATE VIEW money_move AS
  -- The plan's estimate: of lines without sub-lines, by year; of a source that is not spread over the years, whole.
  SELECT 'planned' AS kind, 'p' || e.line_id || '-' || coalesce(e.year, 0) || '-' || e.source_id AS id, e.line_id, e.year, e.source_id,
         NULL::integer AS task_id, p.issued_on AS on_day, e.estimate AS amount, 'plan' AS record, p.id AS record_id,
         p.number AS document_number, NULL::integer AS file_id
    FROM budget_estimate e JOIN budget_line l ON l.id = e.line_id JOIN plan p ON p.id = l.plan_id
   WHERE e.estimate > 0 AND NOT EXISTS (SELECT FROM budget_line b WHERE b.parent_id = e.line_id)
     AND (e.year IS NOT NULL
       OR NOT EXISTS (SELECT FROM budget_estimate y WHERE y.line_id = e.line_id AND y.source_id = e.source_id AND y.year IS NOT NULL))
  UNION ALL
  -- An estimate as it was sent; the next time that it is sent takes the place of the time before.
  SELECT k.kind, k.letter || r.id || '-' || (x ->> 'id'), (x ->> 'lineId')::integer, e.year, (x ->> 'sourceId')::integer, t.task_id, k.on_day,
         (x ->> 'amount')::bigint, 'estimate', e.id, e.title, NULL
    FROM estimate_round r JOIN estimate e ON e.id = r.estimate_id
    CROSS JOIN LATERAL jsonb_array_elements(r.content -> 'lines') x
    CROSS JOIN LATERAL (
      SELECT 'asked' AS kind, 'r' AS letter, r.sent_on AS on_day
      UNION ALL SELECT 'replaced', 'n', n.sent_on FROM estimate_round n WHERE n.estimate_id = r.estimate_id AND n.place = r.place + 1) k
    LEFT JOIN estimate_line l ON l.id = (x ->> 'id')::integer
    LEFT JOIN commitment_task t ON t.commitment_id = l.commitment_id
   WHERE x ->> 'lineId' IS NOT NULL AND (x ->> 'amount')::bigint > 0
  UNION ALL
  SELECT 'appraised', 'a' || l.id, l.line_id, e.year, l.source_id, t.task_id, e.settled_on, l.agreed, 'estimate', e.id, e.title, NULL
    FROM estimate e JOIN estimate_line l ON l.estimate_id = e.id
    LEFT JOIN commitment_task t ON t.commitment_id = l.commitment_id
   WHERE e.state IN ('agreed', 'submitted', 'allocated') AND l.agreed > 0 AND l.line_id IS NOT NULL
  UNION ALL
  -- The ledger. What a decision shifts between lines, and what puts such a decision right, is told from what is given and withdrawn.
  SELECT CASE WHEN coalesce(root.kind, d.kind) = 'shift' THEN CASE e.kind WHEN 'allocation' THEN 'shift_in' ELSE 'shift_out' END ELSE e.kind END,
         'e' || e.id, e.line_id, e.year, e.source_id, coalesce(t.task_id, n.task_id), e.occurred_on, e.amount,
         CASE WHEN e.commitment_id IS NOT NULL THEN 'commitment' WHEN d.id IS NOT NULL THEN 'decision' WHEN y.decision_id IS NOT NULL THEN 'year_end' ELSE 'entry' END,
         coalesce(e.commitment_id, d.id, y.decision_id, e.id), e.document_number, e.file_id
    FROM ledger_entry e
    LEFT JOIN commitment_task t ON t.commitment_id = e.commitment_id
    LEFT JOIN science_task_content n ON n.id = e.task_content_id
    LEFT JOIN allocation_decision_entry r ON r.entry_id = e.id
    LEFT JOIN allocation_decision d ON d.id = r.decision_id
    LEFT JOIN allocation_decision root ON root.id = d.corrects_id
    LEFT JOIN year_end_line y ON e.kind IN ('carry_out', 'carry_in', 'cancellation') AND e.id IN (y.out_id, y.in_id)
  UNION ALL
  -- What was accepted of claims, in the year in which the commitment stood that day.
  SELECT 'claim_accepted', 'c' || l.id, c.line_id,
         coalesce((SELECT max(e.year) FROM ledger_entry e WHERE e.commitment_id = c.id AND e.kind = 'commitment_in' AND e.occurred_on <= l.judged_on), c.year),
         c.source_id, t.task_id, l.judged_on, l.accepted, 'claim', l.claim_id, l.voucher_number, l.file_id
    FROM claim_line l JOIN payment_claim p ON p.id = l.claim_id AND p.state IN ('accepted', 'paid')
    JOIN commitment c ON c.id = l.commitment_id
    LEFT JOIN commitment_task t ON t.commitment_id = c.id
   WHERE l.accepted > 0
  UNION ALL
  -- What the settlement of a year that is agreed says was spent, by commitment.
  SELECT 'settled', 's' || s.id || '-' || x.place, c.line_id, s.year, c.source_id, t.task_id, s.minutes_date, (x.row ->> 'paid')::bigint,
         'settlement', s.id, s.minutes_number, s.file_id
    FROM year_settlement s
    CROSS JOIN LATERAL jsonb_array_elements(s.content -> 'tasks') WITH ORDINALITY x (row, place)
    JOIN commitment c ON c.id = (x.row ->> 'commitmentId')::integer
    LEFT JOIN commitment_task t ON t.commitment_id = c.id
   WHERE s.state = 'agreed' AND (x.row ->> 'paid')::bigint <> 0
  UNION ALL
  -- Advances that are not cleared, by the Treasury's statement.
  SELECT 'treasury_advance', 't' || t.id, t.line_id, t.year, t.source_id, NULL, t.document_date, t.advanced, 'year', t.year, t.document_number, NULL
    FROM treasury_figure t WHERE t.advanced > 0;
COMMENT ON VIEW money_move IS 'In đồng, above zero; how a kind counts in a figure is said by the program.';

-- What the view asks the ledger for: the entries of a plan's lines up to a day.
CREATE INDEX ledger_entry_line_day ON ledger_entry (line_id, occurred_on);
