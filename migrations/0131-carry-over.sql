-- What is left of a budget year: carried over into the next, by kinds that are rows with their legal ground, or cancelled. One decision names many
-- lines; one person proposes it, another approves it. The ledger gets linked entries: out of the year, into the next one.

-- A year that the plan's budget does not have, but that money was carried into.
ALTER TABLE budget_line_year ADD COLUMN carried boolean NOT NULL DEFAULT false;

-- carried_in is where money of the year before comes from (it goes negative); carried_out and cancelled are where money of the year ends.
DO $$
DECLARE known record;
BEGIN
  FOR known IN SELECT conrelid::regclass AS of_table, conname FROM pg_constraint
    WHERE contype = 'c' AND ((conrelid = 'ledger_account'::regclass AND pg_get_constraintdef(oid) LIKE '%''funding''%' )
       OR (conrelid = 'ledger_entry'::regclass AND pg_get_constraintdef(oid) LIKE '%''allocation''%'))
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', known.of_table, known.conname);
  END LOOP;
END $$;
ALTER TABLE ledger_account
  ADD CONSTRAINT ledger_account_kind_check
    CHECK (kind IN ('funding', 'available', 'committed', 'disbursed', 'carried_in', 'carried_out', 'cancelled')),
  ADD CONSTRAINT ledger_balance CHECK (kind IN ('funding', 'carried_in') OR balance >= 0);
ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_kind_check CHECK (kind IN ('allocation', 'withdrawal', 'commitment', 'release', 'disbursement', 'refund',
    'carry_out', 'carry_in', 'commitment_out', 'commitment_in', 'cancellation')),
  ADD CONSTRAINT ledger_entry_commitment_check
    CHECK ((kind IN ('allocation', 'withdrawal', 'carry_out', 'carry_in', 'cancellation')) = (commitment_id IS NULL));

CREATE OR REPLACE FUNCTION ledger_way(kind text, OUT source text, OUT destination text) LANGUAGE sql IMMUTABLE AS $$
  SELECT way.source, way.destination
    FROM (VALUES ('allocation', 'funding', 'available'), ('withdrawal', 'available', 'funding'),
                 ('commitment', 'available', 'committed'), ('release', 'committed', 'available'),
                 ('disbursement', 'committed', 'disbursed'), ('refund', 'disbursed', 'committed'),
                 ('carry_out', 'available', 'carried_out'), ('carry_in', 'carried_in', 'available'),
                 ('commitment_out', 'committed', 'carried_out'), ('commitment_in', 'carried_in', 'committed'),
                 ('cancellation', 'available', 'cancelled'))
      AS way (kind, source, destination)
   WHERE way.kind = ledger_way.kind
$$;

-- A commitment has accounts of its own year, and of the years into which it was carried.
CREATE OR REPLACE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
  IF TG_OP <> 'INSERT' OR NEW.balance <> 0 THEN
    RAISE EXCEPTION 'balances move by postings alone' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
  END IF;
  IF EXISTS (SELECT FROM budget_line WHERE parent_id = NEW.line_id) THEN
    RAISE EXCEPTION 'budget line % is a sum of its sub-lines', NEW.line_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_leaf';
  END IF;
  IF NEW.commitment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM commitment c WHERE c.id = NEW.commitment_id
       AND (c.line_id, c.source_id) = (NEW.line_id, NEW.source_id) AND c.year <= NEW.year) THEN
    RAISE EXCEPTION 'account and commitment % differ', NEW.commitment_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_way';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_commitment_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM commitment c WHERE c.id = NEW.commitment_id AND c.year = NEW.year) THEN
    RAISE EXCEPTION 'commitment % is of another year', NEW.commitment_id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_way';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_commitment_year BEFORE INSERT ON ledger_entry
  FOR EACH ROW WHEN (NEW.kind = 'commitment') EXECUTE FUNCTION ledger_commitment_year();

CREATE OR REPLACE VIEW budget_position AS
  SELECT a.line_id, a.year, a.source_id,
         (-coalesce(sum(a.balance) FILTER (WHERE a.kind = 'funding'), 0))::bigint AS allocated,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind IN ('committed', 'disbursed')), 0))::bigint AS committed,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind = 'disbursed'), 0))::bigint AS disbursed,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind = 'available'), 0))::bigint AS remaining,
         (-coalesce(sum(a.balance) FILTER (WHERE a.kind = 'carried_in'), 0))::bigint AS carried_in,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind = 'carried_out'), 0))::bigint AS carried_out,
         (coalesce(sum(a.balance) FILTER (WHERE a.kind = 'cancelled'), 0))::bigint AS cancelled
    FROM ledger_account a
   GROUP BY a.line_id, a.year, a.source_id;
