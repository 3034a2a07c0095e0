-- Payments go to the Treasury in batches: one list, drawn up by one person and released by another; the Treasury's answer comes back row by row; what differs is
-- settled one by one; what the Treasury sent back is a linked entry that gives the money back to its commitment.

-- A payment that was released and that the Treasury sent back: the entry that undoes it is of the same place, commitment, content and sum.
ALTER TABLE payment_order ADD COLUMN back_id integer UNIQUE REFERENCES ledger_entry;
DO $$
DECLARE known record;
BEGIN
  FOR known IN SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'payment_order'::regclass
     AND (pg_get_constraintdef(oid) LIKE '%entry_id IS NOT NULL%' OR pg_get_constraintdef(oid) LIKE '%ANY%drafted%')
  LOOP
    EXECUTE format('ALTER TABLE payment_order DROP CONSTRAINT %I', known.conname);
  END LOOP;
END $$;
ALTER TABLE payment_order
  ADD CONSTRAINT payment_order_state_check CHECK (state IN ('drafted', 'released', 'returned', 'sent_back')),
  ADD CONSTRAINT payment_order_booked CHECK ((state IN ('released', 'sent_back')) = (entry_id IS NOT NULL)),
  ADD CONSTRAINT payment_order_back CHECK ((state = 'sent_back') = (back_id IS NOT NULL) AND (state <> 'sent_back' OR reason IS NOT NULL));

CREATE FUNCTION payment_order_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger_entry e JOIN ledger_entry b ON b.id = NEW.back_id AND b.kind = 'refund'
       AND (b.line_id, b.year, b.source_id, b.commitment_id, b.amount) = (e.line_id, e.year, e.source_id, e.commitment_id, e.amount)
       AND b.task_content_id IS NOT DISTINCT FROM e.task_content_id AND b.occurred_on >= e.occurred_on
     WHERE e.id = NEW.entry_id) THEN
    RAISE EXCEPTION 'entry % does not undo payment %', NEW.back_id, NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_order_undone';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_back BEFORE INSERT OR UPDATE OF back_id, entry_id, state ON payment_order
  FOR EACH ROW WHEN (NEW.back_id IS NOT NULL) EXECUTE FUNCTION payment_order_back();

