-- Recovery of support by a decision: its sum, interest only where the decision says so (its rate, its first day and the days of a year as typed from the
-- decision), the day by which it is paid in, entered by one person and confirmed by another; paid in by parts in the same way. Withdrawn only with the reason.
CREATE TABLE recovery (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  commitment_id integer NOT NULL REFERENCES commitment,
  -- the payment that it takes back, where it is of one; of an advance, that is settled by it
  order_id integer REFERENCES payment_order,
  -- the finding that asks for it; held by trigger, since findings came into the database after it was laid out
  finding_id integer,
  decision_number text NOT NULL CHECK (decision_number <> ''),
  decision_date date NOT NULL,
  issuer text NOT NULL CHECK (issuer <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  amount bigint NOT NULL CHECK (amount > 0),
  -- ten-thousandths of a percent a year
  interest_rate integer CHECK (interest_rate > 0),
  interest_from date,
  interest_year_days integer CHECK (interest_year_days IN (360, 365)),
  due_on date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'open', 'part', 'settled', 'refused', 'withdrawn')),
  principal_paid bigint NOT NULL DEFAULT 0 CHECK (principal_paid >= 0),
  interest_paid bigint NOT NULL DEFAULT 0 CHECK (interest_paid >= 0),
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  confirmed_by text REFERENCES account,
  confirmed_on date,
  settled_on date,
  -- why it was not confirmed, or withdrawn, and by which paper
  remark text CHECK (remark <> ''),
  remark_number text CHECK (remark_number <> ''),
  version integer NOT NULL DEFAULT 1,
  search text NOT NULL GENERATED ALWAYS AS (fold(decision_number || ' ' || issuer || ' ' || reason)) STORED,
  CONSTRAINT recovery_once UNIQUE (decision_number, decision_date, commitment_id),
  CONSTRAINT recovery_due CHECK (due_on >= decision_date),
  CONSTRAINT recovery_interest CHECK (num_nonnulls(interest_rate, interest_from, interest_year_days) IN (0, 3)),
  CONSTRAINT recovery_no_interest CHECK (interest_rate IS NOT NULL OR interest_paid = 0),
  CONSTRAINT recovery_paid CHECK (principal_paid <= amount),
  CONSTRAINT recovery_state CHECK (CASE state WHEN 'entered' THEN principal_paid + interest_paid = 0 WHEN 'refused' THEN principal_paid + interest_paid = 0
    WHEN 'open' THEN principal_paid + interest_paid = 0 WHEN 'settled' THEN principal_paid = amount ELSE true END),
  CONSTRAINT recovery_confirmed CHECK ((confirmed_on IS NOT NULL) = (state NOT IN ('entered', 'refused'))),
  CONSTRAINT recovery_settled CHECK ((settled_on IS NOT NULL) = (state = 'settled')),
  CONSTRAINT recovery_remark CHECK (state NOT IN ('refused', 'withdrawn') OR remark IS NOT NULL)
);
CREATE INDEX recovery_state_due ON recovery (state, due_on, id);
CREATE INDEX recovery_due_day ON recovery (due_on, id);
CREATE INDEX recovery_date ON recovery (decision_date, id);
CREATE INDEX recovery_amount ON recovery (amount, id);
CREATE INDEX recovery_commitment ON recovery (commitment_id);
CREATE INDEX recovery_order ON recovery (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX recovery_finding ON recovery (finding_id) WHERE finding_id IS NOT NULL;
CREATE INDEX recovery_file ON recovery (file_id);
CREATE INDEX recovery_search ON recovery USING gin (search gin_trgm_ops);
CALL watch('recovery');

CREATE TABLE recovery_payment (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recovery_id integer NOT NULL REFERENCES recovery,
  principal bigint NOT NULL CHECK (principal >= 0),
  interest bigint NOT NULL CHECK (interest >= 0),
  number text NOT NULL CHECK (number <> ''),
  on_day date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'confirmed', 'refused')),
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_on date,
  reason text CHECK (reason <> ''),
  -- the principal, in the ledger
  entry_id integer UNIQUE REFERENCES ledger_entry,
  CONSTRAINT recovery_payment_sum CHECK (principal + interest > 0),
  CONSTRAINT recovery_payment_settled CHECK ((settled_on IS NULL) = (state = 'entered')),
  CONSTRAINT recovery_payment_reason CHECK (state <> 'refused' OR reason IS NOT NULL),
  CONSTRAINT recovery_payment_entry CHECK ((entry_id IS NOT NULL) = (state = 'confirmed' AND principal > 0))
);
CREATE INDEX recovery_payment_of ON recovery_payment (recovery_id, id);
CREATE INDEX recovery_payment_file ON recovery_payment (file_id);
CREATE UNIQUE INDEX recovery_payment_voucher ON recovery_payment (recovery_id, on_day, principal, interest, lower(regexp_replace(number, '\s', '', 'g')))
  WHERE state <> 'refused';