COMMENT ON VIEW budget_position IS 'In đồng. committed counts what was committed whether or not already paid; remaining = allocated + carried_in - committed - carried_out - cancelled.';

-- What a commitment has paid is summed over the years in which it was paid.
CREATE OR REPLACE VIEW counterpart_turn AS
  SELECT t.id, t.plan_id, t.year, t.enterprise_id, t.task_content_id, t.decided_on AS agreed_on,
         CASE WHEN s.kind = 'budget' THEN coalesce(e.agreed, 0) ELSE 0 END::bigint AS state_agreed,
         CASE WHEN s.kind = 'budget' THEN coalesce(d.balance, 0) ELSE 0 END::bigint AS paid,
         coalesce(a.own_funds, 0)::bigint AS own_agreed,
         coalesce(o.paid_in, 0)::bigint AS paid_in, coalesce(o.proven, 0)::bigint AS proven, coalesce(o.settled, 0)::bigint AS settled
    FROM support_turn t
    LEFT JOIN application a ON a.id = t.application_id
    LEFT JOIN commitment c ON c.id = t.commitment_id
    LEFT JOIN funding_source s ON s.id = c.source_id
    LEFT JOIN LATERAL (
      SELECT sum(l.balance) AS balance FROM ledger_account l WHERE l.commitment_id = t.commitment_id AND l.kind = 'disbursed') d ON true
    LEFT JOIN LATERAL (
      SELECT sum(e.amount) AS agreed FROM ledger_entry e WHERE e.commitment_id = t.commitment_id AND e.kind = 'commitment') e ON true
    LEFT JOIN LATERAL (
      SELECT sum(o.amount) FILTER (WHERE o.state IN ('declared', 'proven', 'settled')) AS paid_in, sum(o.proven) AS proven, sum(o.settled) AS settled
        FROM own_payment o WHERE o.turn_id = t.id) o ON true;

