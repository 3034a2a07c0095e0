-- What of an enterprise is not settled and keeps it from new support: a recovery that stands, an advance that is overdue. An exception needs a row by which
-- the province allows exceptions, a reason, and another person who approves it.
CREATE VIEW support_block AS
  SELECT t.enterprise_id, 'recovery' AS kind, r.id AS record_id, r.decision_number AS number, r.amount - r.principal_paid AS rest, r.due_on
    FROM recovery r JOIN support_turn t ON t.commitment_id = r.commitment_id WHERE r.state IN ('open', 'part')
  UNION ALL
  SELECT c.enterprise_id, 'recovery', r.id, r.decision_number, r.amount - r.principal_paid, r.due_on
    FROM recovery r JOIN commitment c ON c.id = r.commitment_id AND c.enterprise_id IS NOT NULL
   WHERE r.state IN ('open', 'part') AND NOT EXISTS (SELECT FROM support_turn t WHERE t.commitment_id = c.id)
  UNION ALL
  SELECT t.enterprise_id, 'advance', a.id, o.document_number, a.amount - a.cleared - a.returned - a.recovered, a.due_on
    FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN support_turn t ON t.commitment_id = o.commitment_id
   WHERE a.state IN ('open', 'part');

CREATE TABLE block_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  valid_from date NOT NULL,
  valid_to date,
  set_by text REFERENCES account,
  set_at timestamptz NOT NULL,
  CONSTRAINT block_rule_days CHECK (valid_to >= valid_from)
);
CREATE UNIQUE INDEX block_rule_in_force ON block_rule ((1)) WHERE valid_to IS NULL;
CALL watch('block_rule');

CREATE TABLE block_exception (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- a recovery or an advance that does not bar new support until a day
  recovery_id integer REFERENCES recovery,
  advance_id integer REFERENCES advance,
  reason text NOT NULL CHECK (reason <> ''),
  until date NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'refused')),
  asked_by text REFERENCES account,
  asked_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_on date,
  refusal text CHECK (refusal <> ''),
  CONSTRAINT block_exception_of CHECK (num_nonnulls(recovery_id, advance_id) = 1),
  CONSTRAINT block_exception_settled CHECK ((settled_on IS NULL) = (state = 'asked')),
  CONSTRAINT block_exception_refusal CHECK (state <> 'refused' OR refusal IS NOT NULL)
);
CREATE UNIQUE INDEX block_exception_open ON block_exception (recovery_id, advance_id) NULLS NOT DISTINCT WHERE state = 'asked';
CREATE INDEX block_exception_recovery ON block_exception (recovery_id) WHERE recovery_id IS NOT NULL;
CREATE INDEX block_exception_advance ON block_exception (advance_id) WHERE advance_id IS NOT NULL;
CALL watch('block_exception');

CREATE FUNCTION block_exception_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM block_rule r WHERE r.valid_from <= (NEW.asked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
       AND (r.valid_to IS NULL OR r.valid_to >= (NEW.asked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) THEN
    RAISE EXCEPTION 'no row allows exceptions' USING ERRCODE = 'check_violation', CONSTRAINT = 'block_exception_allowed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER block_exception_allowed BEFORE INSERT ON block_exception FOR EACH ROW EXECUTE FUNCTION block_exception_allowed();

-- What bars an enterprise from new support on a day, less what an approved exception lets pass.
CREATE FUNCTION support_blocks(of_enterprise integer, on_day date) RETURNS SETOF support_block LANGUAGE sql STABLE AS $$
  SELECT b.* FROM support_block b
   WHERE b.enterprise_id = of_enterprise AND (b.kind = 'recovery' OR b.due_on < on_day)
     AND NOT EXISTS (SELECT FROM block_exception x WHERE x.state = 'approved' AND x.until >= on_day
       AND CASE b.kind WHEN 'recovery' THEN x.recovery_id ELSE x.advance_id END = b.record_id)
$$;