CALL watch('recovery_payment');

-- No more is recovered of a commitment than was paid on it, and a payment that is named is one of it; of an advance that is not settled it is named.
CREATE FUNCTION recovery_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM ledger_account a WHERE a.commitment_id = NEW.commitment_id ORDER BY a.id FOR UPDATE;
  IF NEW.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM payment_order o WHERE o.id = NEW.order_id AND o.commitment_id = NEW.commitment_id
       AND o.state = 'released' AND o.amount >= NEW.amount) THEN
    RAISE EXCEPTION 'recovery % is not of its payment', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_of_payment';
  END IF;
  IF NEW.finding_id IS NOT NULL AND NOT EXISTS (SELECT FROM finding f WHERE f.id = NEW.finding_id AND f.demand = 'recover') THEN
    RAISE EXCEPTION 'finding % asks for no recovery', NEW.finding_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_finding';
  END IF;
  IF NEW.order_id IS NULL AND NEW.amount > (SELECT coalesce(sum(a.balance), 0) FROM ledger_account a WHERE a.commitment_id = NEW.commitment_id AND a.kind = 'disbursed')
       - (SELECT coalesce(sum(a.amount - a.cleared - a.returned - a.recovered), 0) FROM advance a JOIN payment_order o ON o.id = a.order_id
           WHERE o.commitment_id = NEW.commitment_id AND a.state IN ('open', 'part'))
     AND EXISTS (SELECT FROM advance a JOIN payment_order o ON o.id = a.order_id WHERE o.commitment_id = NEW.commitment_id AND a.state IN ('open', 'part')) THEN
    RAISE EXCEPTION 'recovery % is of an advance that it does not name', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_names_advance';
  END IF;
  IF (SELECT coalesce(sum(r.amount - r.principal_paid), 0) FROM recovery r WHERE r.commitment_id = NEW.commitment_id AND r.state IN ('entered', 'open', 'part'))
     > (SELECT coalesce(sum(a.balance), 0) FROM ledger_account a WHERE a.commitment_id = NEW.commitment_id AND a.kind = 'disbursed') THEN
    RAISE EXCEPTION 'more is recovered of commitment % than was paid', NEW.commitment_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_within';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER recovery_within AFTER INSERT OR UPDATE OF amount, order_id, commitment_id, finding_id ON recovery DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION recovery_within();

-- A payment is of a recovery that stands, for no more of its sum than is left beside what waits; interest only where the decision says so.
CREATE FUNCTION recovery_payment_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_recovery record;
BEGIN
  SELECT * INTO of_recovery FROM recovery r WHERE r.id = NEW.recovery_id FOR UPDATE;
  IF NEW.state = 'refused' THEN RETURN NEW; END IF;
  IF of_recovery.state NOT IN ('open', 'part') THEN
    RAISE EXCEPTION 'recovery % is not open', NEW.recovery_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_not_open';
  END IF;
  IF NEW.interest > 0 AND of_recovery.interest_rate IS NULL THEN
    RAISE EXCEPTION 'recovery % bears no interest', NEW.recovery_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_no_interest';
  END IF;
  IF NEW.principal + (SELECT coalesce(sum(p.principal), 0) FROM recovery_payment p
       WHERE p.recovery_id = NEW.recovery_id AND p.state <> 'refused' AND p.id <> NEW.id) > of_recovery.amount THEN
    RAISE EXCEPTION 'more is paid into recovery % than its sum', NEW.recovery_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_payment_held BEFORE INSERT OR UPDATE ON recovery_payment FOR EACH ROW EXECUTE FUNCTION recovery_payment_held();
CREATE FUNCTION recovery_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE recovery r SET principal_paid = s.principal, interest_paid = s.interest, version = r.version + 1,
         state = CASE WHEN r.state = 'open' AND s.principal + s.interest > 0 THEN 'part' ELSE r.state END
    FROM (SELECT coalesce(sum(p.principal), 0) AS principal, coalesce(sum(p.interest), 0) AS interest FROM recovery_payment p
           WHERE p.recovery_id = NEW.recovery_id AND p.state = 'confirmed') s
   WHERE r.id = NEW.recovery_id;
  RETURN NULL;
END $$;
CREATE TRIGGER recovery_sums AFTER INSERT OR UPDATE ON recovery_payment FOR EACH ROW EXECUTE FUNCTION recovery_sums();
