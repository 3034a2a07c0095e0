-- A kind of report is a row: over which days it is (the year of the plan, or a part of a year that closes some days before the calendar does, or
-- days that are named), who signs it, to whom it goes, whether it estimates the whole year, and which parts it has in which order.
CREATE TABLE report_kind (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text CONSTRAINT report_kind_key UNIQUE CHECK (key <> ''),
  name text COLLATE "vi-x-icu" NOT NULL CONSTRAINT report_kind_name UNIQUE CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  period text NOT NULL CHECK (period IN ('planYear', 'year', 'halfYear', 'quarter', 'days', 'midTerm', 'final')),
  -- The last day of a period of the calendar, in its last month or as many months before it; 31 is the last of any month.
  closing_day smallint NOT NULL DEFAULT 31 CHECK (closing_day BETWEEN 1 AND 31),
  months_before smallint NOT NULL DEFAULT 0 CHECK (months_before BETWEEN 0 AND 2),
  issuer text NOT NULL CHECK (issuer IN ('department', 'committee')),
  addressee text,
  estimates boolean NOT NULL DEFAULT false,
  -- Keys of its parts, one a line, in their order.
  parts text NOT NULL CHECK (parts <> ''),
  source text NOT NULL CHECK (source <> ''),
  valid_from date,
  ended_on date,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX report_kind_by_name ON report_kind (left(name, 120), id);
CREATE INDEX report_kind_ended ON report_kind (coalesce(ended_on, '-infinity'::date), id);
CALL watch('report_kind');

-- The reports that are there are each of a year of its plan. `form` keeps what the kind said when the report was begun; `estimates` what the whole
-- year is expected to come to, by target, which no result counts.
ALTER TABLE report
  ADD COLUMN kind_id integer REFERENCES report_kind,
  ADD COLUMN period text NOT NULL DEFAULT 'planYear'
    CHECK (period IN ('planYear', 'year', 'halfYear', 'quarter', 'days', 'midTerm', 'final')),
  ADD COLUMN part smallint CHECK (part BETWEEN 1 AND 4),
  ADD COLUMN from_on date,
  ADD COLUMN to_on date,
  ADD COLUMN form jsonb,
  ADD COLUMN estimates jsonb,
  ADD CHECK (num_nulls(from_on, to_on) = CASE period WHEN 'planYear' THEN 2 ELSE 0 END),
  ADD CHECK (from_on <= to_on),
  ADD CHECK ((part IS NOT NULL) = (period IN ('halfYear', 'quarter'))),
  ADD CHECK (period = 'planYear' OR (kind_id IS NOT NULL AND form IS NOT NULL)),
  -- Only the plan names the day by which its year is reported on.
  ALTER COLUMN due_on DROP NOT NULL,
  ADD CHECK (period <> 'planYear' OR due_on IS NOT NULL);
CREATE INDEX report_kind_id ON report (kind_id);

-- One report of a year of a plan; of another kind one over the same days.
DROP INDEX report_edition_once;
CREATE UNIQUE INDEX report_edition_once ON report (plan_id, beside, year, edition, period, (CASE period WHEN 'planYear' THEN 0 ELSE kind_id END),
  coalesce(from_on, '-infinity'), coalesce(to_on, 'infinity'));
DROP INDEX report_one_draft;
CREATE UNIQUE INDEX report_one_draft ON report (plan_id, beside, year, period, (CASE period WHEN 'planYear' THEN 0 ELSE kind_id END),
  coalesce(from_on, '-infinity'), coalesce(to_on, 'infinity')) WHERE state = 'draft';

-- What an indicator comes to over days: as indicator_result, by the day on which each fact happened. What is a rate over years (growth, a study)
-- has no figure of a part of a year.
CREATE FUNCTION indicator_result_days(of_plan integer, of_indicator integer, from_day date, to_day date) RETURNS numeric
  LANGUAGE plpgsql STABLE AS $$
DECLARE
  i indicator;
  result numeric;
  before numeric;
BEGIN
  SELECT * INTO STRICT i FROM indicator WHERE id = of_indicator;
  IF i.way = 'entered' THEN
    SELECT CASE i.measure WHEN 'sum' THEN sum(f.quantity) WHEN 'mean' THEN avg(f.quantity)
                          ELSE (array_agg(f.quantity ORDER BY f.occurred_on DESC, f.id DESC))[1] END INTO result
      FROM fact f
     WHERE f.plan_id = of_plan AND f.kind = 'value.entered' AND f.retracted_at IS NULL
       AND f.subject = 'indicator:' || i.id AND f.occurred_on BETWEEN from_day AND to_day;
    RETURN result;
  END IF;
  IF i.way = 'computed' THEN
    IF i.operation IN ('study', 'growth') THEN RETURN NULL; END IF;
    IF i.operation = 'sum' THEN
      SELECT CASE WHEN bool_or(r IS NULL) THEN NULL ELSE sum(r) END INTO result
        FROM unnest(i.operands) AS o (key) JOIN indicator p ON p.key = o.key
       CROSS JOIN LATERAL indicator_result_days(of_plan, p.id, from_day, to_day) AS r;
      RETURN result;
    END IF;
    SELECT indicator_result_days(of_plan, p.id, from_day, to_day) INTO result FROM indicator p WHERE p.key = i.operands[1];
    SELECT indicator_result_days(of_plan, p.id, from_day, to_day) INTO before FROM indicator p WHERE p.key = i.operands[2];
    IF i.operation = 'difference' THEN RETURN result - before; END IF;
    RETURN round(100 * result / nullif(before, 0), 6);
  END IF;
  SELECT CASE i.measure
           WHEN 'sum' THEN coalesce(sum(f.quantity), 0)
           WHEN 'distinct' THEN (count(DISTINCT f.subject) FILTER (WHERE f.record_type <> 'past_result'))::numeric
                                + coalesce(sum(f.quantity) FILTER (WHERE f.record_type = 'past_result'), 0)
           ELSE coalesce(sum(CASE WHEN f.record_type = 'past_result' THEN f.quantity ELSE 1 END), 0) END INTO result
    FROM fact f
   WHERE f.plan_id = of_plan AND f.kind = ANY (i.fact_kinds) AND f.retracted_at IS NULL
     AND f.occurred_on BETWEEN from_day AND to_day AND fact_wanted(f, i);
  IF cardinality(i.standards || i.contents || i.industries || i.sizes) > 0 THEN
    SELECT result + coalesce(sum(f.quantity), 0) INTO result FROM fact f
     WHERE f.plan_id = of_plan AND f.kind = 'value.entered' AND f.retracted_at IS NULL
       AND f.subject = 'indicator:' || i.id AND f.occurred_on BETWEEN from_day AND to_day;
  END IF;
  RETURN result;
END $$;

-- Money by line and source as it stood at the end of a day, for budget years from one to another.
CREATE FUNCTION budget_position_on(of_plan integer, first_year integer, last_year integer, on_day date)
  RETURNS TABLE (line_id integer, source_id integer, allocated bigint, committed bigint, disbursed bigint, remaining bigint)
  LANGUAGE sql STABLE AS $$
  SELECT a.line_id, a.source_id,
         (-coalesce(sum(p.amount) FILTER (WHERE a.kind = 'funding'), 0))::bigint,
         coalesce(sum(p.amount) FILTER (WHERE a.kind IN ('committed', 'disbursed')), 0)::bigint,
         coalesce(sum(p.amount) FILTER (WHERE a.kind = 'disbursed'), 0)::bigint,
         coalesce(sum(p.amount) FILTER (WHERE a.kind = 'available'), 0)::bigint
    FROM ledger_account a
    JOIN budget_line l ON l.id = a.line_id
    JOIN ledger_posting p ON p.account_id = a.id
    JOIN ledger_entry e ON e.id = p.entry_id
   WHERE l.plan_id = of_plan AND a.year BETWEEN first_year AND last_year AND e.occurred_on <= on_day
   GROUP BY a.line_id, a.source_id
$$;