CREATE TABLE treasury_batch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL CHECK (number <> ''),
  drawn_on date NOT NULL,
  note text,
  state text NOT NULL DEFAULT 'drawn' CHECK (state IN ('drawn', 'sent', 'answered', 'dropped')),
  drawn_by text REFERENCES account,
  drawn_at timestamptz NOT NULL,
  sent_by text REFERENCES account,
  sent_on date,
  -- of the first answer that was taken in
  answered_on date,
  -- why it was dropped
  reason text,
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(number || ' ' || coalesce(note, ''))) STORED,
  CONSTRAINT treasury_batch_sent CHECK ((sent_on IS NOT NULL) = (state IN ('sent', 'answered'))),
  CONSTRAINT treasury_batch_answered CHECK ((answered_on IS NOT NULL) = (state = 'answered')),
  CONSTRAINT treasury_batch_reason CHECK (state <> 'dropped' OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX treasury_batch_number ON treasury_batch (lower(number), drawn_on) WHERE state <> 'dropped';
CREATE INDEX treasury_batch_day ON treasury_batch (drawn_on DESC, id DESC);
CREATE INDEX treasury_batch_by_number ON treasury_batch (number, id);
CREATE INDEX treasury_batch_state ON treasury_batch (state, id);
CREATE INDEX treasury_batch_sent_on ON treasury_batch (sent_on DESC, id DESC);
CREATE INDEX treasury_batch_search ON treasury_batch USING gin (search gin_trgm_ops);
CALL watch('treasury_batch');

-- The payments of a batch, with the account that is paid, as the list says it.
CREATE TABLE treasury_batch_order (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id integer NOT NULL REFERENCES treasury_batch,
  order_id integer NOT NULL REFERENCES payment_order,
  payee text NOT NULL CHECK (payee <> ''),
  payee_account text CHECK (payee_account <> ''),
  payee_bank text CHECK (payee_bank <> ''),
  state text NOT NULL DEFAULT 'listed' CHECK (state IN ('listed', 'paid', 'sent_back', 'dropped')),
  -- the day on which the Treasury paid it, or sent it back
  answered_on date,
  CONSTRAINT treasury_batch_order_once UNIQUE (batch_id, order_id),
  CONSTRAINT treasury_batch_order_answered CHECK ((answered_on IS NOT NULL) = (state IN ('paid', 'sent_back')))
);
-- A payment goes to the Treasury once, but where the batch was dropped.
CREATE UNIQUE INDEX treasury_batch_order_live ON treasury_batch_order (order_id) WHERE state <> 'dropped';
CREATE INDEX treasury_batch_order_of ON treasury_batch_order (batch_id, id);
CALL watch('treasury_batch_order');

-- The rows of the Treasury's list as they came in.
CREATE TABLE treasury_answer (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id integer NOT NULL REFERENCES treasury_batch,
  import_id integer NOT NULL,
  import_kind text GENERATED ALWAYS AS ('treasury') STORED,
  row_id integer REFERENCES treasury_batch_order,
  document_number text NOT NULL CHECK (document_number <> ''),
  payee text,
  payee_account text,
  amount bigint NOT NULL CHECK (amount > 0),
  on_day date NOT NULL,
  result text NOT NULL CHECK (result IN ('paid', 'sent_back')),
  reason text,
  FOREIGN KEY (import_kind, import_id) REFERENCES import (kind, id)
);
CREATE INDEX treasury_answer_batch ON treasury_answer (batch_id, id);
CREATE INDEX treasury_answer_row ON treasury_answer (row_id) WHERE row_id IS NOT NULL;
CREATE INDEX treasury_answer_import ON treasury_answer (import_id);
CALL watch('treasury_answer');

-- What differs between the list that was sent and the one that came back: settled by a person, by a day that whoever took the answer in names.
CREATE TABLE treasury_difference (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id integer NOT NULL REFERENCES treasury_batch,
  kind text NOT NULL CHECK (kind IN ('sum', 'payee', 'number', 'unknown', 'missing', 'sent_back')),
  row_id integer REFERENCES treasury_batch_order,
  answer_id integer REFERENCES treasury_answer,
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled')),
  outcome text CHECK (outcome IN ('same', 'other', 'explained', 'paid', 'sent_back', 'answered')),
  explanation text,
  document_number text,
  file_id integer REFERENCES file,
  settled_by text REFERENCES account,
  settled_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT treasury_difference_of CHECK (CASE kind WHEN 'unknown' THEN row_id IS NULL AND answer_id IS NOT NULL
    WHEN 'missing' THEN row_id IS NOT NULL AND answer_id IS NULL ELSE num_nonnulls(row_id, answer_id) = 2 END),
  CONSTRAINT treasury_difference_settled CHECK (num_nonnulls(settled_on, outcome) = CASE state WHEN 'settled' THEN 2 ELSE 0 END),
  CONSTRAINT treasury_difference_said CHECK (state = 'open' OR outcome = 'answered' OR explanation IS NOT NULL),
  CONSTRAINT treasury_difference_paper CHECK (outcome IS NULL OR outcome NOT IN ('paid', 'sent_back') OR num_nonnulls(document_number, file_id) = 2)
);
-- One open difference of each payment at a time.
CREATE UNIQUE INDEX treasury_difference_row ON treasury_difference (row_id) WHERE state = 'open' AND row_id IS NOT NULL;
CREATE INDEX treasury_difference_batch ON treasury_difference (batch_id, id);
CREATE INDEX treasury_difference_due ON treasury_difference (due_on DESC, id DESC);
CREATE INDEX treasury_difference_kind ON treasury_difference (kind, id);
CREATE INDEX treasury_difference_state ON treasury_difference (state, id);
CREATE INDEX treasury_difference_answer ON treasury_difference (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX treasury_difference_file ON treasury_difference (file_id) WHERE file_id IS NOT NULL;
CALL watch('treasury_difference');

-- What was sent is not changed: a row moves on only by the answer, and only the rows of a batch that is being drawn up come and go.
CREATE FUNCTION treasury_batch_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_state text;
BEGIN
  SELECT b.state INTO is_state FROM treasury_batch b WHERE b.id = coalesce(OLD.batch_id, NEW.batch_id);
  IF is_state = 'drawn' OR (TG_OP = 'UPDATE'
      AND (NEW.batch_id, NEW.order_id, NEW.payee) = (OLD.batch_id, OLD.order_id, OLD.payee)
      AND (NEW.payee_account, NEW.payee_bank) IS NOT DISTINCT FROM (OLD.payee_account, OLD.payee_bank)) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  RAISE EXCEPTION 'batch % was sent', coalesce(OLD.batch_id, NEW.batch_id) USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER treasury_batch_kept BEFORE INSERT OR UPDATE OR DELETE ON treasury_batch_order FOR EACH ROW EXECUTE FUNCTION treasury_batch_kept();

-- At commit a batch that was sent has nothing but payments that are released, each with the account that is paid.
CREATE FUNCTION treasury_batch_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state NOT IN ('sent', 'answered') THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT FROM treasury_batch_order r WHERE r.batch_id = NEW.id) OR EXISTS (
    SELECT FROM treasury_batch_order r JOIN payment_order o ON o.id = r.order_id
     WHERE r.batch_id = NEW.id AND (o.state NOT IN ('released', 'sent_back') OR num_nonnulls(r.payee_account, r.payee_bank) < 2)) THEN
    RAISE EXCEPTION 'batch % is not whole', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'treasury_batch_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER treasury_batch_whole AFTER INSERT OR UPDATE OF state ON treasury_batch DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION treasury_batch_whole();

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'import_kind_check';
  ALTER TABLE import DROP CONSTRAINT import_kind_check;
  EXECUTE format('ALTER TABLE import ADD CONSTRAINT import_kind_check %s', replace(known, 'ARRAY[', 'ARRAY[''treasury''::text, '));
END $$;
