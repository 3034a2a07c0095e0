-- A decision that allocates, shifts or withdraws money: one number, one day, one file, and an entry for each line and source that it
-- names. What was booked line by line before is a decision of one line. The ledger stays what it was: each entry of a decision is one
-- entry of it.
CREATE TABLE allocation_decision (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  kind text NOT NULL CHECK (kind IN ('allocation', 'shift', 'withdrawal', 'correction')),
  year integer NOT NULL,
  document_number text NOT NULL,
  document_date date NOT NULL,
  -- A booking of one line does not ask for them.
  issuer text,
  subject text,
  reason text,
  file_id integer REFERENCES file,
  over_estimate boolean NOT NULL DEFAULT false,
  -- Of a correction: the decision that it puts right; never another correction.
  corrects_id integer REFERENCES allocation_decision,
  state text NOT NULL CHECK (state IN ('proposed', 'booked', 'refused')),
  proposed_by text REFERENCES account,
  proposed_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  refusal text,
  search text NOT NULL GENERATED ALWAYS AS
    (fold(document_number || ' ' || coalesce(issuer, '') || ' ' || coalesce(subject, '') || ' ' || coalesce(reason, ''))) STORED,
  CHECK ((kind = 'correction') = (corrects_id IS NOT NULL)),
  -- A correction alone waits for another person; what the competent authority has signed is booked at once.
  CHECK (state = 'booked' OR kind = 'correction'),
  CHECK ((state = 'proposed') = (settled_at IS NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL))
);

-- What a decision changes: above nought where money is given, below where it is taken.
CREATE TABLE allocation_decision_entry (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  decision_id integer NOT NULL REFERENCES allocation_decision,
  line_id integer NOT NULL,
  year integer NOT NULL,
  source_id integer NOT NULL REFERENCES funding_source,
  amount bigint NOT NULL CHECK (amount <> 0),
  -- What it is booked by; null while it waits.
  entry_id integer UNIQUE REFERENCES ledger_entry,
  FOREIGN KEY (line_id, year) REFERENCES budget_line_year
);

-- What was booked before, entry by entry; what put an allocation right is one correction of two entries.
DO $$
DECLARE
  entry record;
  made integer;
BEGIN
  FOR entry IN
    SELECT e.*, l.plan_id FROM ledger_entry e JOIN budget_line l ON l.id = e.line_id
     WHERE e.kind IN ('allocation', 'withdrawal')
       AND NOT EXISTS (SELECT FROM allocation_correction k WHERE e.id IN (k.right_id, k.back_id))
     ORDER BY e.id
  LOOP
    INSERT INTO allocation_decision (plan_id, kind, year, document_number, document_date, reason, file_id, state, proposed_at, settled_at)
    VALUES (entry.plan_id, entry.kind, entry.year, entry.document_number, entry.occurred_on, entry.note, entry.file_id, 'booked',
            entry.recorded_at, entry.recorded_at) RETURNING id INTO made;
    INSERT INTO allocation_decision_entry (decision_id, line_id, year, source_id, amount, entry_id)
    VALUES (made, entry.line_id, entry.year, entry.source_id,
            CASE entry.kind WHEN 'allocation' THEN entry.amount ELSE -entry.amount END, entry.id);
  END LOOP;
  FOR entry IN
    SELECT k.*, l.plan_id FROM allocation_correction k JOIN budget_line l ON l.id = k.line_id WHERE k.state = 'booked' ORDER BY k.settled_at, k.id
  LOOP
    INSERT INTO allocation_decision (plan_id, kind, year, document_number, document_date, reason, file_id, over_estimate, corrects_id, state,
                                     proposed_by, proposed_at, settled_by, settled_at)
    SELECT entry.plan_id, 'correction', entry.year, entry.document_number, entry.document_date, entry.reason, entry.file_id,
           entry.over_estimate, coalesce(d.corrects_id, d.id), 'booked', entry.proposed_by, entry.proposed_at, entry.settled_by, entry.settled_at
      FROM allocation_decision_entry r JOIN allocation_decision d ON d.id = r.decision_id WHERE r.entry_id = entry.entry_id
    RETURNING id INTO made;
    INSERT INTO allocation_decision_entry (decision_id, line_id, year, source_id, amount, entry_id)
    SELECT made, e.line_id, e.year, e.source_id, CASE e.kind WHEN 'allocation' THEN e.amount ELSE -e.amount END, e.id
      FROM ledger_entry e WHERE e.id IN (entry.right_id, entry.back_id) ORDER BY e.id;
  END LOOP;
END $$;

