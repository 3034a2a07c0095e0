-- What a confirmed recovery asks for (its sum, interest, day) is put right by a document, with the reason: entered by one person, approved by another. What stood
-- before is kept. Never below what is paid in or waits.
CREATE TABLE recovery_correction (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recovery_id integer NOT NULL REFERENCES recovery,
  -- what stood when it was entered
  amount_before bigint NOT NULL,
  due_before date NOT NULL,
  rate_before integer,
  interest_from_before date,
  year_days_before integer,
  amount bigint NOT NULL CHECK (amount > 0),
  due_on date NOT NULL,
  -- ten-thousandths of a percent a year
  interest_rate integer CHECK (interest_rate > 0),
  interest_from date,
  interest_year_days integer CHECK (interest_year_days IN (360, 365)),
  number text NOT NULL CHECK (number <> ''),
  on_day date NOT NULL,
  file_id integer NOT NULL REFERENCES file,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'confirmed', 'refused')),
  entered_by text REFERENCES account,
  entered_at timestamptz NOT NULL,
  settled_by text REFERENCES account,
  settled_on date,
  refusal text CHECK (refusal <> ''),
  CONSTRAINT recovery_correction_interest CHECK (num_nonnulls(interest_rate, interest_from, interest_year_days) IN (0, 3)),
  CONSTRAINT recovery_correction_other CHECK ((amount, due_on, interest_rate, interest_from, interest_year_days)
    IS DISTINCT FROM (amount_before, due_before, rate_before, interest_from_before, year_days_before)),
  CONSTRAINT recovery_correction_settled CHECK ((settled_on IS NULL) = (state = 'entered')),
  CONSTRAINT recovery_correction_refusal CHECK ((refusal IS NOT NULL) = (state = 'refused'))
);
CREATE INDEX recovery_correction_of ON recovery_correction (recovery_id, id);
CREATE INDEX recovery_correction_file ON recovery_correction (file_id);
CREATE UNIQUE INDEX recovery_correction_waits ON recovery_correction (recovery_id) WHERE state = 'entered';
CALL watch('recovery_correction');

-- A confirmed recovery that was not withdrawn is corrected, from what stands, to no less than is paid in and waits.
CREATE FUNCTION recovery_correction_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_recovery record;
BEGIN
  SELECT * INTO of_recovery FROM recovery r WHERE r.id = NEW.recovery_id FOR UPDATE;
  IF NEW.state = 'refused' THEN RETURN NEW; END IF;
  IF of_recovery.state NOT IN ('open', 'part', 'settled') THEN
    RAISE EXCEPTION 'recovery % does not stand', NEW.recovery_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_correction_stands';
  END IF;
  IF (NEW.amount_before, NEW.due_before, NEW.rate_before, NEW.interest_from_before, NEW.year_days_before)
     IS DISTINCT FROM (of_recovery.amount, of_recovery.due_on, of_recovery.interest_rate, of_recovery.interest_from, of_recovery.interest_year_days) THEN
    RAISE EXCEPTION 'recovery % asks for something else', NEW.recovery_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_correction_before';
  END IF;
  IF NEW.amount < (SELECT coalesce(sum(p.principal), 0) FROM recovery_payment p WHERE p.recovery_id = NEW.recovery_id AND p.state <> 'refused') THEN
    RAISE EXCEPTION 'recovery % is corrected below what is paid in', NEW.recovery_id USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_correction_paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_correction_held BEFORE INSERT OR UPDATE ON recovery_correction
  FOR EACH ROW EXECUTE FUNCTION recovery_correction_held();

CREATE FUNCTION recovery_corrected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE recovery SET amount = NEW.amount, due_on = NEW.due_on, interest_rate = NEW.interest_rate, interest_from = NEW.interest_from,
         interest_year_days = NEW.interest_year_days, version = version + 1, settled_on = NULL,
         state = CASE state WHEN 'settled' THEN 'part' ELSE state END
   WHERE id = NEW.recovery_id;
  RETURN NULL;
END $$;
CREATE TRIGGER recovery_corrected AFTER UPDATE OF state ON recovery_correction
  FOR EACH ROW WHEN (OLD.state = 'entered' AND NEW.state = 'confirmed') EXECUTE FUNCTION recovery_corrected();

-- What is confirmed changes in no other way.
CREATE FUNCTION recovery_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.commitment_id, OLD.order_id, OLD.decision_number, OLD.decision_date, OLD.file_id)
       IS DISTINCT FROM (NEW.commitment_id, NEW.order_id, NEW.decision_number, NEW.decision_date, NEW.file_id)
     OR NOT EXISTS (SELECT FROM recovery_correction c WHERE c.recovery_id = NEW.id AND c.state = 'confirmed'
       AND (c.amount_before, c.due_before, c.rate_before, c.interest_from_before, c.year_days_before)
         IS NOT DISTINCT FROM (OLD.amount, OLD.due_on, OLD.interest_rate, OLD.interest_from, OLD.interest_year_days)
       AND (c.amount, c.due_on, c.interest_rate, c.interest_from, c.interest_year_days)
         IS NOT DISTINCT FROM (NEW.amount, NEW.due_on, NEW.interest_rate, NEW.interest_from, NEW.interest_year_days)) THEN
    RAISE EXCEPTION 'what recovery % asks for is changed by a correction alone', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'recovery_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_stays BEFORE UPDATE ON recovery FOR EACH ROW
  WHEN (OLD.state NOT IN ('entered', 'refused') AND
    (OLD.amount, OLD.due_on, OLD.interest_rate, OLD.interest_from, OLD.interest_year_days, OLD.commitment_id, OLD.order_id, OLD.decision_number, OLD.decision_date, OLD.file_id)
    IS DISTINCT FROM
    (NEW.amount, NEW.due_on, NEW.interest_rate, NEW.interest_from, NEW.interest_year_days, NEW.commitment_id, NEW.order_id, NEW.decision_number, NEW.decision_date, NEW.file_id))
  EXECUTE FUNCTION recovery_stays();