CREATE OR REPLACE VIEW own_funds AS
  SELECT a.plan_id, p.support_line AS line, a.content_id, a.year,
         (count(*) FILTER (WHERE a.state <> 'accepted'))::int AS open,
         (count(*) FILTER (WHERE a.state = 'accepted'))::int AS turns,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state <> 'accepted'), 0)::bigint AS offered,
         coalesce(sum(a.own_funds) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS promised,
         coalesce(sum(a.appraised_amount) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS support,
         coalesce(sum(d.balance), 0)::bigint AS paid, coalesce(sum(o.paid_in), 0)::bigint AS paid_in,
         coalesce(sum(o.proven), 0)::bigint AS proven, coalesce(sum(o.settled), 0)::bigint AS settled
    FROM application a JOIN plan p ON p.id = a.plan_id
    LEFT JOIN support_turn s ON s.application_id = a.id
    LEFT JOIN (SELECT l.commitment_id, sum(l.balance) AS balance FROM ledger_account l WHERE l.kind = 'disbursed' GROUP BY l.commitment_id) d
      ON d.commitment_id = s.commitment_id
    LEFT JOIN (
      SELECT o.turn_id, sum(o.amount) FILTER (WHERE o.state IN ('declared', 'proven', 'settled')) AS paid_in, sum(o.proven) AS proven,
             sum(o.settled) AS settled FROM own_payment o GROUP BY o.turn_id) o ON o.turn_id = s.id
   WHERE a.state NOT IN ('refused', 'withdrawn') AND a.ended_on IS NULL
   GROUP BY a.plan_id, p.support_line, a.content_id, a.year;

-- Why money may be carried over: what it must be (added after a day of the year, committed by a day of the year, or nothing that the ledger can
-- tell) and its article.
CREATE TABLE carry_ground (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text UNIQUE,
  name text NOT NULL CHECK (name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  needs text NOT NULL CHECK (needs IN ('paper', 'added_after', 'committed_by')),
  month integer CHECK (month BETWEEN 1 AND 12),
  day integer CHECK (day BETWEEN 1 AND CASE WHEN month = 2 THEN 28 WHEN month IN (4, 6, 9, 11) THEN 30 ELSE 31 END),
  article text NOT NULL CHECK (article <> ''),
  note text,
  to_check boolean NOT NULL DEFAULT false,
  first_year integer NOT NULL,
  last_year integer CHECK (last_year >= first_year),
  version integer NOT NULL DEFAULT 1,
  CHECK (num_nonnulls(month, day) = CASE needs WHEN 'paper' THEN 0 ELSE 2 END)
);
CREATE INDEX carry_ground_first ON carry_ground (first_year DESC, id DESC);
CREATE INDEX carry_ground_name ON carry_ground (name, id);
CALL watch('carry_ground');

CREATE TABLE year_end_decision (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id integer NOT NULL REFERENCES plan,
  kind text NOT NULL CHECK (kind IN ('carry', 'cancel')),
  year integer NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'booked', 'refused')),
  -- The decision that approves it.
  document_number text,
  document_date date,
  file_id integer REFERENCES file,
  proposed_by text REFERENCES account,
  proposed_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_at timestamptz,
  refusal text,
  search text NOT NULL GENERATED ALWAYS AS (fold(coalesce(document_number, '') || ' ' || reason)) STORED,
  CHECK ((state = 'proposed') = (settled_at IS NULL)),
  CHECK (num_nonnulls(document_number, document_date, file_id) = CASE state WHEN 'booked' THEN 3 ELSE 0 END),
  CHECK ((state = 'refused') = (refusal IS NOT NULL))
);
CREATE INDEX year_end_decision_plan ON year_end_decision (plan_id, year, id DESC);
CREATE INDEX year_end_decision_year ON year_end_decision (year, id);
CREATE INDEX year_end_decision_state ON year_end_decision (state, id);
CREATE INDEX year_end_decision_kind ON year_end_decision (kind, id);
CREATE INDEX year_end_decision_search ON year_end_decision USING gin (search gin_trgm_ops);
CALL watch('year_end_decision');

CREATE TABLE year_end_line (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  decision_id integer NOT NULL REFERENCES year_end_decision,
  line_id integer NOT NULL REFERENCES budget_line,
  source_id integer NOT NULL REFERENCES funding_source,
  -- Of money that is committed: the commitment, and the content of the task that it pays, where one does.
  commitment_id integer REFERENCES commitment,
  content_id integer REFERENCES science_task_content,
  -- Of what is carried over: why it may be.
  ground_id integer REFERENCES carry_ground,
  amount bigint NOT NULL CHECK (amount > 0),
  note text,
  out_id integer UNIQUE REFERENCES ledger_entry,
  in_id integer UNIQUE REFERENCES ledger_entry,
  CHECK (content_id IS NULL OR commitment_id IS NOT NULL),
  UNIQUE NULLS NOT DISTINCT (decision_id, line_id, source_id, commitment_id, content_id)
);
CREATE INDEX year_end_line_of ON year_end_line (decision_id, id);
CREATE INDEX year_end_line_place ON year_end_line (line_id, source_id);
CREATE INDEX year_end_line_amount ON year_end_line (amount, id);
CREATE INDEX year_end_line_commitment ON year_end_line (commitment_id) WHERE commitment_id IS NOT NULL;
CREATE INDEX year_end_line_content ON year_end_line (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX year_end_line_ground ON year_end_line (ground_id) WHERE ground_id IS NOT NULL;
CALL watch('year_end_line');

-- What is settled stays; of what waits nothing moves but how it ends, and what it is booked by.
CREATE FUNCTION year_end_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ends text[] := ARRAY['state', 'document_number', 'document_date', 'file_id', 'settled_by', 'settled_at', 'refusal', 'search'];
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'year_end_decision' THEN
    IF to_jsonb(OLD) ->> 'state' = 'proposed' AND to_jsonb(NEW) - ends = to_jsonb(OLD) - ends THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) ->> 'out_id' IS NULL AND to_jsonb(NEW) - ARRAY['out_id', 'in_id'] = to_jsonb(OLD) - ARRAY['out_id', 'in_id'] THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER year_end_kept BEFORE UPDATE OR DELETE ON year_end_decision FOR EACH ROW EXECUTE FUNCTION year_end_kept();
CREATE TRIGGER year_end_kept BEFORE UPDATE OR DELETE ON year_end_line FOR EACH ROW EXECUTE FUNCTION year_end_kept();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON year_end_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON year_end_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At commit a decision is whole: a booked one has for each line its entry out of the year and, where it is carried, the same into the next.
CREATE FUNCTION year_end_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decision year_end_decision;
BEGIN
  SELECT * INTO STRICT decision FROM year_end_decision
   WHERE id = CASE WHEN TG_TABLE_NAME = 'year_end_decision' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'decision_id' END::integer;
  IF NOT EXISTS (SELECT FROM year_end_line WHERE decision_id = decision.id) OR EXISTS (
    SELECT FROM year_end_line r JOIN budget_line b ON b.id = r.line_id
      LEFT JOIN ledger_entry o ON o.id = r.out_id LEFT JOIN ledger_entry i ON i.id = r.in_id
     WHERE r.decision_id = decision.id
       AND (b.plan_id <> decision.plan_id
         OR (r.ground_id IS NOT NULL) <> (decision.kind = 'carry') OR (decision.kind = 'cancel' AND r.commitment_id IS NOT NULL)
         OR (decision.state <> 'booked' AND (o.id IS NOT NULL OR i.id IS NOT NULL))
         OR (decision.state = 'booked' AND (
              (o.kind, o.line_id, o.year, o.source_id, o.amount) IS DISTINCT FROM
                (CASE WHEN decision.kind = 'cancel' THEN 'cancellation' WHEN r.commitment_id IS NULL THEN 'carry_out' ELSE 'commitment_out' END,
                 r.line_id, decision.year, r.source_id, r.amount)
              OR o.commitment_id IS DISTINCT FROM r.commitment_id
              OR (decision.kind = 'cancel' AND i.id IS NOT NULL)
              OR (decision.kind = 'carry' AND (
                   (i.kind, i.line_id, i.year, i.source_id, i.amount) IS DISTINCT FROM
                     (CASE WHEN r.commitment_id IS NULL THEN 'carry_in' ELSE 'commitment_in' END, r.line_id, decision.year + 1, r.source_id, r.amount)
                   OR i.commitment_id IS DISTINCT FROM r.commitment_id)))))) THEN
    RAISE EXCEPTION 'year-end decision % is not what its entries are', decision.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'year_end_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER year_end_whole AFTER INSERT OR UPDATE ON year_end_decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION year_end_whole();
CREATE CONSTRAINT TRIGGER year_end_whole AFTER INSERT OR UPDATE ON year_end_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION year_end_whole();

-- And an entry that carries over or cancels is one of a decision.
CREATE FUNCTION ledger_year_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM year_end_line WHERE out_id = NEW.id) AND NOT EXISTS (SELECT FROM year_end_line WHERE in_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % is of no decision on what is carried over or cancelled', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'year_end_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_year_end AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.kind IN ('carry_out', 'carry_in', 'commitment_out', 'commitment_in', 'cancellation')) EXECUTE FUNCTION ledger_year_end();

