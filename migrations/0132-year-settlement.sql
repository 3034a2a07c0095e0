-- The settlement of a plan's budget year: its figures from the ledger by line and source, the Treasury's beside them with an explanation of what
-- differs, minutes; agreed by another person. A year whose days are known is closed when that is done.

-- What the Treasury's statement says of a line and source in a year, typed or imported.
CREATE TABLE treasury_figure (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  -- what could be spent: carried in, given, adjusted
  given bigint NOT NULL CHECK (given >= 0),
  paid bigint NOT NULL CHECK (paid >= 0),
  -- advances that are not cleared
  advanced bigint NOT NULL CHECK (advanced >= 0),
  left_over bigint NOT NULL CHECK (left_over >= 0),
  explanation text,
  document_number text NOT NULL CHECK (document_number <> ''),
  document_date date NOT NULL,
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT treasury_figure_once UNIQUE (line_id, year, source_id)
);
CREATE INDEX treasury_figure_year ON treasury_figure (year, line_id);
CREATE INDEX treasury_figure_source ON treasury_figure (source_id);
CALL watch('treasury_figure');

CREATE TABLE year_settlement (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  year integer NOT NULL,
  note text,
  state text NOT NULL DEFAULT 'drawn_up' CHECK (state IN ('drawn_up', 'agreed', 'returned')),
  -- the figures as they were drawn up
  content jsonb NOT NULL,
  drawn_up_by text REFERENCES account,
  drawn_up_at timestamptz NOT NULL,
  minutes_number text,
  minutes_date date,
  file_id integer REFERENCES file,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  refusal text,
  CHECK ((state = 'drawn_up') = (settled_at IS NULL)),
  CHECK (num_nonnulls(minutes_number, minutes_date, file_id) = CASE state WHEN 'agreed' THEN 3 WHEN 'drawn_up' THEN 0 ELSE num_nonnulls(minutes_number, minutes_date, file_id) END),
  CHECK ((state = 'returned') = (refusal IS NOT NULL))
);
CREATE UNIQUE INDEX year_settlement_once ON year_settlement (plan_id, year) WHERE state <> 'returned';
CREATE INDEX year_settlement_year ON year_settlement (year DESC, id DESC);
CREATE INDEX year_settlement_state ON year_settlement (state, id);
CALL watch('year_settlement');

CREATE FUNCTION year_settlement_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ends text[] := ARRAY['state', 'minutes_number', 'minutes_date', 'file_id', 'settled_by', 'settled_at', 'refusal'];
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ends = to_jsonb(OLD) - ends
    AND (OLD.state = 'drawn_up' OR (OLD.state = 'agreed' AND NEW.state = 'returned'
      AND NOT EXISTS (SELECT FROM budget_closing b WHERE b.year = OLD.year))) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER year_settlement_kept BEFORE UPDATE OR DELETE ON year_settlement FOR EACH ROW EXECUTE FUNCTION year_settlement_kept();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON year_settlement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A year whose days are known is closed with nothing left in it, and the settlement of each plan that had money in it agreed. Whoever books into
-- it meanwhile waits, or is seen.
CREATE OR REPLACE FUNCTION budget_closing_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('budget_year'), NEW.year);
  IF NOT EXISTS (SELECT FROM budget_cutoffs(NEW.year) c WHERE c.kind = 'adjust') THEN RETURN NEW; END IF;
  IF EXISTS (SELECT FROM ledger_account a WHERE a.year = NEW.year AND a.kind IN ('available', 'committed') AND a.balance > 0) THEN
    RAISE EXCEPTION 'money of % is left', NEW.year USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_closing_left';
  END IF;
  IF EXISTS (SELECT FROM ledger_account a JOIN budget_line l ON l.id = a.line_id WHERE a.year = NEW.year AND NOT EXISTS (
       SELECT FROM year_settlement s WHERE s.plan_id = l.plan_id AND s.year = NEW.year AND s.state = 'agreed')) THEN
    RAISE EXCEPTION 'the settlement of % is not agreed', NEW.year USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_closing_settled';
  END IF;
  RETURN NEW;
END $$;