CREATE INDEX allocation_decision_entry_decision ON allocation_decision_entry (decision_id);
CREATE INDEX allocation_decision_entry_line ON allocation_decision_entry (line_id, year, source_id);
CREATE INDEX allocation_decision_plan ON allocation_decision (plan_id, id DESC);
CREATE INDEX allocation_decision_corrects ON allocation_decision (corrects_id);
CREATE INDEX allocation_decision_order_year ON allocation_decision (year, id);
CREATE INDEX allocation_decision_order_date ON allocation_decision (document_date, id);
CREATE INDEX allocation_decision_order_number ON allocation_decision (document_number, id);
CREATE INDEX allocation_decision_order_kind ON allocation_decision (kind, id);
CREATE INDEX allocation_decision_order_state ON allocation_decision (state, id);
CREATE INDEX allocation_decision_search ON allocation_decision USING gin (search gin_trgm_ops);
-- One correction of a decision waits at a time.
CREATE UNIQUE INDEX allocation_decision_correction_waits ON allocation_decision (corrects_id) WHERE state = 'proposed';

-- What is settled stays (a generated column is not there yet before the row is); of what waits nothing moves but how it ends, and what it is booked by.
CREATE FUNCTION allocation_decision_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'allocation_decision' THEN
    IF to_jsonb(OLD) ->> 'state' = 'proposed'
      AND to_jsonb(NEW) - ARRAY['state', 'settled_by', 'settled_at', 'refusal', 'search'] = to_jsonb(OLD) - ARRAY['state', 'settled_by', 'settled_at', 'refusal', 'search']
      THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) ->> 'entry_id' IS NULL AND to_jsonb(NEW) - 'entry_id' = to_jsonb(OLD) - 'entry_id' THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER allocation_decision_kept BEFORE UPDATE OR DELETE ON allocation_decision
  FOR EACH ROW EXECUTE FUNCTION allocation_decision_kept();
CREATE TRIGGER allocation_decision_kept BEFORE UPDATE OR DELETE ON allocation_decision_entry
  FOR EACH ROW EXECUTE FUNCTION allocation_decision_kept();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON allocation_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON allocation_decision_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At commit a booked decision is whole: each of its entries is one of the ledger, of the same place, amount and way; an allocation gives
-- alone, a withdrawal takes alone, and a shift comes to nought for each source and year, its corrections with it.
CREATE FUNCTION allocation_decision_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision allocation_decision;
BEGIN
  SELECT * INTO STRICT decision FROM allocation_decision
   WHERE id = CASE WHEN TG_TABLE_NAME = 'allocation_decision' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'decision_id' END::integer;
  IF NOT EXISTS (SELECT FROM allocation_decision_entry WHERE decision_id = decision.id) OR EXISTS (
    SELECT FROM allocation_decision_entry r LEFT JOIN ledger_entry e ON e.id = r.entry_id
     WHERE r.decision_id = decision.id
       AND ((decision.state = 'booked') <> (r.entry_id IS NOT NULL)
         OR (decision.kind <> 'correction' AND r.year <> decision.year)
         OR (decision.kind = 'allocation' AND r.amount < 0) OR (decision.kind = 'withdrawal' AND r.amount > 0)
         OR (e.id IS NOT NULL AND (e.kind, e.line_id, e.year, e.source_id, e.amount) IS DISTINCT FROM
             (CASE WHEN r.amount > 0 THEN 'allocation' ELSE 'withdrawal' END, r.line_id, r.year, r.source_id, abs(r.amount))))) THEN
    RAISE EXCEPTION 'decision % is not what its entries are', decision.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_decision_whole';
  END IF;
  IF (decision.kind = 'shift' OR EXISTS (SELECT FROM allocation_decision WHERE id = decision.corrects_id AND kind = 'shift')) AND EXISTS (
    SELECT FROM allocation_decision_entry WHERE decision_id = decision.id GROUP BY year, source_id HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'shift % does not come to nought', decision.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_shift_sum';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER allocation_decision_whole AFTER INSERT OR UPDATE ON allocation_decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION allocation_decision_whole();
CREATE CONSTRAINT TRIGGER allocation_decision_whole AFTER INSERT OR UPDATE ON allocation_decision_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION allocation_decision_whole();

-- What booked shifts have moved between the lines of a year and source, with what put them right.
CREATE VIEW budget_shift AS
  SELECT r.line_id, r.year, r.source_id, sum(r.amount)::bigint AS amount
    FROM allocation_decision_entry r
    JOIN allocation_decision d ON d.id = r.decision_id
    LEFT JOIN allocation_decision root ON root.id = d.corrects_id
   WHERE d.state = 'booked' AND coalesce(root.kind, d.kind) = 'shift'
   GROUP BY r.line_id, r.year, r.source_id;
COMMENT ON VIEW budget_shift IS 'In đồng; nought over all lines of a year and source.';

CALL watch('allocation_decision');
CALL watch('allocation_decision_entry');

DO $$
DECLARE
  known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''decision''::text, '));
END $$;
