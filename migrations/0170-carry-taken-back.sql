-- A carry-over that was booked is taken back by another person with the reason and the paper: for each line the reversing entries, while the money is still there.
ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_kind_check, DROP CONSTRAINT ledger_entry_commitment_check;
ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_kind_check CHECK (kind IN ('allocation', 'withdrawal', 'commitment', 'release', 'disbursement', 'refund',
    'carry_out', 'carry_in', 'commitment_out', 'commitment_in', 'cancellation', 'carry_out_back', 'carry_in_back', 'commitment_out_back', 'commitment_in_back')),
  ADD CONSTRAINT ledger_entry_commitment_check
    CHECK ((kind IN ('allocation', 'withdrawal', 'carry_out', 'carry_in', 'cancellation', 'carry_out_back', 'carry_in_back')) = (commitment_id IS NULL));

CREATE OR REPLACE FUNCTION ledger_way(kind text, OUT source text, OUT destination text) LANGUAGE sql IMMUTABLE AS $$
  SELECT way.source, way.destination
    FROM (VALUES ('allocation', 'funding', 'available'), ('withdrawal', 'available', 'funding'),
                 ('commitment', 'available', 'committed'), ('release', 'committed', 'available'),
                 ('disbursement', 'committed', 'disbursed'), ('refund', 'disbursed', 'committed'),
                 ('carry_out', 'available', 'carried_out'), ('carry_in', 'carried_in', 'available'),
                 ('commitment_out', 'committed', 'carried_out'), ('commitment_in', 'carried_in', 'committed'),
                 ('carry_out_back', 'carried_out', 'available'), ('carry_in_back', 'available', 'carried_in'),
                 ('commitment_out_back', 'carried_out', 'committed'), ('commitment_in_back', 'committed', 'carried_in'),
                 ('cancellation', 'available', 'cancelled'))
      AS way (kind, source, destination)
   WHERE way.kind = ledger_way.kind
$$;

DO $$
DECLARE known record;
BEGIN
  FOR known IN SELECT conname FROM pg_constraint
    WHERE contype = 'c' AND conrelid = 'year_end_decision'::regclass AND pg_get_constraintdef(oid) ~ '''(booked|proposed|refused)'''
  LOOP
    EXECUTE format('ALTER TABLE year_end_decision DROP CONSTRAINT %I', known.conname);
  END LOOP;
END $$;
ALTER TABLE year_end_decision
  ADD COLUMN back_reason text CHECK (back_reason <> ''),
  ADD COLUMN back_number text CHECK (back_number <> ''),
  ADD COLUMN back_date date,
  ADD COLUMN back_file_id integer REFERENCES file,
  ADD COLUMN back_by text REFERENCES account,
  ADD COLUMN back_at timestamptz,
  ADD CONSTRAINT year_end_decision_state_check CHECK (state IN ('proposed', 'booked', 'refused', 'taken_back')),
  ADD CONSTRAINT year_end_decision_settled CHECK ((state = 'proposed') = (settled_at IS NULL)),
  ADD CONSTRAINT year_end_decision_paper CHECK (num_nonnulls(document_number, document_date, file_id) = CASE WHEN state IN ('booked', 'taken_back') THEN 3 ELSE 0 END),
  ADD CONSTRAINT year_end_decision_refusal CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  ADD CONSTRAINT year_end_decision_back CHECK (num_nonnulls(back_reason, back_number, back_date, back_file_id, back_at) = CASE state WHEN 'taken_back' THEN 5 ELSE 0 END),
  ADD CONSTRAINT year_end_decision_back_kind CHECK (state <> 'taken_back' OR kind = 'carry');
CREATE INDEX year_end_decision_back_file ON year_end_decision (back_file_id) WHERE back_file_id IS NOT NULL;
ALTER TABLE year_end_line
  ADD COLUMN in_back_id integer UNIQUE REFERENCES ledger_entry,
  ADD COLUMN out_back_id integer UNIQUE REFERENCES ledger_entry,
  ADD CONSTRAINT year_end_line_back CHECK (num_nonnulls(in_back_id, out_back_id) IN (0, 2));

-- What is settled stays; of what waits nothing moves but how it ends, of what was booked nothing but that it is taken back, once.
CREATE OR REPLACE FUNCTION year_end_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ends text[] := ARRAY['state', 'document_number', 'document_date', 'file_id', 'settled_by', 'settled_at', 'refusal', 'search'];
  backs text[] := ARRAY['state', 'back_reason', 'back_number', 'back_date', 'back_file_id', 'back_by', 'back_at', 'search'];
  was jsonb := to_jsonb(OLD); is_now jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    is_now := to_jsonb(NEW);
    IF TG_TABLE_NAME = 'year_end_decision' THEN
      IF was ->> 'state' = 'proposed' AND is_now ->> 'state' <> 'taken_back' AND is_now - ends = was - ends THEN RETURN NEW; END IF;
      IF was ->> 'state' = 'booked' AND is_now ->> 'state' = 'taken_back' AND is_now - backs = was - backs THEN RETURN NEW; END IF;
    ELSIF was ->> 'out_id' IS NULL AND is_now - ARRAY['out_id', 'in_id'] = was - ARRAY['out_id', 'in_id'] THEN RETURN NEW;
    ELSIF was ->> 'out_back_id' IS NULL AND is_now - ARRAY['out_back_id', 'in_back_id'] = was - ARRAY['out_back_id', 'in_back_id'] THEN RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;