-- As before; and one correction lets in a decision on what is left, with all of its lines.
CREATE OR REPLACE FUNCTION ledger_of_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed text; cut record;
BEGIN
  -- Whoever closes the year waits for this entry, or is seen by it.
  PERFORM pg_advisory_xact_lock_shared(hashtext('budget_year'), NEW.year);
  SELECT b.document_number INTO closed FROM budget_closing b WHERE b.year = NEW.year;
  SELECT * INTO cut FROM budget_cutoffs(NEW.year) c WHERE NEW.kind = ANY(c.bars) AND NEW.occurred_on > c.on_day ORDER BY c.on_day LIMIT 1;
  IF closed IS NULL AND cut.id IS NULL THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM takeover_record r WHERE r.record_type = 'ledger_entry' AND r.record_id = NEW.id)
     OR EXISTS (SELECT FROM budget_correction k WHERE k.approved_at IS NOT NULL AND k.year = NEW.year
          AND (k.entry_id = NEW.id OR k.entry_id IN (
            SELECT other.entry_id FROM allocation_decision_entry own JOIN allocation_decision_entry other ON other.decision_id = own.decision_id
             WHERE own.entry_id = NEW.id
            UNION ALL SELECT other.out_id FROM year_end_line own JOIN year_end_line other ON other.decision_id = own.decision_id
             WHERE own.out_id = NEW.id))) THEN RETURN NULL; END IF;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'the budget year % is closed by %', NEW.year, closed USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_closed';
  END IF;
  RAISE EXCEPTION '% of % after % (%)', NEW.kind, NEW.year, cut.on_day, cut.article USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_cut_off';
END $$;

DO $$
DECLARE known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint WHERE conname = 'control_relaxation_key_check';
  ALTER TABLE control_relaxation DROP CONSTRAINT control_relaxation_key_check;
  EXECUTE format('ALTER TABLE control_relaxation ADD CONSTRAINT control_relaxation_key_check %s', replace(known, 'ARRAY[', 'ARRAY[''yearEnd''::text, '));
END $$;
