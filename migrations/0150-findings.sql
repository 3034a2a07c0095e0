-- Findings and recommendations of audit and inspection: what is found on a line, voucher and sum by which article, who answers by when, the recovery
-- or explanation, and the paper by which the auditor closes it. Whoever answers does not close.
CREATE TABLE finding (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('audit', 'inspection', 'check')),
  issuer text COLLATE "vi-x-icu" NOT NULL CHECK (issuer <> ''),
  document_number text NOT NULL CHECK (document_number <> ''),
  document_date date NOT NULL,
  content text NOT NULL CHECK (content <> ''),
  article text NOT NULL CHECK (article <> ''),
  demand text NOT NULL CHECK (demand IN ('recover', 'explain', 'mend')),
  line_id integer NOT NULL REFERENCES budget_line,
  year integer NOT NULL,
  -- The entry of the ledger that it is about, or the voucher as the paper names it.
  entry_id integer REFERENCES ledger_entry,
  voucher text CHECK (voucher <> ''),
  amount bigint CHECK (amount > 0),
  -- Who answers, and by when.
  agency_id integer NOT NULL REFERENCES agency,
  due_on date NOT NULL,
  -- The conclusion itself; a table that was imported names it by its number alone.
  file_id integer REFERENCES file,
  import_id integer,
  import_kind text GENERATED ALWAYS AS (CASE WHEN import_id IS NOT NULL THEN 'finding' END) STORED,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'returned', 'closed')),
  entered_on date NOT NULL,
  answer text CHECK (answer <> ''),
  answered_on date,
  recovered bigint CHECK (recovered > 0),
  recovery_number text CHECK (recovery_number <> ''),
  recovered_on date,
  answer_file_id integer REFERENCES file,
  -- Why an answer was not enough.
  remark text CHECK (remark <> ''),
  closed_number text CHECK (closed_number <> ''),
  closed_on date,
  close_file_id integer REFERENCES file,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS
    (fold(issuer || ' ' || document_number || ' ' || content || ' ' || article || ' ' || coalesce(voucher, ''))) STORED,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id),
  CONSTRAINT finding_once UNIQUE NULLS NOT DISTINCT (document_number, document_date, line_id, year, voucher, amount, content),
  CONSTRAINT finding_due CHECK (due_on >= document_date),
  CONSTRAINT finding_paper CHECK (file_id IS NOT NULL OR import_id IS NOT NULL),
  CONSTRAINT finding_recover CHECK (demand <> 'recover' OR amount IS NOT NULL),
  CONSTRAINT finding_answered CHECK (state NOT IN ('answered', 'closed') OR (answer IS NOT NULL AND answered_on IS NOT NULL)),
  CONSTRAINT finding_recovery CHECK (num_nonnulls(recovered, recovery_number, recovered_on) IN (0, 3)),
  CONSTRAINT finding_returned CHECK (state <> 'returned' OR remark IS NOT NULL),
  CONSTRAINT finding_closed CHECK (num_nonnulls(closed_number, closed_on, close_file_id) = CASE state WHEN 'closed' THEN 3 ELSE 0 END)
);
CREATE INDEX finding_line ON finding (line_id, year);
CREATE INDEX finding_entry ON finding (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX finding_agency ON finding (agency_id);
CREATE INDEX finding_state ON finding (state, due_on, id);
CREATE INDEX finding_due_day ON finding (due_on, id);
CREATE INDEX finding_date ON finding (document_date, id);
CREATE INDEX finding_amount ON finding (coalesce(amount, -1), id);
CREATE INDEX finding_issuer ON finding (issuer, id);
CREATE INDEX finding_year ON finding (year, id);
CREATE INDEX finding_file ON finding (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX finding_answer_file ON finding (answer_file_id) WHERE answer_file_id IS NOT NULL;
CREATE INDEX finding_close_file ON finding (close_file_id) WHERE close_file_id IS NOT NULL;
CREATE INDEX finding_import ON finding (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX finding_search ON finding USING gin (search gin_trgm_ops);
CALL watch('finding');

-- An entry that it is about is one of its line and year.
CREATE FUNCTION finding_of_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_entry e WHERE e.id = NEW.entry_id AND e.line_id = NEW.line_id AND e.year = NEW.year) THEN
    RAISE EXCEPTION 'entry % is of another line or year', NEW.entry_id USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_entry_line';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_of_line BEFORE INSERT OR UPDATE OF entry_id, line_id, year ON finding
  FOR EACH ROW WHEN (NEW.entry_id IS NOT NULL) EXECUTE FUNCTION finding_of_line();

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''finding''::text, '));
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''finding''::text, '));
END $$;