-- At commit a decision is whole: a booked one has for each line its entry out of the year and, where it is carried, the same into the next; one that was taken
-- back has beside them those that reverse them.
CREATE OR REPLACE FUNCTION year_end_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decision year_end_decision; back boolean; is_booked boolean;
BEGIN
  SELECT * INTO STRICT decision FROM year_end_decision
   WHERE id = CASE WHEN TG_TABLE_NAME = 'year_end_decision' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'decision_id' END::integer;
  back := decision.state = 'taken_back';
  is_booked := decision.state IN ('booked', 'taken_back');
  IF NOT EXISTS (SELECT FROM year_end_line WHERE decision_id = decision.id) OR EXISTS (
    SELECT FROM year_end_line r JOIN budget_line b ON b.id = r.line_id
      LEFT JOIN ledger_entry o ON o.id = r.out_id LEFT JOIN ledger_entry i ON i.id = r.in_id
      LEFT JOIN ledger_entry ob ON ob.id = r.out_back_id LEFT JOIN ledger_entry ib ON ib.id = r.in_back_id
     WHERE r.decision_id = decision.id
       AND (b.plan_id <> decision.plan_id
         OR (r.ground_id IS NOT NULL) <> (decision.kind = 'carry') OR (decision.kind = 'cancel' AND r.commitment_id IS NOT NULL)
         OR (NOT is_booked AND (o.id IS NOT NULL OR i.id IS NOT NULL)) OR (NOT back AND (ob.id IS NOT NULL OR ib.id IS NOT NULL))
         OR (is_booked AND (
              (o.kind, o.line_id, o.year, o.source_id, o.amount) IS DISTINCT FROM
                (CASE WHEN decision.kind = 'cancel' THEN 'cancellation' WHEN r.commitment_id IS NULL THEN 'carry_out' ELSE 'commitment_out' END,
                 r.line_id, decision.year, r.source_id, r.amount)
              OR o.commitment_id IS DISTINCT FROM r.commitment_id
              OR (decision.kind = 'cancel' AND i.id IS NOT NULL)
              OR (decision.kind = 'carry' AND (
                   (i.kind, i.line_id, i.year, i.source_id, i.amount) IS DISTINCT FROM
                     (CASE WHEN r.commitment_id IS NULL THEN 'carry_in' ELSE 'commitment_in' END, r.line_id, decision.year + 1, r.source_id, r.amount)
                   OR i.commitment_id IS DISTINCT FROM r.commitment_id))))
         OR (back AND (
              (ob.kind, ob.line_id, ob.year, ob.source_id, ob.amount, ib.kind, ib.line_id, ib.year, ib.source_id, ib.amount) IS DISTINCT FROM
                (o.kind || '_back', o.line_id, o.year, o.source_id, o.amount, i.kind || '_back', i.line_id, i.year, i.source_id, i.amount)
              OR ob.commitment_id IS DISTINCT FROM r.commitment_id OR ib.commitment_id IS DISTINCT FROM r.commitment_id)))) THEN
    RAISE EXCEPTION 'year-end decision % is not what its entries are', decision.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'year_end_whole';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_year_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM year_end_line WHERE out_id = NEW.id) AND NOT EXISTS (SELECT FROM year_end_line WHERE in_id = NEW.id)
     AND NOT EXISTS (SELECT FROM year_end_line WHERE out_back_id = NEW.id) AND NOT EXISTS (SELECT FROM year_end_line WHERE in_back_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % is of no decision on what is carried over or cancelled', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'year_end_whole';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER ledger_year_end ON ledger_entry;
CREATE CONSTRAINT TRIGGER ledger_year_end AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.kind IN ('carry_out', 'carry_in', 'commitment_out', 'commitment_in', 'cancellation', 'carry_out_back', 'carry_in_back', 'commitment_out_back',
    'commitment_in_back')) EXECUTE FUNCTION ledger_year_end();

-- As before; one correction lets in what takes a carry-over back, with all of its lines, too.
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
             WHERE own.out_id = NEW.id
            UNION ALL SELECT other.out_back_id FROM year_end_line own JOIN year_end_line other ON other.decision_id = own.decision_id
             WHERE own.out_back_id = NEW.id))) THEN RETURN NULL; END IF;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'the budget year % is closed by %', NEW.year, closed USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_closed';
  END IF;
  RAISE EXCEPTION '% of % after % (%)', NEW.kind, NEW.year, cut.on_day, cut.article USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_cut_off';
END $$;

-- The year that a commitment is paid from: its own, or the last one into which it was carried and not taken back.
CREATE FUNCTION commitment_year(of_commitment integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT max(d.year) + 1 FROM year_end_line r JOIN year_end_decision d ON d.id = r.decision_id
            WHERE r.commitment_id = of_commitment AND r.in_id IS NOT NULL AND r.in_back_id IS NULL),
         (SELECT c.year FROM commitment c WHERE c.id = of_commitment))
$$;

DO $$
DECLARE known text := pg_get_viewdef('money_move'::regclass); wanted text;
BEGIN
  wanted := replace(known, 'ARRAY[''carry_out''::text, ', 'ARRAY[''carry_out_back''::text, ''carry_in_back''::text, ''carry_out''::text, ');
  wanted := regexp_replace(wanted, '\(e\.id = y\.out_id\) OR \(e\.id = y\.in_id\)',
    '(e.id = y.out_id) OR (e.id = y.in_id) OR (e.id = y.out_back_id) OR (e.id = y.in_back_id)');
  IF length(wanted) < length(known) + 80 THEN RAISE EXCEPTION 'money_move names no entries of the end of a year: %', known; END IF;
  EXECUTE 'CREATE OR REPLACE VIEW money_move AS ' || wanted;
END $$;
