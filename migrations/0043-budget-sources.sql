-- A budget of several sources. budget_line and budget_line_year keep what the plan's own source gives (plan.budget_source); what other
-- sources give to a line stands here, in all and, where that source is spread over the years, by year.

-- budget: public money; counterpart: what enterprises themselves put in, which is no budget; other: what comes besides.
ALTER TABLE funding_source ADD COLUMN kind text NOT NULL DEFAULT 'budget' CHECK (kind IN ('budget', 'counterpart', 'other'));
-- Columns that are new are no change of a row (`nscl audit verify`); data/ says the kinds of its sources when it is loaded.
ALTER TABLE funding_source DISABLE TRIGGER record_change;
UPDATE funding_source SET kind = CASE key WHEN 'enterprise' THEN 'counterpart' ELSE 'other' END WHERE key IN ('enterprise', 'other');
ALTER TABLE funding_source ENABLE TRIGGER record_change;

CREATE TABLE budget_line_source (
  line_id integer NOT NULL REFERENCES budget_line,
  source_id integer NOT NULL REFERENCES funding_source,
  total bigint NOT NULL CHECK (total >= 0),
  PRIMARY KEY (line_id, source_id)
);
CREATE INDEX budget_line_source_source ON budget_line_source (source_id);

CREATE TABLE budget_line_source_year (
  line_id integer NOT NULL,
  source_id integer NOT NULL,
  year integer NOT NULL,
  estimate bigint NOT NULL CHECK (estimate >= 0),
  PRIMARY KEY (line_id, source_id, year),
  FOREIGN KEY (line_id, source_id) REFERENCES budget_line_source,
  -- An amendment takes a year from lines and sources in one transaction, in either order.
  FOREIGN KEY (line_id, year) REFERENCES budget_line_year DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX budget_line_source_year_year ON budget_line_source_year (line_id, year);

CALL watch('budget_line_source');
CALL watch('budget_line_source_year');

-- The estimate of every line under every source: by year, and under no year in all.
CREATE VIEW budget_estimate AS
  SELECT l.id AS line_id, s.id AS source_id, y.year, y.estimate
    FROM budget_line l
    JOIN plan p ON p.id = l.plan_id
    JOIN funding_source s ON s.key = p.budget_source
    JOIN budget_line_year y ON y.line_id = l.id
  UNION ALL
  SELECT l.id, s.id, NULL, l.total
    FROM budget_line l
    JOIN plan p ON p.id = l.plan_id
    JOIN funding_source s ON s.key = p.budget_source
  UNION ALL
  SELECT line_id, source_id, year, estimate FROM budget_line_source_year
  UNION ALL
  SELECT line_id, source_id, NULL, total FROM budget_line_source;
COMMENT ON VIEW budget_estimate IS 'In đồng. year null: the line''s total under the source; a source that is not spread over the years has no other row.';
