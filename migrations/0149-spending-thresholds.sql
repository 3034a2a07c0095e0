-- The alarm of under-spending, from July on: how much of what a line may spend is to be paid by a month, as rows with their source (none is shipped,
-- since no law says so for all); and what is answered for a line in a month, the reason and what is done about it.
CREATE TABLE spending_threshold (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The first month in which it holds; until the month of the next row.
  from_month integer NOT NULL CONSTRAINT spending_threshold_july CHECK (from_month BETWEEN 7 AND 12),
  least_percent integer NOT NULL CHECK (least_percent BETWEEN 1 AND 100),
  valid_from date NOT NULL,
  valid_to date,
  source text CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  CONSTRAINT spending_threshold_days CHECK (valid_to >= valid_from)
);
CREATE UNIQUE INDEX spending_threshold_month ON spending_threshold (from_month) WHERE valid_to IS NULL;
CALL watch('spending_threshold');

CREATE TABLE spending_answer (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  month integer NOT NULL CHECK (month BETWEEN 7 AND 12),
  reason text NOT NULL CHECK (reason <> ''),
  measure text NOT NULL CHECK (measure <> ''),
  answered_by text REFERENCES account,
  answered_on date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT spending_answer_once UNIQUE (line_id, year, source_id, month)
);
CREATE INDEX spending_answer_source ON spending_answer (source_id);
CALL watch('spending_answer');

-- The lines and sources of budgets of plans in force of which less is paid on a day than the row of its month asks; never before July.
-- What may be spent is what was given and carried in, less what was carried out and cancelled.
CREATE FUNCTION under_spent(on_day date)
RETURNS TABLE (line_id integer, year integer, source_id integer, plan_id integer, given bigint, paid bigint, least_percent integer, month integer)
LANGUAGE sql STABLE AS $$
  SELECT p.line_id, p.year, p.source_id, l.plan_id, g.given, p.disbursed, t.least_percent, extract(month FROM on_day)::integer
    FROM budget_position p
    JOIN budget_line l ON l.id = p.line_id
    JOIN plan n ON n.id = l.plan_id AND n.state = 'active'
    JOIN funding_source s ON s.id = p.source_id AND s.kind = 'budget'
    CROSS JOIN LATERAL (SELECT p.allocated + p.carried_in - p.carried_out - p.cancelled AS given) g
    CROSS JOIN LATERAL (
      SELECT t.least_percent FROM spending_threshold t
       WHERE t.from_month <= extract(month FROM on_day) AND t.valid_from <= on_day AND (t.valid_to IS NULL OR t.valid_to >= on_day)
       ORDER BY t.from_month DESC, t.valid_from DESC LIMIT 1) t
   WHERE p.year = extract(year FROM on_day)::integer AND extract(month FROM on_day) >= 7
     AND g.given > 0 AND p.disbursed::numeric * 100 < g.given::numeric * t.least_percent
$$;
